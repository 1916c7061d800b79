"""Techniques by their form, on labelled snippets."""

from __future__ import annotations

import pytest
from bench.approach import Case, cases, compare

from assay.analysis.approach import approach
from assay.analysis.syntax import LANGUAGES, parse


@pytest.mark.parametrize(
    "case", [*cases("tuned"), *cases("held_out")], ids=lambda each: f"{each[0]}: {', '.join(sorted(each[1]))}"
)
def test_what_is_labelled_is_seen_and_nothing_else(case: Case) -> None:
    assert compare(case) == (set(), set())


def test_the_lines_are_those_of_the_evidence() -> None:
    text = (
        "def two_sum(nums, target):\n    seen = {}\n    for i, x in enumerate(nums):\n        seen[x] = i\n"
    )
    (only,) = approach(parse(text, "python"))
    assert (only.name, only.lines) == ("hash map", (2,))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_seen_in_nothing(language: str) -> None:
    assert approach(parse("", language)) == ()
    approach(parse("((]{ for while if x = y[", language))
