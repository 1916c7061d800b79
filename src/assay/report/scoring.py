"""Scores from what was measured, with intervals.

Each thing measured is a source: its share of what could be reached, and what is not known of it, as the mean and
variance of that share. Every score is a weighted mean of sources, taken as independent; its interval is that of the
Beta distribution with the same mean and variance.

- Tests of a group are a sample of all the tests of that kind one could write: the pass share has a Jeffreys
  posterior Beta(k + 1/2, n - k + 1/2) (Brown, Cai and DasGupta 2001, "Interval estimation for a binomial proportion").
- Growth has a probability for each class; a class is worth something by how it stands to the target (``credit``).
- Findings are a sample of what somebody does who writes as much code: their number has a Jeffreys posterior for a
  Poisson rate, Gamma(k + 1/2, 1) (same source, section 5), each with the mean points of those found.
- Known wrong solutions that own cases catch are a sample of all the mistakes one could make, as tests are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assay.analysis.growth.classes import order, tier, within

GROUPS = ("basic", "edge", "error", "stress")
TIME, SPACE, QUALITY, OWN_TESTS = "time", "space", "quality", "own tests"
LEVEL = 0.90
_POINTS_OF_ONE = 3.0
"""What one finding takes where none was found: about the mean over the rules."""
_SAME_POWER = 0.5
_LEAST_SIZE = 0.05
"""Of a Beta distribution; below this, where all is one or the other, its quantiles are 0 and 1 to all digits."""


@dataclass(frozen=True)
class Count:
    passed: int
    total: int


@dataclass(frozen=True)
class Source:
    """Shares from 0 to 1: ``value`` is what is shown, ``mean`` and ``variance`` what is known of it."""

    value: float
    mean: float
    variance: float


@dataclass(frozen=True)
class Estimate:
    """All in per cent; ``low`` and ``high`` bound the central 90 %."""

    value: float
    low: float
    high: float


NOTHING_HANDED_IN = Estimate(0.0, 0.0, 0.0)


def of_count(count: Count) -> Source:
    """Of tests, or of known wrong solutions. ``total`` is above 0."""
    a, b = count.passed + 0.5, count.total - count.passed + 0.5
    return Source(count.passed / count.total, a / (a + b), a * b / ((a + b) ** 2 * (a + b + 1)))


def credit(name: str, target: str, *, coarse: bool) -> float:
    """What growth of this class is worth: 1 within the target, half where only a logarithm lies between, else 0.
    ``coarse``: classes are known to within a logarithm, which then counts for nothing."""
    if within(name, tier(target) if coarse else target):
        return 1.0
    return _SAME_POWER if order(tier(name)) <= order(tier(target)) else 0.0


def of_growth(probabilities: Mapping[str, float], best: str, target: str, *, coarse: bool) -> Source:
    """``probabilities`` of classes, of which ``best`` is held to be the right one."""
    total = sum(probabilities.values())
    worth = {name: credit(name, target, coarse=coarse) for name in probabilities}
    mean = sum(share * worth[name] for name, share in probabilities.items()) / total
    square = sum(share * worth[name] ** 2 for name, share in probabilities.items()) / total
    return Source(credit(best, target, coarse=coarse), mean, max(0.0, square - mean**2))


def of_findings(points: Sequence[int], full: int) -> Source:
    """``points`` that each finding takes from ``full``."""
    count = len(points) + 0.5
    each = (sum(points) / len(points) if sum(points) else _POINTS_OF_ONE) / full
    mean = max(0.0, 1 - count * each)
    return Source(1 - sum(points) / full, mean, min(count * each**2, mean * (1 - mean)))


def both(one: Source, other: Source) -> Source:
    """The product of two: one counts only as far as the other does."""
    mean = one.mean * other.mean
    square = (one.variance + one.mean**2) * (other.variance + other.mean**2)
    return Source(one.value * other.value, mean, max(0.0, square - mean**2))


def part_weights(sources: Mapping[str, Source]) -> dict[str, dict[str, float]]:
    """What each part is made of: source to its weight in that part (they sum to 1).

    A part of which nothing was measured is left out. Own tests can raise robustness, and never lower it: who wrote
    none, or few, is not behind.
    """
    made_of: dict[str, dict[str, float]] = {
        "correctness": dict.fromkeys(GROUPS, 1.0),
        "efficiency": {TIME: 5.0, "stress": 3.0, SPACE: 2.0},
        "quality": {QUALITY: 1.0},
        "robustness": {"edge": 1.0, "error": 1.0},
    }
    if not any(name in sources for name in GROUPS):
        # A package without our groups (plain ICPC) has one: all its secret tests.
        of_tests = set(sources) - {"samples", TIME, SPACE, QUALITY, OWN_TESTS}
        made_of["correctness"] = dict.fromkeys(sorted(of_tests), 1.0)
    weights: dict[str, dict[str, float]] = {}
    for part, names in made_of.items():
        present = {name: weight for name, weight in names.items() if name in sources}
        if part == "robustness" and _raises(sources, present):
            present[OWN_TESTS] = 1.0
        if present:
            total = sum(present.values())
            weights[part] = {name: weight / total for name, weight in present.items()}
    return weights


def _raises(sources: Mapping[str, Source], present: Mapping[str, float]) -> bool:
    own = sources.get(OWN_TESTS)
    if own is None:
        return False
    others = [sources[name].value for name in present]
    return not others or own.value >= sum(others) / len(others)


def combine(parts: Mapping[str, Mapping[str, float]], points: Mapping[str, float]) -> dict[str, float]:
    """Source weights of the overall score: the parts' weights by the plan's points, scaled to the parts there are.

    Returns an empty mapping where the plan gives no point to any part that was measured.
    """
    measured = {part: points.get(part, 0.0) for part in parts}
    total = sum(measured.values())
    if total <= 0:
        return {}
    weights: dict[str, float] = {}
    for part, share in measured.items():
        for source, weight in parts[part].items():
            weights[source] = weights.get(source, 0.0) + weight * share / total
    return weights


def estimate(sources: Mapping[str, Source], weights: Mapping[str, float]) -> Estimate:
    """The weighted mean of the sources' shares, with its interval. ``weights`` sum to 1."""
    value = sum(weight * sources[name].value for name, weight in weights.items())
    mean = sum(weight * sources[name].mean for name, weight in weights.items())
    variance = sum(weight**2 * sources[name].variance for name, weight in weights.items())
    return _interval(min(1.0, max(0.0, value)), mean, variance)


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

    low = high = mean
    if variance > 1e-12 and 0 < mean < 1:
        size = max(mean * (1 - mean) / variance - 1, _LEAST_SIZE)
        a, b = mean * size, (1 - mean) * size
        tail = (1 - LEVEL) / 2
        low = float(betaincinv(a, b, tail))
        high = float(betaincinv(a, b, 1 - tail))
    # Jeffreys' convention at the ends: all passed reaches 1, none passed reaches 0; and never exclude the value.
    low = 0.0 if value < 1e-9 else min(low, value)
    high = 1.0 if value > 1 - 1e-9 else max(high, value)
    return Estimate(_round(100 * value), _round(100 * low), _round(100 * high))


def _round(value: float) -> float:
    return round(value, 1)
