"""What a package expects of a submission, test by test and as a whole, and whether it holds."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assay.judge.model import Result, TestResult, Verdict

AC, WA, TLE, RTE = Verdict.AC, Verdict.WA, Verdict.TLE, Verdict.RTE
FOUR = (AC, WA, TLE, RTE)
_AS = {Verdict.MLE: RTE, Verdict.OLE: RTE}
"""The format has four verdicts: too much memory or output is one way to crash."""
_BRACES = re.compile(r"\{([^{}]*)\}")
KEYS = ("permitted", "required", "score", "message", "use_for_time_limit")


@dataclass(frozen=True)
class Rule:
    """``tests`` is a pattern over names such as ``secret/group1/01``, None for all of them.

    Every test has a ``permitted`` verdict, one at least a ``required`` one; the score of the group (or of
    the whole) is in the range ``score``; ``message`` stands in what the validator said of some test.
    """

    tests: str | None = None
    permitted: tuple[Verdict, ...] = FOUR
    required: tuple[Verdict, ...] = FOUR
    score: tuple[float, float] | None = None
    message: str = ""
    for_time_limit: bool | str = True

    @property
    def lower(self) -> bool:
        """What it is for ends in time: the limit has to leave room for that."""
        return self.for_time_limit not in (False, "upper") and TLE not in self.permitted

    @property
    def upper(self) -> bool:
        """Some of what it is for is too slow: the limit may not reach that."""
        return self.for_time_limit not in (False, "lower") and self.required == (TLE,)


def expected_of(rules: Sequence[Rule]) -> tuple[Verdict, ...]:
    """The verdicts that the whole submission may have, as far as rules for all of its tests tell."""
    whole = [rule for rule in rules if rule.tests is None]
    if not whole:
        return ()
    required = next((rule.required for rule in reversed(whole) if rule.required != FOUR), None)
    if required is not None:
        return tuple(each for each in required if each is not AC)
    return tuple(each for each in FOUR if all(each in rule.permitted for rule in whole))


_DEFAULTS: dict[str, Rule] = {
    "accepted": Rule(permitted=(AC,)),
    "rejected": Rule(required=(RTE, TLE, WA)),
    "wrong_answer": Rule(permitted=(AC, WA), required=(WA,)),
    "time_limit_exceeded": Rule(permitted=(AC, TLE), required=(TLE,)),
    "run_time_error": Rule(permitted=(AC, RTE), required=(RTE,)),
    "brute_force": Rule(permitted=(AC, RTE, TLE), required=(RTE, TLE), for_time_limit=False),
}


def default_settings(folder: str) -> dict[str, Any] | None:
    """What the format says of a folder under ``submissions/``, as it would stand in submissions.yaml."""
    rule = _DEFAULTS.get(folder)
    if rule is None:
        return None
    return {
        "permitted": [str(each) for each in rule.permitted],
        "required": [str(each) for each in rule.required],
        "use_for_time_limit": rule.for_time_limit,
    }


def rules_of(settings: Mapping[str, Any]) -> Iterator[Rule]:
    """Of one entry of submissions.yaml, already checked: the whole's, then those for some tests."""
    if any(key in settings for key in KEYS):
        yield _rule(None, settings)
    for key, inner in settings.items():
        if isinstance(inner, dict) and key not in ("authors",):
            yield _rule(key, inner)


def _rule(tests: str | None, settings: Mapping[str, Any]) -> Rule:
    score = settings.get("score")
    bounds = None
    if score is not None:
        low, high = score if isinstance(score, list) else (score, score)
        bounds = (float(low), float(high))
    permitted = tuple(Verdict(each) for each in settings.get("permitted") or FOUR)
    required = tuple(Verdict(each) for each in settings.get("required") or FOUR)
    used = settings.get("use_for_time_limit", True)
    # To be used for the limit says as much of the verdicts.
    if used == "lower":
        permitted = tuple(each for each in permitted if each is not TLE)
    elif used == "upper":
        required = (TLE,)
    return Rule(tests, permitted, required, bounds, str(settings.get("message") or ""), used)


def matches(pattern: str, path: str) -> bool:
    """``path`` or a folder above it is named by the pattern; ``*`` stops at slashes, braces are choices."""
    parts = path.split("/")
    above = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
    return any(_expression(each).fullmatch(name) for each in _expanded(pattern) for name in above)


def _expanded(pattern: str) -> Iterator[str]:
    pieces = _BRACES.split(pattern)
    choices = [
        [choice.strip() for choice in piece.split(",")] if index % 2 else [piece]
        for index, piece in enumerate(pieces)
    ]
    for chosen in itertools.product(*choices):
        yield "".join(chosen)


def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile("[^/]*".join(re.escape(part) for part in pattern.strip("/").split("*")))


def counts_as(verdict: Verdict, allowed: Sequence[Verdict]) -> bool:
    return verdict in allowed or _AS.get(verdict) in allowed


def disagreements(
    result: Result, rules: Sequence[Rule], paths: Sequence[str], scores: Mapping[str, float] | None
) -> Iterator[str]:
    """What differs from the rules, in words. ``paths`` are the format's names of the tests in ``result``;
    ``scores`` those of groups by path ("" the whole), None for a problem without."""
    named = list(zip(paths, result.tests, strict=True))
    for rule in rules:
        if not result.tests and result.verdict not in (*rule.permitted, Verdict.AC):
            yield f"expected {_or(expected_of(rules))}, but it gets {result.verdict}"
            continue
        chosen = [(path, test) for path, test in named if rule.tests is None or matches(rule.tests, path)]
        yield from _broken(rule, chosen, result, scores)


def _broken(
    rule: Rule,
    chosen: Sequence[tuple[str, TestResult]],
    result: Result,
    scores: Mapping[str, float] | None,
) -> Iterator[str]:
    where = f" in {rule.tests}" if rule.tests else ""
    for path, test in chosen:
        if not counts_as(test.verdict, rule.permitted):
            yield f"{path} gets {test.verdict}, but only {_or(rule.permitted)} may occur{where}"
            break
    if rule.required != FOUR and not any(counts_as(test.verdict, rule.required) for _, test in chosen):
        yield f"no test{where} gets {_or(rule.required)}"
    if rule.message and not any(rule.message in (test.message or "") for _, test in chosen):
        yield f"the validator says {rule.message!r} of no test{where}"
    if rule.score is not None and scores is not None:
        found = {
            path: score
            for path, score in scores.items()
            if (path == "" if rule.tests is None else path != "" and matches(rule.tests, path))
        }
        for path, score in found.items():
            if not rule.score[0] - 1e-9 <= score <= rule.score[1] + 1e-9:
                wanted = " to ".join(f"{each:g}" for each in dict.fromkeys(rule.score))
                yield f"the score{f' of {path}' if path else ''} is {score:g}, expected {wanted}"


def _or(verdicts: Sequence[Verdict]) -> str:
    return " or ".join(verdicts) or "nothing"
