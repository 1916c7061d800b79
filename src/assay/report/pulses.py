"""How the code came to be: its structure at each pause of the candidate, from the log alone."""

from __future__ import annotations

from collections.abc import Sequence

from assay.analysis.quality import pulse
from assay.analysis.syntax import LANGUAGES, CannotRead
from assay.log.events import Event
from assay.log.fold import texts
from assay.report.document import PulseRow

PAUSE_MS = 3000
"""Without a change for so long is a pause; so is any run or submission."""
MOST = 80
"""Rows of one file: of more pauses, those spread evenly over them."""


def build(events: Sequence[Event], file: str, language: str, zero: int) -> list[PulseRow]:
    """``zero``: when the clock started. Empty for a language that has no rules."""
    if language not in LANGUAGES:
        return []
    states = [(event, text) for event, text in texts(events, file) if event.kind == "edit"]
    asked = [
        event.t
        for event in events
        if event.kind in ("run", "submit") and event.data["language"] == language
        if event.data["problem"] == file.split("/", 1)[0]
    ]
    paused = []
    for n, (event, text) in enumerate(states):
        until = states[n + 1][0].t if n + 1 < len(states) else None
        quiet = until is None or until - event.t >= PAUSE_MS
        if quiet or any(event.t <= at < until for at in asked if until is not None):
            paused.append((event, text))
    rows = []
    for event, text in [paused[n] for n in _spread(len(paused))]:
        try:
            found = pulse(str(text).encode("utf-8", "surrogatepass").decode("utf-8", "replace"), language)
        except CannotRead:
            continue  # a text too large to be read at that moment has no structure to show
        rows.append(
            PulseRow(
                at_ms=max(0, event.t - zero),
                seq=event.seq,
                parsed=found.parsed,
                lines=found.lines,
                functions=len(found.functions),
                cognitive=found.cognitive,
                nesting=found.nesting,
                loops=found.loops,
                branches=found.branches,
            )
        )
    return rows


def _spread(count: int) -> list[int]:
    """Indexes of so many."""
    if count <= MOST:
        return list(range(count))
    return [round(n * (count - 1) / (MOST - 1)) for n in range(MOST)]
