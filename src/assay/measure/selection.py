"""The next problem for what it would tell: by expected information, within what the plan asks for.

A problem's worth is its Fisher information over what is believed of the ability so far (van der Linden, W. J. (1998).
Bayesian item selection criteria for adaptive testing. Psychometrika 63, 201-216), less its price. Prices keep a
problem from being given to more than half of all candidates: ``exposure.py``. One of the best is drawn, nearly
always one of those that are worth the same. The draw is a function of the session's seed and nothing else, so the
same answers and the same seed give the same problems.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assay.measure.ability import GRID, Ability, Answer, ability, posterior
from assay.measure.graded import Item, Numbers, chances

BEST = 10
"""So many of the best are considered: among five, of more that are alike by their authors' words the same five
would always be drawn."""
CLOSE = 0.02
"""Worths as near as that are as good as the same: information of one such problem adds 0.02 to that of 3 to 8."""
MIDDLE = 1.0
"""The first problem is one whose difficulty is within that of 0, where there are ``BEST`` such."""
_STEP = 1e-3
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Choosable:
    """A problem of the pool. ``minutes``: four of five candidates need no more."""

    name: str
    item: Item
    minutes: float = 0.0
    topics: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Limits:
    """At most ``most`` problems, fewer where the ability's standard error is ``error`` before that. ``blueprint``:
    of each topic, on how many problems it has to be."""

    most: int
    error: float = 0.40
    blueprint: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Considered:
    """``share``: how likely it was to be drawn."""

    name: str
    information: float
    price: float
    share: float


@dataclass(frozen=True)
class Choice:
    """``considered``: the best, the most valuable first. ``must``: topics that the blueprint still asked for, so
    that only problems about one of them came into question. ``missed``: such as no problem that fits the time left
    is about."""

    name: str
    considered: tuple[Considered, ...]
    ability: Ability
    must: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stop:
    """Why there is no next problem: the ability is known well enough, that many were given, none fits the time
    left, or all were given."""

    why: Literal["precise", "most", "time", "all given"]
    ability: Ability


class Pool:
    """What the choice needs of all problems at once. ``information`` has a row for each problem, a column for each
    ability of ``grid``."""

    def __init__(self, problems: Sequence[Choosable], limits: Limits, grid: Numbers = GRID) -> None:
        """Raises ValueError where no choice could meet the limits."""
        self.problems = tuple(problems)
        self.names = [each.name for each in problems]
        if len(set(self.names)) < len(self.names):
            raise ValueError("a pool holds each problem once")
        if not 1 <= limits.most <= len(problems):
            raise ValueError(
                f"of a pool of {len(problems)} from 1 to so many can be chosen, not {limits.most}"
            )
        wanted = dict(limits.blueprint or {})
        if sum(wanted.values()) > limits.most:
            raise ValueError(f"the blueprint asks for {sum(wanted.values())} problems of {limits.most}")
        for topic, count in wanted.items():
            there = sum(topic in each.topics for each in problems)
            if there < count:
                raise ValueError(f"the blueprint asks for {count} about {topic}: the pool has {there}")
        self.limits = limits
        self.topics = list(wanted)
        self.wanted = np.array([wanted[topic] for topic in self.topics], dtype=int)
        self.about = np.array([[t in each.topics for t in self.topics] for each in problems], dtype=bool)
        self.information = np.array([information(each.item, grid) for each in problems])
        away = np.abs([each.item.difficulty for each in problems]).round(9)
        self.middle: Flags = away <= max(MIDDLE, np.sort(away)[: min(BEST, len(away))][-1])

    def open(self, given: Flags) -> Flags:
        """Which may come next, whatever the time: those not given yet, without which the blueprint can still be
        met. ``given``: shape (candidates, problems)."""
        missing = np.maximum(0, self.wanted - given.astype(int) @ self.about.astype(int))
        after = missing.sum(axis=1, keepdims=True) - (missing > 0).astype(int) @ self.about.astype(int).T
        left = self.limits.most - given.sum(axis=1, keepdims=True) - 1
        free: Flags = ~given & (after <= left)
        first = ~given.any(axis=1)
        in_the_middle = free & self.middle
        free[first] = np.where(in_the_middle.any(axis=1, keepdims=True), in_the_middle, free)[first]
        return free


def information(item: Item, grid: Numbers) -> Numbers:
    """Fisher's, of the item's band about the ability at each of ``grid``. What is not known of the item is in it: of
    an item by its author's word there is less."""
    low, here, high = chances(item, grid - _STEP), chances(item, grid), chances(item, grid + _STEP)
    found: Numbers = (((high - low) / (2 * _STEP)) ** 2 / here).sum(axis=0)
    return found


def shares(worth: Numbers, free: Flags) -> tuple[NDArray[np.int_], Numbers]:
    """Both of shape (candidates, BEST): the best problems, the most valuable first, and how likely each is drawn."""
    masked = np.where(free, worth, -np.inf)
    best = np.argsort(-masked, axis=1, kind="stable")[:, :BEST]
    of_best = np.take_along_axis(masked, best, axis=1)
    weights = np.exp((of_best - of_best[:, :1]) / CLOSE)
    return best, weights / weights.sum(axis=1, keepdims=True)


def drawn(best: NDArray[np.int_], share: Numbers, chance: Numbers) -> NDArray[np.int_]:
    """Of each row of ``best`` the one on which its ``chance`` (0 to 1) falls."""
    place = (chance[:, None] > np.cumsum(share, axis=1)[:, :-1]).sum(axis=1)
    found: NDArray[np.int_] = best[np.arange(len(best)), place]
    return found


def choose(
    pool: Pool,
    answers: Mapping[str, Answer],
    *,
    prices: Mapping[str, float],
    seed: str,
    minutes_left: float = float("inf"),
) -> Choice | Stop:
    """The problem after those of ``answers`` (by name, all of the pool)."""
    believed = posterior(list(answers.values()))
    known = ability(list(answers.values()))
    given = np.array([[name in answers for name in pool.names]])
    if given.all():
        return Stop("all given", known)
    if len(answers) >= pool.limits.most:
        return Stop("most", known)
    if answers and known.error <= pool.limits.error and not _missing(pool, given):
        return Stop("precise", known)
    fits = np.array([[each.minutes <= minutes_left for each in pool.problems]]) & ~given
    if not fits.any():
        return Stop("time", known)
    free = pool.open(given)
    must, missed = tuple(_missing(pool, given)), tuple[str, ...]()
    if not (free & fits).any():
        free, missed, must = fits, must, ()
    elif not (~free & fits & (pool.middle | bool(answers))).any():
        must = ()  # nothing was kept out for the blueprint's sake
    price = np.array([prices.get(name, 0.0) for name in pool.names])
    worths = (pool.information @ believed)[None, :]
    best, share = shares(worths - price, free & fits)
    chosen = int(drawn(best, share, np.array([_chance(seed, len(answers))]))[0])
    considered = tuple(
        Considered(pool.names[j], float(worths[0, j]), float(price[j]), float(one))
        for j, one in zip(best[0], share[0], strict=True)
        if (free & fits)[0, j]
    )
    return Choice(pool.names[chosen], considered, known, must, missed)


def _missing(pool: Pool, given: Flags) -> list[str]:
    met = (given.astype(int) @ pool.about.astype(int))[0]
    return [topic for topic, has, wanted in zip(pool.topics, met, pool.wanted, strict=True) if has < wanted]


def _chance(seed: str, place: int) -> float:
    """From 0 to 1: the same in every version of everything."""
    digest = hashlib.sha256(f"{seed}:{place}".encode()).digest()
    return int.from_bytes(digest[:7], "big") / 2**56
