"""Tells candidates whose run or submission waits for the judge how many are before it, and about how long."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog

from assay.interview.state import Phase
from assay.jobs.waiting import Pace, Place, places
from assay.store import jobs
from assay.store.engine import Database
from assay.web.live import steps
from assay.web.live.hub import Hub
from assay.web.live.room import Room
from assay.web.live.tab import message
from assay.web.schema.candidate import Wait

log = structlog.get_logger(__name__)

LOOK_EVERY_S = 1.0
LONG_S = 2.0
"""A wait shorter than this is not worth a word."""
LATE_MS = 15_000
"""With so little time left, a wait is given back while it lasts and not at its end."""
QUEUE = 5_000
"""Of a longer queue the rest is not looked at: who is there is not told a place."""

_Key = tuple[str, int]


class Waits:
    """``slots`` is how many programs are judged at once, by all who judge."""

    def __init__(self, hub: Hub, database: Database, slots: Callable[[], int], pace: Pace) -> None:
        self._hub = hub
        self._database = database
        self._slots = slots
        self._pace = pace
        self._since: dict[_Key, float] = {}
        self._told: dict[_Key, Place] = {}

    async def run(self) -> None:
        """For as long as the server serves."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                await self._look()
            except Exception:
                # The database may be away for a while; then nobody is told anything new.
                log.exception("waits.not_told")

    async def _look(self) -> None:
        now = asyncio.get_running_loop().time()
        waiting = {(room.id, seq): room for room in self._hub.rooms() for seq in _waiting(room)}
        self._since = {key: self._since.get(key, now) for key in waiting}
        self._told = {key: place for key, place in self._told.items() if key in waiting}
        long = {key: room for key, room in waiting.items() if now - self._since[key] >= LONG_S}
        if not long:
            return
        async with self._database.read() as s:
            queue = await jobs.queue(s, QUEUE)
        found = places(queue, self._slots(), self._pace.mean_s)
        by_key = {(job.session, job.payload["of"]): found[job.id] for job in queue}
        for key, room in long.items():
            place = by_key.get(key)
            if place is not None and self._told.get(key) != place:
                self._told[key] = place
                room.tell(message(Wait(of=key[1], ahead=place.ahead, seconds=place.seconds)))
            if place is not None and place.ahead > 0 and _first_and_late(room, key[1]):
                waited_ms = round((now - self._since[key]) * 1000)
                await self._hub.finish(steps.return_wait(room, key[1], waited_ms))


def _first_and_late(room: Room, seq: int) -> bool:
    """Whether the time is nearly over, and no other run or submission of the session is before this one."""
    remaining = room.clock_state().remaining_ms
    unjudged = room.state.unjudged
    return remaining is not None and remaining < LATE_MS and bool(unjudged) and unjudged[0].seq == seq


def _waiting(room: Room) -> list[int]:
    if not room.tabs or room.state.phase is not Phase.RUNNING:
        return []
    return [attempt.seq for attempt in room.state.unjudged]
