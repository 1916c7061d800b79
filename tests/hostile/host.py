"""What an attack could leave on the host, counted before and after."""

from __future__ import annotations

import contextlib
import gc
import os
import time
from dataclasses import dataclass
from pathlib import Path

_CANDIDATES = 2_000_000_000  # user ids that the judge gives to programs start here
_PUBLIC = ("/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", "/run/lock")
_SETTLE_S = 5.0


@dataclass(frozen=True)
class Host:
    """``processes`` are our descendants. The rest are names."""

    processes: int
    descriptors: int
    mounts: frozenset[str]
    groups: frozenset[str]
    files: frozenset[str]
    objects: frozenset[str]

    def more_than(self, before: Host) -> list[str]:
        """What is here that was not before, in words."""
        found: list[str] = []
        if self.processes > before.processes:
            found.append(f"{self.processes - before.processes} processes")
        if self.descriptors > before.descriptors:
            found.append(f"{self.descriptors - before.descriptors} descriptors")
        for what in ("mounts", "groups", "files", "objects"):
            found += sorted(getattr(self, what) - getattr(before, what))
        return found


def host() -> Host:
    gc.collect()
    return Host(
        processes=len(descendants()),
        descriptors=len(list(Path("/proc/self/fd").iterdir())),
        mounts=frozenset(_mounts()),
        groups=frozenset(_groups()),
        files=frozenset(_files()),
        objects=frozenset(_objects()),
    )


def left_since(before: Host) -> list[str]:
    """What is more than ``before``, after what is ending has had its time to."""
    end = time.monotonic() + _SETTLE_S
    while True:
        found = host().more_than(before)
        if not found or time.monotonic() > end:
            return found
        time.sleep(0.02)


def descendants() -> set[int]:
    parents: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    found = {os.getpid()}
    while True:
        more = {pid for pid, parent in parents.items() if parent in found} - found
        if not more:
            return found - {os.getpid()}
        found |= more


def _mounts() -> list[str]:
    """But those of other tests that run beside this one."""
    lines = Path("/proc/self/mountinfo").read_text().splitlines()
    return [line for line in lines if "/pytest-" not in line]


def _groups() -> list[str]:
    """Control groups of this process's slots."""
    places = {
        line.split()[4]
        for line in Path("/proc/self/mountinfo").read_text().splitlines()
        if " - cgroup" in line
    }
    names: list[str] = []
    for place in places:
        for line in Path("/proc/self/cgroup").read_text().splitlines():
            folder = Path(place) / line.split(":", 2)[2].lstrip("/")
            with contextlib.suppress(OSError):
                names += [str(each) for each in folder.glob(f"assay-{os.getpid()}-*")]
    return names


def _files() -> list[str]:
    names: list[str] = []
    for place in _PUBLIC:
        with contextlib.suppress(OSError):
            names += [entry.path for entry in os.scandir(place) if _of_candidate(entry)]
    return names


def _of_candidate(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.stat(follow_symlinks=False).st_uid >= _CANDIDATES
    except OSError:
        return False


def _objects() -> list[str]:
    """System V objects of candidates' users."""
    found: list[str] = []
    for kind in ("shm", "sem", "msg"):
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/sysvipc/{kind}").read_text().splitlines()[1:]:
                if any(word.isdigit() and int(word) >= _CANDIDATES for word in line.split()):
                    found.append(f"{kind} {line}")
    return found
