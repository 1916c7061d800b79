from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from assay.bank.library import Library
from assay.bank.schema import VERIFY
from assay.cli.main import app
from tests.bank.small import build, change


def test_a_good_package(tmp_path: Path) -> None:
    build(tmp_path)
    result = CliRunner().invoke(app, ["verify", str(tmp_path), "--json"])
    assert result.exit_code == 0, result.output
    document = json.loads(result.stdout)
    Draft202012Validator(VERIFY).validate(document)
    assert document == {"packages": [{"package": "late-trains", "ok": True, "problems": []}]}


def test_a_broken_package(tmp_path: Path) -> None:
    root = build(tmp_path)
    line = change(root, "interview.yaml", "difficulty: 1", "difficulty: 10")
    result = CliRunner().invoke(app, ["verify", str(root)])
    assert result.exit_code == 1
    assert (
        f"late-trains/interview.yaml:{line}: `difficulty`: Input should be less than or equal"
        in result.stdout
    )
    document = json.loads(CliRunner().invoke(app, ["verify", str(root), "--json"]).stdout)
    Draft202012Validator(VERIFY).validate(document)
    assert document["packages"][0]["problems"][0]["line"] == line


def test_wrong_use(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["verify", str(tmp_path / "nowhere")]).exit_code == 2
    assert CliRunner().invoke(app, ["verify", str(tmp_path)]).exit_code == 2


@pytest.mark.slow
def test_the_whole_bank_passes() -> None:
    """Every published package and the practice problem."""
    from assay.bank import library

    folders = [str(Library.default_folder()), str(Path(library.__file__).with_name("practice"))]
    result = CliRunner().invoke(app, ["verify", *folders])
    assert result.exit_code == 0, result.stdout
