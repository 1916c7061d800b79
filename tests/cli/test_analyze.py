"""``assay analyze`` as a command: its document, and what it says of files it cannot analyse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from bench._snippets import snippets
from typer.testing import CliRunner

from assay.analysis.syntax import LANGUAGES
from assay.cli.main import app

_SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs/schema/analyze.schema.json").read_text())


def analyze(file: Path, *more: str) -> dict[str, Any]:
    done = CliRunner().invoke(app, ["analyze", str(file), "--json", *more])
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    jsonschema.validate(found, _SCHEMA)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_of_every_language(language: str, tmp_path: Path) -> None:
    text = next(each.text for each in snippets("tuned") if each.language == language and each.expected)
    file = tmp_path / f"solution{LANGUAGES[language].suffixes[0]}"
    file.write_text(text)
    found = analyze(file)
    assert found["language"] == language
    assert found["parse"]["ok"] is True
    assert found["findings"]
    assert found["score"] == 100 - sum(each["points"] for each in found["findings"])
    assert [each["taken"] for each in found["families"] if each["taken"]]


def test_code_half_typed(tmp_path: Path) -> None:
    file = tmp_path / "half.py"
    file.write_text("def total(prices:\n    return sum(\n")
    found = analyze(file)
    assert found["score"] is None
    assert found["parse"]["ok"] is False
    assert found["parse"]["errors"][0]["line"] == 1
    said = CliRunner().invoke(app, ["analyze", str(file)]).stdout
    assert "does not parse" in said


def test_for_people(tmp_path: Path) -> None:
    file = tmp_path / "read.py"
    file.write_text("def read(text):\n    try:\n        return int(text)\n    except:\n        return 0\n")
    said = CliRunner().invoke(app, ["analyze", str(file)]).stdout
    assert "95 of 100 (Python, 5 lines of code)" in said
    assert "line 4: -5 bare-except:" in said


@pytest.mark.parametrize(
    ("name", "content", "more", "says"),
    [
        ("a.py", b"x = 1\0\x7f", (), "binary file"),
        ("a.py", b"\xff\xfe\x00x", (), "UTF-8"),
        ("a.cob", b"MOVE 1 TO X.", (), "--language"),
        ("a.py", b"x = 1", ("--language", "cobol"), "no analysis of 'cobol'"),
        ("a.py", b"x = 1\n" * 200_000, (), "larger than"),
        ("none.py", None, (), "No such file"),
    ],
)
def test_wrong_use(
    name: str, content: bytes | None, more: tuple[str, ...], says: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    done = CliRunner().invoke(app, ["analyze", str(file), "--json", *more])
    assert done.exit_code == 2
    assert done.stdout == ""
    assert says in done.stderr


def test_standard_input() -> None:
    done = CliRunner().invoke(app, ["analyze", "-", "--language", "go", "--json"], input="package a\n")
    assert json.loads(done.stdout)["language"] == "go"
    assert CliRunner().invoke(app, ["analyze", "-"], input="x").exit_code == 2


def test_with_the_problem_known(tmp_path: Path) -> None:
    file = tmp_path / "solution.py"
    file.write_text(
        "def cart_total(lines):\n    stuff = {}\n    for line in lines:\n        stuff[line] = 1\n    return len(stuff)\n"
    )
    found = analyze(file, "--problem", "cart-total")
    assert found["problem"] == "cart-total"
    assert found["intended"] == [{"topic": "hash maps", "technique": "hash map", "lines": [2]}]
    assert [each["rule"] for each in found["findings"]] == ["empty-name"]
    said = CliRunner().invoke(app, ["analyze", str(file), "--problem", "cart-total"]).stdout
    assert "the problem is about hash maps: seen" in said
    assert analyze(file)["problem"] is None


def test_a_problem_that_is_not_there(tmp_path: Path) -> None:
    file = tmp_path / "solution.py"
    file.write_text("x = 1\n")
    done = CliRunner().invoke(app, ["analyze", str(file), "--problem", "nowhere"])
    assert done.exit_code == 2
    assert "nowhere" in done.output
