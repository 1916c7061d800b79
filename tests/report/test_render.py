"""The report as a page and as a PDF: drawn from blocks, so that new parts appear; tagged, and read as PDF/UA."""

from __future__ import annotations

import re
import zlib
from typing import Any

import pytest

from assay.bank.library import Library
from assay.bank.package import Package, load
from assay.report.document import Part, Report
from assay.report.layout import layout
from assay.report.render import render_html, render_pdf
from tests.report.test_build import log, measured, report, with_code

OWN = {
    "cases": 3,
    "valid": 2,
    "caught": 1,
    "wrong": [
        {"name": "a.py", "what": "takes the discount from each line", "by": "[[1, 2]]", "run": None},
        {"name": "b.py", "what": "rounds each line", "by": None, "run": None},
    ],
}


@pytest.fixture(scope="module")
def cart() -> Package:
    return load(Library.default_folder() / "cart-total")


@pytest.fixture(scope="module")
def full(cart: Package) -> Report:
    """With something of everything."""
    events = with_code(
        cart,
        "submissions/time_limit_exceeded/brute_force.py",
        failed={"stress", "edge"},
        more=measured(own=OWN),
    )
    return report(cart, events)


@pytest.fixture(scope="module")
def pdf(full: Report) -> str:
    return readable(render_pdf(full))


def readable(pdf: bytes) -> str:
    """The file with its compressed streams opened: objects, metadata and structure as text."""
    found = [pdf]
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompressobj().decompress(match[1]))
        except zlib.error:
            continue  # not a compressed one: it is in the file as it is
    return b"\n".join(found).decode("latin-1")


def elements(pdf: str, kind: str) -> int:
    """How many elements of the structure are of this kind."""
    return len(re.findall(rf"/S\s*/{kind}\b", pdf))


def test_the_pdf_says_that_it_is_pdf_ua(pdf: str) -> None:
    assert re.search(r"/MarkInfo\s*<<[^>]*/Marked\s+true", pdf)
    assert re.search(r"/StructTreeRoot\s+\d+ 0 R", pdf)
    assert re.search(r"/Lang\s*\(en", pdf)
    assert re.search(r"/DisplayDocTitle\s+true", pdf)
    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>", pdf)
    assert re.search(r"<dc:title>.*Maya &lt;Lindqvist(&gt;|>), Backend engineer: interview report", pdf)


def test_the_pdf_is_tagged_through_and_through(pdf: str, full: Report) -> None:
    assert elements(pdf, "H1") == 1
    # Scores, each problem, what happened when, what it does not say, how it was made.
    assert elements(pdf, "H2") == 4 + len(full.problems)
    assert elements(pdf, "H3") >= 5
    assert elements(pdf, "Table") >= 5
    assert elements(pdf, "TH") >= 10
    assert elements(pdf, "TD") > 40
    assert elements(pdf, "LI") >= 5
    figures = elements(pdf, "Figure")
    bars = len(full.parts) + 1
    assert figures >= bars + len(full.problems[0].groups) + 2
    # No picture without words.
    assert len(re.findall(r"/Alt\s*[(<]", pdf)) >= figures
    assert "/ParentTree" in pdf


def test_each_part_of_the_document_is_drawn_whatever_its_name(full: Report) -> None:
    name: Any = "reasoning"
    new = Part.model_construct(
        name=name,
        weight=10.0,
        value=64.0,
        low=50.0,
        high=76.0,
        words="64 of 100 for three answers",
        evidence=[],
    )
    more = full.model_copy(update={"parts": [*full.parts, new]})
    page = render_html(more)
    assert "Reasoning" in page
    assert "64 of 100 for three answers" in page
    assert render_pdf(more).startswith(b"%PDF")


def test_what_cannot_be_told_is_drawn_without_a_bar(full: Report) -> None:
    untold = full.parts[0].model_copy(
        update={"value": None, "low": None, "high": None, "words": "Cannot tell: nothing to rest on."}
    )
    less = full.model_copy(update={"parts": [untold], "overall": None, "ability": None})
    page = render_html(less)
    assert "cannot tell" in page
    assert "Cannot tell: nothing to rest on." in page
    assert render_pdf(less).startswith(b"%PDF")


def test_everything_known_of_a_problem_is_in_it(full: Report) -> None:
    page = render_html(full)
    for said in (
        "Time grows like O(n), seen up to n = 4,096: within the target O(n).",
        "How it is written",
        "What does 50 mean here",
        "takes the discount from each line",
        "caught by [[1, 2]]",
        "Approach",
        "Hidden work in `x in y`, line 3.",
        "Ability: ",
        "5 more failed; the web report lists each.",
    ):
        assert said in page, said
    kinds = {block["kind"] for section in layout(full)["sections"] for block in section["blocks"]}
    assert kinds == {"text", "heading", "facts", "scores", "tests", "case", "curve", "table", "list", "code"}


def test_findings_stand_at_their_line(full: Report) -> None:
    code = [block for block in _blocks(full) if block["kind"] == "code"]
    noted = {line["number"] for line in code[0]["lines"] if line["notes"]}
    quality = full.problems[0].quality
    assert quality is not None
    assert noted == {each.line for each in quality.findings} | {3}


def test_scores_of_a_problem_that_is_alone_are_not_told_twice(full: Report) -> None:
    assert sum(block["kind"] == "scores" for block in _blocks(full)) == 1
    twice = full.model_copy(update={"problems": [*full.problems, *full.problems]})
    assert sum(block["kind"] == "scores" for block in _blocks(twice)) == 3


def _blocks(found: Report) -> list[dict[str, Any]]:
    return [block for section in layout(found)["sections"] for block in section["blocks"]]


def test_a_part_that_says_nothing_breaks_nothing(cart: Package) -> None:
    fault = report(cart, log(cart, failed=set(), verdict="JE"))
    assert "cannot tell" in render_html(fault)
    assert render_pdf(fault).startswith(b"%PDF")


def test_large_inputs_do_not_fill_pages(full: Report) -> None:
    (problem,) = full.problems
    tests = [
        test.model_copy(update={"input": "8 c\n" * 500, "got": "7" * 2000, "expected": "60\n"})
        for test in problem.tests
    ]
    long = full.model_copy(update={"problems": [problem.model_copy(update={"tests": tests})]})
    cases = [block for block in _blocks(long) if block["kind"] == "case"]
    assert cases
    for case in cases:
        shown = dict(case["rows"])
        assert shown["Input"] == "8 c\n" * 8 + "… the web report shows more"
        assert shown["Got"] == "7" * 400 + "\n… the web report shows more"
        assert shown["Expected"] == "60"
