"""Sandboxes by bubblewrap: for machines that allow it, and not everyone, to make namespaces.

``bwrap`` makes the namespaces and the view; our supervisor is its PID 1, without any capability. So it cannot
mount: /tmp and /input are wiped between programs, and /box is filled from outside before it starts. There
is one user; started as root, it is another, unprivileged one for each sandbox.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from . import kernel, program, wire
from .base import Base
from .files import place
from .folders import Folders
from .ground import BOX, INPUT, KILLED_FIRST, TMP
from .landlock import READ
from .supervisor import Supervisor
from .view import shown
from .watch import Watch

PROGRAM = "bwrap"
_OWN = "/.assay"
_ID = "1000"
_ALL_RIGHTS = (1 << 16) - 1
_DEVICES = ("null", "zero", "full", "random", "urandom")
_START = (
    f"import sys; sys.path.insert(0, '{_OWN}'); from sandbox import bubblewrap; "
    "del sys.path[0]; bubblewrap.supervise(int(sys.argv[1]), sys.argv[2])"
)


class Bubblewrap:
    """One keeper's way to make sandboxes."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        found = shutil.which(PROGRAM)
        if found is None:
            raise OSError(f"{PROGRAM} is not installed")
        self._config = config
        self._base = Base(many=os.geteuid() == 0)
        files = self._base.keep(config["view"]["files"])
        self._options = [found, *_options(config, files)]
        self._alive: dict[int, tuple[str, int]] = {}
        self._made = 0
        kernel.adopt_orphans()  # bwrap's own end does not wait for that of its namespace

    def start(self, channel: wire.Channel, control: wire.Channel) -> tuple[int, str]:
        folder = self._base.folder(many=False)
        self._made += 1
        told, tells = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                control.close()
                os.close(told)
                self._become_sandbox(channel, folder, tells)
            except BaseException as error:
                with contextlib.suppress(wire.Closed, OSError):  # nobody left to be told
                    wire.send(channel, {"failed": f"{type(error).__name__}: {error}"})
            finally:
                os._exit(1)
        os.close(tells)
        self._alive[pid] = (folder, told)
        return pid, ""

    def end(self, pid: int) -> None:
        folder, told = self._alive.pop(pid)
        os.kill(pid, signal.SIGKILL)  # PID 1 of the sandbox ends with it
        os.waitpid(pid, 0)
        with os.fdopen(told, "rb") as reader:
            inner = _child(reader.read())
        if inner is not None:
            with contextlib.suppress(ChildProcessError):  # bwrap itself has seen its end
                os.waitpid(inner, 0)
        self._base.drop(folder)

    def close(self) -> None:
        self._base.remove()

    def _become_sandbox(self, channel: wire.Channel, folder: str, tells: int) -> None:
        """Fills /box from outside, where alone it can be written, and then becomes bwrap."""
        kernel.die_with_parent()
        Path("/proc/self/oom_score_adj").write_text(KILLED_FIRST)
        wire.send(channel, {"up": True})
        request, descriptors = wire.receive(channel)
        place(request["files"], descriptors[0], 0, folder + BOX, 0o555)
        os.close(descriptors[0])
        if os.geteuid() == 0:
            own = self._config["first_id"] + self._made % self._config["ids"]
            os.setgroups([])
            os.setresgid(own, own, own)
            os.setresuid(own, own, own)
            kernel.die_with_parent()  # a change of user undoes it
        os.set_inheritable(channel.fileno(), True)
        os.set_inheritable(tells, True)
        started = [sys.executable, "-I", "-S", "-B", "-c", _START, str(channel.fileno())]
        settings = json.dumps(
            {name: self._config[name] for name in ("landlock", "tmp_mib", "processes_shown")}
        )
        own_box = ["--ro-bind", folder + BOX, BOX, "--remount-ro", "/", "--info-fd", str(tells)]
        os.execv(self._options[0], [*self._options, *own_box, "--", *started, settings])


def _child(said: bytes) -> int | None:
    """What bwrap says of its namespace's PID 1; None if it never came to that."""
    return int(json.loads(said)["child-pid"]) if said.strip() else None


def _options(config: Mapping[str, Any], files: Mapping[str, str]) -> Iterator[str]:
    """All but the sandbox's own /box. ``files``: path in the sandbox to a file here that it shows."""
    yield from ("--unshare-all", "--as-pid-1", "--die-with-parent", "--new-session", "--cap-drop", "ALL")
    yield from ("--hostname", "judge", "--uid", _ID, "--gid", _ID, "--chdir", "/", "--clearenv")
    for name, value in os.environ.items():
        yield from ("--setenv", name, value)
    view = config["view"]
    for path, target in view["links"].items():
        yield from ("--symlink", target, path)
    seen = list(shown(view["shown"], view["hidden"]))
    for path, wanted in seen:
        yield from ("--ro-bind", path, path) if wanted else ("--tmpfs", path)
    for path, wanted in seen:
        if not wanted:
            yield from ("--remount-ro", path)
    for place_, path in view["placed"].items():
        yield from ("--ro-bind", path, place_)
    for place_, path in files.items():
        yield from ("--ro-bind", path, place_)
    for name in _DEVICES:
        yield from ("--dev-bind", f"/dev/{name}", f"/dev/{name}")
    yield from ("--symlink", f"{INPUT}/stdin", "/dev/stdin")
    yield from ("--ro-bind", str(Path(__file__).parent), f"{_OWN}/sandbox")
    if config["processes_shown"]:
        yield from ("--proc", "/proc")
    yield from ("--size", str(config["tmp_mib"] << 20), "--tmpfs", TMP, "--tmpfs", INPUT)


def supervise(descriptor: int, settings: str) -> None:
    """Where ``bwrap`` starts: PID 1 of the sandbox, its /box filled."""
    kernel.set_dumpable(False)
    program.reset_signals()
    config = json.loads(settings)
    channel = wire.Channel(fileno=descriptor)
    os.set_inheritable(descriptor, False)
    ground = Folders(
        root="",
        by="namespace",
        test_ids=None,
        landlock=config["landlock"],
        rules=tuple(_rights()),
        shared=False,
        tmp_mib=config["tmp_mib"],
        covered=config["processes_shown"] and config["landlock"] > 0,
    )
    processes = os.open("/proc", os.O_RDONLY | os.O_CLOEXEC) if config["processes_shown"] else None
    with contextlib.suppress(wire.Closed):
        Supervisor(channel, ground, Watch(channel, ground, processes)).serve()


def _rights() -> Iterator[tuple[str, int]]:
    """All that is in the view but /proc, which is for the supervisor."""
    for name in os.listdir("/"):
        path = f"/{name}"
        if path not in ("/proc", _OWN):
            yield path, READ if path in (BOX, INPUT) else _ALL_RIGHTS
