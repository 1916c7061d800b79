"""Packages of every form of the format, judged whole: each submission does what its package says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from assay.bank.package import load
from assay.cli.main import app
from assay.judge.languages import available
from tests.bank.icpc import (
    custom_validator,
    default_validator,
    extras,
    interactive,
    multi_pass,
    scoring,
    scripts,
    several_validators,
    sources_and_answers,
    testlib,
    timing,
)

FORMS = {
    "default": default_validator.PACKAGES,
    "custom": custom_validator.PACKAGES,
    "testlib": {**testlib.PACKAGES, **testlib.SCORED},
    "interactive": interactive.PACKAGES,
    "multi-pass": multi_pass.PACKAGES,
    "scoring": scoring.PACKAGES,
    "extras": extras.PACKAGES,
    "several validators": several_validators.PACKAGES,
    "sources and answers": sources_and_answers.PACKAGES,
    "timing": timing.PACKAGES,
    "scripts": scripts.PACKAGES,
}
ALL = {name: files for packages in FORMS.values() for name, files in packages.items()}
BAD = {**multi_pass.BAD, **scoring.BAD, **scripts.BAD}


def build(folder: Path, name: str, changes: Mapping[str, str] | None = None) -> Path:
    root = folder / name
    for path, text in {**ALL[name], **(changes or {})}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        if text.startswith("-> "):
            (root / path).symlink_to(text.removeprefix("-> "))
        else:
            (root / path).write_bytes(text.encode())
    return root


def judged(root: Path, *files: str) -> tuple[Result, dict[str, Any]]:
    done = CliRunner().invoke(app, ["judge", str(root), *(files or ("submissions",)), "--json"])
    assert done.stdout, done.output
    return done, json.loads(done.stdout)


def _needed(files: Mapping[str, str]) -> Iterator[str]:
    """Languages without which nothing of the package can be judged."""
    for path in files:
        if path.startswith(("output_validator", "static_validator", "graders")):
            for suffix, language in ((".java", "java"), (".cpp", "cpp"), (".cc", "cpp"), (".c", "c")):
                if path.endswith(suffix):
                    yield language


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL)
def test_every_expectation_holds(tmp_path: Path, name: str) -> None:
    if missing := set(_needed(ALL[name])) - set(available()):
        pytest.skip(f"not installed here: {', '.join(missing)}")
    done, found = judged(build(tmp_path, name))
    rows = {row["submission"]: row for row in found["results"]}
    unlike = {row["submission"]: row["unlike_expected"] for row in rows.values() if row["unlike_expected"]}
    assert not unlike, json.dumps([rows[each] for each in unlike], indent=1)[:4000]
    assert not found["data"]
    assert done.exit_code == 0, done.output
    for submission, score in scoring.SCORES.get(name, {}).items():
        assert rows[submission]["score"] == pytest.approx(score), rows[submission]
    stated = {"/".join(path.split("/")[:3]) for path in ALL[name] if path.startswith("submissions/")}
    stated = {
        each for each in stated if each.count("/") == 2 and not each.rsplit("/", 1)[1].startswith((".", "__"))
    }
    assert set(rows) == stated


@pytest.mark.slow
@pytest.mark.parametrize("bad", BAD)
def test_a_validator_that_does_wrong_is_never_the_submissions_fault(tmp_path: Path, bad: str) -> None:
    name, changes, said = BAD[bad]
    root = build(tmp_path, name, changes)
    right = load(root).submissions[0]
    assert right.right
    done, found = judged(root, right.name)
    row = found["results"][0]
    assert row["verdict"] == "JE"
    assert said in row["message"] + row["compiler"]
    assert done.exit_code == 3


def test_what_is_shown_of_samples(tmp_path: Path) -> None:
    package = load(build(tmp_path, "guess"))
    assert "```sample-talk\n> 5\n< higher\n> 7\n< correct\n```" in package.statement_markdown
    assert "sample-in" not in package.statement_markdown
    legacy = load(build(tmp_path, "guess-again"))
    assert legacy.statement_markdown.count("sample-talk") == 2
    assert "sample-in" not in legacy.statement_markdown


def test_constants_stand_where_the_format_has_them(tmp_path: Path) -> None:
    package = load(build(tmp_path, "two-summands"))
    assert "Print two numbers of at least 0 with sum n. {{unknown}}" in package.statement_markdown
    natural = next(test for test in package.tests if test.path == "secret/natural/01")
    assert natural.read().validator_arguments == ("0",)


def test_shapes_found_in_public_packages(tmp_path: Path) -> None:
    root = build(tmp_path, "shapes")
    (root / "data/secret/03.in").symlink_to("01.in")
    (root / "data/secret/03.ans").symlink_to("01.ans")
    package = load(root)
    assert [test.path for test in package.tests] == ["secret/01", "secret/02 two", "secret/03"]
    assert {each.name.rsplit("/", 1)[1]: each.files.unknown for each in package.submissions} == {
        "old.py": "the language Python 2 is not known here",
        "old.py2": "the judge does not know the language of old.py2",
        "prints.py": None,
        "prints.zzz": "the judge does not know the language of prints.zzz",
        "slow.py": None,
        "two.py": None,
    }
    assert [each.name for each in package.own.input_validators] == ["input_validators/numbers.ctd"]


@pytest.mark.slow
def test_what_the_judge_did_wrong_is_as_expected_of_nobody(tmp_path: Path) -> None:
    root = build(tmp_path, "two-summands", {"output_validator/sum.py": "raise SystemExit(1)\n"})
    done, found = judged(root, "submissions/wrong_answer/zero.py")
    (row,) = found["results"]
    assert row["verdict"] == "JE"
    assert row["as_expected"] is False
    assert done.exit_code == 3


@pytest.mark.slow
def test_scripts_see_nothing_but_their_folder(tmp_path: Path) -> None:
    """Neither when they build nor when they run: no file of the machine, no other program, no network."""
    root = build(tmp_path, "built")
    look = (
        f"[ ! -e '{root}/problem.yaml' ] && [ ! -e '{Path(__file__)}' ] && ! touch /usr/mark 2>/dev/null || exit 9\n"
        "python3 -c 'import socket; socket.create_connection((\"127.0.0.1\", 22), 1)' 2>/dev/null && exit 8\n"
    )
    script = root / "output_validator/build"
    script.write_text(script.read_text().replace("set -e\n", f"{look}set -e\n"))
    small = root / "input_validators/small/run"
    small.write_text(look + small.read_text())
    done, found = judged(root)
    assert done.exit_code == 0, json.dumps(found["data"]) + str([row["compiler"] for row in found["results"]])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changes", "file", "said"),
    [
        ({"input_validators/one.py": "def (\n"}, "input_validators/one.py", "it does not compile: "),
        ({"input_validators/one.ctd": "INT(1, 10\n"}, "input_validators/one.ctd", "unexpected end of file"),
        ({"output_validator/sum.py": "def (\n"}, "output_validator", "it does not compile"),
    ],
)
def test_a_validator_that_does_not_compile_is_named(
    tmp_path: Path, changes: Mapping[str, str], file: str, said: str
) -> None:
    _, found = judged(build(tmp_path, "two-summands", changes))
    complaint = next(each for each in found["data"] if each["file"] == file)
    assert complaint["message"].startswith(said)
    assert complaint["remedy"] == "Correct the validator."


def test_what_to_do_about_a_viva_file(tmp_path: Path) -> None:
    package = load(build(tmp_path, "two-summands", {"input_validators/one.viva": "{ n [1..9]; }\n"}))
    (words,) = package.own.not_run
    assert words.startswith("input_validators/one.viva: a VIVA file, which only viva.jar can read")
    assert "write the same as a grammar of Checktestdata (.ctd) or as a program" in words


@pytest.mark.slow
def test_files_of_a_test_and_of_its_validator_may_not_have_the_same_name(tmp_path: Path) -> None:
    own = {"input_validators/two/v.py": "raise SystemExit(42)\n", "input_validators/two/words.txt": "x\n"}
    _, found = judged(build(tmp_path, "files", own))
    assert {each["file"] for each in found["data"]} == {
        "data/sample/01.files/words.txt",
        "data/secret/01.files/words.txt",
    }
