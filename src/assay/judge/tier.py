"""How strongly programs are held on this machine, found once and recorded with every result."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

from assay.judge import toolchains
from assay.judge.sandbox import cgroups
from assay.judge.sandbox.cgroups import Parents
from assay.judge.sandbox.isolation import Isolation
from assay.judge.sandbox.probe import probe

SETTING = "ASSAY_JUDGE_BACKEND"


@dataclass(frozen=True)
class Tier:
    """``isolation`` from the host and from each other; ``parents`` of the control groups that bound slots."""

    isolation: Isolation
    parents: Parents

    @property
    def many(self) -> bool:
        """Whether each test has a user id of its own."""
        return self.isolation.many

    @property
    def cpu(self) -> str:
        """What CPU time is measured by."""
        return "process clocks"

    @property
    def words(self) -> str:
        memory, processes = self.parents.tier("memory"), self.parents.tier("pids")
        return f"{self.isolation.words}, memory by {memory}, processes by {processes}"


def find_tier(backend: str | None = None) -> Tier:
    """Makes sandboxes to see which can be had, best first, or only ``backend``'s (or ASSAY_JUDGE_BACKEND's).

    Raises IsolationUnavailable, with what to change.
    """
    isolation = probe(toolchains.view(), backend or os.environ.get(SETTING) or None)
    found = cgroups.find()
    if isolation.backend == "gvisor":  # its own kernel takes any number of threads for a program's processes
        v2 = found.v2_controllers - {"pids"}
        why = {**found.why, "pids": "gVisor's processes are its own"}
        found = replace(found, pids_v1=None, v2_controllers=v2, why=why)
    return Tier(isolation, found)
