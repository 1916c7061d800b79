"""The keeper: a trusted process per slot that makes sandboxes. It never touches a candidate's program.

Started with the bare interpreter (``-I -S``). ``{"op": "new"}`` makes a sandbox by the backend that the judge
chose, ``{"op": "end"}`` ends one.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
from collections.abc import Callable

from . import again, program, warm, wire

TYPE_CHECKING = False  # see ``wire``
if TYPE_CHECKING:
    from typing import Any, Protocol
else:
    Protocol = object

_DYING_S = 1.0


class Backend(Protocol):
    """A way to make sandboxes. Making one raises OSError where this machine does not allow it."""

    def start(self, channel: wire.Channel, control: wire.Channel) -> tuple[int, str]:
        """A new sandbox, whose supervisor speaks on ``channel``; ``control`` is the keeper's own. Returns the
        process whose end is the sandbox's, and the folder of the host in which its places lie, if it sees them
        under that name ("" if not)."""
        ...

    def end(self, pid: int) -> None:
        """Returns when everything in that sandbox is gone."""
        ...

    def close(self) -> None: ...


def _maker(backend: str) -> Callable[[dict[str, Any]], Backend]:
    """Only the one that is used is imported: every fork copies the pages of what is."""
    if backend == "bubblewrap":
        from .bubblewrap import Bubblewrap

        return Bubblewrap
    if backend == "gvisor":
        from .gvisor import Gvisor

        return Gvisor
    if backend == "landlock":
        from .landlocked import Landlocked

        return Landlocked
    from .namespaces import Namespaces

    return Namespaces


def serve(control: wire.Channel) -> None:
    config, library = wire.receive(control)
    trouble = again.load(library[0]) if library else None
    make = _maker(config["backend"])
    if config["backend"] != "bubblewrap":  # whose supervisors are no forks of ours
        warm.preload()  # before the host's files are out of reach
    try:
        backend = make(config)
    except OSError as error:
        wire.send(control, {"failed": str(error)})
        return
    wire.send(control, {"ready": True, "library": trouble})
    alive: set[int] = set()
    while True:
        try:
            request, descriptors = wire.receive(control)
        except wire.Closed:
            break  # the judge is gone
        if request["op"] == "new":
            with contextlib.closing(wire.Channel(fileno=descriptors[0])) as channel:
                try:
                    pid, root = backend.start(channel, control)
                except OSError as error:
                    wire.send(control, {"failed": str(error)})
                    continue
            alive.add(pid)
            wire.send(control, {"pid": pid, "root": root})
        elif request["op"] == "end" and request["pid"] in alive:
            alive.discard(request["pid"])
            signalled = _signal_of(request["pid"]) if request["lost"] else None
            backend.end(request["pid"])
            wire.send(control, {"ended": request["pid"], "signal": signalled})
    for pid in alive:
        backend.end(pid)
    backend.close()


def _signal_of(pid: int) -> int | None:
    """The signal that ended a sandbox which was lost; 0 where it ended by itself, None where it still lives."""
    ended = os.pidfd_open(pid)
    try:
        select.select([ended], [], [], _DYING_S)
    finally:
        os.close(ended)
    found = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    if found is None:
        return None
    return 0 if found.si_code == os.CLD_EXITED else found.si_status


def main(descriptor: int) -> None:
    program.reset_signals()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the judge, which then closes us
    serve(wire.Channel(fileno=descriptor))
