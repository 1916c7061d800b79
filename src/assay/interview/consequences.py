"""What must be stored together with new events: the session's row, jobs for the judge, an evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from assay.interview.clock import moment
from assay.interview.state import Phase, SessionState
from assay.log.events import SERVER, Event

SETTLE_S = 3.0
"""How long after the last late event a session is evaluated again: more may be on its way."""


MEASURED_S = 60.0
"""How long after the last event a report is held back for what is still being measured; it is made again when that
is there."""
_MOVES = frozenset({"ended", "judged", "rejudged", "measured"})


@dataclass(frozen=True)
class Ask:
    """A run or submission for the judge, by the ``seq`` of its event; ``rejudge``: a submission on which the
    judge failed, to be judged again later; ``measure``: one that was judged, to be measured. ``again`` tells what is
    asked anew from what was asked before."""

    kind: Literal["run", "submit", "rejudge", "measure"]
    seq: int
    again: str = ""


@dataclass(frozen=True)
class Consequences:
    """``row``: columns of the session that change. ``evaluate_in``: seconds until the session is to be
    evaluated; None for not at all."""

    row: dict[str, Any]
    asks: list[Ask]
    evaluate_in: float | None


def consequences(before: SessionState, after: SessionState, events: Sequence[Event]) -> Consequences:
    """Of ``events``, which lead from one state to the other."""
    if before is after:
        # The ordinary keystroke. (Edits change the state only when the candidate turns to another file.)
        return Consequences({}, _asks(after, events), None)
    was = _row(before)
    row = {name: value for name, value in _row(after).items() if was[name] != value}
    late = after.late > before.late
    if late:
        row["state"] = "evaluating"
    return Consequences(row, _asks(after, events), _evaluate_in(after, events, late))


def _asks(after: SessionState, events: Sequence[Event]) -> list[Ask]:
    found = []
    for event in events:
        if event.kind == "run":
            found.append(Ask("run", event.seq))
        elif event.kind == "submit":
            found.append(Ask("submit", event.seq))
        elif event.kind in ("judged", "rejudged") and event.data["purpose"] == "submit":
            found += _after_verdict(after, event)
    return found


def _after_verdict(after: SessionState, event: Event) -> list[Ask]:
    """What has a newer submission of its problem behind it is not measured."""
    of: int = event.data["of"]
    if event.data["verdict"] == "JE":
        return [Ask("rejudge", of)]
    if all(attempt.seq != of for attempt in after.unmeasured):
        return []
    return [Ask("measure", of, "" if event.kind == "judged" else f" after {event.seq}")]


def _evaluate_in(after: SessionState, events: Sequence[Event], late: bool) -> float | None:
    if after.phase is not Phase.ENDED:
        return None
    if late:
        return SETTLE_S
    moved = any(event.writer == SERVER and event.kind in _MOVES for event in events)
    return 0.0 if moved and not after.unjudged else None


def _row(state: SessionState) -> dict[str, Any]:
    """The session's row as far as it follows from the log. What ended is being evaluated."""
    timing, opened_at = state.timing, state.opened_at
    ends_at: datetime | None = moment(opened_at, timing.deadline) if timing and opened_at else None
    return {
        "state": "evaluating" if state.phase is Phase.ENDED else state.phase.value,
        "opened_at": opened_at,
        "consented_at": state.consented_at,
        "started_at": state.started_at,
        "ends_at": ends_at,
        "returned_ms": timing.returned if timing else 0,
        "judge_faults": state.judge_faults,
        "ended_at": state.end.at if state.end else None,
        "ended_reason": state.end.reason if state.end else None,
    }
