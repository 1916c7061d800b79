"""What is measured of a submission after it was judged: its growth, and what the candidate's own cases catch.

Values in, values out, so that it can be done on any judge machine: ``Problem`` is what it takes of the package,
the same for everybody who submits to it, ``Submitted`` what is one candidate's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from typing import Any

from assay.analysis import own_tests
from assay.analysis.growth import cpu
from assay.analysis.growth.compiling import DoesNotCompile
from assay.analysis.growth.inputs import GeneratorFailed
from assay.analysis.growth.runtimes import Missing
from assay.analysis.growth.service import NotMeasured, Target, judged, measure
from assay.analysis.own_tests import Case, Known, OwnTests
from assay.bank.judging import program_of
from assay.bank.package import Package
from assay.bank.submissions import Submission
from assay.judge.languages import LANGUAGES, find
from assay.judge.model import Comparison, Judge, Limits, Program, Verdict
from assay.judge.signature import Signature

_SLOW_OR_LARGE = frozenset({Verdict.TLE, Verdict.MLE})
_PREFERRED = ("python", "cpp", "javascript", "java")
"""Languages in which a right solution is looked for first: those that judge machines have."""

WITHOUT_GENERATOR = "This problem has no inputs of growing size to measure with."
NOT_INSTALLED = "The machine that measures lacks what growth in {language} is measured with: {said}"
NOT_COMPILED = (
    "The judge's compiler takes it, but not the one for the machine on which growth is counted: {said}"
)
NO_INPUTS = "The problem's own inputs of growing size could not be made: {said}"
NOTHING_WRONG = "This problem has no known wrong solutions to hold them against."
NONE_INSTALLED = "The machine that measures has none of the languages of the problem's known wrong solutions."
NOT_RUN = "The program could not be run to be measured: {said}"


@dataclass(frozen=True)
class Problem:
    """``generator``: the source of its inputs of growing size, ``largest_bytes`` the size of the largest input
    that it allows; ``time`` and ``space`` its targets. ``right`` is None where its own cases cannot be judged."""

    signature: Signature | None
    generator: str | None
    largest_bytes: int | None
    time: str | None
    space: str | None
    right: Program | None
    wrong: tuple[Known, ...]
    limits: Limits
    comparison: Comparison


@dataclass(frozen=True)
class Submitted:
    """``growth``: whether that is to be measured. ``source`` is UTF-8 without lone surrogates, as are the cases."""

    language: str
    source: str
    growth: bool
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Measurement:
    """``growth`` is the document of ``assay growth --json``; ``growth_why`` says in words why there is none,
    and ``own_tests_why`` why the candidate's cases, of which there are some, were held against nothing.
    ``fault``: what failed on our side, and is worth another try; the rest may be there all the same."""

    growth: dict[str, Any] | None = None
    growth_why: str | None = None
    own_tests: OwnTests | None = None
    own_tests_why: str | None = None
    fault: str | None = None


def problem_of(package: Package) -> Problem:
    """Reads the package's files. Raises OSError."""
    interview = package.interview
    generator = None
    if interview is not None:
        generator = (package.root / interview.growth.generator).read_text(encoding="utf-8")
    right = None if package.interactive else _right(package)
    return Problem(
        signature=package.signature,
        generator=generator,
        largest_bytes=max((test.input_path.stat().st_size for test in package.tests), default=0) or None,
        time=interview.growth.time if interview else None,
        space=interview.growth.space if interview else None,
        right=program_of(package, right) if right else None,
        wrong=_wrong(package) if right else (),
        limits=package.limits,
        comparison=package.comparison,
    )


def _right(package: Package) -> Submission | None:
    right = [one for one in package.submissions if one.right and one.language and not one.answers]
    order = {language: place for place, language in enumerate(_PREFERRED)}
    return min(right, key=lambda one: order.get(one.language or "", len(order)), default=None)


def _wrong(package: Package) -> tuple[Known, ...]:
    """Solutions that give a wrong answer or break off. One that is right and only too slow or too large is none:
    no case of a candidate's own is large enough to tell."""
    says = {one.file: one.says for one in package.interview.wrong} if package.interview else {}
    return tuple(
        Known(one.name, says.get(one.name, ""), program_of(package, one))
        for one in package.submissions
        if one.language and not one.answers and one.expected
        if Verdict.AC not in one.expected and not _SLOW_OR_LARGE.issuperset(one.expected)
    )


OpenJudge = Callable[[], AbstractAsyncContextManager[Judge]]
"""A judge with a slot of its own, for the candidate's cases: opened only where there are some."""


async def measured(problem: Problem, submitted: Submitted, open_judge: OpenJudge) -> Measurement:
    """Growth and own cases side by side. What fails of ours is in ``fault``."""
    grown, tests = await asyncio.gather(
        asyncio.to_thread(_growth, problem, submitted), _caught(problem, submitted.cases, open_judge)
    )
    faults = [one.fault for one in (grown, tests) if one.fault is not None]
    return replace(
        grown, own_tests=tests.own_tests, own_tests_why=tests.own_tests_why, fault="; ".join(faults) or None
    )


def _growth(problem: Problem, submitted: Submitted) -> Measurement:
    if not submitted.growth:
        return Measurement()
    if problem.generator is None:
        return Measurement(growth_why=WITHOUT_GENERATOR)
    language, source = submitted.language, submitted.source
    try:
        found = measure(
            language, source, problem.generator, problem.signature, largest_bytes=problem.largest_bytes
        )
        grown = judged(language, source, found, Target(problem.time, problem.space))
    except NotMeasured as error:
        return _why(language, error)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is ours: told as a fault and tried again
        return Measurement(fault=f"growth: {type(error).__name__}: {error}")
    return Measurement(growth=grown.document())


def _why(language: str, error: NotMeasured) -> Measurement:
    """In words where it is so for good; a fault where another try may do."""
    cause, said = error.__cause__, str(error)
    name = LANGUAGES[language].name if language in LANGUAGES else language
    if isinstance(cause, Missing) or (cause is None and find(language) is None):
        return Measurement(growth_why=NOT_INSTALLED.format(language=name, said=said))
    for kind, words in (
        (DoesNotCompile, NOT_COMPILED),
        (GeneratorFailed, NO_INPUTS),
        (cpu.NotRun, NOT_RUN),
    ):
        if isinstance(cause, kind):
            return Measurement(growth_why=words.format(said=str(cause).strip()))
    return Measurement(fault=f"growth: {said}")


async def _caught(problem: Problem, cases: tuple[Case, ...], open_judge: OpenJudge) -> Measurement:
    wrong = [known for known in problem.wrong if find(known.program.language) is not None]
    if not cases:
        return Measurement()
    if problem.right is None or not wrong:
        known = problem.right is not None and problem.wrong
        return Measurement(own_tests_why=NONE_INSTALLED if known else NOTHING_WRONG)
    try:
        async with open_judge() as judge:
            tests = await own_tests.held_against(
                judge, cases, problem.right, wrong, problem.limits, problem.comparison
            )
    except Exception as error:  # noqa: BLE001 - whatever it is, it is ours: told as a fault and tried again
        return Measurement(fault=f"own cases: {type(error).__name__}: {error}")
    return Measurement(own_tests=tests)
