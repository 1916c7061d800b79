"""A browser page that is watched: requests to other hosts, errors in the console, and what axe says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

_AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Watch:
    """Notes what a page does; ``check`` fails the test for what it should not have done."""

    def __init__(self, page: Page, base: str) -> None:
        self._host = urlsplit(base).netloc
        self.foreign: list[str] = []
        self.errors: list[str] = []
        page.on("request", self._request)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("data", "blob"):
            return
        if address.netloc != self._host:
            self.foreign.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.errors.append(message.text)

    def check(self) -> None:
        assert not self.foreign, f"requests left the machine: {self.foreign}"
        assert not self.errors, f"errors in the browser's console: {self.errors}"


def axe(page: Page) -> None:
    """Fails with each violation, its elements and its remedy."""
    page.evaluate(_AXE.read_text())
    found: dict[str, Any] = page.evaluate(
        "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", _TAGS
    )
    violations = [
        {
            "rule": violation["id"],
            "help": violation["help"],
            "elements": [
                {"html": node["html"][:300], "why": node["failureSummary"]} for node in violation["nodes"][:5]
            ],
        }
        for violation in found["violations"]
    ]
    assert not violations, f"{page.url}: {json.dumps(violations, indent=2)}"
