"""The carrier: places, faults, leases, stopping and starting again."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from assay.jobs import carrier as carriers
from assay.jobs.carrier import Carrier, Window
from assay.store import jobs
from assay.store.engine import Database, open_database, sqlite_url
from assay.store.jobs import ClaimedJob, JobKind, NewJob, job_id
from assay.store.migrate import migrate
from tests.store.sittings import add_session


class Hands:
    """Does jobs when ``go`` is set; fails as often as told."""

    def __init__(self, database: Database, faults: int = 0) -> None:
        self.database = database
        self.faults = faults
        self.begun: list[ClaimedJob] = []
        self.go = asyncio.Event()
        self.changed = asyncio.Condition()
        self.done = 0

    async def __call__(self, job: ClaimedJob) -> None:
        async with self.changed:
            self.begun.append(job)
            self.changed.notify_all()
        await self.go.wait()
        if self.faults:
            self.faults -= 1
            raise OSError("not now")
        async with self.database.write() as s:
            await jobs.finish(s, job.id)
        async with self.changed:
            self.done += 1
            self.changed.notify_all()

    async def until(self, *, begun: int = 0, done: int = 0) -> None:
        async with asyncio.timeout(20), self.changed:
            await self.changed.wait_for(lambda: len(self.begun) >= begun and self.done >= done)


async def test_a_place_that_comes_free_meanwhile_is_a_runs_first(tmp_path: Path) -> None:
    """The fleet grows while jobs are claimed, between runs and submissions."""
    async with open_database(sqlite_url(tmp_path / "assay.db")) as database:
        await migrate(database)
        await add_jobs(database, 2)
        await add_jobs(database, 1, "submit")
        hands = Hands(database)
        sizes = [1, 1]
        window = Window(lambda: sizes.pop() if sizes else 3)
        carrier = Carrier(database, {"run": hands, "submit": hands}, window)
        await carrier.start()
        await hands.until(begun=3)
        await carrier.stop()
        assert [job.kind for job in hands.begun] == ["run", "run", "submit"]


async def add_jobs(database: Database, count: int, kind: JobKind = "run") -> None:
    for _ in range(count):
        session = await add_session(database)
        async with database.write() as s:
            await jobs.enqueue(s, [NewJob(job_id(session, 1, kind), kind, session, {"of": 1})])


async def test_no_more_at_once_than_there_are_slots(tmp_path: Path) -> None:
    async with open_database(sqlite_url(tmp_path / "assay.db")) as database:
        await migrate(database)
        await add_jobs(database, 5)
        hands = Hands(database)
        carrier = Carrier(database, {"run": hands}, Window(lambda: 2))
        await carrier.start()
        await hands.until(begun=2)
        async with database.read() as s:
            assert await jobs.waiting(s) == {"running": 2, "queued": 3}
        hands.go.set()
        await hands.until(done=5)
        await carrier.stop()
        assert len(hands.begun) == 5


async def test_stopped_in_the_middle_it_is_done_after_the_next_start(tmp_path: Path) -> None:
    async with open_database(sqlite_url(tmp_path / "assay.db")) as database:
        await migrate(database)
        await add_jobs(database, 1)
        hands = Hands(database)
        first = Carrier(database, {"run": hands}, Window(lambda: 1))
        await first.start()
        await hands.until(begun=1)
        await first.stop()
        hands.go.set()
        second = Carrier(database, {"run": hands}, Window(lambda: 1))
        await second.start()
        await hands.until(done=1)
        await second.stop()
        assert [job.attempts for job in hands.begun] == [1, 2]


async def test_after_a_fault_it_is_tried_again_and_given_up_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carriers, "BACK_OFF_S", 0.001)
    async with open_database(sqlite_url(tmp_path / "assay.db")) as database:
        await migrate(database)
        await add_jobs(database, 2)
        hands = Hands(database, faults=carriers.TRIES + 1)
        hands.go.set()
        carrier = Carrier(database, {"run": hands}, Window(lambda: 1))
        await carrier.start()
        async with asyncio.timeout(20):
            while True:
                async with database.read() as s:
                    states = await jobs.waiting(s)
                if not states.get("queued") and not states.get("running"):
                    break
                await asyncio.sleep(0.02)
        await carrier.stop()
        assert sum(states.values()) == 2 and states.get("done", 0) >= 1


async def test_measuring_has_places_of_its_own(tmp_path: Path) -> None:
    """One at a time, and it takes nothing from who waits for the judge, whose slots are all free for them."""
    async with open_database(sqlite_url(tmp_path / "assay.db")) as database:
        await migrate(database)
        await add_jobs(database, 3, "measure")
        await add_jobs(database, 1, "submit")
        hands = Hands(database)
        carrier = Carrier(database, {"run": hands, "submit": hands, "measure": hands}, Window(lambda: 2))
        await carrier.start()
        await hands.until(begun=2)
        await add_jobs(database, 2, "run")
        carrier.wake()
        await hands.until(begun=4)
        assert [job.kind for job in hands.begun] == ["submit", "measure", "run", "run"]
        hands.go.set()
        await hands.until(done=6)
        await carrier.stop()
