"""Runs many mutants of one Python solution in one sandbox: a program for the judge, not a module to import.

Reads one JSON object on stdin::

    {"original": source, "mutants": [source], "driver": source of the judge's driver, "signature": what the
     driver is told of the function, or null, "unordered": bool, "case_sensitive": bool, "lives": [input],
     "targets": [input]}

Each mutant runs in a process of its own on the inputs ``lives`` in order; if it answers all of them as the
original does, it runs on ``targets`` too. Prints, for each mutant, the indexes of the targets where it
differs, or null if it did not live so far.

Answers are compared with the original's own, so no expected answer is needed here. Numbers are compared
to 9 digits; spaces do not matter for stdio problems.
"""

import functools
import io
import json
import os
import resource
import signal
import sys
import tempfile
import time
from typing import Any

Job = dict[str, Any]

LEAST_CPU_S = 0.1
"""A mutant may compute for this long, or for ten times what the original took."""
MEMORY_BYTES = 1 << 30
OUTPUT_BYTES = 1 << 22


def answer(source: str, job: Job, text: str) -> str:
    """Runs ``source`` on the input ``text`` in this process; returns its normalized answer."""
    if job["signature"]:
        driver = loaded(job["driver"])
        solution = driver["Code"](source, "solution.py")
        value = normal(json.loads(driver["answered"](solution, job["signature"], text.encode())))
        if job["unordered"] and isinstance(value, list):
            value = sorted(value, key=lambda item: json.dumps(item, sort_keys=True))
        return json.dumps(value, sort_keys=True)
    scope: dict[str, Any] = {"__name__": "__main__"}
    code = compile(source, "solution.py", "exec")
    sys.stdin = io.TextIOWrapper(io.FileIO(0), encoding="utf-8")
    sys.stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    try:
        exec(code, scope)  # noqa: S102 - that is what this program is for, inside the sandbox
    except SystemExit as error:
        if error.code not in (None, 0):
            raise
    sys.stdout.flush()
    printed = sys.stdout.buffer.getvalue().decode()
    words = printed.split() if job["case_sensitive"] else printed.lower().split()
    return json.dumps(words)


@functools.cache
def loaded(driver: str) -> dict[str, Any]:
    scope: dict[str, Any] = {"__name__": "driver"}
    exec(compile(driver, "driver.py", "exec"), scope)  # noqa: S102 - our own
    return scope


def normal(value: Any) -> Any:
    """JSON values; floats to 9 digits, so that a tolerance's worth of noise is no difference."""
    if isinstance(value, float):
        return float(f"{value:.9g}")
    if isinstance(value, list):
        return [normal(item) for item in value]
    if isinstance(value, dict):
        return {key: normal(item) for key, item in value.items()}
    return value


def run(source: str, job: Job, text: str, cpu_s: float) -> str | None:
    """The answer as a string, or None if it crashed, hung or took too much."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as made:
        given.write(text.encode())
        given.seek(0)
        child = os.fork()
        if child == 0:
            status = 1
            try:
                resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
                signal.setitimer(signal.ITIMER_PROF, cpu_s)  # its signal ends the process
                os.dup2(given.fileno(), 0)
                os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
                result = answer(source, job, text)
                signal.setitimer(signal.ITIMER_PROF, 0)
                made.write(result.encode()[:OUTPUT_BYTES])
                made.flush()
                status = 0
            finally:
                os._exit(status)
        _, ended = os.waitpid(child, 0)
        made.seek(0)
        return made.read().decode(errors="replace") if ended == 0 else None


def main() -> None:
    job = json.load(sys.stdin)
    loaded(job["driver"])  # once, before all the processes
    right: dict[str, str | None] = {}
    started = time.process_time() + sum(os.times()[2:4])
    for text in job["lives"] + job["targets"]:
        right[text] = run(job["original"], job, text, 10.0)
        if right[text] is None:
            sys.exit("the original does not run here")
    cpu_s = max(LEAST_CPU_S, 10 * (time.process_time() + sum(os.times()[2:4]) - started))
    found: list[list[int] | None] = []
    for source in job["mutants"]:
        if all(run(source, job, text, cpu_s) == right[text] for text in job["lives"]):
            found.append(
                [k for k, text in enumerate(job["targets"]) if run(source, job, text, cpu_s) != right[text]]
            )
        else:
            found.append(None)
    print(json.dumps(found))


main()
