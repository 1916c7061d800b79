"""Judges submissions to a package as its format has it: groups, scores, answers instead of programs."""

from __future__ import annotations

import math
from collections.abc import Callable

from assay.bank.answers import PRINTS_WHAT_IS_GIVEN, Answers, with_output
from assay.bank.limits_yaml import UNSTATED_TIME_LIMIT_S
from assay.bank.package import Package, Submission, for_every_language
from assay.bank.program_files import language_of
from assay.bank.rules import counts_as, disagreements
from assay.bank.testdata import GroupFolder, TestFile
from assay.bank.walk import Judged, Judging, Walk
from assay.judge.model import Judge, OnTest, Program, Result, Task, Test, Verdict

__all__ = ["Judged", "Lacks", "judge_program", "program_of", "refused", "unknown_here", "unlike_expected"]

_LIKE = {"cgmp": "c", "cppgmp": "cpp", "javaalgs4": "java", "python3numpy": "python"}
"""Codes of the format for languages of ours with more libraries than here."""

Lacks = Callable[[str], str | None]
"""Why a language cannot be judged here, in words; None where it can: ``LocalJudge.lacks``."""


def program_of(package: Package, submission: Submission) -> Program:
    """As it is judged, with what the package adds to solutions. Raises ValueError without a language."""
    if submission.answers is not None:
        return PRINTS_WHAT_IS_GIVEN
    files = submission.files
    return package.own.with_added(files.program(package.signature), files.main)


def unknown_here(submission: Submission, lacks: Lacks) -> str | None:
    """Why it cannot be judged here, in words; None where it can."""
    return submission.files.unknown if submission.language is None else lacks(submission.language)


def refused(package: Package, language: str, size: int) -> Judged | None:
    """The judgement of a program that the package does not take: by its language, or by the bytes that it has
    without what the package adds. None where it is taken."""
    facts = package.facts
    if facts.languages is not None:
        taken = {_LIKE.get(code) or language_of(code) for code in facts.languages}
        if "python" in taken:
            taken.add("pypy")
        if language not in taken:
            words = f"the problem is to be solved in {', '.join(facts.languages)}"
            return Judged(Result(Verdict.CE, message=words), ())
    if facts.code_kib is not None and size > facts.code_kib << 10:
        return Judged(Result(Verdict.CE, message=f"the source has more than {facts.code_kib} KiB"), ())
    return None


async def judge_program(
    package: Package,
    program: Program,
    judge: Judge,
    *,
    time_limit_s: float | None = None,
    answers: Answers | None = None,
    on_test: OnTest | None = None,
) -> Judged:
    """``time_limit_s`` is the package's for every language alike, if not as it states it."""
    limits = package.limits_of(program.language)
    if time_limit_s is None and package.interview is None and package.facts.time_limit_s is None:
        time_limit_s = UNSTATED_TIME_LIMIT_S
    if time_limit_s is not None:
        limits = for_every_language(limits, time_limit_s, program.language)
    read = reader(package, answers)
    judging = Judging(package, program, judge, limits, read, on_test)
    if package.facts.scoring or package.own.static_validator is not None or not _plain(package.tree):
        return await Walk(judging).graded()
    task = Task(
        program,
        [read(test) for test in package.tests],
        limits,
        package.comparison,
        # Legacy ends a group at its first reject; the later version has rules for each test.
        stop_early=package.facts.groups == "legacy" and package.interview is None,
    )
    result = await judge.judge(task, on_test=on_test)
    paths = tuple(test.path for test in package.tests[: len(result.tests)])
    return Judged(result, paths)


def reader(package: Package, answers: Answers | None) -> Callable[[TestFile], Test]:
    """How a test is read for a program, or for ``answers`` to it."""
    if answers is None:
        return TestFile.read
    secret = [test for test in package.tests if test.group != "samples"]

    def read(test: TestFile) -> Test:
        return with_output(test.read(), answers.to(test, only_secret=[test] == secret))

    return read


def _plain(group: GroupFolder) -> bool:
    """The first verdict that is not AC is the whole's: nothing in the tree says otherwise."""
    settings = group.settings
    inner = [item for item in group.items if isinstance(item, GroupFolder)]
    usual = settings.stops_at_reject and not settings.grader_flags and not settings.custom_grader
    return usual and all(_plain(item) for item in inner)


def unlike_expected(package: Package, submission: Submission, judged: Judged) -> list[str]:
    """What differs from what the package expects of it, in words; nothing where it is as expected."""
    result = judged.result
    if result.verdict is Verdict.JE:
        return ["the judge, or the package's own validator, failed: this says nothing of the submission"]
    if submission.rules:
        return list(disagreements(result, submission.rules, judged.paths, judged.scores))
    if not submission.expected:
        return []
    if not counts_as(result.verdict, submission.expected):
        return [f"expected {' or '.join(submission.expected)}, but it gets {result.verdict}"]
    if judged.scores is not None and package.facts.groups == "legacy" and result.verdict is Verdict.AC:
        return _legacy_score(package, submission, judged.scores.get("", 0.0))
    return []


def _legacy_score(package: Package, submission: Submission, score: float) -> list[str]:
    """A partially accepted solution does not get the best score of the range."""
    low, high = package.tree.settings.range
    best = high if package.facts.grading.objective == "max" else low
    if not math.isfinite(best):
        return []
    is_best = math.isclose(score, best, rel_tol=1e-9, abs_tol=1e-9)
    if submission.partial and is_best:
        return [f"expected a part of the score, but it gets all of it ({score:g})"]
    return []
