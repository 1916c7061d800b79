"""From a session's log to its report: a pure function, so the same log gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Literal, cast

from assay.bank.package import Package
from assay.interview.plan import Plan
from assay.log.events import SERVER, Event
from assay.log.fold import text_at
from assay.report import scoring, timeline, words
from assay.report.document import (
    Evidence,
    File,
    Group,
    Part,
    ProblemReport,
    Report,
    TestRow,
)
from assay.report.scoring import Count, Estimate

SHOWN = 2048
"""Characters of an input, answer or output that the document keeps."""

_NOT_MEASURED = [
    "How time and space grow with the size of the input: efficiency rests on the large inputs alone.",
    "The quality of the code (naming, structure, idiom), and the reasoning behind it.",
    "How this compares with other candidates for the same position.",
    "Whether the work is the candidate's own: no score depends on it, and no flag was raised or looked for.",
]
_ORDER = ("samples", *scoring.GROUPS)


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
    problems = [
        _problem(packages[slug], plan, events, by_kind.get("submit", []), judged, line.work[slug])
        for slug in (slugs if started else [])
    ]
    granted = (started.data["minutes"] * 60_000) if started else plan.minutes * 60_000
    returned = sum(event.data["ms"] for event in by_kind.get("time_returned", []))
    until = ended.t if ended else max((event.t for event in events), default=0)
    used = max(0, until - started.t) if started else 0
    overall, parts = _session_parts(problems, plan)
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
        not_measured=list(_NOT_MEASURED),
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


def _problem(
    package: Package,
    plan: Plan,
    events: Sequence[Event],
    submits: Sequence[Event],
    judged: Mapping[int, dict[str, Any]],
    work: timeline.Work,
) -> ProblemReport:
    mine = [event for event in submits if event.data["problem"] == package.slug]
    graded = mine[-1] if mine else None
    result = judged.get(graded.seq) if graded else None
    tests = _tests(package, result)
    groups = _groups(package, tests)
    known = graded is None or (result is not None and result["verdict"] != "JE")
    common: dict[str, Any] = {
        "slug": package.slug,
        "title": package.title,
        "difficulty": package.interview.difficulty if package.interview else 5,
        "digest": package.digest,
        "time_ms": work.view_ms,
        "runs": work.runs,
        "submissions": work.submissions,
        "typed_characters": work.typed,
        "pasted_characters": work.pasted,
        "deleted_characters": work.deleted,
        "groups": groups if known else [],
        "tests": tests if known else [],
    }
    if graded is None:
        return ProblemReport(
            language=None,
            file=None,
            code="",
            graded_seq=None,
            graded_why="Nothing was handed in and the starter code was not changed.",
            verdict=None,
            words="Nothing was handed in.",
            parts=_parts(package.slug, groups, tests, plan, handed_in=False, known=known),
            **common,
        )
    language = graded.data["language"]
    file = _file_of(events, package.slug, language)
    return ProblemReport(
        language=language,
        file=file,
        code=text_at(events, file, graded.seq),
        graded_seq=graded.seq,
        graded_why=(
            "Judged is what was in the editor at the end."
            if graded.writer == SERVER
            else "Judged is the candidate's last submission."
        ),
        verdict=result["verdict"] if result else None,
        words=_problem_words(tests, result),
        parts=_parts(package.slug, groups, tests, plan, handed_in=True, known=known),
        **common,
    )


def _file_of(events: Sequence[Event], problem: str, language: str) -> str:
    for event in events:
        if event.kind == "file" and event.data["problem"] == problem and event.data["language"] == language:
            return cast(str, event.data["file"])
    raise ValueError(f"the log has no file for {problem} in {language}, though one was submitted")


def _tests(package: Package, result: Mapping[str, Any] | None) -> list[TestRow]:
    if result is None:
        return []
    outcomes = {(outcome["group"], outcome["name"]): outcome for outcome in result["tests"]}
    rows = []
    for test in package.tests:
        outcome = outcomes.get((test.group, test.name))
        if outcome is None and result["verdict"] != "CE":
            continue
        code = outcome["verdict"] if outcome else "CE"
        found = outcome or {}
        content = test.read()
        rows.append(
            TestRow(
                name=f"{test.group}/{test.name}",
                title=test.title,
                group=test.group,
                verdict=code,
                words=words.test_outcome(
                    code,
                    cpu_s=found.get("cpu_s", 0.0),
                    exit_words=found.get("exit"),
                    difference=found.get("difference"),
                ),
                cpu_s=found.get("cpu_s", 0.0),
                peak_mib=found.get("peak_mib", 0.0),
                input=_shown(content.input),
                expected=_shown(content.answer or b""),
                got=found.get("got"),
                stderr=found.get("stderr"),
                difference=found.get("difference"),
            )
        )
    return rows


def _shown(content: bytes) -> str:
    text = content[: SHOWN * 4].decode("utf-8", "replace")
    if len(text) <= SHOWN:
        return text
    return f"{text[:SHOWN]}\n… ({len(content):,} bytes in all)"


def _groups(package: Package, tests: Sequence[TestRow]) -> list[Group]:
    """Without any result each group counts its tests in the package, none passed."""
    groups = []
    present = {test.group for test in package.tests}
    for name in (*_ORDER, *sorted(present - set(_ORDER))):
        rows = [test for test in tests if test.group == name]
        total = len(rows) if tests else sum(test.group == name for test in package.tests)
        if total:
            groups.append(Group(name=name, passed=sum(test.verdict == "AC" for test in rows), total=total))
    return groups


def _parts(
    slug: str,
    groups: Sequence[Group],
    tests: Sequence[TestRow],
    plan: Plan,
    *,
    handed_in: bool,
    known: bool,
) -> list[Part]:
    """Overall first, then each part. Nothing handed in is certain: 0, without doubt."""
    counts: dict[str, Count] = {group.name: Count(group.passed, group.total) for group in groups}
    made_of = scoring.part_weights(counts)
    points = plan.weights.model_dump()
    total = sum(points[name] for name in made_of) or 1
    parts = []
    whole = scoring.combine(made_of, points)
    for name, weights in (("overall", whole), *made_of.items()):
        weight = 100.0 if name == "overall" else round(100 * points[name] / total, 1)
        if not weights:
            continue
        estimate: Estimate | None = scoring.estimate(counts, weights) if known else None
        if not handed_in:
            estimate = scoring.NOTHING_HANDED_IN
        parts.append(_part(name, weight, estimate, _evidence(slug, tests, set(weights))))
    return parts


def _part(name: str, weight: float, estimate: Estimate | None, evidence: list[Evidence]) -> Part:
    label = cast(Literal["overall", "correctness", "efficiency", "robustness"], name)
    if estimate is None:
        return Part(
            name=label,
            weight=weight,
            value=None,
            low=None,
            high=None,
            words="Cannot tell: there is no result to rest on.",
            evidence=evidence,
        )
    return Part(
        name=label,
        weight=weight,
        value=estimate.value,
        low=estimate.low,
        high=estimate.high,
        words=words.score(estimate),
        evidence=evidence,
    )


def _evidence(slug: str, tests: Sequence[TestRow], groups: set[str]) -> list[Evidence]:
    """The failed tests first: they are what a reader wants to open."""
    rows = sorted((test for test in tests if test.group in groups), key=lambda test: test.verdict == "AC")
    return [
        Evidence(kind="test", text=f"{test.title}: {test.words}", problem=slug, test=test.name)
        for test in rows
    ]


def _session_parts(problems: Sequence[ProblemReport], plan: Plan) -> tuple[Part | None, list[Part]]:
    """The mean over the plan's problems; a part that one problem cannot tell is told for none."""
    combined = []
    for name in ("overall", "correctness", "efficiency", "robustness"):
        mine = [part for problem in problems for part in problem.parts if part.name == name]
        if not mine:
            continue
        known = [
            Estimate(part.value, part.low or 0.0, part.high or 0.0) for part in mine if part.value is not None
        ]
        estimate = scoring.average(known) if len(known) == len(mine) else None
        evidence = [item for part in mine for item in part.evidence]
        weight = 100.0 if name == "overall" else round(sum(part.weight for part in mine) / len(mine), 1)
        combined.append(_part(name, weight, estimate, evidence))
    overall = next((part for part in combined if part.name == "overall"), None)
    return overall, [part for part in combined if part.name != "overall"]


def _problem_words(tests: Sequence[TestRow], result: Mapping[str, Any] | None) -> str:
    if result is None:
        return "The submission has not been judged yet."
    if result["verdict"] == "CE":
        return "The code does not compile, so no test passed."
    if result["verdict"] == "JE":
        return "The judge failed on this submission; that says nothing about the code."
    failed = [test for test in tests if test.verdict != "AC"]
    if not failed:
        return f"All {len(tests)} tests pass."
    first = failed[0]
    return f"{len(failed)} of {len(tests)} tests fail. The first: {first.title}: {first.words}."


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
        if problem.verdict != "AC":
            sentences.append(f"{problem.title}: {problem.words}")
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
