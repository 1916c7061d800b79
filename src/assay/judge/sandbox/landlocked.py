"""A sandbox without namespaces: folders of the host, Landlock, the filter, and a warden that ends what is left.

For machines that forbid namespaces, such as a container by its default. Between keeper and supervisor stands
a warden: it outlives the supervisor whatever happens, ends all that was started, and removes the folders.
A program sees the host's name, its clock, and that paths exist; it can read and write only what rules allow.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from . import ending, kernel, wire
from .base import Base
from .folders import Folders
from .ground import KILLED_FIRST
from .landlock import READ, READ_DIR, READ_FILE, SIGNALS_SINCE, WRITE_FILE, Ruleset
from .supervisor import Supervisor
from .watch import Watch

_WAITED_FOR = {signal.SIGTERM, signal.SIGCHLD}
_DEVICES = ("null", "zero", "full", "random", "urandom")


def rules(view: Mapping[str, Any]) -> list[tuple[str, int]]:
    """What a program may do with the host's files: read what the view shows, but nothing that it hides."""
    found = [(f"/dev/{name}", READ_FILE | WRITE_FILE) for name in _DEVICES]
    hidden = [path for path in view["hidden"] if os.path.isdir(path)]
    for path in (*view["shown"], *view["placed"].values()):
        found += _reading(path, [each for each in hidden if each.startswith(f"{path}/")])
    return found


def _reading(path: str, hidden: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Rights go down to all that is below, so a folder that hides something can only be listed, and what it
    holds otherwise is allowed piece by piece."""
    if not hidden:
        yield path, READ
        return
    yield path, READ_DIR
    for entry in os.scandir(path):
        if entry.path not in hidden and not entry.is_symlink():
            yield from _reading(entry.path, [each for each in hidden if each.startswith(f"{entry.path}/")])


class Landlocked:
    """One keeper's way to make sandboxes."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        self._config = config
        self._rules = tuple(rules(config["view"]))
        self._base = Base(many=config["many"])
        kernel.adopt_orphans()

    def start(self, channel: wire.Channel, control: wire.Channel) -> tuple[int, str]:
        """Starts warden and supervisor; the process is the warden."""
        folder = self._base.folder(many=self._config["many"])
        signal.pthread_sigmask(signal.SIG_BLOCK, _WAITED_FOR)
        pid = os.fork()
        if pid == 0:
            try:
                control.close()
                self._guard(folder, channel)
            finally:
                os._exit(1)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _WAITED_FOR)
        return pid, folder

    def end(self, pid: int) -> None:
        """Returns when everything in that sandbox is gone."""
        os.kill(pid, signal.SIGTERM)
        os.waitpid(pid, 0)

    def close(self) -> None:
        self._base.remove()

    def _guard(self, folder: str, channel: wire.Channel) -> None:
        """The warden: waits for the supervisor's end, or for word from the keeper."""
        kernel.die_with_parent(signal.SIGTERM)
        kernel.adopt_orphans()
        domain = self._enter_domain()
        supervisor = os.fork()
        if supervisor == 0:
            try:
                signal.pthread_sigmask(signal.SIG_UNBLOCK, _WAITED_FOR)
                self._supervise(folder, channel)
            finally:
                os._exit(1)
        os.closerange(3, 256)  # the channel, above all: the judge sees the supervisor's end by it
        while not _ended(supervisor):
            if signal.sigwait(_WAITED_FOR) == signal.SIGTERM:
                break
        (ending.end_domain if domain else ending.end_descendants)()
        with contextlib.suppress(ChildProcessError):
            while True:
                os.waitpid(-1, 0)
        shutil.rmtree(folder)
        os._exit(0)

    def _supervise(self, folder: str, channel: wire.Channel) -> None:
        kernel.die_with_parent()
        kernel.adopt_orphans()
        domain = self._enter_domain()  # once more: nobody from here on may signal the warden
        Path("/proc/self/oom_score_adj").write_text(KILLED_FIRST)
        kernel.set_dumpable(False)
        first, many = self._config["first_id"], self._config["many"]
        ground = Folders(
            root=folder,
            by="domain" if domain else "user" if many else "descendants",
            test_ids=range(first + 1, first + self._config["ids"]) if many else None,
            landlock=self._config["landlock"],
            rules=self._rules,
            shared=True,
            tmp_mib=self._config["tmp_mib"],
            places=self._config["view"]["placed"],
        )
        processes = os.open("/proc", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        watch = Watch(channel, ground, processes, shared=True)
        try:
            Supervisor(channel, ground, watch).serve()
        except BaseException as error:
            with contextlib.suppress(wire.Closed, OSError):  # nobody left to be told; our end says the same
                wire.send(channel, {"failed": f"{type(error).__name__}: {error}"})

    def _enter_domain(self) -> bool:
        """Signals do not leave it, where the kernel knows of such a thing."""
        if self._config["landlock"] < SIGNALS_SINCE:
            return False
        outside = os.getppid()
        reached = ending.reaches(outside)
        Ruleset(self._config["landlock"], files=False).restrict_self()
        if not reached or ending.reaches(outside):
            raise ending.Unsafe("Landlock does not keep signals within the sandbox")
        return True


def _ended(supervisor: int) -> bool:
    """Takes in what has ended; whether the supervisor is among it."""
    with contextlib.suppress(ChildProcessError):
        while (pid := os.waitpid(-1, os.WNOHANG)[0]) != 0:
            if pid == supervisor:
                return True
    return False
