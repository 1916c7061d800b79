"""How strongly programs are held on this machine, found once and recorded with every result."""

from __future__ import annotations

import os
from dataclasses import dataclass

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
    return Tier(probe(toolchains.view(), backend or os.environ.get(SETTING) or None), cgroups.find())
