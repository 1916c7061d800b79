"""Scores from test groups, with intervals.

The tests of a group are taken as a sample of all the tests of that kind one could write, so a group's pass
share p has a Jeffreys posterior Beta(k + 1/2, n - k + 1/2) (Brown, Cai and DasGupta 2001, "Interval
estimation for a binomial proportion"). Every score here is a weighted mean of group shares; its interval is
that of the Beta distribution with the same mean and variance, the groups taken as independent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

GROUPS = ("basic", "edge", "error", "stress")
LEVEL = 0.90


@dataclass(frozen=True)
class Count:
    passed: int
    total: int


@dataclass(frozen=True)
class Estimate:
    """All in per cent; ``low`` and ``high`` bound the central 90 %."""

    value: float
    low: float
    high: float


NOTHING_HANDED_IN = Estimate(0.0, 0.0, 0.0)


def part_weights(groups: Mapping[str, Count]) -> dict[str, dict[str, float]]:
    """What each part is made of: group to its weight in that part (they sum to 1).

    A part none of whose groups has a test is left out.
    """
    made_of = {
        "correctness": GROUPS,
        "efficiency": ("stress",),
        "robustness": ("edge", "error"),
    }
    weights: dict[str, dict[str, float]] = {}
    for part, names in made_of.items():
        present = [name for name in names if name in groups and groups[name].total]
        if part == "correctness" and not present:
            # A package without our groups (plain ICPC) has one: all its secret tests.
            present = [name for name, count in groups.items() if count.total and name != "samples"]
        if present:
            weights[part] = {name: 1 / len(present) for name in present}
    return weights


def combine(parts: Mapping[str, Mapping[str, float]], points: Mapping[str, float]) -> dict[str, float]:
    """Group weights of the overall score: the parts' weights by the plan's points, scaled to the parts there are.

    Returns an empty mapping where the plan gives no point to any part that was measured.
    """
    measured = {part: points.get(part, 0.0) for part in parts}
    total = sum(measured.values())
    if total <= 0:
        return {}
    weights: dict[str, float] = {}
    for part, share in measured.items():
        for group, weight in parts[part].items():
            weights[group] = weights.get(group, 0.0) + weight * share / total
    return weights


def estimate(groups: Mapping[str, Count], weights: Mapping[str, float]) -> Estimate:
    """The weighted mean of the groups' pass shares, with its interval. ``weights`` sum to 1."""
    value = sum(weight * groups[name].passed / groups[name].total for name, weight in weights.items())
    mean = variance = 0.0
    for name, weight in weights.items():
        a = groups[name].passed + 0.5
        b = groups[name].total - groups[name].passed + 0.5
        mean += weight * a / (a + b)
        variance += weight**2 * a * b / ((a + b) ** 2 * (a + b + 1))
    return _interval(value, mean, variance)


def average(estimates: list[Estimate]) -> Estimate | None:
    """The mean of several problems' scores, taken as independent; half-widths add in quadrature.

    None for no estimates.
    """
    if not estimates:
        return None
    count = len(estimates)
    value = sum(e.value for e in estimates) / count
    down = sum((e.value - e.low) ** 2 for e in estimates) ** 0.5 / count
    up = sum((e.high - e.value) ** 2 for e in estimates) ** 0.5 / count
    return Estimate(_round(value), _round(max(0.0, value - down)), _round(min(100.0, value + up)))


def _interval(value: float, mean: float, variance: float) -> Estimate:
    from scipy.special import betaincinv  # half a second to import, and few processes score

    size = mean * (1 - mean) / variance - 1
    a, b = mean * size, (1 - mean) * size
    tail = (1 - LEVEL) / 2
    low = float(betaincinv(a, b, tail))
    high = float(betaincinv(a, b, 1 - tail))
    # Jeffreys' convention at the ends: all passed reaches 1, none passed reaches 0; and never exclude the value.
    low = 0.0 if value == 0 else min(low, value)
    high = 1.0 if value == 1 else max(high, value)
    return Estimate(_round(100 * value), _round(100 * low), _round(100 * high))


def _round(value: float) -> float:
    return round(value, 1)
