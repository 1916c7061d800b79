"""The seccomp filter under which programs run, put together by hand (no library needed).

What is refused either reaches beyond the sandbox (keys, tracing, sockets, mounts, new namespaces), opens
much of the kernel to attack (bpf, io_uring, userfaultfd, perf), or is a channel to other sandboxes
(locks and watches on shared files). Calls newer than this list are refused too: programs fall back.
"""

from __future__ import annotations

import functools
import struct
from collections.abc import Mapping

_ENOSYS, _EPERM, _EAFNOSUPPORT, _EOPNOTSUPP = 38, 1, 97, 95
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
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


def _instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)


def _answer(errno: int) -> bytes:
    return _instruction(_RETURN, _ERRNO | errno)


def _argument(number: int) -> bytes:
    """Loads the low half of a call's argument (both architectures are little-endian)."""
    return _instruction(_LOAD, _ARGUMENTS + 8 * number)


def _on_call(number: int, body: list[bytes]) -> list[bytes]:
    """``body`` runs for this call only; it ends by returning, and falls to "allow" if it does not."""
    body = [*body, _instruction(_RETURN, _ALLOW)]
    return [_instruction(_EQUAL, number, 0, len(body)), *body]


def _refuse_values(argument: int, values: tuple[int, ...], errno: int) -> list[bytes]:
    lines = [_argument(argument)]
    for value in values:
        lines += [_instruction(_EQUAL, value, 0, 1), _answer(errno)]
    return lines


def _refuse_calls(calls: Mapping[str, tuple[int | None, int | None]], column: int, errno: int) -> list[bytes]:
    numbers = [call[column] for call in calls.values()]
    return [
        line
        for number in numbers
        if number is not None
        for line in (_instruction(_EQUAL, number, 0, 1), _answer(errno))
    ]


def _no_unnamed_files(column: int) -> list[bytes]:
    lines: list[bytes] = []
    for call, flags in ((_OPENAT, 2), (_OPEN, 1)):
        number = call[column]
        if number is not None:
            # O_TMPFILE is this bit and O_DIRECTORY; where it is not supported, kernels say so like this.
            body = [_argument(flags), _instruction(_ANY_BIT, _UNNAMED_FILE, 0, 1), _answer(_EOPNOTSUPP)]
            lines += _on_call(number, body)
    return lines


def _only_to(pid: int, column: int) -> list[bytes]:
    """Signals go to ``pid`` or, for 0, to its own group, which only what it started can be in."""
    lines = [_instruction(_EQUAL, _BY_DESCRIPTOR[column], 0, 1), _answer(_EPERM)]
    for call in _SIGNALS_TO_A_PROCESS:
        equal = [_instruction(_EQUAL, 0, 2, 0), _instruction(_EQUAL, pid, 1, 0), _answer(_EPERM)]
        lines += _on_call(call[column], [_argument(0), *equal])
    return lines


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
    lines = [
        _instruction(_LOAD, _ARCHITECTURE),
        _instruction(_EQUAL, _AUDIT[machine], 1, 0),
        _instruction(_RETURN, _KILL),
        _instruction(_LOAD, _NUMBER),
    ]
    if column == 0:
        lines += [_instruction(_AT_LEAST, _X32, 0, 1), _instruction(_RETURN, _KILL)]
    lines += [_instruction(_AT_LEAST, _NEWEST_KNOWN + 1, 0, 1), _answer(_ENOSYS)]
    lines += _on_call(
        _CLONE[column], [_argument(0), _instruction(_ANY_BIT, _NAMESPACES, 0, 1), _answer(_EPERM)]
    )
    alone = only_signal is not None
    commands = _LEASES_AND_WATCHES + (_OWNERS_AND_SIGNALS if alone else ())
    lines += _on_call(_FCNTL[column], _refuse_values(1, commands, _EPERM))
    requests = _TERMINAL_INPUT + (_FLAGS_OF_FILES if own_files else ()) + (_OWNERS if alone else ())
    lines += _on_call(_IOCTL[column], _refuse_values(1, requests, _EPERM))
    if shared:
        lines += _no_unnamed_files(column)
        lines += _refuse_calls(_OF_ALL_FILES, column, _ENOSYS)
    if own_files:
        lines += _refuse_calls(_ATTRIBUTES_OF_FILES, column, _EPERM)
    if only_signal is not None:
        lines += _only_to(only_signal, column)
    # A limit may be set for oneself (pid 0) only: the supervisor can have the same user.
    lines += _on_call(_PRLIMIT[column], [_argument(0), _instruction(_EQUAL, 0, 1, 0), _answer(_EPERM)])
    lines += _on_call(_SOCKET[column], [_answer(_EAFNOSUPPORT)])
    # To the ordinary kind, which it has anyway: done without being done. Mono does not bear a refusal.
    ordinary = [_argument(1), _instruction(_EQUAL, 0, 0, 1), _answer(0), _answer(_EPERM)]
    lines += _on_call(_SET_SCHEDULER[column], ordinary)
    for name, numbers in REFUSED.items():
        number = numbers[column]
        if number is not None and not (shared_memory and name in _SHARED_MEMORY):
            errno = _EPERM if name in _NOT_PERMITTED else _ENOSYS
            lines += [_instruction(_EQUAL, number, 0, 1), _answer(errno)]
    lines.append(_instruction(_RETURN, _ALLOW))
    return b"".join(lines)
