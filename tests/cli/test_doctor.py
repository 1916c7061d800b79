"""``assay doctor`` as a command: what it says of the machine, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import Result
from typer.testing import CliRunner

from assay.cli.main import app
from assay.judge.sandbox.isolation import BACKENDS

_SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "schema" / "doctor.schema.json"


def _doctor(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["doctor", "--no-attacks", *arguments])


def _document(done: Result) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(done.stdout)
    jsonschema.validate(document, json.loads(_SCHEMA.read_text()))
    return document


def test_the_tier_and_every_way_to_isolate() -> None:
    done = _doctor("--json")
    assert done.exit_code == 0
    found = _document(done)
    chosen = next(way for way in found["backends"] if way["works"])
    assert found["isolation"]["backend"] == chosen["backend"]
    assert found["isolation"]["tier"].startswith(f"{chosen['backend']} (")
    assert all((way["trouble"] is None) == way["works"] for way in found["backends"])


def test_a_backend_that_does_not_work_here_is_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    done = _doctor("--json", "--backend", "bubblewrap")
    assert done.exit_code == 1
    found = _document(done)
    assert found["isolation"] is None
    assert "apt-get install bubblewrap" in found["message"]
    assert found["raise"]


def test_each_way_is_named_once() -> None:
    ways = [(way["backend"], way["users"]) for way in _document(_doctor("--json"))["backends"]]
    assert len(ways) == len(set(ways))


@pytest.mark.parametrize("backend", ["bubblewrap", "gvisor"])
def test_what_was_asked_for_is_held_against_what_there_is(backend: str) -> None:
    """gVisor is the strongest: nothing would raise it but control groups."""
    done = _doctor("--json", "--backend", backend)
    if done.exit_code != 0:
        pytest.skip(f"{backend} does not work here")
    found = _document(done)
    best = next(way for way in found["backends"] if way["works"])
    if best["backend"] == backend:
        pytest.skip(f"nothing better than {backend} works here")
    gains = [each["gain"] for each in found["raise"]]
    better = [gain for gain in gains if gain.startswith("This machine can do better: namespaces")]
    assert len(better) == (1 if backend == "bubblewrap" else 0)
    assert not any("number" in gain for gain in gains if backend == "gvisor")


def test_an_unknown_backend_is_wrong_use() -> None:
    done = _doctor("--backend", "magic")
    assert done.exit_code == 2
    assert all(name in done.output for name in BACKENDS)
