"""The ground a supervisor works on: where a sandbox's files lie, how they are renewed between two programs,
how all that runs there is ended, and what a program gives up before it starts.

``mounted.Mounted`` is a namespace with the right to mount. ``folders.Folders`` are plain folders, wiped: those
of a sandbox without that right (bubblewrap), or of the host (Landlock).
"""

from __future__ import annotations

TYPE_CHECKING = False  # see ``wire``
if TYPE_CHECKING:
    from typing import Protocol
else:
    Protocol = object

BOX, TMP, INPUT, PROC = "/box", "/tmp", "/input", "/proc"
"""What recipes call these places, wherever they lie."""
MOST_FILES = 4096
KILLED_FIRST = "500"
"""The oom_score_adj of all that is in a sandbox: where memory is short, the keeper is not what has to go."""
MIB = 1 << 20


class Ground(Protocol):
    """``test_ids``: the users that programs run as, one after the other; None: all as the supervisor's own.
    ``privileged``: it has capabilities, which its programs have to give up for good.
    ``tmp_options``: those that its /tmp is mounted with; None where it cannot mount.
    ``check_s``: how often to ask whether it is ``overfull`` while a program runs; None: never.
    ``ends_at_once``: no fork escapes ``end_all``; otherwise it is to be repeated until nothing is left."""

    @property
    def box(self) -> str: ...
    @property
    def tmp(self) -> str: ...
    @property
    def input(self) -> str: ...
    @property
    def test_ids(self) -> range | None: ...
    @property
    def privileged(self) -> bool: ...
    @property
    def tmp_options(self) -> str | None: ...
    @property
    def check_s(self) -> float | None: ...
    @property
    def ends_at_once(self) -> bool: ...

    def begin(self) -> None: ...
    def renew_tmp(self) -> None: ...
    def open_input(self) -> None: ...
    def seal_input(self) -> None: ...
    def drop_input(self, *, stdin_only: bool) -> None:
        """``stdin_only``: there is one file, of that name, which no program could add to."""

    def open_box(self) -> None:
        """Empties it, and lets the supervisor write there."""

    def seal_box(self) -> None: ...

    def end_all(self, uid: int | None) -> None:
        """Ends everything but the supervisor; ``uid`` is what the program ran as."""

    def process_limit(self, asked: int) -> int:
        """The RLIMIT_NPROC that lets a program have ``asked`` processes."""
        ...

    def overfull(self) -> bool: ...

    def here(self, text: str) -> str:
        """An argument or a value of the environment, with the places as they are called here."""
        ...

    def confine(self, *, collecting: bool) -> None:
        """In the program's process, just before its filter; ``collecting``: it is one that leaves files."""

    def show_processes(self) -> None:
        """Has programs see the sandbox's own /proc from now on. Raises OSError where there is none."""

    def filter(self, *, shared_memory: bool = False) -> bytes: ...
