"""One problem of the report: what was handed in, what came of it, and the scores that makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assay.analysis.quality import given_by
from assay.bank.package import Package
from assay.interview.plan import Plan
from assay.log.events import SERVER, Event
from assay.log.fold import text_at
from assay.report import code, measured, outcomes, parts, pulses, timeline
from assay.report.document import ProblemReport, TestRow


def build_problem(
    package: Package,
    plan: Plan,
    events: Sequence[Event],
    graded: Event | None,
    judged: Mapping[int, dict[str, Any]],
    measurements: Mapping[int, dict[str, Any]],
    work: timeline.Work,
) -> ProblemReport:
    """``graded``: the submission that counts. ``judged`` and ``measurements`` by the seq of the submission."""
    result = judged.get(graded.seq) if graded else None
    tests = outcomes.rows(package, result)
    groups = outcomes.groups(package, tests)
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
    points = plan.weights.model_dump()
    if graded is None:
        return ProblemReport(
            language=None,
            file=None,
            code="",
            graded_seq=None,
            graded_why="Nothing was handed in and the starter code was not changed.",
            verdict=None,
            words="Nothing was handed in.",
            parts=parts.of_nothing(package.slug, groups, points),
            **common,
        )
    language = graded.data["language"]
    created = _created(events, package.slug, language)
    file = created.data["file"]
    text = text_at(events, file, graded.seq)
    quality, approach = code.read(text, language, given_by(created.data["text"], package.signature))
    found = measurements.get(graded.seq)
    zero = next((event.t for event in events if event.kind == "started"), 0)
    size = package.interview.growth.size if package.interview else "size of the input"
    growth, growth_why = measured.growth(found, size)
    own_tests = measured.own_tests(found)
    facts = parts.Facts(package.slug, groups, tests, known, quality, growth, own_tests)
    return ProblemReport(
        language=language,
        file=file,
        code=text,
        graded_seq=graded.seq,
        graded_why=(
            "Judged is what was in the editor at the end."
            if graded.writer == SERVER
            else "Judged is the candidate's last submission."
        ),
        verdict=result["verdict"] if result else None,
        words=_words(tests, result),
        parts=parts.of_problem(facts, points),
        quality=quality,
        approach=approach,
        growth=growth,
        growth_why=growth_why,
        own_tests=own_tests,
        own_tests_why=found.get("own_tests_why") if found else None,
        pulses=pulses.build(events, file, language, zero),
        **common,
    )


def _created(events: Sequence[Event], problem: str, language: str) -> Event:
    for event in events:
        if event.kind == "file" and event.data["problem"] == problem and event.data["language"] == language:
            return event
    raise ValueError(f"the log has no file for {problem} in {language}, though one was submitted")


def _words(tests: Sequence[TestRow], result: Mapping[str, Any] | None) -> str:
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
