from __future__ import annotations

from assay.interview.closing import HandedIn, ToSubmit, submissions_at_end
from assay.interview.state import fold_state
from tests.interview.events import Log


def at_end(log: Log, texts: dict[str, str], handed_in: dict[str, HandedIn] | None = None) -> list[ToSubmit]:
    return submissions_at_end(
        fold_state(log.events), lambda file: texts.get(file, "starter\n"), handed_in or {}
    )


def edit(log: Log, file: str) -> None:
    log.add("edit", 2000, "tab", file=file, version=0, changes=[[0, "x"]], origin="type")


def view(log: Log, problem: str, language: str) -> None:
    log.add("view", 2000, "tab", problem=problem, language=language)


def test_untouched_starters_are_not_handed_in() -> None:
    log = Log().start()
    view(log, "cart", "python")
    assert at_end(log, {}) == []


def test_the_language_last_viewed_counts() -> None:
    log = Log().start()
    edit(log, "cart/Solution.java")
    edit(log, "cart/solution.py")
    view(log, "cart", "java")
    texts = {"cart/solution.py": "p", "cart/Solution.java": "j"}
    assert at_end(log, texts) == [ToSubmit("cart", "java")]


def test_turning_to_an_untouched_language_throws_no_work_away() -> None:
    log = Log().start()
    edit(log, "cart/solution.py")
    view(log, "cart", "java")
    assert at_end(log, {"cart/solution.py": "p"}) == [ToSubmit("cart", "python")]


def test_a_problem_edited_but_never_viewed_is_handed_in() -> None:
    log = Log().start()
    edit(log, "logs/solution.py")
    assert at_end(log, {"logs/solution.py": "p"}) == [ToSubmit("logs", "python")]


def test_what_was_already_handed_in_is_not_handed_in_again() -> None:
    log = Log().start()
    edit(log, "cart/solution.py")
    view(log, "cart", "python")
    assert at_end(log, {"cart/solution.py": "p"}, {"cart": HandedIn("python", "p")}) == []
    assert at_end(log, {"cart/solution.py": "p2"}, {"cart": HandedIn("python", "p")}) == [
        ToSubmit("cart", "python")
    ]
    assert at_end(log, {"cart/solution.py": "p"}, {"cart": HandedIn("java", "p")}) == [
        ToSubmit("cart", "python")
    ]


def test_problems_come_in_the_plans_order() -> None:
    log = Log().start()
    for problem in ("logs", "cart"):
        edit(log, f"{problem}/solution.py")
        view(log, problem, "python")
    texts = {"cart/solution.py": "p", "logs/solution.py": "p"}
    assert [found.problem for found in at_end(log, texts)] == ["cart", "logs"]
