"""From what is known of a problem, and of all of them, to parts: scores with what they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast, get_args

from assay.report import code, measured, scoring, words
from assay.report.document import (
    CandidateTests,
    Evidence,
    Group,
    Growth,
    Part,
    ProblemReport,
    Quality,
    TestRow,
)
from assay.report.scoring import Count, Estimate, Source

Name = Literal["overall", "correctness", "efficiency", "quality", "robustness"]
NAMES: tuple[Name, ...] = get_args(Name)


@dataclass(frozen=True)
class Facts:
    """Of one problem for which something was handed in. ``known``: whether it could be judged."""

    slug: str
    groups: Sequence[Group]
    tests: Sequence[TestRow]
    known: bool
    quality: Quality
    growth: Growth | None
    own_tests: CandidateTests | None


def of_problem(facts: Facts, points: Mapping[str, float]) -> list[Part]:
    """Overall first, then each part. ``points``: the plan's, by part."""
    sources = _sources(facts)
    weights = scoring.part_weights(sources)
    shares = _shares(weights, points)
    parts = []
    for name in NAMES:
        made_of = scoring.combine(weights, points) if name == "overall" else weights.get(name, {})
        if not made_of:
            continue
        told = facts.known or name == "quality"
        estimate = scoring.estimate(sources, made_of) if told else None
        parts.append(_part(name, shares[name], estimate, _evidence(facts, set(made_of))))
    if facts.quality.score is None:
        untold = _untold("quality", f"Cannot tell: {facts.quality.why}.")
        place = next((n for n, part in enumerate(parts) if part.name == "robustness"), len(parts))
        parts.insert(place, untold)
    return parts


def of_nothing(slug: str, groups: Sequence[Group], points: Mapping[str, float]) -> list[Part]:
    """Nothing handed in is certain: 0, without doubt. Of how somebody writes it says nothing."""
    weights = scoring.part_weights(_of_tests(groups))
    shares = _shares(weights, points)
    evidence = [Evidence(kind="problem", text="Nothing was handed in", problem=slug)]
    return [
        _part(name, shares[name], scoring.NOTHING_HANDED_IN, evidence)
        for name in NAMES
        if name in weights or (name == "overall" and scoring.combine(weights, points))
    ]


def of_session(problems: Sequence[ProblemReport]) -> tuple[Part | None, list[Part]]:
    """The mean over the plan's problems; a part that one problem cannot tell, because of us, is told for none."""
    combined = []
    for name in NAMES:
        there = [part for problem in problems for part in problem.parts if part.name == name]
        mine = [part for part in there if part.weight > 0 or part.value is not None]
        if not there:
            continue
        if not mine:
            combined.append(_untold(name, "Cannot tell: no problem has enough of it."))
            continue
        known = [
            Estimate(part.value, part.low or 0, part.high or 0) for part in mine if part.value is not None
        ]
        estimate = scoring.average(known) if len(known) == len(mine) else None
        weight = 100.0 if name == "overall" else round(sum(part.weight for part in mine) / len(problems), 1)
        combined.append(_part(name, weight, estimate, [item for part in mine for item in part.evidence]))
    overall = next((part for part in combined if part.name == "overall"), None)
    return overall, [part for part in combined if part.name != "overall"]


def _of_tests(groups: Sequence[Group]) -> dict[str, Source]:
    return {group.name: scoring.of_count(Count(group.passed, group.total)) for group in groups if group.total}


def _sources(facts: Facts) -> dict[str, Source]:
    sources = _of_tests(facts.groups)
    right = sources.get("basic") or sources.get("secret")
    if facts.growth is not None and right is not None:
        sources |= measured.growth_sources(facts.growth, right)
    own = measured.own_tests_source(facts.own_tests)
    if own is not None:
        sources[scoring.OWN_TESTS] = own
    quality = code.source(facts.quality)
    if quality is not None:
        sources[scoring.QUALITY] = quality
    return sources


def _shares(weights: Mapping[str, object], points: Mapping[str, float]) -> dict[str, float]:
    """Each part's share of the overall score, in per cent."""
    total = sum(points.get(name, 0.0) for name in weights) or 1
    return {"overall": 100.0} | {name: round(100 * points.get(name, 0.0) / total, 1) for name in weights}


def _evidence(facts: Facts, sources: set[str]) -> list[Evidence]:
    """Failed tests first, for they are what a reader wants to open; passed ones last."""
    tests = [test for test in facts.tests if test.group in sources]
    failed = [_test(facts.slug, test) for test in tests if test.verdict != "AC"]
    passed = [_test(facts.slug, test) for test in tests if test.verdict == "AC"]
    between: list[Evidence] = []
    if facts.growth is not None and sources & {scoring.TIME, scoring.SPACE}:
        between += measured.growth_evidence(facts.slug, facts.growth)
    if facts.own_tests is not None and scoring.OWN_TESTS in sources:
        between += measured.own_tests_evidence(facts.slug, facts.own_tests)
    if scoring.QUALITY in sources:
        between += code.evidence(facts.slug, facts.quality)
    return failed + between + passed


def _test(slug: str, test: TestRow) -> Evidence:
    return Evidence(kind="test", text=f"{test.title}: {test.words}", problem=slug, test=test.name)


def _untold(name: Name, said: str) -> Part:
    return Part(name=name, weight=0, value=None, low=None, high=None, words=said, evidence=[])


def _part(name: str, weight: float, estimate: Estimate | None, evidence: list[Evidence]) -> Part:
    label = cast(Name, name)
    if estimate is None:
        return _untold(label, "Cannot tell: there is no result to rest on.").model_copy(
            update={"weight": weight, "evidence": evidence}
        )
    return Part(
        name=label,
        weight=weight,
        value=estimate.value,
        low=estimate.low,
        high=estimate.high,
        words=words.score(name, estimate),
        evidence=evidence,
    )
