"""Winnowing: of all runs of tokens those few by which a copy is found again.

S. Schleimer, D. Wilkerson and A. Aiken, "Winnowing: local algorithms for document fingerprinting", SIGMOD 2003.
Of each WINDOW fragments in a row the least is kept, so a common run of LENGTH + WINDOW - 1 tokens is never missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assay.analysis.similarity.tokens import BREAK

LENGTH = 8
"""Tokens in a fragment."""
WINDOW = 4
_BASE = 1_000_003
_MODULUS = (1 << 61) - 1
_LEADING = pow(_BASE, LENGTH - 1, _MODULUS)


def fragments(codes: Sequence[int]) -> list[int | None]:
    """The number of the fragment that begins at each token, None where it would cross a break or the end."""
    found: list[int | None] = [None] * len(codes)
    for begin, end in _segments(codes):
        rolling = 0
        for at in range(begin, end):
            if at - begin >= LENGTH:
                rolling -= codes[at - LENGTH] * _LEADING
            rolling = (rolling * _BASE + codes[at]) % _MODULUS
            if at - begin >= LENGTH - 1:
                found[at - LENGTH + 1] = rolling
    return found


def winnowed(numbers: Sequence[int | None]) -> frozenset[int]:
    """The fingerprints of a file, from its ``fragments``."""
    found: set[int] = set()
    run: list[int] = []
    for number in (*numbers, None):
        if number is not None:
            run.append(number)
        elif run:
            found.update(min(run[at : at + WINDOW]) for at in range(max(1, len(run) - WINDOW + 1)))
            run = []
    return frozenset(found)


def _segments(codes: Sequence[int]) -> Iterator[tuple[int, int]]:
    begin = 0
    for at, code in enumerate((*codes, BREAK)):
        if code == BREAK:
            if at > begin:
                yield begin, at
            begin = at + 1
