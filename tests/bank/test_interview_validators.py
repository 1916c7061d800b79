"""Problems for interviews may have validators of their own, and talk: through the gate and to a candidate."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.bank.package import PackageError, load
from assay.bank.verify import verify
from assay.jobs.attempt import Attempt, answer
from assay.judge.service import LocalJudge
from assay.log.events import Judged, OwnCase
from tests.bank.small import build, change, write

_SAMPLE_TALK = "> 50\n< lower\n> 7\n< found\n"
_INTERACTOR = """
    import sys

    secret = int(open(sys.argv[1]).read())
    for _ in range(8):
        line = sys.stdin.readline()
        if not line.strip().lstrip("-").isdigit():
            sys.exit(43)
        guess = int(line)
        if guess == secret:
            print("found", flush=True)
            sys.exit(42)
        print("lower" if secret < guess else "higher", flush=True)
    sys.exit(43)
"""
_SEARCH = """
    low, high = {low}, {high}
    while True:
        middle = (low + high) // 2
        print(middle, flush=True)
        said = input()
        if said == "found":
            break
        if said == "lower":
            high = middle - 1
        else:
            low = middle + 1
"""
_WRONG = """
        wrong:
          - file: submissions/wrong_answer/counts.py
            idea: brute force
            says: tries one after the other
            verdict: WA
            fails: [sample, basic, edge, error, stress]
          - file: submissions/wrong_answer/from_three.py
            idea: edge case missed
            says: begins at three
            verdict: WA
            fails: [edge]
          - file: submissions/wrong_answer/small.py
            idea: wrong idea
            says: looks at the lower half only
            verdict: WA
            fails: [error, stress]
        languages: [python]
"""


def guessing(folder: Path) -> Path:
    """A problem that talks, made of the small good one."""
    root = build(folder, "find-it")
    text = (root / "interview.yaml").read_text()
    start, end = text.index("function:"), text.index("growth:")
    text = text[:start] + text[end : text.index("wrong:")]
    write(root, "interview.yaml", text.replace("mode: function", "mode: stdio"))
    with (root / "interview.yaml").open("a") as file:
        file.write("\n".join(line.removeprefix("        ") for line in _WRONG.split("\n")))
    write(root, "statement/problem.en.md", "Find a number from 0 to 127 in eight questions.\n")
    with (root / "problem.yaml").open("a") as file:
        file.write("type: interactive\n")
    for path in (root / "data").rglob("*.*"):
        path.unlink()
    for path in (root / "submissions").rglob("*.py"):
        path.unlink()
    numbers = {"sample/01-some": 7, "secret/basic/01-some": 40, "secret/edge/01-none": 0}
    numbers |= {"secret/error/01-far": 99, "secret/stress/01-most": 127}
    for name, number in numbers.items():
        write(root, f"data/{name}.in", f"{number}\n")
        write(root, f"data/{name}.ans", "\n")
    write(root, "data/sample/01-some.interaction", _SAMPLE_TALK)
    write(root, "output_validator/guess.py", _INTERACTOR)
    write(
        root,
        "input_validators/validate.py",
        "import sys\nsys.exit(42 if 0 <= int(sys.stdin.read()) < 128 else 43)\n",
    )
    write(
        root,
        "generators/worst_case.py",
        'def generate(n: int, seed: int) -> str:\n    return f"{seed % 128}\\n"\n',
    )
    write(root, "submissions/accepted/halves.py", _SEARCH.format(low=0, high=127))
    write(root, "submissions/wrong_answer/from_three.py", _SEARCH.format(low=3, high=127))
    write(root, "submissions/wrong_answer/small.py", _SEARCH.format(low=0, high=63))
    counts = "for guess in range(200, 300):\n    print(guess, flush=True)\n    input()\n"
    write(
        root,
        "submissions/wrong_answer/counts.py",
        counts.replace("input()", "import sys; sys.stdin.readline()"),
    )
    return root


async def test_a_problem_that_talks_passes_the_gate(tmp_path: Path, judge: LocalJudge) -> None:
    found = await verify(guessing(tmp_path), judge, lambda _: None)
    assert [str(complaint) for complaint in found.complaints] == []
    assert found.ok


async def test_a_candidate_runs_it_on_the_samples_only(tmp_path: Path, judge: LocalJudge) -> None:
    package = load(guessing(tmp_path))
    assert "```sample-talk\n> 50" in package.statement_markdown
    source = (package.root / "submissions/accepted/halves.py").read_text()
    run = (await answer(judge, package, Attempt("run", package.slug, "python", source))).data
    Judged.model_validate({"of": 1, **run})
    assert run["verdict"] == "AC"
    (test,) = run["tests"]
    assert test["got"].startswith("> 63\n< lower\n")
    assert "input" not in test
    own = Attempt("run", package.slug, "python", source, (OwnCase(name="mine", input="5"),))
    refused = (await answer(judge, package, own)).data
    Judged.model_validate({"of": 1, **refused})
    assert refused["tests"][0]["exit"] == "not run: this problem's program is talked with"
    assert "Run the samples instead" in refused["tests"][0]["difference"]
    submit = (await answer(judge, package, Attempt("submit", package.slug, "python", source))).data
    assert submit["verdict"] == "AC"
    assert all("got" not in test for test in submit["tests"] if test["group"] != "samples")


async def test_a_function_with_a_validator_of_its_own(good: Path, judge: LocalJudge) -> None:
    """It is given what the function returned, as JSON."""
    checks = "import json, sys\nwanted = json.load(open(sys.argv[2]))\nsys.exit(42 if json.load(sys.stdin) == wanted else 43)\n"
    write(good, "output_validator/check.py", checks)
    found = await verify(good, judge, lambda _: None)
    assert [str(complaint) for complaint in found.complaints] == []
    package = load(good)
    source = (good / "submissions/accepted/solution.py").read_text()
    own = Attempt("run", package.slug, "python", source, (OwnCase(name="mine", input="[1, 9]\n5"),))
    run = (await answer(judge, package, own)).data
    assert (run["verdict"], run["tests"][0]["got"]) == ("AC", "1")


async def test_a_validator_that_fails_is_named_by_the_gate(good: Path, judge: LocalJudge) -> None:
    write(good, "output_validator/check.py", "raise SystemExit(3)\n")
    found = await verify(good, judge, lambda _: None)
    assert any(
        "the problem's validator failed: it ended with exit status 3" in str(each)
        and "Correct the validator of outputs" in str(each)
        for each in found.complaints
    ), [str(each) for each in found.complaints]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("type: scoring\n", "problem.yaml: the problem gives scores"),
        ("type: interactive\n", "interview.yaml: a function cannot be talked with while it runs"),
        ("type: multi-pass\n", "interview.yaml: a function cannot be talked with while it runs"),
    ],
)
def test_what_an_interview_cannot_have(good: Path, more: str, said: str) -> None:
    with (good / "problem.yaml").open("a") as file:
        file.write(more)
    if "scoring" not in more:
        write(good, "output_validator/check.py", "import sys\nsys.exit(42)\n")
    with pytest.raises(PackageError) as caught:
        load(good)
    assert any(said in str(each) for each in caught.value.complaints), caught.value


def test_two_ways_to_compare(good: Path) -> None:
    write(good, "output_validator/check.py", "import sys\nsys.exit(42)\n")
    change(good, "interview.yaml", "growth:", "compare: unordered\ngrowth:")
    with pytest.raises(PackageError, match="the package's own validator judges the outputs"):
        load(good)
