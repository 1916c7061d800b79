"""What is done for each kind of job. The sessions themselves are reached through ``Sessions``."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from assay.bank.package import Package
from assay.jobs.attempt import Answer, Attempt, answer
from assay.jobs.carrier import PATIENCE, Handlers
from assay.jobs.measuring import TRIES, Wanted, measured
from assay.jobs.turns import Turn, Turns
from assay.jobs.waiting import Pace
from assay.store.jobs import ClaimedJob
from assay.worker.measurer import Measuring, MeasuringFailed


class JudgeFailed(Exception):
    """The judge itself failed, twice."""


class Sessions(Protocol):
    """What jobs need of the live sessions."""

    async def attempt(self, session: str, of: int) -> Attempt | None:
        """The run or submission at ``of``; None where it was judged already."""
        ...

    async def judged(self, job: ClaimedJob, found: Answer) -> None:
        """Adds the result to the log and marks the job done, both or neither, once."""
        ...

    async def faulted(self, job: ClaimedJob, found: Answer) -> None:
        """The judge failed on the attempt, which will be tried again: gives back the time lost so far."""
        ...

    async def past_attempt(self, session: str, of: int) -> Attempt:
        """The submission at ``of``, which was judged before."""
        ...

    async def rejudged(self, job: ClaimedJob, found: Answer) -> None:
        """Adds the result where it differs from the one that counts, and marks the job done, once."""
        ...

    async def to_measure(self, session: str, of: int) -> Wanted | None:
        """The submission at ``of``; None where a newer one of the problem has taken its place, or where it was
        measured since it was judged last."""
        ...

    async def measured(self, job: ClaimedJob, data: Mapping[str, Any]) -> None:
        """Adds what was measured to the log and marks the job done, both or neither, once."""
        ...

    async def evaluate(self, job: ClaimedJob) -> None:
        """Makes the report and marks the job done, both or neither, once."""
        ...

    async def drop(self, job: ClaimedJob) -> None:
        """Marks a job done that has nothing left to do."""
        ...


def _nothing() -> None:
    pass


@dataclass(frozen=True)
class Work:
    """``package`` gives a problem of the bank by slug, None where there is none such any more. ``on_fault`` is
    called each time the judge itself has failed; the candidate is told so and gets the time back."""

    sessions: Sessions
    turns: Turns
    measuring: Measuring
    package: Callable[[str], Package | None]
    pace: Pace = field(default_factory=Pace)
    on_fault: Callable[[], None] = _nothing
    _under_way: dict[str, Turn] = field(default_factory=dict)

    def begun(self, job: str) -> bool | None:
        """Whether the job with this id is being judged, and waits for no slot any more; None where it is not
        this server's."""
        turn = self._under_way.get(job)
        return None if turn is None else turn.begun

    def handlers(self) -> Handlers:
        return {
            "run": self._attempt,
            "submit": self._attempt,
            "evaluate": self.sessions.evaluate,
            "rejudge": self._rejudge,
            "measure": self._measure,
        }

    async def _measure(self, job: ClaimedJob) -> None:
        of: int = job.payload["of"]
        asked = await self.sessions.to_measure(job.session, of)
        if asked is None:
            await self.sessions.drop(job)
            return
        data, fault = await measured(self.measuring, self.package(asked.attempt.problem), asked)
        if fault is not None and job.attempts < TRIES:
            raise MeasuringFailed(f"submission {of} of session {job.session} was not measured: {fault}")
        await self.sessions.measured(job, {"of": of, **data})

    async def _rejudge(self, job: ClaimedJob) -> None:
        of: int = job.payload["of"]
        attempt = await self.sessions.past_attempt(job.session, of)
        found = await answer(self.turns.turn("rejudge"), self.package(attempt.problem), attempt)
        if found.fault_ms:
            self.on_fault()
            # A fault of ours never takes the place of a result: it is tried again later.
            raise JudgeFailed(f"the judge failed on submission {of} of session {job.session}")
        await self.sessions.rejudged(job, replace(found, data={"of": of, **found.data}))

    async def _attempt(self, job: ClaimedJob) -> None:
        of: int = job.payload["of"]
        attempt = await self.sessions.attempt(job.session, of)
        if attempt is None:
            await self.sessions.drop(job)
            return
        turn = self.turns.turn("run" if job.kind == "run" else "submit")
        started = time.monotonic()
        if job.kind == "submit":
            self.measuring.expect()
        self._under_way[job.id] = turn
        try:
            found = await answer(turn, self.package(attempt.problem), attempt)
        finally:
            del self._under_way[job.id]
        took_s = time.monotonic() - started
        if found.fault_ms:
            self.on_fault()
            waited_s = job.waited_s
        else:
            # Of a fault all the time counts as such.
            waited_s = job.waited_s + turn.waited_s
            took_s = max(0.0, took_s - turn.waited_s)
            self.pace.took(took_s)
        found = replace(
            found,
            data={"of": of, **found.data},
            wait_ms=round(waited_s * 1000),
            judging_ms=0 if found.fault_ms else round(took_s * 1000),
        )
        if found.fault_ms and job.attempts < PATIENCE:
            await self.sessions.faulted(job, found)
            raise JudgeFailed(f"the judge failed on {job.kind} {of} of session {job.session}")
        await self.sessions.judged(job, found)
