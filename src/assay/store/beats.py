"""Signs of life of the server, by which the length of an outage is known after it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from assay.store.jobs import changed
from assay.store.tables import ServerBeat

SERVER_ID = "server"


async def beat(s: AsyncSession, now: datetime) -> None:
    """The server is alive at ``now``."""
    done = await s.execute(update(ServerBeat).where(ServerBeat.id == SERVER_ID).values(alive_at=now))
    if not changed(done):
        await s.execute(insert(ServerBeat).values(id=SERVER_ID, alive_at=now))


async def last_beat(s: AsyncSession) -> datetime | None:
    """When a server was last known to be alive; None if none ever was."""
    found: datetime | None = await s.scalar(select(func.max(ServerBeat.alive_at)))
    return found
