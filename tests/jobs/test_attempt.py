"""What the judge is given, and what is kept of its answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assay.bank.library import practice
from assay.bank.package import Package
from assay.jobs.attempt import FAULT, SHOWN_BYTES, Attempt, answer
from assay.judge.model import OnTest, Program, Result, Task, TestResult, Verdict
from assay.judge.model import Test as JudgeTest
from assay.judge.signature import Parameter, Signature, Type
from assay.log.events import Judged, OwnCase


class Recorder:
    """Answers AC to everything, or what it is told; keeps what it was given."""

    def __init__(self, *results: Result | Exception) -> None:
        self.results = list(results)
        self.programs: list[Program] = []
        self.tests: list[list[JudgeTest]] = []

    async def judge(self, task: Task, *, on_test: OnTest | None = None) -> Result:
        self.programs.append(task.program)
        self.tests.append(list(task.tests))
        if self.results:
            result = self.results.pop(0)
            if isinstance(result, Exception):
                raise result
            return result
        return Result(
            Verdict.AC,
            tuple(
                TestResult(
                    test.name, test.group, Verdict.AC, 0.1, 0.2, 5.0, stdout=b"x" * 9000, stderr=b"\xff"
                )
                for test in task.tests
            ),
            environment={"tier": "none"},
        )


@pytest.fixture(scope="module")
def package() -> Package:
    return practice()


def attempt(
    source: str = "pass", purpose: str = "run", cases: list[tuple[str, str]] | None = None
) -> Attempt:
    own = None if cases is None else tuple(OwnCase(name=name, input=text) for name, text in cases)
    return Attempt("run" if purpose == "run" else "submit", "practice", "python", source, own)


async def test_a_run_is_on_the_samples_and_a_submission_on_everything(package: Package) -> None:
    judge = Recorder()
    run = await answer(judge, package, attempt())
    submit = await answer(judge, package, attempt(purpose="submit"))
    assert {test.group for test in judge.tests[0]} == {"samples"}
    assert len(judge.tests[1]) == len(package.tests)
    for found in (run, submit):
        Judged.model_validate({"of": 1, **found.data})
        assert found.fault_ms == 0
        assert found.data["environment"] == {"tier": "none", "package": package.digest}


async def test_of_hidden_tests_only_what_the_program_wrote_is_kept_and_only_where_it_failed(
    package: Package,
) -> None:
    passed = (await answer(Recorder(), package, attempt(purpose="submit"))).data["tests"]
    for test in passed:
        shown = test["group"] == "samples"
        assert ("input" in test, "expected" in test, "got" in test) == (shown,) * 3
    assert [(test["group"], test["name"]) for test in passed] == [
        (test.group, test.name) for test in package.tests
    ]
    failed = tuple(
        TestResult(test.name, test.group, Verdict.WA, 0.1, 0.2, 5.0, stdout=b"x" * 9000, stderr=b"\xff")
        for test in package.tests
    )
    judge = Recorder(Result(Verdict.WA, failed))
    for test in (await answer(judge, package, attempt(purpose="submit"))).data["tests"]:
        assert len(test["got"]) == SHOWN_BYTES and test["stderr"] == "\ufffd"
        assert ("input" in test) == (test["group"] == "samples")


async def test_own_cases_have_no_answer_and_names_of_their_own(package: Package) -> None:
    judge = Recorder()
    found = await answer(judge, package, attempt(cases=[("", "1\n"), ("same", "a"), ("same", "b\ud800")]))
    assert [test.answer for test in judge.tests[0]] == [None] * 3
    assert [test["name"] for test in found.data["tests"]] == ["own case 1", "same", "same'"]
    assert judge.tests[0][2].input == "b\ufffd".encode()
    assert all(test["group"] == "own" and test["expected"] is None for test in found.data["tests"])


async def test_a_source_goes_to_the_judge_without_lone_surrogates(package: Package) -> None:
    judge = Recorder()
    await answer(judge, package, attempt("# \ud83d\ude00 \ud800"))
    assert judge.programs[0].source == "# \U0001f600 \ufffd"


async def test_own_cases_that_do_not_fit_the_function_are_not_run(package: Package) -> None:
    function = replace(package, signature=Signature("f", (Parameter("count", Type("int")),), Type("int")))
    judge = Recorder()
    found = await answer(judge, function, attempt(cases=[("good", "3"), ("bad", '"three"'), ("none", "")]))
    assert [test.name for test in judge.tests[0]] == ["good"]
    by_name = {test["name"]: test for test in found.data["tests"]}
    assert by_name["good"]["verdict"] == "AC"
    assert by_name["bad"]["verdict"] == "RTE" and "count" in by_name["bad"]["difference"]
    assert by_name["none"]["exit"].startswith("not run")
    assert found.data["verdict"] == "RTE"
    only_bad = await answer(judge, function, attempt(cases=[("bad", "[]")]))
    assert len(judge.tests) == 1 and only_bad.data["verdict"] == "RTE"


async def test_a_fault_of_the_judge_is_tried_once_more(package: Package) -> None:
    judge = Recorder(OSError("no slot"))
    assert (await answer(judge, package, attempt())).data["verdict"] == "AC"
    judge = Recorder(Result(Verdict.JE, message="keeper died"), RuntimeError("again"))
    found = await answer(judge, package, attempt())
    assert (found.data["verdict"], found.data["message"]) == ("JE", FAULT)
    assert found.fault_ms >= 0 and len(judge.programs) == 2


async def test_a_problem_that_left_the_bank_is_our_fault() -> None:
    found = await answer(Recorder(), None, attempt())
    assert found.data["verdict"] == "JE"
    Judged.model_validate({"of": 1, **found.data})
