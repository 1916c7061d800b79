"""Measures a Python submission: CPython in WebAssembly, one instance for all sizes, a module for each."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from assay.analysis.growth import runtimes
from assay.analysis.growth.curve import Curve, LineCost
from assay.analysis.growth.inputs import Inputs
from assay.analysis.growth.machine import Ended, Machine
from assay.analysis.growth.sizes import FIRST, Plan, some
from assay.analysis.growth.steps import AROUND, Chosen, Steps, Timed, why

RUN_CAP, TOTAL_CAP = 1_200_000_000, 5_000_000_000
"""Fuel for one size, and for all of one curve: some tenths of a second, and a second or two."""
LARGEST = 200_000
_SPACE_RUN, _SPACE_TOTAL = 6_000_000_000, 24_000_000_000
_SPACE_SIZES = 12


class PythonRun:
    """``files`` are those of the judge's driver with ``solution.py``; ``form``: "function" (of a
    signature), "entry" (one that no package describes) or "program"."""

    def __init__(self, files: Mapping[str, bytes], inputs: Inputs, *, form: str) -> None:
        self._files, self._inputs, self._form = dict(files), inputs, form

    def time(self, first: int = FIRST) -> Curve:
        plan = Plan(RUN_CAP, TOTAL_CAP, LARGEST, first)
        ended = self._run("time", Timed(plan, self._inputs))
        return plan.curve(why(ended))

    def space(self, time: Curve) -> Curve:
        """Its sizes are chosen from those of ``time``."""
        sizes = [n for n, cost in zip(time.sizes, time.costs, strict=True) if cost < RUN_CAP]
        chosen = Chosen(some(sizes, _SPACE_SIZES), self._inputs, _SPACE_RUN, _SPACE_TOTAL)
        ended = self._run("space", chosen)
        pairs = [(n, float(words[1])) for n, words in chosen.heard if words[0] == "value"]
        return Curve(tuple(n for n, _ in pairs), tuple(bytes_ for _, bytes_ in pairs), why(ended))

    def lines(self, time: Curve) -> dict[int, tuple[LineCost, ...]]:
        """At a few sizes, of which the largest takes no more than a second."""
        sizes = [n for n, cost in zip(time.sizes, time.costs, strict=True) if cost < RUN_CAP / 16 and n >= 8]
        chosen = Chosen(some(sizes[-7:], 3), self._inputs, _SPACE_RUN, _SPACE_TOTAL)
        self._run("lines", chosen)
        found: dict[int, list[LineCost]] = {}
        for n, words in chosen.heard:
            if words[0] == "line":
                found.setdefault(n, []).append(LineCost(int(words[1]), int(words[2]), int(words[3])))
        return {n: tuple(costs) for n, costs in found.items()}

    def _run(self, what: str, steps: Steps) -> Ended:
        guest = files("assay.analysis.growth").joinpath("guest/measure.py").read_bytes()
        machine = Machine(
            runtimes.module(runtimes.PYTHON),
            steps.answer,
            files={**self._files, "measure.py": guest},
            fuel=AROUND,
        )
        try:
            return machine.run(["python", "-S", "/w/measure.py", what, self._form])
        finally:
            machine.close()
