"""Fair time: a test that is near its limit is measured again, alone, before it is called too slow.

CPU time is not free of noise: what runs on the neighbouring core takes cache and memory bandwidth away, and
so does what takes turns with a program on its own. So a program is cut at ``MARGIN`` times its limit; between
the limit and there (or where it was ended by the wall, having computed less, or had its processor not to
itself) the test is run again, up to ``RERUNS`` times, while this judge runs nothing else; ``RERUNS_NEAR``
times as long as its best is less than ``NEAR`` times the limit. The least time counts, and every time
measured is recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assay.judge.model import TestResult, Verdict

MARGIN = 1.5
RERUNS = 2
NEAR = 1.25
RERUNS_NEAR = 4
_SHARED = 1.25  # wall time to CPU time of a program that often had to wait for its turn


def in_doubt(result: TestResult, limit_s: float) -> bool:
    """Whether noise may have made the test slow. ``limit_s`` is its CPU limit."""
    if result.verdict is not Verdict.TLE:
        return False
    return result.cpu_s < MARGIN * limit_s or result.wall_s > _SHARED * result.cpu_s


def measured(first: TestResult, limit_s: float, again: Callable[[], TestResult]) -> TestResult:
    """The result of a test whose first run was ``first``; ``again`` runs it alone.

    Who was ended by the wall twice, the second time alone, waits for something that does not come: a third
    time would say no more.
    """
    runs = [first]
    while in_doubt(runs[-1], limit_s) and len(runs) <= _most(runs, limit_s):
        runs.append(again())
        if runs[-1].verdict is Verdict.TLE and runs[-1].cpu_s <= limit_s:
            break
    return _settled(runs)


def _most(runs: Sequence[TestResult], limit_s: float) -> int:
    near = min(run.cpu_s for run in runs) < NEAR * limit_s
    return RERUNS_NEAR if near else RERUNS


def _settled(runs: Sequence[TestResult]) -> TestResult:
    if len(runs) == 1:
        return runs[0]
    best = min(runs, key=lambda run: (run.verdict is Verdict.TLE, run.cpu_s))
    times = tuple(run.cpu_s for run in runs)
    ended = best.exit
    if best.verdict is Verdict.TLE:
        ended = f"{ended}; {'both' if len(runs) == 2 else 'all'} {len(runs)} runs: {in_words(times)}"
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
