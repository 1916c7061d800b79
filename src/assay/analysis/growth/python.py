"""Measures a Python submission: CPython in WebAssembly, one instance for all sizes, a module for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files

from assay.analysis.growth import runtimes
from assay.analysis.growth.curve import Curve, LineCost
from assay.analysis.growth.inputs import BySize
from assay.analysis.growth.machine import Ended, Machine
from assay.analysis.growth.sizes import FIRST, Plan, some
from assay.analysis.growth.steps import AROUND, Chosen, Steps, Timed, why

RUN_CAP, TOTAL_CAP = 1_200_000_000, 5_000_000_000
"""Fuel for one size, and for all of one curve: some tenths of a second, and a second or two."""
LARGEST = 200_000
_SPACE_RUN, _SPACE_TOTAL = 6_000_000_000, 24_000_000_000
_SPACE_SIZES = 12
_PILOT, _LINES = RUN_CAP / 256, 15_000
"""Fuel of the run that tells how many lines are begun, and the most that a run may begin."""


class PythonRun:
    """``files`` are those of the judge's driver with ``solution.py``; ``form``: "function" (of a
    signature), "entry" (one that no package describes) or "program"."""

    def __init__(self, files: Mapping[str, bytes], inputs: BySize, *, form: str) -> None:
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
        costs = {n: cost for n, cost in zip(time.sizes, time.costs, strict=True) if n >= 8}
        lined = _Lined(costs, self._inputs)
        self._run("lines", lined)
        found: dict[int, list[LineCost]] = {}
        for n, line in lined.lines():
            if n in lined.chosen:
                found.setdefault(n, []).append(line)
        return {n: tuple(lines) for n, lines in found.items()}

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


class _Lined(Chosen):
    """``costs``: fuel by size, of the program alone. What takes time here is that each line that is begun is told,
    so after a ``_PILOT`` that counts them, three sizes are ``chosen`` by how many lines they will begin."""

    def __init__(self, costs: Mapping[int, float], inputs: BySize) -> None:
        super().__init__([], inputs, _SPACE_RUN, _SPACE_TOTAL)
        self._costs = costs
        self.chosen: tuple[int, ...] = ()
        pilots = [n for n, cost in costs.items() if cost < _PILOT]
        self._pilot = pilots[-1] if pilots else None
        if self._pilot is not None:
            self._sizes = iter([self._pilot])

    def following(self) -> int | None:
        size = super().following()
        if size is None and self._pilot is not None and not self.chosen:
            self.chosen = self._chosen(self._pilot)
            self._sizes = iter([n for n in self.chosen if n != self._pilot])
            size = super().following()
        return size

    def _chosen(self, pilot: int) -> tuple[int, ...]:
        begun = sum(line.hits for n, line in self.lines() if n == pilot)
        most = min(RUN_CAP / 16, self._costs[pilot] * _LINES / max(begun, 1))
        return tuple(some([n for n, cost in self._costs.items() if cost < most][-7:], 3))

    def lines(self) -> Iterator[tuple[int, LineCost]]:
        """By size, of all that ran."""
        for n, words in self.heard:
            if words[0] == "line":
                yield n, LineCost(int(words[1]), int(words[2]), int(words[3]))
