"""Outages of the server: signs of life while it serves, and time given back after it was away."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import structlog

from assay.interview.clock import outage_ms
from assay.store import beats, sitting
from assay.store.engine import Database
from assay.web.live import steps
from assay.web.live.hub import Hub, LogUnreadable

log = structlog.get_logger(__name__)

BEAT_EVERY_S = 1.0


async def beat(database: Database) -> None:
    """Writes a sign of life every second, for as long as the server serves."""
    while True:
        try:
            async with database.write() as s:
                await beats.beat(s, datetime.now(UTC))
        except Exception:
            # While the database is away, so is the service: the gap in the beats says so later.
            log.exception("server.no_beat")
        await asyncio.sleep(BEAT_EVERY_S)


async def give_time_back(database: Database, hub: Hub) -> None:
    """At start: every running session gets back what the server was away, and its open lines are closed.

    The last sign of life is the later of the server's last beat and the session's last event.
    """
    async with database.read() as s:
        last = await beats.last_beat(s)
        running = await sitting.running(s)
    for session in running:
        try:
            room = await hub.room(session)
        except LogUnreadable:
            continue  # said in the log; the others must not wait for it
        signs = [sign for sign in (last, room.last_at) if sign is not None]
        ms = outage_ms(max(signs), room.now())
        if ms:
            log.info("session.time_returned", session=session, ms=ms)
        await steps.after_outage(room, ms)
