"""Answers that are alike, in a real browser: the list, and two side by side, by pointer and by key."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bench._disguises import DISGUISES, renamed
from playwright.sync_api import Locator, Page, expect

from assay.store import sitting
from assay.store.engine import open_database, sqlite_url
from assay.store.migrate import migrate
from tests.e2e.conftest import Open
from tests.e2e.looks import NARROW, looks_right
from tests.e2e.product import Product
from tests.e2e.scenes import Guest, make_position
from tests.report.test_comparison import document

SOLUTIONS = Path(__file__).resolve().parents[2] / "bench" / "similarity_solutions" / "cart-total"
CART = {path.stem: path.read_text() for path in sorted(SOLUTIONS.glob("*.py"))}
LONG_NAME = "Wilhelmina-Alexandra Featherstonehaugh-Cholmondeley-Villiers"
COPIED = CART.pop("e")
ANSWERS = {**CART, LONG_NAME: COPIED, "Ådne Bø": DISGUISES["order of functions"](renamed(COPIED))}
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)

pytestmark = pytest.mark.slow


@dataclass
class World:
    product: Product
    position: str
    nobody: str


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    running = Product(tmp_path_factory.mktemp("similarity") / "data")
    running.add_member()
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def world(product: Product) -> World:
    with closing(product.member()) as member:
        position = make_position(member, "Backend engineer", ("cart-total",))
        nobody = make_position(member, "Designer", ("meeting-gaps",))
        guests = {
            Guest(product, member, position, name, email=f"p{number}@example.org").session: code
            for number, (name, code) in enumerate(ANSWERS.items())
        }
    product.stop()
    # The browser that Playwright drives has its event loop in this thread.
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, _end_all(product, guests)).result()
    product.start()
    return World(product, position, nobody)


async def _end_all(product: Product, codes: dict[str, str]) -> None:
    async with open_database(sqlite_url(product.data / "assay.db")) as database:
        await migrate(database)
        async with database.write() as s:
            for session, code in codes.items():
                found = document(60, problems=("cart-total",))
                found["problems"][0] |= {"language": "python", "file": "solution.py", "code": code}
                values = {"state": "ended", "started_at": AT, "ended_at": AT}
                await sitting.set_row(s, session, values)
                await sitting.add_report(s, session, "a" * 64, found, AT)


def signed_in(open_page: Open, world: World) -> Page:
    page = open_page()
    with closing(world.product.member()) as member:
        cookies = [(cookie.name, cookie.value or "") for cookie in member.cookies.jar]
    page.context.add_cookies(
        [{"name": name, "value": value, "url": world.product.base} for name, value in cookies]
    )
    return page


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def test_the_pairs_and_two_side_by_side(open_page: Open, world: World) -> None:
    page = signed_in(open_page, world)
    page.goto(f"/positions/{world.position}")
    page.get_by_role("tab", name="Similarity").click()
    pair = page.get_by_role("link", name=f"{LONG_NAME} and Ådne Bø").or_(
        page.get_by_role("link", name=f"Ådne Bø and {LONG_NAME}")
    )
    rare = page.get_by_text("As alike as at most 1 in 45 independent pairs of this problem.")
    reason = page.get_by_text("A likeness is a reason to look and to ask")
    looks_right(page, pair, rare, reason, heading=heading(page))
    page.get_by_text("Why nothing here detects AI-written code").click()
    expect(page.get_by_text("no method on the finished text is fit to decide")).to_be_visible()

    pair.press("Enter")
    one, other = (page.get_by_role("figure").nth(at) for at in (0, 1))
    first = page.get_by_role("status").filter(has_text="Part A, 1 of")
    looks_right(page, first, one, other, heading=heading(page))
    for side in (one, other):
        expect(side.get_by_role("button", name="Part A", exact=True)).to_have_attribute(
            "aria-current", "true"
        )
    # By key from part to part, on both sides at once; a letter goes there too, and the address keeps it.
    page.keyboard.press("]")
    expect(page.get_by_role("status").filter(has_text="Part B, 2 of")).to_be_visible()
    for side in (one, other):
        shown = side.get_by_role("button", name="Part B", exact=True)
        expect(shown).to_have_attribute("aria-current", "true")
        expect(shown).to_be_in_viewport()
    page.reload()
    expect(page.get_by_role("status").filter(has_text="Part B, 2 of")).to_be_visible()
    page.keyboard.press("[")
    expect(first).to_be_visible()
    expect(page.get_by_role("button", name="Previous match")).to_be_disabled()
    other.get_by_role("button", name="Part B", exact=True).press("Enter")
    expect(page.get_by_role("status").filter(has_text="Part B, 2 of")).to_be_visible()
    one.get_by_role("link").click()
    expect(heading(page)).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Similarity").click()
    expect(page.get_by_role("tab", name="Similarity", selected=True)).to_be_visible()


def test_nobody_yet_and_a_pair_that_is_none(open_page: Open, world: World) -> None:
    page = signed_in(open_page, world)
    page.goto(f"/positions/{world.nobody}?tab=similarity")
    looks_right(page, page.get_by_role("heading", name="No answers to compare yet"), sizes=(NARROW,))
    page.goto(f"/positions/{world.position}/similarity/cart-total/nobody/nowhere")
    looks_right(page, page.get_by_text("The two answers could not be loaded"), sizes=(NARROW,))
