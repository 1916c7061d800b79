"""A running product and a real browser."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Generator, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.product import PATIENCE_S, Product
from tests.e2e.watch import Watch

Open = Callable[..., Page]

# Machines under test are slow at times; what is waited for is a state, never a moment.
expect.set_options(timeout=PATIENCE_S * 1000)


LOG_CHARACTERS = 6_000


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failed test shows what its server said of its own failures: that is often the cause."""
    report = yield
    product = getattr(item, "funcargs", {}).get("product")
    if report.failed and isinstance(product, Product):
        report.sections.append(("the server's errors", failures(product.log)))
    return report


def failures(log: str) -> str:
    """What a server's log says of errors, with their tracebacks, and what is no line of ours (a crash while
    starting, a warning of Python). Of much, the end."""
    found = []
    for line in log.splitlines():
        try:
            said = json.loads(line)
        except ValueError:
            found.append(line)
            continue
        if isinstance(said, dict) and said.get("level") in ("error", "critical", "exception"):
            trace = said.pop("exception", None)
            found.append("\n".join([json.dumps(said), *([trace] if trace else [])]))
    whole = "\n".join(found) or "none"
    return whole if len(whole) <= LOG_CHARACTERS else f"[...]\n{whole[-LOG_CHARACTERS:]}"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One a module: while it lives, its event loop runs in this thread and no asynchronous test can."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "no Chromium: sudo apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    running = Product(tmp_path_factory.mktemp("product") / "data")
    running.add_member()
    running.start()
    yield running
    running.stop()


@pytest.fixture
def open_page(chromium: Browser, product: Product) -> Iterator[Open]:
    """Opens a page in a browser profile of its own; every page is watched to the end of the test."""
    watches = []
    contexts = []

    def open_(**options: object) -> Page:
        context = chromium.new_context(base_url=product.base, **options)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_S * 1000)
        contexts.append(context)
        page = context.new_page()
        watches.append(Watch(page, product.base))
        return page

    yield open_
    for context in contexts:
        context.close()
    for watch in watches:
        watch.check()
