"""The same submission, near its limit, on a loaded machine: the verdict is the same each time."""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from assay.judge.fair import MARGIN, PAUSES_NEAR_S, PAUSES_S, RERUNS, RERUNS_NEAR
from assay.judge.model import Comparison, Limits, Program, Result, Task, Test, Verdict
from assay.judge.service import LocalJudge

pytestmark = pytest.mark.slow
WORK = Program("python", "total = 0\nfor i in range(1_000_000): total += i * i\nprint(total % 1000)\n")
TESTS = [Test("a", "stress", b"")]
LOAD = "while True: sorted(range(100_000), key=lambda i: -i)\n"
TIMES, CALIBRATIONS, AT_ONCE = 200, 30, 2


@contextmanager
def _loaded(each: int = 2) -> Iterator[None]:
    """So many busy processes for each processor, none of them the judge's."""
    busy = [subprocess.Popen([sys.executable, "-S", "-c", LOAD]) for _ in range(each * (os.cpu_count() or 1))]
    try:
        yield
    finally:
        for process in busy:
            process.kill()
            process.wait()


async def _judged(judge: LocalJudge, times: int, limit_s: float) -> list[Result]:
    results: list[Result] = []
    while len(results) < times:
        asked = (judge.judge(Task(WORK, TESTS, Limits(cpu_s=limit_s), Comparison())) for _ in range(AT_ONCE))
        results += await asyncio.gather(*asked)
    return results


async def test_two_hundred_times_the_same_verdict() -> None:
    async with LocalJudge(slots=AT_ONCE) as judge:
        with _loaded():
            measured = [r.tests[0].cpu_s for r in await _judged(judge, CALIBRATIONS, 60.0)]
            limit_s = 1.2 * statistics.median(measured)
            results = await _judged(judge, TIMES, limit_s)
            assert {result.verdict for result in results} == {Verdict.AC}
            again = [result.tests[0] for result in results if result.tests[0].cpu_runs_s]
            assert all(max(test.cpu_runs_s) > limit_s >= test.cpu_s for test in again)
            # And on the other side of the limit, so near that every run is in doubt.
            results = await _judged(judge, TIMES // 5, 0.8 * min(measured))
            assert {result.verdict for result in results} == {Verdict.TLE}


async def test_in_doubt_it_is_measured_again_and_says_so() -> None:
    async with LocalJudge(slots=1) as judge:
        measured = [r.tests[0].cpu_s for r in await _judged(judge, CALIBRATIONS, 60.0)]
        limit_s = 0.85 * min(measured)
        for result in await _judged(judge, 4, limit_s):
            (test,) = result.tests
            assert test.verdict is Verdict.TLE
            if max(test.cpu_runs_s, default=test.cpu_s) < MARGIN * limit_s:
                reruns = len(test.cpu_runs_s) - 1
                assert RERUNS <= reruns <= RERUNS + len(PAUSES_S) or (
                    RERUNS_NEAR <= reruns <= RERUNS_NEAR + len(PAUSES_NEAR_S)
                )
                assert test.cpu_s == min(test.cpu_runs_s)
                assert test.exit is not None
                assert f"all {len(test.cpu_runs_s)} runs: " in test.exit


async def test_a_program_that_waits_is_tried_twice() -> None:
    program = Program("python", "import time\ntime.sleep(1000)\n")
    async with LocalJudge(slots=1) as judge:
        result = await judge.judge(Task(program, TESTS, Limits(cpu_s=0.2), Comparison()))
    (test,) = result.tests
    assert test.verdict is Verdict.TLE
    assert len(test.cpu_runs_s) == 2
    assert test.exit is not None
    assert test.exit.startswith("not ended after ")


@pytest.mark.parametrize("language", ["python", "c"])
async def test_waiting_for_a_processor_is_not_the_programs_time(language: str) -> None:
    # Among so many it gets a twelfth of a processor, and would not be through when its wall time is over.
    sources = {
        "python": "import time\nwhile time.process_time() < 0.3: pass\nprint(1)\n",
        "c": "#include <stdio.h>\n#include <time.h>\nint main(void) "
        '{ while (clock() < 3 * CLOCKS_PER_SEC / 10) {} puts("1"); }\n',
    }
    async with LocalJudge(slots=1) as judge:
        await judge.judge(Task(Program(language, sources[language]), TESTS, Limits(cpu_s=10), Comparison()))
        with _loaded(12):
            limits = Limits(cpu_s=0.4 if language == "python" else 0.8)
            result = await judge.judge(
                Task(Program(language, sources[language]), TESTS, limits, Comparison())
            )
    assert result.verdict is Verdict.AC, result.tests
