"""The supervisor: PID 1 of one sandbox. Runs the steps it is sent, one after the other, and cleans up.

Never parses what a candidate wrote, holds no answer and no secret. It has to be PID 1: only so does
``kill(-1)`` reach everything in the sandbox and nothing else, and only so do orphans come to it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time

from . import again, kernel, program, warm, wire
from .files import Collection, copy, place
from .ground import Ground
from .resident import Resident, Streams
from .watch import Watch

TYPE_CHECKING = False  # see ``wire``
if TYPE_CHECKING:
    from typing import Any

NAMED_IDS = 256
"""So many users for tests the sandbox's /etc/passwd has names of: some programs want to know theirs."""


class Supervisor:
    def __init__(self, channel: wire.Channel, ground: Ground, watch: Watch) -> None:
        self._mail = wire.Mailbox(channel)
        self._ground = ground
        self._watch = watch
        self._runs = 0
        self._prepared = False
        self._fork_kib = 0
        self._again: again.Again | None = None
        self._failures = program.high(os.memfd_create("failures", os.MFD_CLOEXEC))
        # For PID 1, by default a signal from within the sandbox does nothing (see ``program.reset_signals``).
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.umask(0o022)
        program.set_common_limits()
        ground.begin()

    def serve(self) -> None:
        self._mail.send({"up": True})
        while True:
            self._run_again()
            try:
                request, descriptors = self._mail.receive()
            except wire.Closed:
                return
            if request["op"] == "fill":
                self._fill(request["files"], descriptors[0])
            elif request["op"] == "native":
                self._hand_over(descriptors[0])
            elif request["op"] == "batch":
                self._batch(request, descriptors)
            else:
                self._run(request, descriptors)

    def _run_again(self) -> None:
        """Tests like the one before, if that is what comes."""
        last, self._again = self._again, None
        if last is None:
            return
        if last.run(self._runs):
            program.run_warm(last.path, regular=True)
        self._runs = last.runs

    def _fill(self, files: list[list[Any]], source: int) -> None:
        """Writes the program's files, which are read-only from then on, in place of those before."""
        self._ground.open_box()
        place(files, source, 0, self._ground.box, 0o555)
        os.close(source)
        warm.forget()
        self._ground.seal_box()
        self._mail.send({"filled": len(files)})

    def _hand_over(self, native: int) -> None:
        """Becomes the compiled supervisor, an open program, which says so itself; says why if it cannot."""
        ground = self._ground
        try:
            if ground.tmp_options is None:
                raise OSError("it needs a namespace in which it may mount")
            if ground.test_ids is None:
                kernel.keep_capability(kernel.CAP_SYS_ADMIN)  # root keeps all of them anyway
            rules = os.memfd_create("filter", os.MFD_CLOEXEC)
            os.write(rules, ground.filter())
            ids = ground.test_ids or range(0)
            processes = -1 if self._watch.processes is None else self._watch.processes
            numbers = (self._mail.fileno(), processes, rules, ids.start, min(len(ids), NAMED_IDS))
            for descriptor in numbers[:3]:
                if descriptor >= 0:
                    os.set_inheritable(descriptor, True)
            os.execve(native, ["supervisor", *map(str, numbers), ground.tmp_options], {})
        except OSError as error:
            os.close(native)
            self._mail.send({"native": False, "why": str(error)})

    def _run(self, request: dict[str, Any], descriptors: list[int]) -> None:
        """``descriptors``, each of them where there is one: that of stdin, that of stdout, and that of the
        contents of the step's files."""
        self._runs += 1
        trouble = self._cannot_offer(request)
        if trouble is not None:
            for descriptor in descriptors:
                os.close(descriptor)
            self._mail.send({"failed": trouble, "offered": False})
            return
        collect = request["collect"]
        content = descriptors.pop() if request["inputs"] or request["seed"] else -1
        streams = self._streams(request, descriptors, content)
        folder = -1 if collect is None else self._open_collected(request, content)
        if content >= 0:
            os.close(content)
        self._prepare(request)
        limits = program.limits(request, self._ground.process_limit(request["processes"]))
        started = time.monotonic()
        pid = kernel.fork()
        if pid == 0:
            program.become(self._ground, self._test_id(), request, streams, limits, self._failures)
        for number, name in enumerate(("stdin", "stdout")):
            if request[name] == "pipe":  # the program's own copy has to be the last for its end to be seen
                os.close(streams[number])
                streams[number] = -1
        stopped = self._watch.until_end(pid, request["cpu_s"], request["wall_s"], started)
        _, status, usage = os.wait4(pid, 0)
        wall_s = time.monotonic() - started
        cpu_s = usage.ru_utime + usage.ru_stime + self._kill_rest()
        failed = self._failure()
        if failed is not None:
            self._mail.send({"failed": failed})
        else:
            own = self._fork_kib if request["fork"] is not None else 0
            reply = {
                "status": status,
                "stopped": stopped,
                "cpu_s": cpu_s,
                "wall_s": wall_s,
                "peak_kib": max(0, usage.ru_maxrss - own),
            }
            self._again = self._like(request)
            reply["again"] = self._again is not None
            self._answer(reply, request, streams[1:], folder)
        for descriptor in (*streams, folder):
            if descriptor >= 0:
                os.close(descriptor)
        self._ground.drop_input(stdin_only=not request["inputs"] and request["stdin"] != "pipe")
        self._ground.renew_tmp()

    def _batch(self, request: dict[str, Any], descriptors: list[int]) -> None:
        """Many tests in one process, the first of which is in ``request``; until that ends or is not wanted
        any more."""
        self._runs += 1
        trouble = self._cannot_offer(request)
        if trouble is not None:
            for descriptor in descriptors:
                os.close(descriptor)
            self._mail.send({"failed": trouble, "offered": False})
            return
        self._prepare(request)
        streams = Streams()
        limits = program.limits(request, self._ground.process_limit(request["processes"]))
        pid = kernel.fork()
        if pid == 0:
            given = streams.of_program()
            program.become(self._ground, self._test_id(), request, given, limits, self._failures)
        streams.started()
        resident = Resident(pid, streams, self._watch, request["cpu_s"], request["wall_s"])
        while self._test(request, resident, streams, descriptors):
            told, descriptors = self._mail.receive()
            if told["op"] != "next":
                resident.end()
                self._kill_rest()
                self._mail.send({"ended": True})
                break
            request["payload"] = told.pop("payload", b"")
        streams.close()
        self._ground.renew_tmp()

    def _test(
        self, request: dict[str, Any], resident: Resident, streams: Streams, descriptors: list[int]
    ) -> bool:
        """Whether the process is there for another one."""
        source = descriptors[0] if descriptors else -1
        reply = resident.test(request.pop("payload", b""), source, self._kill_rest)
        for descriptor in descriptors:
            os.close(descriptor)
        failed = self._failure()
        if failed is not None:
            self._mail.send({"failed": failed})
            return False
        written = streams.files[1:] if request["answer"] else streams.files[1:3]
        self._answer(reply, request, written, -1)
        return not reply["ended"]

    def _cannot_offer(self, request: dict[str, Any]) -> str | None:
        """Why the sandbox lacks what the step needs; None where it has it."""
        try:
            if request["proc"]:
                self._ground.show_processes()
            if request["fork"] is not None and warm.ready():
                warm.read(f"{self._ground.box}/{request['fork']}")
            kernel.prepare_filter(self._ground.filter(shared_memory=request["shared_memory"]))
        except OSError as error:
            return error.strerror or str(error)
        return None

    def _streams(self, request: dict[str, Any], descriptors: list[int], content: int) -> list[int]:
        """The program's streams 0, 1, 2 and perhaps 3. Its input lies in the input folder too, unless it comes
        through a pipe, with the step's other files."""
        ground, given = self._ground, descriptors
        ground.open_input()
        place(request["inputs"], content, 0, ground.input, 0o444)
        if request["stdin"] == "pipe":
            stdin = given.pop(0)
        else:
            path = f"{ground.input}/stdin"
            if request["stdin"] == "file":
                source = given.pop(0)
                copy(source, 0, os.fstat(source).st_size, path, 0o444)
                os.close(source)
            else:
                stdin = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o444)
                os.write(stdin, request.pop("payload", b""))
                os.close(stdin)
            stdin = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        ground.seal_input()
        stdout = given.pop(0) if request["stdout"] == "pipe" else -1
        names = ("stdout", "stderr", "answer") if request["answer"] else ("stdout", "stderr")
        opened = [
            stdout if name == "stdout" and stdout >= 0 else os.memfd_create(name, os.MFD_CLOEXEC)
            for name in names
        ]
        # Out of the way of the numbers that they get in the program.
        return [each if each > len(names) else program.high(each) for each in (stdin, *opened)]

    def _open_collected(self, request: dict[str, Any], content: int) -> int:
        """Makes the step's folder, with its seed in it. Held from before the program starts, which may put a
        link in the folder's place."""
        path = self._ground.here(request["collect"]["folder"])
        with contextlib.suppress(FileExistsError):  # such as /tmp itself
            os.mkdir(path)
            os.chmod(path, 0o777)
        place(request["seed"], content, sum(size for _, size in request["inputs"]), path, 0o666)
        return os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)

    def _prepare(self, request: dict[str, Any]) -> None:
        """What holds for all programs here, once and not in each of their processes."""
        if request["fork"] is not None:
            if warm.ready() and warm.bring(request["brings"]):
                self._fork_kib = 0
            request["argv"] = [self._ground.here(each) for each in request["argv"]]
            warm.settle({name: self._ground.here(value) for name, value in request["env"].items()})
            if warm.ready():
                warm.stage(f"{self._ground.box}/{request['fork']}", request["argv"])
        if not self._prepared:
            self._prepared = True
            signal.pthread_sigmask(signal.SIG_SETMASK, ())
            if self._ground.privileged:
                kernel.forgo_bounding_capabilities()
            kernel.forbid_new_privileges()
            if warm.ready():
                warm.hide()
        if request["fork"] is not None and request["peak"] and self._fork_kib == 0:
            self._fork_kib = _peak_of_a_fork()

    def _like(self, request: dict[str, Any]) -> again.Again | None:
        """How more tests of this kind are run, where the library can run them."""
        ground = self._ground
        options = ground.tmp_options
        if not again.loaded() or not warm.ready() or options is None or not again.applies(request):
            return None
        made = again.Again(
            f"{ground.box}/{request['fork']}",
            request,
            channel=self._mail.fileno(),
            processes=self._watch.processes,
            failures=self._failures,
            ids=None if ground.test_ids is None else ground.test_ids[:NAMED_IDS],
            peak_kib=self._fork_kib,
            message=self._mail.memory,
            calls=ground.filter(shared_memory=request["shared_memory"]),
            tmp_options=options,
        )
        warm.hide()
        return made

    def _kill_rest(self) -> float:
        """Ends what the program left behind; says how many seconds of CPU time that took."""
        at_once = self._ground.ends_at_once
        self._ground.end_all(self._test_id())
        cpu_s = 0.0
        while True:
            try:
                pid, _, usage = os.wait4(-1, 0 if at_once else os.WNOHANG)
            except ChildProcessError:
                return cpu_s
            cpu_s += usage.ru_utime + usage.ru_stime
            if pid == 0:
                self._ground.end_all(self._test_id())
                os.sched_yield()

    def _test_id(self) -> int | None:
        ids = self._ground.test_ids
        return None if ids is None else ids[self._runs % min(len(ids), NAMED_IDS)]

    def _failure(self) -> str | None:
        """What kept the program from starting."""
        size = os.fstat(self._failures).st_size
        if size == 0:
            return None
        said = os.pread(self._failures, size, 0)
        os.ftruncate(self._failures, 0)
        return said.decode(errors="replace")

    def _answer(
        self, reply: dict[str, Any], request: dict[str, Any], written: list[int], folder: int
    ) -> None:
        """Sends the reply with what was written: in the message where that is little, else by descriptor."""
        if request["stdout"] == "pipe":
            written = written[1:]
        sizes = [min(os.fstat(stream).st_size, request["output_bytes"] + 1) for stream in written]
        inline = sum(sizes) <= wire.INLINE
        reply["sizes"], reply["inline"] = sizes, inline
        payload = list(zip(written, sizes, strict=True)) if inline and any(sizes) else []
        attached = [] if inline else list(written)
        if request["collect"] is None:
            self._mail.send(reply, attached, payload)
            return
        memory = os.memfd_create("collected", os.MFD_CLOEXEC)
        try:
            collection = Collection(memory, request["collect"]["bytes"], request["collect"]["files"])
            collection.add(folder)
            reply["collected"] = collection.files
            self._mail.send(reply, [*attached, memory], payload)
        finally:
            os.close(memory)


def _peak_of_a_fork() -> int:
    """KiB that every fork of this process begins with, since it has our pages."""
    pid = kernel.fork()
    if pid == 0:
        os._exit(0)
    return os.wait4(pid, 0)[2].ru_maxrss
