"""Which technique a problem's topics ask for: its author's word, held beside what the code shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assay.analysis.approach import NAMES, Technique

_TOPICS = {
    **{f"{name}s": name for name in NAMES},
    **{name: name for name in NAMES},
    "graphs": "graph search",
    "shortest paths": "graph search",
    "topological order": "graph search",
    "breadth-first search": "graph search",
    "depth-first search": "graph search",
    "hashing": "hash map",
    "hash sets": "hash map",
    "priority queues": "heap",
    "disjoint sets": "union-find",
}
"""A topic that names no technique that a form can show, such as "money", is not here."""


@dataclass(frozen=True)
class Intended:
    """``technique`` of ``topic``, and the lines it was seen in; none: its form was not seen."""

    topic: str
    technique: str
    lines: tuple[int, ...]


def intended(topics: Sequence[str], seen: Iterable[Technique]) -> tuple[Intended, ...]:
    """In the order of the topics. Not seen is not wrong: another way may be as good, which growth decides."""
    lines = {each.name: each.lines for each in seen}
    return tuple(
        Intended(topic, name, lines.get(name, ()))
        for topic in topics
        if (name := _TOPICS.get(topic.lower())) is not None
    )
