"""A submission's measurement: what it takes of the session's log, and how it becomes the data of ``measured``."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import structlog

from assay.analysis.measuring import NOTHING_WRONG, Measurement, Problem, Submitted, problem_of
from assay.analysis.own_tests import Case
from assay.bank.package import Package
from assay.jobs.attempt import SAMPLES, Attempt, encodable
from assay.jobs.rejudging import attempt_of, current
from assay.log.events import Event
from assay.worker.measurer import Measuring, MeasuringFailed

log = structlog.get_logger(__name__)

TRIES = 3
"""After so many faults of ours it is written down that there were."""

NOT_COMPILED = "The code does not compile, so there is nothing to measure."
NOTHING_RIGHT = "The program passes none of the samples, so how its cost grows would say nothing."
NOT_IN_BANK = "The problem is not in this server's bank any more, and its inputs of growing size with it."
WRONG_NOT_IN_BANK = (
    "The problem is not in this server's bank any more, and its known wrong solutions with it."
)
FAULT = "Measuring failed on our side, and not because of the code."


@dataclass(frozen=True)
class Wanted:
    """A submission with a result. ``why``: why its growth is not to be measured; None where it is."""

    attempt: Attempt
    why: str | None
    cases: tuple[Case, ...]


def wanted(events: Sequence[Event], of: int) -> Wanted:
    """Of the submission at ``of``, by the result of it that counts."""
    submission = next(event for event in events if event.seq == of)
    attempt = attempt_of(events, submission)
    result = current(events)[of]
    cases = [
        Case(encodable(case["name"]), event.seq, encodable(case["input"]))
        for event in events
        if event.kind == "run" and event.seq < of and event.data["problem"] == attempt.problem
        for case in event.data.get("cases") or ()
    ]
    return Wanted(attempt, _why_not(result), tuple(cases))


def _why_not(result: dict[str, Any]) -> str | None:
    if result["verdict"] == "CE":
        return NOT_COMPILED
    samples = [test for test in result["tests"] if test["group"] == SAMPLES] or result["tests"]
    return None if any(test["verdict"] == "AC" for test in samples) else NOTHING_RIGHT


async def measured(
    measuring: Measuring, package: Package | None, asked: Wanted
) -> tuple[dict[str, Any], str | None]:
    """Data of a ``measured`` event without ``of``, and what failed on our side, where something did."""
    attempt = asked.attempt
    if package is None:
        own_why = WRONG_NOT_IN_BANK if asked.cases else None
        found = Measurement(growth_why=asked.why or NOT_IN_BANK, own_tests_why=own_why)
    else:
        try:
            problem = await asyncio.to_thread(problem_of, package)
            found = await _measured(measuring, problem, asked)
        except (MeasuringFailed, OSError, UnicodeDecodeError) as error:
            found = Measurement(growth_why=asked.why, fault=f"{type(error).__name__}: {error}")
    if found.growth is None and found.growth_why is None:
        found = replace(found, growth_why=asked.why or FAULT)
    if asked.cases and found.own_tests is None and found.own_tests_why is None:
        found = replace(found, own_tests_why=FAULT)
    if found.fault is not None:
        log.error("measuring.fault", problem=attempt.problem, language=attempt.language, said=found.fault)
    data = {
        "problem": attempt.problem,
        "language": attempt.language,
        "growth": found.growth,
        "growth_why": found.growth_why,
        "own_tests": _own_tests(found),
        "own_tests_why": found.own_tests_why,
    }
    return data, found.fault


async def _measured(measuring: Measuring, problem: Problem, asked: Wanted) -> Measurement:
    cases = asked.cases if problem.right is not None and problem.wrong else ()
    own_why = NOTHING_WRONG if asked.cases and not cases else None
    if asked.why is not None and not cases:
        return Measurement(own_tests_why=own_why)
    attempt = asked.attempt
    submitted = Submitted(attempt.language, encodable(attempt.source), asked.why is None, cases)
    found = await measuring.measure(problem, submitted)
    return replace(found, own_tests_why=found.own_tests_why or own_why)


def _own_tests(found: Measurement) -> dict[str, Any] | None:
    if found.own_tests is None:
        return None
    tests = asdict(found.own_tests)
    return {**tests, "wrong": list(tests["wrong"])}
