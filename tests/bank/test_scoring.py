"""Groups and scores: legacy's default grader against problemtools' own, and 2025-09's rules by themselves."""

from __future__ import annotations

import math
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.bank.group_yaml import GRADER_FLAGS, Settings
from assay.bank.scoring import ScoringFault, default_grader, grade_current
from assay.bank.testdata import GroupFolder, TestFile
from assay.judge.model import TestResult, Verdict

_LINES = st.lists(
    st.tuples(
        st.sampled_from(["AC", "AC", "WA", "TLE", "RTE", "MLE", "OLE"]),
        st.integers(0, 100).map(float),
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(lines=_LINES, flags=st.lists(st.sampled_from(GRADER_FLAGS), max_size=4))
def test_the_default_grader_as_problemtools(lines: list[tuple[str, float]], flags: list[str]) -> None:
    problemtools = pytest.importorskip("problemtools", reason="problemtools is not installed")
    if "ignore_sample" in flags and len(lines) > 2:
        lines = lines[:2]
    peer = subprocess.run(
        [sys.executable, Path(problemtools.__file__).parent / "support" / "default_grader", *flags],
        input="".join(f"{verdict} {score}\n" for verdict, score in lines),
        capture_output=True,
        text=True,
        check=True,
    )
    verdict, score = default_grader(
        Settings(grader_flags=tuple(flags)), [(Verdict(verdict), score) for verdict, score in lines]
    )
    theirs = peer.stdout.split()
    assert verdict == theirs[0]
    assert math.isclose(score, float(theirs[1]), abs_tol=1e-5)


def tree(*groups: tuple[str, Settings, int], secret: Settings | None = None) -> GroupFolder:
    def test(path: str) -> TestFile:
        return TestFile(path, path, "secret", Path(path), Path(path), path)

    folders = tuple(
        GroupFolder(path, settings, tuple(test(f"{path}/{number}") for number in range(count)))
        for path, settings, count in groups
    )
    top = secret or Settings(max_score=100, aggregation="sum")
    return GroupFolder("", Settings(), (GroupFolder("secret", top, folders),))


def result(verdict: Verdict = Verdict.AC, **more: float) -> TestResult:
    return replace(TestResult("x", "secret", verdict, 0, 0, 0), **more)  # type: ignore[arg-type]


def results(data: GroupFolder, **of: TestResult) -> dict[str, TestResult]:
    return {test.path: of.get(test.path.replace("/", "_"), result()) for test in data.tests()}


FAIL = Settings(max_score=40)
SUM = Settings(max_score=60, aggregation="sum")


def test_groups_add_up() -> None:
    data = tree(("secret/a", FAIL, 2), ("secret/b", SUM, 3))
    assert grade_current(data, results(data)).scores == {
        "secret/a": 40, "secret/b": 60, "secret": 100, "": 100,
    }  # fmt: skip
    wrong = results(data, secret_a_1=result(Verdict.WA), secret_b_0=result(Verdict.TLE))
    found = grade_current(data, wrong)
    assert found.scores[""] == 40
    assert found.verdict is Verdict.WA


def test_scores_and_multipliers() -> None:
    data = tree(("secret/b", SUM, 3))
    given = results(data, secret_b_0=result(score=5.0), secret_b_1=result(score_multiplier=0.5))
    assert grade_current(data, given).scores[""] == 5 + 10 + 20
    least = tree(("secret/b", replace(SUM, aggregation="min"), 2))
    assert grade_current(least, results(least, secret_b_0=result(score_multiplier=0.25))).scores[""] == 15
    free = tree(
        ("secret/b", Settings(max_score=None, aggregation="sum"), 2),
        secret=Settings(max_score=None, aggregation="sum"),
    )
    both = results(free, secret_b_0=result(score=1000.5), secret_b_1=result(score=2.0))
    assert grade_current(free, both).scores[""] == 1002.5


def test_a_group_that_was_not_run_has_no_score() -> None:
    data = tree(("secret/a", FAIL, 1), ("secret/b", SUM, 1))
    assert grade_current(data, {"secret/a/0": result(Verdict.WA)}).scores[""] == 0


def test_all_or_nothing() -> None:
    data = tree(("secret/a", FAIL, 1), ("secret/b", FAIL, 1), secret=Settings(max_score=7))
    assert grade_current(data, results(data)).scores[""] == 7
    assert grade_current(data, results(data, secret_b_0=result(Verdict.RTE))).scores[""] == 0


@pytest.mark.parametrize(
    ("settings_", "given", "said"),
    [
        (FAIL, result(score=1.0), "a score, but secret/a is pass-fail"),
        (SUM, result(score=61.0), "more than its 60"),
        (Settings(max_score=None, aggregation="sum"), result(), "has no max_score, but data/secret has one"),
        (Settings(max_score=200), result(), "the score of the whole is 200, more than its 100"),
    ],
)
def test_what_does_not_go_together(settings_: Settings, given: TestResult, said: str) -> None:
    data = tree(("secret/a", settings_, 1))
    with pytest.raises(ScoringFault, match=said):
        grade_current(data, results(data, secret_a_0=given))
