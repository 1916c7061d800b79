"""Where a candidate stands among those of the same position: a percentile with its interval.

The others' abilities are taken as normal, with a mean and a deviation of their own about which, before there are
data, all that is known is that groups differ little from all candidates together (mean 0, deviation 1). So few
others are drawn towards all ("shrunken"), and the doubt of the candidate's ability, of the others' and of their
mean and deviation is all in the interval. Everything is integrated over a grid: the same numbers, the same answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr

from assay.measure.ability import LEVEL, Ability
from assay.measure.graded import Numbers

FEWEST = 5
"""Among fewer others nothing is said."""
FEWEST_FOR_NUMBER = 20
"""Among fewer others only a quarter is named."""
_MEANS = np.linspace(-1.6, 1.6, 65)
_LOG_DEVIATIONS = np.linspace(-0.6, 0.6, 49)
_MEAN_SPREAD, _DEVIATION_SPREAD = 0.4, 0.15
"""By how much groups differ in mean, and in the logarithm of the deviation."""
_EDGE = 1e-3
_NEGLIGIBLE = 1e-9
"""Of the likeliest: what is less likely changes no figure, and among many candidates it is nearly all the grid."""


@dataclass(frozen=True)
class Percentile:
    """All in per cent: of the group's abilities, how many lie below. ``low`` and ``high`` bound the central 90 %."""

    value: float
    low: float
    high: float
    others: int

    @property
    def quarter(self) -> int:
        """1 (lowest) to 4, in which the value lies."""
        return quarter(self.value)

    @property
    def only_quarter(self) -> bool:
        """Whether there are too few others for more than that."""
        return self.others < FEWEST_FOR_NUMBER


def quarter(value: float) -> int:
    """1 (lowest) to 4: of a percentile, or of an end of its interval."""
    return min(4, int(value // 25) + 1)


def percentile(candidate: Ability, others: Sequence[Ability]) -> Percentile | None:
    """None among too few."""
    if len(others) < FEWEST:
        return None
    return _standing(candidate, _Group.of([candidate, *others]))


def percentiles(members: Sequence[Ability]) -> list[Percentile | None]:
    """Of each member among all the others: as ``percentile`` has it, but what all share is worked out once."""
    if len(members) <= FEWEST:
        return [None] * len(members)
    group = _Group.of(members)
    return [_standing(member, group) for member in members]


@dataclass(frozen=True)
class _Group:
    """Pairs of a mean and a deviation that the group may have, each with its weight. They sum to 1."""

    means: Numbers
    deviations: Numbers
    weights: Numbers
    size: int

    @classmethod
    def of(cls, members: Sequence[Ability]) -> _Group:
        means, deviations = np.meshgrid(_MEANS, np.exp(_LOG_DEVIATIONS), indexing="ij")
        logs = -((means / _MEAN_SPREAD) ** 2) / 2 - (np.log(deviations) / _DEVIATION_SPREAD) ** 2 / 2
        for each in members:
            logs += _log_likelihood(each, means, deviations)
        weights = np.exp(logs - logs.max())
        likely = weights > _NEGLIGIBLE
        kept = weights[likely]
        return cls(means[likely], deviations[likely], kept / kept.sum(), len(members))


def _standing(candidate: Ability, group: _Group) -> Percentile:
    means, deviations, weights = group.means, group.deviations, group.weights
    # Given the group's mean and deviation, where the candidate stands, in deviations, is normal.
    precision, pull = _told(candidate)
    whole = precision + 1 / deviations**2
    centre = ((pull + means / deviations**2) / whole - means) / deviations
    width = 1 / np.sqrt(whole) / deviations
    value = float((weights * ndtr(centre / np.sqrt(1 + width**2))).sum())
    tail = (1 - LEVEL) / 2
    low, high = (_quantile(share, weights, centre, width) for share in (tail, 1 - tail))
    return Percentile(100 * value, 100 * low, 100 * high, group.size - 1)


def _told(known: Ability) -> tuple[float, float]:
    """What the answers alone tell, without what holds of all candidates: precision, and precision times value."""
    error = min(known.error, 1.0)
    precision = 1 / error**2
    return max(precision - 1.0, 0.0), known.value * precision


def _log_likelihood(known: Ability, means: Numbers, deviations: Numbers) -> Numbers:
    """Of the group's mean and deviation, given one member's answers."""
    precision, pull = _told(known)
    if precision < _EDGE:
        return np.zeros_like(means)
    variance = deviations**2 + 1 / precision
    found: Numbers = -((pull / precision - means) ** 2) / variance / 2 - np.log(variance) / 2
    return found


def _quantile(share: float, weights: Numbers, centre: Numbers, width: Numbers) -> float:
    """Of a mixture of normal distributions, as a share of a normal one below."""

    def beyond(place: float) -> float:
        return float((weights * ndtr((place - centre) / width)).sum()) - share

    return float(ndtr(brentq(beyond, -9.0, 9.0, xtol=1e-9)))


def density(others: Sequence[Ability], at: Numbers) -> Numbers:
    """For a picture: how the others' abilities are spread, each drawn with its own doubt. Integrates to 1."""
    total = np.zeros_like(at)
    for each in others:
        total += np.exp(-(((at - each.value) / each.error) ** 2) / 2) / each.error
    found: Numbers = total / (max(len(others), 1) * np.sqrt(2 * np.pi))
    return found
