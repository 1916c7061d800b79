"""The jobs' hold on live sessions: what is to be judged, and where results and reports go."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

import rfc8785
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from assay import __version__
from assay.bank.package import Package
from assay.interview.consequences import MEASURED_S
from assay.interview.state import Phase
from assay.jobs.attempt import Answer, Attempt
from assay.jobs.measuring import Wanted, wanted
from assay.jobs.rejudging import attempt_of, current, differences
from assay.log.events import Event, Run, parse_data
from assay.report.build import SessionFacts, build_report
from assay.report.document import Report
from assay.store import jobs, sitting
from assay.store.engine import Database
from assay.store.jobs import ClaimedJob
from assay.web.live import steps
from assay.web.live.hub import Hub
from assay.web.live.room import NotStored, Room, again

log = structlog.get_logger(__name__)


class LiveSessions:
    """Implements ``assay.jobs.handlers.Sessions``."""

    def __init__(self, hub: Hub, database: Database, packages: Mapping[str, Package]) -> None:
        self._hub = hub
        self._database = database
        self._packages = packages

    async def attempt(self, session: str, of: int) -> Attempt | None:
        room = await self._hub.room(session)
        found, source = room.state.attempts.get(of), room.sitting.sources.get(of)
        if found is None or found.verdict is not None or source is None:
            return None
        cases = None
        if found.purpose == "run":
            event = (await self._hub.events(room, of - 1, 1))[0]
            run = parse_data("run", event.data)
            if isinstance(run, Run) and run.cases is not None:
                cases = tuple(run.cases)
        return Attempt(found.purpose, found.problem, found.language, source, cases)

    async def judged(self, job: ClaimedJob, found: Answer) -> None:
        room = await self._hub.room(job.session)

        async def once(s: AsyncSession) -> None:
            if not await jobs.finish(s, job.id, {"verdict": found.data["verdict"]}):
                raise NotStored

        try:
            await self._hub.finish(steps.judged(room, found, once))
        except NotStored:
            await self.drop(job)

    async def faulted(self, job: ClaimedJob, found: Answer) -> None:
        room = await self._hub.room(job.session)
        lost_ms = found.wait_ms + found.fault_ms
        await self._hub.finish(steps.return_wait(room, job.payload["of"], lost_ms, fault=True))

    async def past_attempt(self, session: str, of: int) -> Attempt:
        room = await self._hub.room(session)
        events = await self._hub.events(room)
        return attempt_of(events, next(event for event in events if event.seq == of))

    async def rejudged(self, job: ClaimedJob, found: Answer) -> None:
        room = await self._hub.room(job.session)
        events = await self._hub.events(room)
        was = current(events)[found.data["of"]]
        if was["verdict"] == found.data["verdict"] and not differences(was, found.data):
            await self.drop(job)
            return

        async def once(s: AsyncSession) -> None:
            if not await jobs.finish(s, job.id, {"verdict": found.data["verdict"]}):
                raise NotStored

        with suppress(NotStored):
            await self._hub.finish(steps.rejudged(room, found.data, once))

    async def to_measure(self, session: str, of: int) -> Wanted | None:
        room = await self._hub.room(session)
        if not steps.is_to_measure(room.state, of):
            return None
        return await asyncio.to_thread(wanted, await self._hub.events(room), of)

    async def measured(self, job: ClaimedJob, data: Mapping[str, Any]) -> None:
        room = await self._hub.room(job.session)

        async def once(s: AsyncSession) -> None:
            if not await jobs.finish(s, job.id):
                raise NotStored

        try:
            await self._hub.finish(steps.measured(room, dict(data), once))
        except NotStored:
            await self.drop(job)

    async def drop(self, job: ClaimedJob) -> None:
        async with self._database.write() as s:
            await jobs.finish(s, job.id)

    async def evaluate(self, job: ClaimedJob) -> None:
        """Hands in what came late; where all is judged and measured, makes the report. What is still being measured
        is waited for some time only."""
        room = await self._hub.room(job.session)
        settled = await self._hub.finish(self._settle(room))
        if settled is None:
            await self.drop(job)
            return
        seq, head = settled
        events = [event for event in await self._hub.events(room) if event.seq <= seq]
        report = await asyncio.to_thread(self._report, room, events, head)
        await self._hub.finish(self._keep(room, job, seq, report))

    @again
    async def _settle(self, room: Room) -> tuple[int, str] | None:
        """The last event and the chain's head, to make the report of; None while something is not judged or
        measured: then what is found asks for an evaluation again."""
        async with room.locked():
            await steps.settle(room)
            if room.state.phase is not Phase.ENDED or room.state.unjudged:
                return None
            if room.state.unmeasured and (left_s := _patience_s(room)) > 0:
                async with self._database.write() as s:
                    at = jobs.now() + timedelta(seconds=left_s)
                    await jobs.evaluate_later(s, room.id, room.seq, at)
                return None
            return room.seq, room.head.hex()

    def _report(self, room: Room, events: list[Event], head: str) -> Report:
        facts = room.facts
        return build_report(
            session=SessionFacts(
                id=room.id,
                assay=__version__,
                candidate=facts.candidate,
                organization=facts.organization,
                position=facts.position,
                plan_version=str(facts.plan_number),
            ),
            plan=room.plan,
            packages=self._packages,
            events=events,
            log_hash=head,
        )

    async def _keep(self, room: Room, job: ClaimedJob, seq: int, report: Report) -> None:
        document = report.model_dump(mode="json")
        version = hashlib.sha256(_canonical(document)).hexdigest()
        async with room.locked():
            row: dict[str, Any] = {"report_overall": report.overall.value if report.overall else None}
            if room.seq == seq:
                row["state"] = "ended"
            async with self._database.write() as s:
                if await jobs.finish(s, job.id, {"report": version}):
                    await sitting.add_report(s, room.id, version, document, jobs.now())
                    await sitting.set_row(s, room.id, row)
        log.info("session.evaluated", session=room.id, seq=seq)


def _patience_s(room: Room) -> float:
    """How long the report is still to be held back for what is being measured."""
    if room.last_at is None:
        return 0.0
    left_s = MEASURED_S - (jobs.now() - room.last_at).total_seconds()
    # Two servers' clocks may differ by some seconds. One that is scripted is none to wait by.
    return left_s if 0 < left_s < 2 * MEASURED_S else 0.0


def _canonical(document: dict[str, Any]) -> bytes:
    """RFC 8785; lone surrogates, which have no UTF-8 form, are replaced (for the hash only)."""
    return rfc8785.dumps(_encodable(document))


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, dict):
        return {key: _encodable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_encodable(item) for item in value]
    return value
