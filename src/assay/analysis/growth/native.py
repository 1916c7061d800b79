"""Measures a C or C++ submission, compiled to WebAssembly: an instance of its own for each size."""

from __future__ import annotations

import wasmtime

from assay.analysis.growth import runtimes
from assay.analysis.growth.curve import Curve
from assay.analysis.growth.inputs import BySize
from assay.analysis.growth.machine import Ended, Machine
from assay.analysis.growth.sizes import FIRST, Plan, some

RUN_CAP, TOTAL_CAP = 400_000_000, 1_600_000_000
LARGEST = 200_000
_AROUND = 50_000_000_000
_MARGIN = 12
_SPACE_SIZES = 14


class NativeRun:
    """``time`` and ``space`` are the modules. What is not marked as measured is measured as a whole."""

    def __init__(self, time: bytes, space: bytes, inputs: BySize) -> None:
        self._time = wasmtime.Module(runtimes.engine(), time)
        self._space = wasmtime.Module(runtimes.engine(), space)
        self._inputs = inputs

    def time(self, first: int = FIRST) -> Curve:
        plan = Plan(RUN_CAP, TOTAL_CAP, LARGEST, first)
        stopped = None
        while (size := plan.next()) is not None and (given := self._inputs.of(size)) is not None:
            one = _One(self._time, given)
            if (stopped := one.stopped) is not None or one.fuel is None:
                break
            plan.measured(size, one.fuel)
        return plan.curve(stopped)

    def space(self, time: Curve) -> Curve:
        """Its sizes are chosen from those of ``time``."""
        sizes: list[int] = []
        costs: list[float] = []
        stopped = None
        for size in some(list(time.sizes), _SPACE_SIZES):
            given = self._inputs.of(size)
            if given is None:
                break
            one = _One(self._space, given)
            if (stopped := one.stopped) is not None or one.space is None:
                break
            sizes.append(size)
            costs.append(float(one.space))
        return Curve(tuple(sizes), tuple(costs), stopped)


class _One:
    """One run on one input: ``fuel`` and ``space`` where they were measured, ``stopped`` where it failed."""

    def __init__(self, module: wasmtime.Module, given: bytes) -> None:
        self.fuel: int | None = None
        self.space: int | None = None
        self._begun = False
        machine = Machine(module, self._answer, files={}, fuel=_AROUND)
        try:
            ended = machine.run(["program"], stdin=given)
            if not self._begun and ended.why is None:
                self.fuel = machine.used()
        finally:
            machine.close()
        self.stopped = None if self.fuel is not None else _why(ended)

    def _answer(self, what: str, machine: Machine) -> bool:
        word, _, value = what.partition(" ")
        if word == "begin":
            self._begun = True
            machine.refill(_MARGIN * RUN_CAP)
        elif word == "end" and self._begun:
            self.fuel = machine.used()
            machine.refill(_AROUND)
        elif word == "value":
            self.space = int(value) & 0xFFFFFFFF
        return False


def _why(ended: Ended) -> str:
    last = ended.said.strip().splitlines()[-1:]
    return last[0] if last and (ended.why or "").startswith("exit") else ended.why or "it did not end"
