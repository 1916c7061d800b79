"""The database: ``read()`` and ``write()`` on SQLite and PostgreSQL alike.

SQLite has one writer. ``write()`` therefore queues behind a lock of this process and starts with ``BEGIN
IMMEDIATE``, so that a transaction never fails half way because another took the lock first; other
processes (the command line) wait up to ``BUSY_S``. ``synchronous=FULL``: what was committed is on disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_S = 20
READERS = 8


class UnknownDatabase(ValueError):
    """The URL names a database that Assay does not run on."""


def sqlite_url(path: Path) -> str:
    """The URL of a SQLite file."""
    return URL.create("sqlite+aiosqlite", database=str(path)).render_as_string(hide_password=False)


def normal_url(url: str) -> URL:
    """``sqlite://`` and ``postgresql://`` with the drivers that are used here. Raises UnknownDatabase."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise UnknownDatabase(
            "this is no URL: use sqlite:////path/to/assay.db or postgresql://..."
        ) from error
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        if not parsed.database or parsed.database == ":memory:":
            raise UnknownDatabase("SQLite in memory keeps nothing: give a file, sqlite:////path/to/assay.db")
        return parsed.set(drivername="sqlite+aiosqlite")
    if backend == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    raise UnknownDatabase(f"{backend} is not supported: use sqlite:////path/to/assay.db or postgresql://...")


class Database:
    """Opened by ``open_database``. ``is_sqlite`` says which of the two it is."""

    def __init__(self, url: str) -> None:
        self.url = normal_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self._reader = _sqlite(self.url, "BEGIN", READERS)
            self._writer = _sqlite(self.url, "BEGIN IMMEDIATE", 1)
        else:
            self._writer = create_async_engine(
                self.url, pool_size=READERS, max_overflow=READERS, pool_pre_ping=True
            )
            self._reader = self._writer.execution_options(isolation_level="REPEATABLE READ")
        self._reading = async_sessionmaker(self._reader, expire_on_commit=False)
        self._writing = async_sessionmaker(self._writer, expire_on_commit=False)
        self._lock = asyncio.Lock() if self.is_sqlite else None
        self._checking: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A consistent view; whatever is written in it is given up."""
        async with self._reading() as session:
            yield session

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """One transaction: committed on the way out, rolled back on an exception. Keep it short."""
        async with self._lock or nullcontext(), self._writing.begin() as session:
            yield session

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """Holds off every other writer of this process: for who writes to SQLite over another connection."""
        async with self._lock or nullcontext():
            yield

    @property
    def writer(self) -> AsyncEngine:
        """For migrations."""
        return self._writer

    async def check(self, seconds: float) -> None:
        """Raises what the database raises when it cannot be read or its write lock cannot be had, TimeoutError
        where that is not known after ``seconds``."""
        if self._checking is None:
            self._checking = asyncio.create_task(self._check(), name="check")
            self._checking.add_done_callback(self._checked)
        # Not cancelled: that would wait until SQLite's thread gives up waiting. Who asks next shares it.
        checking = self._checking
        await asyncio.wait((checking,), timeout=seconds)
        if not checking.done():
            raise TimeoutError
        checking.result()

    def _checked(self, check: asyncio.Task[None]) -> None:
        self._checking = None
        if not check.cancelled():
            check.exception()  # for whoever asked; not to be complained of where nobody waits any more

    async def _check(self) -> None:
        async with self.read() as session:
            await session.execute(text("SELECT 1 FROM organization WHERE 1 = 0"))
        async with self.write() as session:
            await session.execute(text("DELETE FROM server_beat WHERE 1 = 0"))

    async def open_all(self) -> None:
        """Connects as often as ever will be. Each connection to SQLite is a thread and some open files: a server
        has them before it serves, and not when the machine may have none left."""
        if self.is_sqlite:
            async with AsyncExitStack() as stack:
                for _ in range(READERS):
                    await stack.enter_async_context(self._reader.connect())
                await stack.enter_async_context(self._writer.connect())

    async def close(self) -> None:
        if self._checking is not None:
            await asyncio.wait((self._checking,))
        await self._reader.dispose()
        await self._writer.dispose()


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _sqlite(url: URL, begin: str, size: int) -> AsyncEngine:
    engine = create_async_engine(
        url, pool_size=size, max_overflow=0, pool_timeout=BUSY_S, connect_args={"timeout": BUSY_S}
    )

    @event.listens_for(engine.sync_engine, "connect")
    def configure(connection: Any, _: ConnectionPoolEntry) -> None:
        # The driver's own transactions leave SELECT outside them; with None, ours are the only ones.
        connection.isolation_level = None
        # SQLite's own lower() knows ASCII only; searches find "émile" by "Émile" on both databases.
        connection.create_function("lower", 1, _lower, deterministic=True)
        cursor = connection.cursor()
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


@asynccontextmanager
async def open_database(url: str) -> AsyncIterator[Database]:
    """Connects on first use and closes on the way out. Migrations are ``migrate.migrate(database)``."""
    database = Database(url)
    try:
        yield database
    finally:
        await database.close()
