"""Outages of the server: signs of life while it serves, and time given back after it was away."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog

from assay.interview.clock import outage_ms
from assay.store import beats, sitting
from assay.store.engine import Database
from assay.web.live import steps
from assay.web.live.hub import Hub, LogUnreadable

log = structlog.get_logger(__name__)

BEAT_EVERY_S = 1.0
OTHERS = timedelta(seconds=5)
"""A server not heard of so long is not there any more."""
FORGET = timedelta(days=1)


async def beat(database: Database, server: str, several: Callable[[int], None]) -> None:
    """Writes a sign of life every second, for as long as the server serves, and tells ``several`` how many
    servers there are."""
    while True:
        now = datetime.now(UTC)
        try:
            async with database.write() as s:
                await beats.beat(s, now, server)
                await beats.forget(s, now - FORGET)
            async with database.read() as s:
                several(await beats.alive(s, now - OTHERS))
        except Exception:
            # While the database is away, so is the service: the gap in the beats says so later.
            log.exception("server.no_beat")
        await asyncio.sleep(BEAT_EVERY_S)


async def give_time_back(database: Database, hub: Hub, *, several: bool) -> None:
    """At start: every running session gets back what the server was away, and its open lines are closed.

    Where there may be ``several`` servers and another one serves, there was no outage.

    The last sign of life is the later of the server's last beat and the session's last event.
    """
    async with database.read() as s:
        last = await beats.last_beat(s)
        running = await sitting.running(s)
        others = await beats.alive(s, datetime.now(UTC) - OTHERS) if several else 0
    if others:
        return
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
