"""From a session's log to its report: a pure function, so the same log gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from assay.bank.package import Package
from assay.interview.plan import Plan
from assay.log.events import Event
from assay.measure import graded
from assay.measure.ability import Answer, ability
from assay.report import timeline, words
from assay.report.document import Ability, Evidence, File, Part, ProblemReport, Report
from assay.report.parts import of_session
from assay.report.problem import build_problem

_NEVER_MEASURED = [
    "The reasoning behind the code: nobody asked about it.",
    "Whether the work is the candidate's own: no score depends on it, and no flag was raised or looked for.",
]


@dataclass(frozen=True)
class SessionFacts:
    """What the log does not hold about a session."""

    id: str
    assay: str
    candidate: str
    organization: str
    position: str
    plan_version: str


def build_report(
    *,
    session: SessionFacts,
    plan: Plan,
    packages: Mapping[str, Package],
    events: Sequence[Event],
    log_hash: str,
) -> Report:
    """``packages`` by slug, at least those of the plan; ``events`` are the whole log, in order of ``seq``.

    Who never started was shown no problem: the report has none, and no score.
    """
    by_kind = {kind: list(group) for kind, group in groupby(sorted(events, key=_kind), key=_kind)}
    started = _first(by_kind, "started")
    ended = _first(by_kind, "ended")
    slugs = [section.problem for section in plan.sections]
    line = timeline.build(events, {slug: packages[slug].title for slug in slugs})
    # What was found last counts.
    judged = {
        event.data["of"]: event.data for kind in ("judged", "rejudged") for event in by_kind.get(kind, [])
    }
    measurements = {event.data["of"]: event.data for event in by_kind.get("measured", [])}
    graded_of = {event.data["problem"]: event for event in by_kind.get("submit", [])}
    problems = [
        build_problem(
            packages[slug], plan, events, graded_of.get(slug), judged, measurements, line.work[slug]
        )
        for slug in (slugs if started else [])
    ]
    granted = (started.data["minutes"] * 60_000) if started else plan.minutes * 60_000
    returned = sum(event.data["ms"] for event in by_kind.get("time_returned", []))
    until = ended.t if ended else max((event.t for event in events), default=0)
    used = max(0, until - started.t) if started else 0
    overall, parts = of_session(problems)
    reason = ended.data["reason"] if ended else None
    facts = {
        "granted_ms": granted,
        "used_ms": used,
        "returned_ms": returned,
        "ended_reason": reason,
    }
    return Report(
        session=session.id,
        assay=session.assay,
        candidate=session.candidate,
        organization=session.organization,
        position=session.position,
        plan_version=session.plan_version,
        level=started.data["level"] if started else plan.level,
        started_at=_moment(started),
        ended_at=_moment(ended),
        summary=_summary(session, problems, overall, facts, events),
        overall=overall,
        parts=parts,
        ability=_ability(problems, packages),
        problems=problems,
        timeline=line.moments,
        files=[
            File(
                file=event.data["file"],
                problem=event.data["problem"],
                language=event.data["language"],
                created_seq=event.seq,
            )
            for event in by_kind.get("file", [])
        ],
        environment=_environment(judged.values()),
        not_measured=_not_measured(problems),
        log_hash=log_hash,
        **facts,
    )


def _kind(event: Event) -> str:
    return event.kind


def _first(by_kind: Mapping[str, list[Event]], kind: str) -> Event | None:
    found = by_kind.get(kind)
    return found[0] if found else None


def _moment(event: Event | None) -> datetime | None:
    return event.at if event else None


def _ability(problems: Sequence[ProblemReport], packages: Mapping[str, Package]) -> Ability | None:
    answers, evidence = [], []
    for problem in problems:
        solved = next((part for part in problem.parts if part.name == "correctness"), None)
        if solved is None or solved.value is None:
            continue
        interview = packages[problem.slug].interview
        item = graded.authored(problem.difficulty, interview.discrimination if interview else "medium")
        reached = graded.band(solved.value / 100)
        answers.append(Answer(item, reached))
        evidence.append(
            Evidence(
                kind="problem",
                text=f"{problem.title}, difficulty {problem.difficulty} of 9: band {reached} of {graded.BANDS - 1}",
                problem=problem.slug,
            )
        )
    if not answers:
        return None
    found = ability(answers)
    value, low, high = (round(each, 2) for each in (found.value, found.low, found.high))
    return Ability(
        value=value,
        error=round(found.error, 2),
        low=low,
        high=high,
        words=words.ability(value, low, high),
        evidence=evidence,
    )


def _not_measured(problems: Sequence[ProblemReport]) -> list[str]:
    said = [
        f"{problem.title}: how time and space grow. {problem.growth_why}"
        for problem in problems
        if problem.growth is None and problem.growth_why is not None
    ]
    said += [
        f"{problem.title}: which faults their own tests catch. {problem.own_tests_why}"
        for problem in problems
        if problem.own_tests is None and problem.own_tests_why is not None
    ]
    said += [
        f"{problem.title}: how the code is written: {problem.quality.why}."
        for problem in problems
        if problem.quality is not None and problem.quality.score is None
    ]
    return [*said, *_NEVER_MEASURED]


def _summary(
    session: SessionFacts,
    problems: Sequence[ProblemReport],
    overall: Part | None,
    facts: Mapping[str, Any],
    events: Sequence[Event],
) -> list[str]:
    solved = [problem.title for problem in problems if problem.verdict == "AC"]
    name = session.candidate
    if not problems:
        return [
            f"{name} ended without an interview: the clock was never started and no problem was shown. "
            "There is nothing to score."
        ]
    sentences = [
        f"{name} solved {len(solved)} of {words.count(len(problems), 'problem')} completely"
        f"{' (' + words.listed(solved) + ')' if solved else ''}, in {words.duration(facts['used_ms'])} "
        f"of {words.duration(facts['granted_ms'])}."
    ]
    for problem in problems:
        sentences.append(_told(problem))
    if overall is not None and overall.value is not None:
        sentences.append(f"Overall {overall.words}.")
    if facts["returned_ms"]:
        sentences.append(f"{words.duration(facts['returned_ms'])} were given back for faults of ours.")
    late = _late_edits(events)
    if late:
        sentences.append(
            f"{words.count(late, 'change')} made off line before the end arrived after it, and "
            f"{'is' if late == 1 else 'are'} part of what was judged."
        )
    return sentences


def _told(problem: ProblemReport) -> str:
    """A problem in one sentence: tests, growth, quality."""
    clauses = [problem.words[0].lower() + problem.words[1:].removesuffix(".")]
    growth = problem.growth
    if growth is not None and growth.time.classes:
        held = {True: "as intended", False: f"more than the target {growth.time.target}"}
        told = f"time grows like {' or '.join(growth.time.classes)}"
        clauses.append(
            f"{told}, {held[growth.time.meets_target]}" if growth.time.meets_target is not None else told
        )
    if problem.quality is not None and problem.quality.score is not None:
        clauses.append(_found(len(problem.quality.findings)))
    return f"{problem.title}: {'; '.join(clauses)}."


def _found(count: int) -> str:
    return (
        f"{words.count(count, 'finding')} in how the code is written"
        if count
        else "nothing found in how it is written"
    )


def _late_edits(events: Sequence[Event]) -> int:
    ended = next((event.seq for event in events if event.kind == "ended"), None)
    if ended is None:
        return 0
    return sum(event.kind == "edit" and event.seq > ended for event in events)


def _environment(judged: Any) -> dict[str, str]:
    """Exact versions of what ran the code. Where they differ between submissions, all are named."""
    found: dict[str, dict[str, None]] = {}
    for result in judged:
        for key, value in result["environment"].items():
            found.setdefault(key, {})[value] = None
    return {key: "; ".join(values) for key, values in sorted(found.items())}
