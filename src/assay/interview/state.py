"""The state of a session: a fold of its events.

``SessionState()`` is the state before the first event; ``advance(state, event)`` gives the next one.
Texts of files are not here (``assay.log.ledger`` has them): see ``sitting.py`` for both together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from assay.interview.clock import Timing
from assay.log.events import SERVER, Event

K = TypeVar("K")
V = TypeVar("V")
EndReason = Literal["finished", "time", "withdrawn"]


class Phase(StrEnum):
    INVITED = "invited"
    OPENED = "opened"
    CONSENTED = "consented"
    RUNNING = "running"
    ENDED = "ended"


@dataclass(frozen=True)
class SessionFile:
    file: str
    problem: str
    language: str
    starter: str


@dataclass(frozen=True)
class Viewed:
    problem: str
    language: str


@dataclass(frozen=True)
class Attempted:
    """A run or a submission. ``verdict`` is None until it was judged."""

    seq: int
    t: int
    purpose: Literal["run", "submit"]
    problem: str
    language: str
    by_server: bool
    verdict: str | None = None


@dataclass(frozen=True)
class End:
    seq: int
    t: int
    at: datetime
    reason: EndReason


def _none() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True)
class SessionState:
    """``files`` by file id, in order of creation. ``viewed`` by problem: the language last viewed.
    ``edited`` by problem: the file last edited. ``attempts`` by the ``seq`` of the run or submission.
    ``judged_t`` by purpose: when a result last came; ``returned_t``: when time was last given back.
    ``faulted``: runs and submissions (``seq``) on which the judge failed, whatever became of them later.
    ``measured``: submissions (``seq``) that were measured since they were judged last.
    ``tabs`` are on line now. ``finishing``: the candidate asked to end. ``late`` counts what the
    candidate's browser delivered after the end."""

    phase: Phase = Phase.INVITED
    opened_at: datetime | None = None
    consented_at: datetime | None = None
    notice_sha256: str | None = None
    started_at: datetime | None = None
    timing: Timing | None = None
    level: str | None = None
    files: Mapping[str, SessionFile] = field(default_factory=_none)
    last_viewed: Viewed | None = None
    viewed: Mapping[str, str] = field(default_factory=_none)
    edited: Mapping[str, str] = field(default_factory=_none)
    attempts: Mapping[int, Attempted] = field(default_factory=lambda: MappingProxyType({}))
    tabs: frozenset[str] = frozenset()
    finishing: bool = False
    end: End | None = None
    late: int = 0
    judged_t: Mapping[str, int] = field(default_factory=_none)
    returned_t: int = 0
    faulted: frozenset[int] = frozenset()
    measured: frozenset[int] = frozenset()

    @property
    def unjudged(self) -> list[Attempted]:
        """Runs and submissions without a result yet, in order."""
        return [attempt for attempt in self.attempts.values() if attempt.verdict is None]

    @property
    def counted(self) -> dict[str, Attempted]:
        """The submission that counts of each problem: its last."""
        return {one.problem: one for one in self.attempts.values() if one.purpose == "submit"}

    @property
    def unmeasured(self) -> list[Attempted]:
        """Submissions that count, have a result, and are still to be measured."""
        return [
            one
            for one in self.counted.values()
            if one.verdict not in (None, "JE") and one.seq not in self.measured
        ]

    @property
    def judge_faults(self) -> int:
        """Runs and submissions on which the judge itself failed, also where it was well again later."""
        return len(self.faulted | {seq for seq, attempt in self.attempts.items() if attempt.verdict == "JE"})

    @property
    def problems(self) -> list[str]:
        """The problems, in the plan's order (that of their files)."""
        return list(dict.fromkeys(file.problem for file in self.files.values()))

    def file_of(self, problem: str, language: str) -> SessionFile | None:
        for file in self.files.values():
            if file.problem == problem and file.language == language:
                return file
        return None


def advance(state: SessionState, event: Event) -> SessionState:
    """The state after ``event``. Events come in the order of ``seq``."""
    if state.end is not None and event.writer != SERVER:
        state = replace(state, late=state.late + 1)
    step = _STEPS.get(event.kind)
    return state if step is None else step(state, event)


def fold_state(events: Iterable[Event], state: SessionState | None = None) -> SessionState:
    state = state or SessionState()
    for event in events:
        state = advance(state, event)
    return state


def _opened(state: SessionState, event: Event) -> SessionState:
    return replace(state, phase=Phase.OPENED, opened_at=event.at)


def _consented(state: SessionState, event: Event) -> SessionState:
    return replace(
        state,
        phase=Phase.CONSENTED,
        consented_at=event.at,
        notice_sha256=event.data["notice_sha256"],
    )


def _started(state: SessionState, event: Event) -> SessionState:
    return replace(
        state,
        phase=Phase.RUNNING,
        started_at=event.at,
        timing=Timing(started=event.t, minutes=event.data["minutes"]),
        level=event.data["level"],
    )


def _file(state: SessionState, event: Event) -> SessionState:
    data = event.data
    made = SessionFile(data["file"], data["problem"], data["language"], data["text"])
    return replace(state, files=_with(state.files, made.file, made))


def _view(state: SessionState, event: Event) -> SessionState:
    now = Viewed(event.data["problem"], event.data["language"])
    return replace(state, last_viewed=now, viewed=_with(state.viewed, now.problem, now.language))


def _edit(state: SessionState, event: Event) -> SessionState:
    file = event.data["file"]
    made = state.files.get(file)
    if made is None or state.edited.get(made.problem) == file:
        return state
    return replace(state, edited=_with(state.edited, made.problem, file))


def _attempt(state: SessionState, event: Event) -> SessionState:
    attempt = Attempted(
        seq=event.seq,
        t=event.t,
        purpose="run" if event.kind == "run" else "submit",
        problem=event.data["problem"],
        language=event.data["language"],
        by_server=event.writer == SERVER,
    )
    return replace(state, attempts=_with(state.attempts, attempt.seq, attempt))


def _judged(state: SessionState, event: Event) -> SessionState:
    attempt = state.attempts.get(event.data["of"])
    if attempt is None:
        return state
    judged = replace(attempt, verdict=event.data["verdict"])
    return replace(
        state,
        attempts=_with(state.attempts, attempt.seq, judged),
        judged_t=_with(state.judged_t, attempt.purpose, event.t),
        measured=state.measured - {attempt.seq},
    )


def _measured(state: SessionState, event: Event) -> SessionState:
    return replace(state, measured=state.measured | {event.data["of"]})


def _time_returned(state: SessionState, event: Event) -> SessionState:
    of = event.data.get("of")
    if of is not None:
        state = replace(state, faulted=state.faulted | {of})
    if state.timing is None or state.end is not None:
        return state
    timing = replace(state.timing, returned=state.timing.returned + event.data["ms"])
    return replace(state, timing=timing, returned_t=event.t)


def _connected(state: SessionState, event: Event) -> SessionState:
    return replace(state, tabs=state.tabs | {event.data["tab"]})


def _disconnected(state: SessionState, event: Event) -> SessionState:
    return replace(state, tabs=state.tabs - {event.data["tab"]})


def _finish(state: SessionState, _: Event) -> SessionState:
    return replace(state, finishing=True)


def _ended(state: SessionState, event: Event) -> SessionState:
    end = End(seq=event.seq, t=event.t, at=event.at, reason=event.data["reason"])
    return replace(state, phase=Phase.ENDED, end=state.end or end)


_STEPS = {
    "opened": _opened,
    "consented": _consented,
    "started": _started,
    "file": _file,
    "view": _view,
    "edit": _edit,
    "run": _attempt,
    "submit": _attempt,
    "judged": _judged,
    "rejudged": _judged,
    "measured": _measured,
    "time_returned": _time_returned,
    "connected": _connected,
    "disconnected": _disconnected,
    "finish": _finish,
    "ended": _ended,
}


def _with(mapping: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    return MappingProxyType({**mapping, key: value})
