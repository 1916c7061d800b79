"""Space of a program whose time allows small inputs only.

Its bytes are counts without noise, so a few small sizes tell whether they grow, and whether in a straight line: each
step from size to size adds the same. What is fitted are the bytes themselves and not their relative error, since a
constant of a kilobyte hides nothing that is counted exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from assay.analysis.growth.classes import NAMES, Array
from assay.analysis.growth.fit import CONFIDENCE, Estimate

FEWEST = 5
GRAIN, EXACT_GRAIN = 16.0, 4.0
"""Bytes by which a count may be off: blocks are of so many; of C and C++, a word."""
_SIMPLER = 10.0  # a constant has one coefficient, the others two
_SHAPES: dict[str, Callable[[Array], Array]] = {
    "O(1)": np.zeros_like,
    "O(n)": lambda n: n,
    "O(n^2)": lambda n: n**2,
    "O(2^n)": lambda n: np.exp2(n - n[-1]),
}


def of_small_inputs(sizes: Sequence[int], bytes_: Sequence[float], grain: float = GRAIN) -> Estimate:
    """The first size also pays for what is made once, so it is left out."""
    n, held = np.array(sizes[1:], dtype=float), np.array(bytes_[1:], dtype=float)
    if len(n) < FEWEST:
        last = sizes[-1] if sizes else 0
        return Estimate((), {}, f"its time allows no inputs larger than n = {last}, too few to tell of space")
    missed = {name: _missed(shape(n), held) for name, shape in _SHAPES.items()}
    weights = {
        name: (miss**2 + grain**2) ** (-len(n) / 2)
        * (_SIMPLER if name == "O(1)" else 1.0)
        * 2.0 ** -NAMES.index(name)
        for name, miss in missed.items()
    }
    total = sum(weights.values())
    ranked = sorted(weights, key=lambda name: -weights[name])
    chosen: list[str] = []
    while sum(weights[name] for name in chosen) < CONFIDENCE * total:
        chosen.append(ranked[len(chosen)])
    return Estimate(tuple(chosen), {name: round(weights[name] / total, 4) for name in ranked})


def _missed(shape: Array, held: Array) -> float:
    """The typical error in bytes of a constant and ``shape``, neither below zero."""
    from scipy.optimize import nnls  # half a second to import: see service._measured

    columns = np.stack([np.ones_like(held), shape], axis=1)
    scale = np.maximum(np.abs(columns).max(axis=0), 1e-12)
    _, norm = nnls(columns / scale, held)
    return float(norm / np.sqrt(len(held)))
