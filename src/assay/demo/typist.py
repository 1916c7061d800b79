"""A person at a keyboard, as data: how a text comes about, key by key, with slips, second thoughts and pauses.

Everything is drawn from a seeded generator, so the same script is typed the same way each time. Pauses follow
a log-normal law, as times between keys do (Dhakal et al. 2018, "Observations on typing from 136 million
keystrokes": median about 180 ms among ordinary typists).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from assay.log.events import Origin

_NEIGHBOURS = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo",
    "j": "hk", "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "r": "et", "s": "ad",
    "t": "ry", "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x",
}  # fmt: skip


@dataclass(frozen=True)
class Key:
    """One change: after ``pause_ms``, ``[start, end)`` of the text becomes ``text``.

    Positions count UTF-16 code units (the scripts are ASCII, where these are characters).
    """

    pause_ms: int
    origin: Origin
    start: int
    end: int
    text: str


def change_set(key: Key, length: int) -> list[Any]:
    """The key as CodeMirror's ``ChangeSet.toJSON()`` for a text of ``length`` code units."""
    middle: list[Any] = [key.end - key.start]
    if key.text:
        middle += key.text.split("\n")
    parts: list[Any] = [key.start] if key.start else []
    parts.append(middle)
    if length > key.end:
        parts.append(length - key.end)
    return parts


class Typist:
    """``pace`` stretches every pause: 1.0 is an ordinary typist, 2.0 one half as fast."""

    def __init__(self, seed: int, pace: float = 1.0, slips: float = 0.012) -> None:
        self._random = random.Random(seed)  # noqa: S311 (a story, not a secret)
        self._pace = pace
        self._slips = slips

    def rewrite(self, before: str, after: str) -> Iterator[Key]:
        """The keys that turn ``before`` into ``after``, from top to bottom, line by line."""
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
        place = 0
        for what, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            gone, come = "".join(old[i1:i2]), "".join(new[j1:j2])
            if what == "equal":
                place += len(gone)
                continue
            kept = _common_prefix(gone, come)
            tail = _common_suffix(gone[kept:], come[kept:])
            start = place + kept
            yield from self._delete(start, len(gone) - kept - tail)
            yield from self._insert(start, come[kept : len(come) - tail])
            place += len(come)

    def paste(self, at: int, text: str) -> Key:
        return Key(self._pause(900), Origin.PASTE, at, at, text)

    def _delete(self, start: int, length: int) -> Iterator[Key]:
        if length > 40:  # a stretch is marked and deleted at once
            yield Key(self._pause(2500), Origin.DELETE, start, start + length, "")
            return
        for end in range(start + length, start, -1):
            yield Key(self._pause(110), Origin.DELETE, end - 1, end, "")

    def _insert(self, at: int, text: str) -> Iterator[Key]:
        if text.endswith("\n") and len(text) > 1:
            # Whole lines before another: room is made first, then they are typed into it.
            yield Key(self._line_pause(), Origin.TYPE, at, at, "\n")
            text = text[:-1]
        index = 0
        while index < len(text):
            character = text[index]
            if character == "\n":
                # The editor puts the next line's indentation with the line break, in one change.
                end = index + 1
                while end < len(text) and text[end] == " ":
                    end += 1
                yield Key(self._line_pause(), Origin.TYPE, at, at, text[index:end])
                at += end - index
                index = end
                continue
            if self._random.random() < self._slips and character in _NEIGHBOURS:
                yield from self._slip(at, character)
            yield Key(self._key_pause(character), Origin.TYPE, at, at, character)
            at += 1
            index += 1

    def _slip(self, at: int, character: str) -> Iterator[Key]:
        yield Key(
            self._key_pause(character), Origin.TYPE, at, at, self._random.choice(_NEIGHBOURS[character])
        )
        yield Key(self._pause(320), Origin.DELETE, at, at + 1, "")

    def _key_pause(self, character: str) -> int:
        return self._pause(150 if character.isalnum() else 230)

    def _line_pause(self) -> int:
        """Most lines follow at once; some are thought about, a few for long."""
        chance = self._random.random()
        if chance < 0.70:
            return self._pause(1200)
        if chance < 0.92:
            return self._pause(9000)
        return self._pause(35_000)

    def _pause(self, median_ms: float) -> int:
        return max(20, round(median_ms * self._pace * self._random.lognormvariate(0, 0.45)))


def _common_prefix(a: str, b: str) -> int:
    length = 0
    while length < min(len(a), len(b)) and a[length] == b[length]:
        length += 1
    return length


def _common_suffix(a: str, b: str) -> int:
    return _common_prefix(a[::-1], b[::-1])
