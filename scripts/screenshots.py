"""The pictures in docs/screenshots: the main pages of a demo, light and dark, 1280 and 390 wide.

python scripts/screenshots.py [DATA]     with a demo's data folder, kept; otherwise one is made and removed
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "screenshots"
LOOKS = [
    (scheme, width, height) for scheme in ("light", "dark") for width, height in ((1280, 800), (390, 844))
]
SHOWN = "Kofi"
"""Whose report is shown: some of the tests fail, so there is something to see."""


@contextmanager
def demo(data: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "assay.cli.main", "demo", "--data", str(data), "--port", str(port)]
    )
    try:
        for _ in range(1200):
            try:
                with urllib.request.urlopen(f"{base}/healthz", timeout=2):
                    break
            except (urllib.error.URLError, ConnectionError):
                if process.poll() is not None:
                    raise SystemExit("the demo stopped before it served") from None
                time.sleep(0.5)
        yield base
    finally:
        process.terminate()
        process.wait()


class Camera:
    def __init__(self, browser: Browser, base: str, known: dict[str, str]) -> None:
        self._browser = browser
        self._base = base
        self._known = known

    def take(self) -> None:
        OUT.mkdir(parents=True, exist_ok=True)
        for look in LOOKS:
            self._team(look)
        for look in LOOKS:
            self._before(look)
        for number, look in enumerate(LOOKS):
            self._work(look, first=number == 0)

    def _page(self, look: tuple[str, int, int]) -> Page:
        scheme, width, height = look
        context = self._browser.new_context(
            base_url=self._base,
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        return context.new_page()

    @staticmethod
    def _shoot(page: Page, name: str, look: tuple[str, int, int]) -> None:
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(600)
        page.screenshot(path=OUT / f"{name}-{look[0]}-{look[1]}.png")

    def _team(self, look: tuple[str, int, int]) -> None:
        page = self._page(look)
        page.goto("/sign-in")
        page.get_by_label("Email").wait_for()
        self._shoot(page, "sign-in", look)
        page.get_by_label("Email").fill(self._known["email"])
        page.get_by_label("Password").fill(self._known["password"])
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Positions", level=1).wait_for()
        self._shoot(page, "positions", look)
        page.goto("/sessions")
        page.locator(f":visible:text({SHOWN!r})").first.wait_for()
        self._shoot(page, "sessions", look)
        rows = page.request.get("/api/sessions?state=ended&limit=50").json()["rows"]
        row = next(row for row in rows if SHOWN in row["candidate"])
        page.goto(f"/positions/{row['position_id']}")
        page.get_by_role("heading", name="Problems", level=2).wait_for()
        self._shoot(page, "plan", look)
        page.goto(f"/sessions/{row['id']}")
        page.get_by_role("heading", name=row["candidate"], level=1).wait_for()
        self._shoot(page, "report", look)
        replay = page.get_by_role("region", name="Replay")
        replay.scroll_into_view_if_needed()
        replay.evaluate("node => node.scrollIntoView()")
        replay.get_by_role("button", name="Play").first.focus()
        for key in ("]", "]", "]", ".", "."):
            page.keyboard.press(key)
        replay.evaluate("node => node.scrollIntoView()")
        self._shoot(page, "replay", look)
        page.context.close()

    def _enter(self, look: tuple[str, int, int]) -> Page:
        page = self._page(look)
        page.goto(f"/i/{self._known['visitor']}")
        page.wait_for_url("**/interview*")
        page.get_by_role("heading", level=1).first.wait_for()
        return page

    def _before(self, look: tuple[str, int, int]) -> None:
        page = self._enter(look)
        self._shoot(page, "expect", look)
        page.get_by_role("button", name="Next: what is recorded").click()
        page.get_by_role("heading", name="What is recorded").wait_for()
        self._shoot(page, "consent", look)
        page.context.close()

    def _work(self, look: tuple[str, int, int], *, first: bool) -> None:
        page = self._enter(look)
        if first:
            page.get_by_role("button", name="Next: what is recorded").click()
            page.get_by_role("button", name="I agree").click()
            page.get_by_role("button", name="Start").first.click()
            page.get_by_role("button", name="Start now").click()
        editor = page.get_by_role("textbox", name="Code, ")
        if look[1] < 600:
            page.get_by_role("button", name="Code", exact=True).click()
        editor.wait_for()
        if first:
            editor.focus()
            page.keyboard.press("Control+End")
            page.keyboard.type("    items = {}")
            page.keyboard.press("Control+Enter")
            page.get_by_role("region", name="Results").get_by_text("fail").first.wait_for(timeout=60_000)
        if look[1] < 600:
            self._shoot(page, "work-code", look)
            page.get_by_role("button", name="Results", exact=True).click()
        self._shoot(page, "work", look)
        page.context.close()


def main() -> None:
    kept = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else None
    data = kept or Path(tempfile.mkdtemp()) / "demo"
    chromium = shutil.which("chromium") or "/usr/bin/chromium"
    try:
        with demo(data) as base, sync_playwright() as playwright:
            known = json.loads((data / "demo.json").read_text())
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            Camera(browser, base, known).take()
            browser.close()
    finally:
        if kept is None:
            shutil.rmtree(data.parent)


if __name__ == "__main__":
    main()
