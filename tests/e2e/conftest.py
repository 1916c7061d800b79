"""A running product and a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.product import Product
from tests.e2e.watch import Watch

Open = Callable[..., Page]

# Machines under test are slow at times; what is waited for is a state, never a moment.
expect.set_options(timeout=45_000)


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
        contexts.append(context)
        page = context.new_page()
        watches.append(Watch(page, product.base))
        return page

    yield open_
    for context in contexts:
        context.close()
    for watch in watches:
        watch.check()
