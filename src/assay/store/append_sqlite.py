"""Appending batches to SQLite with one visit to the database's thread.

A keystroke's batch is two inserts. By way of SQLAlchemy and aiosqlite a group of them costs a dozen visits to
another thread, each as long as Python takes to hand over its lock; here it is one. The connection is its own,
but never writes beside the others of this process: the caller holds ``Database.alone``.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

_BATCH = (
    "INSERT INTO log_batch (session, idx, first_seq, last_seq, header, sealed, hash, at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_WRITER = (
    "INSERT INTO log_writer (session, writer, n) VALUES (?, ?, ?) "
    "ON CONFLICT (session, writer) DO UPDATE SET n = excluded.n"
)
Rows = Sequence[tuple[Any, ...]]


def moment(at: datetime) -> str:
    """As SQLAlchemy stores a ``UtcDateTime`` in SQLite."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


class SqliteAppender:
    """``path`` is the database's file. Connects at once: later, on a machine that has no thread or file left,
    it could not."""

    def __init__(self, path: str, busy_s: float) -> None:
        self._path = path
        self._busy_s = busy_s
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="append")
        self._connection: sqlite3.Connection | None = None
        # Where it fails, the first append tries again and says why.
        self._thread.submit(self._connect)

    async def append(self, batches: Rows, writers: Rows) -> None:
        """One transaction, on disk when this returns. Raises ``sqlite3.Error``; then nothing was added."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._append, batches, writers)

    def _append(self, batches: Rows, writers: Rows) -> None:
        connection = self._connection or self._connect()
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.executemany(_BATCH, batches)
            connection.executemany(_WRITER, writers)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, timeout=self._busy_s, isolation_level=None, check_same_thread=False
        )
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
        self._connection = connection
        return connection

    async def close(self) -> None:
        """After what is under way."""
        await asyncio.to_thread(self._thread.shutdown)
        if self._connection is not None:
            self._connection.close()
