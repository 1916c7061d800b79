"""What adaptive choice gains on a bank: simulated candidates, given problems adaptively, at random, or all the same
fixed form, held against a bound.

The bound is that of somebody who knew each candidate's ability in advance and gave the problems that are most
telling there: the mean over all candidates of ``1 / (1 + information)``, which is the van Trees inequality (Gill, R.
D. and Levit, B. Y. (1995). Applications of the van Trees inequality. Bernoulli 1, 59-79) at each ability.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from assay.measure.exposure import prices
from assay.measure.graded import AUTHORS_DOUBT, AUTHORS_SLOPE_DOUBT, BANDS, Item, Numbers
from assay.measure.selection import Choosable, Limits, Pool, drawn, information, shares
from assay.measure.tables import COARSE, Tables, moments

Strategy = Literal["random", "fixed", "adaptive"]
STRATEGIES: tuple[Strategy, ...] = ("random", "fixed", "adaptive")
BANKS = 40
"""So many times what is not known of the items is drawn anew."""
LEAST_GAIN = 0.02
"""A smaller error by less is no gain that anybody would see."""
_SURE = 2.58
_WITHIN = 1.645
_PRIOR = np.exp(-(COARSE**2) / 2) / np.exp(-(COARSE**2) / 2).sum()
_SLOPE, _MIDDLES_VARY, _STEPS_VARY = 1.5, 1.1, 0.6


@dataclass(frozen=True)
class Outcome:
    """Of one strategy. ``rmse`` of the ability, with the error of having simulated only so many; ``coverage`` of the
    90 % intervals; ``exposure``: the share of candidates to whom the problem given most often was given."""

    strategy: Strategy
    rmse: float
    rmse_error: float
    bias: float
    coverage: float
    exposure: float


@dataclass(frozen=True)
class Comparison:
    """``gain``: by what share adaptive choice has a smaller RMSE than the fixed form, ``gain_error`` its error."""

    problems: int
    bound: float
    outcomes: tuple[Outcome, ...]
    gain: float
    gain_error: float

    @property
    def gains(self) -> bool:
        return self.gain >= LEAST_GAIN and self.gain > _SURE * self.gain_error

    def of(self, strategy: Strategy) -> Outcome:
        return next(each for each in self.outcomes if each.strategy == strategy)


def simulated_bank(count: int, seed: int, slopes_vary: float = AUTHORS_SLOPE_DOUBT) -> list[Choosable]:
    """Items that are known, as many as a bank might come to hold: difficulties like candidates' abilities, six bands
    of which the middle ones are near each other."""
    rng = np.random.default_rng(seed)
    slopes = np.clip(rng.lognormal(np.log(_SLOPE), slopes_vary, count), 0.5, 3.0)
    middles = rng.normal(0, _MIDDLES_VARY, count)
    thresholds = middles[:, None] + np.sort(rng.normal(0, _STEPS_VARY, (count, BANDS - 1)), axis=1)
    return [
        Choosable(f"item {number + 1}", Item(float(slope), tuple(map(float, steps))))
        for number, (slope, steps) in enumerate(zip(slopes, thresholds, strict=True))
    ]


def guessed(problems: Sequence[Choosable]) -> list[Choosable]:
    """As if each were known by its author's word only."""
    return [
        replace(each, item=replace(each.item, doubt=AUTHORS_DOUBT, slope_doubt=AUTHORS_SLOPE_DOUBT))
        for each in problems
    ]


def known(problems: Sequence[Choosable]) -> list[Choosable]:
    """As if nothing were in doubt about them."""
    return [replace(each, item=replace(each.item, doubt=0.0, slope_doubt=0.0)) for each in problems]


def compare(
    problems: Sequence[Choosable],
    most: int,
    *,
    seed: int,
    candidates: int = 8000,
    blueprint: Mapping[str, int] | None = None,
) -> Comparison:
    """``most`` problems each. Where items are in doubt, what they are is drawn anew for each of ``BANKS`` groups of
    candidates, and the bound is that of knowing it."""
    limits = Limits(most, blueprint=blueprint)
    pool = Pool(problems, limits, COARSE)
    real = _Real([each.item for each in problems], BANKS, np.random.default_rng(seed))
    tables = Tables([each.item for each in problems])
    rng = np.random.default_rng(seed + 1)
    abilities = rng.normal(size=candidates)
    bank = np.arange(candidates) % BANKS
    luck = rng.random((candidates, len(problems)))  # the same for every strategy
    found, squares = [], {}
    for strategy in STRATEGIES:
        sitting = _Sitting(pool, tables, real, abilities, bank, luck)
        outcome, squares[strategy] = sitting.run(strategy, np.random.default_rng(seed + 2))
        found.append(outcome)
    gain, error = _gain(squares["fixed"], squares["adaptive"], bank)
    return Comparison(most, bound(real.items, most), tuple(found), gain, error)


def bound(banks: Sequence[Sequence[Item]], most: int) -> float:
    """As RMSE; the mean over the banks."""
    squares = []
    for items in banks:
        told = np.sort([information(item, COARSE) for item in items], axis=0)[-most:].sum(axis=0)
        squares.append(float((_PRIOR / (1 + told)).sum()))
    return float(np.sqrt(np.mean(squares)))


def fixed_form(pool: Pool) -> list[int]:
    """The best for everybody: one after the other, each that leaves the least expected variance."""
    told = np.zeros(len(COARSE))
    given = np.zeros((1, len(pool.names)), dtype=bool)
    anywhere = np.ones(len(pool.names), dtype=bool)
    middle, pool.middle = pool.middle, anywhere  # only who adapts has to begin in the middle
    form = []
    try:
        for _ in range(pool.limits.most):
            left = np.where(pool.open(given)[0], (_PRIOR / (1 + told + pool.information)).sum(axis=1), np.inf)
            form.append(int(np.argmin(left)))
            told = told + pool.information[form[-1]]
            given[0, form[-1]] = True
    finally:
        pool.middle = middle
    return form


class _Real:
    """What the items are, shape (banks, items) and (banks, items, thresholds)."""

    def __init__(self, items: Sequence[Item], banks: int, rng: np.random.Generator) -> None:
        if not any(item.doubt or item.slope_doubt for item in items):
            banks = 1
        shift = rng.normal(size=(banks, len(items))) * np.array([item.doubt for item in items])
        spread = rng.normal(size=(banks, len(items))) * np.array([item.slope_doubt for item in items])
        self.slopes = np.array([item.slope for item in items]) * np.exp(spread)
        self.thresholds = np.array([item.thresholds for item in items]) + shift[:, :, None]
        self.items = [
            [Item(float(a), tuple(map(float, b))) for a, b in zip(slopes, thresholds, strict=True)]
            for slopes, thresholds in zip(self.slopes, self.thresholds, strict=True)
        ]

    def reached(
        self, bank: NDArray[np.int_], number: NDArray[np.int_], abilities: Numbers, luck: Numbers
    ) -> NDArray[np.int_]:
        bank = bank % len(self.slopes)
        above = abilities[:, None] - self.thresholds[bank, number]
        chance = expit(self.slopes[bank, number][:, None] * above)
        bands: NDArray[np.int_] = (luck[:, None] < chance).sum(axis=1)
        return bands


@dataclass(frozen=True)
class _Sitting:
    pool: Pool
    tables: Tables
    real: _Real
    abilities: Numbers
    bank: NDArray[np.int_]
    luck: Numbers

    def run(self, strategy: Strategy, rng: np.random.Generator) -> tuple[Outcome, Numbers]:
        """And the squared error of each candidate's ability."""
        count = len(self.abilities)
        rows = np.arange(count)
        believed = self.tables.before(count)
        given = np.zeros((count, len(self.pool.names)), dtype=bool)
        form = fixed_form(self.pool)
        asked = prices(self.pool.problems, self.pool.limits) if strategy == "adaptive" else {}
        price = np.array([asked.get(name, 0.0) for name in self.pool.names])
        for place in range(self.pool.limits.most):
            if strategy == "fixed":
                number = np.full(count, form[place])
            elif strategy == "random":
                number = np.argmax(np.where(given, -1.0, rng.random(given.shape)), axis=1)
            else:
                worth = believed @ self.pool.information.T - price
                number = drawn(*shares(worth, self.pool.open(given)), rng.random(count))
            given[rows, number] = True
            band = self.real.reached(self.bank, number, self.abilities, self.luck[rows, number])
            believed = self.tables.after(believed, number, band)
        value, error = moments(believed)
        off = value - self.abilities
        squares = off**2
        rmse = float(np.sqrt(squares.mean()))
        outcome = Outcome(
            strategy=strategy,
            rmse=rmse,
            rmse_error=_error(squares, self.bank) / (2 * rmse),
            bias=float(off.mean()),
            coverage=float((np.abs(off) <= _WITHIN * error).mean()),
            exposure=float(given.mean(axis=0).max()),
        )
        return outcome, squares


def _error(values: Numbers, bank: NDArray[np.int_]) -> float:
    """Of the mean, as candidates of one bank are alike in what is not known of its items."""
    means = np.array([values[bank == each].mean() for each in range(BANKS)])
    return float(means.std(ddof=1) / np.sqrt(BANKS))


def _gain(fixed: Numbers, adaptive: Numbers, bank: NDArray[np.int_]) -> tuple[float, float]:
    """The same candidates both times, so the error is that of their differences."""
    ratio = float(np.sqrt(adaptive.mean() / fixed.mean()))
    difference = adaptive / adaptive.mean() - fixed / fixed.mean()
    return 1 - ratio, 0.5 * ratio * _error(difference, bank)
