"""All pairs of some files, most alike first, each with what can be said of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from assay.analysis.similarity.likeness import File, Pool, Unusual, family, prepare
from assay.analysis.similarity.parts import Part, parts
from assay.analysis.starters import starter_code
from assay.analysis.syntax import CannotRead, Tree, parse
from assay.bank.package import Package

SHORT = 60
"""With fewer tokens of one's own the same program is written twice by chance: too short to tell."""
FEW = 19
"""With fewer independent pairs than this no share can be below 1 in 20: too few to tell."""
DIGITS = 4
"""Of a likeness as it is given."""

Verdict = Literal["compared", "too short to tell", "too few to tell"]


@dataclass(frozen=True)
class Given:
    """``known``: it was written independently of all others, such as a solution that the problem came with."""

    name: str
    tree: Tree
    known: bool = False


@dataclass(frozen=True)
class Pair:
    """``verdict`` says whether the share can be relied on; it never says that anybody copied."""

    one: str
    other: str
    likeness: float
    unusual: Unusual
    verdict: Verdict
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Comparison:
    """Of the files of one family; ``tokens`` of each file are those that are not starter code. ``searched`` pairs
    were compared; ``pairs`` are the most alike of them, or all."""

    family: str
    tokens: Mapping[str, int]
    known: tuple[str, ...]
    searched: int
    pairs: tuple[Pair, ...]


def compare(
    files: Sequence[Given], package: Package | None = None, *, most: int | None = None, known_too: bool = True
) -> list[Comparison]:
    """Families in the order of the files; pairs of two known files are only held against.

    With a package its starter code counts for nothing, and its right solutions are known files. Of each family no
    more than the ``most`` most alike pairs are given: to find the matching lines of all takes long where there are
    hundreds of files. Without ``known_too`` pairs with a known file are only held against as well.
    """
    every = [*files, *(solutions(package, files) if package is not None else ())]
    grouped: dict[str, list[Given]] = defaultdict(list)
    for each in every:
        grouped[family(each.tree.grammar.id)].append(each)
    asked = {family(each.tree.grammar.id) for each in files if not each.known}
    return [
        _compared(name, group, _starters(package, group), most, known_too)
        for name, group in grouped.items()
        if name in asked
    ]


def solutions(package: Package, files: Sequence[Given]) -> list[Given]:
    """The right solutions that came with a problem and that can be read, without those that are asked about."""
    there = {each.tree.source for each in files}
    found = []
    for each in package.submissions:
        if each.right and each.language is not None:
            try:
                tree = parse(each.read(), each.language)
            except CannotRead:
                continue  # of a language that has no grammar here, and so is compared with nothing
            if tree.source not in there:
                found.append(Given(each.name, tree, known=True))
    return found


def _starters(package: Package | None, group: Sequence[Given]) -> dict[str, Tree]:
    languages = {each.tree.grammar.id for each in group} if package is not None else set()
    return {each: parse(starter_code(package, each), each) for each in languages if package is not None}


def _compared(
    name: str, group: Sequence[Given], starters: Mapping[str, Tree], most: int | None, known_too: bool
) -> Comparison:
    files = [prepare(each.name, each.tree, starters.get(each.tree.grammar.id)) for each in group]
    pool = Pool(files)
    searched = [
        (one, other)
        for one, other in combinations(range(len(files)), 2)
        if not (group[one].known and group[other].known)
        and (known_too or not (group[one].known or group[other].known))
    ]

    def order(pair: tuple[int, int]) -> tuple[float, str, str]:
        one, other = pair
        return -round(pool.likeness(one, other), DIGITS), files[one].name, files[other].name

    return Comparison(
        name,
        {each.name: each.own_tokens for each in files},
        tuple(each.name for each in group if each.known),
        len(searched),
        tuple(_pair(pool, one, other) for one, other in sorted(searched, key=order)[:most]),
    )


def _pair(pool: Pool, one: int, other: int) -> Pair:
    mine, theirs = pool.files[one], pool.files[other]
    unusual = pool.unusual(one, other)
    likeness = pool.likeness(one, other)
    return Pair(
        mine.name,
        theirs.name,
        round(likeness, DIGITS),
        unusual,
        _verdict(mine, theirs, unusual),
        parts(mine, theirs, pool.common(one, other)) if likeness > 0 else (),
    )


def _verdict(mine: File, theirs: File, unusual: Unusual) -> Verdict:
    if min(mine.own_tokens, theirs.own_tokens) < SHORT:
        return "too short to tell"
    return "too few to tell" if unusual.pairs < FEW else "compared"
