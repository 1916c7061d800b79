"""``assay similarity`` as a command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from bench._disguises import renamed
from typer.testing import CliRunner

from assay.cli.main import app

ROOT = Path(__file__).resolve().parents[2]
CART = ROOT / "bench" / "similarity_solutions" / "cart-total"
SCHEMA = json.loads((ROOT / "docs" / "schema" / "similarity.schema.json").read_text())


def similarity(*arguments: str) -> dict[str, Any]:
    done = CliRunner().invoke(app, ["similarity", *arguments, "--json"])
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    jsonschema.validate(found, SCHEMA)
    return found


def test_a_folder_of_answers_with_a_copy(tmp_path: Path) -> None:
    copy = tmp_path / "copy.py"
    copy.write_text(renamed((CART / "g.py").read_text()))
    found = similarity(str(CART), str(copy), "--problem", "cart-total")
    assert found["problem"] == "cart-total"
    python = [each for each in found["pairs"] if each["family"] == "python"]
    assert Path(python[0]["one"]).name == "g.py"
    assert (python[0]["other"], python[0]["verdict"]) == (str(copy), "compared")
    assert python[0]["share"] == pytest.approx(1 / 45, abs=1e-6)
    assert {each["file"] for each in found["files"] if each["known"]} == {
        "submissions/accepted/solution.py",
        "submissions/accepted/solution.js",
    }


def test_for_people_and_side_by_side(tmp_path: Path) -> None:
    copy, html = tmp_path / "copy.py", tmp_path / "pairs.html"
    copy.write_text(renamed((CART / "g.py").read_text()))
    done = CliRunner().invoke(
        app, ["similarity", str(CART / "g.py"), str(copy), "--independent", str(CART), "--html", str(html)]
    )
    assert done.exit_code == 0, done.output
    assert "1.00" in done.stdout
    assert "0 of 35 other pairs are as alike: at most 1 in 36" in done.stdout
    assert "lines 5-" in done.stdout
    assert "Files side by side" in html.read_text()


def test_a_file_without_another_of_its_family() -> None:
    done = CliRunner().invoke(app, ["similarity", str(CART / "a.py"), str(CART / "a.js")])
    assert done.exit_code == 0, done.output
    assert "python: one file, and no other of its family" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([str(CART / "a.py")], "one file alone"),
        (["nowhere.py", str(CART / "a.py")], "nowhere.py"),
        ([str(CART / "a.py"), "--problem", "no-such-problem"], "no-such-problem"),
        ([str(CART / "a.py"), str(ROOT / "README.md")], "no language ends like this"),
    ],
)
def test_wrong_use_says_what_is_wrong(arguments: list[str], says: str) -> None:
    done = CliRunner().invoke(app, ["similarity", *arguments])
    assert done.exit_code == 2
    assert says in done.output
