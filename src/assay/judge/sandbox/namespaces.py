"""Sandboxes by namespaces that the keeper makes itself: the first choice.

It builds once the read-only view that every sandbox shares, leaves the host's file system for it, and then
clones a supervisor into namespaces of its own for each. Users are "many" (a sandbox gets thousands of ids of
no one's, each test its own: root may map any, an ordinary user those that /etc/subuid grants, by newuidmap)
or "one" (the supervisor is then guarded by the filter and by not being dumpable).
"""

from __future__ import annotations

import _socket
import contextlib
import os
import signal

from . import kernel, subordinate, wire
from .ground import BOX, INPUT, KILLED_FIRST, PROC
from .mounted import OF_PROC, Mounted
from .supervisor import Supervisor
from .watch import Watch

TYPE_CHECKING = False  # see ``wire``
if TYPE_CHECKING:
    from typing import Any

_SINGLE_ID = 1000
_FIRST_TEST_ID = 1000
_OLD, _VIEW = "/old", "/view"
_OF_BOX = "size={}m,nr_inodes=4096,mode=755"
_DEVICES = ("null", "zero", "full", "random", "urandom")


def _write(path: str, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)


def _leave_host(config: dict[str, Any]) -> None:
    """Own mount namespace with an empty root; the host's files stay reachable under /old, for now."""
    uid, gid = os.geteuid(), os.getegid()
    own = kernel.NEWNS | kernel.SHARED_NAMESPACES
    if config["mapped"]:
        subordinate.enter(config["first_id"], config["first_group"], config["ids"])
        kernel.unshare(own)
    elif config["many"]:
        kernel.unshare(own)
    else:
        kernel.unshare(kernel.NEWUSER | own)
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/uid_map", f"{uid} {uid} 1")
        _write("/proc/self/gid_map", f"{gid} {gid} 1")
    _socket.sethostname("judge")
    kernel.mount(None, "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    kernel.mount("assay", "/tmp", "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "mode=755")
    os.mkdir("/tmp/old")
    kernel.pivot_root("/tmp", "/tmp/old")
    os.chdir("/")


def _parents(path: str) -> None:
    os.makedirs(os.path.dirname(path), mode=0o755, exist_ok=True)


def _show(source: str, place: str) -> None:
    """Puts a file or folder of the host at ``place`` into the view, read-only."""
    target = _VIEW + place
    if os.path.exists(target):
        return  # already seen through a folder above it
    if os.path.isdir(_OLD + source):
        os.makedirs(target, mode=0o755)
    else:
        _parents(target)
        _write(target, "")
    kernel.mount(_OLD + source, target, None, kernel.MS_BIND | kernel.MS_REC)
    kernel.set_mount(target, kernel.ATTR_RDONLY | kernel.ATTR_NOSUID | kernel.ATTR_NODEV, recursive=True)


def _hide(path: str) -> None:
    target = _VIEW + path
    if os.path.isdir(target):
        kernel.mount("hidden", target, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "size=64k,mode=755")


def _build_view(view: dict[str, Any]) -> None:
    os.mkdir(_VIEW)
    kernel.mount("view", _VIEW, "tmpfs", kernel.MS_NOSUID, "size=1m,mode=755")
    for folder in ("dev", "tmp", "box", "input", "proc"):
        os.mkdir(f"{_VIEW}/{folder}")
    for path, target in view["links"].items():
        _parents(_VIEW + path)
        os.symlink(target, _VIEW + path)
    for path, text in view["files"].items():
        _parents(_VIEW + path)
        _write(_VIEW + path, text)
    # Outer folders first: what is hidden may lie in what is shown, and the other way round.
    hidden = set(view["hidden"])
    for path in sorted({*view["shown"], *hidden}, key=len):
        if path in hidden:
            _hide(path)
        else:
            _show(path, path)
    for place, path in view["placed"].items():
        _show(path, place)
    for name in _DEVICES:
        target = f"{_VIEW}/dev/{name}"
        _write(target, "")
        kernel.mount(f"{_OLD}/dev/{name}", target, None, kernel.MS_BIND)
    os.symlink(
        f"{INPUT}/stdin", f"{_VIEW}/dev/stdin"
    )  # without /proc it cannot lead to the descriptor itself
    kernel.set_mount(_VIEW, kernel.ATTR_RDONLY | kernel.ATTR_NOSUID, recursive=True)


def _show_no_processes() -> None:
    """Covers the view's /proc with that of a process namespace which has ended: the kernel lets a sandbox mount
    its own only where it sees one already."""
    pid = kernel.clone(kernel.NEWPID)
    if pid == 0:
        try:
            # Not allowed where the host's own is partly covered, as in some containers: then no sandbox has one.
            with contextlib.suppress(OSError):
                kernel.mount("proc", f"{_VIEW}{PROC}", "proc", OF_PROC, "hidepid=2,subset=pid")
        finally:
            os._exit(0)
    os.waitpid(pid, 0)


def _enter_view() -> int:
    """The view becomes the root, and nothing else of the host can be reached. Returns a descriptor of the
    host's /proc, which is for the keeper only."""
    processes = os.open(f"{_OLD}{PROC}", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    os.chdir(_VIEW)
    kernel.pivot_root(".", ".")
    kernel.unmount(".")
    os.chdir("/")
    return processes


def _enter_sandbox(mapped: int, *, many: bool, box_mib: int) -> int | None:
    """In the new process: the view with a private /box. Returns a descriptor of the sandbox's own /proc, which
    is covered for programs."""
    os.read(mapped, 1)
    os.close(mapped)
    if many:
        os.setgroups([])
        os.setresgid(0, 0, 0)
        os.setresuid(0, 0, 0)
    kernel.die_with_parent()
    kernel.set_dumpable(False)
    kernel.mount("box", BOX, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, _OF_BOX.format(box_mib))
    return _own_processes()


def _own_processes() -> int | None:
    try:
        kernel.mount("proc", PROC, "proc", OF_PROC, "subset=pid")
    except OSError:
        return None  # see ``_show_no_processes``
    descriptor = os.open(PROC, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    kernel.mount("covered", PROC, "tmpfs", OF_PROC, "size=4k,nr_inodes=2,mode=555")
    return descriptor


def _map_ids(processes: int, pid: int, *, many: bool, first_id: int, ids: int) -> None:
    folder = os.open(str(pid), os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC, dir_fd=processes)
    try:
        _tell(folder, "oom_score_adj", KILLED_FIRST)
        if many:
            _tell(folder, "uid_map", f"0 {first_id} {ids}")
            _tell(folder, "gid_map", f"0 {first_id} {ids}")
        else:
            _tell(folder, "setgroups", "deny")
            _tell(folder, "uid_map", f"{_SINGLE_ID} {os.geteuid()} 1")
            _tell(folder, "gid_map", f"{_SINGLE_ID} {os.getegid()} 1")
    finally:
        os.close(folder)


def _tell(folder: int, name: str, text: str) -> None:
    file = os.open(name, os.O_WRONLY | os.O_CLOEXEC, dir_fd=folder)
    try:
        os.write(file, text.encode())
    finally:
        os.close(file)


def _end_sandbox(pid: int) -> None:
    """Kills PID 1 of a sandbox, and with it all that runs there; returns when all of it is gone."""
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


class Namespaces:
    def __init__(self, config: dict[str, Any]) -> None:
        _leave_host(config)
        _build_view(config["view"])
        _show_no_processes()
        self._processes = _enter_view()
        self._many = bool(config["many"])
        self._config = config

    def start(self, channel: wire.Channel, control: wire.Channel) -> tuple[int, str]:
        mapped, signal_mapped = os.pipe()
        pid = kernel.clone(kernel.SANDBOX_NAMESPACES)
        if pid == 0:
            try:
                control.close()
                os.close(signal_mapped)
                self._supervise(channel, mapped)
            except BaseException as error:
                with contextlib.suppress(
                    wire.Closed, OSError
                ):  # nobody left to be told; our end says the same
                    wire.send(channel, {"failed": f"{type(error).__name__}: {error}"})
            finally:
                os._exit(1)
        os.close(mapped)
        try:
            first_id, ids = self._config["first_id"], self._config["ids"]
            _map_ids(self._processes, pid, many=self._many, first_id=first_id, ids=ids)
        except OSError:
            os.close(signal_mapped)
            _end_sandbox(pid)
            raise
        os.write(signal_mapped, b"x")
        os.close(signal_mapped)
        return pid, ""

    def _supervise(self, channel: wire.Channel, mapped: int) -> None:
        os.close(self._processes)
        processes = _enter_sandbox(mapped, many=self._many, box_mib=self._config["box_mib"])
        ids = range(_FIRST_TEST_ID, self._config["ids"]) if self._many else None
        ground = Mounted(ids, self._config["tmp_mib"], covered=processes is not None)
        Supervisor(channel, ground, Watch(channel, ground, processes)).serve()

    def end(self, pid: int) -> None:
        _end_sandbox(pid)

    def close(self) -> None:
        """Sandboxes end with us, and all else was in their mount namespaces."""
