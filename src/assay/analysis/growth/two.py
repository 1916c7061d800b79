"""From costs over two sizes to a set of classes in both: O(n + m), O(n m), O(m log n) and so on.

Measured is along three lines: n with m fixed, m with n fixed, and both at once. One sum of terms has to explain all
three. As in ``fit``, a term that is said to lead has to be seen where it leads most, how far a class misses gives its
weight, and a logarithm needs something in the program that it comes from.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from assay.analysis.growth.classes import Array
from assay.analysis.growth.curve import Curve
from assay.analysis.growth.fit import (
    CONFIDENCE,
    FEWEST_POINTS,
    Dearer,
    Estimate,
    doublings,
    fitted,
    tail,
)

FIXED = 128
"""What the other size is while one grows."""
_EFFECTIVE = 16.0  # independent points that three curves are worth
_SEEN = 0.3
_WORST = 0.7
_UNFOUNDED = 8.0  # what a logarithm costs that nothing in the program makes
_ALONE = ("log n", "log m")
_LINES: dict[str, Callable[[int], tuple[int, int]]] = {
    "both": lambda size: (size, size),
    "n": lambda size: (size, FIXED),
    "m": lambda size: (FIXED, size),
}
LINES: Mapping[str, Callable[[int], tuple[int, int]]] = _LINES
"""How n and m go along each line."""


def _log(x: Array) -> Array:
    return np.log2(x + 1)


_TERMS: dict[str, Callable[[Array, Array], Array]] = {
    "1": lambda n, m: np.ones_like(n),
    "log n": lambda n, m: _log(n),
    "log m": lambda n, m: _log(m),
    "least": lambda n, m: np.minimum(n, m),  # who walks through both side by side, and then through the rest
    "n": lambda n, m: n,
    "m": lambda n, m: m,
    "n log n": lambda n, m: n * _log(n),
    "m log m": lambda n, m: m * _log(m),
    "n log m": lambda n, m: n * _log(m),
    "m log n": lambda n, m: m * _log(n),
    "n m": lambda n, m: n * m,
    "n m log n": lambda n, m: n * m * _log(n),
    "n m log m": lambda n, m: n * m * _log(m),
    "n^2": lambda n, m: n**2,
    "m^2": lambda n, m: m**2,
    "n^2 m": lambda n, m: n**2 * m,
    "n m^2": lambda n, m: n * m**2,
    "n^3": lambda n, m: n**3,
    "m^3": lambda n, m: m**3,
}


@dataclass(frozen=True)
class TwoClass:
    """``leading`` terms all have to be seen; ``lower`` ones may be there besides."""

    name: str
    leading: tuple[str, ...]
    lower: tuple[str, ...] = ("1",)


def _both_ways() -> tuple[TwoClass, ...]:
    """The simplest first; what holds for n and m in one way does in the other."""
    given: list[TwoClass] = [
        TwoClass("O(1)", ("1",), ()),
        TwoClass("O(log n)", ("log n",)),
        TwoClass("O(n)", ("n",)),
        TwoClass("O(n + m)", ("n", "m"), ("1", "least")),
        TwoClass("O(n log n)", ("n log n",), ("1", "n")),
        TwoClass("O(n log m)", ("n log m",), ("1", "n", "m")),
        TwoClass("O(n log n + m)", ("n log n", "m"), ("1", "n")),
        TwoClass("O(n log m + m)", ("n log m", "m"), ("1", "n")),
        TwoClass("O(n log n + m log m)", ("n log n", "m log m"), ("1", "n", "m")),
        TwoClass("O((n + m) log n)", ("n log n", "m log n"), ("1", "n", "m")),
        TwoClass("O(n m)", ("n m",), ("1", "n", "m")),
        TwoClass("O(n m log n)", ("n m log n",), ("1", "n m")),
        TwoClass("O(n^2)", ("n^2",), ("1", "n", "m")),
        TwoClass("O(n^2 + m)", ("n^2", "m"), ("1", "n")),
        TwoClass("O(n^2 + m^2)", ("n^2", "m^2"), ("1", "n", "m")),
        TwoClass("O(n^2 m)", ("n^2 m",), ("1", "n^2", "n m")),
        TwoClass("O(n^3)", ("n^3",), ("1", "n^2", "m")),
    ]
    found: dict[frozenset[str], TwoClass] = {}
    for each in given:
        for one in (each, _swapped(each)):
            found.setdefault(frozenset(one.leading), one)
    return tuple(found.values())


def _swapped(each: TwoClass) -> TwoClass:
    swap = str.maketrans("nm", "mn")
    terms = {"m n": "n m", "m n^2": "n m^2", "m^2 n": "n m^2", "m n log m": "n m log m"}

    def other(term: str) -> str:
        turned = term if term == "least" else term.translate(swap)
        return terms.get(turned, turned)

    name = each.name.translate(swap)
    for turned, usual in (("(m + n)", "(n + m)"), ("O(m n log", "O(n m log"), ("O(m^2 n)", "O(n m^2)")):
        name = name.replace(turned, usual)
    return TwoClass(name, tuple(map(other, each.leading)), tuple(map(other, each.lower)))


CLASSES = _both_ways()
NAMES = tuple(each.name for each in CLASSES)


def estimate(
    curves: Mapping[str, Curve],
    *,
    floor: float,
    logarithm: bool | None = None,
    dearer: Dearer | None = None,
    logarithms: bool = True,
) -> Estimate:
    """``curves`` by the names of ``LINES``. ``logarithm``: whether the program does what one comes from; None where
    that is not known. ``logarithms``: whether one beside a power is told apart at all."""
    lines = {name: curves[name] for name in LINES}
    for name, curve in lines.items():
        if len(curve.sizes) < FEWEST_POINTS or curve.sizes[-1] < 4 * curve.sizes[0]:
            along = "with n = m" if name == "both" else f"of {name}"
            why = f": {curve.stopped}" if curve.stopped else ""
            return Estimate((), {}, f"only {len(curve.sizes)} sizes {along} could be measured{why}")
    points = _Points.of(lines)
    scores = {
        each.name: _score(place, each, points, floor, logarithm, dearer)
        for place, each in enumerate(CLASSES)
        if logarithms or not any("log" in term and term not in _ALONE for term in each.leading)
    }
    least = min(scores.values())
    weights = {name: math.exp(-(score - least)) for name, score in scores.items()}
    total = sum(weights.values())
    ranked = sorted(weights, key=lambda name: (-weights[name], NAMES.index(name)))
    chosen: list[str] = []
    while sum(weights[name] for name in chosen) < CONFIDENCE * total:
        chosen.append(ranked[len(chosen)])
    told = {name: round(weights[name] / total, 4) for name in ranked if weights[name] / total >= 0.0001}
    return Estimate(tuple(chosen), told)


@dataclass(frozen=True)
class _Points:
    """The larger sizes of all lines. ``pairs`` are those of a size and its half; ``ends`` the largest of each."""

    n: Array
    m: Array
    t: Array
    pairs: list[tuple[int, int]]
    ends: list[int]

    @classmethod
    def of(cls, lines: Mapping[str, Curve]) -> _Points:
        points: list[tuple[float, float, float]] = []
        pairs: list[tuple[int, int]] = []
        ends: list[int] = []
        for line, curve in lines.items():
            sizes = np.array(curve.sizes, dtype=float)
            late = tail(sizes).astype(int)
            first = len(points)
            pairs += [(first + low, first + high) for low, high in doublings(sizes[late])]
            for at in late:
                one, other = LINES[line](curve.sizes[at])
                points.append((float(one), float(other), max(curve.costs[at], 1e-9)))
            ends.append(len(points) - 1)
        n, m, t = (np.array(each) for each in zip(*points, strict=True))
        return cls(n, m, t, pairs, ends)


def _score(
    place: int, each: TwoClass, points: _Points, floor: float, logarithm: bool | None, dearer: Dearer | None
) -> float:
    """The less, the better: minus the logarithm of the class's weight."""
    n, m, t = points.n, points.m, points.t
    names = [*each.lower, *each.leading]
    columns = [_TERMS[name](n, m) for name in names]
    owners = list(names)
    if dearer is not None:
        for name in each.leading:
            for letter, size in (("n", n), ("m", m)):
                if letter in name:
                    more = 1 + (dearer.most - 1) * np.maximum(0.0, 1 - dearer.size / size)
                    columns.append(_TERMS[name](n, m) * more)
                    owners.append(name)
    table = np.stack(columns, axis=1)
    coefficients = fitted(table, t, floor)
    model = np.maximum(table @ coefficients, 1e-12)
    off = np.minimum(np.abs(model / t - 1), _WORST)
    grown = [math.log(t[b] / t[a]) - math.log(model[b] / model[a]) for a, b in points.pairs]
    growth = np.minimum(np.abs(np.array(grown)), 1.5) if grown else np.zeros(1)
    error = float(np.sqrt((np.mean(off**2) + np.mean(growth**2)) / 2))
    score = _EFFECTIVE / 2 * math.log(error**2 + floor**2) + 0.15 * place + 0.3 * len(names)
    for term in each.leading:
        own = [index for index, owner in enumerate(owners) if owner == term]
        share = max(float((table[end, own] @ coefficients[own]) / model[end]) for end in points.ends)
        if share < _SEEN and term != "1":
            score += 12.0 * (1 - share / _SEEN) ** 0.5
    if logarithm is False and any("log" in term for term in each.leading):
        score += _UNFOUNDED
    return score
