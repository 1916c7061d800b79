"""The seccomp filter under which programs run, put together by hand (no library needed).

What is refused either reaches beyond the sandbox (keys, tracing, sockets, mounts, new namespaces), opens
much of the kernel to attack (bpf, io_uring, userfaultfd, perf), or is a channel to other sandboxes
(locks and watches on shared files). Calls newer than this list are refused too: programs fall back.

A call's number is found by halving. Not for the calls, which the kernel answers from a cache: to fill that
cache it runs the filter once for every number there is, each time a program loads it, and a program is a test.
"""

from __future__ import annotations

import functools
import struct
from bisect import bisect_right
from collections.abc import Mapping, Sequence

_ENOSYS, _EPERM, _EAFNOSUPPORT, _EOPNOTSUPP = 38, 1, 97, 95
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
_FURTHEST = 255  # that a condition can jump
_NAMESPACES = 0x7E020000
_NEWEST_KNOWN = 462  # mseal
_X32 = 0x40000000

_AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# number on x86_64, number on aarch64 (None: not there)
REFUSED: dict[str, tuple[int | None, int | None]] = {
    "acct": (163, 89),
    "add_key": (248, 217),
    "adjtimex": (159, 171),
    "bpf": (321, 280),
    "chroot": (161, 51),
    "clock_adjtime": (305, 266),
    "clock_settime": (227, 112),
    "clone3": (435, 435),
    "delete_module": (176, 106),
    "fanotify_init": (300, 262),
    "fanotify_mark": (301, 263),
    "finit_module": (313, 273),
    "flock": (73, 32),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fsopen": (430, 430),
    "fspick": (433, 433),
    "init_module": (175, 105),
    "inotify_add_watch": (254, 27),
    "inotify_init": (253, None),
    "inotify_init1": (294, 26),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "io_uring_setup": (425, 425),
    "ioperm": (173, None),
    "iopl": (172, None),
    "ioprio_set": (251, 30),
    "kcmp": (312, 272),
    "kexec_file_load": (320, 294),
    "kexec_load": (246, 104),
    "keyctl": (250, 219),
    "lookup_dcookie": (212, 18),
    "mbind": (237, 235),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "migrate_pages": (256, 238),
    "modify_ldt": (154, None),
    "mount": (165, 40),
    "mount_setattr": (442, 442),
    "move_mount": (429, 429),
    "move_pages": (279, 239),
    "mq_open": (240, 180),
    "msgget": (68, 186),
    "name_to_handle_at": (303, 264),
    "nfsservctl": (180, 42),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428),
    "perf_event_open": (298, 241),
    "personality": (135, 92),
    "pidfd_getfd": (438, 438),
    "pivot_root": (155, 41),
    "process_madvise": (440, 440),
    "process_mrelease": (448, 448),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "ptrace": (101, 117),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "reboot": (169, 142),
    "request_key": (249, 218),
    "sched_setaffinity": (203, 122),
    "sched_setattr": (314, 274),
    "sched_setparam": (142, 118),
    "semget": (64, 190),
    "set_mempolicy": (238, 237),
    "set_mempolicy_home_node": (450, 450),
    "setdomainname": (171, 162),
    "sethostname": (170, 161),
    "setns": (308, 268),
    "setpriority": (141, 140),
    "settimeofday": (164, 170),
    "shmget": (29, 194),
    "swapoff": (168, 225),
    "swapon": (167, 224),
    "syslog": (103, 116),
    "umount2": (166, 39),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
    "vhangup": (153, 58),
}
# Refused as "not permitted" because programs know that answer; all else as "no such call".
_NOT_PERMITTED = frozenset(
    {"chroot", "mount", "ptrace", "setns", "setpriority", "umount2", "unshare", "sched_setaffinity"}
)
_SHARED_MEMORY = frozenset({"shmget", "semget"})
_CLONE, _SOCKET, _IOCTL = (56, 220), (41, 198), (16, 29)
_SET_SCHEDULER = (144, 119)
_FCNTL, _PRLIMIT = (72, 25), (302, 261)
_TERMINAL_INPUT = (0x5412, 0x541C)  # TIOCSTI, TIOCLINUX
_LEASES_AND_WATCHES = (1024, 1025, 1026)  # F_SETLEASE, F_GETLEASE, F_NOTIFY

# Where the host's own files and processes are around (no namespaces): what Landlock does not decide on.
_OPENAT, _OPEN, _UNNAMED_FILE = (
    (257, 56),
    (2, None),
    0o20000000,
)  # O_TMPFILE: nobody could count what it holds
_ATTRIBUTES_OF_FILES = {
    "chmod": (90, None),
    "chown": (92, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "fchown": (93, 55),
    "fchownat": (260, 54),
    "fremovexattr": (199, 16),
    "fsetxattr": (190, 7),
    "futimesat": (261, None),
    "lchown": (94, None),
    "lremovexattr": (198, 15),
    "lsetxattr": (189, 6),
    "removexattr": (197, 14),
    "setxattr": (188, 5),
    "truncate": (76, 45),
    "utime": (132, None),
    "utimensat": (280, 88),
    "utimes": (235, None),
}
_OF_ALL_FILES = {"sync": (162, 81), "syncfs": (306, 267), "openat2": (437, 437)}
_SIGNALS_TO_A_PROCESS = ((62, 129), (129, 138), (234, 131), (297, 240), (200, 130))
_BY_DESCRIPTOR = (424, 424)  # pidfd_send_signal
_OWNERS_AND_SIGNALS = (8, 10, 15)  # F_SETOWN, F_SETSIG, F_SETOWN_EX
_OWNERS = (0x8901, 0x8902)  # FIOSETOWN, SIOCSPGRP
_FLAGS_OF_FILES = (
    0x40086602,
    0x40046602,
    0x401C5820,
)  # FS_IOC_SETFLAGS, FS_IOC32_SETFLAGS, FS_IOC_FSSETXATTR


Body = tuple[bytes, ...]
"""What decides on one call, by instructions of which the last returns."""


def _instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)


def _answer(errno: int) -> bytes:
    return _instruction(_RETURN, _ERRNO | errno)


_ALLOWED: Body = (_instruction(_RETURN, _ALLOW),)
_KILLED: Body = (_instruction(_RETURN, _KILL),)


def _argument(number: int) -> bytes:
    """Loads the low half of a call's argument (both architectures are little-endian)."""
    return _instruction(_LOAD, _ARGUMENTS + 8 * number)


def _refused_values(argument: int, values: tuple[int, ...], errno: int) -> Body:
    lines = [_argument(argument)]
    for value in values:
        lines += [_instruction(_EQUAL, value, 0, 1), _answer(errno)]
    return (*lines, *_ALLOWED)


def _refused_calls(
    calls: Mapping[str, tuple[int | None, int | None]], column: int, errno: int
) -> dict[int, Body]:
    numbers = [call[column] for call in calls.values()]
    return {number: (_answer(errno),) for number in numbers if number is not None}


def _no_unnamed_files(column: int) -> dict[int, Body]:
    # O_TMPFILE is this bit and O_DIRECTORY; where it is not supported, kernels say so like this.
    refused = (_instruction(_ANY_BIT, _UNNAMED_FILE, 0, 1), _answer(_EOPNOTSUPP), *_ALLOWED)
    flags = {call[column]: argument for call, argument in ((_OPENAT, 2), (_OPEN, 1))}
    return {
        number: (_argument(argument), *refused) for number, argument in flags.items() if number is not None
    }


def _only_to(pid: int, column: int) -> dict[int, Body]:
    """Signals go to ``pid`` or, for 0, to its own group, which only what it started can be in."""
    body = (
        _argument(0),
        _instruction(_EQUAL, 0, 2, 0),
        _instruction(_EQUAL, pid, 1, 0),
        _answer(_EPERM),
        *_ALLOWED,
    )
    calls: dict[int, Body] = {call[column]: body for call in _SIGNALS_TO_A_PROCESS}
    return calls | {_BY_DESCRIPTOR[column]: (_answer(_EPERM),)}


def _by_halves(starts: Sequence[int], bodies: Sequence[Body]) -> list[bytes]:
    """The instructions by which the number that is loaded finds its body: ``bodies[i]`` from ``starts[i]`` on,
    until the next start. The first start is 0."""
    nodes: list[tuple[int, int | Body, int | Body]] = []  # a number; where to go from it on; and below it

    def grow(first: int, last: int) -> int | Body:
        if first == last:
            return bodies[first]
        node, middle = len(nodes), (first + last + 1) // 2
        nodes.append((starts[middle], _ALLOWED, _ALLOWED))
        below = grow(first, middle - 1)
        nodes[node] = (starts[middle], grow(middle, last), below)
        return node

    if grow(0, len(starts) - 1) != 0:
        return list(bodies[0])
    lines: list[bytes] = []
    places: dict[Body, int] = {}
    for body in sorted(set(bodies), key=lambda body: (len(body), body)):
        places[body] = len(nodes) + len(lines)
        lines += body
    tree: list[bytes] = []
    for at, (number, *ways) in enumerate(nodes):
        jumps = [(way if isinstance(way, int) else places[way]) - at - 1 for way in ways]
        if max(jumps) > _FURTHEST:
            raise ValueError(f"the filter has become too long: a jump over {max(jumps)} instructions")
        tree.append(_instruction(_AT_LEAST, number, *jumps))
    return tree + lines


@functools.cache
def program(
    machine: str,
    *,
    shared: bool = False,
    own_files: bool = False,
    only_signal: int | None = None,
    shared_memory: bool = False,
) -> bytes:
    """The filter for ``machine`` ("x86_64" or "aarch64") as packed ``struct sock_filter``.

    ``shared``: the host's files and processes are around; ``own_files``: some of them are the program's
    user's. ``only_signal``: it may signal no process but this one, itself. ``shared_memory``: that of System V
    is allowed, for a sandbox with an IPC namespace of its own.
    """
    column = 0 if machine == "x86_64" else 1
    alone = only_signal is not None
    commands = _LEASES_AND_WATCHES + (_OWNERS_AND_SIGNALS if alone else ())
    requests = _TERMINAL_INPUT + (_FLAGS_OF_FILES if own_files else ()) + (_OWNERS if alone else ())
    calls: dict[int, Body] = {}
    for name, numbers in REFUSED.items():
        number = numbers[column]
        if number is not None and not (shared_memory and name in _SHARED_MEMORY):
            calls[number] = (_answer(_EPERM if name in _NOT_PERMITTED else _ENOSYS),)
    calls |= {
        _CLONE[column]: (
            _argument(0),
            _instruction(_ANY_BIT, _NAMESPACES, 0, 1),
            _answer(_EPERM),
            *_ALLOWED,
        ),
        _FCNTL[column]: _refused_values(1, commands, _EPERM),
        _IOCTL[column]: _refused_values(1, requests, _EPERM),
        # A limit may be set for oneself (pid 0) only: the supervisor can have the same user.
        _PRLIMIT[column]: (_argument(0), _instruction(_EQUAL, 0, 1, 0), _answer(_EPERM), *_ALLOWED),
        _SOCKET[column]: (_answer(_EAFNOSUPPORT),),
        # To the ordinary kind, which it has anyway: done without being done. Mono does not bear a refusal.
        _SET_SCHEDULER[column]: (
            _argument(1),
            _instruction(_EQUAL, 0, 0, 1),
            _answer(0),
            _answer(_EPERM),
        ),
    }
    if shared:
        calls |= _no_unnamed_files(column)
        calls |= _refused_calls(_OF_ALL_FILES, column, _ENOSYS)
    if own_files:
        calls |= _refused_calls(_ATTRIBUTES_OF_FILES, column, _EPERM)
    if only_signal is not None:
        calls |= _only_to(only_signal, column)
    starts, bodies = _ranges(calls, _X32 if column == 0 else None)
    lines = [
        _instruction(_LOAD, _ARCHITECTURE),
        _instruction(_EQUAL, _AUDIT[machine], 1, 0),
        *_KILLED,
        _instruction(_LOAD, _NUMBER),
        *_by_halves(starts, bodies),
    ]
    return b"".join(lines)


def _ranges(calls: Mapping[int, Body], killed_from: int | None) -> tuple[list[int], list[Body]]:
    """Where another body begins to hold, and which."""
    edges = {0: _ALLOWED, _NEWEST_KNOWN + 1: (_answer(_ENOSYS),)}
    if killed_from is not None:
        edges[killed_from] = _KILLED
    first = sorted(edges)
    for number in calls:
        edges.setdefault(number + 1, edges[first[bisect_right(first, number + 1) - 1]])
    edges |= calls
    starts = sorted(edges)
    changes = [at for n, at in enumerate(starts) if n == 0 or edges[at] != edges[starts[n - 1]]]
    return changes, [edges[at] for at in changes]
