"""From a fork of the supervisor to the program: the child's side of a run."""

from __future__ import annotations

import errno
import fcntl
import math
import os
import resource
import signal
from collections.abc import Sequence

from . import kernel, warm
from .ground import Ground

TYPE_CHECKING = False  # see ``wire``
if TYPE_CHECKING:
    from typing import Any, NoReturn

_COULD_NOT_START = 121
_BEYOND_ALL = 1 << 16
_MIB = 1 << 20
_NEVER_SET = (signal.SIGKILL, signal.SIGSTOP, 32, 33)
_IGNORED = (signal.SIGPIPE, signal.SIGXFSZ)  # by CPython, and so by its forks
_COMMON_LIMITS = {
    resource.RLIMIT_STACK: 64 * _MIB,
    resource.RLIMIT_NOFILE: 256,
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_MEMLOCK: 0,
    resource.RLIMIT_MSGQUEUE: 0,
}


def reset_signals() -> None:
    """All of them to what they do by default, for this process and all that it starts, whatever the one which
    started it had them do."""
    for number in range(1, signal.NSIG):
        if number not in (*_NEVER_SET, *_IGNORED):
            signal.signal(number, signal.SIG_DFL)


def high(descriptor: int) -> int:
    """The same, out of the way of the numbers that a program's streams get. Closes ``descriptor``."""
    moved = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 64)
    os.close(descriptor)
    return moved


def set_common_limits() -> None:
    """Of every program, and so of the supervisor, from which they inherit them."""
    for limit, value in _COMMON_LIMITS.items():
        wanted = _capped(limit, value)
        if resource.getrlimit(limit) != wanted:  # gVisor lets nobody set some of them, were it to the same
            resource.setrlimit(limit, wanted)


def limits(request: dict[str, Any], processes: int) -> list[tuple[int, tuple[int, int]]]:
    """Those of one program. ``processes``: what RLIMIT_NPROC has to be."""
    wanted = {
        resource.RLIMIT_CPU: math.ceil(request["cpu_s"]) + 1,
        resource.RLIMIT_FSIZE: request["file_bytes"],
        resource.RLIMIT_NPROC: processes,
        resource.RLIMIT_AS: request["address_bytes"],
        resource.RLIMIT_DATA: request["data_bytes"],
    }
    return [(limit, _capped(limit, value)) for limit, value in wanted.items() if value is not None]


def _capped(limit: int, value: int) -> tuple[int, int]:
    _, hard = resource.getrlimit(limit)
    most = value if hard == resource.RLIM_INFINITY else min(value, hard)
    return most, most


def become(
    ground: Ground,
    user: int | None,
    request: dict[str, Any],
    streams: Sequence[int],
    limits: list[tuple[int, tuple[int, int]]],
    failures: int,
) -> NoReturn:
    """Takes the streams as descriptors 0, 1, ..., gives up all rights, and runs the program. What keeps it from
    starting is written to ``failures``."""
    # In a fork each page that is touched has to be copied, which is most of its cost: so no more than needed.
    try:
        os.setsid()
        _take(streams)
        for limit, values in limits:
            resource.setrlimit(limit, values)
        if user is not None:  # a change from root to another user gives up all capabilities
            os.setresgid(user, user, user)
            os.setresuid(user, user, user)
        else:
            kernel.forgo_capabilities()
        os.chdir(ground.tmp if request["folder"] is None else ground.here(request["folder"]))
        ground.confine(collecting=request["collect"] is not None)
        kernel.load_filter(ground.filter(shared_memory=request["shared_memory"]))
        if request["fork"] is not None and warm.ready():
            os.closerange(len(streams), _BEYOND_ALL)
            run_warm(
                f"{ground.box}/{request['fork']}", regular="pipe" not in (request["stdin"], request["stdout"])
            )
        kernel.close_from(len(streams))
        for number in (signal.SIGPIPE, signal.SIGXFSZ):
            signal.signal(number, signal.SIG_DFL)
        argv = [ground.here(argument) for argument in request["argv"]]
        environment = {name: ground.here(value) for name, value in request["env"].items()}
        try:
            os.execve(argv[0], argv, environment)
        except OSError as error:
            bounded = request["address_bytes"] is not None or request["data_bytes"] is not None
            if error.errno != errno.ENOMEM or not bounded:
                raise
            # gVisor says so of a program too large for its limit, which Linux ends by this signal.
            os.kill(os.getpid(), signal.SIGKILL)
    except BaseException as error:
        os.pwrite(failures, f"{type(error).__name__}: {error}".encode(), 0)
    finally:
        os._exit(_COULD_NOT_START)


def _take(streams: Sequence[int]) -> None:
    for number, source in enumerate(streams):
        os.dup2(source, number, inheritable=True)


def run_warm(path: str, *, regular: bool) -> NoReturn:
    """In a fork that has its streams and has given up all rights. From here on it is the program's own fault, such
    as code that does not fit into its memory."""
    try:
        warm.become(path, regular=regular)
    except BaseException as error:
        os.write(2, f"{type(error).__name__}: {error}\n".encode(errors="replace"))
    finally:
        os._exit(1)
