"""Percentiles: simulation of groups that differ, and the rules of what is said among how many."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from assay.measure.ability import Ability
from assay.measure.percentile import density, percentile, percentiles


def known(theta: float, error: float, rng: np.random.Generator) -> Ability:
    """As ``ability`` tells it of someone whose answers told ``theta`` with that error of measurement."""
    precision = 1 / error**2
    told = theta + rng.normal() * error
    value, deviation = told * precision / (precision + 1), 1 / np.sqrt(precision + 1)
    return Ability(value, deviation, value - 1.645 * deviation, value + 1.645 * deviation)


@pytest.mark.parametrize(("others", "error"), [(5, 0.5), (20, 0.5), (20, 0.25), (100, 0.4)])
def test_intervals_hold_what_they_promise(others: int, error: float) -> None:
    rng = np.random.default_rng(others)
    many, covered, off, shares = 1000, 0, [], []
    for _ in range(many):
        mean, deviation = rng.normal(0, 0.4), np.exp(rng.normal(0, 0.15))
        thetas = rng.normal(mean, deviation, others + 1)
        true = 100 * norm.cdf((thetas[0] - mean) / deviation)
        told = [known(theta, error, rng) for theta in thetas]
        found = percentile(told[0], told[1:])
        assert found is not None
        covered += found.low <= true <= found.high
        off.append(found.value - true)
        below = sum(each.value < told[0].value for each in told[1:])
        shares.append(100 * (below + 0.5) / (others + 1) - true)
    assert 0.88 <= covered / many <= 0.92
    assert abs(np.mean(off)) < 1.5
    assert np.abs(off).mean() < np.abs(shares).mean()  # nearer than the rank among them


def test_among_few_little_is_said() -> None:
    someone = Ability(0.5, 0.4, -0.16, 1.16)
    others = [Ability(value, 0.4, value - 0.66, value + 0.66) for value in np.linspace(-1, 1, 19)]
    assert percentile(someone, others[:4]) is None
    few = percentile(someone, others)
    assert few is not None
    assert few.only_quarter
    assert few.quarter == 3
    enough = percentile(someone, [*others, others[0]])
    assert enough is not None
    assert not enough.only_quarter


def test_order_and_bounds() -> None:
    others = [Ability(value, 0.4, value - 0.66, value + 0.66) for value in np.linspace(-1, 1, 30)]
    found = [
        percentile(Ability(value, 0.4, value - 0.66, value + 0.66), others) for value in (-2, -0.5, 0, 2)
    ]
    values = [each.value for each in found if each]
    assert values == sorted(values)
    assert all(each and 0 <= each.low < each.value < each.high <= 100 for each in found)


def test_those_of_whom_nothing_is_known_tell_nothing() -> None:
    someone = Ability(0.5, 0.4, -0.16, 1.16)
    nobody = Ability(0.0, 1.0, -1.645, 1.645)
    spread = [Ability(value, 0.4, value - 0.66, value + 0.66) for value in np.linspace(-1, 1, 10)]
    one, other = percentile(someone, spread), percentile(someone, [*spread, *[nobody] * 10])
    assert one is not None
    assert other is not None
    assert one.value == pytest.approx(other.value)


def test_the_picture_is_a_distribution() -> None:
    at = np.linspace(-6, 6, 1201)
    others = [Ability(value, 0.4, value - 0.66, value + 0.66) for value in (-1.0, 0.2, 1.0)]
    assert density(others, at).sum() * (at[1] - at[0]) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("size", [5, 6, 30])
def test_all_of_a_group_at_once_are_as_one_by_one(size: int) -> None:
    rng = np.random.default_rng(size)
    members = [known(theta, 0.5, rng) for theta in rng.normal(0.3, 0.9, size)]
    one_by_one = [percentile(each, [*members[:k], *members[k + 1 :]]) for k, each in enumerate(members)]
    for found, expected in zip(percentiles(members), one_by_one, strict=True):
        assert (found is None) == (expected is None) == (size < 6)
        if found and expected:
            assert found.value == pytest.approx(expected.value, abs=1e-9)
            assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-6)
            assert found.others == expected.others == size - 1
