"""``assay fleet config`` and ``assay worker``, as they are called."""

from __future__ import annotations

import subprocess
from pathlib import Path

from typer.testing import CliRunner

from assay.cli.main import app
from tests.worker.broker import nats_server


def config(out: Path, *more: str) -> str:
    found = CliRunner().invoke(app, ["fleet", "config", "--out", str(out), *more])
    assert found.exit_code == 0, found.output
    return found.stdout


def test_the_broker_takes_the_configuration_and_keys_stay(tmp_path: Path) -> None:
    said = config(tmp_path / "fleet", "--worker", "judge-1")
    assert "judge-1.json" in said and "server.json" in said
    first = (tmp_path / "fleet/judge-1.json").read_text()
    config(tmp_path / "fleet", "--worker", "judge-2", "--store", str(tmp_path / "store"))
    assert (tmp_path / "fleet/judge-1.json").read_text() == first
    text = (tmp_path / "fleet/nats.conf").read_text()
    assert text.count('"nkey"') == 3 and "sync_interval: always" in text
    assert "seed" not in text and first.split('"seed": "')[1][:20] not in text
    checked = subprocess.run(
        [nats_server(), "-t", "-c", str(tmp_path / "fleet/nats.conf")], capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stderr


def test_wrong_use_is_said(tmp_path: Path) -> None:
    run = CliRunner().invoke
    out = ["--out", str(tmp_path)]
    assert run(app, ["fleet", "config", *out, "--worker", "a.b"]).exit_code == 2
    assert run(app, ["fleet", "config", *out, "--worker", "a", "--cert", "x"]).exit_code == 2
    missing = run(app, ["worker", "--nats", "nats://127.0.0.1:1", "--credentials", str(tmp_path / "none")])
    assert missing.exit_code == 2 and "cannot be read" in missing.stderr
    sqlite = run(app, ["serve", "--data", str(tmp_path)], env={"ASSAY_NATS": "nats://127.0.0.1:1"})
    assert sqlite.exit_code == 2 and "PostgreSQL" in sqlite.stderr
