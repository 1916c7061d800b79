"""The report as sections of blocks, in words and figures: what its page and its PDF both draw, block by block.

A block's ``kind`` says how it looks, never what it is about: a new part of the document is more blocks of the kinds
there are. Blocks hold text, numbers and lists only (the PDF gets them as JSON).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import Any

from assay.report import words
from assay.report.document import (
    CandidateTests,
    Evidence,
    Grown,
    Growth,
    Part,
    ProblemReport,
    Quality,
    Report,
    TestRow,
)

Block = dict[str, Any]
SHOWN_CASES = 6
"""Failed tests of a problem that are shown whole."""
SHOWN_EVIDENCE = 3
SHOWN_LINES, SHOWN_CHARACTERS = 8, 400
"""Of an input, answer or output: a large test would fill pages."""
_GROUPS = {
    "samples": "Samples",
    "basic": "Basic",
    "edge": "Edge cases",
    "error": "Bad input",
    "stress": "Large inputs",
    "secret": "Hidden tests",
}


def layout(report: Report) -> dict[str, Any]:
    """``facts``, ``summary`` and ``sections``, each a title and its blocks."""
    return {
        "title": f"{report.candidate}, {report.position}: interview report",
        "name": report.candidate,
        "author": report.organization,
        "facts": _facts(report),
        "summary": list(report.summary),
        "sections": [
            _section("Scores", _scores(report)),
            *[
                _section(problem.title, _problem(problem, alone=len(report.problems) == 1))
                for problem in report.problems
            ],
            _section("What happened when", _timeline(report)),
            _section("What this report does not say", iter([{"kind": "list", "items": report.not_measured}])),
            _section("How it was made", _made(report)),
        ],
        "unshown": False,
    }


def label(name: str) -> str:
    """Of a part, or of a fact: "own_tests" as "Own tests"."""
    return name[:1].upper() + name[1:].replace("_", " ")


def _section(title: str, blocks: Iterator[Block]) -> dict[str, Any]:
    return {"title": title, "blocks": list(blocks)}


def _text(text: str, *, soft: bool = False) -> Block:
    return {"kind": "text", "text": text, "soft": soft}


def _heading(text: str) -> Block:
    return {"kind": "heading", "text": text}


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], wide: int) -> Block:
    """``wide``: the column that takes the room which is left."""
    return {"kind": "table", "head": list(head), "rows": [list(row) for row in rows], "wide": wide}


def _facts(report: Report) -> list[list[str]]:
    started = report.started_at.astimezone(UTC) if report.started_at else None
    rows = [
        ["Position", report.position],
        ["Organization", report.organization],
        ["Started", f"{started.day} {started:%B %Y, %H:%M} UTC" if started else "not"],
        ["Time", f"{words.duration(report.used_ms)} of {words.duration(report.granted_ms)}"],
        ["How it ended", words.ended(report.ended_reason)],
    ]
    if report.returned_ms:
        rows.append(["Given back", f"{words.duration(report.returned_ms)}, for faults of ours"])
    return rows


def _scores(report: Report) -> Iterator[Block]:
    parts = ([report.overall] if report.overall else []) + list(report.parts)
    if not parts:
        yield _text("There is no score: no problem was shown.")
        return
    yield {"kind": "scores", "rows": [_part(part) for part in parts]}
    yield _text(
        "Each bar runs from 0 to 100: the stroke is the score, the band around it its 90 % interval.",
        soft=True,
    )
    if report.ability is not None:
        yield _text(f"Ability: {report.ability.words}.")


def _part(part: Part) -> dict[str, Any]:
    """The overall score rests on the other parts: its evidence is theirs."""
    whole = part.name == "overall"
    return {
        "label": label(part.name),
        "weight": f"{words.per_cent(part.weight)} %" if part.weight else "none",
        "value": None if part.value is None else words.per_cent(part.value),
        "low": part.low,
        "high": part.high,
        "at": part.value,
        "words": part.words,
        "evidence": [] if whole else _first_evidence(part.evidence),
        "overall": whole,
    }


def _first_evidence(evidence: Sequence[Evidence]) -> list[str]:
    said = [each.text for each in evidence[:SHOWN_EVIDENCE]]
    more = len(evidence) - len(said)
    return [*said, f"and {more} more in the web report"] if more else said


def _problem(problem: ProblemReport, *, alone: bool) -> Iterator[Block]:
    """``alone``: its scores are the interview's, and are there already."""
    yield _text(problem.words)
    made = ", ".join(
        [
            f"{words.count(problem.typed_characters, 'character')} typed",
            f"{problem.pasted_characters:,} pasted",
            f"{problem.deleted_characters:,} deleted",
            words.count(problem.runs, "run"),
            words.count(problem.submissions, "submission"),
        ]
    )
    time = words.duration(problem.time_ms)
    yield _text(f"{problem.graded_why} {time} with the problem in view. {made}.", soft=True)
    if problem.parts and not alone:
        yield {"kind": "scores", "rows": [{**_part(part), "evidence": []} for part in problem.parts]}
    if problem.groups:
        yield _heading("Tests")
        yield {"kind": "tests", "rows": [_group(problem, each.name) for each in problem.groups]}
    yield from _failed([test for test in problem.tests if test.verdict != "AC"])
    yield from _growth(problem.growth, problem.growth_why)
    if problem.approach:
        yield _heading("Approach")
        yield _text(words.listed([_technique(each.name, each.lines) for each in problem.approach]) + ".")
    if problem.quality is not None:
        yield from _quality(problem.quality)
    if problem.own_tests is not None:
        yield from _own_tests(problem.own_tests)
    if problem.graded_seq is not None:
        language = f" ({problem.language})" if problem.language else ""
        yield _heading(f"The code that was judged{language}")
        yield {"kind": "code", "lines": _lines(problem)}


def _group(problem: ProblemReport, name: str) -> dict[str, Any]:
    tests = [test for test in problem.tests if test.group == name]
    group = next(each for each in problem.groups if each.name == name)
    failed = [f"{test.title} ({test.words})" for test in tests if test.verdict != "AC"]
    said = f"{group.passed} of {group.total} passed"
    return {
        "label": _GROUPS.get(name, label(name)),
        "passed": f"{group.passed} of {group.total}",
        "tests": [{"passed": test.verdict == "AC", "words": f"{test.title}: {test.words}"} for test in tests],
        "alt": f"{label(name)}: {said}" + (f"; failed: {'; '.join(failed)}" if failed else ""),
    }


def _failed(failed: Sequence[TestRow]) -> Iterator[Block]:
    if not failed:
        return
    yield _heading("What failed")
    for test in failed[:SHOWN_CASES]:
        given = [("Input", test.input), ("Expected", test.expected)]
        given += [("Got", test.got)] if test.got is not None else []
        given += [("Error output", test.stderr)] if test.stderr else []
        group = _GROUPS.get(test.group, label(test.group)).lower()
        rows = [[name, _beginning(text)] for name, text in given]
        yield {"kind": "case", "title": test.title, "words": f"({group}): {test.words}", "rows": rows}
    if len(failed) > SHOWN_CASES:
        yield _text(f"{len(failed) - SHOWN_CASES} more failed; the web report lists each.", soft=True)


def _beginning(text: str) -> str:
    """As much as is read on paper."""
    lines = text.rstrip("\n").split("\n")
    kept = "\n".join(lines[:SHOWN_LINES])[:SHOWN_CHARACTERS]
    return kept if kept == "\n".join(lines) else f"{kept}\n… the web report shows more"


def _growth(growth: Growth | None, why: str | None) -> Iterator[Block]:
    if growth is None:
        if why:
            yield _heading("How it grows")
            yield _text(f"Not measured: {why.rstrip('.')}.")
        return
    yield _heading("How it grows")
    for of, name, found in (("time", "time", growth.time), ("space", "memory", growth.space)):
        said = found.words or words.grown(of, found)
        yield _text(f"{said.rstrip('.')}.")
        curve = _curve(name, growth.n, said, found)
        if curve is not None:
            yield curve
    for each in growth.costly:
        said = each.message.rstrip(".")
        yield _text(f"{said[:1].upper()}{said[1:]}.")


def _curve(name: str, n: str, said: str, found: Grown) -> Block | None:
    """Both axes logarithmic, as shares of the picture from its lower left corner."""
    points = [(x, y) for x, y in found.curve if x > 0 and y > 0]
    if len({x for x, _ in points}) < 2:
        return None
    xs, ys = ([math.log(each) for each in axis] for axis in zip(*points, strict=True))
    width, height = max(xs) - min(xs), max(max(ys) - min(ys), 1e-9)
    return {
        "kind": "curve",
        "points": [
            [round((x - min(xs)) / width, 4), round((y - min(ys)) / height, 4)]
            for x, y in zip(xs, ys, strict=True)
        ],
        "alt": f"{label(name)} against {n or 'size'}, both logarithmic. {said}",
        "below": f"{n or 'size'} from {points[0][0]:,.0f} to {points[-1][0]:,.0f}, {name} beside it, both "
        "logarithmic",
    }


def _technique(name: str, lines: Sequence[int]) -> str:
    if not lines:
        return name
    return f"{name} ({'line' if len(lines) == 1 else 'lines'} {words.listed([str(line) for line in lines])})"


def _quality(quality: Quality) -> Iterator[Block]:
    yield _heading("How it is written")
    if quality.score is None:
        yield _text(f"Cannot tell: {(quality.why or 'there is too little of it').rstrip('.')}.")
        return
    if not quality.findings:
        yield _text(f"{quality.score} of {quality.of}: all rules were read, and nothing was found.")
        return
    yield _text(f"{quality.score} of {quality.of}: what was found takes the rest.")
    rows = [
        [str(each.line), f"{each.message}{f' Better: {each.better}' if each.better else ''}", words.taken(each.points)]
        for each in sorted(quality.findings, key=lambda each: (-each.points, each.line))
    ]  # fmt: skip
    yield _table(["Line", "Finding", "Takes"], rows, 1)


def _own_tests(own: CandidateTests) -> Iterator[Block]:
    yield _heading("The candidate’s own tests")
    yield _text(
        f"{words.count(own.cases, 'case')}, {own.valid} of them valid; they catch {own.caught} of "
        f"{words.count(len(own.wrong), 'known wrong solution')}."
    )
    if own.wrong:
        rows = [[each.what, f"caught by {each.by}" if each.by else "not caught"] for each in own.wrong]
        yield _table(["Wrong solution", "Own case"], rows, 0)


def _lines(problem: ProblemReport) -> list[dict[str, Any]]:
    notes: defaultdict[int, list[str]] = defaultdict(list)
    for finding in problem.quality.findings if problem.quality else []:
        notes[finding.line].append(finding.message)
    for costly in problem.growth.costly if problem.growth else []:
        notes[costly.line].append(costly.message)
    lines = problem.code.rstrip("\n").split("\n")
    return [
        {"number": number, "text": line, "notes": notes.get(number, [])}
        for number, line in enumerate(lines, start=1)
    ]


def _timeline(report: Report) -> Iterator[Block]:
    rows = [[_clock(moment.at_ms), moment.text] for moment in report.timeline if moment.kind != "view"]
    yield _table(["At (min:s)", "What"], rows, 1) if rows else _text("Nothing: it was never started.")


def _clock(ms: int) -> str:
    minutes, seconds = divmod(ms // 1000, 60)
    return f"{minutes}:{seconds:02}"


def _made(report: Report) -> Iterator[Block]:
    rows = [
        ["Assay", report.assay],
        ["Plan", f"version {report.plan_version}"],
        ["Integrity level", report.level],
        *[[label(name), value] for name, value in sorted(report.environment.items())],
        ["Session", report.session],
        ["Log", report.log_hash],
    ]
    yield {"kind": "facts", "rows": rows}
