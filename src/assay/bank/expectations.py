"""Runs a package's own solutions: right ones must pass in time, wrong ones fail as they are said to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assay.bank.complaint import Complaints
from assay.bank.interview_yaml import Wrong
from assay.bank.judging import program_of
from assay.bank.package import INTERVIEW_FILE, Package, Submission, TestFile
from assay.judge.languages import LANGUAGES
from assay.judge.model import Judge, Limits, Result, Task, TestResult, Verdict

ORDER = ("samples", "basic", "edge", "error", "stress")
_AS_IN_YAML = {"samples": "sample"}
_TRIES = 3
"""A right solution that seems slow is measured again: other work on the machine costs it CPU time too."""

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    """What a solution did: the tests that were run, by group, in the order of judging.

    In ``stress`` the run of a wrong solution ends at its first failure.
    """

    by_group: dict[str, tuple[TestResult, ...]]
    trouble: str | None = None
    remedy: str = "correct the solution"

    @property
    def failed_groups(self) -> list[str]:
        return [
            _AS_IN_YAML.get(group, group)
            for group, results in self.by_group.items()
            if any(result.verdict is not Verdict.AC for result in results)
        ]

    @property
    def failures(self) -> list[TestResult]:
        return [r for results in self.by_group.values() for r in results if r.verdict is not Verdict.AC]


class JudgeFailed(Exception):
    """The judge could not do its work: this says nothing about the package."""


async def run_submission(package: Package, submission: Submission, judge: Judge) -> Outcome:
    """Raises JudgeFailed."""
    if submission.language is None:
        return Outcome({}, "the judge does not know its language")
    program = program_of(package, submission)
    # Of a wrong solution all failures in `edge` and `error` are wanted, to see which tests they justify;
    # one in `stress` is enough, and it may take the whole time limit in each.
    runs = [ORDER] if submission.right else [ORDER[:-1], ORDER[-1:]]
    by_group: dict[str, tuple[TestResult, ...]] = {}
    for names in runs:
        tests = [test.read() for test in package.tests if test.group in names]
        early = not submission.right and "stress" in names
        result = await judge.judge(Task(program, tests, package.limits, package.comparison, stop_early=early))
        if result.verdict is Verdict.JE and _validator_failed(result):
            return Outcome({}, str(result.message), "correct the validator of outputs")
        if result.verdict is Verdict.JE:
            raise JudgeFailed(f"{submission.name}: {result.message}")
        if result.verdict is Verdict.CE:
            return Outcome({}, f"it does not compile: {_first_line(result.compiler) or result.message}")
        for name in names:
            by_group[name] = tuple(each for each in result.tests if each.group == name)
    return Outcome(by_group)


def _validator_failed(result: Result) -> bool:
    """The package's own validator did wrong, and not the judge."""
    failed = any(test.verdict is Verdict.JE for test in result.tests)
    return failed or str(result.message).startswith("the problem's validator")


async def check_right(
    package: Package, submission: Submission, judge: Judge, complaints: Complaints, progress: Progress
) -> None:
    """Every test passes, in at most half of the time limit."""
    outcome = await run_submission(package, submission, judge)
    progress(submission.name)
    if outcome.trouble:
        complaints.add(submission.name, outcome.trouble, outcome.remedy)
        return
    if failures := outcome.failures:
        first = failures[0]
        more = f" (and {len(failures) - 1} more)" if len(failures) > 1 else ""
        complaints.add(
            submission.name,
            f"a right solution fails {_AS_IN_YAML.get(first.group, first.group)}/{first.name}{more}: {_what(first)}",
            "correct the solution, or the test's answer if that is wrong",
        )
        return
    assert submission.language is not None  # noqa: S101 - otherwise there was trouble
    half = _cpu_limit(package.limits, submission.language) / 2
    for group, results in outcome.by_group.items():
        for result in results:
            if result.cpu_s > half and await _stays_slow(package, submission, group, result, half, judge):
                complaints.add(
                    submission.name,
                    f"a right solution takes {result.cpu_s:.2f} s in {group}/{result.name}, "
                    f"more than half of its limit of {2 * half:.2f} s",
                    "make it faster, the test smaller, or `time_limit` in problem.yaml larger",
                )
                return


async def check_wrong(
    package: Package, index: int, judge: Judge, complaints: Complaints, progress: Progress
) -> Outcome | None:
    """It fails with the verdict and in exactly the groups that interview.yaml states."""
    assert package.interview is not None and package.interview_file is not None  # noqa: S101
    wrong = package.interview.wrong[index]
    file = package.interview_file
    submission = next(each for each in package.submissions if each.name == wrong.file)
    outcome = await run_submission(package, submission, judge)
    progress(submission.name)
    if outcome.trouble:
        complaints.add(submission.name, outcome.trouble, f"{outcome.remedy}: it should run and be wrong")
        return None
    failures = outcome.failures
    if not failures:
        complaints.add(
            INTERVIEW_FILE,
            f"{wrong.file} is said to be wrong but passes every test",
            f"add a test that catches it ({wrong.says}), or remove it",
            file.line("wrong", index, "file"),
        )
        return None
    if failures[0].verdict != wrong.verdict:
        complaints.add(
            INTERVIEW_FILE,
            f"`verdict` of {wrong.file} is {wrong.verdict}, but it gets {failures[0].verdict} first, "
            f"in {failures[0].group}/{failures[0].name}: {_what(failures[0])}",
            f"write `verdict: {failures[0].verdict}` if that is meant, and move the file to its folder",
            file.line("wrong", index, "verdict"),
        )
    _compare_groups(outcome, wrong, file.line("wrong", index, "fails"), complaints)
    return outcome


def _compare_groups(outcome: Outcome, wrong: Wrong, line: int, complaints: Complaints) -> None:
    fails, stated = outcome.failed_groups, list(wrong.fails)
    if set(fails) == set(stated):
        return
    only_seen = [group for group in fails if group not in stated]
    only_said = [group for group in stated if group not in fails]
    parts = []
    if only_seen:
        first = next(r for r in outcome.failures if _AS_IN_YAML.get(r.group, r.group) == only_seen[0])
        parts.append(f"fails in {', '.join(only_seen)} too ({first.group}/{first.name}: {_what(first)})")
    if only_said:
        parts.append(f"passes all of {', '.join(only_said)}")
    complaints.add(
        INTERVIEW_FILE,
        f"{wrong.file} {' and '.join(parts)}, against its `fails`",
        f"write `fails: [{', '.join(fails)}]` if that is meant, or change the tests",
        line,
    )


async def check_solutions(
    package: Package, judge: Judge, complaints: Complaints, progress: Progress
) -> list[Outcome]:
    """All solutions, as many at once as the judge has slots. Returns what the wrong ones did."""
    assert package.interview is not None  # noqa: S101 - check_reading has complained otherwise
    right = [each for each in package.submissions if each.right]
    wrong = range(len(package.interview.wrong))
    *_, outcomes = await asyncio.gather(
        *(check_right(package, each, judge, complaints, progress) for each in right),
        asyncio.gather(*(check_wrong(package, index, judge, complaints, progress) for index in wrong)),
    )
    return [each for each in outcomes or [] if each is not None]


def justified(package: Package, outcomes: Sequence[Outcome]) -> set[TestFile]:
    """The edge and error tests that fail a wrong solution which samples and basic tests let live."""
    names = {
        (result.group, result.name)
        for outcome in outcomes
        if not {"sample", "basic"} & set(outcome.failed_groups)
        for result in outcome.failures
    }
    return {test for test in package.tests if (test.group, test.name) in names}


async def _stays_slow(
    package: Package, submission: Submission, group: str, result: TestResult, half: float, judge: Judge
) -> bool:
    test = next(each for each in package.tests if (each.group, each.name) == (group, result.name))
    assert submission.language is not None  # noqa: S101
    program = program_of(package, submission)
    again = await judge.judge(Task(program, [test.read()] * (_TRIES - 1), package.limits, package.comparison))
    return all(each.cpu_s > half for each in again.tests)


def _cpu_limit(limits: Limits, language: str) -> float:
    spec = LANGUAGES[language]
    return limits.cpu_s * spec.time_factor + spec.start_s


def _what(result: TestResult) -> str:
    said = result.difference or result.exit
    return f"{result.verdict}, {said}" if said else str(result.verdict)


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.split("\n") if line.strip()), "")
