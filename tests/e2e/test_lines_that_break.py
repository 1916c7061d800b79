"""The session in a real browser while tabs are closed at the last key and the server dies: nothing is lost,
undo goes on, and what is said about saving is so."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import Open
from tests.e2e.product import PATIENCE_S, Product
from tests.e2e.test_whole_way import code, editor, shows

pytestmark = pytest.mark.slow


def started(product: Product) -> tuple[str, str]:
    """A candidate whose clock runs: the session's id and the personal link's path."""
    team = product.member()
    position = post(team, "/api/positions", {"title": "Engineer"})["id"]
    plan = {"sections": [{"problem": "cart-total"}], "minutes": 60, "languages": ["python"]}
    post(team, f"/api/positions/{position}/plans", plan)
    invited = post(
        team, f"/api/positions/{position}/invitations", {"name": "Maya", "email": "maya@example.org"}
    )
    path = "/i/" + invited["link"].rpartition("/i/")[2]
    browser = httpx.Client(base_url=product.base, headers={"Origin": product.base}, timeout=PATIENCE_S)
    view = post(browser, "/api/candidate/enter", {"token": path.removeprefix("/i/")})
    post(browser, "/api/candidate/consent", {"notice_sha256": view["notice"]["sha256"]})
    post(browser, "/api/candidate/start")
    return invited["session"], path


def post(client: httpx.Client, path: str, body: object = None) -> dict[str, Any]:
    answer = client.post(path, json=body)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json() if answer.content else {}
    return found


def at_the_end(page: Page) -> None:
    expect(editor(page)).to_be_visible()
    editor(page).click()
    page.keyboard.press("Control+End")


def saved(page: Page) -> None:
    expect(page.get_by_text(re.compile(r"^Saved")).first).to_be_visible()


def kept(page: Page) -> None:
    """Until this computer's disk has what was typed: a transaction begun now ends after those before it."""
    page.evaluate(
        """async () => {
            const db = await new Promise((ok, no) => {
                const asked = indexedDB.open("assay-session");
                asked.onsuccess = () => ok(asked.result);
                asked.onerror = () => no(asked.error);
            });
            await new Promise((ok) => {
                const transaction = db.transaction(["events"], "readwrite");
                transaction.oncomplete = ok;
                transaction.objectStore("events").count();
            });
            db.close();
        }"""
    )


def another_tab(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto("/interview")
    return page


def test_tabs_and_servers_come_and_go(product: Product, open_page: Open) -> None:
    session, path = started(product)
    page = open_page()
    page.goto(path)
    at_the_end(page)
    starter = code(page)
    page.keyboard.type("# one")
    kept(page)
    # Closed at once, and opened again: a reload of the same tab, and a tab that is new.
    # What a closed tab left behind is taken up when its lock is free, at the latest half a minute later.
    page.reload()
    at_the_end(page)
    shows(editor(page), starter + "# one")
    page.keyboard.press("Control+z")
    shows(editor(page), starter)
    page.keyboard.type("# two")
    kept(page)
    context = page.context
    page.close()
    page = another_tab(context)
    at_the_end(page)
    shows(editor(page), starter + "# two")
    saved(page)

    product.kill()
    page.keyboard.type(" and off line")
    expect(page.get_by_text(re.compile("kept on this computer")).first).to_be_visible()
    other = open_page()
    product.start()
    saved(page)
    other.goto(path)
    at_the_end(other)
    shows(editor(other), starter + "# two and off line")

    # Two tabs and another computer at once.
    second = another_tab(context)
    for tab, words in ((page, " A"), (second, " B"), (other, " C")):
        at_the_end(tab)
        tab.keyboard.type(words)
    for tab in (page, second, other):
        saved(tab)
        expect(editor(tab)).to_contain_text("A")
        expect(editor(tab)).to_contain_text("B")
        expect(editor(tab)).to_contain_text("C")
    whole = code(page)
    for tab in (second, other):
        shows(editor(tab), whole)
    answer = product.verify(session)
    assert answer["ok"], answer
