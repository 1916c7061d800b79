"""Ways to end all that a program started, and nothing else. Each reaches what has left its parent, its group
and its session, and each is one system call where the kernel allows, so that no fork escapes it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time

_PROCESSES = "/proc"
_PATIENCE_S = 10.0
_DONE = 42


class Unsafe(Exception):
    """A signal to everything would reach more than it should."""


def end_namespace() -> None:
    """For PID 1 of a namespace."""
    if os.getpid() != 1:
        raise Unsafe("not PID 1 of a namespace: kill(-1) would reach the host's processes")
    _kill_everything()


def end_domain() -> None:
    """For a process whose Landlock domain keeps its signals within. The keeper, its ancestor, is outside."""
    if reaches(os.getppid()):
        raise Unsafe("signals are not kept within the sandbox: kill(-1) would reach the host's processes")
    _kill_everything()


def end_user(uid: int) -> None:
    """For root, where every program runs as a user that nothing else runs as.

    A child becomes that user for one call. What is to be killed may kill it first; then another follows.
    """
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        pid = os.fork()
        if pid == 0:
            try:
                os.setresuid(uid, uid, uid)
                if not reaches(os.getppid()):
                    _kill_everything()
                    os._exit(_DONE)
            finally:
                os._exit(1)
        _, status = os.waitpid(pid, 0)
        if os.WIFEXITED(status):
            if os.WEXITSTATUS(status) == _DONE:
                return
            raise Unsafe(f"user {uid} may signal the judge's own processes: kill(-1) would reach them")
    raise TimeoutError(f"what runs as user {uid} could not be ended in {_PATIENCE_S:.0f} s")


def end_descendants() -> None:
    """For a process that adopts orphans. All are stopped before any is killed: what is stopped cannot fork."""
    until = time.monotonic() + _PATIENCE_S
    while True:
        stopped: set[int] = set()
        while new := living_descendants(os.getpid()) - stopped:
            _signal(new, signal.SIGSTOP)
            stopped |= new
            if time.monotonic() > until:
                break
        if not stopped:
            return
        if time.monotonic() > until:
            raise TimeoutError(f"{len(stopped)} processes could not be ended in {_PATIENCE_S:.0f} s")
        _signal(stopped, signal.SIGKILL)
        time.sleep(0.001)


def _kill_everything() -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):  # nothing there that we may reach
        os.kill(-1, signal.SIGKILL)


def reaches(pid: int) -> bool:
    """Whether this process may signal ``pid``, which there is."""
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def _signal(pids: set[int], number: int) -> None:
    for pid in pids:
        with contextlib.suppress(OSError):  # ended meanwhile, or about to run a set-user-id program in vain
            os.kill(pid, number)


def living_descendants(ancestor: int) -> set[int]:
    parents: dict[int, int] = {}
    for name in os.listdir(_PROCESSES):
        if name.isdigit():
            with contextlib.suppress(OSError), open(f"{_PROCESSES}/{name}/stat", "rb") as file:
                state, parent = file.read().rpartition(b")")[2].split()[:2]
                if state not in (b"Z", b"X"):
                    parents[int(name)] = int(parent)
    found: set[int] = set()
    edge = {ancestor}
    while edge:
        edge = {pid for pid, parent in parents.items() if parent in edge} - found
        found |= edge
    return found


def tasks_of(uid: int) -> int:
    """Processes and threads that run as ``uid``, here and elsewhere on the machine."""
    total = 0
    for name in os.listdir(_PROCESSES):
        if name.isdigit():
            with contextlib.suppress(OSError):  # it ended meanwhile
                folder = f"{_PROCESSES}/{name}"
                if os.stat(folder).st_uid == uid:
                    total += len(os.listdir(f"{folder}/task"))
    return total
