"""Two files side by side, with the parts that match under the same letter: one HTML page without scripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from assay.analysis.similarity.compare import Comparison, Pair
from assay.analysis.similarity.words import said

MOST = 20
"""Pairs on a page, the most alike first."""


@dataclass(frozen=True)
class Line:
    """``part``: the letter of what it belongs to, "" for none; ``first``: it is that part's first line."""

    number: int
    text: str
    part: str
    first: bool


def page(comparisons: Sequence[Comparison], texts: Mapping[str, str]) -> str:
    """``texts``: of every file by its name."""
    shown = sorted(
        ((pair, each) for each in comparisons for pair in each.pairs if pair.parts),
        key=lambda one: -one[0].likeness,
    )
    pairs = [
        {
            "pair": pair,
            "said": said(pair, each.searched),
            "sides": (
                (pair.one, "l", _lines(texts[pair.one], _ranges(pair, 0))),
                (pair.other, "r", _lines(texts[pair.other], _ranges(pair, 1))),
            ),
        }
        for pair, each in shown[:MOST]
    ]
    return _template().render(pairs=pairs, left_out=max(0, len(shown) - MOST))


def letter(at: int) -> str:
    """A, B, .. Z, A1, B1, .."""
    return ascii_uppercase[at % 26] + (str(at // 26) if at >= 26 else "")


def _ranges(pair: Pair, side: int) -> list[tuple[str, int, int]]:
    return [(letter(at), *(each.other_lines if side else each.lines)) for at, each in enumerate(pair.parts)]


def _lines(text: str, ranges: Iterable[tuple[str, int, int]]) -> list[Line]:
    part: dict[int, str] = {}
    for name, first, last in ranges:
        for number in range(first, last + 1):
            part.setdefault(number, name)
    seen: set[str] = {""}
    lines = []
    for number, line in enumerate(text.removesuffix("\n").split("\n"), start=1):
        name = part.get(number, "")
        lines.append(Line(number, line, name, name not in seen))
        seen.add(name)
    return lines


def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("assay.analysis.similarity"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("pairs.html")
