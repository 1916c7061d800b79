"""How alike two files of one problem are, and how unusual that is among files that were written independently."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import log2

from assay.analysis.similarity.fingerprints import LENGTH, fragments, winnowed
from assay.analysis.similarity.tokens import BREAK, Tokens, tokens
from assay.analysis.syntax import Tree

COMMON = 0.3
"""A fragment that a greater share of the other files holds belongs to the problem and counts for nothing ..."""
COMMON_FILES = 2
"""... if at least so many of them do."""
FAMILIES = {"typescript": "javascript", "cpp": "c"}
"""Languages whose files are compared with each other; every other is a family by itself."""


@dataclass(frozen=True)
class File:
    """A file as it is compared. ``starter``: the fragments of the code it began with."""

    name: str
    family: str
    tokens: Tokens
    numbers: tuple[int | None, ...]
    starter: frozenset[int]

    @cached_property
    def prints(self) -> frozenset[int]:
        return winnowed(self.numbers) - self.starter

    @property
    def own_tokens(self) -> int:
        """How many do not stand in a fragment of the starter code."""
        return sum(
            code != BREAK and not given for code, given in zip(self.tokens.codes, self.given, strict=True)
        )

    @cached_property
    def given(self) -> list[bool]:
        """Of each token: whether it stands in a fragment of the starter code."""
        found = [False] * len(self.numbers)
        for at, number in enumerate(self.numbers):
            if number in self.starter:
                found[at : at + LENGTH] = [True] * LENGTH
        return found


def family(language: str) -> str:
    return FAMILIES.get(language, language)


def prepare(name: str, tree: Tree, starter: Tree | None = None) -> File:
    """A parsed file, and the code it began with."""
    found = tokens(tree)
    given = [number for number in fragments(tokens(starter).codes) if number] if starter is not None else []
    return File(name, family(tree.grammar.id), found, tuple(fragments(found.codes)), frozenset(given))


class Pool:
    """All files of one problem and one family: those asked about, and those known to be independent of them.

    The likeness of a pair is the share of their fingerprints that both have, each weighed by how few of the other
    files have it (inverse document frequency); what is common to the problem weighs nothing.
    """

    def __init__(self, files: Sequence[File]) -> None:
        self.files = tuple(files)
        self._holders = Counter(number for each in files for number in each.prints)
        others = max(0, len(files) - 2)
        self._limit = max(COMMON_FILES, COMMON * others)
        self._weights = [self._weight(held, others) for held in range(len(files) + 1)]
        self._sums = [
            sum(self._weights[self._holders[number] - 1] for number in each.prints) for each in files
        ]
        self._all: dict[tuple[int, int], float] = {
            pair: self._likeness(*pair) for pair in combinations(range(len(files)), 2)
        }
        self._sorted = sorted(self._all.values())

    def _weight(self, held: int, others: int) -> float:
        """Of a fragment that ``held`` of the files other than the pair's hold."""
        return 0.0 if held >= self._limit else log2((others + 2) / (held + 1))

    def _likeness(self, one: int, other: int) -> float:
        both, total = 0.0, self._sums[one] + self._sums[other]
        for number in self.files[one].prints & self.files[other].prints:
            held = self._holders[number]
            weight = self._weights[held - 2]
            both += weight
            total += 2 * (weight - self._weights[held - 1])
        return 2 * both / total if total > 0 else 0.0

    def common(self, one: int, other: int) -> frozenset[int]:
        """Fragments that count for nothing between these two."""
        mine, theirs = self.files[one].prints, self.files[other].prints
        return frozenset(
            number
            for number in mine | theirs
            if self._holders[number] - (number in mine) - (number in theirs) >= self._limit
        )

    def likeness(self, one: int, other: int) -> float:
        """From 0 (nothing in common) to 1 (the same but for names, layout and order of functions)."""
        return self._all[min(one, other), max(one, other)]

    def unusual(self, one: int, other: int) -> Unusual:
        """How many of the other pairs are at least as alike.

        Where some of those others copied too, there are more of them: the error is in favour of these two.
        """
        mine = self.likeness(one, other)
        at_least = len(self._sorted) - bisect_left(self._sorted, mine - 1e-9) - 1
        return Unusual(at_least, len(self._sorted) - 1)


@dataclass(frozen=True)
class Unusual:
    """``at_least`` of ``pairs`` independent pairs are as alike or more."""

    at_least: int
    pairs: int

    @property
    def share(self) -> float:
        """The share of independent pairs at least as alike, as large as it may be: (k + 1) / (n + 1). Six pairs
        of which none is as alike allow no more than "1 in 7".

        North, Curtis and Sham, "A note on the calculation of empirical P values", Am. J. Hum. Genet. 71 (2002).
        """
        return (self.at_least + 1) / (self.pairs + 1)
