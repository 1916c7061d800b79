"""Packages broken by one change each: the complaint names file, line and remedy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from assay.bank.complaint import Complaint
from assay.bank.verify import verify
from assay.judge.service import LocalJudge
from tests.bank.small import change, write

YAML = "interview.yaml"


@dataclass(frozen=True)
class Broken:
    """``breaks`` makes the change and returns the line where the complaint should point, if any."""

    name: str
    breaks: Callable[[Path], int | None]
    file: str
    message: str
    remedy: str


def wrong_answer_in_a_sample(root: Path) -> None:
    write(root, "data/sample/01-three-trains.ans", "3\n")


def the_same_wrong_answer_in_the_statement(root: Path) -> None:
    write(root, "data/sample/01-three-trains.ans", "3\n")
    change(root, "statement/problem.en.md", "```sample-out\n2\n", "```sample-out\n3\n")


def an_empty_group(root: Path) -> None:
    for path in (root / "data/secret/error").iterdir():
        path.unlink()


def a_slow_right_solution(root: Path) -> None:
    write(
        root,
        "submissions/accepted/solution.py",
        """
        import time

        def late_trains(minutes: list[int], allowed: int) -> int:
            while len(minutes) > 1000 and time.process_time() < 0.7:
                pass
            return sum(1 for each in minutes if each > allowed)
        """,
    )
    change(root, "problem.yaml", "time_limit: 0.5", "time_limit: 1")


def a_redundant_edge_case(root: Path) -> None:
    write(root, "data/secret/edge/02-three-more.in", "[2, 13, 6]\n5\n")
    write(root, "data/secret/edge/02-three-more.ans", "2\n")


def an_invalid_input(root: Path) -> None:
    write(root, "data/secret/basic/02-a-day-late.in", "[1440]\n5\n")
    write(root, "data/secret/basic/02-a-day-late.ans", "1\n")


def a_wrong_solution_that_passes(root: Path) -> None:
    write(
        root,
        "submissions/wrong_answer/counts_negative.py",
        """
        def late_trains(minutes: list[int], allowed: int) -> int:
            return len([each for each in minutes if each > allowed])
        """,
    )


def an_argument_of_another_type(root: Path) -> int:
    write(root, "data/secret/basic/01-four-trains.in", '[3, 30, 0, 31]\n"ten"\n')
    return 2


BROKEN = [
    Broken(
        "a key is missing",
        lambda root: change(root, YAML, "difficulty: 1\n", "") and 1,
        YAML,
        "`difficulty` is missing",
        "Add `difficulty`: a whole number from 1 (easiest) to 9.",
    ),
    Broken(
        "a key is misspelt",
        lambda root: change(root, YAML, "minutes: 10\n", "minutes: 10\nlanguage: [python]\n") + 1,
        YAML,
        "`language` is not a known key",
        "Write `languages`, if that is meant.",
    ),
    Broken(
        "the type is not known",
        lambda root: change(root, YAML, '"list<int>"', '"list<number>"'),
        YAML,
        "`function.parameters[1].type`: unknown type 'number'",
        "One of int, long, integer, float, bool, string",
    ),
    Broken(
        "only three hints",
        lambda root: change(root, YAML, "[one, two, three, four]", "[one, two, three]"),
        YAML,
        "`hints`: List should have at least 4 items",
        "Exactly four hints",
    ),
    Broken(
        "an idea is missing",
        lambda root: change(root, YAML, "idea: brute force", "idea: wrong idea") and 29,
        YAML,
        "`wrong` has no solution with the idea 'brute force'",
        "At least three wrong solutions",
    ),
    Broken(
        "the YAML cannot be read",
        lambda root: change(root, YAML, "summary: Count", "summary: Late: count"),
        YAML,
        "the YAML cannot be read: mapping values are not allowed here",
        "needs quotes",
    ),
    Broken(
        "a named file does not exist",
        lambda root: change(root, YAML, "generators/worst_case.py", "generators/worst.py"),
        YAML,
        "the file generators/worst.py does not exist",
        "Correct the path, or add the file.",
    ),
    Broken(
        "a group has no test",
        an_empty_group,
        "data/secret/error",
        "the group error has no test",
        "Add a pair such as",
    ),
    Broken(
        "the statement lacks the sample",
        lambda root: change(root, "statement/problem.en.md", "[1, 12, 7]", "[1, 12, 8]") and None,
        "statement/problem.en.md",
        "the sample data/sample/01-three-trains.in does not appear",
        "Show its input in a block ```sample-in",
    ),
    Broken(
        "a sample's answer is wrong",
        lambda root: wrong_answer_in_a_sample(root) or 10,
        "statement/problem.en.md",
        "the answer shown here is not that of data/sample/01-three-trains.ans",
        "Make the block sample-out and the .ans file the same.",
    ),
    Broken(
        "there is no C++ solution",
        lambda root: change(root, YAML, "languages: [python]", "languages: [python, cpp]") and None,
        "submissions/accepted",
        "there is no right solution in cpp",
        "Add submissions/accepted/solution.cpp.",
    ),
    Broken(
        "an argument has another type",
        an_argument_of_another_type,
        "data/secret/basic/01-four-trains.in",
        "allowed is not a whole number",
        "Correct the value, or the type in interview.yaml",
    ),
    Broken(
        "a wrong solution is not named",
        lambda root: (
            write(root, "submissions/wrong_answer/other.py", "def late_trains(minutes, allowed): return 0\n")
            or 29
        ),
        YAML,
        "submissions/wrong_answer/other.py is not under `wrong`",
        "Add it there with its idea",
    ),
    Broken(
        "a wrong solution lies in the folder of another verdict",
        lambda root: change(root, YAML, "verdict: TLE", "verdict: RTE"),
        YAML,
        "`verdict` is RTE, but the folder of submissions/time_limit_exceeded/brute_force.py says TLE",
        "Move the file to the folder of its verdict",
    ),
    Broken(
        "the whole file is missing",
        lambda root: (root / YAML).unlink(),
        YAML,
        "the file is missing",
        "Add it as docs/packages.md shows",
    ),
]

BROKEN_WHEN_RUN = [
    Broken(
        "sample and statement agree on a wrong answer",
        the_same_wrong_answer_in_the_statement,
        "submissions/accepted/solution.py",
        "a right solution fails sample/01-three-trains: WA",
        "or the test's answer if that is wrong",
    ),
    Broken(
        "a right solution fails",
        lambda root: (
            change(root, "submissions/accepted/solution.py", "each > allowed", "each >= allowed") and None
        ),
        "submissions/accepted/solution.py",
        "a right solution fails edge/01-just-allowed: WA",
        "Correct the solution",
    ),
    Broken(
        "a right solution is slow",
        a_slow_right_solution,
        "submissions/accepted/solution.py",
        "more than half of its limit of 1.00 s",
        "Make it faster",
    ),
    Broken(
        "a wrong solution passes",
        lambda root: a_wrong_solution_that_passes(root) or 40,
        YAML,
        "submissions/wrong_answer/counts_negative.py is said to be wrong but passes every test",
        "Add a test that catches it",
    ),
    Broken(
        "a wrong solution fails elsewhere",
        lambda root: change(root, YAML, "fails: [error]", "fails: [edge]"),
        YAML,
        "fails in error too (error/01-negative-delay: WA",
        "Write `fails: [error]` if that is meant",
    ),
    Broken(
        "an input is invalid",
        an_invalid_input,
        "data/secret/basic/02-a-day-late.in",
        "input_validators/validate.py does not accept the input (exit status 43)",
        "Correct the input",
    ),
    Broken(
        "an edge case is redundant",
        a_redundant_edge_case,
        "data/secret/edge/02-three-more.in",
        "the test is redundant",
        "Remove it, or add under `wrong` a solution that only this test catches.",
    ),
    Broken(
        "the generator draws other numbers each time",
        lambda root: (
            change(root, "generators/worst_case.py", "random.Random(seed)", "random.SystemRandom()") and None
        ),
        "generators/worst_case.py",
        "generate(5, 1) gave two different inputs",
        "Draw all chance from random.Random(seed)",
    ),
    Broken(
        "the generator makes invalid inputs",
        lambda root: change(root, "generators/worst_case.py", ", 50]", ", 500]") and None,
        "generators/worst_case.py",
        "does not accept generate(5, 1) (exit status 43)",
        "Make only inputs that keep to the statement's limits.",
    ),
    Broken(
        "the generator fails",
        lambda root: change(root, "generators/worst_case.py", "import random\n", "") and None,
        "generators/worst_case.py",
        "generate(5, 1) fails: exit status 1: NameError: name 'random' is not defined",
        "It must return the input",
    ),
]


class NoJudge(LocalJudge):
    """Packages that read badly are never run: this one is not started, so it cannot."""


def matching(complaints: tuple[Complaint, ...], broken: Broken) -> Complaint:
    found = [each for each in complaints if each.file == broken.file and broken.message in each.message]
    assert found, "\n".join(map(str, complaints)) or "no complaint"
    return found[0]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda each: each.name)
async def test_reads_badly(broken: Broken, good: Path) -> None:
    line = broken.breaks(good)
    found = await verify(good, NoJudge(1), lambda _: None)
    assert not found.ok
    assert not found.ran
    complaint = matching(found.complaints, broken)
    assert complaint.line == line
    assert broken.remedy in complaint.remedy


@pytest.mark.parametrize("broken", BROKEN_WHEN_RUN, ids=lambda each: each.name)
async def test_fails_when_run(broken: Broken, good: Path, judge: LocalJudge) -> None:
    line = broken.breaks(good)
    found = await verify(good, judge, lambda _: None)
    assert found.ran
    complaint = matching(found.complaints, broken)
    assert complaint.line == line
    assert broken.remedy in complaint.remedy


async def test_the_good_one_passes(good: Path, judge: LocalJudge) -> None:
    found = await verify(good, judge, lambda _: None)
    assert not found.complaints
    assert found.ok
