"""Sandboxes by gVisor: a kernel of their own, written in Go, between programs and this machine's.

The strongest and by far the slowest way, taken only where it is asked for. ``runsc`` starts one such kernel for
each submission; in it a relay is PID 1, and our supervisor PID 1 of a further namespace, root there, so that
every test has a user of its own. No descriptor passes the border: a relay on either side copies what they carry.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from . import ending, kernel, program, wire
from .base import Base
from .border import Border
from .folders import Folders
from .ground import BOX, INPUT, KILLED_FIRST, PROC, TMP
from .mounted import OF_PROC
from .supervisor import Supervisor
from .view import shown
from .watch import Watch

PROGRAM = "runsc"
_OWN = "/.assay"
_FIRST_TEST_ID, _LAST_TEST_ID = 1000, 10_000
_CAPABILITIES = ("CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL", "SETGID", "SETPCAP", "SETUID", "SYS_ADMIN")
_START = (
    f"import sys; sys.path.insert(0, '{_OWN}'); from sandbox import gvisor; "
    "del sys.path[0]; gvisor.inside(int(sys.argv[1]))"
)
_OF_SUPERVISOR = f"{PROC}/1"
_NAMESPACES = kernel.NEWPID | kernel.NEWNS | kernel.NEWIPC | kernel.NEWUTS


class Gvisor:
    """One keeper's way to make sandboxes."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        program = shutil.which(PROGRAM)
        if program is None:
            raise OSError(f"{PROGRAM} is not installed")
        self._base = Base(many=False)
        self._bundle = _bundle(self._base, config)
        self._command = [program, "--ignore-cgroups", "--network=none", "--platform=ptrace"]
        if os.geteuid() != 0:
            self._command.append("--rootless")

    def start(self, channel: wire.Channel, control: wire.Channel) -> tuple[int, str]:
        folder = self._base.folder(many=False)
        pid = os.fork()
        if pid == 0:
            try:
                control.close()
                self._relay(channel, folder)
            except BaseException as error:
                with contextlib.suppress(
                    wire.Closed, OSError
                ):  # nobody left to be told; our end says the same
                    wire.send(channel, {"failed": f"{type(error).__name__}: {error}"})
            finally:
                _end_all()
                shutil.rmtree(folder)
                os._exit(0)
        return pid, ""

    def end(self, pid: int) -> None:
        os.kill(pid, signal.SIGTERM)
        os.waitpid(pid, 0)

    def close(self) -> None:
        self._base.remove()

    def _relay(self, channel: wire.Channel, folder: str) -> None:
        """Starts ``runsc`` and carries messages until either side ends or the keeper says so."""
        kernel.die_with_parent(signal.SIGTERM)
        kernel.adopt_orphans()
        signal.signal(signal.SIGTERM, _stop)
        there, to_there = os.pipe()
        from_there, here = os.pipe()
        name = f"assay-{os.getpid()}"
        command = [*self._command, f"--root={folder}/state", "run", "--bundle", self._bundle, name]
        if os.fork() == 0:
            try:
                Path("/proc/self/oom_score_adj").write_text(KILLED_FIRST)
                kernel.die_with_parent()
                os.dup2(there, 0)
                os.dup2(here, 1)
                os.execv(command[0], command)
            finally:
                os._exit(1)
        os.close(there)
        os.close(here)
        Border(channel, from_there, to_there).carry()


class _Stopped(Exception):
    """The keeper wants this sandbox to end."""


def _stop(*_: object) -> NoReturn:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise _Stopped


def _end_all() -> None:
    """Sandbox and file server are descendants of ``runsc``, and of ours once it has gone."""
    ending.end_descendants()
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def _bundle(base: Base, config: Mapping[str, Any]) -> str:
    """The folder that tells ``runsc`` what a sandbox is made of; all of a keeper's are alike."""
    bundle = Path(base.path, "bundle")
    root = bundle / "root"
    for place in (BOX, TMP, INPUT, "/dev", "/proc", "/sys", f"{_OWN}/sandbox"):
        (root / place[1:]).mkdir(parents=True, exist_ok=True)
    for path, target in config["view"]["links"].items():
        (root / path[1:]).symlink_to(target)
    mounts = list(_mounts(base, config))
    for mount in mounts:
        _make_place(root, mount)
    described = {
        "ociVersion": "1.0.0",
        "hostname": "judge",
        "root": {"path": "root", "readonly": True},
        "mounts": mounts,
        "process": {
            "user": {"uid": 0, "gid": 0},
            "args": [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", _START, str(config["tmp_mib"])],
            "env": [f"{name}={value}" for name, value in os.environ.items()],
            "cwd": "/",
            "noNewPrivileges": True,
            "rlimits": [{"type": f"RLIMIT_{name}", "soft": 0, "hard": 0} for name in ("CORE", "MSGQUEUE")],
            "capabilities": {
                kind: [f"CAP_{name}" for name in _CAPABILITIES]
                for kind in ("bounding", "effective", "permitted")
            },
        },
        "linux": {"namespaces": [{"type": kind} for kind in ("pid", "mount", "ipc", "uts", "network")]},
    }
    (bundle / "config.json").write_text(json.dumps(described))
    return str(bundle)


def _mounts(base: Base, config: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    view = config["view"]
    for path, seen in shown(view["shown"], view["hidden"]):
        yield _bound(path, path) if seen else _memory(path, "size=65536", "ro")
    for place, path in view["placed"].items():
        yield _bound(path, place)
    for place, path in base.keep(view["files"]).items():
        yield _bound(path, place)
    yield _bound(str(Path(__file__).parent), f"{_OWN}/sandbox")
    yield _memory(TMP, f"size={config['tmp_mib'] << 20}", "mode=1777")
    yield _memory(BOX, "mode=755")
    yield _memory(INPUT, "mode=755")


def _bound(source: str, place: str) -> dict[str, Any]:
    return {"destination": place, "type": "bind", "source": source, "options": ["ro", "rbind"]}


def _memory(place: str, *options: str) -> dict[str, Any]:
    return {"destination": place, "type": "tmpfs", "source": "tmpfs", "options": list(options)}


def _make_place(root: Path, mount: Mapping[str, Any]) -> None:
    place = root / mount["destination"][1:]
    if os.path.lexists(place) or any(above.is_symlink() for above in place.parents if above != root):
        return
    if mount["type"] == "bind" and not os.path.isdir(mount["source"]):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
    else:
        place.mkdir(parents=True)


def inside(tmp_mib: int) -> None:
    """Where ``runsc`` starts: the relay on the sandbox's side."""
    here, there = wire.pair()
    pid = kernel.clone(_NAMESPACES)
    if pid == 0:
        try:
            here.close()
            _supervise(there, tmp_mib)
        except BaseException as error:
            with contextlib.suppress(wire.Closed, OSError):
                wire.send(there, {"failed": f"{type(error).__name__}: {error}"})
        finally:
            os._exit(1)
    there.close()
    Border(here, 0, 1).carry()


@dataclass
class _Inside(Folders):
    """gVisor's kernel takes RLIMIT_NPROC and does not heed it: so we count. ``processes``: its /proc."""

    processes: int = -1

    def process_limit(self, asked: int) -> int:
        self._most = asked
        return asked

    def show_processes(self) -> None:
        """gVisor heeds neither hidepid nor subset, and lets all read what it says of the supervisor, which is the
        only other process: so that is covered."""
        if not self._shown:
            kernel.mount("proc", PROC, "proc", OF_PROC)
            kernel.mount("none", _OF_SUPERVISOR, "tmpfs", OF_PROC, "mode=0")
            self._shown = True

    def overfull(self) -> bool:
        running = sum(name.isdigit() for name in os.listdir(self.processes)) - 1  # the supervisor's own
        return (self._most is not None and running > self._most) or super().overfull()


def _supervise(channel: wire.Channel, tmp_mib: int) -> None:
    kernel.set_dumpable(False)
    program.reset_signals()
    nothing = os.open("/dev/null", os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    own = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC
    kernel.mount("proc", TMP, "proc", own)
    processes = os.open(TMP, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    for place in (TMP, "/proc", "/sys"):
        kernel.unmount(place)
    if os.path.isdir("/sys"):  # the place that was made for it stays, in a root that cannot be written
        kernel.mount("none", "/sys", "tmpfs", OF_PROC, "mode=0")
    with contextlib.suppress(FileNotFoundError):
        os.unlink("/dev/stdin")
    os.symlink(f"{INPUT}/stdin", "/dev/stdin")
    ground = _Inside(
        root="",
        by="namespace",
        test_ids=range(_FIRST_TEST_ID, _LAST_TEST_ID),
        landlock=0,
        rules=(),
        shared=False,
        tmp_mib=tmp_mib,
        ends_at_once=False,  # its kill(-1) goes over a list of processes, to which a fork adds meanwhile
        processes=processes,
    )
    ground.privileged = False  # no_new_privs and another user leave nothing; securebits are unknown here
    with contextlib.suppress(wire.Closed):
        Supervisor(channel, ground, Watch(channel, ground, processes)).serve()
