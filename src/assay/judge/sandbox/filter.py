"""The seccomp filter under which programs run, put together by hand (no library needed).

What is refused either reaches beyond the sandbox (keys, tracing, sockets, mounts, new namespaces), opens
much of the kernel to attack (bpf, io_uring, userfaultfd, perf), or is a channel to other sandboxes
(locks and watches on shared files). Calls newer than this list are refused too: programs fall back.
"""

from __future__ import annotations

import struct

_ENOSYS, _EPERM, _EAFNOSUPPORT = 38, 1, 97
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
    "sched_setscheduler": (144, 119),
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
_CLONE, _SOCKET, _IOCTL = (56, 220), (41, 198), (16, 29)
_FCNTL, _PRLIMIT = (72, 25), (302, 261)
_TERMINAL_INPUT = (0x5412, 0x541C)  # TIOCSTI, TIOCLINUX
_LEASES_AND_WATCHES = (1024, 1025, 1026)  # F_SETLEASE, F_GETLEASE, F_NOTIFY


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


def program(machine: str) -> bytes:
    """The filter for ``machine`` ("x86_64" or "aarch64") as packed ``struct sock_filter``."""
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
    lines += _on_call(_FCNTL[column], _refuse_values(1, _LEASES_AND_WATCHES, _EPERM))
    lines += _on_call(_IOCTL[column], _refuse_values(1, _TERMINAL_INPUT, _EPERM))
    # A limit may be set for oneself (pid 0) only: the supervisor can have the same user.
    lines += _on_call(_PRLIMIT[column], [_argument(0), _instruction(_EQUAL, 0, 1, 0), _answer(_EPERM)])
    lines += _on_call(_SOCKET[column], [_answer(_EAFNOSUPPORT)])
    for name, numbers in REFUSED.items():
        number = numbers[column]
        if number is not None:
            errno = _EPERM if name in _NOT_PERMITTED else _ENOSYS
            lines += [_instruction(_EQUAL, number, 0, 1), _answer(errno)]
    lines.append(_instruction(_RETURN, _ALLOW))
    return b"".join(lines)
