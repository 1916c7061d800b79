"""Moments and times, from events made by hand."""

from datetime import UTC, datetime
from typing import Any

from assay.log.events import Event
from assay.report import timeline

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
TITLES = {"cart-total": "Cart total", "rate-limiter": "Rate limiter"}


def log(*entries: tuple[str, str, int, dict[str, Any]]) -> list[Event]:
    counts: dict[str, int] = {}
    events = []
    for seq, (writer, kind, t, data) in enumerate(entries, start=1):
        counts[writer] = counts.get(writer, 0) + 1
        events.append(Event(seq=seq, writer=writer, n=counts[writer], t=t, at=AT, kind=kind, data=data))
    return events


def edit(changes: list[Any], origin: str) -> dict[str, Any]:
    return {"file": "cart-total/solution.py", "version": 0, "changes": changes, "origin": origin}


def view(problem: str) -> dict[str, Any]:
    return {"problem": problem, "language": "python"}


STARTED = ("server", "started", 1000, {"minutes": 60, "level": "notice"})


def test_sizes_count_utf16_code_units_and_line_breaks() -> None:
    assert timeline.sizes([3, [2, "a😀", "", "\ud800"], 4]) == (1 + 2 + 1 + 0 + 1 + 1, 2)


def test_what_was_typed_pasted_and_deleted_is_told_apart() -> None:
    events = log(
        STARTED,
        ("tab", "edit", 2000, edit([[0, "abc"]], "type")),
        ("tab", "edit", 3000, edit([[0, "xy", "z"], 3], "paste")),
        ("tab", "edit", 4000, edit([[2], 5], "delete")),
    )
    found = timeline.build(events, TITLES)
    work = found.work["cart-total"]
    assert (work.typed, work.pasted, work.deleted) == (3, 4, 2)
    paste = next(moment for moment in found.moments if moment.kind == "paste")
    assert (paste.at_ms, paste.size, paste.seq) == (2000, 4, 3)


def test_time_in_view_is_split_between_the_problems() -> None:
    events = log(
        STARTED,
        ("tab", "view", 1000, view("cart-total")),
        ("tab", "view", 61_000, view("rate-limiter")),
        ("tab", "view", 91_000, view("cart-total")),
        ("server", "ended", 101_000, {"reason": "finished"}),
    )
    work = timeline.build(events, TITLES).work
    assert (work["cart-total"].view_ms, work["rate-limiter"].view_ms) == (70_000, 30_000)


def test_views_that_arrive_late_count_where_they_happened() -> None:
    events = log(
        STARTED,
        ("server", "ended", 101_000, {"reason": "time"}),
        ("tab", "view", 51_000, view("rate-limiter")),
    )
    work = timeline.build(events, TITLES).work
    assert (work["cart-total"].view_ms, work["rate-limiter"].view_ms) == (50_000, 50_000)


def test_away_and_off_line_are_stretches() -> None:
    events = log(
        STARTED,
        ("server", "connected", 1000, {"tab": "one"}),
        ("one", "away", 5000, {}),
        ("one", "back", 9000, {}),
        ("server", "connected", 9500, {"tab": "two"}),
        ("server", "disconnected", 10_000, {"tab": "one"}),
        ("server", "disconnected", 20_000, {"tab": "two"}),
        ("server", "connected", 32_000, {"tab": "three"}),
        ("server", "ended", 40_000, {"reason": "finished"}),
        ("server", "disconnected", 41_000, {"tab": "three"}),
    )
    moments = timeline.build(events, TITLES).moments
    stretches = [(m.kind, m.at_ms, m.until_ms) for m in moments if m.until_ms is not None]
    assert stretches == [("away", 4000, 8000), ("offline", 19_000, 31_000)]


def test_runs_say_how_many_tests_passed_and_the_servers_submission_is_no_attempt() -> None:
    tests = [{"verdict": "AC"}, {"verdict": "WA"}]
    judged = {"of": 2, "verdict": "WA", "tests": tests}
    events = log(
        STARTED,
        ("tab", "run", 2000, view("cart-total")),
        ("server", "judged", 2500, judged),
        ("server", "submit", 3000, view("cart-total")),
    )
    found = timeline.build(events, TITLES)
    texts = [moment.text for moment in found.moments]
    assert texts == ["ran Cart total: 1 of 2 tests passed", "handed in at the end: Cart total: no result"]
    assert (found.work["cart-total"].runs, found.work["cart-total"].submissions) == (1, 0)
