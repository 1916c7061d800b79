"""Compiled programs that are kept, so that Submit after Run, or the same text again, compiles once."""

from __future__ import annotations

import hashlib
from collections import OrderedDict

from assay.judge.languages import Found
from assay.judge.model import Program
from assay.judge.slot import Compiled

_MOST_BYTES = 64 << 20


class KeptPrograms:
    """The least recently used go first. Only what depends on the text alone is kept: programs that compiled,
    and those that are wrong; not those that ran out of time or memory."""

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._programs: OrderedDict[str, Compiled] = OrderedDict()

    @staticmethod
    def key(program: Program, found: Found) -> str:
        """Of text, signature, language and version. ``source`` may hold what is no Unicode text."""
        parts = (found.spec.id, found.version, found.spec.flags, repr(program.signature), program.source)
        return hashlib.sha256(repr(parts).encode()).hexdigest()

    def get(self, key: str) -> Compiled | None:
        compiled = self._programs.get(key)
        if compiled is not None:
            self._programs.move_to_end(key)
        return compiled

    def put(self, key: str, compiled: Compiled) -> None:
        size = _size(compiled)
        if key in self._programs or not compiled.repeatable or size > self._most_bytes:
            return
        self._programs[key] = compiled
        self._bytes += size
        while self._bytes > self._most_bytes:
            _, oldest = self._programs.popitem(last=False)
            self._bytes -= _size(oldest)


def _size(compiled: Compiled) -> int:
    return len(compiled.said) + sum(len(content) for content in compiled.files.values()) + 1024
