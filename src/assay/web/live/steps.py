"""The course of a session: each step writes what happened, or does nothing where it does not apply."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from assay.interview import clock as rules
from assay.interview.sitting import ByServer
from assay.interview.state import Attempted, EndReason, Phase, SessionState
from assay.jobs.attempt import Answer
from assay.store.logs import Effect
from assay.web.live.room import NotStored, Room, again


@again
async def open_session(room: Room, assay: str, problems: dict[str, str]) -> None:
    """The personal link was opened; only the first time is written. ``problems``: slug to digest."""
    async with room.locked():
        if room.state.phase is Phase.INVITED:
            data = {"assay": assay, "plan_version": room.facts.plan_version, "problems": problems}
            await room.write([ByServer("opened", 0, data)])


@again
async def consent(room: Room, notice_version: str, notice_sha256: str) -> None:
    async with room.locked():
        if room.state.phase is Phase.OPENED:
            data = {"notice_version": notice_version, "notice_sha256": notice_sha256}
            await room.write([ByServer("consented", room.now_ms(), data)])


@again
async def start(room: Room, files: Sequence[dict[str, Any]]) -> None:
    """The clock starts. ``files`` are the data of the ``file`` events."""
    async with room.locked():
        if room.state.phase is Phase.CONSENTED:
            t = room.now_ms()
            started = {"minutes": room.plan.minutes, "level": room.plan.level}
            await room.write(
                [ByServer("started", t, started), *(ByServer("file", t, file) for file in files)]
            )


@again
async def end(room: Room, reason: EndReason) -> None:
    async with room.locked():
        await _end(room, reason)


@again
async def end_if_due(room: Room) -> None:
    """Ends the session where its time is over or the candidate asked for it."""
    async with room.locked():
        await end_if_due_locked(room)


async def end_if_due_locked(room: Room) -> None:
    if room.due():
        await _end(room, "finished" if room.state.finishing else "time")


async def _end(room: Room, reason: EndReason) -> None:
    """What is in the editor is handed in, unless the candidate withdrew."""
    state = room.state
    if state.phase is Phase.ENDED:
        return
    t = room.now_ms()
    submits: list[ByServer] = []
    if state.timing is not None:
        t = min(t, state.timing.deadline)
        if reason != "withdrawn":
            submits = _to_submit(room, t)
    await room.write([*submits, ByServer("ended", t, {"reason": reason})])


async def settle(room: Room) -> None:
    """After the end: hands in what arrived late. Expects the lock."""
    ended = room.state.end
    if ended is not None and ended.reason != "withdrawn" and room.state.late:
        await room.write(_to_submit(room, ended.t))


def _to_submit(room: Room, t: int) -> list[ByServer]:
    return [
        ByServer("submit", t, {"problem": one.problem, "language": one.language})
        for one in room.sitting.to_submit()
    ]


@again
async def after_outage(room: Room, ms: int) -> None:
    """The server was away for ``ms`` and comes back: lines that were open then are not any more."""
    async with room.locked():
        if room.state.phase is not Phase.RUNNING:
            return
        t = room.now_ms()
        written = [ByServer("disconnected", t, {"tab": tab}) for tab in sorted(room.state.tabs)]
        if ms > 0:
            written.append(_returned(t, ms, "server outage"))
        await room.write(written)


@again
async def judged(room: Room, found: Answer, effect: Effect) -> None:
    """Adds a result, and gives back the time that a fault of the judge, or waiting for it, took. Raises
    ``NotStored`` where the attempt has a result already or ``effect`` says so."""
    async with room.locked():
        state = room.state
        attempt = state.attempts.get(found.data["of"])
        if attempt is None or attempt.verdict is not None:
            raise NotStored
        t = room.now_ms()
        written = [ByServer("judged", t, found.data)]
        if state.phase is Phase.RUNNING and not attempt.by_server:
            fault = found.fault_ms > 0 or attempt.seq in state.faulted
            waited = found.wait_ms + found.fault_ms
            written += _given_back(state, attempt, waited, t, judging=found.judging_ms, fault=fault)
        await room.write(written, effect)


@again
async def return_wait(room: Room, seq: int, waited_ms: int, *, fault: bool) -> None:
    """Gives back what the run or submission at ``seq`` has waited so far, for a free judge or (``fault``) one
    that works again: before it has its result, so that the clock stands still meanwhile."""
    async with room.locked():
        state = room.state
        attempt = state.attempts.get(seq)
        running = state.phase is Phase.RUNNING and attempt is not None and not attempt.by_server
        if attempt is None or not running or attempt.verdict is not None:
            return
        await room.write(_given_back(state, attempt, waited_ms, room.now_ms(), judging=0, fault=fault))


def _given_back(
    state: SessionState, attempt: Attempted, waited_ms: int, now: int, *, judging: int, fault: bool
) -> list[ByServer]:
    ms = rules.waited_ms(
        waited_ms,
        asked=attempt.t,
        judging=judging,
        busy_until=state.judged_t.get(attempt.purpose, 0),
        returned=state.returned_t,
        now=now,
        fault=fault,
    )
    if ms <= 0:
        return []
    if fault:
        return [_returned(now, ms, "judge fault", of=attempt.seq)]
    return [_returned(now, ms, "judge wait")]


@again
async def rejudged(room: Room, data: dict[str, Any], effect: Effect) -> None:
    """Adds what was found on a later day; the result before it stays in the log."""
    async with room.locked():
        await room.write([ByServer("rejudged", room.now_ms(), data)], effect)


@again
async def measured(room: Room, data: dict[str, Any], effect: Effect) -> None:
    """Adds what was measured of a submission. Raises ``NotStored`` where it is not wanted any more."""
    async with room.locked():
        if not is_to_measure(room.state, data["of"]):
            raise NotStored
        await room.write([ByServer("measured", room.now_ms(), data)], effect)


def is_to_measure(state: SessionState, of: int) -> bool:
    """Whether the submission at ``of`` counts and was not measured since it was judged last."""
    return any(attempt.seq == of for attempt in state.unmeasured)


def _returned(
    t: int, ms: int, reason: Literal["server outage", "judge fault", "judge wait"], **more: int
) -> ByServer:
    return ByServer("time_returned", t, {"ms": ms, "reason": reason, **more})
