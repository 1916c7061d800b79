"""Session logs on both databases: groups of batches, and what a fault of one does to the others."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from assay.log.chain import START, Batch, SessionKey, new_key, open_batch, seal, verify
from assay.log.events import Event
from assay.store import logs
from assay.store.engine import Database
from assay.store.logs import Appended, GroupCommit
from assay.store.tables import LogBatch, LogWriter
from tests.store.sittings import add_session

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def event(seq: int) -> Event:
    return Event(seq=seq, writer="tab", n=seq, t=seq, at=NOW, kind="away", data={})


def batch(session: str, key: SessionKey, index: int, previous: bytes) -> Batch:
    first = index * 2 + 1
    return seal(session, index, [event(first), event(first + 1)], previous, NOW, key)


def appended(session: str, made: Batch, *effects: logs.Effect) -> Appended:
    return Appended(session, made, NOW, {"tab": made.last_seq}, effects)


async def test_many_sessions_in_one_go(database: Database) -> None:
    commit = GroupCommit(database)
    sessions = [await add_session(database) for _ in range(20)]
    key = new_key()
    heads = dict.fromkeys(sessions, START)
    for index in range(3):
        made = {session: batch(session, key, index, heads[session]) for session in sessions}
        await asyncio.gather(*(commit.commit(appended(session, one)) for session, one in made.items()))
        heads = {session: one.hash for session, one in made.items()}
    async with database.read() as s:
        for session in sessions:
            stored = await logs.batches(s, session)
            assert verify(stored, key, session) == []
            assert [one.seq for item in stored for one in open_batch(item, key)] == [1, 2, 3, 4, 5, 6]
            assert [one.index for one in await logs.batches(s, session, after=3)] == [1, 2]
        assert await s.scalar(select(func.max(LogWriter.n))) == 6
        assert set(await s.scalars(select(LogBatch.at))) == {NOW}
    await commit.close()


async def test_a_fault_of_one_is_not_the_others(database: Database) -> None:
    commit = GroupCommit(database)
    good, taken, refused = [await add_session(database) for _ in range(3)]
    key = new_key()
    await commit.commit(appended(taken, batch(taken, key, 0, START)))

    async def refuse(_: AsyncSession) -> None:
        raise LookupError("not this one")

    async def nothing(_: AsyncSession) -> None:
        return None

    results = await asyncio.gather(
        commit.commit(appended(good, batch(good, key, 0, START))),
        commit.commit(appended(taken, batch(taken, key, 0, START))),
        commit.commit(appended(refused, batch(refused, key, 0, START), refuse)),
        commit.commit(appended(good, batch(good, key, 1, START), nothing)),
        return_exceptions=True,
    )
    assert results[0] is None and results[3] is None
    assert isinstance(results[1], IntegrityError | sqlite3.IntegrityError)
    assert isinstance(results[2], LookupError)
    async with database.read() as s:
        rows = await s.execute(select(LogBatch.session, func.count()).group_by(LogBatch.session))
        assert {row[0]: row[1] for row in rows} == {good: 2, taken: 1}
    await commit.close()


async def test_what_was_never_asked_for_never_begins(database: Database) -> None:
    with pytest.raises(ValueError, match="at least one event"):
        seal("s", 0, [], START, NOW, new_key())
