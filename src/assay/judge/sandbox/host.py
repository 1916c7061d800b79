"""The judge's side of isolation: starts keepers, asks for sandboxes, runs steps in them. Blocking calls."""

from __future__ import annotations

import contextlib
import fcntl
import json
import mmap
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from assay.judge.sandbox import native, wire
from assay.judge.sandbox.cgroups import Parents, SlotGroup
from assay.judge.sandbox.ground import TMP
from assay.judge.sandbox.isolation import Isolation
from assay.judge.sandbox.warm import FLAGS
from assay.judge.sandbox.watch import LONGEST_STRETCH

_MIB = 1 << 20
_HELD_BYTES = 64 * _MIB
BOX_MIB = 128
# What run-times with many threads map for stacks and code and never touch: RLIMIT_DATA counts it all.
_UNTOUCHED = 1024 * _MIB
_SEALED = fcntl.F_SEAL_SEAL | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE
_START_S = 30.0
# What the number of a slot's second keeper is higher by: see ``validators.NUMBERS_FROM``.
_VALIDATORS = 5000
_START_KEEPER = (
    "import sys; sys.path.insert(0, sys.argv[1]); from sandbox import keeper; "
    "del sys.path[0]; keeper.main(int(sys.argv[2]))"
)
INTERPRETER = os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable)


class JudgeFault(Exception):
    """The judge itself failed: never the candidate's fault."""


class NotOffered(JudgeFault):
    """The sandbox lacks what the step asks for; it is there for others."""


class SandboxLost(Exception):
    """The sandbox ended under a run. ``out_of_memory`` where the kernel killed for memory there."""

    def __init__(self, message: str, *, out_of_memory: bool) -> None:
        super().__init__(message)
        self.out_of_memory = out_of_memory


@dataclass(frozen=True)
class View:
    """What a sandbox sees of the host, read-only. ``shown`` is at the same paths, ``placed`` at others (path
    in the sandbox to the host's). ``links``: path to target."""

    shown: tuple[str, ...]
    placed: Mapping[str, str]
    hidden: tuple[str, ...]
    links: Mapping[str, str]
    files: Mapping[str, str]


@dataclass(frozen=True)
class Step:
    """One program to run. ``memory_mib`` and ``processes`` are hard limits over all of its processes.

    ``memory_by`` is what bounds memory where there is no memory cgroup: the address space ("space") or,
    for run-times that reserve much more than they use, writable memory ("data"). ``inputs`` are further files
    that it finds beside its input in /input, read-only. ``collect`` is a writable folder whose files come back;
    ``seed`` is what lies there before. ``folder`` is where it starts, if not in its own /tmp.

    ``fork`` is for programs in the judge's own Python (see ``warm``): a file of the sandbox, marshalled code
    (its name ending in ``warm.CODE``) or source, that is run in a fork of a warm interpreter where there is
    one. To the program it looks as if ``argv`` had been executed, which is what happens elsewhere. ``brings``
    are modules that it will import (of ``warm.BROUGHT``).

    ``proc``: from this step on, programs of the sandbox see a /proc of its processes, read-only; some run-times
    do not work without. ``shared_memory``: it may have System V's, in the sandbox's own IPC namespace.
    """

    argv: tuple[str, ...]
    environment: Mapping[str, str]
    cpu_s: float
    wall_s: float
    memory_mib: int
    processes: int
    output_bytes: int
    file_bytes: int
    memory_by: str = "space"
    answer: bool = False
    collect: str | None = None
    collect_bytes: int = 64 * _MIB
    inputs: Mapping[str, bytes] = field(default_factory=dict)
    seed: Mapping[str, bytes] = field(default_factory=dict)
    fork: str | None = None
    brings: tuple[str, ...] = ()
    proc: bool = False
    shared_memory: bool = False
    folder: str | None = None


@dataclass(frozen=True)
class Run:
    """What a step did. ``status`` is that of wait(2). ``stopped``: "cpu" or "wall" where a limit ended it.
    ``peak_mib`` is by the control group, where there is one; ``own_peak_mib`` the largest resident set of one process.

    Streams are cut at one byte beyond the limit. ``collected`` is the content of the step's folder. Unless
    ``ended``, it was one test of a process that is ready for another (see ``Sandbox.batch``).
    """

    status: int
    stopped: str | None
    cpu_s: float
    wall_s: float
    peak_mib: float
    out_of_memory: bool
    stdout: bytes
    stderr: bytes
    answer: bytes
    collected: dict[str, bytes]
    ended: bool = True
    own_peak_mib: float = 0.0


class Keeper:
    """A slot's helper process and its control groups."""

    def __init__(
        self,
        slot: int,
        view: View,
        parents: Parents,
        isolation: Isolation,
        *,
        tmp_mib: int = 64,
        box_mib: int = BOX_MIB,
    ) -> None:
        """``tmp_mib`` and ``box_mib``: the most that its sandboxes hold in /tmp and in /box."""
        self.isolation = isolation
        self.native, self.supervisor = _native_program(isolation)
        self._spare: wire.Channel | None = None
        self._made: dict[str, Any] | None = None
        self._awaited = False
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the keeper
        self._control, theirs = wire.pair()
        self._control.settimeout(_START_S)
        folder = str(Path(__file__).resolve().parent.parent)
        with contextlib.closing(theirs):
            self._process = subprocess.Popen(
                [INTERPRETER, *FLAGS, "-c", _START_KEEPER, folder, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=self._errors,
                stderr=self._errors,
                # Functions of libraries are found once, here: not in each fork, on its first call of them.
                env={**bare_environment(), "LD_BIND_NOW": "1"},
                cwd="/",
            )
        self.group = SlotGroup(parents, slot)
        try:
            os.sched_setaffinity(self._process.pid, {core_of(slot)})  # and so of all that it starts
            self.group.join(self._process.pid)
            config = {
                **isolation.of_slot(slot),
                "tmp_mib": tmp_mib,
                "box_mib": box_mib,
                "view": {
                    "shown": view.shown,
                    "placed": dict(view.placed),
                    "hidden": view.hidden,
                    "links": dict(view.links),
                    "files": dict(view.files),
                },
            }
            self._begin(config)
        except BaseException:
            self.close()
            raise

    def _begin(self, config: dict[str, Any]) -> None:
        library, self.forks = _library(self.isolation)
        if library is None:
            self._ask(config)
            return
        with _Descriptor(library):
            trouble = self._ask(config, [library])["library"]
        if trouble is not None:
            self.forks = f"supervisor in Python (the compiled one cannot be loaded: {trouble})"

    def sandbox(self, files: Mapping[str, bytes]) -> Sandbox:
        """A new sandbox with ``files`` read-only in /box."""
        sandbox = Sandbox(self, *self.start())
        try:
            sandbox.fill(files)
        except BaseException:
            sandbox.close()
            raise
        return sandbox

    def start(self) -> tuple[wire.Channel, int, str]:
        """A sandbox that is empty: channel, process and root. It may be one that was made ahead."""
        if self._spare is not None and not self._spare_lives():
            self._drop_spare()
        self.make_ahead()
        try:
            made = self._settle()
        except BaseException:
            self._drop_channel()
            raise
        channel, self._spare = self._spare, None
        assert channel is not None and made is not None
        return channel, made["pid"], made["root"]

    def make_ahead(self) -> None:
        """Begins the next sandbox, so that nobody waits for it; there is one at most."""
        if self._spare is not None:
            return
        ours, theirs = wire.pair()
        with contextlib.closing(theirs):
            try:
                wire.send(self._control, {"op": "new"}, [theirs.fileno()])
            except wire.Closed as error:
                ours.close()
                raise JudgeFault(f"the sandbox keeper does not answer: {error}. {self.said()}") from error
        self._spare, self._made, self._awaited = ours, None, True

    def _settle(self) -> dict[str, Any] | None:
        """The keeper's word on the sandbox that was made ahead."""
        if self._awaited:
            self._awaited = False
            self._made = self._heard()
        return self._made

    def _spare_lives(self) -> bool:
        assert self._spare is not None
        self._settle()
        ends = select.poll()
        ends.register(self._spare, select.POLLRDHUP)
        return not ends.poll(0)

    def _drop_spare(self) -> None:
        made, self._made = self._made, None
        self._drop_channel()
        if made is not None:
            self.end(made["pid"])

    def _drop_channel(self) -> None:
        spare, self._spare = self._spare, None
        if spare is not None:
            spare.close()

    def without_native(self, why: str) -> None:
        """From now on: the compiled supervisor cannot be started in sandboxes here."""
        self.supervisor = f"supervisor in Python (the compiled one does not start: {why})"
        if self.native is not None:
            os.close(self.native)
            self.native = None

    def end(self, pid: int, *, lost: bool = False) -> int | None:
        """Returns when everything in that sandbox is gone: where it was ``lost``, the signal that ended its
        first process, 0 where that ended by itself, None where it lived."""
        signalled: int | None = self._ask({"op": "end", "pid": pid, "lost": lost})["signal"]
        return signalled

    def close(self) -> None:
        self._drop_channel()
        self._control.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self.group.close()
        self._errors.close()
        if self.native is not None:
            os.close(self.native)
            self.native = None

    def _ask(self, message: dict[str, Any], descriptors: Sequence[int] = ()) -> dict[str, Any]:
        try:
            self._settle()
        except JudgeFault:
            self._drop_channel()  # the spare could not be made; who wants one next is told so
        try:
            wire.send(self._control, message, descriptors)
        except wire.Closed as error:
            raise JudgeFault(f"the sandbox keeper does not answer: {error}. {self.said()}") from error
        return self._heard()

    def _heard(self) -> dict[str, Any]:
        try:
            reply, _ = wire.receive(self._control)
        except (wire.Closed, TimeoutError) as error:
            raise JudgeFault(f"the sandbox keeper does not answer: {error}. {self.said()}") from error
        if "failed" in reply:
            raise JudgeFault(f"the sandbox keeper could not do its work: {reply['failed']}")
        return reply

    def said(self) -> str:
        """What it and what it started wrote to their error output."""
        self._errors.seek(0)
        return self._errors.read()[-2000:].decode(errors="replace").strip()


class Sandbox:
    """One submission's sandbox. Closing the channel ends it, also while a step runs in another thread.

    ``root`` is the host's folder in which its places lie, where it sees them under that name: "" where not.
    """

    def __init__(self, keeper: Keeper, channel: wire.Channel, pid: int, root: str) -> None:
        self._keeper = keeper
        self._channel = channel
        self._pid = pid
        self._root = f"{root}/".encode() if root else b""
        self._closed = False
        self._files: Mapping[str, bytes] = {}
        self._native: bool | None = None
        self._like: Step | None = None
        """The step before, where another test of it can be asked for with nothing but an input."""
        self._abandoned = False

    def fill(self, files: Mapping[str, bytes]) -> None:
        """What is in /box from now on."""
        self._channel.settimeout(_START_S)
        self._receive()  # up
        self.refill(files)

    def refill(self, files: Mapping[str, bytes]) -> None:
        """As ``fill``, in the place of what was there, where the isolation ``refills``. Raises wire.Closed."""
        self._files, self._like = files, None
        self._channel.settimeout(_START_S)
        content = _packed(files)
        try:
            wire.send(self._channel, {"op": "fill", "files": _sizes(files)}, [content])
        finally:
            os.close(content)
        self._receive()

    def run(self, step: Step, stdin: bytes | int = b"", stdout: int | None = None) -> Run:
        """Raises SandboxLost if the sandbox did not outlive the step, JudgeFault if it could not start.

        An int is the descriptor of a pipe that the program gets as it is; it belongs to this call, which
        closes it once the program has it. ``Run.stdout`` is then empty.
        """
        like, self._like = self._like, None
        if like is step and stdout is None and isinstance(stdin, bytes) and len(stdin) <= wire.INLINE:
            return self._run_again(step, stdin)
        group = self._keeper.group
        with contextlib.ExitStack() as ours:
            pipes = [
                ours.enter_context(_Descriptor(each)) for each in (stdin, stdout) if isinstance(each, int)
            ]
            sent = list(pipes)
            payload = b""
            if not isinstance(stdin, int):
                if len(stdin) <= wire.INLINE:
                    payload = stdin
                else:
                    sent.insert(0, ours.enter_context(_Descriptor(_packed({"stdin": stdin}))))
            request = self._request(step, _form(stdin, payload), "memory" if stdout is None else "pipe")
            if step.inputs or step.seed:
                sent.append(ours.enter_context(_Descriptor(_packed(step.inputs, step.seed))))
            group.prepare(step.memory_mib, step.processes, self._pid)
            try:
                self._channel.settimeout(step.wall_s * LONGEST_STRETCH + _START_S)
                answered = self._ask(request, sent, payload)
                for pipe in pipes:
                    pipe.close()  # the program's own copy has to be the last for its end to be seen
                reply, descriptors = answered()
            except wire.Closed as error:
                raise SandboxLost(str(error), out_of_memory=group.usage().out_of_memory) from error
            for number in descriptors:
                ours.enter_context(_Descriptor(number))
            self._like = step if reply.get("again") else None
            return self._ran(step, reply, descriptors, piped=stdout is not None)

    def _run_again(self, step: Step, stdin: bytes) -> Run:
        group = self._keeper.group
        group.prepare(step.memory_mib, step.processes, self._pid)
        try:
            wire.send_parts(self._channel, [wire.AGAIN, stdin], ())
            reply, descriptors = self._receive_native(piped=False, answer=step.answer)
        except wire.Closed as error:
            raise SandboxLost(str(error), out_of_memory=group.usage().out_of_memory) from error
        self._like = step
        with contextlib.ExitStack() as ours:
            for number in descriptors:
                ours.enter_context(_Descriptor(number))
            return self._ran(step, reply, descriptors, piped=False)

    def batch(self, step: Step, inputs: Iterable[bytes]) -> Iterator[Run]:
        """Runs one process for many tests: a Run for each, until the first after which the process is gone
        (``Run.ended``). ``step.cpu_s`` and the memory are for all of them together, ``step.wall_s`` for each.

        The process gets its streams once, as files, and a byte on descriptor 4 for each test, whose input then
        stands in its standard input; it answers with a byte. Closing the iterator ends the process. Raises as
        ``run``.
        """
        group = self._keeper.group
        group.prepare(step.memory_mib, step.processes)
        self._like = None
        if self._native:
            self._renew()
        self._native = False
        request = self._request(step, "file", "memory")
        alive = False
        try:
            for text in inputs:
                request["op"] = "next" if alive else "batch"
                alive = False
                run = self._tested(step, request, text)
                alive = not run.ended
                yield run
                if run.ended:
                    return
        finally:
            if alive:
                with contextlib.suppress(wire.Closed):  # then it has ended with its sandbox
                    wire.send(self._channel, {"op": "stop"})
                    self._receive()

    def _tested(self, step: Step, request: dict[str, Any], text: bytes) -> Run:
        with contextlib.ExitStack() as ours:
            long = len(text) > wire.INLINE
            sent = [ours.enter_context(_Descriptor(_packed({"stdin": text})))] if long else []
            try:
                self._channel.settimeout(step.wall_s * LONGEST_STRETCH + _START_S)
                message = request if request["op"] == "batch" else {"op": "next"}
                wire.send(self._channel, message, [each.number for each in sent], b"" if long else text)
                reply, descriptors = self._receive()
            except wire.Closed as error:
                lost = self._keeper.group.usage().out_of_memory
                raise SandboxLost(str(error), out_of_memory=lost) from error
            for number in descriptors:
                ours.enter_context(_Descriptor(number))
            return self._ran(step, reply, descriptors, piped=False)

    def _ran(self, step: Step, reply: dict[str, Any], descriptors: list[int], *, piped: bool) -> Run:
        usage = self._keeper.group.usage()
        written, collected = _unpack(reply, descriptors)
        if piped:
            written.insert(0, b"")
        if self._root:  # messages name places as they are called in every sandbox
            named = (0, 1) if step.collect is not None else (1,)  # a program's own output stays as it is
            for number in named:
                written[number] = written[number].replace(self._root, b"/")
        own_peak = reply["peak_kib"] / 1024
        return Run(
            status=reply["status"],
            stopped=reply["stopped"],
            cpu_s=reply["cpu_s"],
            wall_s=reply["wall_s"],
            peak_mib=usage.peak_mib if usage.peak_mib is not None else own_peak,
            out_of_memory=usage.out_of_memory,
            stdout=written[0],
            stderr=written[1],
            answer=written[2] if step.answer else b"",
            collected=collected,
            ended=reply.get("ended", True),
            own_peak_mib=own_peak,
        )

    def _ask(
        self, request: dict[str, Any], sent: Sequence[_Descriptor], payload: bytes
    ) -> Callable[[], tuple[dict[str, Any], list[int]]]:
        """Sends a run to the supervisor; what is returned waits for the reply."""
        numbers = [each.number for each in sent]
        compact = native.request(request, payload) if self._native is not False else None
        if compact is None or not self._become_native():
            if self._native:
                self._renew()
            self._native = False  # rights that the other would need are given up before the first run
            wire.send(self._channel, request, numbers, payload)
            return self._receive
        wire.send_bytes(self._channel, compact, numbers)
        piped = request["stdout"] == "pipe"
        return lambda: self._receive_native(piped=piped, answer=request["answer"])

    def _become_native(self) -> bool:
        """Whether the compiled supervisor is at work; hands the sandbox over to it if that can be done."""
        if self._native is None:
            program = self._keeper.native
            if program is None:
                self._native = False
                return False
            wire.send(self._channel, {"op": "native"}, [program])
            said, _ = wire.receive_bytes(self._channel)
            self._native = said == native.READY
            if not self._native:
                self._keeper.without_native(json.loads(said)["why"])
        return self._native

    def _renew(self) -> None:
        """Another sandbox in this one's place, whose supervisor can do more."""
        keeper = self._keeper
        keeper.end(self._pid)
        self._channel.close()
        self._channel, self._pid, _ = keeper.start()
        self._native = False
        if self._abandoned:
            self.abandon()
        self.fill(self._files)

    def _receive_native(self, *, piped: bool, answer: bool) -> tuple[dict[str, Any], list[int]]:
        try:
            data, descriptors = wire.receive_bytes(self._channel)
        except TimeoutError as error:
            raise JudgeFault("the sandbox's supervisor does not answer") from error
        return self._checked(native.reply(data, piped=piped, answer=answer), descriptors)

    def abandon(self) -> None:
        """Ends what runs here; safe from another thread than the one in ``run``."""
        self._abandoned = True
        with contextlib.suppress(OSError):  # closed already, by us or by the sandbox's end
            self._channel.shutdown(socket.SHUT_RDWR)

    def close(self, *, lost: bool = False) -> int | None:
        """As ``Keeper.end``."""
        if self._closed:
            return None
        self._closed = True
        self._channel.close()
        signalled = self._keeper.end(self._pid, lost=lost)
        if self._keeper.isolation.backend == "namespaces":  # others take longer, or more processes
            self._keeper.make_ahead()
        return signalled

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _request(self, step: Step, stdin: str, stdout: str) -> dict[str, Any]:
        by_cgroup = self._keeper.group.limits_memory
        memory = step.memory_mib * _MIB
        return {
            "op": "run",
            "fork": step.fork,
            "brings": step.brings,
            "peak": not self._keeper.group.knows_peak,
            "proc": step.proc,
            "shared_memory": step.shared_memory,
            "folder": step.folder,
            "stdin": stdin,
            "stdout": stdout,
            "answer": step.answer,
            "output_bytes": step.output_bytes,
            "argv": step.argv,
            "env": {"TMPDIR": TMP, **step.environment},
            "cpu_s": step.cpu_s,
            "wall_s": step.wall_s,
            "processes": step.processes,
            "file_bytes": step.file_bytes,
            "address_bytes": memory if not by_cgroup and step.memory_by == "space" else None,
            "data_bytes": memory + _UNTOUCHED if not by_cgroup and step.memory_by == "data" else None,
            "collect": None
            if step.collect is None
            else {"folder": step.collect, "bytes": step.collect_bytes, "files": 1024},
            "inputs": _inputs(step.inputs),
            "seed": _sizes(step.seed),
        }

    def _receive(self) -> tuple[dict[str, Any], list[int]]:
        try:
            reply, descriptors = wire.receive(self._channel)
        except TimeoutError as error:
            raise JudgeFault("the sandbox's supervisor does not answer") from error
        return self._checked(reply, descriptors)

    @staticmethod
    def _checked(reply: dict[str, Any], descriptors: list[int]) -> tuple[dict[str, Any], list[int]]:
        if "failed" in reply:
            if not reply.get("offered", True):
                raise NotOffered(reply["failed"])
            raise JudgeFault(f"the sandbox could not start its work: {reply['failed']}")
        return reply, descriptors


def exit_words(status: int) -> str | None:
    """ "exit status 1", "killed by SIGSEGV"; None for a good end. ``status`` is that of wait(2)."""
    code = os.waitstatus_to_exitcode(status)
    if code == 0:
        return None
    if code > 0:
        return f"exit status {code}"
    try:
        return f"killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"killed by signal {-code}"


class _Descriptor:
    """Closed at the end of a ``with``, or before; ``number`` is -1 from then on."""

    def __init__(self, number: int) -> None:
        self.number = number

    def close(self) -> None:
        number, self.number = self.number, -1
        if number >= 0:
            os.close(number)

    def __enter__(self) -> _Descriptor:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def core_of(slot: int) -> int:
    """The slot's own of the processor's cores: what runs beside would change the times that are measured. A
    submission's validator runs on its core."""
    cores = sorted(os.sched_getaffinity(0))
    return cores[slot % _VALIDATORS % len(cores)]


def _native_program(isolation: Isolation) -> tuple[int | None, str]:
    """A descriptor of the compiled supervisor, where it can be used, and words."""
    if isolation.backend != "namespaces":
        return None, "supervisor in Python"
    return _sealed(native.supervisor())


def _library(isolation: Isolation) -> tuple[int | None, str]:
    """Likewise of what runs tests in forks."""
    if isolation.backend != "namespaces":
        return None, "supervisor in Python"
    return _sealed(native.library())


def _sealed(found: native.Native) -> tuple[int | None, str]:
    if found.content is None:
        return None, found.words
    descriptor = os.memfd_create("supervisor", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    os.write(descriptor, found.content)
    fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, _SEALED)
    return descriptor, found.words


def _packed(*folders: Mapping[str, bytes]) -> int:
    """A descriptor of all files' contents, one behind the other."""
    descriptor = os.memfd_create("files", os.MFD_CLOEXEC)
    try:
        with os.fdopen(descriptor, "wb", closefd=False) as memory:
            for files in folders:
                for content in files.values():
                    memory.write(content)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _sizes(files: Mapping[str, bytes]) -> list[tuple[str, int]]:
    """Names and sizes for the supervisor. Raises ValueError for a name that leads out of its folder."""
    for name in files:
        if name != os.path.normpath(name) or name.split("/")[0] in ("", ".", "..") or "\0" in name:
            raise ValueError(f"{name!r} is no file name within a folder")
    return [(name, len(content)) for name, content in files.items()]


def _inputs(files: Mapping[str, bytes]) -> list[tuple[str, int]]:
    if "stdin" in files:
        raise ValueError("a step's file cannot be called 'stdin': its input has that name")
    return _sizes(files)


def _form(stdin: bytes | int, payload: bytes) -> str:
    if isinstance(stdin, int):
        return "pipe"
    return "here" if len(payload) == len(stdin) else "file"


def _unpack(reply: dict[str, Any], descriptors: Sequence[int]) -> tuple[list[bytes], dict[str, bytes]]:
    """What the program wrote to its streams, and the files it left. The descriptors stay open."""
    left = list(descriptors)
    if reply["inline"]:
        payload, written, at = reply.get("payload", b""), [], 0
        for size in reply["sizes"]:
            written.append(payload[at : at + size])
            at += size
    else:
        written = [os.pread(left.pop(0), size, 0) for size in reply["sizes"]]
    return written, _contents(left.pop(0), reply["collected"]) if "collected" in reply else {}


def _contents(source: int, sizes: Sequence[tuple[str, int]]) -> dict[str, bytes]:
    """What is larger than a program usually is lies in a file without a name, and is seen through its pages."""
    files: dict[str, bytes] = {}
    with contextlib.ExitStack() as ours:
        if sum(size for _, size in sizes) > _HELD_BYTES:
            copied = ours.enter_context(tempfile.TemporaryFile())
            at = 0
            while sent := os.sendfile(copied.fileno(), source, at, _HELD_BYTES):
                at += sent
            seen, at = memoryview(mmap.mmap(copied.fileno(), 0, access=mmap.ACCESS_READ)), 0
            for name, size in sizes:
                # Who uses it asks for its length, and writes it elsewhere.
                files[name] = cast("bytes", seen[at : at + size])
                at += size
            return files
        content = ours.enter_context(os.fdopen(source, "rb", closefd=False))
        content.seek(0)
        for name, size in sizes:
            files[name] = content.read(size)
    return files


def bare_environment() -> dict[str, str]:
    """What the judge's own interpreter needs to start, and nothing of the judge's."""
    folder = str(Path(INTERPRETER).parent.parent / "lib")
    return {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "LD_LIBRARY_PATH": folder}
