"""What happened when: the log's events as moments of a timeline, and the time spent on each problem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from assay.log.events import SERVER, Event, Origin
from assay.report import words
from assay.report.document import Moment

_TYPED = frozenset({Origin.TYPE, Origin.COMPLETE, Origin.INDENT})
_PASTED = frozenset({Origin.PASTE, Origin.DROP})


@dataclass
class Work:
    """One problem's figures. Characters are UTF-16 code units, as the editor counts them."""

    view_ms: int = 0
    runs: int = 0
    submissions: int = 0
    typed: int = 0
    pasted: int = 0
    deleted: int = 0


@dataclass(frozen=True)
class Timeline:
    moments: list[Moment]
    work: dict[str, Work] = field(default_factory=dict)


def sizes(changes: Sequence[Any]) -> tuple[int, int]:
    """(inserted, deleted) code units of a CodeMirror change set."""
    inserted = deleted = 0
    for part in changes:
        if isinstance(part, list):
            deleted += part[0]
            lines = part[1:]
            inserted += sum(len(line.encode("utf-16-le", "surrogatepass")) // 2 for line in lines)
            inserted += max(0, len(lines) - 1)
    return inserted, deleted


def build(events: Sequence[Event], titles: dict[str, str]) -> Timeline:
    """``titles`` maps a problem's slug to its title. Times count from the ``started`` event."""
    zero = next((event.t for event in events if event.kind == "started"), 0)
    ended = next((event for event in events if event.kind == "ended"), None)
    verdicts = {event.data["of"]: event.data for event in events if event.kind in ("judged", "rejudged")}
    work = {slug: Work() for slug in titles}
    moments = [
        *_attempts(events, zero, verdicts, titles),
        *_stretches(events, zero, "away", "back", "away", "the page was left"),
        *_offline(events, zero),
    ]
    for event in events:
        at = max(0, event.t - zero)
        if event.kind == "edit":
            moment = _edit(event, at, work)
            if moment:
                moments.append(moment)
        elif event.kind == "run" and event.data["problem"] in work:
            work[event.data["problem"]].runs += 1
        elif event.kind == "submit" and event.writer != SERVER and event.data["problem"] in work:
            work[event.data["problem"]].submissions += 1
        elif event.kind == "view":
            title = titles.get(event.data["problem"], event.data["problem"])
            moments.append(_moment("view", event, at, f"turned to {title} ({event.data['language']})"))
        elif event.kind == "time_returned":
            text = f"{words.duration(event.data['ms'])} given back: {event.data['reason']}"
            moments.append(_moment("time_returned", event, at, text))
        elif event.kind == "ended":
            moments.append(_moment("ended", event, at, words.ended(event.data["reason"])))
    _time_in_view(events, work, ended.t if ended else max((event.t for event in events), default=0))
    return Timeline(sorted(moments, key=lambda moment: (moment.at_ms, moment.seq)), work)


def _moment(kind: Any, event: Event, at: int, text: str, **more: Any) -> Moment:
    problem = event.data.get("problem") or (event.data.get("file") or "/").partition("/")[0] or None
    return Moment(kind=kind, at_ms=at, seq=event.seq, problem=problem, text=text, **more)


def _edit(event: Event, at: int, work: dict[str, Work]) -> Moment | None:
    tally = work.get(event.data["file"].partition("/")[0])
    if tally is None:
        return None
    inserted, deleted = sizes(event.data["changes"])
    tally.deleted += deleted
    origin = event.data["origin"]
    if origin in _PASTED:
        tally.pasted += inserted
        return _moment("paste", event, at, f"pasted {words.count(inserted, 'character')}", size=inserted)
    if origin in _TYPED:
        tally.typed += inserted
    return None


def _attempts(
    events: Sequence[Event], zero: int, judged: dict[int, dict[str, Any]], titles: dict[str, str]
) -> Iterator[Moment]:
    for event in events:
        if event.kind not in ("run", "submit"):
            continue
        title = titles.get(event.data["problem"], event.data["problem"])
        result = judged.get(event.seq)
        what = "ran" if event.kind == "run" else "submitted"
        if event.kind == "submit" and event.writer == SERVER:
            what = "handed in at the end:"
        yield _moment(
            "run" if event.kind == "run" else "submit",
            event,
            max(0, event.t - zero),
            f"{what} {title}: {_result(result)}",
            verdict=result["verdict"] if result else None,
        )


def _result(judged: dict[str, Any] | None) -> str:
    if judged is None:
        return "no result"
    tests = judged["tests"]
    if not tests:
        return words.verdict(judged["verdict"])
    passed = Counter(test["verdict"] for test in tests)["AC"]
    return f"{passed} of {len(tests)} tests passed"


def _stretches(
    events: Sequence[Event], zero: int, opens: str, closes: str, kind: Any, text: str
) -> Iterator[Moment]:
    """From each ``opens`` to the next ``closes`` of the same writer, or to the last event."""
    last = max((event.t for event in events), default=zero)
    pending: dict[str, Event] = {}
    for event in events:
        if event.kind == opens:
            pending.setdefault(event.writer, event)
        elif event.kind == closes and event.writer in pending:
            yield _stretch(pending.pop(event.writer), event.t, zero, kind, text)
    for event in pending.values():
        yield _stretch(event, last, zero, kind, text)


def _offline(events: Sequence[Event], zero: int) -> Iterator[Moment]:
    """Stretches in which no tab of the candidate was connected, between start and end."""
    tabs: set[str] = set()
    since: Event | None = None
    running = False
    for event in events:
        if event.kind == "started":
            running = True
        elif event.kind == "ended":
            running = False
            if since is not None:
                yield _stretch(since, event.t, zero, "offline", "off line")
                since = None
        elif event.kind == "connected":
            tabs.add(event.data["tab"])
            if since is not None:
                yield _stretch(since, event.t, zero, "offline", "off line")
                since = None
        elif event.kind == "disconnected":
            tabs.discard(event.data["tab"])
            if running and not tabs:
                since = event


def _stretch(event: Event, until: int, zero: int, kind: Any, text: str) -> Moment:
    at, end = max(0, event.t - zero), max(0, until - zero)
    words_ = f"{text} for {words.duration(max(0, end - at))}"
    return Moment(kind=kind, at_ms=at, until_ms=max(at, end), seq=event.seq, text=words_)


def _time_in_view(events: Sequence[Event], work: dict[str, Work], until: int) -> None:
    """The time between turning to a problem and turning away from it, from the start to the end.

    By ``t``, since what was done off line arrives late.
    """
    current: tuple[str, int] | None = None
    for event in sorted(events, key=lambda event: event.t):
        if event.kind == "started" and work:
            current = (next(iter(work)), event.t)
        elif event.kind == "view" and current is not None:
            problem, since = current
            work[problem].view_ms += max(0, min(event.t, until) - since)
            if event.data["problem"] in work:
                current = (event.data["problem"], event.t)
            else:
                current = (problem, event.t)
    if current is not None:
        problem, since = current
        work[problem].view_ms += max(0, until - since)
