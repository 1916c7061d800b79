"""Memory and process limits by control groups: found per controller, version 1 or 2, else absent.

A slot has one group per controller for as long as it lives; its keeper joins once and every sandbox is
born inside, because moving a process costs milliseconds. Limits are set and counters reset per run.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
from dataclasses import dataclass, field
from pathlib import Path

_MOUNTS = Path("/proc/self/mountinfo")
_OWN = Path("/proc/self/cgroup")
_MIB = 1 << 20
_SLACK_BYTES = 2 * _MIB  # page tables and kernel memory of starting a process
_V2_CONTROLLERS = ("memory", "pids")
_OWN_GROUP = "assay-judge"
_LARGEST = 65536
_GONE_WITHIN_S = 2.0
_FLAGS = {"memory.max_usage_in_bytes": os.O_RDWR}  # what is both read and written
_OURS = re.compile(r"assay-(\d+)-\d+")


@dataclass(frozen=True)
class Usage:
    """Of one run. ``peak_mib`` is above what the slot itself needs; None where the kernel cannot say."""

    peak_mib: float | None
    out_of_memory: bool


@dataclass(frozen=True)
class Parents:
    """The writable group of each controller under which slots make theirs; None where there is none.

    ``why`` says per controller in words what stands in the way.
    """

    memory_v1: Path | None = None
    pids_v1: Path | None = None
    v2: Path | None = None
    v2_controllers: frozenset[str] = frozenset()
    why: dict[str, str] = field(default_factory=dict)

    def tier(self, controller: str) -> str:
        """ "cgroup v2", "cgroup v1" or "rlimit"."""
        if controller in self.v2_controllers:
            return "cgroup v2"
        v1 = self.memory_v1 if controller == "memory" else self.pids_v1
        return "cgroup v1" if v1 is not None else "rlimit"


class SlotGroup:
    """The groups of one slot. Its files stay open: a run costs a few reads and writes."""

    def __init__(self, parents: Parents, slot: int) -> None:
        name = f"assay-{os.getpid()}-{slot}"
        self._v2 = _made(parents.v2, name) if parents.v2_controllers else None
        self._v2_controllers = parents.v2_controllers
        self._memory = _made(parents.memory_v1, name)
        self._pids = _made(parents.pids_v1, name)
        self._files: dict[str, int] = {}  # by their names, of which no two groups have the same
        self._peak = self._open_peak()
        self._set: tuple[object, ...] | None = None
        self._before_kills = 0
        self._base = 0

    @property
    def limits_memory(self) -> bool:
        return self._memory is not None or "memory" in self._v2_controllers

    @property
    def knows_peak(self) -> bool:
        """Whether ``Usage.peak_mib`` will be there."""
        return self._memory is not None or self._peak is not None

    def join(self, pid: int) -> None:
        for group in (self._v2, self._memory, self._pids):
            if group is not None:
                (group / "cgroup.procs").write_text(str(pid))

    def prepare(self, memory_mib: int, processes: int, sandbox: object = None) -> None:
        """Before a run: ``memory_mib`` and ``processes`` beyond what stands there now. For the same
        ``sandbox`` that is what stood there before its first run."""
        wanted = (memory_mib, processes, sandbox)
        if sandbox is None or wanted != self._set:
            self._set_limits(memory_mib, processes)
            self._set = wanted
        if self._memory is not None:
            self._write(self._memory, "memory.max_usage_in_bytes", "0")
            self._base = self._number(self._memory, "memory.usage_in_bytes")
        elif self._v2 is not None and "memory" in self._v2_controllers:
            if self._peak is not None:
                os.pwrite(self._peak, b"reset", 0)
            self._base = self._number(self._v2, "memory.current")
        self._before_kills = self._kills()

    def usage(self) -> Usage:
        """After a run, before the next ``prepare``."""
        peak: int | None = None
        if self._memory is not None:
            peak = self._number(self._memory, "memory.max_usage_in_bytes")
        elif self._peak is not None:
            peak = int(os.pread(self._peak, 64, 0))
        return Usage(
            peak_mib=max(0, peak - self._base) / _MIB if peak is not None else None,
            out_of_memory=self._kills() > self._before_kills,
        )

    def close(self) -> None:
        """Removes the groups; the keeper has ended before."""
        for descriptor in (*self._files.values(), *([] if self._peak is None else [self._peak])):
            os.close(descriptor)
        self._files.clear()
        self._peak = None
        for group in (self._v2, self._memory, self._pids):
            if group is not None:
                _remove(group)

    def _set_limits(self, memory_mib: int, processes: int) -> None:
        tasks = str(processes + 3)  # keeper, supervisor, and that of the sandbox made ahead
        if self._pids is not None:
            self._write(self._pids, "pids.max", tasks)
        elif self._v2 is not None and "pids" in self._v2_controllers:
            self._write(self._v2, "pids.max", tasks)
        if self._memory is not None:
            held = self._field(self._memory, "memory.stat", "total_rss", "total_shmem")
            held += self._number(self._memory, "memory.kmem.usage_in_bytes")
            limit = held + memory_mib * _MIB + _SLACK_BYTES
            self._write(self._memory, "memory.limit_in_bytes", str(limit))
        elif self._v2 is not None and "memory" in self._v2_controllers:
            names = ("anon", "shmem", "kernel_stack", "pagetables", "slab")
            held = self._field(self._v2, "memory.stat", *names)
            self._write(self._v2, "memory.max", str(held + memory_mib * _MIB + _SLACK_BYTES))

    def _kills(self) -> int:
        if self._memory is not None:
            return self._field(self._memory, "memory.oom_control", "oom_kill")
        if self._v2 is not None and "memory" in self._v2_controllers:
            return self._field(self._v2, "memory.events", "oom_kill")
        return 0

    def _open(self, group: Path, name: str, flags: int) -> int:
        descriptor = self._files.get(name)
        if descriptor is None:
            flags = _FLAGS.get(name, flags) | os.O_CLOEXEC
            descriptor = self._files[name] = os.open(group / name, flags)
        return descriptor

    def _read(self, group: Path, name: str) -> bytes:
        return os.pread(self._open(group, name, os.O_RDONLY), _LARGEST, 0)

    def _write(self, group: Path, name: str, text: str) -> None:
        os.pwrite(self._open(group, name, os.O_WRONLY), text.encode(), 0)

    def _number(self, group: Path, name: str) -> int:
        return int(self._read(group, name))

    def _field(self, group: Path, name: str, *keys: str) -> int:
        """The sum of these lines' numbers; 0 for a key that is not there."""
        lines = (line.split() for line in self._read(group, name).decode().splitlines())
        return sum(int(value) for key, value in lines if key in keys)

    def _open_peak(self) -> int | None:
        """memory.peak, where it can be reset (Linux 6.12): the reset holds for this descriptor."""
        if self._v2 is None or "memory" not in self._v2_controllers:
            return None
        try:
            descriptor = os.open(self._v2 / "memory.peak", os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            return None
        try:
            os.pwrite(descriptor, b"reset", 0)
        except OSError:
            os.close(descriptor)
            return None
        return descriptor


def find() -> Parents:
    """Looks, per controller, where slots may make groups; removes those of judges that have died."""
    why: dict[str, str] = {}
    own = _own_groups()
    mounts = _mounts()
    v1: dict[str, Path | None] = {}
    for controller in ("memory", "pids"):
        v1[controller] = None
        point = mounts.get(controller)
        if point is None or controller not in own:
            why[controller] = "no cgroup v1 hierarchy has this controller"
            continue
        folder = point / own[controller].lstrip("/")
        if not folder.is_dir():
            folder = point  # inside a container the path of the host does not exist
        trouble = _trouble(folder, {"memory": "memory.limit_in_bytes", "pids": "pids.max"}[controller])
        if trouble is None:
            v1[controller] = folder
        else:
            why[controller] = trouble
    v2, controllers = _find_v2(mounts, own, why, needed=[c for c in _V2_CONTROLLERS if v1[c] is None])
    found = Parents(v1["memory"], v1["pids"], v2, controllers, why)
    for parent in (found.memory_v1, found.pids_v1, found.v2):
        if parent is not None:
            _sweep(parent)
    return found


def unified(controller: str) -> bool:
    """Whether this machine has ``controller`` in version 2, whoever may use it there."""
    point = _mounts().get("")
    try:
        return point is not None and controller in (point / "cgroup.controllers").read_text().split()
    except OSError:
        return False


def _find_v2(
    mounts: dict[str, Path], own: dict[str, str], why: dict[str, str], needed: list[str]
) -> tuple[Path | None, frozenset[str]]:
    point = mounts.get("")
    if not needed or point is None or "" not in own:
        return None, frozenset()
    folder = point / own[""].lstrip("/")
    if folder.name == _OWN_GROUP:
        folder = folder.parent  # this process has divided its group before
    try:
        offered = (folder / "cgroup.controllers").read_text().split()
    except OSError as error:
        for controller in needed:
            why[controller] = f"cgroup v2 at {folder}: {error.strerror}"
        return None, frozenset()
    usable = [controller for controller in needed if controller in offered]
    for controller in needed:
        if controller not in offered:
            why[controller] = f"cgroup v2 at {folder} is not delegated this controller"
    if not usable:
        return None, frozenset()
    try:
        _delegate(folder, usable)
    except OSError as error:
        for controller in usable:
            why[controller] = f"cgroup v2 at {folder} cannot be divided: {error.strerror}"
        return None, frozenset()
    for controller in usable:
        why.pop(controller, None)
    return folder, frozenset(usable)


def _delegate(folder: Path, controllers: list[str]) -> None:
    """Moves this process into a child group, since a group with processes cannot be divided."""
    child = folder / _OWN_GROUP
    child.mkdir(exist_ok=True)
    (child / "cgroup.procs").write_text(str(os.getpid()))
    try:
        (folder / "cgroup.subtree_control").write_text(" ".join(f"+{name}" for name in controllers))
    except OSError:
        (folder / "cgroup.procs").write_text(str(os.getpid()))
        with contextlib.suppress(OSError):
            child.rmdir()
        raise


def _trouble(folder: Path, limit: str) -> str | None:
    probe = folder / f"assay-{os.getpid()}-0"
    try:
        probe.mkdir()
    except FileExistsError:
        return None
    except OSError as error:
        return f"cannot make a group in {folder}: {error.strerror}"
    try:
        (probe / limit).write_text("1073741824" if limit.startswith("memory") else "100")
    except OSError as error:
        return f"cannot set {limit} in {probe}: {error.strerror}"
    finally:
        probe.rmdir()
    return None


def _made(parent: Path | None, name: str) -> Path | None:
    if parent is None:
        return None
    group = parent / name
    group.mkdir(exist_ok=True)
    return group


def _remove(group: Path) -> None:
    """Processes that have been killed hold it until they are gone; whoever takes longer leaves it to ``_sweep``."""
    until = time.monotonic() + _GONE_WITHIN_S
    while True:
        try:
            group.rmdir()
        except FileNotFoundError:
            return
        except OSError:
            if time.monotonic() > until:
                return
            time.sleep(0.01)
        else:
            return


def _sweep(parent: Path) -> None:
    for group in parent.glob("assay-*"):
        match = _OURS.fullmatch(group.name)
        if match is not None and not Path(f"/proc/{match[1]}").exists():
            with contextlib.suppress(OSError):  # another judge sweeps at the same moment, or it is in use
                group.rmdir()


def _own_groups() -> dict[str, str]:
    """Controller (or "" for version 2) to this process's path in that hierarchy."""
    groups: dict[str, str] = {}
    for line in _OWN.read_text().splitlines():
        _, controllers, path = line.split(":", 2)
        for controller in controllers.split(","):
            groups[controller] = path
    return groups


def _mounts() -> dict[str, Path]:
    """Controller (or "" for version 2) to where its hierarchy is mounted."""
    found: dict[str, Path] = {}
    for line in _MOUNTS.read_text().splitlines():
        left, _, right = line.partition(" - ")
        kind, _, options = right.split(" ", 2)
        point = Path(left.split()[4])
        if kind == "cgroup2":
            found[""] = point
        elif kind == "cgroup":
            for controller in options.split(","):
                found.setdefault(controller, point)
    return found
