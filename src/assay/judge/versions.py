"""What compilers and run-times say their version is, asked once: kept on disk while the program is the same."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import tempfile
import threading
from pathlib import Path

_PROBE_S = 30
_lock = threading.Lock()


def ask(program: str, argv: tuple[str, ...], pattern: str) -> str | None:
    """The first group of ``pattern`` in what ``argv`` says; None where it does not answer so. ``program`` is
    the file whose change makes the question anew."""
    key = _key(program, argv, pattern)
    with _lock:
        kept = _read().get(key)
    if kept is not None:
        return kept
    version = _ask(argv, pattern)
    if version is not None:
        with _lock:
            _write({**_read(), key: version})
    return version


def _ask(argv: tuple[str, ...], pattern: str) -> str | None:
    try:
        done = subprocess.run(
            argv,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_PROBE_S,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.search(pattern, done.stdout + done.stderr, re.MULTILINE)
    return match[1] if match is not None and done.returncode == 0 else None


def _key(program: str, argv: tuple[str, ...], pattern: str) -> str:
    found = Path(program).stat()
    return json.dumps([*argv, pattern, found.st_mtime_ns, found.st_size])


def _file() -> Path:
    folder = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(folder, "assay", "versions.json")


def _read() -> dict[str, str]:
    try:
        kept = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, RuntimeError, ValueError):  # none yet, no home, or not ours: then everything is asked
        return {}
    if not isinstance(kept, dict):
        return {}
    return {str(key): value for key, value in kept.items() if isinstance(value, str)}


def _write(versions: dict[str, str]) -> None:
    with contextlib.suppress(OSError, RuntimeError):  # nowhere to keep it: the next start asks again
        file = _file()
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(descriptor, "w", encoding="utf-8") as made:
            json.dump(versions, made)
        Path(name).replace(file)
