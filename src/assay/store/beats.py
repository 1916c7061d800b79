"""Signs of life of the servers, by which the length of an outage is known after it, and of the workers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from assay.store.jobs import changed
from assay.store.tables import JudgeWorker, ServerBeat

SERVER_ID = "server"
"""Of the only server of one machine."""


async def beat(s: AsyncSession, now: datetime, server: str = SERVER_ID) -> None:
    """The server is alive at ``now``."""
    done = await s.execute(update(ServerBeat).where(ServerBeat.id == server).values(alive_at=now))
    if not changed(done):
        await s.execute(insert(ServerBeat).values(id=server, alive_at=now))


async def last_beat(s: AsyncSession) -> datetime | None:
    """When a server was last known to be alive; None if none ever was."""
    found: datetime | None = await s.scalar(select(func.max(ServerBeat.alive_at)))
    return found


async def alive(s: AsyncSession, since: datetime) -> int:
    """How many servers gave a sign of life after ``since``."""
    return (
        await s.scalar(select(func.count()).select_from(ServerBeat).where(ServerBeat.alive_at > since)) or 0
    )


async def forget(s: AsyncSession, before: datetime) -> None:
    """Servers not heard of since ``before``, but for the last one: each start of a server has a name of its
    own."""
    last = await last_beat(s)
    if last is not None:
        await s.execute(delete(ServerBeat).where(ServerBeat.alive_at < min(before, last)))


async def worker_seen(s: AsyncSession, name: str, now: datetime, facts: dict[str, Any]) -> None:
    """A worker of the fleet lives. Kept, so that a server that starts before its workers knows them."""
    dialect = sqlite if s.get_bind().dialect.name == "sqlite" else postgresql
    upsert = dialect.insert(JudgeWorker).values(name=name, seen_at=now, facts=facts)
    await s.execute(
        upsert.on_conflict_do_update(
            index_elements=[JudgeWorker.name],
            set_={"seen_at": upsert.excluded.seen_at, "facts": upsert.excluded.facts},
        )
    )


async def workers(s: AsyncSession, since: datetime) -> dict[str, dict[str, Any]]:
    """The facts of the workers heard of after ``since``, by name."""
    rows = await s.execute(
        select(JudgeWorker.name, JudgeWorker.facts)
        .where(JudgeWorker.seen_at > since)
        .order_by(JudgeWorker.name)
    )
    return {row.name: row.facts for row in rows}
