"""Samejima's graded response model: how likely each band of a problem is for a candidate of some ability.

Samejima, F. (1969). Estimation of latent ability using a response pattern of graded scores. Psychometrika
Monograph 17. The chance of reaching band k or a better one is ``1 / (1 + exp(-slope * (ability - threshold_k)))``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.polynomial.hermite_e import hermegauss
from numpy.typing import NDArray
from scipy.special import expit

BANDS = 6
"""0: nothing of the problem is solved, 5: all of it."""
_LOWEST = 1e-12
Numbers = NDArray[np.float64]
Discrimination = Literal["low", "medium", "high"]


@dataclass(frozen=True)
class Item:
    """A problem's difficulty. ``thresholds`` rise strictly, one fewer than there are bands.

    ``doubt`` and ``slope_doubt`` are the standard deviations of what is not known of the place of all thresholds
    together and of the slope's logarithm: 0 where they are known.
    """

    slope: float
    thresholds: tuple[float, ...]
    doubt: float = 0.0
    slope_doubt: float = 0.0

    def __post_init__(self) -> None:
        if not self.slope > 0:
            raise ValueError(f"an item's slope has to be above 0, not {self.slope}")
        if not self.thresholds:
            raise ValueError("an item needs a threshold, for two bands at least")
        if any(low >= high for low, high in zip(self.thresholds, self.thresholds[1:], strict=False)):
            raise ValueError(f"an item's thresholds have to rise: {self.thresholds}")
        if self.doubt < 0 or self.slope_doubt < 0:
            raise ValueError("an item's doubt cannot be below 0")

    @property
    def difficulty(self) -> float:
        return sum(self.thresholds) / len(self.thresholds)


_GAPS = (-1.2, -0.6, 0.0, 0.6, 1.2)
"""Of the thresholds from their middle, before there are data: a problem's bands cover what two thirds of the
candidates differ in."""
_SLOPES: dict[Discrimination, float] = {"low": 1.0, "medium": 1.5, "high": 2.0}
AUTHORS_DOUBT = 0.6
AUTHORS_SLOPE_DOUBT = 0.2
_MIDDLE, _STEP = 5, 0.5


def authored(difficulty: int, discrimination: Discrimination) -> Item:
    """What a problem's author says of it (1, easiest, to 9), as an item that is not known well."""
    if not 1 <= difficulty <= 9:
        raise ValueError(f"a difficulty is a whole number from 1 to 9, not {difficulty}")
    middle = _STEP * (difficulty - _MIDDLE)
    thresholds = tuple(middle + gap for gap in _GAPS)
    return Item(_SLOPES[discrimination], thresholds, AUTHORS_DOUBT, AUTHORS_SLOPE_DOUBT)


def band(share: float) -> int:
    """Of a problem of which this share (0 to 1) is solved. The best is for the whole of it only."""
    if not 0 <= share <= 1:
        raise ValueError(f"a share is from 0 to 1, not {share}")
    return min(BANDS - 1, int(share * (BANDS - 1) + 1e-9))


def chances(item: Item, abilities: Numbers) -> Numbers:
    """Shape (bands, abilities): of each band at each ability, over all that the item may be."""
    total = np.zeros((len(item.thresholds) + 1, len(abilities)))
    for weight, slope, shift in _possible(item.slope, item.doubt, item.slope_doubt):
        reached = expit(slope * (abilities[None, :] - (np.asarray(item.thresholds)[:, None] + shift)))
        ones, zeros = np.ones((1, len(abilities))), np.zeros((1, len(abilities)))
        total += weight * -np.diff(np.concatenate([ones, reached, zeros]), axis=0)
    return np.clip(total, _LOWEST, 1.0)


@lru_cache(maxsize=64)
def _possible(slope: float, doubt: float, slope_doubt: float) -> tuple[tuple[float, float, float], ...]:
    """Weight, slope and shift of the thresholds: Gauss and Hermite's nodes of two normal distributions."""
    shifts = _nodes(9, doubt)
    slopes = _nodes(5, slope_doubt)
    return tuple((v * w, slope * float(np.exp(x)), y) for v, x in slopes for w, y in shifts)


def _nodes(count: int, deviation: float) -> list[tuple[float, float]]:
    if deviation == 0:
        return [(1.0, 0.0)]
    points, weights = hermegauss(count)
    return [(float(w / weights.sum()), float(deviation * x)) for x, w in zip(points, weights, strict=True)]
