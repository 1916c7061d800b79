"""What a rule is, what it finds, and what an analysis says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assay.analysis.quality.code import Code
    from assay.analysis.syntax import Node

FULL = 100
"""The score of code with nothing to find; a finding takes points from it."""

FAMILIES: dict[str, int] = {
    "complexity": 20,
    "nesting": 10,
    "length": 10,
    "naming": 10,
    "duplication": 10,
    "dead code": 10,
    "magic numbers": 5,
    "error handling": 10,
    "input checks": 5,
    "idiom": 10,
}
"""The most that each family of rules can take. Together they are FULL, so no score is below 0."""


@dataclass(frozen=True)
class Hit:
    """What a rule yields: where, in a sentence for the candidate, and a better form where there is one."""

    node: Node
    message: str
    better: str | None = None
    points: int | None = None
    """Where how far it goes changes what it takes; else the rule's own points."""
    until: Node | None = None
    """The node in which the place ends, if it is not ``node``."""
    first_line: bool = False
    """The place is the first line of the node only: a function's head, not all of it."""


@dataclass(frozen=True)
class Rule:
    """``says``: what is found. ``rests_on``: why it counts, with its source."""

    id: str
    family: str
    points: int
    says: str
    rests_on: str
    find: Callable[[Code], Iterator[Hit]]
    languages: tuple[str, ...] = ()
    """Ids; empty: all."""


RULES: dict[str, Rule] = {}
"""By id, in the order in which the modules define them; filled by ``rule``."""


def rule(
    id_: str, family: str, points: int, says: str, rests_on: str, languages: str = ""
) -> Callable[[Callable[[Code], Iterator[Hit]]], Callable[[Code], Iterator[Hit]]]:
    """Registers a finder. ``languages``: ids split at spaces; "" for all."""
    if family not in FAMILIES or id_ in RULES:
        raise ValueError(f"rule {id_!r}: the family {family!r} is unknown or the id is taken")

    def register(find: Callable[[Code], Iterator[Hit]]) -> Callable[[Code], Iterator[Hit]]:
        RULES[id_] = Rule(id_, family, points, says, rests_on, find, tuple(languages.split()))
        return find

    return register


@dataclass(frozen=True)
class Finding:
    """One observed fact about code. Lines and columns from 1; ``end_column`` is the first after the place."""

    rule: str
    family: str
    line: int
    column: int
    end_line: int
    end_column: int
    message: str
    better: str | None
    points: int
    """What it takes from the score: 0 where its family has taken all it may."""


@dataclass(frozen=True)
class Shape:
    """A function's size. ``lines`` counts those with code; ``nesting`` control structures in one another."""

    name: str
    line: int
    end_line: int
    lines: int
    cognitive: int
    nesting: int
    parameters: int
