"""The comparison of a position's candidates in a real browser: many, few, nobody; by pointer and by key."""

from __future__ import annotations

import asyncio
import copy
import csv
import io
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from assay.store import sitting
from assay.store.engine import open_database, sqlite_url
from tests.e2e.conftest import Open
from tests.e2e.looks import NARROW, looks_right
from tests.e2e.product import Product
from tests.e2e.scenes import Guest, ask, make_position, until

PROBLEMS = Path(__file__).parents[2] / "problems"
WRONG = (PROBLEMS / "cart-total/submissions/wrong_answer/discount_per_line.py").read_text()
LONG_NAME = "Wilhelmina-Alexandra Featherstonehaugh-Cholmondeley-Villiers"
NAMES = [LONG_NAME, "Ådne Bø", *(f"Person {number:02}" for number in range(1, 62))]
"""More than one page of them."""
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)

pytestmark = pytest.mark.slow


@dataclass
class World:
    product: Product
    member: httpx.Client
    positions: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    running = Product(tmp_path_factory.mktemp("compare") / "data")
    running.add_member()
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def world(product: Product) -> World:
    """One real session; the others' reports are that one's, with other scores."""
    member = product.member()
    world = World(product, member)
    world.positions["many"] = make_position(member, "Backend engineer", ("cart-total",))
    world.positions["few"] = make_position(member, "Data engineer", ("cart-total",))
    world.positions["nobody"] = make_position(member, "Designer", ("cart-total",))
    real = Guest(product, member, world.positions["many"], "Enid Ended")
    real.hand_in({("cart-total", "python"): WRONG})
    until(member, real.session, "ended")
    world.sessions[real.name] = real.session
    report = ask(member, "GET", f"/api/sessions/{real.session}/report")
    for number, name in enumerate(NAMES):
        guest = Guest(product, member, world.positions["many"], name, email=f"p{number}@example.org")
        world.sessions[name] = guest.session
    for name in ("Ann Few", "Ben Few"):
        guest = Guest(product, member, world.positions["few"], name)
        world.sessions[name] = guest.session
    product.stop()
    made = {session: name for name, session in world.sessions.items() if session != real.session}
    # The browser that Playwright drives has its event loop in this thread.
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, _end_all(product, made, report)).result()
    product.start()
    return world


async def _end_all(product: Product, sessions: dict[str, str], report: dict[str, Any]) -> None:
    async with open_database(sqlite_url(product.data / "assay.db")) as database, database.write() as s:
        for number, (session, name) in enumerate(sessions.items()):
            overall = 100.0 - number * 1.5 if number < len(NAMES) else 50.0
            at = AT + timedelta(minutes=number)
            await sitting.set_row(s, session, {"state": "ended", "started_at": at, "ended_at": at})
            await sitting.add_report(s, session, "a" * 64, _with(report, session, name, overall), at)


def _with(report: dict[str, Any], session: str, name: str, overall: float) -> dict[str, Any]:
    made = copy.deepcopy(report) | {"session": session, "candidate": name}
    for part in [made["overall"], *made["parts"]]:
        if part["value"] is not None:
            low, high = max(0.0, overall - 8), min(100.0, overall + 6)
            part |= {"value": overall, "low": low, "high": high}
    ability = (overall - 60) / 25
    made["ability"] |= {"value": ability, "error": 0.4, "low": ability - 0.66, "high": ability + 0.66}
    return made


def compare(open_page: Open, world: World, which: str, **search: str) -> Page:
    page = open_page()
    with closing(world.product.member()) as member:
        cookies = [(cookie.name, cookie.value or "") for cookie in member.cookies.jar]
    page.context.add_cookies(
        [{"name": name, "value": value, "url": world.product.base} for name, value in cookies]
    )
    query = "".join(f"&{key}={value}" for key, value in search.items())
    page.goto(f"/positions/{world.positions[which]}?tab=compare{query}")
    return page


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def table(page: Page) -> Locator:
    return page.get_by_role("grid", name="Candidates compared")


def first_row(page: Page) -> Locator:
    return table(page).get_by_role("row").nth(1)


def test_many(open_page: Open, world: World) -> None:
    page = compare(open_page, world, "many")
    told = page.get_by_text("cannot be told apart from the first").first
    looks_right(page, told, page.get_by_role("heading", name="64 people"), heading=heading(page))
    expect(first_row(page)).to_contain_text(LONG_NAME)
    expect(first_row(page)).to_contain_text("not told apart from the first")
    expect(first_row(page)).to_contain_text(re.compile(r"100 \(92 to 100\)"))
    # The last column lies within the page, long names or not.
    expect(page.get_by_role("columnheader", name="Among the others")).to_be_in_viewport(ratio=1)
    expect(first_row(page)).to_contain_text(re.compile(r"Above about \d+ % of the others"))
    expect(table(page).get_by_role("row")).to_have_count(51)
    page.get_by_role("button", name="Show 14 more of 64").click()
    expect(table(page).get_by_role("row")).to_have_count(65)


def test_sorted_by_pointer_and_by_key(open_page: Open, world: World) -> None:
    page = compare(open_page, world, "many")
    column = page.get_by_role("columnheader", name="Overall")
    expect(column).to_have_attribute("aria-sort", "descending")
    column.click()
    expect(column).to_have_attribute("aria-sort", "ascending")
    expect(first_row(page)).not_to_contain_text(LONG_NAME)
    page.wait_for_url("**order=asc**")
    # Arrows go from column to column, Enter sorts.
    page.get_by_role("columnheader", name="Overall").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("columnheader", name="Correctness")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="Correctness")).to_have_attribute("aria-sort", "descending")
    expect(first_row(page)).to_contain_text(LONG_NAME)
    expect(page.get_by_text(re.compile("^In correctness"))).to_be_visible()
    page.get_by_role("columnheader", name="Correctness").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="Candidate")).to_have_attribute("aria-sort", "ascending")
    expect(first_row(page)).to_contain_text("Ådne Bø")
    # What is sorted by is in the address.
    page.reload()
    expect(first_row(page)).to_contain_text("Ådne Bø")


def test_a_row_leads_to_the_report(open_page: Open, world: World) -> None:
    page = compare(open_page, world, "many")
    first_row(page).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/sessions/{world.sessions[LONG_NAME]}")
    expect(heading(page)).to_contain_text(LONG_NAME)


def choose(page: Page, number: int, name: str) -> None:
    page.get_by_role("button", name=re.compile("One|The other")).nth(number).click()
    page.get_by_role("option", name=name).click()


def test_two_people(open_page: Open, world: World) -> None:
    page = compare(open_page, world, "many")
    choose(page, 0, LONG_NAME)
    choose(page, 1, "Person 60")
    differ = page.get_by_text(re.compile("differ in the overall score"))
    looks_right(page, differ, heading=heading(page))
    choose(page, 1, "Ådne Bø")
    expect(page.get_by_text(f"{LONG_NAME} and Ådne Bø cannot be told apart.")).to_be_visible()
    picture = page.get_by_role("img", name=re.compile("Spread of the ability of 64 people"))
    expect(picture).to_be_visible()
    expect(picture).to_have_attribute("aria-label", re.compile(f"{LONG_NAME}: Above about"))
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("row", name=re.compile("Enid Ended")).last).to_be_visible()


def test_narrow(open_page: Open, world: World) -> None:
    page = compare(open_page, world, "many")
    page.set_viewport_size(NARROW)
    cards = page.get_by_role("list", name="Candidates compared").get_by_role("listitem")
    expect(cards.first).to_contain_text(LONG_NAME)
    page.get_by_role("button", name=re.compile("Sorted by")).click()
    page.get_by_role("option", name="Name").click()
    expect(cards.first).to_contain_text("Ådne Bø")
    cards.first.get_by_role("link").click()
    page.wait_for_url(f"**/sessions/{world.sessions['Ådne Bø']}")


def test_few_and_nobody(open_page: Open, world: World) -> None:
    page = compare(open_page, world, "few")
    said = page.get_by_text("In the overall score nobody can be told apart from the first.")
    looks_right(page, said, heading=heading(page))
    expect(page.get_by_text("Among fewer than 5 others nothing is said").first).to_be_visible()
    page = compare(open_page, world, "nobody")
    looks_right(page, page.get_by_text("Nobody to compare yet"), heading=heading(page))


def test_file(open_page: Open, world: World) -> None:
    page = compare(open_page, world, "many", sort="place")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Export as CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text(), newline="")))
    assert len(rows) == 64
    assert {row["session"] for row in rows} == {
        session for name, session in world.sessions.items() if "Few" not in name
    }


def test_what_cannot_be_loaded_is_said(open_page: Open, world: World) -> None:
    page = compare(open_page, world, "few")
    expect(page.get_by_role("heading", name="2 people")).to_be_visible()
    page.route("**/comparison", lambda route: route.abort())
    page.reload()
    failed = page.get_by_text("The comparison could not be loaded")
    expect(failed).to_be_visible()
    page.unroute("**/comparison")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", name="2 people")).to_be_visible()
