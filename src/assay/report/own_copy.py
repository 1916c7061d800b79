"""The candidate's own copy of the report: what went well first, nothing of others, nothing of the hidden tests'
contents, and no place among people. In the blocks of ``assay.report.layout``.

Kept back, so that the next candidate meets the same conditions: what hidden tests hold and are called, which wrong
solutions are known, and how fast is fast enough. Every deduction is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from assay.interview.projection import SHOWN_GROUPS
from assay.report import words
from assay.report.document import Grown, Part, ProblemReport, Report
from assay.report.layout import Block, label

_GROUPS = {
    "samples": "The samples",
    "basic": "Ordinary cases",
    "edge": "Edge cases",
    "error": "Bad input",
    "stress": "Large inputs",
    "secret": "Hidden tests",
}
_NOTHING = "You ended before the clock was started, so no problem was shown and nothing is scored."


def own_copy(report: Report) -> dict[str, Any]:
    started = report.started_at.astimezone(UTC) if report.started_at else None
    facts = [
        ["Position", f"{report.position} at {report.organization}"],
        ["Started", f"{started.day} {started:%B %Y, %H:%M} UTC" if started else "not"],
        ["Time", f"{words.duration(report.used_ms)} of {words.duration(report.granted_ms)}"],
    ]
    if report.returned_ms:
        facts.append(["Given back", f"{words.duration(report.returned_ms)}, for faults of ours"])
    return {
        "title": f"Your interview for {report.position}",
        "name": "Your interview",
        "author": report.organization,
        "facts": facts,
        "summary": _summary(report),
        "sections": [
            *([{"title": "Your scores", "blocks": list(_scores(report))}] if report.problems else []),
            *[{"title": each.title, "blocks": list(_problem(each))} for each in report.problems],
            {"title": "What this page does not say", "blocks": [_unsaid(report)]},
        ],
        "unshown": False,
    }


def _summary(report: Report) -> list[str]:
    said = [
        f"Thank you for your time, {report.candidate}. This page is yours: your work, what the tests made of it and "
        "how it was scored. It is no decision: a person reads the report and decides."
    ]
    if not report.problems:
        return [*said, _NOTHING]
    solved = [problem.title for problem in report.problems if problem.verdict == "AC"]
    if solved:
        of = words.count(len(report.problems), "problem")
        said.append(f"You solved {len(solved)} of {of} completely: {words.listed(solved)}.")
    for problem in report.problems:
        passed, total = _passed(problem)
        if problem.verdict != "AC" and passed:
            said.append(f"{problem.title}: {passed} of {words.count(total, 'test')} passed.")
    return said


def _passed(problem: ProblemReport) -> tuple[int, int]:
    return sum(test.verdict == "AC" for test in problem.tests), len(problem.tests)


def _text(text: str, *, soft: bool = False) -> Block:
    return {"kind": "text", "text": text, "soft": soft}


def _scores(report: Report) -> Iterator[Block]:
    parts = ([report.overall] if report.overall else []) + list(report.parts)
    yield {"kind": "scores", "rows": [_part(part) for part in parts]}
    yield _text(
        "The stroke is the score, the band around it says where it could as well have been. The weights are those "
        "of the plan, the same for everybody who was invited to it.",
        soft=True,
    )


def _part(part: Part) -> dict[str, Any]:
    said = part.words
    if part.value is None and not part.weight:
        said = f"{said} The overall score does without it."
    return {
        "label": label(part.name),
        "weight": f"{words.per_cent(part.weight)} %" if part.weight else "none",
        "value": None if part.value is None else words.per_cent(part.value),
        "low": part.low,
        "high": part.high,
        "at": part.value,
        "words": said,
        "evidence": [],
        "overall": part.name == "overall",
    }


def _problem(problem: ProblemReport) -> Iterator[Block]:
    if problem.graded_seq is None:
        yield _text("Nothing was handed in here, and the code you were given was not changed.")
        return
    yield _text(_outcome(problem))
    yield _text(problem.graded_why.replace("the candidate's", "your"), soft=True)
    if problem.groups:
        yield {"kind": "tests", "rows": [_group(problem, each.name) for each in problem.groups]}
    if problem.growth is not None:
        yield _text(_grown("Time", problem.growth.time))
        yield _text(_grown("Memory", problem.growth.space))
    if problem.own_tests is not None:
        own = problem.own_tests
        yield _text(
            f"You wrote {words.count(own.cases, 'case')} of your own. Held against solutions that are known to be "
            f"wrong, they find {own.caught} of {len(own.wrong)}."
        )
    if problem.quality is not None and problem.quality.findings:
        yield {"kind": "heading", "text": "What a reviewer might remark on"}
        findings = sorted(problem.quality.findings, key=lambda each: each.line)
        rows = [
            [str(each.line), each.message, each.better or "", words.taken(each.points)] for each in findings
        ]
        yield {
            "kind": "table",
            "head": ["Line", "What", "One way to mend it", "Takes"],
            "rows": rows,
            "wide": 1,
        }
    elif problem.quality is not None and problem.quality.score is not None:
        yield _text("All rules for readable code were read, and nothing was found to remark on.")
    yield {"kind": "heading", "text": "Your code"}
    yield {
        "kind": "code",
        "lines": [
            {"number": number, "text": line, "notes": []}
            for number, line in enumerate(problem.code.rstrip("\n").split("\n"), start=1)
        ],
    }


def _outcome(problem: ProblemReport) -> str:
    passed, total = _passed(problem)
    match problem.verdict:
        case "JE":
            return "Our judge failed on this one. That says nothing about your code."
        case "CE":
            return "The code does not compile, so no test could be run."
        case None:
            return "It has not been judged yet."
        case "AC":
            return f"All {total} tests passed."
        case _:
            return f"{passed} of {words.count(total, 'test')} passed."


def _group(problem: ProblemReport, name: str) -> dict[str, Any]:
    """Hidden tests have numbers for names, as everywhere on the candidate's side."""
    tests = [test for test in problem.tests if test.group == name]
    title = _GROUPS.get(name, label(name))
    shown = [
        {
            "passed": test.verdict == "AC",
            "words": f"{test.title if name in SHOWN_GROUPS else f'test {number}'}: {words.verdict(test.verdict)}",
        }
        for number, test in enumerate(tests, start=1)
    ]
    passed = sum(bool(test["passed"]) for test in shown)
    count = f"{passed} of {len(shown)}"
    return {"label": title, "passed": count, "tests": shown, "alt": f"{title}: {count} passed"}


def _grown(what: str, found: Grown) -> str:
    if not found.classes:
        return f"{what}: how it grows with the input could not be told, and that costs you nothing."
    grows = f"{what} grows like {' or '.join(found.classes)} with the size of the input"
    match found.meets_target:
        case True:
            return f"{grows}, as was hoped for."
        case False:
            return f"{grows}; there is a way that grows more slowly."
        case None:
            return f"{grows}."


def _unsaid(report: Report) -> Block:
    return {
        "kind": "list",
        "items": [
            "What the hidden tests hold, so that the next candidate meets the same conditions.",
            "How you compare with others: this page is about your work alone.",
            "Whether you get the position. If you think that something here is wrong, write to the person who invited "
            f"you and give this number: {report.session}",
        ],
    }
