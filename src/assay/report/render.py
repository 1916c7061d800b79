"""The report as HTML (one self-contained file that prints as it reads) and as PDF (tagged, PDF/UA-1)."""

from __future__ import annotations

import json
import re
from datetime import UTC
from functools import cache
from importlib.resources import files
from typing import Any

import typst
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from assay.report import words
from assay.report.document import Part, ProblemReport, Report, TestRow

_GROUPS = {
    "samples": "Samples",
    "basic": "Basic",
    "edge": "Edge cases",
    "error": "Bad input",
    "stress": "Large inputs",
    "secret": "Hidden tests",
}
_PARTS = {
    "overall": "Overall",
    "correctness": "Correctness",
    "efficiency": "Efficiency",
    "quality": "Quality",
    "robustness": "Robustness",
}


def render_html(report: Report) -> str:
    """A page without scripts or outside references. Text of candidates is escaped."""
    page = _html().get_template("report.html").render(**_view(report))
    return page.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def render_pdf(report: Report) -> bytes:
    """A tagged PDF. The data goes in as JSON, so text of candidates is never markup.

    What the fonts that come along cannot show is set in a font of this machine, and what none can show
    becomes U+FFFD, with a line that says so: PDF/UA allows no text without glyphs.
    """
    view = _view(report)
    view["report"] = report.model_dump(mode="json")
    try:
        return _compile(view, system_fonts=False)
    except _NoGlyph:
        pass  # the common case of a name in another script: this machine may have a font for it
    try:
        return _compile(view, system_fonts=True)
    except _NoGlyph as error:
        view["unshown"] = True
        return _compile(view, system_fonts=True, replace=error.texts)


class _NoGlyph(Exception):
    """``texts``: the pieces of text that no font can show."""

    def __init__(self, texts: frozenset[str]) -> None:
        super().__init__(f"no font shows {sorted(texts)}")
        self.texts = texts


def _compile(view: dict[str, Any], *, system_fonts: bool, replace: frozenset[str] = frozenset()) -> bytes:
    """Raises _NoGlyph, or TypstError for any other fault."""
    data = json.dumps(_clean(view), ensure_ascii=False)
    for text in replace:
        data = data.replace(text, "\N{REPLACEMENT CHARACTER}")
    try:
        pdf = typst.compile(
            files("assay.report").joinpath("templates/report.typ").read_bytes(),
            format="pdf",
            pdf_standards="ua-1",
            sys_inputs={"data": data},
            ignore_system_fonts=not system_fonts,
        )
    except typst.TypstError as error:
        texts = frozenset(re.findall(r'the text `"(.+?)"` could not be displayed', str(error)))
        if not texts:
            raise
        raise _NoGlyph(texts) from error
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no single PDF")
    return pdf


def _view(report: Report) -> dict[str, Any]:
    """What both templates need besides the document: labels, times in words, geometry of bars."""
    parts = ([report.overall] if report.overall else []) + list(report.parts)
    return {
        "report": report,
        "headline": _headline(report),
        "parts": [_part(part) for part in parts],
        "problems": [_problem(problem) for problem in report.problems],
        "timeline": [
            {
                "at": _clock(moment.at_ms),
                "kind": moment.kind,
                "text": moment.text,
                "share": _share(moment.at_ms, report),
            }
            for moment in report.timeline
            if moment.kind != "view"
        ],
        "environment": sorted(report.environment.items()),
        "unshown": False,
    }


def _headline(report: Report) -> list[dict[str, str]]:
    rows = [
        ("Position", report.position),
        ("Organization", report.organization),
        (
            "Started",
            f"{report.started_at.astimezone(UTC):%d %B %Y, %H:%M} UTC" if report.started_at else "not",
        ),
        ("Time", f"{words.duration(report.used_ms)} of {words.duration(report.granted_ms)}"),
        ("How it ended", words.ended(report.ended_reason)),
    ]
    if report.returned_ms:
        rows.append(("Given back", f"{words.duration(report.returned_ms)}, for faults of ours"))
    return [{"name": name, "value": value} for name, value in rows]


def _part(part: Part) -> dict[str, Any]:
    return {
        "label": _PARTS[part.name],
        "weight": words.per_cent(part.weight),
        "value": None if part.value is None else words.per_cent(part.value),
        "low": part.low,
        "high": part.high,
        "at": part.value,
        "words": part.words,
        "overall": part.name == "overall",
    }


def _problem(problem: ProblemReport) -> dict[str, Any]:
    groups = [
        {
            "label": _GROUPS[group.name],
            "passed": group.passed,
            "total": group.total,
            "tests": [_test(test) for test in problem.tests if test.group == group.name],
        }
        for group in problem.groups
    ]
    failed = [_test(test) for test in problem.tests if test.verdict != "AC"]
    return {
        "facts": problem.model_dump(mode="python", exclude={"tests", "groups", "parts"}),
        "parts": [_part(part) for part in problem.parts],
        "groups": groups,
        "failed": failed[:6],
        "failed_more": max(0, len(failed) - 6),
        "time": words.duration(problem.time_ms),
        "code": [
            {"number": number, "text": line} for number, line in enumerate(problem.code.split("\n"), start=1)
        ],
        "made": ", ".join(
            [
                f"{words.count(problem.typed_characters, 'character')} typed",
                f"{problem.pasted_characters:,} pasted",
                f"{problem.deleted_characters:,} deleted",
                words.count(problem.runs, "run"),
                words.count(problem.submissions, "submission"),
            ]
        ),
    }


def _test(test: TestRow) -> dict[str, Any]:
    return {**test.model_dump(mode="python"), "passed": test.verdict == "AC"}


def _clock(ms: int) -> str:
    minutes, seconds = divmod(ms // 1000, 60)
    return f"{minutes}:{seconds:02}"


def _share(at_ms: int, report: Report) -> float:
    whole = max(report.used_ms, report.granted_ms, 1)
    return round(100 * min(1.0, at_ms / whole), 2)


def _clean(value: Any) -> Any:
    """JSON without lone surrogates (typst reads UTF-8) and without control characters."""
    if isinstance(value, str):
        text = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return "".join(
            c if c in "\n\t" or c.isprintable() or c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text
        )
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)


@cache
def _html() -> Environment:
    return Environment(
        loader=PackageLoader("assay.report"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
