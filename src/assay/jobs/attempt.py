"""A run or submission: what the judge is given, and how its answer becomes the data of ``judged``."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import structlog

from assay.bank.package import Package
from assay.bank.values import arguments_misfit
from assay.judge.model import Judge, Result, Task, Test, TestResult, Verdict
from assay.log.events import OwnCase

log = structlog.get_logger(__name__)

SHOWN_BYTES = 4096
"""Of an output, an error stream, or an input that is repeated in the log."""
_CUT = "\n[...]\n"
OWN = "own"
SAMPLES = "samples"
TRIES = 2
"""A fault of the judge is tried once again before the candidate is told."""
TALKS = (
    "Here another program talks with yours, so an input of your own has nobody to speak for it. "
    "Run the samples instead."
)
FAULT = "The judge failed here, and not your code. The time this took is given back to you."


@dataclass(frozen=True)
class Attempt:
    """``source`` may hold lone surrogates. ``cases`` are one's own; None for the samples."""

    purpose: Literal["run", "submit"]
    problem: str
    language: str
    source: str
    cases: tuple[OwnCase, ...] | None = None


@dataclass(frozen=True)
class Answer:
    """``data`` of a ``judged`` event without ``of``. ``fault_ms`` is the time that a fault of the judge
    took; 0 where there was none. ``wait_ms`` is how long it waited for a free judge, ``judging_ms`` how long
    it was judged."""

    data: dict[str, Any]
    fault_ms: int
    wait_ms: int = 0
    judging_ms: int = 0


async def answer(judge: Judge, package: Package | None, attempt: Attempt) -> Answer:
    """Judges, and after a fault of the judge's own once more. Never raises for what a program did."""
    started = time.monotonic()
    result = Result(Verdict.JE)
    tests: list[dict[str, Any]] = []
    for tried in range(1, TRIES + 1):
        try:
            result, tests = await _judge(judge, package, attempt)
        except Exception:
            log.exception("judge.failed", problem=attempt.problem, tried=tried)
            result, tests = Result(Verdict.JE), []
        if result.verdict is not Verdict.JE:
            break
        log.error("judge.fault", problem=attempt.problem, tried=tried, said=result.message)
    fault = result.verdict is Verdict.JE
    data = {
        "purpose": attempt.purpose,
        "problem": attempt.problem,
        "language": attempt.language,
        "verdict": result.verdict.value,
        # What the judge says of a fault is for whoever runs the server: it is in the log.
        "message": FAULT if fault else result.message,
        "compiler": result.compiler or None,
        "tests": tests,
        "environment": {**result.environment, **({"package": package.digest} if package else {})},
    }
    return Answer(data, round((time.monotonic() - started) * 1000) if fault else 0)


async def _judge(
    judge: Judge, package: Package | None, attempt: Attempt
) -> tuple[Result, list[dict[str, Any]]]:
    """The result, and its tests as ``Outcome`` data."""
    if package is None:
        raise LookupError(f"the problem {attempt.problem} is not in this server's bank any more")
    # Off the event loop: a stress test may be some megabytes on disk.
    tests, malformed = await asyncio.to_thread(_tests, package, attempt)
    if malformed and not tests:
        # Nothing to run: say so, without the judge.
        return Result(Verdict.RTE), malformed
    program = package.program(attempt.language, encodable(attempt.source))
    quick = attempt.purpose == "run"
    result = await judge.judge(Task(program, tests, package.limits, package.comparison, quick=quick))
    # By their order: names are unique within a group only.
    outcomes = [_outcome(test, found) for test, found in zip(tests, result.tests, strict=False)]
    if malformed and result.verdict is Verdict.AC:
        result = Result(Verdict.RTE, result.tests, result.compiler, result.message, result.environment)
    return result, [*malformed, *outcomes]


def _tests(package: Package, attempt: Attempt) -> tuple[list[Test], list[dict[str, Any]]]:
    """What is to be run, and outcomes of own cases that cannot be."""
    if attempt.purpose == "submit":
        return [file.read() for file in package.tests], []
    if attempt.cases is None:
        return [file.read() for file in package.tests if file.group == SAMPLES], []
    tests, malformed = [], []
    for name, case in _named(attempt.cases):
        if package.interactive:
            malformed.append(_not_run(name, case.input, TALKS, "this problem's program is talked with"))
            continue
        wrong = arguments_misfit(case.input, package.signature) if package.signature else None
        if wrong is None:
            tests.append(Test(name, OWN, encodable(case.input).encode()))
        else:
            line, words = wrong
            why = "the input does not fit the function"
            malformed.append(_not_run(name, case.input, f"Line {line}: {words}.", why))
    return tests, malformed


def _named(cases: Sequence[OwnCase]) -> list[tuple[str, OwnCase]]:
    """Names are the candidate's own, made different from each other where they are not."""
    seen: set[str] = set()
    found = []
    for number, case in enumerate(cases, 1):
        name = case.name.encode("utf-8", "replace").decode().strip() or f"own case {number}"
        while name in seen:
            name += "'"
        seen.add(name)
        found.append((name, case))
    return found


def _not_run(name: str, input: str, words: str, why: str) -> dict[str, Any]:
    return {
        "name": name,
        "group": OWN,
        "verdict": Verdict.RTE.value,
        "cpu_s": 0.0,
        "wall_s": 0.0,
        "peak_mib": 0.0,
        "exit": f"not run: {why}",
        "input": input[:SHOWN_BYTES],
        "difference": words,
    }


def _outcome(test: Test, found: TestResult) -> dict[str, Any]:
    """``Outcome`` data. Of a hidden test only what the program wrote is kept, and only where it failed."""
    outcome: dict[str, Any] = {
        "name": found.name,
        "group": found.group,
        "verdict": found.verdict.value,
        "cpu_s": round(found.cpu_s, 4),
        "wall_s": round(found.wall_s, 4),
        "peak_mib": round(found.peak_mib, 2),
        "exit": found.exit,
        "difference": found.difference,
    }
    shown = found.group in (OWN, SAMPLES)
    if shown or found.verdict is not Verdict.AC:
        outcome["got"] = _shown(found.stdout)
        outcome["stderr"] = _both_ends(found.stderr)
    if shown and found.transcript is not None:
        outcome["got"] = _shown(found.transcript.encode())
    elif shown:
        outcome["input"] = _shown(test.input)
        outcome["expected"] = None if test.answer is None else _shown(test.answer)
    return outcome


def _shown(content: bytes) -> str:
    return content[:SHOWN_BYTES].decode("utf-8", "replace")


def _both_ends(content: bytes) -> str:
    """An error stream says at its end what went wrong, and at its beginning what the program wrote first."""
    if len(content) <= SHOWN_BYTES:
        return _shown(content)
    head, tail = content[: SHOWN_BYTES // 4], content[-SHOWN_BYTES * 3 // 4 + len(_CUT) :]
    return head.decode("utf-8", "replace") + _CUT + tail.decode("utf-8", "replace")


def encodable(text: str) -> str:
    """Joins surrogate pairs; a lone surrogate, which no program file can hold, becomes U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
