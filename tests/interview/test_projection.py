from __future__ import annotations

from typing import Any

from assay.interview.projection import for_candidate
from tests.interview.events import Log


def outcome(name: str, group: str) -> dict[str, Any]:
    return {
        "name": name,
        "group": group,
        "verdict": "WA",
        "cpu_s": 0.1,
        "wall_s": 0.1,
        "peak_mib": 9.0,
        "exit": None,
        "input": "SECRET in",
        "expected": "SECRET answer",
        "got": "SECRET got",
        "stderr": "SECRET err",
        "difference": "SECRET difference",
    }


def judged(log: Log, purpose: str, *tests: dict[str, Any]) -> Any:
    of = log.add(purpose, 2000, "tab", problem="cart", language="python")
    return log.add(
        "judged",
        2100,
        of=of.seq,
        purpose=purpose,
        problem="cart",
        language="python",
        verdict="WA",
        tests=list(tests),
        environment={},
    )


def test_hidden_tests_tell_their_group_and_number_only() -> None:
    event = judged(
        Log().start(),
        "submit",
        outcome("01-sample", "samples"),
        outcome("02-all-cancelled", "edge"),
        outcome("03-huge", "stress"),
        outcome("04-empty", "edge"),
    )
    shown = for_candidate(event)
    assert [test["name"] for test in shown.data["tests"]] == [
        "01-sample",
        "edge test 1",
        "stress test 1",
        "edge test 2",
    ]
    assert shown.data["tests"][0] == event.data["tests"][0]
    assert "SECRET" not in str(shown.data["tests"][1:])
    assert all(test["verdict"] == "WA" and test["cpu_s"] == 0.1 for test in shown.data["tests"])
    assert "SECRET" in str(event.data["tests"][1:]), "the stored event must not change"


def test_runs_are_shown_whole() -> None:
    event = judged(Log().start(), "run", outcome("mine", "own"), outcome("01-sample", "samples"))
    assert for_candidate(event) == event


def test_the_problems_to_come_are_not_told() -> None:
    opened = Log().start().events[0]
    assert opened.data["problems"] and for_candidate(opened).data["problems"] == {}


def test_everything_else_passes_unchanged() -> None:
    for event in Log().start().events[1:]:
        assert for_candidate(event) is event


def test_what_was_measured_is_not_told_before_the_report() -> None:
    log = Log().start()
    of = log.add("submit", 2000, "tab", problem="cart", language="python")
    wrong = {"name": "wrong_answer/SECRET.py", "what": "SECRET", "by": "empty", "run": 3}
    event = log.add(
        "measured",
        2400,
        of=of.seq,
        problem="cart",
        language="python",
        growth={"time": "SECRET"},
        growth_why=None,
        own_tests={"cases": 2, "valid": 1, "wrong": [wrong]},
        own_tests_why="SECRET",
    )
    shown = for_candidate(event)
    assert (shown.seq, shown.data["of"], shown.data["growth"]) == (event.seq, of.seq, None)
    assert "SECRET" not in str(shown.data)
    assert "SECRET" in str(event.data), "the stored event must not change"
