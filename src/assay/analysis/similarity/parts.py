"""Which lines of two files match: the longest common runs of tokens first, each token in one run only.

M. Wise, "Running Karp-Rabin matching and greedy string tiling", 1993; as in JPlag (Prechelt, Malpohl and
Philippsen 2002). The fragments of ``fingerprints`` are where runs may begin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from assay.analysis.similarity.fingerprints import LENGTH
from assay.analysis.similarity.likeness import File

_NEAR = 2
"""Runs with fewer lines between them on both sides are shown as one part."""


@dataclass(frozen=True)
class Part:
    """Lines from 1, both ends included; ``tokens``: how many match in it."""

    lines: tuple[int, int]
    other_lines: tuple[int, int]
    tokens: int


@dataclass(frozen=True)
class Tile:
    at: int
    other: int
    length: int


def parts(one: File, other: File, common: frozenset[int]) -> tuple[Part, ...]:
    """In the order of ``one``. Starter code and ``common`` fragments begin no part."""
    found: list[Part] = []
    for tile in sorted(tiles(one, other, common), key=lambda each: each.at):
        new = Part(_lines(one, tile.at, tile.length), _lines(other, tile.other, tile.length), tile.length)
        if found and _follows(found[-1], new):
            before = found.pop()
            new = Part(
                (before.lines[0], max(before.lines[1], new.lines[1])),
                (before.other_lines[0], max(before.other_lines[1], new.other_lines[1])),
                before.tokens + new.tokens,
            )
        found.append(new)
    return tuple(found)


def tiles(one: File, other: File, common: frozenset[int]) -> list[Tile]:
    """Runs of at least LENGTH tokens, the longest first."""
    places: dict[int, list[int]] = defaultdict(list)
    for at, number in enumerate(other.numbers):
        if number is not None:
            places[number].append(at)
    left = one.starter | other.starter | common
    runs = {
        (at - back, place - back): length + back
        for at, number in enumerate(one.numbers)
        if number is not None and number not in left
        for place in places.get(number, ())
        for back, length in [_run(one, other, at, place)]
    }
    taken, other_taken = [False] * len(one.numbers), [False] * len(other.numbers)
    found: list[Tile] = []
    waiting = sorted(runs, key=lambda run: (-runs[run], run))
    for at, place in waiting:
        for tile in _free(at, place, runs[at, place], taken, other_taken):
            taken[tile.at : tile.at + tile.length] = [True] * tile.length
            other_taken[tile.other : tile.other + tile.length] = [True] * tile.length
            found.append(tile)
    return found


def _run(one: File, other: File, at: int, place: int) -> tuple[int, int]:
    """How far the tokens are the same before two places, and from them on. No run crosses a break."""
    mine, theirs = one.tokens.codes, other.tokens.codes
    back = 0
    while at > back and place > back and mine[at - back - 1] == theirs[place - back - 1] != 0:
        back += 1
    length = LENGTH
    while (
        at + length < len(mine)
        and place + length < len(theirs)
        and mine[at + length] == theirs[place + length] != 0
    ):
        length += 1
    return back, length


def _free(at: int, place: int, length: int, taken: list[bool], other_taken: list[bool]) -> Iterable[Tile]:
    """The pieces of a run that no longer run has taken."""
    edges = [step for step in range(length) if taken[at + step] or other_taken[place + step]]
    for before, after in pairwise([-1, *edges, length]):
        if after - before - 1 >= LENGTH:
            yield Tile(at + before + 1, place + before + 1, after - before - 1)


def _lines(file: File, at: int, length: int) -> tuple[int, int]:
    lines = [file.tokens.lines[each] for each in range(at, at + length)]
    return min(first for first, _ in lines), max(last for _, last in lines)


def _follows(before: Part, after: Part) -> bool:
    """The second comes right after the first, or within its lines, on both sides."""
    return all(
        first[0] <= second[0] <= first[1] + _NEAR
        for first, second in ((before.lines, after.lines), (before.other_lines, after.other_lines))
    )
