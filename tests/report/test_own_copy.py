"""The candidate's copy: kind, whole in what it takes away, and silent on what is hidden."""

from __future__ import annotations

import re
from typing import Any

import pytest

from assay.bank.library import Library
from assay.bank.package import Package, load
from assay.report.document import Report
from assay.report.own_copy import own_copy
from assay.report.render import render_own_copy
from tests.report.test_build import GROWN, log, measured, report, with_code
from tests.report.test_render import OWN


@pytest.fixture(scope="module")
def cart() -> Package:
    return load(Library.default_folder() / "cart-total")


@pytest.fixture(scope="module")
def full(cart: Package) -> Report:
    slow = {**GROWN, "classes": ["O(n^2)"], "best": "O(n^2)", "target": "O(n log n)", "meets_target": False}
    events = with_code(
        cart,
        "submissions/time_limit_exceeded/brute_force.py",
        failed={"stress", "edge"},
        more=measured(time=slow, own=OWN),
    )
    return report(cart, events)


def said(found: Report) -> str:
    return re.sub(r"<style>.*?</style>", "", render_own_copy(found), flags=re.DOTALL)


def test_nothing_of_hidden_tests_is_told(full: Report) -> None:
    page = said(full)
    assert "What the hidden tests hold" in page
    without_code = page.replace(full.problems[0].code, "")
    for test in full.problems[0].tests:
        if test.group == "samples":
            continue
        assert test.title not in without_code
        assert test.name not in without_code
        if len(test.input) > 4:
            assert test.input not in without_code
    assert "expected 3, got 7" not in page
    for wrong in OWN["wrong"]:  # type: ignore[attr-defined]
        assert wrong["what"] not in page
    assert "O(n log n)" not in page


def test_nothing_of_others_and_no_place_among_them(full: Report) -> None:
    page = said(full).casefold()
    for word in ("ability", "percentile", "all candidates", "quarter", "integrity"):
        assert word not in page, word


def test_every_deduction_is_told_with_a_way_to_mend_it(full: Report) -> None:
    quality = full.problems[0].quality
    assert quality is not None
    (table,) = [block for block in _blocks(full) if block["kind"] == "table"]
    assert sorted(row[:2] for row in table["rows"]) == sorted(
        [str(each.line), each.message] for each in quality.findings
    )


def test_kind_words(full: Report) -> None:
    page = said(full)
    assert "Thank you for your time" in page
    assert "It is no decision: a person reads the report and decides." in page
    assert "Cart total: 13 of 24 tests passed." in page
    assert "Time grows like O(n^2) with the size of the input; there is a way that grows more slowly." in page
    assert "Memory grows like O(n) with the size of the input, as was hoped for." in page
    assert "they find 1 of 2" in page
    for word in ("fail", "the candidate", "they solved", "wrong answer."):
        assert word not in page, word


def test_what_was_not_measured_is_said_and_costs_nothing(cart: Package) -> None:
    short = report(cart, log(cart, failed=set()))
    page = said(short)
    assert "You solved 1 of 1 problem completely: Cart total." in page
    assert "The overall score does without it." in page
    fault = said(report(cart, log(cart, failed=set(), verdict="JE")))
    assert "Our judge failed on this one. That says nothing about your code." in fault


def test_who_never_started_or_handed_nothing_in(cart: Package) -> None:
    events = log(cart, failed=set())
    assert "nothing is scored" in said(report(cart, events[:1]))
    nothing = [event for event in events if event.kind not in ("submit", "judged", "edit")]
    assert "Nothing was handed in here" in said(report(cart, nothing))


def _blocks(found: Report) -> list[dict[str, Any]]:
    return [block for section in own_copy(found)["sections"] for block in section["blocks"]]
