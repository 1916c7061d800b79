"""All live sessions: rooms by id, read from disk when they are needed and let go of when they are not."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, TypeVar

import structlog

from assay.interview.state import Phase
from assay.log.chain import SealBroken, SessionKey, open_batch
from assay.log.events import Event
from assay.log.ledger import BrokenLog
from assay.store import logs, sitting
from assay.store.engine import Database
from assay.store.secret import MasterKey
from assay.web.live import steps
from assay.web.live.clock import Clock
from assay.web.live.room import Room, RoomBroken, Shared

log = structlog.get_logger(__name__)

LOOK_EVERY_S = 0.25
"""How often deadlines are looked at."""
CLOCK_EVERY_S = 15.0
"""How often every tab is told the time left."""
KEEP_S = 600.0
"""How long a room that nobody visits stays in memory."""

T = TypeVar("T")


class UnknownSession(Exception):
    """There is no session with this id."""


class LogUnreadable(Exception):
    """What is on disk of the session's log is not whole; ``assay session verify`` names the place."""


class Hub:
    """Owns the rooms. ``watch`` runs for as long as the server serves."""

    def __init__(self, database: Database, master_key: MasterKey, shared: Shared) -> None:
        self._database = database
        self._master_key = master_key
        self._shared = shared
        self._rooms: dict[str, Room] = {}
        self._reading: dict[str, asyncio.Task[Room]] = {}
        self._visited: dict[str, float] = {}
        self._tended: dict[str, asyncio.Task[None]] = {}
        self._work: set[asyncio.Task[Any]] = set()
        self._hearing: set[str] = set()

    @property
    def clock(self) -> Clock:
        return self._shared.clock

    @property
    def live(self) -> int:
        """Number of sessions held in memory."""
        return len(self._rooms)

    def rooms(self) -> list[Room]:
        """Those held in memory."""
        return list(self._rooms.values())

    async def room(self, session: str) -> Room:
        """Raises UnknownSession, LogUnreadable."""
        self._visited[session] = asyncio.get_running_loop().time()
        room = self._rooms.get(session)
        if room is not None and self._shared.newer is not None:
            with suppress(RoomBroken):
                await self._catch_up(room)
        if room is not None and not room.broken:
            return room
        if room is not None:
            room.close_tabs("The server could not store the last changes. It is reading the session again.")
            del self._rooms[session]
        reading = self._reading.get(session)
        if reading is None:
            reading = asyncio.create_task(self._read(session), name=f"read {session}")
            self._reading[session] = reading
            reading.add_done_callback(lambda _: self._reading.pop(session, None))
        return await asyncio.shield(reading)

    async def _catch_up(self, room: Room) -> None:
        """Takes in what other servers wrote. Raises RoomBroken."""
        async with room.locked():
            pass

    def heard(self, session: str) -> None:
        """Another server wrote to this session."""
        room = self._rooms.get(session)
        if room is None or room.broken or session in self._hearing:
            return
        self._hearing.add(session)

        async def hear() -> None:
            try:
                self._hearing.discard(session)
                await self._catch_up(room)
            except RoomBroken:
                log.warning("session.read_again", session=session)

        task = asyncio.create_task(hear(), name=f"hear {session}")
        self._work.add(task)
        task.add_done_callback(self._work.discard)

    async def _read(self, session: str) -> Room:
        async with self._database.read() as s:
            facts = await sitting.facts(s, session)
            if facts is None:
                raise UnknownSession(session)
            batches = await logs.batches(s, session)
        key = SessionKey(self._master_key.open(session, facts.key_sealed))
        try:
            room = Room(facts, key, batches, self._shared)
        except (SealBroken, BrokenLog) as error:
            log.error("session.unreadable", session=session, error=str(error))
            raise LogUnreadable(f"the log of session {session} is not whole: {error}") from error
        self._rooms[session] = room
        return room

    async def events(self, room: Room, after: int = 0, limit: int | None = None) -> list[Event]:
        """The room's stored events after ``seq`` ``after``, from disk."""
        async with self._database.read() as s:
            batches = await logs.batches(s, room.id, after)
        found: list[Event] = []
        for batch in batches:
            found += [event for event in open_batch(batch, room.key) if event.seq > after]
            if limit is not None and len(found) >= limit:
                return found[:limit]
        return found

    def connected(self, session: str) -> bool:
        """Whether a tab of the candidate is on line now."""
        room = self._rooms.get(session)
        return room is not None and bool(room.tabs)

    async def finish(self, work: Coroutine[Any, Any, T]) -> T:
        """Awaits work that must not be cut in half when the one who waits goes away."""
        task = asyncio.create_task(work)
        self._work.add(task)
        task.add_done_callback(self._work.discard)
        return await asyncio.shield(task)

    async def watch(self) -> None:
        """Ends sessions when their time is over, tells the time left, lets go of idle rooms."""
        loop = asyncio.get_running_loop()
        clock_at = loop.time() + CLOCK_EVERY_S
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            tell = loop.time() >= clock_at
            if tell:
                clock_at = loop.time() + CLOCK_EVERY_S
            try:
                self._look(tell)
                if tell and self._shared.newer is not None:
                    await self._look_after_others()
            except Exception:
                # Whatever it is: the other sessions' time must go on being watched.
                log.exception("sessions.not_watched")

    def _look(self, tell: bool) -> None:
        for room in list(self._rooms.values()):
            if (room.broken or room.due()) and room.id not in self._tended:
                self._tend(room)
            elif tell:
                room.broadcast_clock()
        if tell:
            self._let_go(asyncio.get_running_loop().time())

    async def _look_after_others(self) -> None:
        """Where there are several servers: sessions whose time is over and that no server may hold any more,
        and rooms for which a word from another server was lost."""
        for room in list(self._rooms.values()):
            if room.tabs:
                self.heard(room.id)
        async with self._database.read() as s:
            overdue = await sitting.overdue(s, datetime.now(UTC))
        for session in overdue:
            if session not in self._rooms:
                with suppress(LogUnreadable):
                    await self.room(session)

    def _tend(self, room: Room) -> None:
        """Ends the session, or reads a broken room again from disk; the next look then ends it."""

        async def tend() -> None:
            try:
                if not room.broken:
                    await steps.end_if_due(room)
            except RoomBroken:
                log.warning("session.read_again", session=room.id)
            if room.broken:
                await self.room(room.id)

        task = asyncio.create_task(tend(), name=f"tend {room.id}")
        self._tended[room.id] = task

        def tended(done: asyncio.Task[None]) -> None:
            self._tended.pop(room.id, None)
            if not done.cancelled() and done.exception() is not None:
                log.error("session.not_tended", session=room.id, error=repr(done.exception()))

        task.add_done_callback(tended)

    def _let_go(self, now: float) -> None:
        for room in list(self._rooms.values()):
            idle = now - self._visited.get(room.id, now) > KEEP_S
            if idle and not room.tabs and not room.busy and room.state.phase is not Phase.RUNNING:
                del self._rooms[room.id]
                self._visited.pop(room.id, None)

    async def stop(self) -> None:
        """Lets go of all tabs and waits for what is being written."""
        for room in self._rooms.values():
            room.close_tabs("The server is stopping. What you type is kept on this computer meanwhile.")
        pending: Sequence[asyncio.Task[Any]] = [*self._work, *self._tended.values(), *self._reading.values()]
        await asyncio.gather(*pending, return_exceptions=True)
