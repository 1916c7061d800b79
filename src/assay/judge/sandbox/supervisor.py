"""The supervisor: PID 1 of one sandbox. Runs the steps it is sent, one after the other, and cleans up.

Never parses what a candidate wrote, holds no answer and no secret. It has to be PID 1: only so does
``kill(-1)`` reach everything in the sandbox and nothing else, and only so do orphans come to it.
"""

from __future__ import annotations

import fcntl
import math
import os
import resource
import signal
import socket
import stat
import time
from typing import Any

from . import kernel, wire
from .ground import Ground
from .watch import Watch


class Supervisor:
    def __init__(self, channel: socket.socket, ground: Ground, watch: Watch) -> None:
        self._channel = channel
        self._ground = ground
        self._watch = watch
        self._runs = 0
        # As PID 1, default actions are "ignore" for signals from within the sandbox.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.umask(0o022)
        ground.begin()

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

    def _offer_input(self, stdin: int, files: list[list[Any]], content: int) -> None:
        """Fills the input folder with ``files`` and, unless it comes through a pipe, a copy of the input."""
        ground = self._ground
        ground.open_input()
        found = os.fstat(stdin)
        if stat.S_ISREG(found.st_mode):
            _copy(stdin, 0, found.st_size, f"{ground.input}/stdin", 0o444)
        place(files, content, 0, ground.input, 0o444)
        ground.seal_input()

    def _fill(self, files: list[list[Any]], source: int) -> None:
        """Writes the program's files, which are read-only from then on."""
        place(files, source, 0, self._ground.box, 0o555)
        os.close(source)
        self._ground.seal_box()
        wire.send(self._channel, {"filled": len(files)})

    def _run(self, request: dict[str, Any], descriptors: list[int]) -> None:
        """``descriptors``: the program's streams 0, 1, 2 and perhaps 3, then its files' contents if it has any."""
        self._runs += 1
        inputs, seed, collect = request["inputs"], request["seed"], request["collect"]
        content = descriptors.pop() if inputs or seed else -1
        streams, folder = descriptors, -1
        self._offer_input(streams[0], inputs, content)
        if collect is not None:
            collect["folder"] = self._ground.here(collect["folder"])
            os.mkdir(collect["folder"])
            os.chmod(collect["folder"], 0o777)
            # Held from before the program starts: it may put a link in the folder's place.
            folder = os.open(collect["folder"], os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
            place(seed, content, sum(size for _, size in inputs), collect["folder"], 0o666)
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
        self._ground.drop_input()
        if failure:
            if folder >= 0:
                os.close(folder)
            wire.send(self._channel, {"failed": failure.decode(errors="replace")})
            self._ground.renew_tmp()
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
            self._send_collected(reply, folder, collect)
        self._ground.renew_tmp()

    def _kill_rest(self) -> float:
        """Ends what the program left behind; says how many seconds of CPU time that took."""
        self._ground.end_all(self._test_id())
        cpu_s = 0.0
        while True:
            try:
                _, _, usage = os.wait4(-1, 0)
            except ChildProcessError:
                return cpu_s
            cpu_s += usage.ru_utime + usage.ru_stime

    def _test_id(self) -> int | None:
        ids = self._ground.test_ids
        return None if ids is None else ids[self._runs % len(ids)]

    def _send_collected(self, reply: dict[str, Any], folder: int, collect: dict[str, Any]) -> None:
        """Sends the regular files of the open ``folder`` along, by descriptor, and closes it."""
        memory = os.memfd_create("collected", os.MFD_CLOEXEC)
        try:
            reply["collected"] = _collect(memory, folder, collect["bytes"], collect["files"])
            wire.send(self._channel, reply, [memory])
        finally:
            os.close(memory)
            os.close(folder)

    def _become_program(self, request: dict[str, Any], streams: list[int], failed: int) -> None:
        try:
            os.setsid()
            # Out of the way of 0..3 first: a stream's descriptor may itself be one of these numbers.
            high = [_duplicate_high(descriptor) for descriptor in (*streams, failed)]
            for number, descriptor in enumerate(high[:-1]):
                os.dup2(descriptor, number, inheritable=True)
            failed = high[-1]
            kernel.close_from(len(streams))
            _limit(request, self._ground.process_limit(request["processes"]))
            if self._ground.privileged:
                kernel.forgo_bounding_capabilities()
            own = self._test_id()
            if own is not None:
                os.setresgid(own, own, own)
                os.setresuid(own, own, own)
            kernel.forgo_capabilities()
            os.chdir(self._ground.tmp)
            for number in range(1, signal.NSIG):
                if number not in (signal.SIGKILL, signal.SIGSTOP, 32, 33):
                    signal.signal(number, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_SETMASK, [])
            self._ground.confine(collecting=request["collect"] is not None)
            kernel.load_filter(self._ground.filter())
            argv = [self._ground.here(argument) for argument in request["argv"]]
            environment = {name: self._ground.here(value) for name, value in request["env"].items()}
            os.execve(argv[0], argv, environment)
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


def place(files: list[list[Any]], content: int, start: int, folder: str, mode: int) -> None:
    """Writes [[name, size], ...] into ``folder``, their contents being those from ``start`` on."""
    for name, size in files:
        path = f"{folder}/{name}"
        if "/" in name:
            os.makedirs(os.path.dirname(path), mode=0o755, exist_ok=True)
        _copy(content, start, size, path, mode)
        start += size


def _duplicate_high(descriptor: int) -> int:
    return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 64)


def _limit(request: dict[str, Any], processes: int) -> None:
    wanted = {
        resource.RLIMIT_CPU: math.ceil(request["cpu_s"]) + 1,
        resource.RLIMIT_FSIZE: request["file_bytes"],
        resource.RLIMIT_NPROC: processes,
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


def _collect(memory: int, folder: int, most_bytes: int, most_files: int) -> list[list[Any]]:
    """[[name, size], ...] of the regular files in ``folder``, whose content goes to ``memory`` in order.
    Nothing is followed, and what is no regular file is left out."""
    collected: list[list[Any]] = []
    total = 0
    # Opened anew: a descriptor may show only what was there when it was opened.
    try:
        now = os.open(".", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC, dir_fd=folder)
    except PermissionError:
        return []  # the program shares our user, and closed its folder
    try:
        names = sorted(os.listdir(now))
    finally:
        os.close(now)
    for name in names[:most_files]:
        try:
            source = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
        except OSError:
            continue  # a link, or closed to us
        try:
            found = os.fstat(source)
            if not stat.S_ISREG(found.st_mode) or total + found.st_size > most_bytes:
                continue
            with os.fdopen(source, "rb", closefd=False) as file:
                content = file.read(most_bytes - total)
        finally:
            os.close(source)
        os.write(memory, content)
        total += len(content)
        collected.append([name, len(content)])
    return collected
