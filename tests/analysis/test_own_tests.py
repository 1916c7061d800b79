"""A candidate's own cases against known wrong solutions: what is run, what counts, who is caught by what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from assay.analysis.own_tests import MOST_CASES, Case, Known, NotRun, OwnTests, held_against
from assay.judge.model import KEPT, Comparison, Limits, OnTest, Program, Result, Task, TestResult, Verdict
from assay.judge.signature import Parameter, Signature, Type

Does = Callable[[str], str]


@dataclass
class Scripted:
    """Programs by their source: each gives an output for an input, or raises. Compares bytes."""

    programs: dict[str, Does]
    given: list[tuple[str, list[str]]] = field(default_factory=list)

    async def judge(self, task: Task, *, on_test: OnTest | None = None) -> Result:
        self.given.append((task.program.source, [test.input.decode() for test in task.tests]))
        if task.program.source not in self.programs:
            return Result(Verdict.JE, message="no such language here")
        found: list[TestResult] = []
        for test in task.tests:
            verdict, said = Verdict.AC, ""
            try:
                said = self.programs[task.program.source](test.input.decode())
            except ValueError:
                verdict = Verdict.RTE
            if verdict is Verdict.AC and test.answer is not None and test.answer != said.encode():
                verdict = Verdict.WA
            found.append(
                TestResult(test.name, test.group, verdict, 0.1, 0.1, 1.0, stdout=said.encode()[:KEPT])
            )
            if task.stop_early and verdict is not Verdict.AC:
                break
        worst = next((one.verdict for one in found if one.verdict is not Verdict.AC), Verdict.AC)
        return Result(worst, tuple(found))


def twice(text: str) -> str:
    return str(2 * int(text))


def square(text: str) -> str:
    return str(int(text) ** 2)


def not_zero(text: str) -> str:
    if int(text) == 0:
        raise ValueError("division by zero")
    return twice(text)


PROGRAMS: dict[str, Does] = {"twice": twice, "square": square, "not zero": not_zero}
SQUARE = Known("submissions/wrong_answer/square.py", "squares", Program("python", "square"))
NOT_ZERO = Known("submissions/run_time_error/not_zero.py", "divides by it", Program("python", "not zero"))


def cases(*inputs: str) -> list[Case]:
    return [Case(f"case {number}", 10 + number, text) for number, text in enumerate(inputs)]


async def held(judge: Scripted, own: list[Case], signature: Signature | None = None) -> OwnTests:
    right = Program("python", "twice", signature)
    return await held_against(judge, own, right, [SQUARE, NOT_ZERO], Limits(), Comparison())


async def test_each_wrong_solution_is_caught_by_the_first_case_that_tells() -> None:
    found = await held(Scripted(PROGRAMS), cases("2", "0", "3", "4"))
    assert (found.cases, found.valid) == (4, 4)
    assert [(one.name, one.by, one.run) for one in found.wrong] == [
        (SQUARE.name, "case 2", 12),
        (NOT_ZERO.name, "case 1", 11),
    ]


async def test_the_same_input_twice_is_one_case_and_the_first_has_it() -> None:
    judge = Scripted(PROGRAMS)
    found = await held(judge, cases("3", "3", "2"))
    assert found.cases == 2 and found.wrong[0].run == 10
    assert judge.given[0] == ("twice", ["3", "2"])


async def test_what_the_right_solution_cannot_take_shows_nothing() -> None:
    judge = Scripted(PROGRAMS)
    found = await held(judge, cases("three", "2"))
    assert (found.cases, found.valid) == (2, 1)
    assert [one.by for one in found.wrong] == [None, None]
    assert all(inputs == ["2"] for source, inputs in judge.given if source != "twice")


async def test_what_does_not_fit_the_function_is_not_run() -> None:
    number = Signature("twice", (Parameter("number", Type("int")),), Type("int"))
    judge = Scripted(PROGRAMS)
    found = await held(judge, cases('"three"', "3\n4", "3"), number)
    assert (found.cases, found.valid) == (3, 1)
    assert judge.given[0] == ("twice", ["3"])


async def test_where_no_case_is_good_no_wrong_solution_is_run() -> None:
    judge = Scripted(PROGRAMS)
    found = await held(judge, cases("three"))
    assert found.valid == 0 and [one.by for one in found.wrong] == [None, None]
    assert len(judge.given) == 1


async def test_an_answer_too_long_to_keep_is_not_held_against_anybody() -> None:
    programs = {**PROGRAMS, "twice": lambda text: "x" * (KEPT + 1)}
    judge = Scripted(programs)
    found = await held(judge, cases("2"))
    assert found.valid == 1 and len(judge.given) == 1


async def test_of_very_many_cases_the_first_are_run() -> None:
    judge = Scripted(PROGRAMS)
    found = await held(judge, cases(*(str(number) for number in range(3, MOST_CASES + 50))))
    assert found.cases == MOST_CASES + 47 and found.valid == MOST_CASES


async def test_a_judge_that_fails_is_nobodys_fault() -> None:
    with pytest.raises(NotRun, match="no such language"):
        await held(Scripted({"twice": twice}), cases("2"))
