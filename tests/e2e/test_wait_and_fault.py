"""The judge keeps a candidate waiting, or fails: what they see, hear and get back, with the judge really busy and
really hurt."""

from __future__ import annotations

import os
import re
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Open
from tests.e2e.looks import looks_right
from tests.e2e.product import PATIENCE_S, Product
from tests.e2e.scenes import Guest, ask, make_position
from tests.e2e.test_whole_way import code, editor, results
from tests.judge.processes import children

PROBLEMS = Path(__file__).parents[2] / "problems"
RIGHT = (PROBLEMS / "cart-total/submissions/accepted/solution.py").read_text()
SLOW = """import time

def cart_total(lines):
    until = time.process_time() + 1
    while time.process_time() < until:
        pass
"""
LONG_MS = 2 * PATIENCE_S * 1000
"""More than any wait here: the machine under test may be slow, and other tests run beside this one."""

pytestmark = pytest.mark.slow


@pytest.fixture
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Judges one program at a time."""
    running = Product(tmp_path_factory.mktemp("busy") / "data", slots=1)
    running.add_member()
    running.start()
    yield running
    running.stop()


@contextmanager
def hurt(server: int) -> Iterator[None]:
    """The judge of the server with this process id is broken for as long as this lasts: what makes its sandboxes
    is killed wherever it is found."""
    over = threading.Event()

    def hunt() -> None:
        while not over.is_set():
            for pid in children(server):
                if _is_keeper(pid):
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
            time.sleep(0.02)

    hunter = threading.Thread(target=hunt, daemon=True)
    hunter.start()
    try:
        yield
    finally:
        over.set()
        hunter.join()


def _is_keeper(pid: int) -> bool:
    with suppress(OSError):
        return b"keeper" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def hears(page: Page) -> None:
    """Keeps all that the room's live region says from now on, in ``heard``."""
    page.evaluate(
        """() => {
            window.heard = [];
            const region = document.querySelector('main ~ [aria-live="polite"]');
            new MutationObserver(() => window.heard.push(region.textContent))
                .observe(region, {childList: true, characterData: true, subtree: true});
        }"""
    )


def heard(page: Page) -> str:
    said: list[str] = page.evaluate("() => window.heard")
    return "\n".join(said)


def opened(open_page: Open, product: Product, guest: Guest) -> Page:
    page = open_page()
    page.goto(guest.path)
    expect(editor(page)).to_be_visible()
    editor(page).click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(RIGHT)
    hears(page)
    return page


def waiting(page: Page, words: str | re.Pattern[str]) -> Locator:
    return results(page).get_by_role("heading", name=words)


def test_a_busy_judge_is_an_honest_wait(product: Product, open_page: Open) -> None:
    member = product.member()
    position = make_position(member, "Engineer", ("cart-total",))
    people = [Guest(product, member, position, name) for name in ("Ada One", "Ben Two", "Cleo Three")]
    page = opened(open_page, product, Guest(product, member, position, "Maya Lindqvist").start())
    people[0].ask_and_leave("submit", "cart-total", "python", SLOW)
    for person in people[1:]:
        person.ask_and_leave("run", "cart-total", "python", SLOW)

    page.keyboard.press("Control+Enter")
    queued = waiting(page, re.compile(r"^Your run waits for a free judge: 3 are before it\.$"))
    expect(queued).to_be_visible()
    expect(results(page).get_by_text(re.compile("until its turn|longer than usual"))).to_be_visible()
    expect(results(page).get_by_text(re.compile("is given back to you"))).to_be_visible()
    assert "Waiting for a free judge: 3 are before it" in heard(page)
    looks_right(page, waiting(page, re.compile("waits for a free judge")))

    # The editor is as usable as ever.
    editor(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type("# while it waits")
    assert code(page).endswith("# while it waits")

    # The place changes as others are answered; then the result is there, and the time is given back.
    expect(waiting(page, re.compile(r": [12] (is|are) before it\.$"))).to_be_visible(timeout=LONG_MS)
    expect(results(page).get_by_text("All 2 samples pass.")).to_be_visible(timeout=LONG_MS)
    assert "Run: All 2 samples pass." in heard(page)
    back = page.get_by_text(re.compile(r"^.+ s given back, because you had to wait for our judge\.$"))
    looks_right(page, back)


def test_a_fault_of_the_judge_is_ours_and_passes(product: Product, open_page: Open) -> None:
    member = product.member()
    position = make_position(member, "Engineer", ("cart-total",))
    guest = Guest(product, member, position, "Maya Lindqvist").start()
    page = opened(open_page, product, guest)
    clock = page.get_by_role("banner").get_by_role("button", name=re.compile("left"))
    with hurt(product.pid):
        page.keyboard.press("Control+Shift+Enter")
        ours = waiting(page, "Our judge has failed. Your code is not the reason.")
        expect(ours).to_be_visible(timeout=LONG_MS)
        said = results(page).get_by_text(re.compile("Nothing of this counts against you"))
        expect(said).to_contain_text("tried again by itself")
        expect(said).to_contain_text("the clock stands still")
        expect(clock).to_have_accessible_name(re.compile("left stopped$"))
        assert "Our judge has failed, not your code." in heard(page)
        looks_right(page, ours)
        clock.click()
        looks_right(page, page.get_by_text(re.compile("^The clock stands still: our judge has failed")))
        page.keyboard.press("Escape")

        # Who comes back to the page meanwhile is told the same.
        page.reload()
        expect(ours).to_be_visible(timeout=LONG_MS)
        hears(page)

        # The team, and whoever runs the server, know of it.
        row = ask(member, "GET", f"/api/sessions/{guest.session}")
        assert "the judge failed on one run or submission" in row["waiting_for"]
        assert row["clock"]["returned_ms"] > 0
        metrics = member.get("/metrics").text
        count = re.search(r"^assay_judge_faults_total ([\d.]+)$", metrics, re.MULTILINE)
        assert count is not None and float(count[1]) >= 1
        assert '"event": "judge.fault"' in product.log
        desk = open_page()
        for cookie in member.cookies.jar:
            desk.context.add_cookies(
                [{"name": cookie.name, "value": cookie.value or "", "url": product.base}]
            )
        desk.goto("/sessions")
        alarm = desk.get_by_text("the judge failed on one run or submission").locator("visible=true")
        looks_right(desk, alarm, heading=desk.get_by_role("heading", name="Sessions", level=1))

    # The judge works again: the same submission gets its verdict, and nobody did anything.
    expect(results(page).get_by_text(re.compile(r"^All \d+ tests pass"))).to_be_visible(timeout=LONG_MS)
    assert re.search(r"Submission: All \d+ tests pass", heard(page))
    expect(clock).to_have_accessible_name(re.compile("left$"))
    looks_right(page, page.get_by_text(re.compile("given back.*, because our judge failed")))

    page.get_by_role("banner").get_by_role("button", name="Finish").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", name="Your work is handed in")).to_be_visible()
    assert product.verify(guest.session)["ok"]
