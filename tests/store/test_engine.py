"""The database behaves the same on SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from assay.store import tables
from assay.store.engine import READERS, Database, UnknownDatabase, open_database, sqlite_url
from assay.store.ids import new_id, new_token, token_hash
from assay.store.migrate import migrate


async def test_times_come_back_in_utc(database: Database) -> None:
    at = datetime(2026, 11, 23, 12, 0, 0, 123456, timezone(timedelta(hours=5, minutes=30)))
    async with database.write() as s:
        s.add(tables.ServerBeat(id="a", alive_at=at))
    async with database.read() as s:
        found = (await s.execute(select(tables.ServerBeat))).scalar_one()
    assert found.alive_at == at
    assert found.alive_at.tzinfo is UTC


async def test_times_without_zone_are_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="no time zone"):
        async with database.write() as s:
            s.add(tables.ServerBeat(id="a", alive_at=datetime(2026, 1, 1)))


async def test_write_commits_all_or_nothing(database: Database) -> None:
    async def fail() -> None:
        async with database.write() as s:
            s.add(tables.Organization(id="a", name="A"))
            await s.flush()
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError):
        await fail()
    async with database.write() as s:
        s.add(tables.Organization(id="b", name="B"))
    async with database.read() as s:
        assert (await s.execute(select(tables.Organization.id))).scalars().all() == ["b"]


async def test_what_is_written_in_read_is_given_up(database: Database) -> None:
    async with database.read() as s:
        s.add(tables.Organization(id="a", name="A"))
        await s.flush()
    async with database.read() as s:
        assert (await s.execute(select(tables.Organization))).first() is None


async def test_a_read_sees_one_state_while_others_write(database: Database) -> None:
    count = select(func.count()).select_from(tables.Organization)
    async with database.read() as reading:
        assert await reading.scalar(count) == 0
        async with database.write() as s:
            s.add(tables.Organization(id="a", name="A"))
        assert await reading.scalar(count) == 0
    async with database.read() as reading:
        assert await reading.scalar(count) == 1


async def test_foreign_keys_hold(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with database.write() as s:
            s.add(tables.LogWriter(session="none", writer="w", n=1))


async def test_json_keeps_lone_surrogates_and_none(database: Database) -> None:
    async with database.write() as s:
        s.add(tables.Organization(id="o", name="O"))
        await s.flush()
        s.add(
            tables.Member(
                id="m",
                organization="o",
                email="m@e",
                name="M",
                password_hash="",
                permissions=["\ud800", "\x00"],
            )
        )
    async with database.read() as s:
        member = (await s.execute(select(tables.Member))).scalar_one()
    assert member.permissions == ["\ud800", "\x00"]


async def test_many_writers_and_readers_at_once(database: Database) -> None:
    async def write(k: int) -> None:
        async with database.write() as s:
            s.add(tables.Organization(id=f"{k}", name="x"))
        async with database.read() as s:
            assert (await s.get(tables.Organization, f"{k}")) is not None

    await asyncio.gather(*(write(k) for k in range(60)))
    await database.check(20)


async def test_migrating_twice_changes_nothing_and_tables_match(database: Database) -> None:
    await migrate(database)

    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, tables.Base.metadata))

    async with database.writer.begin() as connection:
        assert await connection.run_sync(differences) == []


async def test_two_servers_may_migrate_at_once(empty_database_url: str) -> None:
    async with open_database(empty_database_url) as one, open_database(empty_database_url) as two:
        await asyncio.gather(migrate(one), migrate(two))
        await one.check(20)


async def test_sqlite_is_durable(tmp_path: Path) -> None:
    async with open_database(sqlite_url(tmp_path / "a.db")) as database:
        await migrate(database)
        for opened in (database.read(), database.write()):
            async with opened as s:
                assert (await s.execute(text("PRAGMA journal_mode"))).scalar_one() == "wal"
                assert (await s.execute(text("PRAGMA synchronous"))).scalar_one() == 2
                assert (await s.execute(text("PRAGMA foreign_keys"))).scalar_one() == 1


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://x/y", "assay.db", ""])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(UnknownDatabase, match="sqlite:////path"):
        Database(url)


def test_ids_sort_by_time_and_tokens_differ() -> None:
    ids = [new_id() for _ in range(50)]
    assert all(len(i) == 32 and i[12] == "7" and i[16] in "89ab" for i in ids)
    assert ids == sorted(ids)
    assert len({new_token() for _ in range(50)}) == 50
    assert len(token_hash("x")) == 64


async def test_a_check_answers_while_another_process_holds_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "assay.db"
    async with open_database(sqlite_url(path)) as opened:
        await migrate(opened)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        for _ in range(2):
            with pytest.raises(TimeoutError):
                await opened.check(0.05)
        other.execute("ROLLBACK")
        other.close()
        await opened.check(20)


async def test_all_connections_are_made_ahead(tmp_path: Path) -> None:
    """Each is a thread: while a server serves, none is made any more."""
    async with open_database(sqlite_url(tmp_path / "assay.db")) as opened:
        await migrate(opened)
        await opened.open_all()
        before = threading.active_count()
        async with AsyncExitStack() as stack:
            for _ in range(READERS):
                await (await stack.enter_async_context(opened.read())).connection()
            await (await stack.enter_async_context(opened.write())).connection()
            assert threading.active_count() == before
