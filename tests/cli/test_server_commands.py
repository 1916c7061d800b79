"""``assay serve`` and ``assay member``, as processes of their own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner, Result

from assay.cli.main import app

ASSAY = [sys.executable, "-m", "assay.cli.main"]


def assay(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*ASSAY, *arguments], capture_output=True, text=True, timeout=120)


def add(data: Path, *more: str, email: str = "grace@example.org", stdin: str = "") -> Result:
    arguments = ["--email", email, "--name", "Grace", "--organization", "Acme", "--data", str(data), *more]
    return CliRunner().invoke(app, ["member", "add", *arguments], input=stdin)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(data: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    port = free_port()
    process = subprocess.Popen(
        [*ASSAY, "serve", "--data", str(data), "--port", str(port)], stderr=subprocess.PIPE, text=True
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url, process)
        yield url, process
    finally:
        process.kill()
        process.wait()


def wait_for(url: str, process: subprocess.Popen[str]) -> None:
    for _ in range(600):
        assert process.poll() is None, process.stderr.read() if process.stderr else ""
        try:
            if httpx.get(f"{url}/healthz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the server did not start within a minute")


def sign_in(url: str, password: str) -> int:
    body = {"email": "grace@example.org", "password": password}
    return httpx.post(f"{url}/api/sign-in", json=body, headers={"origin": url}).status_code


@pytest.mark.slow
def test_serve_survives_a_kill_and_keeps_its_folder_to_itself(tmp_path: Path) -> None:
    with serving(tmp_path) as (url, process):
        made = json.loads(add(tmp_path, "--json").stdout)
        assert sign_in(url, made["password"]) == 200
        second = assay("serve", "--data", str(tmp_path), "--port", str(free_port()))
        assert second.returncode == 3
        assert "another server" in second.stderr
        process.send_signal(signal.SIGKILL)
        process.wait()
    with serving(tmp_path) as (url, process):
        assert sign_in(url, made["password"]) == 200
        process.send_signal(signal.SIGINT)
        _, logged = process.communicate(timeout=20)
    lines = [json.loads(line) for line in logged.splitlines() if line.startswith("{")]
    assert len(lines) == len(logged.splitlines())
    assert {"method": "POST", "route": "/api/sign-in", "status": 200}.items() <= next(
        line for line in lines if line.get("route") == "/api/sign-in"
    ).items()
    assert made["password"] not in logged
    assert oct((tmp_path / "secret.key").stat().st_mode & 0o777) == "0o600"


def test_member_is_added_once(tmp_path: Path) -> None:
    made = add(tmp_path)
    assert made.exit_code == 0
    assert "Password: " in made.stdout
    again = add(tmp_path, email="GRACE@example.org")
    assert again.exit_code == 1
    assert "already a member" in again.stderr
    given = add(tmp_path, "--password-stdin", "--json", email="b@example.org", stdin="a long password\n")
    assert json.loads(given.stdout)["password"] is None


def test_members_are_listed_and_given_new_passwords(tmp_path: Path) -> None:
    add(tmp_path)
    run = CliRunner().invoke
    folder = ["--data", str(tmp_path)]
    assert (
        "Acme: grace@example.org (Grace; permissions: admin," in run(app, ["member", "list", *folder]).stdout
    )
    listed = json.loads(run(app, ["member", "list", "--json", *folder]).stdout)
    assert [member["email"] for member in listed["members"]] == ["grace@example.org"]
    changed = run(app, ["member", "password", "--email", "GRACE@example.org", "--json", *folder])
    assert len(json.loads(changed.stdout)["password"]) >= 12
    nobody = run(app, ["member", "password", "--email", "x@example.org", *folder])
    assert nobody.exit_code == 1
    assert "assay member list" in nobody.stderr


@pytest.mark.parametrize(
    ("more", "stdin", "says"),
    [
        (["--permission", "everything"], "", "permissions are"),
        (["--email", "nothing"], "", "address"),
        (["--password-stdin"], "short\n", "at least 10"),
        (["--database", "mysql://x/y"], "", "sqlite:"),
        (["--database", "assay.db"], "", "no URL"),
    ],
)
def test_member_used_wrongly(tmp_path: Path, more: list[str], stdin: str, says: str) -> None:
    answer = add(tmp_path, *more, stdin=stdin)
    assert answer.exit_code == 2
    assert says in " ".join(answer.stderr.replace("│", " ").split())


@pytest.mark.slow
def test_settings_from_the_environment_are_checked(tmp_path: Path) -> None:
    answer = subprocess.run(
        [*ASSAY, "serve", "--data", str(tmp_path)],
        env={**os.environ, "ASSAY_PORT": "http"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert answer.returncode == 2
    assert "ASSAY_PORT" in answer.stderr


@pytest.mark.slow
def test_wrong_master_key_stops_the_server(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text("not a key")
    answer = assay("serve", "--data", str(tmp_path), "--port", str(free_port()))
    assert answer.returncode == 3
    assert "secret.key is not 32 bytes in base64" in answer.stderr
