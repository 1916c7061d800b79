"""The processes of this process's judges, as the kernel lists them: for tests that end some of them."""

from __future__ import annotations

import os
from pathlib import Path


def children(pid: int) -> list[int]:
    """Direct children of all of its threads."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, task.read_text().split())
        except OSError:  # a thread that ended meanwhile
            continue
    return found


def keepers() -> list[int]:
    return [pid for pid in children(os.getpid()) if b"keeper" in _command(pid)]


def supervisors() -> list[int]:
    """The first processes of all sandboxes of this process's judges, seen from outside."""
    return [pid for keeper in keepers() for pid in children(keeper)]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
