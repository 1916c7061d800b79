"""System calls that Python's standard library does not offer, through ctypes. Linux 5.12 or newer."""

from __future__ import annotations

import ctypes
import functools
import os
import signal

NEWNS = 0x00020000
NEWCGROUP = 0x02000000
NEWUTS = 0x04000000
NEWIPC = 0x08000000
NEWUSER = 0x10000000
NEWPID = 0x20000000
NEWNET = 0x40000000
SANDBOX_NAMESPACES = NEWNS | NEWCGROUP | NEWIPC | NEWUSER | NEWPID
SHARED_NAMESPACES = NEWUTS | NEWNET
"""Of which one serves all sandboxes of a keeper: no program can change anything there."""

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_BIND, MS_REC, MS_PRIVATE = 1, 2, 4, 8, 4096, 16384, 1 << 18
MNT_DETACH = 2
ATTR_RDONLY, ATTR_NOSUID, ATTR_NODEV = 1, 2, 4

_AT_FDCWD, _AT_RECURSIVE = -100, 0x8000
_CLOSE_RANGE_CLOEXEC = 4
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_CAPBSET_DROP = 1, 4, 22, 24
_PR_SET_SECUREBITS, _PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS = 28, 36, 38
_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE = 47, 2
CAP_SYS_ADMIN = 21
_SECBITS_NO_ROOT_LOCKED = 0b11
_SECCOMP_MODE_FILTER = 2
_CAPABILITY_VERSION_3 = 0x20080522
_LAST_CAPABILITY = 63

MACHINE = os.uname().machine
_NUMBERS = {  # clone, pivot_root, capset
    "x86_64": (56, 155, 126),
    "aarch64": (220, 41, 91),
}
_MOUNT_SETATTR, _CLOSE_RANGE = 442, 436  # the same on every architecture

# PyDLL keeps the interpreter's lock over the call, which a clone in the middle of Python must not let go of.
_libc = ctypes.PyDLL(None, use_errno=True)


def supported() -> bool:
    """Whether system call numbers and filter are known for this machine's architecture."""
    return MACHINE in _NUMBERS


def _long(*values: int) -> list[ctypes.c_long]:
    return [ctypes.c_long(value) for value in values]


def _check(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def call(number: int, *arguments: int | bytes | None) -> int:
    """Any system call by its number; bytes are handed over as a pointer, None as a null pointer."""
    values = [ctypes.c_long(each) if isinstance(each, int) else ctypes.c_char_p(each) for each in arguments]
    result: int = _libc.syscall(ctypes.c_long(number), *values)
    return _check(result, f"system call {number}")


def clone(flags: int) -> int:
    """``fork`` with namespace flags."""
    number = _NUMBERS[MACHINE][0]
    return _check(
        _libc.syscall(*_long(number, flags | signal.SIGCHLD, 0, 0, 0, 0)), "clone into new namespaces"
    )


def fork() -> int:
    """``os.fork`` without what it mends for programs with several threads and runs at forks, which is two
    thirds of its cost: the caller has one thread only, and its child runs nothing that relies on it."""
    return _check(_libc.fork(), "fork")


def unshare(flags: int) -> None:
    _check(_libc.unshare(ctypes.c_int(flags)), "unshare")


def mount(source: str | None, target: str, kind: str | None, flags: int, options: str = "") -> None:
    def encoded(text: str | None) -> bytes | None:
        return text.encode() if text is not None else None

    arguments = (encoded(source), target.encode(), encoded(kind), ctypes.c_ulong(flags), options.encode())
    _check(_libc.mount(*arguments), f"mount {source or kind} on {target}")


def set_mount(target: str, attributes: int, *, recursive: bool, without: int = 0) -> None:
    """Adds mount attributes (ATTR_*) and takes away ``without``; others stay as they are."""
    change = (ctypes.c_uint64 * 4)(attributes, without, 0, 0)
    flags = _AT_RECURSIVE if recursive else 0
    result = _libc.syscall(
        *_long(_MOUNT_SETATTR, _AT_FDCWD),
        ctypes.c_char_p(target.encode()),
        *_long(flags),
        ctypes.byref(change),
        *_long(ctypes.sizeof(change)),
    )
    _check(result, f"mount_setattr {target}")


def unmount(target: str) -> None:
    _check(_libc.umount2(target.encode(), MNT_DETACH), f"unmount {target}")


def pivot_root(new_root: str, put_old: str) -> None:
    number = _NUMBERS[MACHINE][1]
    result = _libc.syscall(
        *_long(number), ctypes.c_char_p(new_root.encode()), ctypes.c_char_p(put_old.encode())
    )
    _check(result, f"pivot_root {new_root}")


def _prctl(what: str, option: int, *arguments: int) -> None:
    values = [ctypes.c_ulong(argument) for argument in (*arguments, 0, 0, 0, 0)[:4]]
    _check(_libc.prctl(ctypes.c_int(option), *values), what)


def die_with_parent(by: int = signal.SIGKILL) -> None:
    """The kernel sends ``by`` to this process when its parent ends."""
    _prctl("PR_SET_PDEATHSIG", _PR_SET_PDEATHSIG, by)


def set_dumpable(yes: bool) -> None:
    """A process that is not dumpable cannot be traced or read by others of its own user."""
    _prctl("PR_SET_DUMPABLE", _PR_SET_DUMPABLE, int(yes))


def forbid_new_privileges() -> None:
    """No exec gains anything from now on, not even of a set-user-id program."""
    _prctl("PR_SET_NO_NEW_PRIVS", _PR_SET_NO_NEW_PRIVS, 1)


def adopt_orphans() -> None:
    """Descendants whose parents end become this process's children, as with PID 1."""
    _prctl("PR_SET_CHILD_SUBREAPER", _PR_SET_CHILD_SUBREAPER, 1)


def close_from(first: int) -> None:
    """Marks every descriptor from ``first`` on as closed by the next exec."""
    _check(
        _libc.syscall(*_long(_CLOSE_RANGE, first, 0x7FFFFFFF, _CLOSE_RANGE_CLOEXEC)),
        "close_range",
    )


def forgo_bounding_capabilities() -> None:
    """No later exec can gain a capability; needs CAP_SETPCAP, so comes before a change of user."""
    for capability in range(_LAST_CAPABILITY + 1):
        try:
            _prctl("PR_CAPBSET_DROP", _PR_CAPBSET_DROP, capability)
        except OSError:
            break  # past the last capability this kernel knows
    _prctl("PR_SET_SECUREBITS", _PR_SET_SECUREBITS, _SECBITS_NO_ROOT_LOCKED)


_NO_CAPABILITIES = (
    (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0),
    (ctypes.c_uint32 * 6)(),
)


def forgo_capabilities() -> None:
    header, nothing = _NO_CAPABILITIES
    _check(_libc.syscall(*_long(_NUMBERS[MACHINE][2]), ctypes.byref(header), ctypes.byref(nothing)), "capset")


def keep_capability(number: int) -> None:
    """Over an exec by a user who is not root: as an ambient capability."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable; then their upper halves
    get, change = _NUMBERS[MACHINE][2] - 1, _NUMBERS[MACHINE][2]
    _check(_libc.syscall(*_long(get), ctypes.byref(header), ctypes.byref(sets)), "capget")
    sets[2] |= 1 << number
    _check(_libc.syscall(*_long(change), ctypes.byref(header), ctypes.byref(sets)), "capset")
    _prctl("PR_CAP_AMBIENT", _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, number)


_NULL = ctypes.c_ulong(0)


class _FilterProgram(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p)]


@functools.cache
def _prepared(program: bytes) -> tuple[ctypes.c_int, ctypes.c_ulong, ctypes.c_void_p, object, object]:
    """The arguments of prctl; the last two keep alive what they point to."""
    buffer = ctypes.create_string_buffer(program, len(program))
    holder = _FilterProgram(len(program) // 8, ctypes.addressof(buffer))
    mode = ctypes.c_ulong(_SECCOMP_MODE_FILTER)
    return ctypes.c_int(_PR_SET_SECCOMP), mode, ctypes.c_void_p(ctypes.addressof(holder)), holder, buffer


def load_filter(program: bytes) -> None:
    """Sets the seccomp filter ``program`` (packed ``struct sock_filter``). Privileges are forbidden before."""
    option, mode, holder, *_ = _prepared(program)
    _check(_libc.prctl(option, mode, holder, _NULL, _NULL), "PR_SET_SECCOMP")


def prepare_filter(program: bytes) -> None:
    """So that forks of this process load it at less cost."""
    _prepared(program)


def process_clock(pid: int) -> int:
    """The clock id of a process's CPU time over all its threads, for ``time.clock_gettime``."""
    return (~pid << 3) | 2
