"""``assay languages`` as a command: what is here, and how the rest comes to be."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner, Result

from assay.cli.main import app
from assay.judge import toolchains
from assay.judge.languages import LANGUAGES, available
from assay.judge.toolchains import Toolchain

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schema"


def assay(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def document(done: Result, schema: str) -> Any:
    found = json.loads(done.stdout)
    jsonschema.validate(found, json.loads((SCHEMAS / f"{schema}.schema.json").read_text()))
    return found


@pytest.fixture
def without_tcl(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that lacks one language, whatever is installed."""
    real = toolchains.find

    def find(spec: Any) -> Toolchain | None:
        return None if spec.id == "tcl" else real(spec)

    monkeypatch.setattr(toolchains, "find", find)
    toolchains.forget()
    yield
    monkeypatch.undo()
    toolchains.forget()


def test_the_list() -> None:
    done = assay("languages", "--json")
    assert done.exit_code == 0
    rows = {row["id"]: row for row in document(done, "languages")["languages"]}
    assert list(rows) == list(LANGUAGES)
    assert list(rows)[:6] == ["python", "javascript", "typescript", "java", "c", "cpp"]
    assert rows["python"]["version"].startswith("CPython 3.")
    assert rows["c"]["modes"] == ["stdio"]
    assert {name for name, row in rows.items() if row["version"]} == set(available())
    assert "Python" in assay("languages").stdout


@pytest.mark.usefixtures("without_tcl")
def test_what_is_missing_is_explained() -> None:
    done = assay("languages")
    assert "assay languages install" in done.stdout
    assert done.stdout.splitlines()[-1].split() == ["tcl", "Tcl", "apt-get", "install", "tcl"]


def test_what_is_here_is_tried() -> None:
    done = assay("languages", "install", "python", "--json")
    assert done.exit_code == 0, done.output
    assert document(done, "languages-install")["languages"][0]["message"] is None


@pytest.mark.usefixtures("without_tcl")
def test_an_ordinary_user_is_told_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    if os.geteuid() == 0:
        monkeypatch.setattr("assay.judge.installing.os.geteuid", lambda: 1000)
    done = assay("languages", "install", "tcl", "python", "--json")
    assert done.exit_code == 1
    tcl, python = document(done, "languages-install")["languages"]
    assert "Run: sudo apt-get install tcl" in tcl["message"]
    assert (tcl["version"], python["message"]) == (None, None)


@pytest.mark.usefixtures("without_tcl")
def test_what_the_package_manager_says_is_passed_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As root, with a package manager that fails as a real one does."""
    manager = tmp_path / "apt-get"
    manager.write_text(
        "#!/bin/sh\n[ $1 = update ] || { echo 'E: Unable to locate package tcl' >&2; exit 100; }\n"
    )
    manager.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr("assay.judge.installing.os.geteuid", lambda: 0)
    done = assay("languages", "install", "tcl")
    assert done.exit_code == 1
    assert "failed with exit status 100: E: Unable to locate package tcl" in done.stdout


@pytest.mark.parametrize("arguments", [["klingon"], [], ["python", "--all"]])
def test_wrong_use(arguments: list[str]) -> None:
    assert assay("languages", "install", *arguments).exit_code == 2


@pytest.mark.skipif("c" not in available(), reason="gcc is not installed")
def test_prepare() -> None:
    done = assay("languages", "prepare", "c", "--json")
    rows = document(done, "languages-prepare")["prepared"]
    assert {row["name"] for row in rows} == {"mold", "static libraries"}
    assert done.exit_code == (1 if any(row["message"] for row in rows) else 0)
    assert assay("languages", "prepare", "klingon").exit_code == 2
