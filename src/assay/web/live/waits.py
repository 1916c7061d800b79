"""Tells candidates whose run or submission waits for the judge how many are before it, and about how long."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog

from assay.interview.clock import JUDGE_WAIT_MS
from assay.interview.state import Phase
from assay.jobs.handlers import Work
from assay.jobs.waiting import Place, places
from assay.store import jobs
from assay.store.engine import Database
from assay.web.live import steps
from assay.web.live.hub import Hub
from assay.web.live.room import Room
from assay.web.live.tab import Tab, message
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
    """``slots`` is how many programs are judged at once, by all who judge; ``practising``, how many of them
    practice takes now."""

    def __init__(
        self,
        hub: Hub,
        database: Database,
        slots: Callable[[], int],
        practising: Callable[[], int],
        work: Work,
    ) -> None:
        self._hub = hub
        self._database = database
        self._slots = slots
        self._practising = practising
        self._work = work
        self._since: dict[_Key, float] = {}
        self._told: dict[_Key, tuple[Place, frozenset[Tab]]] = {}

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
        self._told = {key: told for key, told in self._told.items() if key in waiting}
        long = {key: room for key, room in waiting.items() if now - self._since[key] >= LONG_S}
        if not long:
            return
        async with self._database.read() as s:
            queue = await jobs.queue(s, QUEUE)
        found = places(
            queue,
            self._slots(),
            self._work.pace.mean_s,
            begun=self._work.begun,
            elsewhere=self._practising(),
        )
        by_key = {(job.session, job.payload["of"]): found[job.id] for job in queue}
        for key, room in long.items():
            place = by_key.get(key)
            if place is None:
                continue
            # A tab that has come since then was not told.
            told = (place, frozenset(room.tabs))
            if self._told.get(key) != told:
                self._told[key] = told
                room.tell(
                    message(
                        Wait(of=key[1], ahead=place.ahead, seconds=place.seconds, fault=place.fault),
                    )
                )
            if (place.ahead > 0 or place.fault) and _first_and_late(room, key[1]):
                waited_ms = round((now - self._since[key]) * 1000)
                # No more often than a wait counts.
                if room.now_ms() - room.state.returned_t > JUDGE_WAIT_MS:
                    await self._hub.finish(steps.return_wait(room, key[1], waited_ms, fault=place.fault))


def _first_and_late(room: Room, seq: int) -> bool:
    """Whether the time is nearly over, and no other run or submission of the session is before this one."""
    remaining = room.clock_state().remaining_ms
    unjudged = room.state.unjudged
    return remaining is not None and remaining < LATE_MS and bool(unjudged) and unjudged[0].seq == seq


def _waiting(room: Room) -> list[int]:
    if not room.tabs or room.state.phase is not Phase.RUNNING:
        return []
    return [attempt.seq for attempt in room.state.unjudged]
