"""What a validator leaves in its feedback folder, and its exit codes in words."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from assay.judge.model import KEPT, Verdict
from assay.judge.sandbox.host import Run, Step, exit_words

NEXT_PASS = "nextpass.in"  # noqa: S105 - no password
_ICPC = {42: Verdict.AC, 43: Verdict.WA}
# testlib: OK, wrong answer, presentation error, partial points, unexpected end of file. 3 is its own failure.
_TESTLIB = {0: Verdict.AC, 1: Verdict.WA, 2: Verdict.WA, 7: Verdict.AC, 8: Verdict.WA}
_POINTS = 7
_POINTS_LINE = re.compile(r"^\s*points(?:\s+|:\s*)([0-9.eE+-]+)", re.MULTILINE)
_NUMBER = re.compile(r"\s*\+?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?\s*")


@dataclass(frozen=True)
class Judgement:
    """``fault`` is what the validator did wrong, in words; then ``verdict`` is JE. ``feedback`` are its
    files, which the next pass finds again; ``score`` is a number, ``multiplier`` a part of the best score."""

    verdict: Verdict
    fault: str | None = None
    message: str | None = None
    team_message: str | None = None
    score: float | None = None
    multiplier: float | None = None
    feedback: Mapping[str, bytes] = field(default_factory=dict)


class _Wrong(Exception):
    """The validator did not keep to the rules."""


def judgement(run: Run, step: Step, style: str, *, scores: bool) -> Judgement:
    """``scores``: it may say how much an accepted output is worth."""
    feedback = run.collected
    said = _text(run.stderr)
    message = _text(feedback.get("judgemessage.txt", b"")) or said
    try:
        verdict = _verdict(run, step, style)
        score, multiplier = _testlib_points(run, said) if style == "testlib" else _scores(feedback)
        if not scores:
            if style == "testlib" and score is not None:
                raise _Wrong("it gives points, but the problem is passed or failed")
            score = multiplier = None
        if verdict is not Verdict.AC and (score is not None or multiplier is not None):
            raise _Wrong("it gives a score for an output that it does not accept")
        if verdict is not Verdict.AC and NEXT_PASS in feedback:
            raise _Wrong(f"it asks for another pass ({NEXT_PASS}) without having accepted the last")
    except _Wrong as wrong:
        return Judgement(Verdict.JE, str(wrong), message or None, feedback=feedback)
    team = _text(feedback.get("teammessage.txt", b""))
    return Judgement(verdict, None, message or None, team or None, score, multiplier, feedback)


def _verdict(run: Run, step: Step, style: str) -> Verdict:
    if run.stopped is not None or run.cpu_s > step.cpu_s:
        raise _Wrong(f"it took more than {step.cpu_s:.0f} s")
    if run.out_of_memory:
        raise _Wrong(f"it took more than {step.memory_mib} MiB of memory")
    ended = exit_words(run.status) or "exit status 0"
    if not ended.startswith("exit status"):
        raise _Wrong(f"it was {ended}")
    codes = _TESTLIB if style == "testlib" else _ICPC
    verdict = codes.get(int(ended.rsplit(" ", 1)[1]))
    if verdict is None:
        meant = "0, 1, 2, 7 or 8" if style == "testlib" else "42 (right) or 43 (wrong)"
        last = _text(run.stderr).rsplit("\n", 1)[-1][:200]
        raise _Wrong(f"it ended with {ended}, not with {meant}{f': {last}' if last else ''}")
    return verdict


def _testlib_points(run: Run, said: str) -> tuple[float | None, float | None]:
    if exit_words(run.status) != f"exit status {_POINTS}":
        return None, None
    found = _POINTS_LINE.search(said)
    if found is None:
        raise _Wrong("it ended with exit status 7 (points) without a line `points N`")
    return _number(found[1], "its points are"), None


def _scores(feedback: Mapping[str, bytes]) -> tuple[float | None, float | None]:
    score, multiplier = feedback.get("score.txt"), feedback.get("score_multiplier.txt")
    if score is not None and multiplier is not None:
        raise _Wrong("it gives both score.txt and score_multiplier.txt")
    if score is not None:
        return _number(_text(score), "its score.txt holds"), None
    if multiplier is not None:
        value = _number(_text(multiplier), "its score_multiplier.txt holds")
        if value > 1:
            raise _Wrong(f"its score_multiplier.txt holds {value:g}, which is more than 1")
        return None, value
    return None, None


def _number(text: str, what: str) -> float:
    """Not negative, in decimal, as the format has it."""
    if _NUMBER.fullmatch(text) is None or not math.isfinite(float(text)):
        raise _Wrong(f"{what} {text[:60]!r}, which is not a number from 0 up")
    return float(text)


def _text(content: bytes) -> str:
    return content[:KEPT].decode(errors="replace").strip()
