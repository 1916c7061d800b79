"""``assay judge``, ``assay languages`` and ``assay doctor`` as commands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner, Result

from assay.cli.main import app

_PROBLEM = """\
problem_format_version: "2025-09"
name: { en: Double it }
uuid: 5d0c1c0e-7d5e-4c57-9d5e-5f6b2b1b7a11
license: cc by-sa
rights_owner: The Assay authors
limits: { time_limit: 1, memory: 128, output: 1 }
"""
_FILES = {
    "problem.yaml": _PROBLEM,
    "statement/problem.en.md": "Double a number.\n",
    "data/sample/1.in": "1\n",
    "data/sample/1.ans": "2\n",
    "data/secret/1.in": "21\n",
    "data/secret/1.ans": "42\n",
    "submissions/accepted/right.py": "print(int(input()) * 2)\n",
    "submissions/accepted/right.c": '#include <stdio.h>\nint main(void) { int n; scanf("%d", &n); printf("%d", 2 * n); }\n',
    "submissions/wrong_answer/adds_one.py": "print(int(input()) + 1)\n",
    "submissions/run_time_error/crashes.py": "input()\n1 / 0\n",
}


_SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schema"


def _json(done: Result, schema: str) -> Any:
    """What was printed, held against the published schema."""
    found = json.loads(done.stdout)
    jsonschema.validate(found, json.loads((_SCHEMAS / f"{schema}.schema.json").read_text()))
    return found


def _assay(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def package(tmp_path: Path) -> Path:
    root = tmp_path / "double-it"
    for name, text in _FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def test_a_folder_is_held_against_its_expectations(package: Path) -> None:
    done = _assay("judge", package, package / "submissions", "--json")
    assert done.exit_code == 0, done.output
    found = _json(done, "judge")
    assert found["package"] == "double-it"
    rows = {row["submission"]: row for row in found["results"]}
    assert {name: row["verdict"] for name, row in rows.items()} == {
        "submissions/accepted/right.py": "AC",
        "submissions/accepted/right.c": "AC",
        "submissions/wrong_answer/adds_one.py": "WA",
        "submissions/run_time_error/crashes.py": "RTE",
    }
    assert all(row["as_expected"] for row in rows.values())
    wrong = rows["submissions/wrong_answer/adds_one.py"]
    assert (wrong["language"], wrong["expected"]) == ("python", ["WA"])
    assert [test["verdict"] for test in wrong["tests"]] == ["AC", "WA"]
    assert set(wrong["tests"][1]) >= {"name", "group", "verdict", "cpu_s", "wall_s", "peak_mib"}
    assert wrong["tests"][1]["difference"] == "line 1: expected 42, got 22"


def test_an_unexpected_verdict_exits_1(package: Path) -> None:
    (package / "submissions/accepted/right.py").write_text("print(3)\n")
    done = _assay("judge", package, "submissions/accepted/right.py")
    assert done.exit_code == 1
    assert "WA expected AC" in done.stdout
    assert "line 1: expected 2, got 3" in done.stdout


def test_a_file_from_elsewhere(package: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("print(int(input()) * 2)\n")
    assert _assay("judge", package, mine).exit_code == 2
    done = _assay("judge", package, mine, "--language", "python", "--json")
    assert done.exit_code == 0
    row = _json(done, "judge")["results"][0]
    assert (row["expected"], row["as_expected"]) == ([], None)
    mine.write_text("print(1)\n")
    assert _assay("judge", package, mine, "--language", "python").exit_code == 1
    mine.write_text("print(\n")
    done = _assay("judge", package, mine, "--language", "python")
    assert done.exit_code == 1
    assert "SyntaxError" in done.stdout


def test_wrong_use(package: Path, tmp_path: Path) -> None:
    assert _assay("judge", package).exit_code == 2
    assert _assay("judge", package, tmp_path / "nothing.py").exit_code == 2
    assert _assay("judge", package, "submissions", "--language", "klingon").exit_code == 2
    assert _assay("judge", tmp_path, "x.py").exit_code == 2
    (tmp_path / "empty").mkdir()
    assert _assay("judge", package, tmp_path / "empty").exit_code == 2


def test_doctor_without_attacks() -> None:
    done = _assay("doctor", "--json", "--no-attacks")
    assert done.exit_code == 0
    found = _json(done, "doctor")
    assert found["ok"]
    assert found["isolation"]["system_calls"] == "seccomp"
    assert found["attacks"] == []
    assert "Isolation" in _assay("doctor", "--no-attacks").stdout


@pytest.mark.slow
def test_doctor_attacks() -> None:
    done = _assay("doctor", "--json")
    assert done.exit_code == 0, done.stdout
    found = _json(done, "doctor")
    assert len(found["attacks"]) > 60
    assert all(attack["contained"] for attack in found["attacks"])
