"""Comparing in a process of its own, which gives way to others: a server goes on answering meanwhile.

``python -m assay.analysis.similarity.apart`` reads a ``Task`` as JSON from stdin and writes an ``Outcome`` to stdout.
"""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from assay.analysis.similarity.compare import Comparison, Given, compare
from assay.analysis.syntax import CannotRead, parse
from assay.bank.package import load

_NICE = 10
MOST_S = 600.0


class ComparingFailed(Exception):
    """Ours: the process ended without a word, or took too long."""


@dataclass(frozen=True)
class Answer:
    """``known``: only held against, as in ``compare.Given``."""

    name: str
    language: str
    code: str
    known: bool = False


@dataclass(frozen=True)
class Task:
    """``package``: the problem's folder, where it is still in the bank. ``most``: pairs wanted of each family."""

    package: Path | None
    answers: tuple[Answer, ...]
    most: int


@dataclass(frozen=True)
class Outcome:
    """``unread``: names of the answers that no grammar could read, and which are compared with nothing."""

    comparisons: tuple[Comparison, ...]
    unread: tuple[str, ...]


_TASK = TypeAdapter(Task)
_OUTCOME = TypeAdapter(Outcome)


async def compared(task: Task, most_s: float = MOST_S) -> Outcome:
    """Raises ComparingFailed."""
    process = await asyncio.create_subprocess_exec(
        # -P: nothing is imported from where the server happens to run.
        *(sys.executable, "-P", "-m", "assay.analysis.similarity.apart"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(most_s):
            answer, _ = await process.communicate(_TASK.dump_json(task))
    except TimeoutError:
        raise ComparingFailed(f"comparing took more than {most_s:.0f} s") from None
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if process.returncode != 0:
        raise ComparingFailed(f"comparing ended with status {process.returncode}; the log above says more")
    return _OUTCOME.validate_json(answer)


def _outcome(task: Task) -> Outcome:
    given, unread = [], []
    for each in task.answers:
        try:
            given.append(Given(each.name, parse(each.code, each.language), each.known))
        except CannotRead:
            unread.append(each.name)
    package = load(task.package) if task.package is not None else None
    return Outcome(tuple(compare(given, package, most=task.most, known_too=False)), tuple(unread))


def main() -> None:
    os.nice(_NICE)
    sys.stdout.buffer.write(_OUTCOME.dump_json(_outcome(_TASK.validate_json(sys.stdin.buffer.read()))))


if __name__ == "__main__":
    main()
