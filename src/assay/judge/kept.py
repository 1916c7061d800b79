"""Compiled programs that are kept, so that Submit after Run, or the same text again, compiles once."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict

from assay.judge.compiling import Compiled
from assay.judge.languages import Found
from assay.judge.model import Program

_MOST_BYTES = 64 << 20


class KeptPrograms:
    """The least recently used go first. Only what depends on the text alone is kept: programs that compiled,
    and those that are wrong; not those that ran out of time or memory. May be used by several threads."""

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._lock = threading.Lock()
        self._programs: OrderedDict[str, Compiled] = OrderedDict()

    @staticmethod
    def key(program: Program, found: Found, most_mib: int | None = None) -> str:
        """Of all that decides what comes out. ``source`` may hold what is no Unicode text; ``most_mib`` is as
        ``Limits.compilation_mib``."""
        more = sorted((name, hashlib.sha256(content).hexdigest()) for name, content in program.more.items())
        program_parts = (program.source, program.main, more, repr(program.signature))
        parts = (found.spec.id, found.version, found.spec.flags, most_mib, *program_parts)
        return hashlib.sha256(repr(parts).encode()).hexdigest()

    def get(self, key: str) -> Compiled | None:
        with self._lock:
            compiled = self._programs.get(key)
            if compiled is not None:
                self._programs.move_to_end(key)
            return compiled

    def put(self, key: str, compiled: Compiled) -> None:
        size = _size(compiled)
        if not compiled.repeatable or size > self._most_bytes:
            return
        with self._lock:
            if key in self._programs:
                return
            self._programs[key] = compiled
            self._bytes += size
            while self._bytes > self._most_bytes:
                _, oldest = self._programs.popitem(last=False)
                self._bytes -= _size(oldest)


def _size(compiled: Compiled) -> int:
    return len(compiled.said) + sum(len(content) for content in compiled.files.values()) + 1024
