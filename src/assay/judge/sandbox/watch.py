"""Watches a running program: its end, its limits, and whether it is late for no fault of its own."""

from __future__ import annotations

import contextlib
import errno
import math
import os
import select
import signal
import time

from . import ending, kernel, wire
from .ground import Ground

_TICK_S = 0.005
LONGEST_STRETCH = 5
"""A program that waits for a processor gets at most this many times its wall limit."""
_SUPERVISOR = 1
ANSWERED = "answered"


class Watch:
    """``processes`` is a descriptor of the sandbox's own /proc, seen by the supervisor only. Where none can
    be mounted (None), children's time counts once they have ended, and the wall limit is as it stands."""

    def __init__(
        self, channel: wire.Channel, ground: Ground, processes: int | None, *, shared: bool = False
    ) -> None:
        """``shared``: that /proc shows the host's processes too."""
        self._channel = channel
        self._ground = ground
        self.processes = processes
        self._shared = shared
        self._processors = len(os.sched_getaffinity(0))

    def until_end(
        self,
        pid: int,
        cpu_s: float,
        wall_s: float,
        started: float,
        answers: int = -1,
        starved_before: float = 0.0,
    ) -> str | None:
        """Returns when ``pid`` has ended (None), was killed at a limit ("cpu" or "wall"), or when there is
        something to read from the descriptor ``answers`` (ANSWERED). ``starved_before``: as ``starved`` when
        it was ``started``."""
        ended = _end_of(pid)
        poll = select.poll()
        if answers >= 0:
            poll.register(answers, select.POLLIN)
        if ended >= 0:
            poll.register(ended, select.POLLIN)
        poll.register(self._channel, select.POLLRDHUP)
        stopped: str | None = None
        used, wall_end = 0.0, started + wall_s
        longest_s = min(self._ground.check_s or math.inf, math.inf if ended >= 0 else _TICK_S)
        while stopped is None:
            wait_s = min((cpu_s - used) / self._processors, wall_end - time.monotonic(), longest_s)
            events = dict(poll.poll(math.ceil(max(wait_s, _TICK_S) * 1000)))
            if self._channel.fileno() in events:
                os._exit(0)  # the judge has gone; this process's end kills everything here
            if answers in events:
                _close(ended)
                return ANSWERED
            if ended in events or (ended < 0 and _has_ended(pid)):
                break
            used = self.used(pid)
            if used >= cpu_s:
                stopped = "cpu"
            elif self._ground.overfull():
                os.kill(pid, signal.SIGKILL)  # it ends like a program that the system killed
                break
            elif time.monotonic() >= wall_end:
                # Time in which it could run and got no processor is the machine's, not the program's.
                starved = self.starved(pid) - starved_before
                wall_end = started + min(wall_s + starved, LONGEST_STRETCH * wall_s)
                if time.monotonic() >= wall_end:
                    stopped = "wall"
        _close(ended)
        if stopped is not None:
            os.kill(pid, signal.SIGKILL)
        return stopped

    def used(self, pid: int) -> float:
        """CPU seconds of all living processes of the program."""
        total = 0.0
        for each in {pid, *self._living()}:
            with contextlib.suppress(OSError):  # it ended meanwhile
                total += time.clock_gettime(kernel.process_clock(each))
        return total

    def peak_kib(self, pid: int) -> int:
        """Of the living process itself; 0 where that cannot be seen."""
        if self.processes is None:
            return 0
        with contextlib.suppress(OSError):
            for line in _read(f"{pid}/status", self.processes).splitlines():
                if line.startswith("VmHWM:"):
                    return int(line.split()[1])
        return 0

    def _living(self) -> list[int]:
        if self.processes is None:
            return []
        if self._shared:
            return list(ending.living_descendants(os.getpid()))
        found = [int(name) for name in os.listdir(self.processes) if name.isdigit()]
        return [pid for pid in found if pid != _SUPERVISOR]

    def starved(self, pid: int) -> float:
        """Seconds that the thread which waited longest for a processor was ready to run and had none."""
        if self.processes is None:
            return 0.0
        longest = 0
        # A thread may end at any moment, and some kernels do not count this.
        with contextlib.suppress(OSError):
            for thread in _names(f"{pid}/task", self.processes):
                longest = max(longest, _run_delay(f"{pid}/task/{thread}/schedstat", self.processes))
        return longest / 1e9


def _end_of(pid: int) -> int:
    """A descriptor that can be read from once ``pid`` has ended; -1 on a kernel without such (gVisor's)."""
    try:
        return os.pidfd_open(pid)
    except OSError as error:
        if error.errno != errno.ENOSYS:
            raise
        return -1


def _close(descriptor: int) -> None:
    if descriptor >= 0:
        os.close(descriptor)


def _has_ended(pid: int) -> bool:
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _names(folder: str, below: int) -> list[str]:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC, dir_fd=below)
    try:
        return os.listdir(descriptor)
    finally:
        os.close(descriptor)


def _run_delay(file: str, below: int) -> int:
    """Nanoseconds; the second of a schedstat's three numbers."""
    return int(_read(file, below).split()[1])


def _read(file: str, below: int) -> str:
    with os.fdopen(os.open(file, os.O_RDONLY | os.O_CLOEXEC, dir_fd=below)) as text:
        return text.read()
