"""Which of Python's own modules a program will import, told from its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from assay.judge.sandbox.warm import BROUGHT

_STATEMENT = re.compile(
    r"^[ \t]*(?:from[ \t]+(\w+)[\w.]*[ \t]+import\b|import[ \t]+([\w., \t]+))", re.MULTILINE
)


def brought(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Those that may be imported before it runs, for the program that the Python files among ``files`` are. A
    guess: what is named too much costs a little time, and so does what is not named."""
    found: set[str] = set()
    for name, content in files.items():
        if name.endswith(".py"):
            for module in _named(content.decode(errors="replace")):
                found.update(BROUGHT.get(module, ()))
    return tuple(sorted(found))


def _named(text: str) -> Iterator[str]:
    for after_from, after_import in _STATEMENT.findall(text):
        if after_from:
            yield after_from
        for each in after_import.split(","):
            yield each.strip().split(" ")[0].split(".")[0]
