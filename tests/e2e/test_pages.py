"""Every page in its main states, light and dark, wide and narrow; and with names, texts and lists of real size.

One server for all of them. The states are made through the API; only what a page does is done in the browser.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Open
from tests.e2e.looks import NARROW, WIDE, fits_wide_and_narrow, looks_right
from tests.e2e.product import EMAIL, Product
from tests.e2e.scenes import Guest, ask, make_position, until

PROBLEMS = Path(__file__).parents[2] / "problems"
SUMMARY = (PROBLEMS / "log-level-summary/submissions/accepted/solution.py").read_text()
WRONG = (PROBLEMS / "cart-total/submissions/wrong_answer/discount_per_line.py").read_text()

NEWCOMER = "hopper@example.org"
"""Of an organization that has nothing yet."""

LONG_NAME = "Wilhelmina-Alexandra Featherstonehaugh-Cholmondeley-Villiers"
LONG_EMAIL = "wilhelmina.alexandra.featherstonehaugh.cholmondeley.v@interviews.subsidiary.example.org"
LONG_TITLE = (
    "Senior staff engineer, developer experience and continuous-integration infrastructure "
    "Donaudampfschifffahrtsgesellschaft"
)
CROWD = 300
LONG_SOLUTION = (
    SUMMARY
    + "\n"
    + "\n".join(f"# {number}: what was tried before, kept to be looked at again" for number in range(499))
    + "\n# "
    + "a_line_that_has_no_place_to_break_" * 8
    + "\n"
)

pytestmark = pytest.mark.slow


@dataclass
class World:
    """Positions by what is special about them, guests by the state that they are in."""

    product: Product
    member: httpx.Client
    positions: dict[str, str] = field(default_factory=dict)
    guests: dict[str, Guest] = field(default_factory=dict)


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    running = Product(tmp_path_factory.mktemp("pages") / "data")
    running.add_member()
    running.add_member(NEWCOMER, "Southwind")
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def world(product: Product) -> World:
    member = product.member()
    world = World(product, member)
    places, guests = world.positions, world.guests
    places["main"] = make_position(
        member,
        "Backend engineer",
        ("log-level-summary", "cart-total"),
        welcome="We build tools for cartographers.\n\nWrite to grace@example.org with any question.",
    )
    places["bare"] = make_position(member, "Data engineer", ())
    places["nobody"] = make_position(member, "Frontend engineer", ("cart-total",))
    places["one"] = make_position(member, "Site reliability engineer", ("cart-total",))
    places["invite"] = make_position(member, "Security engineer", ("cart-total",))
    places["long"] = make_position(member, LONG_TITLE, ("log-level-summary",))

    def guest(state: str, name: str, place: str = "main", **more: object) -> Guest:
        guests[state] = Guest(product, member, places[place], name, **more)  # type: ignore[arg-type]
        return guests[state]

    guest("expired", "Edda Late", closes_in=timedelta(seconds=40))
    guest("invited", "Inga Invited", "one")
    guest("new", "Nora New")
    guest("declining", "Dina Declining")
    guest("consented", "Cora Consented").agree()
    guest("early", "Elsa Early", opens_in=timedelta(days=2), closes_in=timedelta(days=4)).agree()
    guest("running", "Runa Running").start()
    guest("plain", "Petra Plain").start()
    guest("withdrawn", "Willa Withdrawn").withdraw()
    revoked = guest("revoked", "Rita Revoked")
    ask(member, "POST", f"/api/invitations/{revoked.invited['id']}/revoke")
    ended = guest("ended", "Enid Ended").hand_in(
        {("log-level-summary", "python"): SUMMARY, ("cart-total", "python"): WRONG}
    )
    long = guest("long", LONG_NAME, "long", email=LONG_EMAIL).hand_in(
        {("log-level-summary", "python"): LONG_SOLUTION}
    )
    until(member, ended.session, "ended")
    until(member, long.session, "ended")
    until(member, guests["expired"].session, "expired")
    return world


def signed_in(open_page: Open, world: World, email: str = EMAIL) -> Page:
    page = open_page()
    with closing(world.product.member(email)) as member:
        cookies = [(cookie.name, cookie.value or "") for cookie in member.cookies.jar]
    page.context.add_cookies(
        [{"name": name, "value": value, "url": world.product.base} for name, value in cookies]
    )
    return page


def h1(page: Page, name: str | re.Pattern[str]) -> Locator:
    return page.get_by_role("heading", name=name, level=1)


def calm(page: Page) -> None:
    page.wait_for_load_state("networkidle")


# The team's pages.


def test_sign_in(open_page: Open, world: World) -> None:
    page = open_page()
    page.goto("/sign-in")
    looks_right(page, h1(page, "Sign in"), heading=h1(page, "Sign in"))
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in").click()
    looks_right(page, page.get_by_text("Email and password do not match"))


@pytest.mark.parametrize(
    ("address", "title", "words"),
    [
        ("/positions", "Positions", "No positions yet"),
        ("/sessions", "Sessions", "No sessions yet"),
        ("/sessions/nobody", "Session", "could not be loaded"),
        ("/no/such/page", "There is no page at this address", "Check the link"),
    ],
)
def test_pages_with_nothing(open_page: Open, world: World, address: str, title: str, words: str) -> None:
    page = signed_in(open_page, world, NEWCOMER)
    page.goto(address)
    looks_right(page, h1(page, title), page.get_by_text(words), heading=h1(page, title))


@pytest.mark.parametrize(
    ("address", "title", "words"),
    [
        ("/positions", "Positions", "Backend engineer"),
        ("/problems", "Problems", "Log level summary"),
        ("/me", "Settings", "Grace Ito"),
    ],
)
def test_pages_with_something(open_page: Open, world: World, address: str, title: str, words: str) -> None:
    page = signed_in(open_page, world)
    page.goto(address)
    shown = page.get_by_role("main").get_by_text(words).first
    looks_right(page, h1(page, title), shown, heading=h1(page, title))


def test_sessions(open_page: Open, world: World) -> None:
    page = signed_in(open_page, world)
    page.goto("/sessions?q=ed&state=ended")
    expect(page.get_by_text("Enid Ended").locator("visible=true")).to_be_visible()
    page.goto("/sessions")
    looks_right(page, page.get_by_text("Enid Ended").locator("visible=true"), heading=h1(page, "Sessions"))
    # No column of the ledger lies beyond the edge, long names or not.
    expect(page.get_by_role("columnheader", name="Score")).to_be_in_viewport(ratio=1)
    page.goto("/sessions?q=zzz")
    looks_right(page, page.get_by_text("No session fits"))


def test_titles_keep_their_place_beside_the_figures(open_page: Open, world: World) -> None:
    page = signed_in(open_page, world)
    page.set_viewport_size(NARROW)
    page.goto("/positions")
    title = page.get_by_text("Security engineer")
    expect(title).to_be_visible()
    box = title.bounding_box()
    assert box is not None
    assert box["height"] < 50, "the title is broken into more than two lines"
    expect(page.get_by_role("columnheader", name="Ended")).to_be_in_viewport(ratio=1)


def test_new_position(open_page: Open, world: World) -> None:
    page = signed_in(open_page, world)
    page.goto("/positions")
    page.get_by_role("button", name="New position").click()
    looks_right(page, page.get_by_role("dialog", name="New position"))


def test_a_problem(open_page: Open, world: World) -> None:
    page = signed_in(open_page, world)
    page.goto("/problems?show=log-level-summary")
    looks_right(page, page.get_by_role("dialog", name="Log level summary"))


@pytest.mark.parametrize(("place", "words"), [("bare", "no plan yet"), ("main", "Version 1 as it was saved")])
def test_a_plan(open_page: Open, world: World, place: str, words: str) -> None:
    page = signed_in(open_page, world)
    page.goto(f"/positions/{world.positions[place]}")
    looks_right(page, page.get_by_text(words), heading=page.get_by_role("heading", level=1))


@pytest.mark.parametrize(
    ("place", "words"),
    [("bare", "First a plan"), ("nobody", "Nobody is invited yet"), ("one", "Inga Invited")],
)
def test_invitations(open_page: Open, world: World, place: str, words: str) -> None:
    page = signed_in(open_page, world)
    page.goto(f"/positions/{world.positions[place]}?tab=invitations")
    looks_right(page, page.get_by_text(words), heading=page.get_by_role("heading", level=1))
    if place == "one":
        page.get_by_role("button", name=re.compile("^What can be done")).click()
        looks_right(page, page.get_by_role("menuitem", name="Revoke"))
        page.get_by_role("menuitem", name="Revoke").click()
        looks_right(page, page.get_by_role("alertdialog", name=re.compile("^Revoke the invitation")))


def test_inviting(open_page: Open, world: World) -> None:
    page = signed_in(open_page, world)
    page.goto(f"/positions/{world.positions['invite']}?tab=invitations")
    page.get_by_role("button", name="Invite one person").click()
    looks_right(page, page.get_by_role("dialog", name="Invite one person"))
    page.keyboard.press("Escape")

    page.get_by_role("button", name="Invite many").click()
    dialog = page.get_by_role("dialog", name="Invite many people")
    looks_right(page, dialog)
    dialog.get_by_label("The list, as CSV").fill(
        "name,email,closes_at\n"
        "Ada Lovelace,ada@example.org,\n"
        "Ada Again,ada@example.org,\n"
        f"{LONG_NAME},{LONG_EMAIL},\n"
        "No Address,,\n"
        "Too Late,late@example.org,2001-01-01T00:00Z\n"
    )
    dialog.get_by_role("button", name="Check the list").click()
    looks_right(page, dialog.get_by_text("3 lines cannot be used"), dialog.get_by_text("already in line 2"))
    dialog.get_by_role("button", name="Invite 2 people").click()
    links = page.get_by_role("region", name="New personal links")
    looks_right(page, links, links.get_by_text(LONG_NAME))


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("invited", "not yet"),
        ("running", "Time used"),
        ("revoked", "There will be no report"),
        ("expired", "There will be no report"),
    ],
)
def test_a_session_without_a_report(open_page: Open, world: World, state: str, words: str) -> None:
    page = signed_in(open_page, world)
    guest = world.guests[state]
    page.goto(f"/sessions/{guest.session}")
    looks_right(page, page.get_by_text(words), heading=h1(page, guest.name))


def test_a_withdrawn_session(open_page: Open, world: World) -> None:
    page = signed_in(open_page, world)
    guest = world.guests["withdrawn"]
    page.goto(f"/sessions/{guest.session}")
    summary = page.get_by_role("region", name="Summary", exact=True)
    expect(summary.get_by_text("There is nothing to score")).to_be_visible()
    calm(page)
    looks_right(page, heading=h1(page, guest.name))


def test_a_report_with_its_replay(open_page: Open, world: World) -> None:
    page = signed_in(open_page, world)
    guest = world.guests["ended"]
    page.goto(f"/sessions/{guest.session}")
    expect(page.get_by_text("The log is whole")).to_be_visible()
    replay = page.get_by_role("region", name="Replay")
    looks_right(page, replay, heading=h1(page, guest.name))
    replay.get_by_role("button", name="Play").focus()
    page.keyboard.press("End")
    replay.get_by_text(re.compile("The timeline as a list")).click()
    page.get_by_text(re.compile("^Rests on")).first.click()
    looks_right(page, replay.get_by_text("Now:"))


# The candidate's pages.


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/i/nobody-was-given-this-link", "This link is not known here"),
        ("/interview", "Open your personal link"),
    ],
)
def test_no_link(open_page: Open, world: World, path: str, title: str) -> None:
    page = open_page()
    page.goto(path)
    looks_right(page, heading=h1(page, title))


@pytest.mark.parametrize("state", ["revoked", "expired"])
def test_a_link_that_is_over(open_page: Open, world: World, state: str) -> None:
    page = open_page()
    page.goto(world.guests[state].path)
    looks_right(page, page.get_by_role("alert"), heading=h1(page, "This link can no longer be used"))


def test_before_it_opens(open_page: Open, world: World) -> None:
    page = open_page()
    page.goto(world.guests["early"].path)
    expect(page.get_by_role("button", name="Start the interview")).to_be_disabled()
    looks_right(page, page.get_by_text("You can start from"), heading=h1(page, "Ready when you are"))
    page.get_by_role("button", name="What to expect").click()
    looks_right(
        page, page.get_by_text("you choose when to start, from"), heading=h1(page, "Backend engineer")
    )


def test_from_the_link_to_the_start(open_page: Open, world: World) -> None:
    page = open_page()
    page.goto(world.guests["new"].path)
    looks_right(page, heading=h1(page, "Backend engineer"))
    page.get_by_role("button", name="Next: what is recorded").click()
    looks_right(page, heading=h1(page, "What is recorded"))
    page.get_by_role("button", name="I agree").click()
    looks_right(page, heading=h1(page, "Ready when you are"))
    page.get_by_role("button", name="Start the interview").click()
    looks_right(page, page.get_by_role("alertdialog", name="Start the 60 minutes now?"))


def test_declining(open_page: Open, world: World) -> None:
    page = open_page()
    page.goto(world.guests["declining"].path)
    page.get_by_role("button", name="Next: what is recorded").click()
    page.get_by_role("button", name="I do not agree").click()
    dialog = page.get_by_role("alertdialog", name="End without an interview?")
    looks_right(page, dialog)
    dialog.get_by_role("button", name="End without an interview").click()
    looks_right(page, heading=h1(page, "You ended without an interview"))


def test_practice(open_page: Open, world: World) -> None:
    page = open_page()
    page.goto(world.guests["consented"].path)
    page.get_by_role("button", name="Practise").click()
    results = page.get_by_role("region", name="Results", exact=True)
    looks_right(page, page.get_by_text("not recorded, not scored, no clock"))
    page.get_by_role("button", name="Run", exact=True).click()
    expect(results.get_by_text(re.compile("samples? fails?|samples pass")).first).to_be_visible()
    looks_right(page, page.get_by_text("not recorded, not scored, no clock"))


def test_the_room(open_page: Open, world: World) -> None:
    page = open_page()
    page.goto(world.guests["running"].path)
    tabs = page.get_by_role("navigation", name="Problems")
    looks_right(page, tabs)

    # A run that fails, in each region of the narrow layout and beside the others in the wide one.
    page.keyboard.press("Control+Enter")
    results = page.get_by_role("region", name="Results", exact=True)
    expect(results.get_by_text(re.compile("fails?")).first).to_be_visible()
    looks_right(page, tabs)
    page.set_viewport_size(NARROW)
    for region in ("Problem", "Code", "Results"):
        page.get_by_role("navigation", name="Regions").get_by_role("button", name=region).click()
        looks_right(page, page.get_by_role("region", name=region, exact=True), sizes=(NARROW,))
    page.set_viewport_size(WIDE)
    results.get_by_role("tab", name="Your cases").click()
    results.get_by_role("button", name=re.compile("Add|New")).first.click()
    looks_right(page, tabs)


@pytest.mark.parametrize(
    ("button", "dialog"),
    [
        (re.compile("^Settings$"), "Settings"),
        (re.compile("^Help: keys$"), "Keys"),
        (re.compile("left$"), "How the clock works"),
        (re.compile("^Finish$"), "Finish the interview?"),
    ],
)
def test_what_opens_in_the_room(open_page: Open, world: World, button: re.Pattern[str], dialog: str) -> None:
    page = open_page()
    page.goto(world.guests["running"].path)
    page.get_by_role("banner").get_by_role("button", name=button).click()
    opened = page.get_by_role("dialog", name=dialog).or_(page.get_by_role("alertdialog", name=dialog))
    looks_right(page, opened)


def test_the_plain_text_area(open_page: Open, world: World) -> None:
    page = open_page()
    page.goto(world.guests["plain"].path)
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("dialog", name="Settings").get_by_text("Plain text area").click()
    page.keyboard.press("Escape")
    area = page.locator("textarea")
    area.fill("print(1)")
    page.keyboard.press("Control+Enter")
    results = page.get_by_role("region", name="Results", exact=True)
    expect(results.get_by_text(re.compile("fails?")).first).to_be_visible()
    looks_right(page, page.get_by_role("navigation", name="Problems"))


@pytest.mark.parametrize(
    ("state", "title"),
    [("ended", "Your work is handed in"), ("withdrawn", "You ended without an interview")],
)
def test_after_the_end(open_page: Open, world: World, state: str, title: str) -> None:
    page = open_page()
    page.goto(world.guests[state].path)
    looks_right(page, heading=h1(page, title))


# Content of real size.


def test_long_names_texts_and_lists(open_page: Open, world: World) -> None:
    assert (len(LONG_NAME), len(LONG_TITLE)) == (60, 120)
    guest = world.guests["long"]
    place = world.positions["long"]
    people = "\n".join(f"Person {n},person{n}@example.org" for n in range(CROWD))
    crowd = world.member.post(
        f"/api/positions/{place}/invitations/csv",
        content=f"name,email\n{people}\n",
        headers={"Content-Type": "text/csv"},
    )
    assert len(crowd.json()["created"]) == CROWD, json.dumps(crowd.json())[:500]

    page = signed_in(open_page, world)
    for address, title, words in [
        ("/positions", "Positions", LONG_TITLE),
        (f"/positions/{place}", LONG_TITLE, "Version 1 as it was saved"),
        (f"/positions/{place}?tab=invitations", LONG_TITLE, LONG_NAME),
        (f"/sessions?position={place}", "Sessions", "Person 299"),
        (f"/sessions?position={place}&q=Featherstonehaugh", "Sessions", LONG_NAME),
        (f"/sessions/{guest.session}", LONG_NAME, "The log is whole"),
    ]:
        page.goto(address)
        expect(page.get_by_text(words).locator("visible=true").first).to_be_visible()
        fits_wide_and_narrow(h1(page, title))
    replay = page.get_by_role("region", name="Replay")
    replay.get_by_role("button", name="Play").focus()
    page.keyboard.press("End")
    looks_right(page, replay.get_by_text("Now:"), heading=h1(page, LONG_NAME))

    candidate = open_page()
    candidate.goto(guest.path)
    fits_wide_and_narrow(h1(candidate, "Your work is handed in"))
    again = Guest(world.product, world.member, place, LONG_NAME, email="again@example.org")
    candidate = open_page()
    candidate.goto(again.path)
    looks_right(candidate, heading=h1(candidate, LONG_TITLE))
