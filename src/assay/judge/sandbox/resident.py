"""A process that stays for many tests: the supervisor's side of it.

It has its streams for as long as it lives and a control socket as descriptor 4, on which it is sent a byte for
each test, and answers with one when that is done. Its input and what it has written are renewed in between.
"""

from __future__ import annotations

import _socket
import os
import signal
import time
from collections.abc import Callable

from . import program
from .watch import ANSWERED, Watch

TYPE_CHECKING = False  # see ``wire``
if TYPE_CHECKING:
    from typing import Any


class Streams:
    """What the process reads and writes: files in memory that it shares with the supervisor, their places
    in them included. The fourth is always there, so that the control socket gets its number."""

    def __init__(self) -> None:
        names = ("stdin", "stdout", "stderr", "answer")
        self.files = [program.high(os.memfd_create(name, os.MFD_CLOEXEC)) for name in names]
        ours, theirs = _socket.socketpair()
        self._control = program.high(ours.detach())
        self._theirs = program.high(theirs.detach())

    @property
    def control(self) -> int:
        return self._control

    def of_program(self) -> list[int]:
        return [*self.files, self._theirs]

    def started(self) -> None:
        """The process has its end: ours then shows when it is gone."""
        os.close(self._theirs)
        self._theirs = -1

    def renew(self, payload: bytes | memoryview, source: int) -> None:
        """The next input, from a descriptor unless that is -1, and empty outputs."""
        for file in self.files:
            os.ftruncate(file, 0)
            os.lseek(file, 0, os.SEEK_SET)
        place = 0
        if source < 0:
            while place < len(payload):
                place += os.pwrite(self.files[0], payload[place:], place)
            return
        size = os.fstat(source).st_size
        while place < size:
            place += os.pwrite(self.files[0], os.pread(source, 1 << 20, place), place)

    def ask(self) -> None:
        try:
            os.write(self._control, b"x")
        except OSError:
            return  # it is gone, which the watch tells

    def answered(self) -> bool:
        """Takes the answer; False where there is none, such as that of a process which closed its end."""
        try:
            return os.read(self._control, 64) != b""
        except OSError:
            return False

    def close(self) -> None:
        for descriptor in (*self.files, self._control, self._theirs):
            if descriptor >= 0:
                os.close(descriptor)


class Resident:
    """The process ``pid``. ``cpu_s`` is for all of its tests together, ``wall_s`` for each."""

    def __init__(self, pid: int, streams: Streams, watch: Watch, cpu_s: float, wall_s: float) -> None:
        self._pid, self._streams, self._watch = pid, streams, watch
        self._cpu_s, self._wall_s = cpu_s, wall_s
        self._used = 0.0
        self._starved = 0.0

    def test(self, payload: bytes | memoryview, source: int, end: Callable[[], float]) -> dict[str, Any]:
        """One test; the reply says with "ended" whether the process is gone. ``end`` ends what it left."""
        self._streams.renew(payload, source)
        started = time.monotonic()
        self._streams.ask()
        stopped = self._watch.until_end(
            self._pid, self._cpu_s, self._wall_s, started, self._streams.control, self._starved
        )
        wall_s = time.monotonic() - started
        if stopped == ANSWERED and self._streams.answered():
            used = self._watch.used(self._pid)
            self._starved = self._watch.starved(self._pid)
            peak_kib = self._watch.peak_kib(self._pid)
            reply = self._reply(0, None, used, wall_s, peak_kib)
            self._used = used
            return {**reply, "ended": False}
        if stopped == ANSWERED:  # it closed its end of the control socket: no test of it can be told done
            os.kill(self._pid, signal.SIGKILL)
            stopped = None
        _, status, usage = os.wait4(self._pid, 0)
        used = usage.ru_utime + usage.ru_stime + end()
        return {**self._reply(status, stopped, used, wall_s, usage.ru_maxrss), "ended": True}

    def end(self) -> None:
        os.kill(self._pid, signal.SIGKILL)
        os.wait4(self._pid, 0)

    def _reply(
        self, status: int, stopped: str | None, used: float, wall_s: float, peak_kib: int
    ) -> dict[str, Any]:
        return {
            "status": status,
            "stopped": stopped,
            "cpu_s": max(0.0, used - self._used),
            "wall_s": wall_s,
            "peak_kib": peak_kib,
        }
