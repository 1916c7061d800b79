"""``assay measure simulate`` as a command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner

from assay.cli.main import app

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "docs" / "schema" / "measure-simulate.schema.json").read_text())
QUICK = ("-k", "3", "--candidates", "1000")


def simulate(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["measure", "simulate", *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_our_own_bank_gains_nothing_by_its_authors_word_and_is_told_so() -> None:
    found: dict[str, Any] = json.loads(simulate(*QUICK, "--json"))
    jsonschema.validate(found, SCHEMA)
    assert found["size"] == len(list((ROOT / "problems").iterdir()))
    first = found["cases"][0]
    assert (first["difficulties"], first["problems"], first["gains"]) == ("guessed", 3, False)
    assert first["verdict"].startswith("Adaptivity gains nothing here")
    assert [each["strategy"] for each in first["outcomes"]] == ["random", "fixed", "adaptive"]


def test_made_up_items_for_people_and_the_same_each_time() -> None:
    said = simulate("--items", "20", "--seed", "4", *QUICK)
    assert said == simulate("--items", "20", "--seed", "4", *QUICK)
    assert "Difficulties known (calibrated): 3 problems each, bound 0." in said
    assert said != simulate("--items", "20", "--seed", "5", *QUICK)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--items", "20", "--bank", "problems"), "not both"),
        (("--bank", "nowhere"), "no folder nowhere"),
        (("--items", "5", "-k", "6"), "too few"),
        (("--bank", str(ROOT / "problems" / "cart-total")), "too few"),
    ],
)
def test_wrong_use(arguments: tuple[str, ...], words: str) -> None:
    done = CliRunner().invoke(app, ["measure", "simulate", *arguments])
    assert done.exit_code == 2
    assert words in done.output
