"""From measured costs to the set of classes that explain them.

Each class is a model of the cost: a constant, the terms below the leading one, and the leading one, all
with coefficients of zero or more, fitted to the relative error with little weight for outliers. How far a model
misses the costs, and how far it misses their growth from size to size, gives its probability; the smallest set
of classes that holds 90 % is the answer. A logarithm is a special case: log n hardly changes over the
sizes that can be measured, so beside the fit it counts whether the program does anything that a logarithm
comes from (sorting, a heap, a tree, halving).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assay.analysis.growth.classes import CLASSES, NAMES, TERMS, Array, GrowthClass, log_factorial

CONFIDENCE = 0.9
FUEL_FLOOR, CPU_FLOOR, SPACE_FLOOR, SCRIPT_FLOOR = 0.01, 0.04, 0.02, 0.05
"""Relative errors below which no model is better than another, by the kind of signal."""
FEWEST_POINTS = 4
_EFFECTIVE = 8.0  # how many independent points a curve is worth: costs of neighbouring sizes err alike
_TAIL = 48.0  # small sizes are start-up: only those within this factor of the largest are fitted
_FEWEST_IN_TAIL = 8
_FLAT_GROWTH, _FLAT_SPAN = 1.6, 64.0
_RISEN = 1.1
_SHORT = 64.0  # up to this largest size exponential classes are possible
_SEEN = 0.5  # the share of the cost at the largest size that a leading term has to have
_WORST = 0.7  # no point counts as further off than this
_EXPONENTIAL = np.linspace(math.log(1.12), math.log(4.5), 60)  # growth rates per step of n


@dataclass(frozen=True)
class Estimate:
    """``classes`` is the smallest set that holds ``confidence``, most probable first; ``best`` its first.

    Empty, with ``reason``, where the measurements do not tell. ``probabilities`` are of all classes that were
    considered.
    """

    classes: tuple[str, ...]
    probabilities: dict[str, float]
    reason: str | None = None
    confidence: float = CONFIDENCE

    @property
    def best(self) -> str | None:
        return self.classes[0] if self.classes else None


@dataclass(frozen=True)
class Dearer:
    """From ``size`` on, each step may cost up to ``most`` times as much, for reasons of the run-time and not of the
    program: CPython has integers up to 256 ready and makes others anew."""

    size: float
    most: float


@dataclass(frozen=True)
class _Fit:
    error: float
    share: float  # of the leading term in the cost at the largest size


def estimate(
    sizes: Sequence[float],
    costs: Sequence[float],
    *,
    floor: float = FUEL_FLOOR,
    logarithm: bool | None = None,
    allowed: Sequence[str] = NAMES,
    dearer: Dearer | None = None,
) -> Estimate:
    """``costs`` at ``sizes``, which have to be distinct and above zero. ``logarithm``: whether the program does
    what a logarithm comes from; None where that is not known. ``allowed``: the classes to choose from.
    ``dearer``: see there.

    Raises ValueError where the two do not fit each other.
    """
    n, t = _checked(sizes, costs)
    if len(n) < FEWEST_POINTS or n[-1] < 2 * n[0]:
        return Estimate(
            (),
            {},
            f"only {len(n)} sizes could be measured, up to n = {n[-1]:g}"
            if len(n)
            else "nothing was measured",
        )
    t = np.maximum(t, 1e-9)
    if _is_flat(n, t):
        rising = _rises_steadily(n, t) if floor <= FUEL_FLOOR else 0.04
        return _set_of({"O(1)": 1 - rising, "O(log n)": rising} if "O(log n)" in allowed else {"O(1)": 1.0})
    scores = {
        each.name: _score(each, n, t, floor, dearer)
        for each in CLASSES
        if each.name in allowed and _possible(each, n)
    }
    least = min(scores.values())
    weights = {name: math.exp(-(score - least)) for name, score in scores.items()}
    for low, high in (("O(n)", "O(n log n)"), ("O(n^2)", "O(n^2 log n)"), ("O(1)", "O(log n)")):
        _split(weights, low, high, n, t, logarithm)
    total = sum(weights.values())
    return _set_of({name: weight / total for name, weight in weights.items()})


def _checked(sizes: Sequence[float], costs: Sequence[float]) -> tuple[Array, Array]:
    if len(sizes) != len(costs):
        raise ValueError(f"{len(sizes)} sizes and {len(costs)} costs")
    n, t = np.array(sizes, dtype=float), np.array(costs, dtype=float)
    if not (np.isfinite(n).all() and np.isfinite(t).all()):
        raise ValueError("a size or a cost is not a number")
    if (n <= 0).any() or len(set(sizes)) != len(sizes):
        raise ValueError("sizes have to be distinct and above zero")
    if (t < 0).any():
        raise ValueError("a cost is below zero")
    by_size = np.argsort(n)
    return n[by_size], t[by_size]


def _is_flat(n: Array, t: Array) -> bool:
    few = max(1, min(4, len(t) // 3))
    return bool(n[-1] / n[0] > _FLAT_SPAN and np.median(t[-few:]) < _FLAT_GROWTH * np.median(t[:few]))


def _rises_steadily(n: Array, t: Array) -> float:
    """How probable a logarithm is in costs that hardly grow: an exact count that keeps rising with log n, however
    little beside what every call costs, is no constant."""
    if t[-1] < _RISEN * t[0] or np.ptp(t) == 0.0:
        return 0.04
    straight = float(np.corrcoef(np.log(n), t)[0, 1])
    return 0.92 if straight > 0.97 else 0.4 if straight > 0.9 else 0.04


def _possible(each: GrowthClass, n: Array) -> bool:
    return each.leading is not None or n[-1] <= _SHORT


def tail(n: Array) -> Array:
    """The places of the sizes that are fitted: small ones are start-up."""
    chosen = n >= n[-1] / _TAIL
    if chosen.sum() < _FEWEST_IN_TAIL:
        chosen = np.arange(len(n)) >= len(n) - _FEWEST_IN_TAIL
    return np.flatnonzero(chosen).astype(float)


def _score(each: GrowthClass, n: Array, t: Array, floor: float, dearer: Dearer | None) -> float:
    """The less, the better: minus the logarithm of the class's weight."""
    late = tail(n).astype(int)
    if each.leading is None:
        made = _exponential(each.name, n[late], t[late], floor)
    else:
        made = _terms([*each.lower, each.leading], n[late], t[late], floor, dearer)
    misfit = _EFFECTIVE / 2 * math.log(made.error**2 + floor**2)
    simplicity = 0.15 * NAMES.index(each.name) + 0.7 * len(each.lower)
    return misfit + simplicity + _too_little(each, made.share)


def _too_little(each: GrowthClass, share: float) -> float:
    """What it costs a class that its leading term is hardly seen."""
    if each.leading == "1":
        return 0.0
    if "log" in (each.leading or ""):
        return 8.0 if share < 0.02 else 0.0  # decided by ``_split``
    return 12.0 * (1 - share / _SEEN) ** 0.5 if share < _SEEN else 0.0


def _terms(names: list[str], n: Array, t: Array, floor: float, dearer: Dearer | None = None) -> _Fit:
    columns = np.stack([TERMS[name](n) for name in names], axis=1)
    if dearer is not None and n[-1] > dearer.size:
        more = 1 + (dearer.most - 1) * np.maximum(0.0, 1 - dearer.size / n)
        columns = np.concatenate([columns, columns[:, -1:] * more[:, None]], axis=1)
    coefficients = fitted(columns, t, floor)
    model = columns @ coefficients
    parts = coefficients * columns[-1] / max(model[-1], 1e-12)
    return _Fit(_missed(n, t, model), float(sum(parts[len(names) - 1 :])))


def fitted(columns: Array, t: Array, floor: float) -> Array:
    """Coefficients of zero or more with the least relative error, by weights that make outliers count less."""
    from scipy.optimize import nnls  # half a second to import: see service._measured

    weights = np.ones(len(t))
    coefficients: Array = np.zeros(columns.shape[1])
    for _ in range(5):
        rows = columns / t[:, None] * weights[:, None]
        norms = np.maximum(np.linalg.norm(rows, axis=0), 1e-300)
        solved, _ = nnls(rows / norms, weights)
        coefficients = solved / norms
        off = np.abs(columns @ coefficients / t - 1)
        typical = max(1.48 * float(np.median(off)), floor / 2)
        weights = np.sqrt(np.minimum(1.0, 2 * typical / np.maximum(off, 1e-12)))
    return coefficients


def _missed(n: Array, t: Array, model: Array) -> float:
    """How far a model is off, in its values and in their growth over each doubling of the size."""
    off = np.minimum(np.abs(model / t - 1), _WORST)
    real, made = np.log(t), np.log(np.maximum(model, 1e-12))
    pairs = doublings(n)
    growth = np.array([(real[j] - real[i]) - (made[j] - made[i]) for i, j in pairs])
    growth = np.minimum(np.abs(growth), 1.5)
    return float(np.sqrt((np.mean(off**2) + (np.mean(growth**2) if len(growth) else 0.0)) / 2))


def doublings(n: Array) -> list[tuple[int, int]]:
    """Pairs of a size and the one nearest to its half; of neighbours where sizes are small."""
    if n[-1] <= _SHORT and n[-1] < 3 * n[0]:
        return [(index - 1, index) for index in range(1, len(n))]
    pairs = [
        (int(np.argmin(np.abs(n - size / 2))), index) for index, size in enumerate(n) if size >= n[-1] / 8
    ]
    return [(low, high) for low, high in pairs if low < high]


def _exponential(name: str, n: Array, t: Array, floor: float) -> _Fit:
    """``a + b r^n`` with the best ``r``, or ``a + b n!``, also times n or divided by it."""
    if name == "O(2^n)":
        shapes = [rate * n for rate in _EXPONENTIAL] + [rate * n + np.log(n) for rate in _EXPONENTIAL]
    else:
        factorial = log_factorial(n)
        shapes = [factorial, factorial + np.log(n), factorial - np.log(n), factorial + 2 * np.log(n)]
    best = _Fit(_WORST, 0.0)
    for shape in shapes:
        leading = np.exp(shape - shape[-1]) * t[-1]
        columns = np.stack([np.ones_like(n), leading], axis=1)
        coefficients = fitted(columns, t, floor)
        model = columns @ coefficients
        error = _missed(n, t, model)
        if error < best.error:
            best = _Fit(error, float(coefficients[1] * leading[-1] / max(model[-1], 1e-12)))
    return best


_LOGARITHM = {
    None: (0.35, 0.09, 0.01, 0.99),
    True: (0.05, 0.03, 0.12, 0.99),
    False: (0.60, 0.10, 0.005, 0.06),
}
_ELSEWHERE = {**_LOGARITHM, True: (0.25, 0.06, 0.02, 0.99)}
"""The share at which a logarithm is as likely as none, how sharply that changes, and the least and the most that it
may ever be."""


def _split(
    weights: dict[str, float], low: str, high: str, n: Array, t: Array, logarithm: bool | None
) -> None:
    """Divides what the two have together by the share that the logarithm has in the cost, and by whether the
    program does anything that it could come from."""
    if low not in weights or high not in weights:
        return
    both = weights[low] + weights[high]
    share = _log_share(high, n, t)
    # Where the source shows nothing of it, costs that grow a little faster have other reasons: longer numbers,
    # larger tables. Where it does, a small share is enough.
    # Who sorts once and then compares all pairs has a logarithm, but not in what decides.
    middle, width, least, most = _LOGARITHM[logarithm] if low == "O(n)" else _ELSEWHERE[logarithm]
    odds = min(max(1 / (1 + math.exp(-(share - middle) / width)), least), most)
    if low == "O(1)":  # nothing else makes exact counts rise in a straight line over log n
        odds = max(odds, _rises_steadily(n, t))
    weights[low], weights[high] = both * (1 - odds), both * odds


def _log_share(name: str, n: Array, t: Array) -> float:
    """Of the term with the logarithm in the cost at the largest size."""
    late = tail(n).astype(int)
    names = {
        "O(n log n)": ["1", "n", "n log n"],
        "O(n^2 log n)": ["1", "n^2", "n^2 log n"],
        "O(log n)": ["1", "log n"],
    }
    return _terms(names[name], n[late], t[late], FUEL_FLOOR).share


def _set_of(probabilities: dict[str, float]) -> Estimate:
    ranked = sorted(probabilities, key=lambda name: (-probabilities[name], NAMES.index(name)))
    chosen: list[str] = []
    held = 0.0
    for name in ranked:
        chosen.append(name)
        held += probabilities[name]
        if held >= CONFIDENCE:
            break
    return Estimate(tuple(chosen), {name: round(probabilities[name], 4) for name in ranked})
