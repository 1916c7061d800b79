"""Prices of a pool's problems that keep each from being given to more than a share of all candidates.

The most telling problems are the same for nearly everybody: by information alone the first would be given to all,
and would soon be known. A price, in units of information, is asked of a problem that is given too often, so that it
goes to those of whom it tells the most: the multipliers of the maximum's constraint, found by simulating candidates
before any real one comes, as Sympson and Hetter find theirs (Sympson, J. B. and Hetter, R. D. (1985). Controlling
item-exposure rates in computerized adaptive testing. Proc. 27th Military Testing Association, 973-977), which lock a
problem for a share of candidates whatever it would have told of them.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from assay.measure.graded import Numbers
from assay.measure.selection import Choosable, Limits, Pool, drawn, shares
from assay.measure.tables import COARSE, Tables

MOST = 0.5
_AIM = 0.48
"""Below ``MOST`` by what the simulation may be off."""
_ROUNDS, _EACH, _STEP = 120, 1000, 0.5


def aim(problems: int, most: int) -> float:
    """In a small pool half is not to be had: then a tenth more than if all were given alike often."""
    return min(1.0, max(_AIM, 1.1 * most / problems))


@lru_cache(maxsize=64)
def _cached(problems: tuple[Choosable, ...], most: int, blueprint: tuple[tuple[str, int], ...]) -> Numbers:
    limits = Limits(most, blueprint=dict(blueprint))
    pool = Pool(problems, limits, COARSE)
    tables = Tables([each.item for each in problems])
    rng = np.random.default_rng(0)
    found, total = np.zeros(len(problems)), np.zeros(len(problems))
    for turn in range(_ROUNDS):
        given = _given(pool, tables, found, rng)
        found = np.maximum(0, found + _STEP / (1 + turn / 10) * (given - aim(len(problems), most)))
        if turn >= _ROUNDS // 2:
            total += found
    found = total / (_ROUNDS - _ROUNDS // 2)
    found.setflags(write=False)
    return found


def prices(problems: tuple[Choosable, ...], limits: Limits) -> dict[str, float]:
    """By problem. The same pool and limits give the same prices, after a second or two the first time. The
    candidates are given all ``limits.most``: those who need fewer see fewer."""
    blueprint = tuple(sorted((limits.blueprint or {}).items()))
    found = _cached(problems, limits.most, blueprint)
    return {each.name: float(price) for each, price in zip(problems, found, strict=True)}


def _given(pool: Pool, tables: Tables, price: Numbers, rng: np.random.Generator) -> Numbers:
    """How often each problem is given, of candidates like those who are to come."""
    abilities, believed = rng.normal(size=_EACH), tables.before(_EACH)
    given = np.zeros((_EACH, len(pool.names)), dtype=bool)
    for _ in range(pool.limits.most):
        worth = believed @ pool.information.T - price
        number = drawn(*shares(worth, pool.open(given)), rng.random(_EACH))
        given[np.arange(_EACH), number] = True
        believed = tables.after(believed, number, tables.reached(abilities, number, rng))
    found: Numbers = given.mean(axis=0)
    return found
