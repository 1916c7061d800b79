"""Every number of a report opens to what it rests on: each link is followed, by pointer, to the place it names."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.e2e.conftest import Open
from tests.e2e.looks import looks_right
from tests.e2e.product import EMAIL, PASSWORD, Product
from tests.e2e.scenes import Guest, make_position, until

PROBLEMS = Path(__file__).parents[2] / "problems"
BRUTE = (PROBLEMS / "cart-total/submissions/time_limit_exceeded/brute_force.py").read_text()
# As people write under time: findings in several families, and right all the same.
CARELESS = BRUTE.replace("\n\n", "\n\nimport os\n", 1)
SUMMARY = (PROBLEMS / "log-level-summary/submissions/accepted/solution.py").read_text()
OWN = {"cart-total": [{"name": "ten pieces", "input": '["mug 10 100"]\n'}]}

pytestmark = pytest.mark.slow

# The place that a link's hash names, and whether it can be seen.
_PLACE = """() => {
  const [kind, problem, name] = decodeURIComponent(location.hash.slice(1)).split(/:(.*?):(.*)/s);
  const section = document.getElementById(`problem-${problem}`);
  const place =
    kind === "line" ? section?.querySelector("[data-named]")
    : kind === "test" ? section?.querySelector("h4")
    : document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!place) return null;
  const box = place.getBoundingClientRect();
  return {text: place.innerText, seen: box.bottom > 0 && box.top < innerHeight};
}"""


def test_every_number_opens_to_its_evidence(open_page: Open, product: Product) -> None:
    with closing(product.member()) as member:
        position = make_position(member, "Backend engineer", ("cart-total", "log-level-summary"))
        guest = Guest(product, member, position, "Ada Byron")
        texts = {("cart-total", "python"): CARELESS, ("log-level-summary", "python"): SUMMARY}
        guest.hand_in(texts, own=OWN)
        until(member, guest.session, "ended")
        report: dict[str, Any] = member.get(f"/api/sessions/{guest.session}/report").json()

    parts = [report["overall"], *report["parts"], *(p for each in report["problems"] for p in each["parts"])]
    assert all(part["evidence"] for part in parts if part["value"] is not None)
    kinds = {item["kind"] for part in parts for item in part["evidence"]}
    assert {"test", "line", "growth"} <= kinds

    page = open_page()
    page.goto("/sign-in")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Positions", level=1)).to_be_visible()
    page.goto(f"/sessions/{guest.session}")
    expect(page.get_by_text("The log is whole")).to_be_visible()
    followed = Counter[str]()
    known: set[str] = set()
    lists = page.locator("details").filter(has=page.locator("summary", has_text="Rests on"))
    assert lists.count() == sum(bool(part["evidence"]) for part in parts) + 1  # and the ability's
    for n in range(lists.count()):
        followed += follow_all(page, lists.nth(n), known)
    assert followed["test"] > 40
    assert followed["line"] >= 2
    assert followed["growth"] >= 2
    looks_right(page, page.get_by_role("heading", name="Scores", level=2))


def follow_all(page: Page, place: Locator, known: set[str]) -> Counter[str]:
    """Every link that leads where none of ``known`` led, and the first of them in any case: what rests on the same
    test leads to the same place, and has to lead there again."""
    place.locator("summary").click()
    links = place.get_by_role("link")
    texts = place.get_by_role("listitem")
    assert links.count() == texts.count(), "evidence that is no link"
    followed = Counter[str]()
    for n in range(links.count()):
        link = links.nth(n)
        target = link.get_attribute("href") or ""
        if target in known and n > 0:
            continue
        known.add(target)
        link.click()
        if "#" not in target:
            assert "at=" in target
            expect(page.get_by_role("region", name="Replay").get_by_text("Now:")).to_be_visible()
            followed["moment"] += 1
            continue
        page.wait_for_function("wanted => location.hash === wanted", arg=target[target.index("#") :])
        try:
            page.wait_for_function(f"() => ({_PLACE})()?.seen", timeout=20_000)
        except TimeoutError:
            pytest.fail(f"{target} is not brought into sight: {page.evaluate(_PLACE)}")
        shown = page.evaluate(_PLACE)["text"]
        kind = target[target.index("#") + 1 :].replace("%3A", ":").split(":")[0].split("-")[0]
        if kind in ("test", "line"):
            assert shown.strip(), target
        followed[kind] += 1
    place.locator("summary").click()
    return followed
