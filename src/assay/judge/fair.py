"""Fair time: a test that is near its limit is measured again, alone, before it is called too slow.

CPU time is not free of noise: what runs on the neighbouring core takes cache and memory bandwidth away, and
so does what takes turns with a program on its own. So a program is cut at ``MARGIN`` times its limit; between
the limit and there (or where it was ended by the wall, having computed less, or had its processor not to
itself) the test is run again, ``RERUNS`` times, while this judge runs nothing else; ``RERUNS_NEAR`` times as
long as its best is less than ``NEAR`` times the limit. The least time counts, and every time measured is
recorded.

A whole machine may be slower for longer than that takes. So how fast it is, is measured beside each rerun
(``pace``), and too slow is believed only after a run that a slow machine does not explain; until then there
are more, after pauses that grow, and the fewer the further from the limit the best is. Where a slow machine
explains even ``MARGIN`` times the limit, the program is let run as much longer as it takes to tell
(``margin``), once, and not the same time again. And one submission's tests are one program's: once a test was
far too slow for sure, the pace is measured beside each further one from the first run on, and that run
suffices where it tells. All of it decides how often and how long a test is measured and nothing else: no time
is ever corrected.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from assay.judge.model import TestResult, Verdict

MARGIN = 1.5
RERUNS = 2
NEAR = 1.25
RERUNS_NEAR = 4
PAUSES_NEAR_S = (0.1, 0.2, 0.4, 0.8, 1.6, 3.2)
PAUSES_S = (0.1, 0.3, 0.9)
PAUSES_FAR_S = (0.3, 1.2)
"""Of who was cut: nobody is run again at once."""
_SHARED = 1.25  # wall time to CPU time of a program that often had to wait for its turn
_SENSITIVE = 2  # a program may suffer so many times as much from a slow machine as what measures its pace
_SLOW = 1.05
_SHORTEST, _LONGEST = 1.25, 2.5
_ROOM = 0.15
"""Between what the machine explained a moment ago and where a run is cut that is to tell: it may become slower."""


@dataclass(frozen=True)
class Rerun:
    """``slowness``: how many times as long as at its best the machine took for the same work meanwhile."""

    result: TestResult
    slowness: float


@dataclass
class Known:
    """What the tests of one submission have shown so far, in their order. ``too_slow``: one of them took
    ``MARGIN`` times its limit for sure."""

    too_slow: bool = False


def margin(slowness: float) -> float:
    """At how many times its limit a run is to be cut so that it tells, on a machine so slow."""
    return min(max(_explained(slowness) + _ROOM, _SHORTEST), _LONGEST)


def in_doubt(run: Rerun, limit_s: float, *, far: float = MARGIN) -> bool:
    """Whether noise may have made the test slow. ``limit_s`` is its CPU limit; from ``far`` times that on, one
    run may tell."""
    result = run.result
    if result.verdict is not Verdict.TLE:
        return False
    crowded = result.wall_s > _SHARED * result.cpu_s
    return result.cpu_s < far * limit_s or crowded or not _convincing(run, limit_s)


def measured(
    first: TestResult,
    limit_s: float,
    *,
    again: Callable[[float], Rerun],
    pause: Callable[[float], bool],
    slowness: Callable[[], float],
    known: Known,
    met: float | None = None,
) -> TestResult:
    """The result of a test whose first run was ``first``; ``again`` runs it alone, cut at so many times its limit.
    ``pause`` lets so many seconds pass, or says False where that is too much. ``slowness`` is the machine's right
    now, ``met`` what it was beside the first run where that is known, as it has to be of who is ``known`` to be
    too slow."""
    if first.verdict is not Verdict.TLE:
        return first
    if met is None:
        met = slowness() if first.cpu_s >= MARGIN * limit_s else 1.0
    run = Rerun(first, met)
    if not in_doubt(run, limit_s):
        known.too_slow = True
        return first
    far = _SHORTEST if known.too_slow else MARGIN
    if not in_doubt(run, limit_s, far=far):
        return first
    runs = _Runs(run, limit_s, far)
    while not runs.decided():
        at_once, pauses = runs.wanted()
        paused = max(0, len(runs.again) - at_once)
        enough = len(runs.again) >= at_once and (
            runs.believed() or paused >= len(pauses) or not pause(pauses[paused])
        )
        # Where no time is left to wait for a better moment, it is run again in this one.
        if enough and runs.again:
            break
        runs.again.append(again(runs.margin()))
    known.too_slow |= any(not in_doubt(rerun, limit_s) for rerun in runs.too_slow())
    return runs.settled()


def _explained(slowness: float) -> float:
    """How many times as long a program may take because of it."""
    return 1 + _SENSITIVE * (slowness - 1)


def _convincing(run: Rerun, limit_s: float) -> bool:
    """Whether it was slower than a slow machine explains."""
    return _explained(run.slowness) < run.result.cpu_s / limit_s


@dataclass(frozen=True)
class _Runs:
    first: Rerun
    limit_s: float
    far: float
    again: list[Rerun] = field(default_factory=list)

    def results(self) -> list[TestResult]:
        return [run.result for run in (self.first, *self.again)]

    def too_slow(self) -> list[Rerun]:
        """The reruns, where none of them was in time."""
        return self.again if all(run.result.verdict is Verdict.TLE for run in self.again) else []

    def margin(self) -> float:
        """Who was cut before it told is let run for longer; who may be in time needs no more than before."""
        last = self.again[-1] if self.again else self.first
        if last.result.cpu_s < self.far * self.limit_s or last.slowness == math.inf:
            return MARGIN
        return max(MARGIN, margin(last.slowness))

    def decided(self) -> bool:
        """Whether the last run ends it: it was in time, or far too slow although alone on a machine at its
        pace, or was ended by the wall. Who is that twice waits for something that does not come."""
        if not self.again:
            return False
        last = self.again[-1]
        return last.result.cpu_s <= self.limit_s or not in_doubt(last, self.limit_s, far=self.far)

    def wanted(self) -> tuple[int, Sequence[float]]:
        """How often to run it again at once, and the pauses before further runs."""
        best = min(run.cpu_s for run in self.results()) / self.limit_s
        if best < NEAR:
            return RERUNS_NEAR, PAUSES_NEAR_S
        return (RERUNS, PAUSES_S) if best < MARGIN else (0, PAUSES_FAR_S)

    def believed(self) -> bool:
        return any(_convincing(rerun, self.limit_s) for rerun in self.again)

    def settled(self) -> TestResult:
        runs = self.results()
        best = min(runs, key=lambda run: (run.verdict is Verdict.TLE, run.cpu_s))
        times = tuple(run.cpu_s for run in runs)
        ended = best.exit
        if best.verdict is Verdict.TLE:
            ended = f"{ended}; {'both' if len(runs) == 2 else 'all'} {len(runs)} runs: {in_words(times)}"
            least = min(rerun.slowness for rerun in self.again)
            if best.cpu_s > self.limit_s and _SLOW < least < math.inf and not self.believed():
                ended += (
                    f"; the machine took {least:.1f} times as long as at its best all the while, or longer"
                )
        return replace(best, cpu_runs_s=times, exit=ended)


def in_words(times: Sequence[float]) -> str:
    """ "2.31, 2.28 and 2.25 s"."""
    numbers = [f"{time:.2f}" for time in times]
    return f"{', '.join(numbers[:-1])} and {numbers[-1]} s" if len(numbers) > 1 else f"{numbers[0]} s"


def explained(result: TestResult) -> str | None:
    """What to tell a person of a test that was run again; None where it was not."""
    if not result.cpu_runs_s:
        return None
    times = len(result.cpu_runs_s)
    return f"measured {times} times, being near its limit ({in_words(result.cpu_runs_s)}); the least counts"
