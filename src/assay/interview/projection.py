"""What a candidate may see of the session log: ``for_candidate(event)``.

Hidden tests keep their verdict, times and memory, and lose everything that would tell what they hold.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from assay.log.events import Event

SHOWN_GROUPS = frozenset({"samples", "own"})
"""Test groups that the candidate sees whole: the samples and their own cases."""

_HIDDEN_FIELDS = ("input", "expected", "got", "stderr", "difference")


def for_candidate(event: Event) -> Event:
    """The event as the candidate's browser gets it. ``seq`` stays, so there are no gaps."""
    if event.kind in ("judged", "rejudged") and event.data["purpose"] == "submit":
        return event.model_copy(update={"data": _judged(event.data)})
    if event.kind == "measured":
        # Of wrong solutions and growth the report speaks, after the end.
        nothing = {"growth": None, "growth_why": None, "own_tests": None, "own_tests_why": None}
        return event.model_copy(update={"data": {**event.data, **nothing}})
    if event.kind == "opened":
        # Which problems will come is not told before the clock starts.
        return event.model_copy(update={"data": {**event.data, "problems": {}}})
    return event


def _judged(data: dict[str, Any]) -> dict[str, Any]:
    numbers: Counter[str] = Counter()
    tests = []
    for test in data["tests"]:
        group = test["group"]
        if group not in SHOWN_GROUPS:
            numbers[group] += 1
            test = {**test, **dict.fromkeys(_HIDDEN_FIELDS), "name": f"{group} test {numbers[group]}"}
        tests.append(test)
    return {**data, "tests": tests}
