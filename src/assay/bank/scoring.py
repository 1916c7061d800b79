"""From the results of tests to those of groups and of the whole: legacy's graders, 2025-09's scores."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from assay.bank.group_yaml import Settings
from assay.bank.testdata import GroupFolder
from assay.judge.model import TestResult, Verdict

# From bad to less bad, as legacy's default grader has it.
_WORST = (Verdict.JE, Verdict.RTE, Verdict.MLE, Verdict.TLE, Verdict.OLE, Verdict.WA, Verdict.AC)


class ScoringFault(Exception):
    """The package's settings or its validator's scores do not go together: the package's fault."""


@dataclass
class Graded:
    """``scores`` by the format's name of the group, "" for the whole."""

    verdict: Verdict
    scores: dict[str, float] = field(default_factory=dict)


Line = tuple[Verdict, float]
Grader = Callable[[Settings, Sequence[Line]], Awaitable[Line]]


async def grade_legacy(
    tree: GroupFolder,
    results: Mapping[str, TestResult],
    grader: Grader,
    *,
    scoring: bool,
    score_needed: bool,
) -> Graded:
    """``results`` by the tests' names; those that were not run are not there. ``score_needed``: the
    validator has to say what each accepted output is worth. Raises ScoringFault."""
    graded = Graded(Verdict.AC)

    async def of(group: GroupFolder) -> Line | None:
        lines: list[Line] = []
        for item in group.items:
            if isinstance(item, GroupFolder):
                line = await of(item)
            else:
                line = _legacy_line(results.get(item.path), group.settings, score_needed=score_needed)
            if line is None:
                continue
            lines.append(line)
            if line[0] is not Verdict.AC and group.settings.stops_at_reject:
                break
        if not lines:
            return None
        found = await grader(group.settings, lines)
        if scoring:
            low, high = group.settings.range
            if found[0] is Verdict.AC and not low - 1e-9 <= found[1] <= high + 1e-9:
                raise ScoringFault(
                    f"the score of {group.path or 'the whole'} is {found[1]:g}, "
                    f"out of its range {low:g} to {high:g}"
                )
            graded.scores[group.path] = found[1]
        return found

    whole = await of(tree)
    graded.verdict = whole[0] if whole else Verdict.AC
    if scoring:
        graded.scores.setdefault("", 0.0)
    return graded


def _legacy_line(result: TestResult | None, settings: Settings, *, score_needed: bool) -> Line | None:
    if result is None:
        return None
    if result.verdict is not Verdict.AC:
        return result.verdict, settings.reject_score
    if result.score is None and score_needed:
        raise ScoringFault(f"the validator accepts {result.name} without writing score.txt")
    return Verdict.AC, settings.accept_score if result.score is None else result.score


def default_grader(settings: Settings, lines: Sequence[Line]) -> Line:
    """Legacy's own, with its flags; of several that exclude each other the last counts."""
    flags = settings.grader_flags
    if "ignore_sample" in flags and len(lines) <= 2:
        lines = lines[-1:]
    verdicts = [verdict for verdict, _ in lines]
    scores = [score for _, score in lines]
    mode = next((each for each in reversed(flags) if each in _VERDICTS), "worst_error")
    by = next((each for each in reversed(flags) if each in _SCORES), "sum")
    if "accept_if_any_accepted" in flags and Verdict.AC in verdicts:
        return Verdict.AC, _SCORES[by](scores)
    return _VERDICTS[mode](verdicts), _SCORES[by](scores)


def _worst(verdicts: Sequence[Verdict]) -> Verdict:
    return min(verdicts, key=_WORST.index)


_VERDICTS: dict[str, Callable[[Sequence[Verdict]], Verdict]] = {
    "worst_error": _worst,
    "no_errors": _worst,
    "first_error": lambda verdicts: next((v for v in verdicts if v is not Verdict.AC), Verdict.AC),
    "always_accept": lambda verdicts: Verdict.AC,
}
_SCORES: dict[str, Callable[[Sequence[float]], float]] = {
    "sum": math.fsum,
    "avg": lambda scores: math.fsum(scores) / len(scores),
    "min": min,
    "max": max,
}


def static_path(group: GroupFolder) -> str:
    """The name of the group's test of the sources."""
    return f"{group.path}/static_validation"


def grade_current(tree: GroupFolder, results: Mapping[str, TestResult], *, scoring: bool = True) -> Graded:
    """Version 2025-09. Raises ScoringFault."""
    graded = Graded(Verdict.AC)
    graded.verdict = next((r.verdict for r in results.values() if r.verdict is not Verdict.AC), Verdict.AC)
    if not scoring:
        return graded
    secret = next(group for group in tree.items if isinstance(group, GroupFolder) and group.path == "secret")
    groups = [item for item in secret.items if isinstance(item, GroupFolder)]
    settings = secret.settings
    parts = [_group_score(group, results, settings) for group in groups]
    graded.scores.update({group.path: score for group, score in zip(groups, parts, strict=True)})
    if groups and settings.aggregation != "pass-fail":
        total = _aggregated(settings, [*_static_scores(secret, results), *parts])
    else:
        total = _tests_score(secret, results)
    _within(total, settings, "the whole")
    graded.scores["secret"] = graded.scores[""] = total
    return graded


def _group_score(group: GroupFolder, results: Mapping[str, TestResult], above: Settings) -> float:
    if above.aggregation == "pass-fail":
        return (group.settings.max_score or 0.0) if _all_accepted(group, results) else 0.0
    if group.settings.max_score is None and above.max_score is not None:
        raise ScoringFault(
            f"{group.path} has no max_score, but data/secret has one ({above.max_score:g}): "
            f"write `max_score` in data/{group.path}/test_group.yaml"
        )
    score = _tests_score(group, results)
    _within(score, group.settings, group.path)
    return score


def _tests_score(group: GroupFolder, results: Mapping[str, TestResult]) -> float:
    settings, tests = group.settings, list(group.tests())
    if settings.aggregation == "pass-fail":
        if settings.max_score is None:
            raise ScoringFault(f"{group.path} is pass-fail, which needs a max_score that is a number")
        _no_scores(group, results)
        return settings.max_score if _all_accepted(group, results) else 0.0
    most = settings.max_score
    if most is not None and settings.aggregation == "sum" and tests:
        most = (most - (settings.static_score or 0.0)) / len(tests)
    scores = [_test_score(test.path, results.get(test.path), most) for test in tests]
    return _aggregated(settings, [*_static_scores(group, results), *scores])


def _static_scores(group: GroupFolder, results: Mapping[str, TestResult]) -> list[float]:
    """Of the test of the sources, where there is one."""
    if not group.settings.static:
        return []
    path = static_path(group)
    return [_test_score(path, results.get(path), group.settings.static_score)]


def _paths(group: GroupFolder) -> list[str]:
    paths = [test.path for test in group.tests()]
    inner = [item for item in group.items if isinstance(item, GroupFolder)]
    return paths + [static_path(each) for each in (group, *inner) if each.settings.static]


def _all_accepted(group: GroupFolder, results: Mapping[str, TestResult]) -> bool:
    return all(path in results and results[path].verdict is Verdict.AC for path in _paths(group))


def _test_score(path: str, result: TestResult | None, most: float | None) -> float:
    if result is None or result.verdict is not Verdict.AC:
        return 0.0
    if most is None:
        if result.score is None:
            raise ScoringFault(f"the validator accepts {path}, which has no max_score, without score.txt")
        return result.score
    if result.score_multiplier is not None:
        return result.score_multiplier * most
    if result.score is None:
        return most
    if result.score > most + 1e-9:
        raise ScoringFault(f"the validator gives {path} {result.score:g}, more than its {most:g}")
    return result.score


def _no_scores(group: GroupFolder, results: Mapping[str, TestResult]) -> None:
    for path in _paths(group):
        result = results.get(path)
        if result is not None and (result.score is not None or result.score_multiplier is not None):
            raise ScoringFault(f"the validator gives {path} a score, but {group.path} is pass-fail")


def _aggregated(settings: Settings, scores: Sequence[float]) -> float:
    if not scores:
        return 0.0
    return min(scores) if settings.aggregation == "min" else math.fsum(scores)


def _within(score: float, settings: Settings, what: str) -> None:
    if settings.max_score is not None and score > settings.max_score + 1e-6:
        raise ScoringFault(f"the score of {what} is {score:g}, more than its {settings.max_score:g}")
