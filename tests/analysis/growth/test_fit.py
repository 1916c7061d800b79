"""Costs of a known class, of any size and with what real ones have besides, are found to be of that class."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.analysis.growth.classes import CLASSES, NAMES, TERMS, within
from assay.analysis.growth.curve import Curve
from assay.analysis.growth.fit import estimate
from assay.analysis.growth.service import bounded
from assay.analysis.growth.sizes import Plan, following

LARGEST = {"O(n sqrt n)": 8192, "O(n^2)": 2048, "O(n^2 log n)": 2048, "O(n^3)": 256}
SUMS = [each for each in CLASSES if each.leading is not None]


def sizes_up_to(largest: int) -> list[int]:
    sizes = [4]
    while (size := following(sizes[-1])) <= largest:
        sizes.append(size)
    return sizes


@settings(max_examples=120, deadline=None)
@given(
    each=st.sampled_from(SUMS),
    scale=st.floats(1e-3, 1e9),
    start=st.floats(0, 0.02),
    seed=st.integers(0, 2**32 - 1),
)
def test_the_set_holds_the_class(each, scale, start, seed) -> None:
    sizes = sizes_up_to(LARGEST.get(each.name, 65536))
    n = np.array(sizes, dtype=float)
    costs = TERMS[each.leading](n)
    noise = np.exp(np.random.default_rng(seed).normal(0, 0.005, len(n)))
    found = estimate(sizes, list(scale * (costs * noise + start * costs[-1])), logarithm="log" in each.name)
    assert each.name in found.classes
    assert len(found.classes) <= 3


@given(base=st.floats(1.5, 3.0), start=st.floats(0, 100))
@settings(max_examples=30, deadline=None)
def test_exponential_growth_of_any_base(base: float, start: float) -> None:
    sizes = list(range(4, 26))
    assert estimate(sizes, [start + base**n for n in sizes]).classes == ("O(2^n)",)


def test_a_factorial_is_no_power_of_two() -> None:
    sizes = list(range(4, 12))
    assert estimate(sizes, [300 + 7 * math.factorial(n) for n in sizes]).best == "O(n!)"


@given(
    factor=st.floats(1e-6, 1e6),
    costs=st.lists(st.floats(1, 1e9), min_size=8, max_size=20),
)
@settings(max_examples=60, deadline=None)
def test_units_do_not_matter(factor: float, costs: list[float]) -> None:
    """Whatever was measured: a set, of known classes, whose probabilities add up; the same in other units."""
    sizes = sizes_up_to(100_000)[: len(costs)]
    found = estimate(sizes, costs)
    assert found.classes
    assert set(found.classes) <= set(NAMES)
    assert sum(found.probabilities.values()) == pytest.approx(1, abs=0.01)
    assert sum(found.probabilities[name] for name in found.classes) >= 0.89
    assert set(estimate(sizes, [cost * factor for cost in costs]).classes) == set(found.classes)


def test_a_logarithm_needs_a_reason() -> None:
    """A few percent more per element, as from longer numbers: linear, where nothing sorts."""
    sizes = sizes_up_to(30_000)
    costs = [n * (100 + math.log2(n)) for n in sizes]
    assert estimate(sizes, costs, logarithm=False).classes == ("O(n)",)
    assert "O(n log n)" in estimate(sizes, costs, logarithm=True).classes


def test_a_logarithm_beside_a_large_constant() -> None:
    """As of a few steps of Euclid's algorithm: exact counts that keep rising."""
    sizes = sizes_up_to(200_000)
    costs = [50_000 + 1_200 * math.floor(math.log2(n)) for n in sizes]
    assert "O(log n)" in estimate(sizes, costs, logarithm=False).classes
    assert estimate(sizes, [50_000.0 + n % 3 for n in sizes], logarithm=False).classes == ("O(1)",)


@pytest.mark.parametrize("sizes", [[], [4, 6], [4, 5, 6, 7, 7.5]])
def test_too_few_sizes_tell_nothing(sizes: list[float]) -> None:
    found = estimate(sizes, [1.0] * len(sizes))
    assert found.classes == ()
    assert found.best is None
    assert found.reason is not None


@pytest.mark.parametrize(
    ("sizes", "costs"),
    [
        ([1, 2], [1.0]),
        ([1, 1], [1.0, 2.0]),
        ([0, 1], [1.0, 2.0]),
        ([1, 2], [1.0, -1.0]),
        ([1, 2], [1.0, math.nan]),
    ],
)
def test_what_is_no_curve_is_refused(sizes: list[float], costs: list[float]) -> None:
    with pytest.raises(ValueError, match=r"size|cost"):
        estimate(sizes, costs)


def test_classes_have_an_order() -> None:
    assert within("O(n)", "O(n log n)")
    assert within("O(n^2)", "O(n^2)")
    assert not within("O(n!)", "O(2^n)")


def test_a_plan_ends_where_it_costs_too_much() -> None:
    plan = Plan(1e6, 4e6)
    while (size := plan.next()) is not None:
        plan.measured(size, 10.0 * size)
    assert plan.sizes == sizes_up_to(plan.sizes[-1])
    assert 1e5 <= plan.sizes[-1] <= 4e5


def test_a_plan_goes_in_small_steps_where_costs_explode() -> None:
    plan = Plan(1e9, 4e9)
    while (size := plan.next()) is not None:
        plan.measured(size, 500 + 20.0 * 2**size)
    assert plan.sizes[-5:] == list(range(plan.sizes[-5], plan.sizes[-1] + 1))
    assert plan.costs[-1] <= 4e9


def test_peaks_that_stay_the_same_while_n_grows_eightfold_are_bounded() -> None:
    sizes = (4, 16, 91, 362, 724, 1448, 4096, 8192, 16384)
    filled = (616.0, 632.0, 632.0, 9080.0, 15035.0, 17388.0, 17388.0, 17388.0, 17388.0)
    assert bounded(Curve(sizes, filled))
    assert not bounded(Curve(sizes, (*filled[:-1], 17500.0)))  # still rising
    assert not bounded(Curve(sizes[:-2], filled[:-2]))  # not for long enough
    doubling = tuple(float(2 ** math.ceil(math.log2(n))) for n in sizes)
    assert not bounded(Curve(sizes, doubling))
    assert not bounded(Curve())
