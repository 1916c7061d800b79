"""Session logs: batches are appended, in groups of many sessions to one transaction, and read back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from assay.log.chain import Batch
from assay.store.append_sqlite import SqliteAppender, moment
from assay.store.engine import BUSY_S, Database
from assay.store.tables import LogBatch, LogWriter

GROUP = 256
"""Most batches in one transaction."""

Effect = Callable[[AsyncSession], Awaitable[None]]


@dataclass(frozen=True)
class Appended:
    """One batch of a session, sealed. ``writers``: highest ``n`` in it of each writer. ``effects`` happen
    in the same transaction."""

    session: str
    batch: Batch
    at: datetime
    writers: Mapping[str, int]
    effects: Sequence[Effect] = field(default=())


MOST = 2**31 - 1
"""No session's ``seq`` goes beyond it: the columns have 32 bits."""


async def batches(s: AsyncSession, session: str, after: int = 0) -> list[Batch]:
    """The batches that hold events beyond ``seq`` ``after``, in order."""
    after = min(after, MOST)
    rows = await s.execute(
        select(
            LogBatch.idx,
            LogBatch.first_seq,
            LogBatch.last_seq,
            LogBatch.header,
            LogBatch.sealed,
            LogBatch.hash,
        )
        .where(LogBatch.session == session, LogBatch.last_seq > after)
        .order_by(LogBatch.idx)
    )
    return [Batch(*row) for row in rows]


async def append(s: AsyncSession, appended: Sequence[Appended]) -> None:
    """Adds batches. A batch whose place in its session's chain is taken fails the transaction."""
    await s.execute(
        insert(LogBatch),
        [
            {
                "session": one.session,
                "idx": one.batch.index,
                "first_seq": one.batch.first_seq,
                "last_seq": one.batch.last_seq,
                "header": one.batch.header,
                "sealed": one.batch.sealed,
                "hash": one.batch.hash,
                "at": one.at,
            }
            for one in appended
        ],
    )
    rows = [
        {"session": one.session, "writer": writer, "n": n}
        for one in appended
        for writer, n in one.writers.items()
    ]
    dialect = sqlite if s.get_bind().dialect.name == "sqlite" else postgresql
    upsert = dialect.insert(LogWriter)
    await s.execute(
        upsert.on_conflict_do_update(
            index_elements=[LogWriter.session, LogWriter.writer], set_={"n": upsert.excluded.n}
        ),
        rows,
    )
    for one in appended:
        for effect in one.effects:
            await effect(s)


_Waiting = tuple[Appended, asyncio.Future[None]]


class GroupCommit:
    """Appends batches of many sessions in one transaction, so that one flush to disk serves them all.

    While a transaction is under way, what comes in forms the next group. A group that fails is tried
    again one by one, so that a fault of one session is not another's.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._appender: SqliteAppender | None = None
        if database.is_sqlite and database.url.database is not None:
            self._appender = SqliteAppender(database.url.database, BUSY_S)
        self._waiting: list[_Waiting] = []
        self._flushing: asyncio.Task[None] | None = None

    async def commit(self, appended: Appended) -> None:
        """Returns once it is on disk. Raises what its own transaction raised.

        A session's batches are handed in one after the other: at most one of a session is under way.
        """
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((appended, done))
        if self._flushing is None or self._flushing.done():
            self._flushing = asyncio.create_task(self._flush(), name="group commit")
        await done

    async def close(self) -> None:
        """After what is under way."""
        if self._flushing is not None:
            await self._flushing
        if self._appender is not None:
            await self._appender.close()

    async def _flush(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting[:GROUP], self._waiting[GROUP:]
            for part in (
                [one for one in group if not one[0].effects],
                [one for one in group if one[0].effects],
            ):
                if part and not await self._try(part, alone=len(part) == 1):
                    for one in part:
                        await self._try([one], alone=True)

    async def _try(self, group: Sequence[_Waiting], *, alone: bool) -> bool:
        """Whether the group needs no further try. Its members all have effects, or none has."""
        try:
            await self._write([appended for appended, _ in group])
        except Exception as error:  # noqa: BLE001 - handed to the one who asked for the commit
            if not alone:
                return False
            _settle(group[0][1], error)
            return True
        for _, done in group:
            _settle(done, None)
        return True

    async def _write(self, group: Sequence[Appended]) -> None:
        if self._appender is None or any(one.effects for one in group):
            async with self._database.write() as s:
                await append(s, group)
            return
        batches = [
            (
                one.session,
                one.batch.index,
                one.batch.first_seq,
                one.batch.last_seq,
                one.batch.header,
                one.batch.sealed,
                one.batch.hash,
                moment(one.at),
            )
            for one in group
        ]
        writers = [(one.session, writer, n) for one in group for writer, n in one.writers.items()]
        async with self._database.alone():
            await self._appender.append(batches, writers)


def _settle(done: asyncio.Future[None], error: Exception | None) -> None:
    if done.done():
        return
    if error is None:
        done.set_result(None)
    else:
        done.set_exception(error)
