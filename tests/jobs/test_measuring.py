"""Why there is nothing of the candidate's own cases, where they wrote some."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assay.analysis.measuring import NOTHING_WRONG, Measurement, Problem, Submitted
from assay.analysis.own_tests import Case, OwnTests
from assay.bank.library import Library
from assay.bank.package import Package
from assay.jobs.attempt import Attempt
from assay.jobs.measuring import FAULT, NOT_COMPILED, WRONG_NOT_IN_BANK, Wanted, measured
from assay.worker.measurer import MeasuringFailed

ASKED = Wanted(Attempt("submit", "cart-total", "python", "pass"), None, (Case("mine", 3, "1\n"),))


class Says:
    def __init__(self, found: Measurement | None) -> None:
        self.found = found

    def expect(self) -> None:
        pass

    async def measure(self, problem: Problem, submitted: Submitted) -> Measurement:
        if self.found is None:
            raise MeasuringFailed("it ended")
        return self.found


@pytest.fixture(scope="module")
def cart() -> Package:
    return Library(Library.default_folder()).packages["cart-total"]


async def test_a_fault_of_ours_is_said(cart: Package) -> None:
    for says in (None, Measurement(growth={}, fault="own cases: no slot")):
        data, fault = await measured(Says(says), cart, ASKED)
        assert fault is not None
        assert (data["own_tests"], data["own_tests_why"]) == (None, FAULT)


async def test_a_fault_of_the_other_half_says_nothing(cart: Package) -> None:
    says = Says(Measurement(own_tests=OwnTests(1, 1, ()), fault="growth: no fuel"))
    data, _ = await measured(says, cart, ASKED)
    assert data["own_tests"] is not None and data["own_tests_why"] is None
    assert data["growth_why"] == FAULT


async def test_without_cases_there_is_nothing_to_say(cart: Package) -> None:
    data, _ = await measured(Says(None), cart, replace(ASKED, cases=()))
    assert (data["own_tests"], data["own_tests_why"]) == (None, None)


async def test_no_wrong_solutions_to_hold_them_against(cart: Package) -> None:
    bare = replace(cart, submissions=())
    for why in (None, NOT_COMPILED):
        data, _ = await measured(Says(Measurement(growth={})), bare, replace(ASKED, why=why))
        assert (data["own_tests"], data["own_tests_why"]) == (None, NOTHING_WRONG)
    data, _ = await measured(Says(None), None, ASKED)
    assert data["own_tests_why"] == WRONG_NOT_IN_BANK
