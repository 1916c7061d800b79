"""A candidate's ability from the bands reached in several problems, with its error.

Expected a posteriori over a grid (Bock, R. D. and Mislevy, R. J. (1982). Adaptive EAP estimation of ability in a
microcomputer environment. Applied Psychological Measurement 6, 431-444), before which a candidate is one of all.

A hint makes the rest of a problem easier. What was reached before the first hint counts whole; what was reached
after one is another, easier item that begins at the band reached until then, and counts a quarter, for the two hang
together. So a hint never raises more than doing it alone. How little bias is left, and why a quarter: docs/measure.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from assay.measure.graded import Item, Numbers, chances

LEVEL = 0.90
GRID = np.linspace(-6, 6, 241)
_PRIOR = np.exp(-(GRID**2) / 2)
HINTS_EASE = (0.4, 0.7, 1.0, 1.5)
"""By so much, on the scale of abilities, a hint lowers what the rest of a problem asks for: of the first rung of the
ladder to the fourth. Assumed until there are data."""
_DEPENDENT = 0.25


@dataclass(frozen=True)
class Help:
    """A hint of that rung (1 to 4), and the band reached in the end or before the next one."""

    rung: int
    band: int


@dataclass(frozen=True)
class Answer:
    """What was reached in one problem: ``band`` without a hint, and after each hint that was taken."""

    item: Item
    band: int
    helped: tuple[Help, ...] = ()

    def __post_init__(self) -> None:
        best = len(self.item.thresholds)
        if not 0 <= self.band <= best:
            raise ValueError(f"the item has bands 0 to {best}, not {self.band}")
        reached, rung = self.band, 0
        for each in self.helped:
            if not rung < each.rung <= len(HINTS_EASE):
                raise ValueError(f"after rung {rung} comes one up to {len(HINTS_EASE)}, not {each.rung}")
            if not reached <= each.band <= best:
                raise ValueError(f"after a hint there is a band from {reached} to {best}, not {each.band}")
            reached, rung = each.band, each.rung


@dataclass(frozen=True)
class Ability:
    """``error`` is the posterior standard deviation; ``low`` and ``high`` bound the central 90 %."""

    value: float
    error: float
    low: float
    high: float


def ability(answers: Sequence[Answer]) -> Ability:
    """Without answers, that of anybody: 0, with an error of 1."""
    believed = posterior(answers)
    value = float(believed @ GRID)
    error = float(np.sqrt(believed @ (GRID - value) ** 2))
    low, high = _quantile(believed, (1 - LEVEL) / 2), _quantile(believed, (1 + LEVEL) / 2)
    return Ability(value, error, low, high)


def posterior(answers: Sequence[Answer]) -> Numbers:
    """How likely each ability of ``GRID`` is, in all 1."""
    logs = np.log(_PRIOR)
    for answer in answers:
        logs = logs + _log_likelihood(answer)
    believed: Numbers = np.exp(logs - logs.max())
    believed /= believed.sum()
    return believed


def differ(one: Ability, other: Ability) -> bool:
    """Whether it can be said, at 90 %, that two candidates are not of the same ability."""
    return abs(one.value - other.value) > 1.645 * float(np.hypot(one.error, other.error))


def _log_likelihood(answer: Answer) -> Numbers:
    item, reached = answer.item, answer.band
    found: Numbers = np.log(_chances(item)[reached])
    for number, each in enumerate(answer.helped):
        more = answer.helped[number + 1 :]
        if more and each.band == reached:
            continue  # it led to nothing before the next one was taken, and is part of that
        eased = HINTS_EASE[each.rung - 1]
        after = _chances(replace(item, thresholds=tuple(one - eased for one in item.thresholds)))
        found = found + _DEPENDENT * np.log(after[each.band] / after[reached:].sum(axis=0))
        reached = each.band
    return found


@lru_cache(maxsize=4096)
def _chances(item: Item) -> Numbers:
    return chances(item, GRID)


def _quantile(posterior: Numbers, share: float) -> float:
    """Each point of the grid stands for what lies half a step around it."""
    step = GRID[1] - GRID[0]
    ends = np.concatenate([[GRID[0] - step / 2], GRID + step / 2])
    below = np.concatenate([[0.0], np.cumsum(posterior)])
    return float(np.interp(share, below, ends))
