"""Who differs from whom: intervals of differences, and bands of those who cannot be told apart.

Two candidates *differ* in a score where the 90 % interval of the difference excludes 0. That interval is recovered
from the two scores' own (Zou, G. Y. and Donner, A. (2008). Construction of confidence limits about effect measures:
a general approach. Statistics in Medicine 27, 1693-1702), for they are not symmetric near 0 and 100. In a list of
many the best of equals is far above the worst by chance alone, so bands ask for more: each interval is widened by
Tukey's studentized range, and then in nine of ten lists of equals nobody is told apart from anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr

from assay.measure.ability import LEVEL
from assay.report import words
from assay.report.comparison_document import (
    ComparedCandidate,
    ComparedGroup,
    ComparedScore,
    PairComparison,
    PartDifference,
)


def pair(group: ComparedGroup, one: str, other: str) -> PairComparison:
    """Of two sessions of the group. Raises KeyError where one is not in it."""
    known = {each.session: each for each in group.candidates}
    first, second = known[one], known[other]
    parts = [
        _difference(first, second, mine, theirs)
        for mine, theirs in zip(first.scores, second.scores, strict=True)
    ]
    differ = [_scored(part.name) for part in parts if part.differ]
    names = f"{first.candidate} and {second.candidate}"
    said = f"{names} differ in {words.listed(differ)}." if differ else f"{names} cannot be told apart."
    return PairComparison(one=first, other=second, words=said, parts=parts)


def _scored(part: str) -> str:
    """A part in a sentence."""
    return "the overall score" if part == "overall" else part


@lru_cache(maxsize=1024)
def widening(count: int) -> float:
    """By how much 90 % intervals are widened where the best of ``count`` is held against all the others: the 90 %
    point of the range of so many standard normal values, over that of two."""
    at = np.linspace(-8, 8, 801)
    weight = np.exp(-(at**2) / 2) / np.sqrt(2 * np.pi) * (at[1] - at[0])

    def beyond(spread: float) -> float:
        return float(count * (weight * (ndtr(at) - ndtr(at - spread)) ** (count - 1)).sum()) - LEVEL

    return 1.0 if count < 2 else float(brentq(beyond, 0.1, 15.0)) / (1.6448536 * np.sqrt(2))


def difference(one: ComparedScore, other: ComparedScore, widened: float = 1.0) -> tuple[float, float, float]:
    """``one`` less ``other``, with its interval. The two are taken as independent: they met the same tests, so
    the interval is rather too wide than too narrow. Both have a value."""
    mine, theirs = _bounds(one), _bounds(other)
    apart = mine[1] - theirs[1]
    low = apart - widened * np.hypot(mine[1] - mine[0], theirs[2] - theirs[1])
    high = apart + widened * np.hypot(mine[2] - mine[1], theirs[1] - theirs[0])
    return round(apart, 1), round(float(low), 1), round(float(high), 1)


def _bounds(score: ComparedScore) -> tuple[float, float, float]:
    """Low, value and high of a score that has a value."""
    if score.value is None:
        raise ValueError(f"{score.name} was not measured: there is nothing to compare")
    low = score.value if score.low is None else score.low
    return low, score.value, score.value if score.high is None else score.high


def bands_of(scores: Mapping[str, ComparedScore | None]) -> dict[str, int]:
    """By session. The first of a band is the best of those in no band yet; all who do not differ from it follow."""
    left = [(session, score) for session, score in scores.items() if score and score.value is not None]
    left.sort(key=lambda item: (*(-each for each in _bounds(item[1])[1::-1]), item[0]))
    widened = widening(len(left))
    bands: dict[str, int] = {}
    number = 0
    while left:
        number += 1
        first = left[0][1]
        within = {session for session, score in left if difference(first, score, widened)[1] <= 0}
        bands.update(dict.fromkeys(within, number))
        left = [item for item in left if item[0] not in within]
    return bands


def bands_said(name: str, bands: Mapping[str, int]) -> str:
    count, first = len(bands), sum(number == 1 for number in bands.values())
    if count == 0:
        return "Nobody was measured in this."
    if count == 1:
        return "There is nobody to compare with."
    if first == count:
        return f"In {_scored(name)} nobody can be told apart from the first."
    below = f"{count - first} of {count} {'is' if count - first == 1 else 'are'} below the first"
    if first == 1:
        return f"In {_scored(name)} the first is told apart from all the others."
    return f"In {_scored(name)} {below}; {first - 1} cannot be told apart from the first."


def _difference(
    one: ComparedCandidate, other: ComparedCandidate, mine: ComparedScore, theirs: ComparedScore
) -> PartDifference:
    unmeasured = [who.candidate for who, score in ((one, mine), (other, theirs)) if score.value is None]
    if unmeasured:
        said = f"Cannot tell: not measured for {words.listed(unmeasured)}."
        return PartDifference(name=mine.name, difference=None, low=None, high=None, differ=None, words=said)
    apart, low, high = difference(mine, theirs)
    differ = low > 0 or high < 0
    above, below = (one, other) if apart >= 0 else (other, one)
    near, far = sorted((abs(low), abs(high))) if differ else (0.0, 0.0)
    if differ:
        said = (
            f"{above.candidate} is above {below.candidate} by {words.per_cent(abs(apart))} points; "
            f"it could be from {words.per_cent(near)} to {words.per_cent(far)}."
        )
    else:
        said = (
            f"Cannot be told apart: from {words.per_cent(max(high, 0.0))} points in favour of {one.candidate} "
            f"to {words.per_cent(max(-low, 0.0))} in favour of {other.candidate}."
        )
    return PartDifference(name=mine.name, difference=apart, low=low, high=high, differ=differ, words=said)
