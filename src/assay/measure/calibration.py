"""Items' slopes and thresholds from what candidates reached, with what the authors said as the prior.

Marginal maximum a posteriori: Bock, R. D. and Aitkin, M. (1981). Marginal maximum likelihood
estimation of item parameters. Psychometrika 46, 443-459; with priors: Mislevy, R. J. (1986). Bayes modal
estimation in item response models. Psychometrika 51, 177-195.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from assay.measure.graded import AUTHORS_DOUBT, AUTHORS_SLOPE_DOUBT, Item, Numbers, chances

MISSING = -1
_GRID = np.linspace(-6, 6, 121)
_PRIOR = np.exp(-(_GRID**2) / 2) / np.exp(-(_GRID**2) / 2).sum()
_GAPS_DOUBT = 0.35
_MOST_STEPS = 1000
_STEP = 1e-4
OWN_SLOPE = 200
"""So many responses an item needs for a slope of its own. Of fewer, a slope that chance made too high would have the
item chosen for it."""
_FLATTEST = 1e-9


@dataclass(frozen=True)
class Doubt:
    """Standard deviations of what is believed before the data: of the thresholds' middle, the slope's logarithm
    and the logarithms of the gaps between thresholds."""

    middle: float = AUTHORS_DOUBT
    slope: float = AUTHORS_SLOPE_DOUBT
    gaps: float = _GAPS_DOUBT


NONE_KNOWN = Doubt(1e6, 1e6, 1e6)
"""Maximum likelihood."""


def calibrated(
    reached: NDArray[np.int_],
    before: Sequence[Item],
    doubt: Doubt = Doubt(),
    own_slope: int = OWN_SLOPE,
) -> list[Item]:
    """``reached`` has a row for each candidate, a column for each item and MISSING where one did not get the
    other. The slopes of items with fewer than ``own_slope`` responses keep their ratios and are found together. The
    items found say what is left of the doubt. Raises ValueError for data that do not fit the items."""
    _check(reached, before)
    patterns, times = np.unique(reached, axis=0, return_counts=True)
    prior = np.concatenate([_vector(item) for item in before])
    deviations = np.concatenate([_deviations(len(item.thresholds), doubt) for item in before])
    ends = np.cumsum([1 + len(item.thresholds) for item in before])

    slopes = np.cumsum([1, *(1 + len(item.thresholds) for item in before[:-1])])
    few = (reached != MISSING).sum(axis=0) < own_slope
    free = _together(len(prior), slopes[few])
    off_each = free.T @ deviations / free.sum(axis=0)

    def cost(moved: Numbers) -> tuple[float, Numbers]:
        """Of all items, and its slope: that of the expected counts' likelihood is that of the marginal one
        (Fisher's identity)."""
        parts = np.split(prior + free @ moved, ends[:-1])
        fit, counts = _expected(patterns, times, [_item(each) for each in parts])
        slope = np.concatenate([_slope(count, each) for count, each in zip(counts, parts, strict=True)])
        off = moved / off_each
        return -fit + 0.5 * float(off @ off), -(free.T @ slope) + off / off_each

    ranges = np.array([bound for item in before for bound in _bounds(len(item.thresholds))])
    bounds = [
        (float((ranges[those, 0] - prior[those]).max()), float((ranges[those, 1] - prior[those]).min()))
        for those in free.T > 0
    ]
    found = minimize(
        cost,
        np.zeros(free.shape[1]),
        jac=True,
        method="L-BFGS-B",
        bounds=bounds,
        options={"maxiter": _MOST_STEPS, "maxfun": 2 * _MOST_STEPS, "ftol": 1e-13, "gtol": 1e-6},
    )
    left = free @ _doubts(lambda moved: cost(moved)[1], found.x)
    left[slopes[few]] = np.hypot(left[slopes[few]], doubt.slope)  # of the item's own, beside the common one
    doubts = np.split(left, ends[:-1])
    items = [_item(each) for each in np.split(prior + free @ found.x, ends[:-1])]
    return [
        Item(item.slope, item.thresholds, float(left[0]), float(left[1]))
        for item, left in zip(items, doubts, strict=True)
    ]


def _doubts(slope: Callable[[Numbers], Numbers], at: Numbers) -> Numbers:
    """Standard deviations of what was found, from the curvature there (Laplace's approximation)."""
    curvature = np.empty((len(at), len(at)))
    for place in range(len(at)):
        step = np.zeros_like(at)
        step[place] = _STEP
        curvature[place] = (slope(at + step) - slope(at - step)) / (2 * _STEP)
    values, vectors = np.linalg.eigh((curvature + curvature.T) / 2)
    kept = np.maximum(values, _FLATTEST)  # where the data say nothing there may be no curve at all
    found: Numbers = np.sqrt((vectors**2 / kept).sum(axis=1))
    return found


def _together(count: int, alike: NDArray[np.int_]) -> Numbers:
    """Shape (parameters, what can be moved): all by themselves but those that are ``alike``."""
    alone = np.delete(np.eye(count), alike, axis=1)
    if not len(alike):
        return alone
    common = np.zeros((count, 1))
    common[alike] = 1
    return np.concatenate([alone, common], axis=1)


def _check(reached: NDArray[np.int_], before: Sequence[Item]) -> None:
    if reached.ndim != 2 or reached.shape[1] != len(before):
        raise ValueError(
            f"{len(before)} items need a table of so many columns, not one of shape {reached.shape}"
        )
    for j, item in enumerate(before):
        column = reached[:, j]
        best = len(item.thresholds)
        if ((column != MISSING) & ((column < 0) | (column > best))).any():
            raise ValueError(f"column {j} has bands outside of 0 to {best}")


def _vector(item: Item) -> Numbers:
    """Middle, log slope, log gaps: free of bounds."""
    gaps = np.diff(item.thresholds)
    return np.concatenate([[item.difficulty, np.log(item.slope)], np.log(gaps)])


def _item(vector: Numbers) -> Item:
    offsets = np.concatenate([[0.0], np.cumsum(np.exp(vector[2:]))])
    thresholds = vector[0] + offsets - offsets.mean()
    return Item(float(np.exp(vector[1])), tuple(float(each) for each in thresholds))


def _deviations(thresholds: int, doubt: Doubt) -> Numbers:
    return np.array([doubt.middle, doubt.slope, *[doubt.gaps] * (thresholds - 1)])


def _bounds(thresholds: int) -> list[tuple[float, float]]:
    return [(-8.0, 8.0), (-3.0, 2.5), *[(-5.0, 2.5)] * (thresholds - 1)]


def _expected(
    patterns: NDArray[np.int_], times: NDArray[np.int_], items: Sequence[Item]
) -> tuple[float, list[Numbers]]:
    """The logarithm of the likelihood; and of each item, shape (bands, grid), how many of each ability are
    believed to have reached each band."""
    tables = [chances(item, _GRID) for item in items]
    logs = np.tile(np.log(_PRIOR), (len(patterns), 1))
    for j, table in enumerate(tables):
        seen = patterns[:, j] != MISSING
        logs[seen] += np.log(table)[patterns[seen, j]]
    most = logs.max(axis=1, keepdims=True)
    weights = np.exp(logs - most)
    sums = weights.sum(axis=1, keepdims=True)
    fit = float(times @ (np.log(sums) + most)[:, 0])
    weights *= times[:, None] / sums
    counts = []
    for j, table in enumerate(tables):
        count = np.zeros_like(table)
        seen = patterns[:, j] != MISSING
        np.add.at(count, patterns[seen, j], weights[seen])
        counts.append(count)
    return fit, counts


def _slope(count: Numbers, vector: Numbers) -> Numbers:
    """Of the likelihood of such counts, by the item's free parameters."""
    item = _item(vector)
    thresholds = np.asarray(item.thresholds)
    above = _GRID[None, :] - thresholds[:, None]
    reached = expit(item.slope * above)
    shares = count / chances(item, _GRID)
    by_reached = (shares[1:] - shares[:-1]) * reached * (1 - reached)
    by_threshold = -item.slope * by_reached.sum(axis=1)
    by_log_slope = item.slope * float((by_reached * above).sum())
    # A gap moves the thresholds above it up, and all of them down by its share, for the middle stays.
    numbers = np.arange(len(thresholds))
    gaps = np.exp(vector[2:])
    by_gaps = [
        gap * float(by_threshold @ ((numbers > k) - (len(thresholds) - 1 - k) / len(thresholds)))
        for k, gap in enumerate(gaps)
    ]
    return np.array([by_threshold.sum(), by_log_slope, *by_gaps])
