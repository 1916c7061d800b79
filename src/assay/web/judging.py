"""What judges: this machine, or a fleet of workers; and which languages that gives."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from nats.aio.client import Client

from assay.jobs.carrier import Window
from assay.jobs.fleet import Fleet, FleetMeasuring
from assay.jobs.turns import LocalTurns, Turns
from assay.judge.languages import Found, available
from assay.judge.model import Judge
from assay.judge.service import LocalJudge
from assay.store import beats
from assay.store.engine import Database
from assay.web.schema.common import Language
from assay.web.settings import Settings
from assay.worker import wire
from assay.worker.broker import connect
from assay.worker.credentials import Credentials
from assay.worker.measurer import LocalMeasuring, Measuring

log = structlog.get_logger(__name__)

REMEMBERED = timedelta(days=30)
"""A worker heard of within this time is expected to come back: its languages are offered."""
STORE_EVERY_S = 30.0


@dataclass(frozen=True)
class Judging:
    """``languages`` gives those that can be run now, ``slots`` how many programs at once. ``fleet`` is None
    on one machine."""

    turns: Turns
    measuring: Measuring
    window: Window
    languages: Callable[[], tuple[Language, ...]]
    slots: Callable[[], int]
    fleet: Fleet | None = None

    def workers(self) -> int:
        """How many workers are heard of; none on one machine."""
        return 0 if self.fleet is None else sum(one.lives for one in self.fleet.workers.values())


def _described(languages: Mapping[str, Found]) -> tuple[Language, ...]:
    return tuple(
        Language(
            id=found.spec.id,
            name=found.spec.name,
            version=found.version,
            file_name=found.spec.file_name,
            time_factor=found.spec.time_factor,
        )
        for found in languages.values()
    )


@asynccontextmanager
async def open_judging(
    settings: Settings, database: Database, judge: Judge | None, measuring: Measuring | None = None
) -> AsyncIterator[Judging]:
    """Raises IsolationUnavailable, CredentialsError. ``judge`` and ``measuring``: by default this machine's own,
    or the fleet."""
    if settings.nats is not None and judge is None:
        async with _open_fleet(settings, settings.nats, database) as judging:
            yield judging
        return
    if measuring is None:
        local = LocalMeasuring()
        try:
            async with open_judging(settings, database, judge, local) as judging:
                yield judging
        finally:
            await local.close()
        return
    slots = settings.slots or os.cpu_count() or 1
    # One more than the judge has slots, so that the next job waits for it and not in the table.
    window = Window(lambda: slots + 1, evaluations=slots)
    if judge is not None:
        languages = _described(available())
        yield Judging(LocalTurns(judge, slots), measuring, window, lambda: languages, lambda: slots)
        return
    async with LocalJudge(slots) as here:
        languages = _described(here.languages())
        yield Judging(LocalTurns(here, slots), measuring, window, lambda: languages, lambda: slots)


@asynccontextmanager
async def _open_fleet(settings: Settings, url: str, database: Database) -> AsyncIterator[Judging]:
    known = KnownLanguages(database)
    await known.load()
    credentials = Credentials.read(settings.nats_credentials) if settings.nats_credentials else None

    async def line(back: Callable[[], Awaitable[None]]) -> Client:
        return await connect(url, credentials, name="server", ca=settings.nats_ca, back=back)

    async with Fleet(line, on_worker=known.heard) as fleet:
        window = Window(fleet.window, measured=fleet.measuring)
        yield Judging(fleet, FleetMeasuring(fleet), window, known.languages, lambda: fleet.slots, fleet)


class KnownLanguages:
    """The languages of the workers of the last days, kept in the database: a server that starts before its
    workers knows what will be there."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._workers: dict[str, list[wire.LanguageFacts]] = {}
        self._stored: dict[str, float] = {}

    async def load(self) -> None:
        async with self._database.read() as s:
            found = await beats.workers(s, datetime.now(UTC) - REMEMBERED)
        for name, facts in found.items():
            self._workers[name] = [wire.LanguageFacts.model_validate(one) for one in facts["languages"]]

    async def heard(self, worker: str, alive: wire.Alive) -> None:
        changed = self._workers.get(worker) != alive.languages
        if changed:
            self._warn_of_differences(worker, alive.languages)
            self._workers[worker] = alive.languages
        now = time.monotonic()
        if changed or now - self._stored.get(worker, -STORE_EVERY_S) >= STORE_EVERY_S:
            self._stored[worker] = now
            facts = alive.model_dump(mode="json", exclude={"tickets"})
            async with self._database.write() as s:
                await beats.worker_seen(s, worker, datetime.now(UTC), facts)

    def languages(self) -> tuple[Language, ...]:
        """Of all workers together, in the order of the one that has most."""
        found: dict[str, Language] = {}
        for facts in sorted(self._workers.values(), key=len, reverse=True):
            for one in facts:
                found.setdefault(one.id, Language(**one.model_dump()))
        return tuple(found.values())

    def _warn_of_differences(self, worker: str, languages: list[wire.LanguageFacts]) -> None:
        """The same conditions for everyone: workers of one fleet are to have the same toolchains."""
        mine = {one.id: one.version for one in languages}
        for other, facts in self._workers.items():
            theirs = {one.id: one.version for one in facts}
            different = {id for id in mine.keys() | theirs.keys() if mine.get(id) != theirs.get(id)}
            if other != worker and different:
                log.warning("fleet.languages_differ", worker=worker, other=other, languages=sorted(different))
