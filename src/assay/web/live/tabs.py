"""What goes over the wire between a tab and its room: joining, pushing, leaving."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from assay.interview import clock as rules
from assay.interview.sitting import ByServer
from assay.interview.state import Phase
from assay.log.events import CANDIDATE_KINDS, Event, to_millisecond
from assay.log.ledger import Acceptance
from assay.web.live.room import Room, again
from assay.web.live.steps import end_if_due_locked
from assay.web.live.tab import Tab, events_message, message
from assay.web.schema import candidate as wire

EVENTS_IN_MESSAGE = 500

EarlierEvents = Callable[[int], Awaitable[Sequence[Event]]]
"""Reads the stored events after a ``seq`` from disk."""


async def join(room: Room, tab: Tab, have: int, earlier: EarlierEvents) -> None:
    """Welcomes a tab and sends what it lacks; from then on it hears of every event."""
    async with room.locked():
        for other in [other for other in room.tabs if other.writer == tab.writer]:
            # The same tab came back before its old line was known to be dead.
            room.tabs.discard(other)
            other.close()
        welcome(room, tab, tab.writer)
        if have > room.seq:
            words = "This browser knows more of the session than the server: it is not this session's server."
            tab.send(message(wire.Trouble(message=words)))
            tab.close()
            return
        if have < room.seq:
            await _send(tab, await earlier(have))
        room.tabs.add(tab)
        if room.state.phase is Phase.RUNNING and tab.writer not in room.state.tabs:
            await room.write([ByServer("connected", room.now_ms(), {"tab": tab.writer})])


def welcome(room: Room, tab: Tab, writer: str) -> None:
    """Says how far the log is, and how much of ``writer`` is in it."""
    tab.send(
        message(
            wire.Welcome(
                writer=writer,
                stored=room.sitting.ledger.stored(writer),
                seq=room.seq,
                t=room.now_ms(),
                clock=room.clock_state(),
            )
        )
    )


async def _send(tab: Tab, events: Sequence[Event]) -> None:
    for first in range(0, len(events), EVENTS_IN_MESSAGE):
        tab.send(events_message(events[first : first + EVENTS_IN_MESSAGE]))
        await asyncio.sleep(0)


@again
async def leave(room: Room, tab: Tab) -> None:
    async with room.locked():
        if tab not in room.tabs:
            return
        room.tabs.discard(tab)
        tab.close()
        if room.state.phase is Phase.RUNNING and tab.writer in room.state.tabs:
            await room.write([ByServer("disconnected", room.now_ms(), {"tab": tab.writer})])


@again
async def push(room: Room, tab: Tab, pushed: wire.Push) -> None:
    """Stores what can be stored of it, then answers. The acknowledgement says what is on disk."""
    async with room.locked():
        answer = _refused(room, pushed)
        if answer is not None:
            tab.send(message(answer))
            return
        state = room.state
        end = state.end.t if state.end else None
        acceptance = room.sitting.ledger.offer(
            pushed.writer,
            pushed.events,
            t_limit=rules.last_t(state.timing, end) if state.timing else None,
            allowed=CANDIDATE_KINDS if state.level == "notice" else CANDIDATE_KINDS - {"away", "back"},
        )
        at = to_millisecond(room.now())
        if acceptance.accepted:
            await room.store(room.sitting.ledger.stamp(pushed.writer, acceptance.accepted, at))
        tab.send(message(wire.Ack(writer=pushed.writer, stored=acceptance.stored, at=at)))
        stopped = _stopped(pushed.writer, acceptance)
        if stopped is not None:
            tab.send(message(stopped))
        await end_if_due_locked(room)


def _refused(room: Room, pushed: wire.Push) -> wire.Refused | None:
    """Where nothing can be taken at all: before the start, or too long after the end."""
    state, stored = room.state, room.sitting.ledger.stored(pushed.writer)
    if state.timing is None:
        code, words = "not_started", "The interview has not started: nothing is recorded yet."
    elif state.end is not None and not rules.takes_late(state.end.t, room.now_ms()):
        code, words = "late", "The interview ended more than 24 hours ago."
    else:
        return None
    offered = next((event.n for event in pushed.events if event.n > stored), pushed.events[0].n)
    return wire.Refused.model_validate(
        {"writer": pushed.writer, "stored": stored, "n": offered, "code": code, "message": words}
    )


def _stopped(writer: str, acceptance: Acceptance) -> wire.Behind | wire.Gap | wire.Refused | None:
    """Why nothing after what was accepted was taken, if so."""
    stored = acceptance.stored
    if acceptance.behind is not None:
        file, version = acceptance.behind.file, acceptance.behind.version
        return wire.Behind(writer=writer, stored=stored, file=file, version=version)
    if acceptance.gap:
        return wire.Gap(writer=writer, stored=stored)
    if acceptance.refused is not None:
        refusal = acceptance.refused
        # A message may quote what was sent, and that may hold lone surrogates.
        words = refusal.message.encode("utf-8", "replace").decode()
        return wire.Refused(writer=writer, stored=stored, n=refusal.n, code=refusal.code, message=words)
    return None
