"""The supervisor: PID 1 of one sandbox. Runs the steps it is sent, one after the other, and cleans up.

Never parses what a candidate wrote, holds no answer and no secret. It has to be PID 1: only so does
``kill(-1)`` reach everything in the sandbox and nothing else, and only so do orphans come to it.
"""

from __future__ import annotations

import contextlib
import fcntl
import math
import os
import resource
import signal
import socket
import stat
import time
from typing import Any

from . import filter as calls
from . import kernel, wire
from .watch import Watch

INPUT = "/input/stdin"
"""A copy of the running program's input, for those that open /dev/stdin."""
_FIRST_TEST_ID = 1000
_TEST_IDS = 9000


class Supervisor:
    def __init__(self, channel: socket.socket, processes: int | None, *, many: bool, tmp_mib: int) -> None:
        """``processes``: see ``watch.Watch``."""
        if os.getpid() != 1:
            raise RuntimeError("the supervisor is not PID 1 of its namespace: kill(-1) would not be safe")
        self._channel = channel
        self._many = many
        self._runs = 0
        self._filter = calls.program(kernel.MACHINE)
        self._watch = Watch(channel, processes)
        self._tmp_options = f"size={tmp_mib}m,nr_inodes=4096,mode=1777"
        # As PID 1, default actions are "ignore" for signals from within the sandbox.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.umask(0o022)
        self._mount_tmp()

    def serve(self) -> None:
        wire.send(self._channel, {"up": True})
        while True:
            try:
                request, descriptors = wire.receive(self._channel)
            except wire.Closed:
                return
            if request["op"] == "fill":
                self._fill(request["files"], descriptors[0])
            else:
                self._run(request, descriptors)

    def _mount_tmp(self) -> None:
        kernel.mount("tmp", "/tmp", "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, self._tmp_options)

    def _fresh_tmp(self) -> None:
        kernel.unmount("/tmp")
        self._mount_tmp()

    def _offer_input(self, stdin: int, files: list[list[Any]], content: int) -> None:
        """Mounts /input with ``files`` and, unless it comes through a pipe, a copy of the program's input."""
        kernel.mount("input", "/input", "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "mode=755")
        found = os.fstat(stdin)
        if stat.S_ISREG(found.st_mode):
            _copy(stdin, 0, found.st_size, INPUT, 0o444)
        _place(files, content, 0, "/input", 0o444)
        kernel.set_mount("/input", kernel.ATTR_RDONLY, recursive=False)

    def _fill(self, files: list[list[Any]], source: int) -> None:
        """Writes the program's files to /box, which is read-only from then on."""
        _place(files, source, 0, "/box", 0o555)
        os.close(source)
        kernel.set_mount("/box", kernel.ATTR_RDONLY | kernel.ATTR_NOSUID | kernel.ATTR_NODEV, recursive=False)
        wire.send(self._channel, {"filled": len(files)})

    def _run(self, request: dict[str, Any], descriptors: list[int]) -> None:
        """``descriptors``: the program's streams 0, 1, 2 and perhaps 3, then its files' contents if it has any."""
        self._runs += 1
        inputs, seed, collect = request["inputs"], request["seed"], request["collect"]
        content = descriptors.pop() if inputs or seed else -1
        streams = descriptors
        self._offer_input(streams[0], inputs, content)
        if collect is not None:
            os.mkdir(collect["folder"])
            os.chmod(collect["folder"], 0o777)
            _place(seed, content, sum(size for _, size in inputs), collect["folder"], 0o666)
        if content >= 0:
            os.close(content)
        failed_read, failed_write = os.pipe()
        started = time.monotonic()
        pid = os.fork()
        if pid == 0:
            self._become_program(request, streams, failed_write)
        for descriptor in (*streams, failed_write):
            os.close(descriptor)
        with os.fdopen(failed_read, "rb") as reader:
            failure = reader.read()
        stopped = self._watch.until_end(pid, request["cpu_s"], request["wall_s"], started)
        _, status, usage = os.wait4(pid, 0)
        wall_s = time.monotonic() - started
        stray_cpu_s = self._kill_rest()
        kernel.unmount("/input")
        if failure:
            wire.send(self._channel, {"failed": failure.decode(errors="replace")})
            self._fresh_tmp()
            return
        reply: dict[str, Any] = {
            "status": status,
            "stopped": stopped,
            "cpu_s": usage.ru_utime + usage.ru_stime + stray_cpu_s,
            "wall_s": wall_s,
            "peak_kib": usage.ru_maxrss,
        }
        if collect is None:
            wire.send(self._channel, reply)
        else:
            self._send_collected(reply, collect)
        self._fresh_tmp()

    def _kill_rest(self) -> float:
        """Ends what the program left behind; says how many seconds of CPU time that took."""
        with contextlib.suppress(ProcessLookupError):  # nothing runs, but orphans may wait to be reaped
            os.kill(-1, signal.SIGKILL)
        cpu_s = 0.0
        while True:
            try:
                _, _, usage = os.wait4(-1, 0)
            except ChildProcessError:
                return cpu_s
            cpu_s += usage.ru_utime + usage.ru_stime

    def _send_collected(self, reply: dict[str, Any], collect: dict[str, Any]) -> None:
        """Sends the regular files of one folder along, by descriptor; nothing is followed."""
        memory = os.memfd_create("collected", os.MFD_CLOEXEC)
        try:
            reply["collected"] = _collect(memory, collect["folder"], collect["bytes"], collect["files"])
            wire.send(self._channel, reply, [memory])
        finally:
            os.close(memory)

    def _become_program(self, request: dict[str, Any], streams: list[int], failed: int) -> None:
        try:
            os.setsid()
            # Out of the way of 0..3 first: a stream's descriptor may itself be one of these numbers.
            high = [_duplicate_high(descriptor) for descriptor in (*streams, failed)]
            for number, descriptor in enumerate(high[:-1]):
                os.dup2(descriptor, number, inheritable=True)
            failed = high[-1]
            kernel.close_from(len(streams))
            _limit(request)
            kernel.forgo_bounding_capabilities()
            if self._many:
                own = _FIRST_TEST_ID + self._runs % _TEST_IDS
                os.setresgid(own, own, own)
                os.setresuid(own, own, own)
            kernel.forgo_capabilities()
            os.chdir("/tmp")
            for number in range(1, signal.NSIG):
                if number not in (signal.SIGKILL, signal.SIGSTOP, 32, 33):
                    signal.signal(number, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_SETMASK, [])
            kernel.load_filter(self._filter)
            os.execve(request["argv"][0], request["argv"], request["env"])
        except BaseException as error:
            os.write(failed, f"{type(error).__name__}: {error}".encode())
        finally:
            os._exit(121)


def _copy(source: int, start: int, size: int, path: str, mode: int) -> None:
    with open(path, "xb") as file:
        end = start + size
        while start < end:
            sent = os.sendfile(file.fileno(), source, start, end - start)
            if sent == 0:
                raise OSError(f"{path}: its content ends {end - start} bytes early")
            start += sent
        os.fchmod(file.fileno(), mode)


def _place(files: list[list[Any]], content: int, start: int, folder: str, mode: int) -> None:
    """Writes [[name, size], ...] into ``folder``, their contents being those from ``start`` on."""
    for name, size in files:
        path = f"{folder}/{name}"
        if "/" in name:
            os.makedirs(os.path.dirname(path), mode=0o755, exist_ok=True)
        _copy(content, start, size, path, mode)
        start += size


def _duplicate_high(descriptor: int) -> int:
    return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 64)


def _limit(request: dict[str, Any]) -> None:
    wanted = {
        resource.RLIMIT_CPU: math.ceil(request["cpu_s"]) + 1,
        resource.RLIMIT_FSIZE: request["file_bytes"],
        resource.RLIMIT_NPROC: request["processes"],
        resource.RLIMIT_STACK: request["stack_bytes"],
        resource.RLIMIT_NOFILE: 256,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_MSGQUEUE: 0,
    }
    if request["address_bytes"] is not None:
        wanted[resource.RLIMIT_AS] = request["address_bytes"]
    if request["data_bytes"] is not None:
        wanted[resource.RLIMIT_DATA] = request["data_bytes"]
    for limit, value in wanted.items():
        _, hard = resource.getrlimit(limit)
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        resource.setrlimit(limit, (value, value))


def _collect(memory: int, folder: str, most_bytes: int, most_files: int) -> list[list[Any]]:
    """[[name, size], ...] of the regular files in ``folder``, whose content goes to ``memory`` in order."""
    collected: list[list[Any]] = []
    total = 0
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []  # the program made no such folder, or made it something else
    for name in names[:most_files]:
        try:
            source = os.open(f"{folder}/{name}", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            continue  # a link, or gone
        with os.fdopen(source, "rb") as file:
            found = os.fstat(source)
            if not stat.S_ISREG(found.st_mode) or total + found.st_size > most_bytes:
                continue
            content = file.read(most_bytes - total)
        os.write(memory, content)
        total += len(content)
        collected.append([name, len(content)])
    return collected
