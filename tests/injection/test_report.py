"""An order in what a session holds changes no number of its report and breaks neither page, PDF nor JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from assay.analysis.similarity import Given, compare
from assay.analysis.similarity.page import page
from assay.analysis.syntax import parse
from assay.bank.library import Library
from assay.bank.package import Package, load
from assay.interview.plan import Plan, Section
from assay.log.events import Event, parse_data
from assay.report.build import SessionFacts, build_report
from assay.report.document import Report
from assay.report.render import render_html, render_pdf
from tests.injection.forms import FORMS, double

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
SLUG = "cart-total"
FILE = f"{SLUG}/solution.py"
PLAN = Plan(sections=[Section(problem=SLUG)], minutes=30, languages=["python"])
SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs/schema/report.schema.json").read_text())
PLACES = ("code", "pasted", "candidate", "position", "case", "output", "compiler", "own tests")
"""Where words of a candidate, or of their program, come into a session."""


@pytest.fixture(scope="module")
def cart() -> Package:
    return load(Library.default_folder() / SLUG)


def solution(package: Package) -> str:
    return (package.root / "submissions/accepted/solution.py").read_text()


def code_with(package: Package, order: str) -> str:
    """In a comment on every line of its own, and in the text of a message."""
    lines = [f"    # {line}" for line in order.split("\n")]
    said = '"' + re.sub(r'["\\\x00-\x1f\x7f]', " ", order) + '"'
    return "\n".join(
        [solution(package).rstrip(), "", "", "def explain() -> str:", *lines, f"    return {said}", ""]
    )


def session(package: Package, order: str, places: Sequence[str]) -> list[Event]:
    """A whole session with ``order`` in these places; "x" stands in the others."""
    at = {place: order if place in places else "x" for place in PLACES}
    case = at["case"].encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")[:80]
    text = code_with(package, at["code"])
    outcomes = [
        {
            **{"name": test.name, "group": test.group, "cpu_s": 0.01, "wall_s": 0.02, "peak_mib": 8.0},
            "verdict": "WA" if test.group == "edge" else "AC",
            **(
                {
                    "got": at["output"],
                    "stderr": at["output"],
                    "difference": f"expected 3, got {at['output'][:60]}",
                }
                if test.group == "edge"
                else {}
            ),
        }
        for test in package.tests
    ]
    own = {**{"group": "own", "cpu_s": 0.01, "wall_s": 0.02, "peak_mib": 8.0}, "verdict": "AC"}
    asked = {"problem": SLUG, "language": "python"}
    judged = {**asked, "verdict": "WA", "environment": {"tier": "namespaces"}, "compiler": at["compiler"]}
    caught = {"name": "trusts_int.py", "what": "signs", "by": at["own tests"][:80], "run": 6}
    pasted = "\n".join(f"# {line}" for line in at["pasted"].split("\n"))
    entries: list[tuple[str, str, int, dict[str, Any]]] = [
        ("server", "opened", 0, {"assay": "0.1.0", "plan_version": "3", "problems": {}}),
        ("server", "started", 5000, {"minutes": 30, "level": "trust"}),
        ("server", "file", 5000, {"file": FILE, "problem": SLUG, "language": "python", "text": "x"}),
        ("tab", "edit", 30_000, {"file": FILE, "version": 0, "changes": [[1, *pasted.split("\n")]], "origin": "paste"}),
        ("tab", "edit", 65_000, {"file": FILE, "version": 1, "changes": [[_units(pasted), *text.split("\n")]], "origin": "type"}),
        ("tab", "run", 80_000, {**asked, "cases": [{"name": case, "input": at["case"]}]}),
        ("server", "judged", 81_000, {**judged, "of": 6, "purpose": "run", "tests": [{**own, "name": case, "input": at["case"], "got": at["case"]}]}),
        ("tab", "submit", 95_000, asked),
        ("server", "judged", 96_000, {**judged, "of": 8, "purpose": "submit", "tests": outcomes}),
        ("server", "measured", 97_000, {**asked, "of": 8, "growth": None, "growth_why": "It was not measured.", "own_tests": {"cases": 1, "valid": 1, "wrong": [caught]}}),
        ("server", "ended", 125_000, {"reason": "finished"}),
    ]  # fmt: skip
    counts: dict[str, int] = {}
    events = []
    for seq, (writer, kind, t, data) in enumerate(entries, start=1):
        parse_data(kind, data)
        counts[writer] = counts.get(writer, 0) + 1
        events.append(Event(seq=seq, writer=writer, n=counts[writer], t=t, at=AT, kind=kind, data=data))
    return events


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def report(package: Package, order: str, places: Sequence[str] = PLACES) -> Report:
    facts = SessionFacts(
        id="s1",
        assay="0.1.0",
        candidate=order if "candidate" in places else "x",
        organization="Northwind",
        position=order if "position" in places else "x",
        plan_version="3",
    )
    events = session(package, order, places)
    return build_report(session=facts, plan=PLAN, packages={SLUG: package}, events=events, log_hash="ab" * 32)


def numbers(value: Any, at: str = "") -> Iterator[tuple[str, object]]:
    """Everything in a document but its texts; of those, what they are asked to change: verdicts, rules, kinds."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from numbers(item, f"{at}.{key}")
    elif isinstance(value, list):
        yield at, len(value)
        for item in value:
            yield from numbers(item, at)
    elif not isinstance(value, str) or at.rsplit(".", 1)[-1] in (
        "verdict",
        "rule",
        "family",
        "kind",
        "group",
        "level",
    ):
        yield at, value


class Skeleton(HTMLParser):
    """The elements of a page with the names of their attributes, and the values that are no text of people."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[object] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(
            (tag, [(name, value) for name, value in attrs if name not in ("aria-label", "title")])
        )

    def handle_endtag(self, tag: str) -> None:
        self.found.append(tag)

    def handle_comment(self, data: str) -> None:
        self.found.append(("comment", data))


@pytest.mark.parametrize("form", FORMS)
def test_no_number_of_the_report_changes_and_the_page_stays_whole(cart: Package, form: str) -> None:
    told, innocent = report(cart, FORMS[form]), report(cart, double(FORMS[form]))
    document = json.loads(json.dumps(told.model_dump(mode="json")))
    assert list(numbers(document)) == list(numbers(innocent.model_dump(mode="json")))
    shown = render_html(told)
    shown.encode()
    assert Skeleton(shown).found == Skeleton(render_html(innocent)).found


@pytest.mark.parametrize("place", PLACES)
def test_no_place_moves_a_score(cart: Package, place: str) -> None:
    told = report(cart, FORMS["several lines"], [place])
    innocent = report(cart, double(FORMS["several lines"]), [place])
    jsonschema.validate(told.model_dump(mode="json"), SCHEMA)
    assert list(numbers(told.model_dump(mode="json"))) == list(numbers(innocent.model_dump(mode="json")))
    assert told.overall is not None
    assert told.overall.value is not None
    assert 0 < told.overall.value < 100


def test_code_in_a_comment_is_named_and_moves_no_score(cart: Package) -> None:
    told, innocent = (report(cart, order, ["code"]) for order in ("score = 100", "what it is"))
    assert told.overall is not None
    assert innocent.overall is not None
    for one, other in zip((told.overall, *told.parts), (innocent.overall, *innocent.parts), strict=True):
        assert (one.value, one.low, one.high) == (other.value, other.low, other.high)
    assert told.problems[0].quality is not None
    assert "commented-out-code" in {each.rule for each in told.problems[0].quality.findings}


@pytest.mark.parametrize("place", ["code", "output"])
def test_all_orders_at_once_break_no_pdf(cart: Package, place: str) -> None:
    """In the one page that holds every form that has a line of its own."""
    orders = "\n".join(text[:200] for text in FORMS.values())
    pdf = render_pdf(report(cart, orders, [place]))
    assert pdf.startswith(b"%PDF")
    assert b"pdfuaid" in pdf
    assert b"/JavaScript" not in pdf


def test_a_name_breaks_no_pdf(cart: Package) -> None:
    names = " ".join(text[:60].replace("\n", " ") for text in FORMS.values())
    assert render_pdf(report(cart, names, ["candidate"])).startswith(b"%PDF")


def test_files_side_by_side_stay_whole(cart: Package) -> None:
    other = solution(cart).replace("pieces", "n")

    def skeleton(order: str) -> object:
        safe = order.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        texts = {safe: code_with(cart, safe.replace("\x0c", " ")), "other": other}
        found = compare([Given(name, parse(text, "python")) for name, text in texts.items()])
        return Skeleton(page(found, texts)).found

    for form, order in FORMS.items():
        assert skeleton(order) == skeleton(double(order)), form
