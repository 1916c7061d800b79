"""Subordinate ids: those of no one's that /etc/subuid and /etc/subgid grant an ordinary user.

The set-user-id programs newuidmap and newgidmap (Debian's ``uidmap``) put them into a user namespace.
"""

from __future__ import annotations

import os
import pwd
import shutil
from pathlib import Path

from . import kernel

_PROGRAMS = ("newuidmap", "newgidmap")
_GRANTS = (Path("/etc/subuid"), Path("/etc/subgid"))


def granted(least: int) -> tuple[int, int, int] | None:
    """First user id, first group id and how many there are of both; None where it is fewer than ``least`` or
    they could not be put in place."""
    if any(shutil.which(program) is None for program in _PROGRAMS):
        return None
    ranges = [_range(path) for path in _GRANTS]
    count = min(count for _, count in ranges)
    return (ranges[0][0], ranges[1][0], count) if count >= least else None


def _range(grants: Path) -> tuple[int, int]:
    """The largest range of this process's user: first id and how many."""
    uid = os.geteuid()
    names = {str(uid)}
    try:
        names.add(pwd.getpwuid(uid).pw_name)
        lines = grants.read_text().splitlines()
    except (KeyError, OSError):
        return 0, 0
    fields = (line.split(":") for line in lines if line.count(":") == 2)
    ranges = [(int(first), int(count)) for name, first, count in fields if name in names]
    return max(ranges, key=lambda each: each[1], default=(0, 0))


def enter(first_id: int, first_group: int, ids: int) -> None:
    """A new user namespace in which this process keeps its ids, and ``ids`` more are to be had: users from
    ``first_id`` on as they are, groups from ``first_group`` on under the users' numbers."""
    begun, begin = os.pipe()
    helper = os.fork()
    if helper == 0:
        try:
            os.close(begin)
            os.read(begun, 1)  # at the end of this one the namespace is there
            _map(os.getppid(), first_id, first_group, ids)
            os._exit(0)
        finally:
            os._exit(1)
    os.close(begun)
    try:
        kernel.unshare(kernel.NEWUSER)
    finally:
        os.close(begin)
        _, status = os.waitpid(helper, 0)
    if status != 0:
        raise OSError("newuidmap or newgidmap refused the ids that /etc/subuid and /etc/subgid grant")


def _map(pid: int, first_id: int, first_group: int, ids: int) -> None:
    own = ((os.getuid(), first_id), (os.getgid(), first_group))
    for program, (mine, first) in zip(_PROGRAMS, own, strict=True):
        path = shutil.which(program) or program
        arguments = [str(n) for n in (pid, mine, mine, 1, first_id, first, ids)]
        if os.spawnv(os.P_WAIT, path, [program, *arguments]) != 0:
            os._exit(1)
