"""Measures a JavaScript submission: QuickJS in WebAssembly. Its costs are those of an interpreter, not of Node."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from assay.analysis.growth import runtimes
from assay.analysis.growth.curve import Curve
from assay.analysis.growth.inputs import Inputs
from assay.analysis.growth.machine import Ended, Machine
from assay.analysis.growth.sizes import Plan, some
from assay.analysis.growth.steps import AROUND, Steps, Timed, why

RUN_CAP, TOTAL_CAP = 1_000_000_000, 4_000_000_000
LARGEST = 200_000
_STACK_BYTES = 48 << 20
_SPACE_SIZES, _FEWEST = 12, 7
_MARGIN = 12
PAGE_BYTES = 65536


class JavaScriptRun:
    """``files`` are those of the judge's driver with ``solution.js``; ``function``: it is one, or a whole
    program."""

    def __init__(self, files: Mapping[str, bytes], inputs: Inputs, *, function: bool) -> None:
        self._files, self._inputs, self._function = dict(files), inputs, function

    def time(self) -> Curve:
        plan = Plan(RUN_CAP, TOTAL_CAP, LARGEST)
        ended = self._run("time", Timed(plan, self._inputs))
        return plan.curve(why(ended))

    def space(self, time: Curve) -> Curve:
        """By how much the memory grew, and how much of its last page is taken: an instance for each size, since
        it never shrinks."""
        sizes: list[int] = []
        costs: list[float] = []
        large = [n for n in time.sizes if n >= 64]
        for size in some(large if len(large) >= _FEWEST else list(time.sizes), _SPACE_SIZES):
            grown = _Grown(size, self._inputs)
            ended = self._run("space", grown)
            if grown.bytes is None:
                return Curve(tuple(sizes), tuple(costs), why(ended))
            sizes.append(size)
            costs.append(float(grown.bytes))
        return Curve(tuple(sizes), tuple(costs))

    def _run(self, what: str, steps: Steps) -> Ended:
        guest = files("assay.analysis.growth").joinpath("guest/measure.js").read_bytes()
        machine = Machine(
            runtimes.module(runtimes.QUICKJS),
            steps.answer,
            files={**self._files, "measure.js": guest},
            fuel=AROUND,
        )
        form = "function" if self._function else "program"
        arguments = ["qjs", "--stack-size", str(_STACK_BYTES), "-m", "/w/measure.js", what, form]
        try:
            return machine.run(arguments, reactor=True)
        finally:
            machine.close()


class _Grown(Steps):
    """Measures one size."""

    def __init__(self, size: int, inputs: Inputs) -> None:
        super().__init__(inputs)
        self._sizes = iter([size])
        self._before = self._seen = self._grown = 0
        self.bytes: int | None = None

    def answer(self, what: str, machine: Machine) -> bool:
        if what == "grown":
            before, self._seen = self._seen, machine.memory_bytes()
            return self._seen > before > 0
        return super().answer(what, machine)

    def heard_of(self, what: str, machine: Machine) -> None:
        if what.startswith("begin"):
            self._before = machine.memory_bytes()
            machine.refill(_MARGIN * RUN_CAP)
        elif what.startswith("end"):
            self._seen = machine.memory_bytes()
            self._grown = self._seen - self._before
            machine.refill(AROUND)
        elif what.startswith("value") and self.size:
            taken = float(what.split()[1])
            self.bytes = 0 if self._grown == 0 else round(self._grown - PAGE_BYTES * (1 - taken))
