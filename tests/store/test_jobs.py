"""The job table on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from assay.store import claims, jobs
from assay.store.engine import Database
from assay.store.jobs import PRIORITY, ClaimedJob, NewJob, job_id
from tests.store.sittings import add_session


@pytest.fixture
async def session(database: Database) -> AsyncIterator[str]:
    yield await add_session(database)


def run(session: str, seq: int) -> NewJob:
    return NewJob(job_id(session, seq, "run"), "run", session, {"of": seq})


async def claim(s: AsyncSession, limit: int) -> list[ClaimedJob]:
    """Of every kind, as the carrier does."""
    found: list[ClaimedJob] = []
    await claims.take_turns(s)
    for kind in PRIORITY:
        found += await claims.claim(s, kind, limit - len(found))
    return found


async def test_asking_twice_is_one_row(database: Database, session: str) -> None:
    async with database.write() as s:
        await jobs.enqueue(s, [run(session, 1), run(session, 2)])
        await jobs.enqueue(s, [run(session, 2)])
    async with database.read() as s:
        assert await jobs.waiting(s) == {"queued": 2}


async def test_runs_before_submissions_before_evaluations(database: Database, session: str) -> None:
    async with database.write() as s:
        await jobs.enqueue_evaluation(s, session, 9)
        submit = NewJob(job_id(session, 5, "submit"), "submit", session, {"of": 5})
        await jobs.enqueue(s, [submit])
        await jobs.enqueue(s, [run(session, 6)])
        await jobs.enqueue(s, [run(session, 7)], jobs.now() + timedelta(hours=1))
    async with database.write() as s:
        claimed = await claim(s, 10)
    assert [job.kind for job in claimed] == ["run", "submit", "evaluate"]
    assert [job.attempts for job in claimed] == [1, 1, 1]
    async with database.write() as s:
        assert await claim(s, 10) == [], "what runs is not claimed again, what is put off not yet"
        start = await jobs.next_start(s)
    assert start is not None and start > jobs.now()


async def test_a_job_is_finished_once(database: Database, session: str) -> None:
    async with database.write() as s:
        await jobs.enqueue(s, [run(session, 1)])
        assert await jobs.finish(s, job_id(session, 1, "run"), {"verdict": "AC"})
        assert not await jobs.finish(s, job_id(session, 1, "run"), {"verdict": "WA"})
        await jobs.enqueue(s, [run(session, 1)])
        assert await claim(s, 1) == []


async def test_an_evaluation_that_waits_is_put_off_and_one_that_runs_is_not(
    database: Database, session: str
) -> None:
    async with database.write() as s:
        await jobs.enqueue_evaluation(s, session, 5, jobs.now() + timedelta(hours=1))
        await jobs.enqueue_evaluation(s, session, 6, jobs.now())
        (running,) = await claim(s, 10)
        assert running.payload == {"seq": 5}
        await jobs.enqueue_evaluation(s, session, 7)
    async with database.read() as s:
        assert await jobs.waiting(s) == {"running": 1, "queued": 1}


async def test_faults_put_back_and_the_next_start_begins_again(database: Database) -> None:
    jobs_of_three = [run(await add_session(database), 1) for _ in range(3)]
    async with database.write() as s:
        await jobs.enqueue(s, jobs_of_three)
        first, second, third = await claim(s, 3)
        await jobs.put_back(s, first, jobs.now() + timedelta(hours=1), "lost \0 \ud800")
        await jobs.give_up(s, second, "five times")
    async with database.read() as s:
        assert await jobs.waiting(s) == {"queued": 1, "failed": 1, "running": 1}
    async with database.write() as s:
        assert await jobs.requeue(s) == 2
        claimed = await claim(s, 3)
    assert {job.id: job.attempts for job in claimed} == {second.id: 1, third.id: 2}


async def test_no_session_takes_all_slots(database: Database, session: str) -> None:
    other = await add_session(database)
    async with database.write() as s:
        await jobs.enqueue(s, [run(session, seq) for seq in range(1, 20)])
        await jobs.enqueue(s, [run(other, 1)])
        assert {job.session for job in await claim(s, 4)} == {session, other}
        assert await claim(s, 4) == []
        assert await jobs.next_start(s) is None, "what waits for its own session wakes nobody"


async def test_a_busy_organization_starves_nobody(database: Database) -> None:
    busy = await add_session(database)
    more = [await add_session(database, like=busy) for _ in range(9)]
    quiet = await add_session(database)
    async with database.write() as s:
        await jobs.enqueue(s, [run(session, 1) for session in (busy, *more)])
        await jobs.enqueue(s, [run(quiet, 1)])
        assert quiet in [job.session for job in await claim(s, 2)]
        assert len(await claim(s, 20)) == 9, "and when nobody else waits, the rest are its own"


async def test_what_is_measured_makes_no_run_of_its_organization_wait(database: Database) -> None:
    measuring = await add_session(database)
    more = [await add_session(database, like=measuring) for _ in range(2)]
    quiet = await add_session(database)
    async with database.write() as s:
        await jobs.enqueue(
            s, [NewJob(job_id(each, 1, "measure"), "measure", each, {"of": 1}) for each in (measuring, *more)]
        )
        await claims.take_turns(s)
        assert len(await claims.claim(s, "measure", 3)) == 3
        await jobs.enqueue(s, [run(measuring, 2)])
        await jobs.enqueue(s, [run(quiet, 2)])
        assert [job.session for job in await claims.claim(s, "run", 1)] == [measuring], "the first that asked"
        assert {job.kind for job in await jobs.queue(s, 10)} == {"run"}


async def test_leases_are_renewed_run_out_and_are_given_back(database: Database) -> None:
    sessions = [await add_session(database) for _ in range(3)]
    async with database.write() as s:
        await jobs.enqueue(s, [run(session, 1) for session in sessions])
        (first,) = await claims.claim(s, "run", 1, "a", timedelta(seconds=-1))
        (second,) = await claims.claim(s, "run", 1, "b", timedelta(seconds=-1))
        await claims.claim(s, "run", 1, "c", timedelta(hours=1))
        await jobs.extend(s, "b", timedelta(hours=1))
        assert await jobs.take_back(s) == 1
        (again,) = await claims.claim(s, "run", 3, "d", timedelta(hours=1))
        assert (again.id, again.attempts) == (first.id, 2)
        await jobs.put_back(s, first, jobs.now(), "by the one that lost it: nothing happens")
        assert await claims.claim(s, "run", 3, "e") == []
        await jobs.release(s, "b")
        assert [job.id for job in await claims.claim(s, "run", 3, "e")] == [second.id]


async def test_one_sessions_many_runs_hide_nobody_elses(database: Database, session: str) -> None:
    """What is free for others goes to them, however many of the first session's wait before theirs."""
    others = [await add_session(database, like=session) for _ in range(2)]
    async with database.write() as s:
        await jobs.enqueue(s, [run(session, seq) for seq in range(1, 9)])
        await jobs.enqueue(s, [run(other, 1) for other in others])
    async with database.write() as s:
        await claims.take_turns(s)
        claimed = await claims.claim(s, "run", 3)
    assert {job.session for job in claimed} == {session, *others}


async def test_what_was_done_long_ago_is_forgotten(
    database: Database, session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "FORGET_AT_ONCE", 2)
    asked = [run(session, seq) for seq in range(1, 6)]
    async with database.write() as s:
        await jobs.enqueue(s, asked)
        for job in asked[:3]:
            await jobs.finish(s, job.id)
    async with database.write() as s:
        assert not await jobs.forget(s, jobs.now() - timedelta(days=1))
        soon = jobs.now() + timedelta(seconds=1)
        assert await jobs.forget(s, soon), "two of three"
        assert not await jobs.forget(s, soon)
        assert await jobs.waiting(s) == {"queued": 2}
