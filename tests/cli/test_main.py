"""The ``assay`` command as a whole."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from assay import __version__
from assay.cli.main import COMMANDS, app

runner = CliRunner()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(name: str) -> None:
    answer = runner.invoke(app, [name, "--help"])
    assert answer.exit_code == 0
    assert name in answer.output
    assert "╭" not in answer.output
    assert "completion" not in answer.output


def test_help_lists_them_and_version_prints_itself() -> None:
    listed = runner.invoke(app, ["--help"]).output
    assert all(f"\n  {name} " in listed for name in COMMANDS)
    assert runner.invoke(app, ["--version"]).output.strip() == __version__


def test_unknown_command_is_wrong_use() -> None:
    assert runner.invoke(app, ["nonsense"]).exit_code == 2
