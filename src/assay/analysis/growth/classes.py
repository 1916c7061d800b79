"""The growth classes: their names, their order, and the terms of which a cost of that class is made."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Term = Callable[[Array], Array]


def _log(n: Array) -> Array:
    return np.log2(n + 1)


TERMS: dict[str, Term] = {
    "1": np.ones_like,
    "log n": _log,
    "sqrt n": np.sqrt,
    "n": lambda n: n,
    "n log n": lambda n: n * _log(n),
    "n sqrt n": lambda n: n * np.sqrt(n),
    "n^2": lambda n: n**2,
    "n^2 log n": lambda n: n**2 * _log(n),
    "n^3": lambda n: n**3,
}


@dataclass(frozen=True)
class GrowthClass:
    """``leading`` is the term that decides; ``lower`` are those that a cost of this class may well hold
    besides. A class without ``leading`` is not a sum of terms: see ``fit``."""

    name: str
    leading: str | None
    lower: tuple[str, ...] = ()


CLASSES: tuple[GrowthClass, ...] = (
    GrowthClass("O(1)", "1"),
    GrowthClass("O(log n)", "log n", ("1",)),
    GrowthClass("O(sqrt n)", "sqrt n", ("1",)),
    GrowthClass("O(n)", "n", ("1",)),
    GrowthClass("O(n log n)", "n log n", ("1", "n")),
    GrowthClass("O(n sqrt n)", "n sqrt n", ("1", "n")),
    GrowthClass("O(n^2)", "n^2", ("1", "n")),
    GrowthClass("O(n^2 log n)", "n^2 log n", ("1", "n^2")),
    GrowthClass("O(n^3)", "n^3", ("1", "n^2")),
    GrowthClass("O(2^n)", None),
    GrowthClass("O(n!)", None),
)
"""From the slowest growth to the fastest. ``O(2^n)`` stands for every c^n with c > 1."""
NAMES: tuple[str, ...] = tuple(each.name for each in CLASSES)

_TIERS = {"O(n log n)": "O(n)", "O(n^2 log n)": "O(n^2)", "O(log n)": "O(1)"}


def tier(name: str) -> str:
    """The class without its logarithm: as fine as CPU time can tell."""
    return _TIERS.get(name, name)


def order(name: str) -> int:
    """The place of ``name`` among the classes, the slowest growth first. Raises ValueError."""
    return NAMES.index(name)


def within(name: str, target: str) -> bool:
    """Whether a cost of class ``name`` grows no faster than ``target``."""
    return order(name) <= order(target)


def log_factorial(n: Array) -> Array:
    return np.array([math.lgamma(each + 1) for each in n])
