"""The time limit beside the solutions' times: found from them where it is not stated, else held against them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from assay.bank.judging import Judged, Lacks, judge_program, program_of, reader, refused, unknown_here
from assay.bank.limits_yaml import UNSTATED_TIME_LIMIT_S
from assay.bank.package import Package, Submission, for_every_language
from assay.bank.rules import matches
from assay.judge.model import Judge, Task, TestResult, Verdict

_MEASURED_AT_MOST_S = 20.0
"""CPU seconds of a test while a package's time limit is found from its solutions."""
_WRONG_ONES_TIMES = 10
"""Wrong solutions count as well, up to so many times the limit that the right ones need: some of them hang."""


async def measured_time_limit(
    package: Package, judge: Judge, submissions: Sequence[Submission], lacks: Lacks
) -> tuple[float, dict[str, Judged]]:
    """The limit in seconds for a package that states none, from the slowest of those solutions that have to end
    in time; and what those did, by name (where another limit would make no difference)."""
    measuring = _Measuring(package, judge)
    # Before version 2025-09 only right ones said what the limit must be at least.
    strict = package.facts.strict
    counted = [each for each in submissions if each.lower and (strict or each.right)]
    counted = [each for each in counted if unknown_here(each, lacks) is None]
    for submission in sorted(counted, key=lambda each: not each.right):
        if refused(package, program_of(package, submission).language, submission.files.size) is None:
            await measuring.take(submission)
    return measuring.limit_s, measuring.done


class _Measuring:
    def __init__(self, package: Package, judge: Judge) -> None:
        self._package, self._judge = package, judge
        self._slowest_s = 0.0
        self._at: dict[str, tuple[float, Judged]] = {}

    @property
    def limit_s(self) -> float:
        timing = self._package.facts.timing
        if not self._slowest_s:
            return max(UNSTATED_TIME_LIMIT_S, timing.resolution_s)
        steps = max(1, math.ceil(self._slowest_s * timing.times / timing.resolution_s - 1e-9))
        return round(steps * timing.resolution_s, 6)

    @property
    def done(self) -> dict[str, Judged]:
        """Without those to whom the limit at the last makes a difference."""
        return {
            name: judged
            for name, (limit_s, judged) in self._at.items()
            if limit_s == self.limit_s or all(self._in_time(test) for test in judged.result.tests)
        }

    def _in_time(self, test: TestResult) -> bool:
        return test.verdict is not Verdict.TLE and test.cpu_s <= self.limit_s

    async def take(self, submission: Submission) -> None:
        limit_s = _MEASURED_AT_MOST_S if submission.right else self.limit_s
        judged = await self._judged(submission, limit_s)
        if not submission.right and await self._ends(submission, judged, limit_s):
            limit_s *= _WRONG_ONES_TIMES
            judged = await self._judged(submission, limit_s)
        self._at[submission.name] = limit_s, judged
        times = (test.cpu_s for test in _timed(judged, submission.lower))
        self._slowest_s = max([self._slowest_s, *times])

    async def _judged(self, submission: Submission, limit_s: float) -> Judged:
        program, answers = program_of(self._package, submission), submission.answers
        return await judge_program(self._package, program, self._judge, time_limit_s=limit_s, answers=answers)

    async def _ends(self, submission: Submission, judged: Judged, limit_s: float) -> bool:
        """Whether what was too slow would end, and does not just hang."""
        late = next((path for path, test in _named(judged) if test.verdict is Verdict.TLE), None)
        if late is None:
            return False
        longer_s = _WRONG_ONES_TIMES * limit_s
        return not await _still_late(self._package, submission, [late], longer_s, self._judge)


def _named(judged: Judged) -> Iterator[tuple[str, TestResult]]:
    return zip(judged.paths, judged.result.tests, strict=False)


def _timed(judged: Judged, patterns: Sequence[str | None]) -> Iterator[TestResult]:
    for path, test in _named(judged):
        chosen = any(pattern is None or matches(pattern, path) for pattern in patterns)
        if chosen and test.timed and test.verdict is not Verdict.TLE:
            yield test


def too_near(package: Package, submission: Submission, judged: Judged, time_limit_s: float) -> str | None:
    """Where a solution that has to end in time needs more of the limit than the format leaves it, in words."""
    slowest = max((test.cpu_s for test in _timed(judged, submission.lower)), default=0.0)
    times = package.facts.timing.times
    if slowest * times <= time_limit_s:
        return None
    return (
        f"it takes {slowest:.2f} s of the limit of {time_limit_s:g} s, which is to be {times:g} times as much"
    )


async def barely_too_slow(
    package: Package, submission: Submission, judged: Judged, time_limit_s: float, judge: Judge
) -> str | None:
    """Where a solution that has to be too slow would not be with a limit somewhat higher, in words."""
    times = package.facts.timing.to_tle
    higher_s = time_limit_s * times
    for pattern in submission.upper:
        late = [
            (path, test)
            for path, test in _named(judged)
            if test.verdict is Verdict.TLE and (pattern is None or matches(pattern, path))
        ]
        if not late:
            return None  # that it is not too slow at all is said elsewhere
        # Of those that waited, and so were ended by the clock, it is the time on the clock that tells.
        if any(
            test.cpu_s >= higher_s or (test.cpu_s < time_limit_s and test.wall_s >= higher_s)
            for _, test in late
        ):
            continue
        late.sort(key=lambda named: -named[1].cpu_s)
        if not await _still_late(package, submission, [path for path, _ in late], higher_s, judge):
            return (
                f"it is too slow for {time_limit_s:g} s, but not for {times:g} times as much, as it has to be"
            )
    return None


async def _still_late(
    package: Package, submission: Submission, paths: Sequence[str], limit_s: float, judge: Judge
) -> bool:
    """Whether it is too slow for one of these tests with that limit too. One is enough, so they are run one by
    one: who waits for an answer that never comes does so for the whole of a longer limit."""
    program, read = program_of(package, submission), reader(package, submission.answers)
    limits = for_every_language(package.limits, limit_s, program.language)
    tests = {test.path: test for test in package.tests}
    for path in paths:
        again = await judge.judge(Task(program, [read(tests[path])], limits, package.comparison))
        if any(test.verdict is Verdict.TLE for test in again.tests):
            return True
    return False
