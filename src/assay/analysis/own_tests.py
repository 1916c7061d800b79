"""How good a candidate's own cases are: which of the problem's known wrong solutions they show to be wrong.

The problem's right solution says what the answer to each case is. A wrong solution is caught by the first case on
which its output is another, by the problem's own comparison, or on which it fails.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assay.bank.values import arguments_misfit
from assay.judge.model import KEPT, Comparison, Judge, Limits, Program, Result, Task, Test, Verdict

MOST_CASES = 100
"""Distinct cases that are run; of a candidate who wrote more, the first ones."""
OWN = "own"


class NotRun(Exception):
    """The judge failed, or lacks a language of the package's solutions; nobody's case is to blame."""


@dataclass(frozen=True)
class Case:
    """One that the candidate wrote. ``run``: the ``seq`` of the run in which it first was."""

    name: str
    run: int
    input: str


@dataclass(frozen=True)
class Known:
    """A solution of the package that gives wrong answers or fails. ``what``: its fault in the package's words."""

    name: str
    what: str
    program: Program


@dataclass(frozen=True)
class Caught:
    """``by``: the name of the first case that shows that the solution is wrong; None where none does."""

    name: str
    what: str
    by: str | None
    run: int | None


@dataclass(frozen=True)
class OwnTests:
    """``cases``: distinct inputs; ``valid``: those on which the right solution runs to its end."""

    cases: int
    valid: int
    wrong: tuple[Caught, ...]


async def held_against(
    judge: Judge,
    cases: Sequence[Case],
    right: Program,
    wrong: Sequence[Known],
    limits: Limits,
    comparison: Comparison,
) -> OwnTests:
    """Runs the right solution on all cases, then each wrong one until a case catches it. Raises NotRun."""
    distinct = list({case.input: case for case in reversed(cases)}.values())[::-1]
    fitting = [case for case in distinct[:MOST_CASES] if _fits(case, right)]
    answered = await _answered(judge, fitting, right, limits, comparison)
    tests = [
        Test(str(index), OWN, case.input.encode(), answer)
        for index, (case, answer) in enumerate(answered)
        if answer is not None
    ]
    found = []
    for known in wrong:
        case = None
        if tests:
            task = Task(known.program, tests, limits, comparison, stop_early=True)
            result = await _judged(judge, task, known.name)
            failed = next((one for one in result.tests if one.verdict is not Verdict.AC), None)
            case = answered[int(failed.name)][0] if failed else None
        found.append(Caught(known.name, known.what, case.name if case else None, case.run if case else None))
    return OwnTests(len(distinct), len(answered), tuple(found))


def _fits(case: Case, right: Program) -> bool:
    return right.signature is None or arguments_misfit(case.input, right.signature) is None


async def _answered(
    judge: Judge, cases: Sequence[Case], right: Program, limits: Limits, comparison: Comparison
) -> list[tuple[Case, bytes | None]]:
    """The cases on which the right solution runs to its end, with its answer; None where that is longer than the
    judge keeps of an output."""
    if not cases:
        return []
    tests = [Test(str(index), OWN, case.input.encode()) for index, case in enumerate(cases)]
    # Without answers nothing is compared, whatever the problem's comparison.
    plain = replace(comparison, validator=None, form="tokens") if comparison.validator else comparison
    result = await _judged(judge, Task(right, tests, limits, plain), "the right solution")
    return [
        (case, found.stdout if len(found.stdout) < KEPT else None)
        for case, found in zip(cases, result.tests, strict=True)
        if found.verdict is Verdict.AC
    ]


async def _judged(judge: Judge, task: Task, name: str) -> Result:
    result = await judge.judge(task)
    if result.verdict in (Verdict.JE, Verdict.CE):
        raise NotRun(f"{name}: {result.message or result.compiler or result.verdict.value}")
    return result
