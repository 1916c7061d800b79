"""The time limit beside the solutions' times: found from them where it is not stated, else held against them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from assay.bank.judging import Judged, judge_program, program_of, reader, refused, unknown_here
from assay.bank.limits_yaml import UNSTATED_TIME_LIMIT_S
from assay.bank.package import Package, Submission, for_every_language
from assay.bank.rules import matches
from assay.judge.model import Judge, Task, TestResult, Verdict

_MEASURED_AT_MOST_S = 20.0
"""CPU seconds of a test while a package's time limit is found from its solutions."""
_WRONG_ONES_TIMES = 10
"""Wrong solutions count as well, up to so many times the limit that the right ones need: some of them hang."""


async def measured_time_limit(
    package: Package, judge: Judge, submissions: Sequence[Submission]
) -> tuple[float, dict[str, Judged]]:
    """The limit in seconds for a package that states none, from the slowest of those solutions that have to end
    in time; and what those did, by name (at a higher limit, which makes no difference for them)."""
    done: dict[str, Judged] = {}
    counted = [each for each in submissions if each.lower and unknown_here(each) is None]
    timing = package.facts.timing
    slowest, at_most_s = 0.0, _MEASURED_AT_MOST_S
    for submission in sorted(counted, key=lambda each: not each.right):
        if not submission.right and slowest:
            at_most_s = min(_MEASURED_AT_MOST_S, _WRONG_ONES_TIMES * _multiple(slowest, package))
        program = program_of(package, submission)
        if refused(package, program.language, submission.files.size) is not None:
            continue
        judged = await judge_program(
            package, program, judge, time_limit_s=at_most_s, answers=submission.answers
        )
        tests = list(_timed(judged, submission.lower))
        slowest = max([slowest, *(test.cpu_s for test in tests)])
        if all(test.verdict is not Verdict.TLE for test in judged.result.tests):
            done[submission.name] = judged
    if not slowest:
        return max(UNSTATED_TIME_LIMIT_S, timing.resolution_s), done
    return _multiple(slowest, package), done


def _multiple(slowest: float, package: Package) -> float:
    timing = package.facts.timing
    steps = max(1, math.ceil(slowest * timing.times / timing.resolution_s - 1e-9))
    return round(steps * timing.resolution_s, 6)


def _timed(judged: Judged, patterns: Sequence[str | None]) -> Iterator[TestResult]:
    for path, test in zip(judged.paths, judged.result.tests, strict=False):
        chosen = any(pattern is None or matches(pattern, path) for pattern in patterns)
        if chosen and test.verdict is not Verdict.TLE:
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
            for path, test in zip(judged.paths, judged.result.tests, strict=False)
            if test.verdict is Verdict.TLE and (pattern is None or matches(pattern, path))
        ]
        if not late:
            return None  # that it is not too slow at all is said elsewhere
        if any(test.cpu_s >= higher_s for _, test in late):
            continue
        program, read = program_of(package, submission), reader(package, submission.answers)
        names = {path for path, _ in late}
        task = Task(
            program,
            [read(test) for test in package.tests if test.path in names],
            for_every_language(package.limits, higher_s, program.language),
            package.comparison,
        )
        again = await judge.judge(task)
        if all(test.verdict is not Verdict.TLE for test in again.tests):
            return (
                f"it is too slow for {time_limit_s:g} s, but not for {times:g} times as much, as it has to be"
            )
    return None
