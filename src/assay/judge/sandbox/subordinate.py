"""Subordinate ids: those of no one's that /etc/subuid and /etc/subgid grant an ordinary user.

The set-user-id programs newuidmap and newgidmap (Debian's ``uidmap``) put them into a user namespace.
"""

from __future__ import annotations

import os

from . import kernel

# What a keeper imports lies in the memory of all its sandboxes: the rest is imported where it is used.

_PROGRAMS = ("newuidmap", "newgidmap")
_GRANTS = ("/etc/subuid", "/etc/subgid")


def granted(least: int) -> tuple[int, int, int] | None:
    """First user id, first group id and how many there are of both; None where it is fewer than ``least`` or
    they could not be put in place."""
    import shutil

    if any(shutil.which(program) is None for program in _PROGRAMS):
        return None
    (user, users), (group, groups) = (_range(path) for path in _GRANTS)
    count = min(users, groups)
    return (user, group, count) if count >= least else None


def listed() -> bool:
    """Whether both files have a range of this process's user."""
    return all(_range(path) != (0, 0) for path in _GRANTS)


def end_of_all() -> int:
    """The first id above all ranges that anyone has."""
    return max((first + count for path in _GRANTS for _, first, count in _ranges(path)), default=0)


def _range(grants: str) -> tuple[int, int]:
    """The largest range of this process's user: first id and how many."""
    import pwd

    uid = os.geteuid()
    names = {str(uid)}
    try:
        names.add(pwd.getpwuid(uid).pw_name)
    except KeyError:
        return 0, 0
    ranges = [(first, count) for name, first, count in _ranges(grants) if name in names]
    return max(ranges, key=lambda each: each[1], default=(0, 0))


def _ranges(grants: str) -> list[tuple[str, int, int]]:
    """Whose it is, first id and how many."""
    try:
        with open(grants) as file:
            fields = [line.split(":") for line in file.read().splitlines() if line.count(":") == 2]
    except OSError:
        return []
    return [(name, int(first), int(count)) for name, first, count in fields]


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
    import shutil

    own = ((os.getuid(), first_id), (os.getgid(), first_group))
    for program, (mine, first) in zip(_PROGRAMS, own, strict=True):
        path = shutil.which(program) or program
        arguments = [str(n) for n in (pid, mine, mine, 1, first_id, first, ids)]
        if os.spawnv(os.P_WAIT, path, [program, *arguments]) != 0:
            os._exit(1)
