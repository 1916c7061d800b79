"""The labelled snippets: one file a language, each snippet after a line "=== title".

"¤rule" at the end of a line says that this rule finds something on it (written twice: finds two things), and
"¤3:rule" on a line of its own the same of line 3. What is not said is not to be found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "quality_snippets"
_MARK = re.compile(r"\s*¤(?:(\d+):)?([\w-]+)")


@dataclass(frozen=True)
class Snippet:
    language: str
    title: str
    text: str
    expected: Counter[tuple[str, int]]
    """(rule, line) to how often."""


def snippets(which: str) -> list[Snippet]:
    """All of the folder ``which``: "tuned" or "held_out"."""
    return [each for file in sorted((FOLDER / which).glob("*.txt")) for each in _of(file)]


def _of(file: Path) -> Iterator[Snippet]:
    for part in re.split(r"^=== ", file.read_text(), flags=re.MULTILINE)[1:]:
        title, _, body = part.partition("\n")
        lines: list[str] = []
        expected: Counter[tuple[str, int]] = Counter()
        for raw in body.rstrip("\n").split("\n"):
            bare = _MARK.sub("", raw)
            for at, rule in _MARK.findall(raw):
                expected[rule, int(at) if at else len(lines) + 1] += 1
            if bare or "¤" not in raw:
                lines.append(bare)
        yield Snippet(file.stem, title, "\n".join(lines) + "\n", expected)
