"""How sandboxes are isolated: the value that the judge finds once and every keeper is started with."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from typing import Any

BACKENDS = ("namespaces", "bubblewrap", "landlock", "gvisor")
"""Best first, but gVisor: the strongest and by far the slowest, taken only where it is asked for."""

_OWN_IDS = 2_000_000_000  # above users, containers and systemd's ranges
_IDS = 10_000
_SLOTS = 10_000
_FIRST_SLOT = secrets.randbelow(_SLOTS)
"""Another judge on this machine (a worker, or the doctor's) has other ids, so most likely: without namespaces the
kernel counts the processes of one id together, and whoever ends what is left of one ends all."""


@dataclass(frozen=True)
class Isolation:
    """``many``: every test runs as a user of its own, out of ``ids`` host ids per slot from ``first_id`` on.

    ``mapped``: those ids are an ordinary user's, out of /etc/subuid, and newuidmap puts them in place;
    ``first_group``, out of /etc/subgid, may then be another.
    ``landlock``: the ABI that is used, 0 for none. ``processes_shown``: bubblewrap could mount a /proc, which
    the supervisor measures by and Landlock keeps from the program.
    ``no_proc``, ``no_shared_memory``: why programs cannot have what some run-times need (see ``host.Step``), in
    words; empty where they can.
    """

    backend: str
    many: bool
    landlock: int = 0
    first_id: int = _OWN_IDS
    first_group: int = _OWN_IDS
    ids: int = _IDS
    slots: int = _SLOTS
    mapped: bool = False
    processes_shown: bool = False
    no_proc: str = ""
    no_shared_memory: str = ""

    def __post_init__(self) -> None:
        if self.backend not in BACKENDS:
            raise ValueError(f"unknown backend {self.backend!r}: known are {', '.join(BACKENDS)}")

    def of_slot(self, slot: int) -> dict[str, Any]:
        """For the keeper's configuration."""
        before = (_FIRST_SLOT + slot) % self.slots * self.ids
        shifted = {"first_id": self.first_id + before, "first_group": self.first_group + before}
        return {**asdict(self), **shifted}

    @property
    def namespaces(self) -> bool:
        """Whether host name, processes and paths of the host are out of a program's sight."""
        return self.backend != "landlock"

    @property
    def slowness(self) -> int:
        """How many times as long as elsewhere the same small program may compute, for what has to bear it."""
        return 5 if self.backend == "gvisor" else 1

    @property
    def compile_slowness(self) -> int:
        """Likewise what a compiler may: where all calls of the kernel are slow, it starts and reads slowly."""
        return 3 if self.backend == "gvisor" else 1

    @property
    def refuses_processes(self) -> bool:
        """Whether a program that has too many is refused more; else it is ended."""
        return self.backend != "gvisor" and (self.backend != "landlock" or self.many)

    @property
    def descriptors(self) -> bool:
        """Whether a program can be handed open descriptors as they are: files shared with the judge (a batch)."""
        return self.backend != "gvisor"

    @property
    def refills(self) -> bool:
        """Whether a sandbox's files can be others after a while."""
        return self.backend == "namespaces"

    @property
    def users(self) -> str:
        if not self.many:
            return "one user"
        return "own user per test" + (" (subordinate ids)" if self.mapped else "")

    @property
    def words(self) -> str:
        """As results record it: "namespaces (own user per test), seccomp"."""
        locked = f", Landlock ABI {self.landlock}" if self.landlock else ""
        return f"{self.backend} ({self.users}), seccomp{locked}"
