"""Brings sessions into the states that pages are looked at in, through the API and the session's WebSocket."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, Literal

import httpx

from assay.demo.desk import Desk
from tests.e2e.product import PATIENCE_S, Product

Answer = dict[str, Any]


def ask(client: httpx.Client, method: str, path: str, body: object = None) -> Any:
    answer = client.request(method, path, json=body)
    assert not answer.is_error, f"{method} {path} answered {answer.status_code}: {answer.text[:500]}"
    return answer.json() if answer.content else None


def make_position(member: httpx.Client, title: str, problems: tuple[str, ...], **plan: object) -> str:
    """With one version of a plan where there are ``problems``. Gives its id."""
    position: str = ask(member, "POST", "/api/positions", {"title": title})["id"]
    if problems:
        sections = [{"problem": problem} for problem in problems]
        body = {"sections": sections, "minutes": 60, "languages": ["python", "javascript"], **plan}
        ask(member, "POST", f"/api/positions/{position}/plans", body)
    return position


class Guest:
    """Someone invited to ``position``, and a browser of theirs without a window."""

    def __init__(
        self,
        product: Product,
        member: httpx.Client,
        position: str,
        name: str,
        *,
        email: str | None = None,
        opens_in: timedelta | None = None,
        closes_in: timedelta | None = None,
    ) -> None:
        now = datetime.now(UTC)
        self._product = product
        self.name = name
        self.invited: Answer = ask(
            member,
            "POST",
            f"/api/positions/{position}/invitations",
            {
                "name": name,
                "email": email or f"{name.split()[0].lower()}@example.org",
                "opens_at": (now + opens_in).isoformat() if opens_in else None,
                "closes_at": (now + closes_in).isoformat() if closes_in else None,
            },
        )
        self.session: str = self.invited["session"]
        self.path: str = "/i/" + self.invited["link"].rpartition("/i/")[2]
        self.browser = httpx.Client(
            base_url=product.base, headers={"Origin": product.base}, timeout=PATIENCE_S
        )

    def enter(self) -> Guest:
        self.view: Answer = ask(
            self.browser, "POST", "/api/candidate/enter", {"token": self.path.removeprefix("/i/")}
        )
        return self

    def agree(self) -> Guest:
        self.enter()
        ask(
            self.browser,
            "POST",
            "/api/candidate/consent",
            {"notice_sha256": self.view["notice"]["sha256"]},
        )
        return self

    def start(self) -> Guest:
        self.agree()
        ask(self.browser, "POST", "/api/candidate/start")
        return self

    def withdraw(self) -> Guest:
        self.enter()
        ask(self.browser, "POST", "/api/candidate/withdraw")
        return self

    def hand_in(
        self, texts: dict[tuple[str, str], str], *, own: Mapping[str, list[Answer]] = MappingProxyType({})
    ) -> Guest:
        """Starts, pastes each text (by problem and language), runs and submits it, and finishes. ``own``: cases of
        a problem's, with which it is run too."""
        self.start()
        # The browser that Playwright drives has its event loop in this thread.
        with ThreadPoolExecutor(1) as aside:
            aside.submit(asyncio.run, self._sit(texts, own)).result()
        return self

    def ask_and_leave(self, kind: Literal["run", "submit"], problem: str, language: str, text: str) -> Guest:
        """Starts, pastes ``text``, asks for a run or submission, and closes the page when that is stored."""
        self.start()
        with ThreadPoolExecutor(1) as aside:
            aside.submit(asyncio.run, self._ask(kind, problem, language, text)).result()
        return self

    async def _ask(self, kind: str, problem: str, language: str, text: str) -> None:
        async with self._desk() as desk:
            desk.note("view", {"problem": problem, "language": language})
            desk.note("edit", _pasted(desk, desk.file_of[problem, language], text))
            more = {"cases": None} if kind == "run" else {}
            desk.note(kind, {"problem": problem, "language": language, **more})
            await desk.push()

    def _desk(self) -> AbstractAsyncContextManager[Desk]:
        return Desk.connect(
            self._product.base,
            httpx.Cookies(self.browser.cookies),
            writer=f"guest-{self.session[:12]}",
            set_clock=lambda t: None,
        )

    async def _sit(self, texts: dict[tuple[str, str], str], own: Mapping[str, list[Answer]]) -> None:
        began = time.monotonic()
        async with self._desk() as desk:

            def note(kind: str, data: Answer) -> None:
                desk.t = round((time.monotonic() - began) * 1000)
                desk.note(kind, data)

            for (problem, language), text in texts.items():
                note("view", {"problem": problem, "language": language})
                note("edit", _pasted(desk, desk.file_of[problem, language], text))
                asked: list[tuple[str, Answer]] = [("run", {"cases": None}), ("submit", {})]
                if problem in own:
                    asked.insert(0, ("run", {"cases": own[problem]}))
                for kind, more in asked:
                    note(kind, {"problem": problem, "language": language, **more})
                    await desk.push_and_wait_for_verdict()
            note("finish", {})
            await desk.push()
            await desk.until_ended()


def _pasted(desk: Desk, file: str, text: str) -> Answer:
    """The edit that puts ``text`` in the place of all that was there."""
    changes = [[len(desk.texts[file]), *text.split("\n")]]
    return {"file": file, "version": desk.versions[file], "changes": changes, "origin": "paste"}


def until(member: httpx.Client, session: str, state: str) -> Answer:
    """The session's row once it is in ``state``."""
    for _ in range(2 * PATIENCE_S * 5):
        row: Answer = ask(member, "GET", f"/api/sessions/{session}")
        if row["state"] == state:
            return row
        time.sleep(0.2)
    raise AssertionError(f"the session did not come to be {state}: {row}")
