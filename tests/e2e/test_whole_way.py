"""The whole way, by keyboard alone: sign in, plan, invite; consent, practise, two problems in two languages,
run, submit, finish; the report and the replay. axe looks at every page on the way."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Open
from tests.e2e.keyboard import Keyboard
from tests.e2e.product import EMAIL, PASSWORD, PATIENCE_S, Product
from tests.e2e.scenes import until
from tests.e2e.watch import axe

PROBLEMS = Path(__file__).parents[2] / "problems"
SUMMARY = (PROBLEMS / "log-level-summary/submissions/accepted/solution.py").read_text()
CART = (PROBLEMS / "cart-total/submissions/accepted/solution.js").read_text()

pytestmark = pytest.mark.slow


def test_the_whole_way_by_keyboard_alone(product: Product, open_page: Open) -> None:
    team = open_page()
    link = plan_and_invite(team)
    candidate = open_page()
    sit(candidate, link)
    read_the_report(team, product)


def plan_and_invite(page: Page) -> str:
    """Gives the personal link."""
    keys = Keyboard(page)
    page.goto("/")
    expect(page).to_have_url(re.compile("/sign-in"))
    axe(page)
    keys.fill(page.get_by_label("Email"), EMAIL)
    keys.fill(page.get_by_label("Password"), PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Positions", level=1)).to_be_visible()
    axe(page)

    keys.press(page.get_by_role("button", name=re.compile("[Nn]ew position")).first)
    keys.fill(page.get_by_label("Title"), "Backend engineer")
    axe(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Backend engineer", level=1)).to_be_visible()

    keys.button("Add Log level summary")
    keys.button("Add Cart total")
    axe(page)
    keys.press(page.get_by_role("button", name="Save as version 1"))
    expect(page.get_by_text("Version 1 as it was saved.")).to_be_visible()

    keys.to(page.get_by_role("tab", name="Plan"))
    page.keyboard.press("ArrowRight")
    keys.press(page.get_by_role("button", name=re.compile("Invite one")).first)
    keys.fill(page.get_by_label("Name", exact=True), "Maya Lindqvist")
    keys.fill(page.get_by_label("Email"), "maya@example.org")
    axe(page)
    page.keyboard.press("Enter")
    links = page.get_by_role("region", name="New personal links")
    expect(links).to_be_visible()
    axe(page)
    link = links.locator("code").inner_text()

    for address in ("/sessions", "/problems"):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.wait_for_load_state("networkidle")
        axe(page)
    return link


def sit(page: Page, link: str) -> None:
    keys = Keyboard(page)
    page.goto(link)
    expect(page.get_by_role("heading", name="Backend engineer", level=1)).to_be_visible()
    expect(page).to_have_url(re.compile("/interview"))
    axe(page)
    keys.button("Next: what is recorded")
    expect(page.get_by_role("heading", name="What is recorded")).to_be_visible()
    axe(page)
    keys.button("I agree")

    keys.button("Practise")
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_visible()
    axe(page)
    page.keyboard.press("Control+Enter")
    expect(results(page).get_by_text(re.compile("samples fail|samples pass")).first).to_be_visible()
    keys.button("Leave practice")

    keys.press(page.get_by_role("button", name=re.compile("^Start")).first)
    axe(page)
    keys.press(page.get_by_role("button", name="Start now"))
    expect(page.get_by_role("navigation", name="Problems")).to_be_visible()
    axe(page)

    solve(page, keys, "Log level summary", "Python", SUMMARY)
    page.keyboard.press("Alt+2")
    choose_language(page, keys, "JavaScript")
    solve(page, keys, "Cart total", "JavaScript", CART)
    axe(page)

    # A reload loses nothing, and undo still knows what came before.
    page.reload()
    expect(editor(page)).to_be_visible()
    shows(editor(page), CART)

    keys.button("Finish")
    keys.press(
        page.get_by_role("alertdialog").or_(page.get_by_role("dialog")).get_by_role("button", name="Finish")
    )
    expect(page.get_by_role("heading", name="Your work is handed in")).to_be_visible()
    axe(page)
    with page.expect_download() as download:
        keys.press(page.get_by_role("link", name="Download your copy"))
    assert download.value.suggested_filename.endswith(".zip")


def editor(page: Page) -> Locator:
    return page.get_by_role("textbox", name=re.compile("^Code, "))


def results(page: Page) -> Locator:
    return page.get_by_role("region", name="Results")


def code(page: Page) -> str:
    """What the editor shows; these files are short enough to be drawn whole."""
    return lines(editor(page))


def lines(place: Locator) -> str:
    found: str = place.evaluate(
        "node => [...node.querySelectorAll('.cm-line')].map(line => line.textContent).join('\\n')"
    )
    return found


def shows(place: Locator, text: str) -> None:
    """Waits until the editor in ``place`` shows ``text``, for as long as anything here is waited for."""
    for _ in range(PATIENCE_S * 5):
        if lines(place) == text:
            return
        place.page.wait_for_timeout(200)
    assert lines(place) == text


def choose_language(page: Page, keys: Keyboard, name: str) -> None:
    keys.press(page.get_by_role("button", name=re.compile("Language")))
    page.keyboard.type(name)
    page.keyboard.press("Enter")


def solve(page: Page, keys: Keyboard, title: str, language: str, text: str) -> None:
    expect(page.get_by_role("textbox", name=f"Code, {title}, {language}")).to_be_visible()
    keys.to(editor(page))
    keys.replace_code(text)
    assert code(page) == text
    page.keyboard.press("Control+Enter")
    expect(results(page).get_by_text(re.compile(r"^All \d+ samples pass|The sample passes"))).to_be_visible(
        timeout=2 * PATIENCE_S * 1000
    )
    page.keyboard.press("Control+Shift+Enter")
    expect(results(page).get_by_text(re.compile(r"^All \d+ tests pass"))).to_be_visible(
        timeout=2 * PATIENCE_S * 1000
    )
    expect(page.get_by_text(re.compile(r"saved at \d\d:\d\d:\d\d", re.IGNORECASE)).first).to_be_visible()
    # Out of the editor: Escape, then Tab.
    keys.to(editor(page))
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert not editor(page).evaluate("node => node.contains(document.activeElement)")


def read_the_report(page: Page, product: Product) -> None:
    with closing(product.member()) as member:
        session = member.get("/api/sessions").json()["rows"][0]["id"]
        row = until(member, session, "ended")
        report = member.get(f"/api/sessions/{row['id']}/report").json()
    assert {problem["slug"]: problem["verdict"] for problem in report["problems"]} == {
        "log-level-summary": "AC",
        "cart-total": "AC",
    }
    assert {problem["slug"]: problem["code"] for problem in report["problems"]} == {
        "log-level-summary": SUMMARY,
        "cart-total": CART,
    }
    # All that rests on running it is whole; of how it is written, what the findings take and no more.
    scores = {part["name"]: part["value"] for part in report["parts"]}
    qualities = [problem["quality"] for problem in report["problems"]]
    assert all(each["score"] == 100 - sum(one["points"] for one in each["findings"]) for each in qualities)
    assert scores == {
        "correctness": 100.0,
        "efficiency": 100.0,
        "quality": sum(each["score"] for each in qualities) / len(qualities),
        "robustness": 100.0,
    }
    assert 0 < report["used_ms"] < report["granted_ms"]

    page.goto(f"/sessions/{row['id']}")
    expect(page.get_by_role("heading", name="Maya Lindqvist", level=1)).to_be_visible()
    replay = page.get_by_role("region", name="Replay")
    expect(replay).to_be_visible()
    axe(page)
    keys = Keyboard(page)
    keys.to(replay.get_by_role("button", name=re.compile("Play")).first)
    page.keyboard.press("End")
    expect(replay.get_by_text(re.compile("Now:"))).to_be_visible()
    shows(replay, CART)
    keys.press(replay.get_by_role("button", name=re.compile("Log level summary, Python")), "Space")
    shows(replay, SUMMARY)
    for address in ("report.html", "report.pdf"):
        answer = page.request.get(f"/api/sessions/{row['id']}/{address}", timeout=PATIENCE_S * 1000)
        assert answer.ok
        assert len(answer.body()) > 2000
    verified = product.verify(row["id"])
    assert verified["ok"], verified
