"""A whole report from a log made by hand, for a real problem of the bank."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest

from assay.bank.library import Library
from assay.bank.package import Package, load
from assay.interview.plan import Plan, Section
from assay.log.events import Event
from assay.report.build import SessionFacts, build_report
from assay.report.document import Report
from assay.report.render import render_html, render_pdf

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
FILE = "cart-total/solution.py"
CODE = "def cart_total(lines):\n    return '<b>\ud800'\n"
FACTS = SessionFacts(
    id="s1",
    assay="0.1.0",
    candidate="Maya <Lindqvist>",
    organization="Northwind",
    position="Backend engineer",
    plan_version="3",
)
PLAN = Plan(sections=[Section(problem="cart-total")], minutes=30, languages=["python"])


@pytest.fixture(scope="module")
def cart() -> Package:
    return load(Library.default_folder() / "cart-total")


def outcome(package: Package, failed: set[str]) -> list[dict[str, Any]]:
    return [
        {
            "name": test.name,
            "group": test.group,
            "verdict": "WA" if test.group in failed else "AC",
            "cpu_s": 0.01,
            "wall_s": 0.02,
            "peak_mib": 8.0,
            "got": "7\x1b[31m" if test.group in failed else None,
            "difference": "expected 3, got 7" if test.group in failed else None,
        }
        for test in package.tests
    ]


def log(package: Package, *, failed: set[str], verdict: str | None = None) -> list[Event]:
    entries: list[tuple[str, str, int, dict[str, Any]]] = [
        ("server", "opened", 0, {"assay": "0.1.0", "plan_version": "3", "problems": {}}),
        ("server", "started", 5000, {"minutes": 30, "level": "trust"}),
        ("server", "file", 5000, {"file": FILE, "problem": "cart-total", "language": "python", "text": "x"}),
        ("tab", "edit", 65_000, {"file": FILE, "version": 0, "changes": [[1, *CODE.split("\n")]], "origin": "type"}),
        ("tab", "submit", 95_000, {"problem": "cart-total", "language": "python"}),
        (
            "server",
            "judged",
            96_000,
            {
                "of": 5,
                "purpose": "submit",
                "problem": "cart-total",
                "language": "python",
                "verdict": verdict or ("WA" if failed else "AC"),
                "tests": [] if verdict in ("CE", "JE") else outcome(package, failed),
                "environment": {"tier": "namespaces"},
            },
        ),
        ("server", "ended", 125_000, {"reason": "finished"}),
    ]  # fmt: skip
    counts: dict[str, int] = {}
    events: list[Event] = []
    for seq, (writer, kind, t, data) in enumerate(entries, start=1):
        counts[writer] = counts.get(writer, 0) + 1
        events.append(Event(seq=seq, writer=writer, n=counts[writer], t=t, at=AT, kind=kind, data=data))
    return events


def report(package: Package, events: list[Event]) -> Report:
    packages = {"cart-total": package}
    return build_report(session=FACTS, plan=PLAN, packages=packages, events=events, log_hash="ab" * 32)


def test_all_passed_is_a_hundred_and_what_was_graded_is_the_submitted_text(cart: Package) -> None:
    found = report(cart, log(cart, failed=set()))
    problem = found.problems[0]
    assert found.overall is not None
    assert (found.overall.value, found.overall.high) == (100.0, 100.0)
    assert problem.code == CODE
    assert problem.graded_seq == 5
    assert found.used_ms == 120_000
    assert "solved 1 of 1 problem completely (Cart total), in 2 min 00 s of 30 min 00 s." in found.summary[0]


def test_each_part_counts_its_own_groups_and_shows_the_failed_tests_first(cart: Package) -> None:
    found = report(cart, log(cart, failed={"stress"}))
    parts = {part.name: part for part in found.problems[0].parts}
    assert parts["efficiency"].value == 0.0
    assert parts["robustness"].value == 100.0
    assert parts["correctness"].value == 75.0
    assert parts["correctness"].low is not None
    assert parts["correctness"].low < 75.0 < (parts["correctness"].high or 0)
    first = parts["correctness"].evidence[0]
    assert first.test is not None
    assert first.test.startswith("stress/")
    names = {row.name for row in found.problems[0].tests}
    assert all(item.test in names for part in parts.values() for item in part.evidence)


def test_weights_of_the_parts_add_up_to_a_hundred(cart: Package) -> None:
    found = report(cart, log(cart, failed={"edge"}))
    assert abs(sum(part.weight for part in found.parts) - 100) < 0.2


def test_code_that_does_not_compile_fails_every_test(cart: Package) -> None:
    found = report(cart, log(cart, failed=set(), verdict="CE"))
    assert found.problems[0].words == "The code does not compile, so no test passed."
    assert {row.verdict for row in found.problems[0].tests} == {"CE"}
    assert found.overall is not None
    assert found.overall.value == 0.0


def test_the_judges_own_fault_is_cannot_tell(cart: Package) -> None:
    found = report(cart, log(cart, failed=set(), verdict="JE"))
    assert found.overall is not None
    assert found.overall.value is None
    assert all(part.value is None for part in found.parts)
    assert "says nothing about the code" in found.problems[0].words


def test_nothing_handed_in_is_zero_without_doubt(cart: Package) -> None:
    events = [event for event in log(cart, failed=set()) if event.kind not in ("submit", "judged", "edit")]
    found = report(cart, events)
    assert found.overall is not None
    assert (found.overall.value, found.overall.low, found.overall.high) == (0.0, 0.0, 0.0)
    assert found.problems[0].graded_seq is None


def test_who_never_started_has_no_score_and_no_problem(cart: Package) -> None:
    opened = log(cart, failed=set())[0]
    over = Event(seq=2, writer="server", n=2, t=9000, at=AT, kind="ended", data={"reason": "withdrawn"})
    found = report(cart, [opened, over])
    assert (found.overall, found.parts, found.problems) == (None, [], [])
    assert "ended without an interview" in found.summary[0]
    assert found.ended_reason == "withdrawn"
    assert "There is nothing to score" in render_html(found)
    assert render_pdf(found).startswith(b"%PDF")


GROWN = {
    "classes": ["O(n)"],
    "best": "O(n)",
    "confidence": 0.9,
    "largest_n": 4096,
    "signal": "fuel",
    "coarse": False,
    "reason": None,
    "stopped": None,
    "target": "O(n)",
    "meets_target": True,
    "probabilities": {"O(n)": 0.97, "O(n log n)": 0.03},
    "curve": [[4, 100.0], [4096, 90_000.0]],
}


def measured(*, time: dict[str, Any] = GROWN, own: dict[str, Any] | None = None) -> dict[str, Any]:
    costly = [
        {
            "line": 3,
            "code": "x in y",
            "power": 1.0,
            "share": 0.9,
            "message": "hidden work in `x in y`, line 3",
        }
    ]
    growth = {"language": "python", "engine": "wasmtime", "time": time, "space": GROWN, "costly": costly}
    data = {"of": 5, "problem": "cart-total", "language": "python", "growth": growth, "growth_why": None}
    return {**data, "own_tests": own}


def with_code(
    package: Package, path: str, *, failed: set[str], more: dict[str, Any] | None = None
) -> list[Event]:
    """The log, with a solution of the package as what was typed, and what was measured of it."""
    text = (package.root / path).read_text()
    events: list[Event] = []
    for event in log(package, failed=failed):
        if event.kind == "edit":
            changes = [[1, *text.split("\n")]]
            event = event.model_copy(update={"data": {**event.data, "changes": changes}})
        if event.kind == "ended" and more is not None:
            n = max(other.n for other in events if other.writer == "server") + 1
            events.append(
                event.model_copy(update={"seq": event.seq, "n": n, "kind": "measured", "data": more})
            )
            event = event.model_copy(update={"seq": event.seq + 1, "n": n + 1})
        events.append(event)
    return events


RIGHT = "submissions/accepted/solution.py"


def test_quality_is_a_hundred_minus_its_findings_and_each_points_to_its_line(cart: Package) -> None:
    found = report(cart, with_code(cart, "submissions/time_limit_exceeded/brute_force.py", failed={"stress"}))
    quality = found.problems[0].quality
    assert quality is not None
    assert quality.score is not None
    assert quality.score == quality.of - sum(each.points for each in quality.findings)
    assert quality.score == quality.of - sum(each.taken for each in quality.families)
    part = next(part for part in found.problems[0].parts if part.name == "quality")
    assert part.value == float(quality.score)
    lines = {each.line for each in part.evidence if each.kind == "line" and each.line is not None}
    assert lines == {each.line for each in quality.findings}
    assert all(1 <= line <= len(found.problems[0].code.splitlines()) for line in lines)


def test_too_little_code_has_no_quality_and_costs_nothing(cart: Package) -> None:
    found = report(cart, log(cart, failed=set()))
    part = next(part for part in found.problems[0].parts if part.name == "quality")
    assert (part.value, part.weight) == (None, 0)
    assert "only 2 lines of the code are the candidate's own" in part.words
    assert any("how the code is written" in said for said in found.not_measured)
    assert found.overall is not None
    assert found.overall.value == 100.0


def test_growth_within_the_target_and_stress_tests_are_efficiency(cart: Package) -> None:
    found = report(cart, with_code(cart, RIGHT, failed=set(), more=measured()))
    part = next(part for part in found.problems[0].parts if part.name == "efficiency")
    assert part.value == 100.0
    grown = [each for each in part.evidence if each.kind == "growth"]
    assert [each.of for each in grown] == ["time", "space"]
    assert "Time grows like O(n), seen up to n = 4,096: within the target O(n)" in grown[0].text
    assert any(each.kind == "line" and each.line == 3 for each in part.evidence)
    assert "time grows like O(n), as intended" in " ".join(found.summary)
    assert not any("how time and space grow" in said for said in found.not_measured)


def test_growth_beyond_the_target_costs_efficiency_and_nothing_else(cart: Package) -> None:
    slow = {
        **GROWN,
        "classes": ["O(n^2)"],
        "best": "O(n^2)",
        "meets_target": False,
        "probabilities": {"O(n^2)": 1},
    }
    right = report(cart, with_code(cart, RIGHT, failed=set(), more=measured()))
    slower = report(cart, with_code(cart, RIGHT, failed=set(), more=measured(time=slow)))
    values = [
        {str(part.name): part.value or 0.0 for part in each.problems[0].parts} for each in (right, slower)
    ]
    assert values[1]["efficiency"] == 50.0
    assert values[1]["overall"] < values[0]["overall"]
    assert {**values[0], "efficiency": 0, "overall": 0} == {**values[1], "efficiency": 0, "overall": 0}


def test_growth_of_a_wrong_program_counts_for_nothing(cart: Package) -> None:
    found = report(cart, with_code(cart, RIGHT, failed={"basic", "stress"}, more=measured()))
    part = next(part for part in found.problems[0].parts if part.name == "efficiency")
    assert part.value == 0.0


def test_own_cases_that_catch_wrong_solutions_raise_robustness(cart: Package) -> None:
    wrong = [
        {"name": "more_than_ten.py", "what": "not at 10", "by": "ten pieces", "run": 5},
        {"name": "trusts_int.py", "what": "signs", "by": None, "run": None},
    ]
    own = {"cases": 3, "valid": 3, "wrong": wrong}
    events = with_code(cart, RIGHT, failed={"edge", "error"}, more=measured(own=own))
    found = report(cart, events).problems[0]
    part = next(part for part in found.parts if part.name == "robustness")
    assert part.value == pytest.approx(100 * (0 + 0 + 0.5) / 3, abs=0.1)
    assert found.own_tests is not None
    assert (found.own_tests.caught, len(found.own_tests.wrong)) == (1, 2)
    assert "would catch 1 of 2 known wrong solutions" in " ".join(each.text for each in part.evidence)


def test_what_could_not_be_measured_is_said_with_its_reason(cart: Package) -> None:
    none = {**measured(), "growth": None, "growth_why": "Go is not measured here."}
    found = report(cart, with_code(cart, RIGHT, failed=set(), more=none))
    assert "Cart total: how time and space grow. Go is not measured here." in found.not_measured
    none = {**measured(), "own_tests_why": "Measuring failed on our side."}
    found = report(cart, with_code(cart, RIGHT, failed=set(), more=none))
    said = "Cart total: which faults their own tests catch. Measuring failed on our side."
    assert said in found.not_measured
    still = report(cart, with_code(cart, RIGHT, failed=set()))
    assert "Cart total: how time and space grow. It has not been measured yet." in still.not_measured


def test_each_pause_shows_what_the_code_was_then(cart: Package) -> None:
    found = report(cart, with_code(cart, RIGHT, failed=set())).problems[0].pulses
    assert [row.seq for row in found] == [4]
    assert (found[0].at_ms, found[0].parsed, found[0].functions) == (60_000, True, 3)
    assert found[0].lines > 15
    assert found[0].loops >= 2


def test_ability_rests_on_each_problem_with_its_error(cart: Package) -> None:
    good = report(cart, with_code(cart, RIGHT, failed=set())).ability
    bad = report(cart, with_code(cart, RIGHT, failed={"basic", "edge", "error", "stress"})).ability
    assert good is not None
    assert bad is not None
    assert good.low < good.value < good.high
    assert bad.value < good.value
    assert [each.problem for each in good.evidence] == ["cart-total"]


def test_the_same_log_gives_the_same_bytes(cart: Package) -> None:
    events = log(cart, failed={"edge", "error"})
    first, second = report(cart, events), report(cart, events)
    assert json.dumps(first.model_dump(mode="json")) == json.dumps(second.model_dump(mode="json"))
    assert render_html(first) == render_html(second)


def test_the_page_escapes_what_candidates_wrote_and_refers_to_nothing_outside(cart: Package) -> None:
    page = render_html(report(cart, log(cart, failed={"edge"})))
    assert "Maya &lt;Lindqvist&gt;" in page
    assert "<b>" not in page.replace('<b style="left', "")
    assert not re.search(r"(src|href)=|https?://|<script", page)
    page.encode()


def test_the_pdf_is_tagged_and_takes_any_text(cart: Package) -> None:
    pdf = render_pdf(report(cart, log(cart, failed={"edge", "stress"})))
    assert pdf.startswith(b"%PDF")
    assert b"pdfuaid" in pdf


def test_the_pdf_says_where_no_font_shows_a_character(cart: Package) -> None:
    found = report(cart, log(cart, failed=set()))
    named = found.model_copy(update={"candidate": "\u674e\u4f1f \U0001f600 \U000f1234"})
    assert render_pdf(named).startswith(b"%PDF")
