"""One live session in memory: the single place where its log grows.

Everything is written by ``store``: the events, the session's row and the jobs that follow from them are
committed together, and only then does anything in memory change or anybody hear of it. A commit that
fails leaves the room ``broken``: it takes nothing more, and the next visitor gets a new one, made from
what is on disk. What is done with a room is in ``steps`` (the session's course) and ``tabs`` (the wire).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import structlog
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from assay.interview import clock as rules
from assay.interview.consequences import Consequences, consequences
from assay.interview.plan import Plan
from assay.interview.sitting import ByServer, Sitting
from assay.interview.state import Phase, SessionState, fold_state
from assay.log.chain import START, Batch, SealBroken, SessionKey, open_batch, seal
from assay.log.events import Event
from assay.log.ledger import BrokenLog
from assay.store import jobs
from assay.store.logs import Appended, Effect, GroupCommit
from assay.store.sitting import SittingFacts, set_row
from assay.web.live.clock import Clock
from assay.web.live.tab import Tab, events_message, message
from assay.web.schema import candidate as wire
from assay.web.schema.common import ClockState

log = structlog.get_logger(__name__)

TRIES = 5
REJUDGE_AFTER = timedelta(minutes=1)
"""A submission on which the judge failed for good is judged again after this, and again until it works."""


class RoomBroken(Exception):
    """The session's log could not be written: what was offered is not stored, ask again."""


class Overtaken(RoomBroken):
    """Another server has written to the session in the same moment. Nothing is broken: see ``again``."""


_P = ParamSpec("_P")
_T = TypeVar("_T")


def again(step: Callable[_P, Awaitable[_T]]) -> Callable[_P, Coroutine[Any, Any, _T]]:
    """For a step that takes the room's lock and writes: where another server was faster, it is taken again on
    what that wrote. A few times; then the step raises ``Overtaken``."""

    @wraps(step)
    async def tried(*arguments: _P.args, **named: _P.kwargs) -> _T:
        for _ in range(TRIES):
            with suppress(Overtaken):
                return await step(*arguments, **named)
        return await step(*arguments, **named)

    return tried


class NotStored(Exception):
    """Raised by an effect: the transaction must not happen, though nothing is broken."""


@dataclass(frozen=True)
class Shared:
    """What all rooms use. ``wake`` is called when jobs were added. Where several servers share the database:
    ``newer`` gives a session's batches after a ``seq``, and ``told`` tells the others that there are some."""

    commit: GroupCommit
    clock: Clock
    wake: Callable[[], None]
    newer: Callable[[str, int], Awaitable[Sequence[Batch]]] | None = None
    told: Callable[[str], Awaitable[None]] | None = None


class Room:
    """Who changes the session holds ``locked()``. ``tabs`` are the connections that hear of every event."""

    def __init__(
        self, facts: SittingFacts, key: SessionKey, batches: Sequence[Batch], shared: Shared
    ) -> None:
        """Raises ``SealBroken`` or ``BrokenLog`` where what is on disk is not whole."""
        self.id = facts.id
        self.facts = facts
        self.key = key
        self.plan = Plan.model_validate(facts.plan)
        self.sitting = Sitting()
        self.tabs: set[Tab] = set()
        self.broken = False
        self.head = START
        """The hash of the last batch."""
        self.last_at: datetime | None = None
        """When the last event was stored."""
        self._index = 0
        self._lock = asyncio.Lock()
        self._shared = shared
        for batch in batches:
            self._take_in(batch, open_batch(batch, key))

    @property
    def state(self) -> SessionState:
        return self.sitting.state

    @property
    def seq(self) -> int:
        """The last event's."""
        return self.sitting.ledger.seq

    @property
    def busy(self) -> bool:
        """Whether somebody is changing it."""
        return self._lock.locked()

    def now(self) -> datetime:
        return self._shared.clock.now(self.id)

    def now_ms(self) -> int:
        """Milliseconds since the session was opened; 0 before."""
        opened_at = self.state.opened_at
        return 0 if opened_at is None else max(0, rules.elapsed_ms(opened_at, self.now()))

    def clock_state(self) -> ClockState:
        return clock_state(self.state, self.plan.minutes, self.now())

    def due(self) -> bool:
        """Whether the session is to be ended now."""
        state = self.state
        if self.broken or state.phase is not Phase.RUNNING or state.timing is None:
            return False
        return state.finishing or state.timing.over(self.now_ms() - rules.CLOSING_DELAY_MS)

    @asynccontextmanager
    async def locked(self) -> AsyncIterator[None]:
        """Raises RoomBroken where the room has been given up meanwhile."""
        async with self._lock:
            if self.broken:
                raise RoomBroken(f"session {self.id} is being read again")
            if self._shared.newer is not None:
                await self._catch_up(self._shared.newer)
            yield

    async def _catch_up(self, newer: Callable[[str, int], Awaitable[Sequence[Batch]]]) -> None:
        """Takes in what other servers have stored meanwhile. Raises RoomBroken."""
        for batch in await newer(self.id, self.seq):
            before = self.state
            try:
                events = open_batch(batch, self.key)
                self._take_in(batch, events)
            except (SealBroken, BrokenLog) as error:
                self.broken = True
                raise RoomBroken(f"session {self.id} is not what this server knows of it") from error
            self._tell(before, events)

    async def write(self, written: Sequence[ByServer], *effects: Effect) -> None:
        """Stores events of the server. Expects the lock. Raises BrokenLog, and stores nothing, where the log
        could not be read with them."""
        if written:
            events = self.sitting.stamp_server(written, self.now())
            self.sitting.ledger.copy().extend(events)
            await self.store(events, *effects)

    async def store(self, events: Sequence[Event], *effects: Effect) -> None:
        """Commits, then takes in and broadcasts. Expects the lock.

        Raises RoomBroken, Overtaken, or NotStored where an effect did.
        """
        before = self.state
        found = consequences(before, fold_state(events, before), events)
        batch = seal(self.id, self._index, events, self.head, events[0].at, self.key)
        writers = {event.writer: event.n for event in events}
        also = (*effects, *_effects(self.id, found, events[-1].seq))
        try:
            await self._shared.commit.commit(Appended(self.id, batch, events[0].at, writers, also))
        except NotStored:
            raise
        except IntegrityError as error:
            if self._shared.newer is None:
                self.broken = True
            log.warning("session.overtaken", session=self.id, batch=batch.index)
            raise Overtaken(f"session {self.id} was written by another server") from error
        except Exception as error:
            self.broken = True
            log.exception("session.not_stored", session=self.id, batch=batch.index)
            raise RoomBroken(f"session {self.id} could not be stored") from error
        try:
            self._take_in(batch, events)
            self._tell(before, events)
        except Exception as error:
            # It is on disk: what is in memory is not true any more.
            self.broken = True
            log.exception("session.not_taken_in", session=self.id, batch=batch.index)
            raise RoomBroken(f"session {self.id} is being read again") from error
        if found.asks or found.evaluate_in is not None:
            self._shared.wake()
        if self._shared.told is not None:
            await self._shared.told(self.id)

    def _take_in(self, batch: Batch, events: Sequence[Event]) -> None:
        self.sitting.extend(events)
        self.head, self._index, self.last_at = batch.hash, batch.index + 1, events[-1].at

    def _tell(self, before: SessionState, events: Sequence[Event]) -> None:
        if self.tabs:
            self.tell(events_message(events))
            if (before.timing, before.phase) != (self.state.timing, self.state.phase):
                self.broadcast_clock()

    def tell(self, text: str) -> None:
        """To every tab."""
        for tab in self.tabs:
            tab.send(text)

    def broadcast_clock(self) -> None:
        if self.tabs:
            self.tell(message(wire.Clock(clock=self.clock_state())))

    def close_tabs(self, words: str) -> None:
        """Tells all tabs why, and lets go of them; they come back by themselves."""
        for tab in self.tabs:
            tab.send(message(wire.Trouble(message=words)))
            tab.close()
        self.tabs.clear()


def _effects(session: str, found: Consequences, seq: int) -> list[Effect]:
    """What ``consequences`` asks for, as parts of the transaction. Most events ask for nothing."""
    effects: list[Effect] = []
    if found.row:

        async def row(s: AsyncSession) -> None:
            await set_row(s, session, found.row)

        effects.append(row)
    if found.asks:
        asked = [
            jobs.NewJob(
                jobs.job_id(session, ask.seq, ask.kind, ask.again), ask.kind, session, {"of": ask.seq}
            )
            for ask in found.asks
        ]
        later = [job for job in asked if job.kind == "rejudge"]

        async def ask(s: AsyncSession) -> None:
            await jobs.enqueue(s, [job for job in asked if job not in later])
            await jobs.enqueue(s, later, jobs.now() + REJUDGE_AFTER)

        effects.append(ask)
    if found.evaluate_in is not None:
        delay = timedelta(seconds=found.evaluate_in)

        async def evaluate(s: AsyncSession) -> None:
            await jobs.enqueue_evaluation(s, session, seq, jobs.now() + delay)

        effects.append(evaluate)
    return effects


def clock_state(state: SessionState, minutes: int, now: datetime) -> ClockState:
    """``minutes`` of the plan, for a session that has not started."""
    timing, opened_at = state.timing, state.opened_at
    if timing is None or opened_at is None:
        return ClockState(state="ended" if state.end else "not_started", now=now, minutes=minutes)
    return ClockState(
        state="ended" if state.end else "running",
        now=now,
        minutes=timing.minutes,
        ends_at=rules.moment(opened_at, timing.deadline),
        remaining_ms=0 if state.end else timing.remaining(rules.elapsed_ms(opened_at, now)),
        returned_ms=timing.returned,
    )
