"""Two versions of a report held against each other."""

from __future__ import annotations

import pytest

from assay.bank.library import Library
from assay.bank.package import Package, load
from assay.report.changes import changes
from tests.report.test_build import RIGHT, log, measured, report, with_code


@pytest.fixture(scope="module")
def cart() -> Package:
    return load(Library.default_folder() / "cart-total")


def test_the_same_log_changes_nothing(cart: Package) -> None:
    events = with_code(cart, RIGHT, failed={"edge"}, more=measured())
    assert changes(report(cart, events), report(cart, events)) == []


def test_a_test_that_passes_now_is_named_with_the_scores_that_it_moves(cart: Package) -> None:
    before, after = (
        report(cart, with_code(cart, RIGHT, failed=failed)) for failed in ({"stress"}, set[str]())
    )
    found = {(each.where, each.what): each for each in changes(before, after)}
    first = next(test for test in before.problems[0].tests if test.group == "stress")
    moved = found["Cart total", f"Test {first.name}"]
    assert (moved.before, moved.after) == ("wrong answer", "passed")
    assert found["Cart total", "Verdict"].after == "passed"
    efficiency = found["Cart total", "Efficiency"]
    assert str(efficiency.before).startswith("0 (")
    assert str(efficiency.after).startswith("100 (")
    assert ("The session", "Overall") in found
    assert ("Cart total", "Robustness") not in found


def test_what_was_measured_later_is_told_as_new(cart: Package) -> None:
    before = report(cart, with_code(cart, RIGHT, failed=set()))
    after = report(cart, with_code(cart, RIGHT, failed=set(), more=measured()))
    found = {each.what: each for each in changes(before, after)}
    assert (found["Growth in time"].before, found["Growth"].after) == (None, None)
    assert "within the target O(n)" in str(found["Growth in time"].after)


def test_a_rule_that_finds_something_else_is_named_by_its_line(cart: Package) -> None:
    path = "submissions/time_limit_exceeded/brute_force.py"
    after = report(cart, with_code(cart, path, failed={"stress"}))
    quality = after.problems[0].quality
    assert quality is not None
    assert quality.findings
    fewer = quality.model_copy(update={"findings": quality.findings[1:]})
    problem = after.problems[0].model_copy(update={"quality": fewer})
    before = after.model_copy(update={"problems": [problem]})
    found = changes(before, after)
    new = quality.findings[0]
    assert [each.what for each in found] == [f"Line {new.line}, {new.rule}"]
    assert found[0].before is None


def test_a_verdict_that_became_known(cart: Package) -> None:
    before, after = report(cart, log(cart, failed=set(), verdict="JE")), report(cart, log(cart, failed=set()))
    found = {(each.where, each.what): each for each in changes(before, after)}
    assert found["The session", "Overall"].before == "cannot tell"
