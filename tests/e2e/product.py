"""The product as a process of its own, on a free port, with a data folder of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import httpx

STATIC = Path(__file__).parents[2] / "src" / "assay" / "web" / "static" / "index.html"
EMAIL = "grace@example.org"
PASSWORD = "a long enough password"
PATIENCE_S = 90
"""How long anything is waited for: two workers on two busy cores may take half a minute for one answer."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Product:
    """``assay serve``. The port stays the same over restarts, as a candidate's browser expects.

    ``slots``: how many programs it judges at once; by default one a core."""

    def __init__(self, data: Path, *, slots: int | None = None) -> None:
        assert STATIC.exists(), "the front end is not built: run `make test`, which builds it first"
        self.data = data
        self._slots = slots
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        self._log = data.with_suffix(".log")

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*assay(), "serve", "--data", str(self.data), "--port", str(self.port)],
                stderr=log,
                stdout=log,
                env={**os.environ, **({"ASSAY_SLOTS": str(self._slots)} if self._slots else {})},
            )
        for _ in range(PATIENCE_S * 10):
            if self._process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.base}/healthz", timeout=10):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
        raise AssertionError(f"the server did not start:\n{self._log.read_text()[-4000:]}")

    def kill(self) -> None:
        """As a machine that loses its power."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(timeout=PATIENCE_S)
            except subprocess.TimeoutExpired:
                self.kill()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def log(self) -> str:
        return self._log.read_text()

    def add_member(self, email: str = EMAIL, organization: str = "Northwind") -> None:
        subprocess.run(
            [
                *assay(),
                "member",
                "add",
                "--data",
                str(self.data),
                "--email",
                email,
                "--name",
                "Grace Ito",
                "--organization",
                organization,
                "--password-stdin",
            ],
            input=f"{PASSWORD}\n".encode(),
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def member(self, email: str = EMAIL) -> httpx.Client:
        """Signed in."""
        client = httpx.Client(base_url=self.base, headers={"Origin": self.base}, timeout=PATIENCE_S)
        client.post("/api/sign-in", json={"email": email, "password": PASSWORD}).raise_for_status()
        return client

    def verify(self, session: str) -> dict[str, object]:
        """``assay session verify``, as JSON."""
        found = subprocess.run(
            [*assay(), "session", "verify", session, "--data", str(self.data), "--json"],
            capture_output=True,
            check=False,
        )
        answer: dict[str, object] = json.loads(found.stdout)
        return answer


def assay() -> list[str]:
    return [sys.executable, "-m", "assay.cli.main"]
