"""Measures a JavaScript submission: QuickJS in WebAssembly. Its costs are those of an interpreter, not of Node."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from assay.analysis.growth import runtimes
from assay.analysis.growth.curve import Curve
from assay.analysis.growth.inputs import BySize
from assay.analysis.growth.machine import Ended, Machine
from assay.analysis.growth.sizes import FIRST, Plan, some
from assay.analysis.growth.steps import AROUND, Chosen, Steps, Timed, why

RUN_CAP, TOTAL_CAP = 1_000_000_000, 4_000_000_000
LARGEST = 200_000
_STACK_BYTES = 48 << 20
_SPACE_SIZES, _SPACE_TOTAL = 14, 8_000_000_000


class JavaScriptRun:
    """``files`` are those of the judge's driver with ``solution.js``; ``form`` as in ``PythonRun``."""

    def __init__(self, files: Mapping[str, bytes], inputs: BySize, *, form: str) -> None:
        self._files, self._inputs, self._form = dict(files), inputs, form

    def time(self, first: int = FIRST) -> Curve:
        plan = Plan(RUN_CAP, TOTAL_CAP, LARGEST, first)
        ended = self._run("time", Timed(plan, self._inputs))
        return plan.curve(why(ended))

    def space(self, time: Curve) -> Curve:
        """Its sizes are chosen from those of ``time``."""
        chosen = _Held(some(list(time.sizes), _SPACE_SIZES), self._inputs, RUN_CAP, _SPACE_TOTAL)
        ended = self._run("space", chosen)
        return Curve(
            tuple(n for n, _ in chosen.held), tuple(float(bytes_) for _, bytes_ in chosen.held), why(ended)
        )

    def _run(self, what: str, steps: Steps) -> Ended:
        guest = files("assay.analysis.growth").joinpath("guest/measure.js").read_bytes()
        machine = Machine(
            runtimes.module(runtimes.QUICKJS),
            steps.answer,
            files={**self._files, "measure.js": guest},
            fuel=AROUND,
            looked=steps.looked if isinstance(steps, _Held) else None,
        )
        arguments = ["qjs", "--stack-size", str(_STACK_BYTES), "-m", "/w/measure.js", what, self._form]
        try:
            return machine.run(arguments, reactor=True)
        finally:
            machine.close()


class _Held(Chosen):
    """``held``: bytes at the peak, by size. They are looked at whenever the program looks at its clock, as the guest
    does right around the call: to say something to the host takes kilobytes of stack."""

    def __init__(self, sizes: list[int], inputs: BySize, run_cap: int, total_cap: int) -> None:
        super().__init__(sizes, inputs, run_cap, total_cap)
        self.held: list[tuple[int, int]] = []
        self.machine: Machine | None = None
        self._most: int | None = None
        self._within = False

    def looked(self) -> None:
        if not self._within or self.machine is None:
            return
        if self._most is None:
            self.machine.watch_space()
            self._most = 0
        else:
            self._most = max(self._most, self.machine.space())

    def answer(self, what: str, machine: Machine) -> bool:
        if what.startswith("begin"):
            self._within, self._most, self.machine = True, None, machine
        elif what.startswith("end"):
            self._within = False
            if self.size and self._most is not None:
                self.held.append((self.size, self._most))
        return super().answer(what, machine)
