"""A program's way through its inputs, one size after the other."""

from __future__ import annotations

from collections.abc import Iterator

from assay.analysis.growth.inputs import BySize
from assay.analysis.growth.machine import Ended, Machine
from assay.analysis.growth.sizes import Plan

AROUND = 100_000_000_000
"""Fuel for what is not measured: reading the input."""
_MARGIN = 12  # a run may take that many times the cap before it is ended


def why(ended: Ended) -> str | None:
    if ended.why is None:
        return None
    last = ended.said.strip().splitlines()[-1:]
    return last[0] if last and ended.why.startswith("exit") else ended.why


class Steps:
    """Gives the program its inputs, one after the other."""

    def __init__(self, inputs: BySize) -> None:
        self._inputs = inputs
        self.size = 0
        self._sizes: Iterator[int] = iter(())

    def following(self) -> int | None:
        return next(self._sizes, None)

    def answer(self, what: str, machine: Machine) -> bool:
        if what == "next":
            size = self.following()
            given = None if size is None else self._inputs.of(size)
            if size is None or given is None:
                return False
            self.size = size
            machine.refill(AROUND)
            (machine.folder / "input").write_bytes(given)
            return True
        self.heard_of(what, machine)
        return True

    def heard_of(self, what: str, machine: Machine) -> None:
        raise NotImplementedError


class Timed(Steps):
    """Asks the plan for sizes. The first measurement is of nothing: what measuring takes."""

    def __init__(self, plan: Plan, inputs: BySize) -> None:
        super().__init__(inputs)
        self._plan = plan
        self._nothing: int | None = None

    def following(self) -> int | None:
        return self._plan.next()

    def heard_of(self, what: str, machine: Machine) -> None:
        if what.startswith("begin"):
            machine.refill(round(_MARGIN * self._plan.run_cap))
        elif what.startswith("end"):
            used = machine.used()
            machine.refill(AROUND)
            if self._nothing is None:
                self._nothing = used
            elif self.size:
                self._plan.measured(self.size, used - self._nothing)


class Chosen(Steps):
    """Goes through given sizes until all of them together took too much; keeps what is said of each."""

    def __init__(self, sizes: list[int], inputs: BySize, run_cap: int, total_cap: int) -> None:
        super().__init__(inputs)
        self._sizes = iter(sizes)
        self._run_cap, self._left = run_cap, total_cap
        self.heard: list[tuple[int, list[str]]] = []

    def following(self) -> int | None:
        return next(self._sizes, None) if self._left > 0 else None

    def heard_of(self, what: str, machine: Machine) -> None:
        if self.size == 0:
            return  # the first measurement, of nothing
        if what.startswith("begin"):
            machine.refill(_MARGIN * self._run_cap)
        elif what.startswith("end"):
            self._left -= machine.used()
            machine.refill(AROUND)
        else:
            self.heard.append((self.size, what.split()))
