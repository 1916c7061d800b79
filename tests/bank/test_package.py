from __future__ import annotations

import os
from pathlib import Path

import pytest

from assay.bank.library import Library, practice
from assay.bank.package import PackageError, load
from assay.judge.languages import LANGUAGES
from assay.judge.model import Comparison, Verdict
from tests.bank.small import change, write


def icpc(tmp_path: Path, problem: str, extra: dict[str, str] | None = None) -> Path:
    root = tmp_path / "bicycles"
    files = {
        "problem.yaml": problem,
        "data/sample/1.in": "1\n",
        "data/sample/1.ans": "2\n",
        "data/secret/group1/01-big.in": "5\n",
        "data/secret/group1/01-big.ans": "6\n",
        "submissions/accepted/a.py": "print(int(input()) + 1)\n",
    }
    for path, text in (files | (extra or {})).items():
        write(root, path, text)
    return root


CURRENT = """
    problem_format_version: "2025-09"
    name: { en: Bicycles, de: Fahrräder }
    uuid: 6a0a1d4e-0f0c-4d57-8b5b-0a4f3d1f5f02
    limits: { time_limit: 1.5, memory: 512 }
"""
STATEMENT = {"statement/problem.en.md": "Add one.\n"}


def complaints_of(root: Path) -> list[str]:
    with pytest.raises(PackageError) as caught:
        load(root)
    return [str(complaint) for complaint in caught.value.complaints]


def test_a_package_for_interviews(good: Path) -> None:
    package = load(good)
    assert package.slug == "late-trains"
    assert package.title == "Late trains"
    assert package.mode == "function"
    assert package.comparison == Comparison("json")
    assert [(test.group, test.name, test.title) for test in package.tests[:2]] == [
        ("samples", "01-three-trains", "three trains"),
        ("basic", "01-four-trains", "four trains"),
    ]
    assert package.tests[0].read().answer == b"2\n"
    assert package.tests[0].read(answer=False).answer is None


def test_the_digest_names_the_content(good: Path) -> None:
    before = load(good).digest
    write(good, "generators/__pycache__/worst_case.pyc", "left behind by Python")
    assert load(good).digest == before
    write(good, "data/secret/basic/01-four-trains.ans", "3\n")
    assert load(good).digest != before


def test_icpc_2025(tmp_path: Path) -> None:
    package = load(icpc(tmp_path, CURRENT, STATEMENT))
    assert package.format == "2025-09"
    assert package.title == "Bicycles"
    assert package.mode == "stdio"
    assert package.interview is None
    assert package.limits.memory_mib == 512
    assert package.limits.cpu_s * LANGUAGES["cpp"].time_factor == 1.5
    assert [(test.group, test.name) for test in package.tests] == [
        ("samples", "1"),
        ("secret", "group1/01-big"),
    ]
    assert "```sample-in\n1\n```" in package.statement_markdown


def test_icpc_legacy(tmp_path: Path) -> None:
    root = icpc(
        tmp_path,
        "license: cc by-sa\nvalidator_flags: float_tolerance 1e-6 case_sensitive\n",
        {
            "problem_statement/problem.en.tex": "\\problemname{Two wheels}\nAdd `one`.\n",
            ".timelimit": "3\n",
            "submissions/mixed/slow.cpp": "// @EXPECTED_RESULTS@: TIMELIMIT, RUN-ERROR\nint main() {}\n",
            "submissions/run_time_error/b.java": "class Main {}\n",
        },
    )
    package = load(root)
    assert package.format == "legacy"
    assert package.title == "Two wheels"
    assert package.limits.cpu_s * LANGUAGES["cpp"].time_factor == 3
    assert package.comparison == Comparison("tokens", ("float_tolerance", "1e-6", "case_sensitive"))
    assert {each.name: each.expected for each in package.submissions} == {
        "submissions/accepted/a.py": (Verdict.AC,),
        "submissions/mixed/slow.cpp": (Verdict.TLE, Verdict.RTE),
        "submissions/run_time_error/b.java": (Verdict.RTE,),
    }
    assert "```tex" in package.statement_markdown


def test_domjudge_time_limit(tmp_path: Path) -> None:
    root = icpc(tmp_path, "name: Bicycles\n", STATEMENT | {"domjudge-problem.ini": "timelimit='4'\n"})
    assert load(root).limits.cpu_s * LANGUAGES["cpp"].time_factor == 4


def test_submissions_yaml(tmp_path: Path) -> None:
    stated = """
        wrong_answer/*.py: { permitted: [AC, WA, TLE], required: [TLE] }
        other: { permitted: [WA] }
    """
    extra = {
        "submissions/submissions.yaml": stated,
        "submissions/wrong_answer/x.py": "",
        "submissions/wrong_answer/x.c": "",
        "submissions/other/y.py": "",
    }
    package = load(icpc(tmp_path, CURRENT, STATEMENT | extra))
    assert {each.name.removeprefix("submissions/"): each.expected for each in package.submissions} == {
        "accepted/a.py": (Verdict.AC,),
        "other/y.py": (Verdict.WA,),
        "wrong_answer/x.c": (Verdict.WA,),
        "wrong_answer/x.py": (Verdict.TLE,),
    }


def test_validator_flags_of_a_test_group(tmp_path: Path) -> None:
    flags = {"data/secret/test_group.yaml": "output_validator_args: [float_tolerance, 1e-4]\n"}
    package = load(icpc(tmp_path, CURRENT, STATEMENT | flags))
    assert package.comparison.flags == ()
    arguments = {test.path: test.read().validator_arguments for test in package.tests}
    assert arguments == {"sample/1": (), "secret/group1/01-big": ("float_tolerance", "1e-4")}
    write(package.root, "data/sample/test_group.yaml", "output_validator_args: [float_tolerance, 1e-4]\n")
    package = load(package.root)
    assert package.comparison.flags == ("float_tolerance", "1e-4")
    assert all(test.read().validator_arguments is None for test in package.tests)


@pytest.mark.parametrize(
    ("problem", "extra", "said"),
    [
        (
            CURRENT + "    type: [submit-answer, interactive]\n",
            {},
            "problem.yaml:5: a problem is submit-answer or interactive, not both",
        ),
        (CURRENT + "    type: guessing\n", {}, "problem.yaml:5: the type guessing is not known"),
        (CURRENT + "    type: [scoring, pass-fail]\n", {}, "a problem is pass-fail or scoring, not both"),
        (CURRENT + "    type: interactive\n", {}, "output_validator: there is no validator of outputs"),
        (
            CURRENT + "    type: submit-answer\n",
            {"static_validator/v.py": ""},
            "static_validator: answers are submitted, which have no source to validate",
        ),
        (
            CURRENT,
            {"data/secret/group1/test_group.yaml": "static_validation_score: pass-fail\n"},
            "test_group.yaml:1: `static_validation_score` is given, but there is no validator of sources",
        ),
        (
            CURRENT,
            {"data/secret/group1/test_group.yaml": "require_pass: secret/group2\n"},
            "test_group.yaml:1: `require_pass` names 'secret/group2', which is no group before secret/group1",
        ),
        (CURRENT, {"output_validator/v/v.cpp": '#include "testlib.h"\n'}, "testlib.h, which is not there"),
        (CURRENT, {"output_validator/v.zzz": "", "output_validator/w.zzz": ""}, "does not know the language"),
        (
            "name: B\nvalidation: custom multi-pass\n",
            {"output_validators/a.py": "", "output_validators/b.py": ""},
            "output_validators: there are 2 validators of outputs (a.py, b.py)",
        ),
        (
            "name: B\nvalidation: custom\n",
            {
                "output_validators/a.py": "",
                "output_validators/b.py": "",
                "data/testdata.yaml": "output_validator_flags: { name: c, flags: x }\n",
            },
            "data/testdata.yaml:1: there is no validator of outputs called c. Name one of a.py, b.py.",
        ),
        (
            CURRENT,
            {"data/secret/group1/test_group.yaml": "max: 5\n"},
            "test_group.yaml:1: `max` is not a known key",
        ),
        (
            CURRENT,
            {
                "data/secret/group1/01-big.yaml": "output_validator_args: [float_tolerance, 1, float_tolerance, 2]\n"
            },
            "data/secret/group1/01-big.yaml:1: float_tolerance is given beside float_tolerance",
        ),
        ("name: B\n", {"data/testdata.yaml": "grader_flags: best\n"}, "the grader flag 'best' is not known"),
        (CURRENT + "    time: 5\n", {}, "problem.yaml:5: `time` is not a known key"),
        (
            CURRENT.replace("1.5", "-1"),
            {},
            "problem.yaml:4: `limits.time_limit`: Input should be greater than 0",
        ),
        (
            'problem_format_version: "2031-01"\n',
            {},
            "problem.yaml:1: the format version '2031-01' is not known",
        ),
        (
            "name: B\nvalidation: custom interactive\n",
            {},
            "output_validator: there is no validator of outputs",
        ),
        ("name: B\nvalidator_flags: fuzzy\n", {}, "problem.yaml:2: the validator flag 'fuzzy' is not known"),
        ("- name\n", {}, "problem.yaml:1: the file is not a mapping"),
        ("name: A\nname: B\n", {}, "problem.yaml:2: the key `name` is given twice"),
        (
            CURRENT,
            {"data/secret/2.in": ""},
            "data/secret/2.in: the test has no answer. Add data/secret/2.ans.",
        ),
        (CURRENT, {"data/secret/3.ans": ""}, "data/secret/3.ans: the answer has no input"),
        (
            CURRENT + '    keywords: ["a\0b"]\n',
            {},
            "problem.yaml:5: the character U+0000 may not stand in YAML",
        ),
        (
            CURRENT + f"    keywords: {'[' * 5000}{']' * 5000}\n",
            {},
            "problem.yaml: the YAML is nested too deeply",
        ),
        (
            CURRENT + "    keywords: !!python/object/apply:os.abort []\n",
            {},
            "problem.yaml:5: the YAML cannot be read: could not determine a constructor",
        ),
        (
            CURRENT + "    type: interactive\n",
            {},
            "output_validator: there is no validator of outputs, which an",
        ),
        (
            CURRENT,
            {"submissions/odd/a.py": "x = 1\n# @EXPECTED_RESULTS@: MAYBE\n"},
            "submissions/odd/a.py:2: @EXPECTED_RESULTS@ names MAYBE",
        ),
    ],
)
def test_refused(tmp_path: Path, problem: str, extra: dict[str, str], said: str) -> None:
    complaints = complaints_of(icpc(tmp_path, problem, STATEMENT | extra))
    assert any(said in each for each in complaints), complaints


def test_everything_wrong_is_said_at_once(good: Path) -> None:
    line = change(good, "interview.yaml", "difficulty: 1", "difficulty: hard")
    other = change(good, "interview.yaml", "kind: algorithm", "kind: riddle")
    (good / "data/secret/basic/01-four-trains.ans").unlink()
    complaints = complaints_of(good)
    assert any(each.startswith(f"interview.yaml:{line}: `difficulty`:") for each in complaints)
    assert any(each.startswith(f"interview.yaml:{other}: `kind`:") for each in complaints)
    assert any(each.startswith("data/secret/basic/01-four-trains.in: ") for each in complaints)


def test_paths_stay_in_the_package(good: Path) -> None:
    change(good, "interview.yaml", "generators/worst_case.py", "../../etc/passwd")
    assert any("is not a path inside the package" in each for each in complaints_of(good))


def test_links_stay_in_the_package(good: Path) -> None:
    (good / "data/secret/basic/02-link.in").symlink_to("/etc/hostname")
    (good / "data/secret/basic/02-link.ans").write_text("1\n")
    assert any("the link leads out of the package" in each for each in complaints_of(good))


def test_an_alias_within_itself_is_refused(good: Path) -> None:
    write(good, "interview.yaml", "version: &a [*a]\n")
    assert any("an alias refers to the value it stands in" in each for each in complaints_of(good))


def test_a_library_keeps_broken_packages_apart(good: Path) -> None:
    (good.parent / "broken").mkdir()
    library = Library(good.parent)
    assert list(library.packages) == ["late-trains"]
    assert "problem.yaml: the file is missing" in str(library.broken["broken"])
    with pytest.raises(FileNotFoundError):
        Library(good.parent / "nowhere")


def test_the_practice_problem_offers_every_language() -> None:
    package = practice()
    assert package.mode == "stdio"
    own = {"python", "javascript", "typescript", "java", "c", "cpp"}  # the others: the language's starter
    assert set(package.starters) == own
    assert {each.language for each in package.submissions if each.right} == own


ODD = [
    "",
    "~",
    "[]",
    "{}",
    "[1, [2]]",
    "{a: {b: c}}",
    "12",
    "-1",
    "1e999",
    "'x'",
    "yes",
    "2020-13-45",
    "&a [*a]",
    "? [x]",
]


@pytest.mark.parametrize("name", ["interview.yaml", "problem.yaml"])
def test_odd_values_are_complained_about(good: Path, name: str) -> None:
    """Whatever stands in the file, nothing but a PackageError comes out."""
    lines = (good / name).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        key = line.partition(":")[0]
        for value in ODD:
            changed = [*lines[:number], f"{key}: {value}", *lines[number + 1 :]]
            write(good, name, "\n".join(changed) + "\n")
            try:
                load(good)
            except PackageError as error:
                assert all(each.message and each.remedy for each in error.complaints)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("submissions/submissions.yaml", "'*.py': [AC]\n"),
        ("submissions/submissions.yaml", "'*.py': { permitted: AC }\n"),
        ("submissions/submissions.yaml", "'*.py': { permitted: [[AC]] }\n"),
        ("data/secret/test_group.yaml", "output_validator_args: 5\n"),
        ("data/secret/test_group.yaml", "output_validator_args: {a: b}\n"),
    ],
)
def test_odd_values_elsewhere(good: Path, file: str, text: str) -> None:
    write(good, file, text)
    assert any(each.startswith(f"{file}:1: ") for each in complaints_of(good))


def test_bytes_that_are_no_text(good: Path) -> None:
    for path in ("problem.yaml", "statement/problem.en.md", "submissions/accepted/solution.py"):
        kept = (good / path).read_bytes()
        (good / path).write_bytes(b"\xff\xfe" + kept)
        assert any(each.startswith(path) and "is not UTF-8" in each for each in complaints_of(good))
        (good / path).write_bytes(kept)


def test_what_is_no_file_is_refused_where_one_should_be(tmp_path: Path) -> None:
    root = icpc(tmp_path, CURRENT, STATEMENT)
    (root / "data/secret/round.in").symlink_to("round.in")
    (root / "data/secret/gone.in").symlink_to("nowhere.in")
    (root / "data/secret/out.in").symlink_to("/etc/hostname")
    found = complaints_of(root)
    assert "data/secret/round.in: the link leads round in a circle. Put the file in its place." in found
    assert "data/secret/gone.in: the link leads to nothing. Put the file in its place, or remove it." in found
    assert (
        "data/secret/out.in: the link leads out of the package. Put a copy of the file in its place." in found
    )
    (root / "problem.yaml").unlink()
    (root / "problem.yaml").mkdir()
    assert (
        "problem.yaml: it cannot be read: Is a directory. Put a file there that can be read."
        in complaints_of(root)
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_what_is_closed_is_refused(tmp_path: Path) -> None:
    root = icpc(tmp_path, CURRENT, STATEMENT)
    (root / "submissions/accepted/a.py").chmod(0)
    assert complaints_of(root) == [
        "submissions/accepted/a.py: it cannot be read: Permission denied. Put a file there that can be read, or remove it."
    ]


def test_what_the_format_asks_for_and_is_missing_is_noted(tmp_path: Path) -> None:
    stated = "acepted/*: { permitted: [AC] }\naccepted: { permitted: [AC] }\nwrong_answer/a.{py,cpp}: { permitted: [WA] }\n"
    root = icpc(
        tmp_path,
        CURRENT + "    languages: [python3, zig, klingon]\n",
        {**STATEMENT, "submissions/submissions.yaml": stated, "submissions/wrong_answer/a.py": "print(1)\n"},
    )
    (root / "submissions/accepted/a.py").unlink()
    for path in (root / "data/secret/group1").iterdir():
        path.unlink()
    notes = load(root).notes
    assert {
        "problem.yaml: `languages` names 'klingon', which is no code of the format's table",
        "data/secret: there is no secret test, which the format asks for: samples alone judge",
        "input_validators: there is no validator of inputs, which the format asks for",
        "submissions/accepted: there is no right solution, which the format asks for",
        "submissions/submissions.yaml:1: `acepted/*` matches no submission",
        "submissions/submissions.yaml:2: `accepted` matches no submission",
    } <= set(notes)
    assert not any("wrong_answer/a" in note or "zig" in note for note in notes)
