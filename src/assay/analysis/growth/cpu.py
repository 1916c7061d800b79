"""Measures a submission in any language that the judge knows by CPU time: the least of several passes over all sizes,
so that a slow moment of the machine meets every size alike. That tells classes apart, but no logarithms. A size may
take about a second, and passes are fewer where they take long: a report waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from assay.analysis.growth.curve import Curve, Measured
from assay.analysis.growth.inputs import Inputs
from assay.analysis.growth.sizes import following
from assay.judge.model import Comparison, Limits, Program, Result, Task, Test, Verdict
from assay.judge.service import LocalJudge
from assay.judge.signature import Signature

PASSES, FEWEST_PASSES = 5, 3
SIGNAL = "CPU seconds"
_FIRST, _LARGEST = 64, 200_000
_LIMITS = Limits(cpu_s=0.8, memory_mib=1024, output_mib=32)
_ENOUGH_S = 4.0
"""CPU seconds of all passes after which no more than the fewest are made."""
_WORTH = 1.3  # a curve that does not grow by that much is a run-time's start and nothing else


class NotRun(Exception):
    """It could not be run at all; the message says why."""


def measured(
    language: str, source: str, signature: Signature | None, inputs: Inputs, backend: str | None
) -> Measured:
    """Blocks for a minute or so. Raises NotRun, IsolationUnavailable, GeneratorFailed."""
    return asyncio.run(_measured(Program(language, source, signature), inputs, backend))


async def _measured(program: Program, inputs: Inputs, backend: str | None) -> Measured:
    given = _inputs(inputs)
    passes = 1
    async with LocalJudge(1, backend=backend, again=False) as judge:
        first = await _judged(judge, program, given, stop_early=True)
        if first.verdict in (Verdict.CE, Verdict.JE):
            raise NotRun(first.message or first.compiler or "it does not run")
        good = sum(each.verdict is Verdict.AC for each in first.tests)
        stopped = None
        if good < len(first.tests) and first.tests[good].verdict is not Verdict.TLE:
            failed = first.tests[good]
            stopped = failed.exit or f"it ended with {failed.verdict}"
        given = given[:good]
        costs = [each.cpu_s for each in first.tests[:good]]
        spent_s = sum(each.cpu_s for each in first.tests)
        while given and passes < PASSES and (passes < FEWEST_PASSES or spent_s < _ENOUGH_S):
            again = await _judged(judge, program, given, stop_early=False)
            costs = [min(cost, each.cpu_s) for cost, each in zip(costs, again.tests, strict=True)]
            spent_s += sum(each.cpu_s for each in again.tests)
            passes += 1
    curve = Curve(tuple(size for size, _ in given), tuple(costs), stopped)
    if not costs:
        curve = Curve((), (), stopped or f"it takes too long at the smallest size, n = {_FIRST}")
    elif max(costs) < _WORTH * min(costs):
        curve = Curve((), (), "the largest inputs take no longer than starting the program")
    return Measured(curve, _NO_SPACE, signal=SIGNAL, engine=_words(first, passes))


_NO_SPACE = Curve((), (), "space is measured in Python, JavaScript, TypeScript, C and C++ only")


def _words(result: Result, passes: int) -> str:
    return f"CPU time, least of {passes} passes, {result.environment.get('language', 'unknown')}"


def _inputs(inputs: Inputs) -> list[tuple[int, bytes]]:
    given: list[tuple[int, bytes]] = []
    size = _FIRST
    while size <= _LARGEST and (made := inputs.of(size)) is not None:
        given.append((size, made))
        size = following(size)
    return given


async def _judged(
    judge: LocalJudge, program: Program, given: Sequence[tuple[int, bytes]], *, stop_early: bool
) -> Result:
    tests = [Test(f"n={size}", "growth", content) for size, content in given]
    return await judge.judge(Task(program, tests, _LIMITS, Comparison(), stop_early=stop_early))
