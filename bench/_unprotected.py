"""What the judge is held against: bare processes, bubblewrap for each test, DMOJ's own executors."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
DMOJ = "ASSAY_BENCH_DMOJ"
HOW_DMOJ = (
    "DMOJ: not measured. To have it: `python3 -m venv DIR; DIR/bin/pip install cython setuptools wheel; "
    f"DIR/bin/pip install dmoj==4.1.0` (needs gcc and libseccomp-dev), outside of the project, and {DMOJ}=DIR"
)
_BWRAP = [
    "--unshare-all",
    "--die-with-parent",
    "--new-session",
    "--cap-drop",
    "ALL",
    "--clearenv",
    "--setenv",
    "PATH",
    "/usr/bin",
    "--ro-bind",
    "/usr",
    "/usr",
    "--symlink",
    "usr/bin",
    "/bin",
    "--symlink",
    "usr/lib",
    "/lib",
    "--symlink",
    "usr/lib64",
    "/lib64",
    "--proc",
    "/proc",
    "--dev",
    "/dev",
    "--tmpfs",
    "/tmp",
]


BARE = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": "/tmp"}
"""Nothing of ours: with our PYTHONPATH, for one, every interpreter would start more slowly."""


class Folder:
    """Programs and what was compiled of them, on disk, readable for all."""

    def __init__(self) -> None:
        self._held = tempfile.TemporaryDirectory(prefix="assay-bench-")
        self.path = Path(self._held.name)
        self.path.chmod(0o755)

    def file(self, name: str, text: str) -> str:
        path = self.path / name
        path.write_text(text)
        return str(path)

    def compiled(self, compiler: str, source: str, *options: str) -> str:
        target = str(Path(source).with_suffix(".out"))
        subprocess.run([compiler, *options, source, "-o", target], check=True)
        return target

    def classes(self, source: str) -> None:
        subprocess.run(["javac", "-d", str(self.path), source], check=True)

    def close(self) -> None:
        self._held.cleanup()


def each_alone(argv: Sequence[str], cases: Sequence[tuple[bytes, bytes]]) -> None:
    """A new process for every test."""
    for given, wanted in cases:
        done = subprocess.run(argv, input=given, capture_output=True, check=True, env=BARE)
        if done.stdout.split() != wanted.split():
            raise ValueError(f"{argv[0]} printed {done.stdout[:80]!r}, not {wanted!r}")


def bubblewrap(program: str, argv: Sequence[str]) -> list[str] | None:
    """``argv`` under bubblewrap with the profile of a judge, ``program`` being the file it needs."""
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        return None
    return [bwrap, *_BWRAP, "--ro-bind", program, program, "--chdir", "/tmp", *argv]


class Dmoj:
    """DMOJ's executors, driven in a process of its own environment."""

    def __init__(self, python: str) -> None:
        home = Path(os.environ[DMOJ])
        self._process = subprocess.Popen(
            [str(home / "bin" / "python"), str(HERE / "_dmoj_rounds.py"), python],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=BARE,
            cwd="/",
        )

    def run(self, language: str, source: str, cases: Sequence[tuple[bytes, bytes]]) -> None:
        inputs = [given.decode() for given, _ in cases]
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(
            json.dumps({"language": language, "source": source, "inputs": inputs}) + "\n"
        )
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line or json.loads(line)["right"] != len(inputs):
            raise ValueError(f"DMOJ judged {language} wrongly: {line or 'it ended'}")

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()


def dmoj(python: str) -> Dmoj | None:
    """None where it is not there; then it says how it could be."""
    home = os.environ.get(DMOJ)
    if not home or not os.access(Path(home) / "bin" / "python", os.X_OK):
        print(HOW_DMOJ, file=sys.stderr)
        return None
    return Dmoj(python)
