"""Runs rounds of tests on DMOJ's own executors; started by ``judge.py`` with the Python of DMOJ's environment.

Reads one JSON object a line on stdin, {"source", "language", "inputs"}: runs all inputs on an executor made
for that source (compiled before, once), answers {"seconds", "right"} when done.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from subprocess import PIPE
from typing import Any

from dmoj import judgeenv  # type: ignore[import-not-found]
from dmoj.executors import load_executor  # type: ignore[import-not-found]

judgeenv.skip_self_test = True
judgeenv.env["runtime"] = {"python3": sys.argv[1], "g++17": shutil.which("g++"), "g++": shutil.which("g++")}


def _round(made: Any, inputs: list[str]) -> int:
    right = 0
    for text in inputs:
        process = made.launch(
            time=10, memory=262144, symlinks={}, wall_time=30, stdin=PIPE, stdout=PIPE, stderr=PIPE
        )
        stdout, _ = process.communicate(text.encode(), outlimit=1 << 20, errlimit=1 << 16)
        right += stdout.split() == [str(sum(map(int, text.split()))).encode()]
    return right


def main() -> None:
    kept: dict[str, object] = {}
    for line in sys.stdin:
        asked = json.loads(line)
        name = {"python": "PY3", "cpp": "CPP17"}[asked["language"]]
        if name not in kept:
            executor = load_executor(name).Executor
            kept[name] = executor("problem", asked["source"].encode())
        started = time.monotonic()
        right = _round(kept[name], asked["inputs"])
        print(json.dumps({"seconds": time.monotonic() - started, "right": right}), flush=True)


main()
