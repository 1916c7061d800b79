"""Plays a candidate's session through the real API, with time as data.

The session's clock is scripted: before each message it is set to when the candidate would have sent it, so an
hour's interview takes as long as its programs take to be judged.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from assay.demo import company
from assay.demo.company import Sitting
from assay.demo.desk import DemoFailed, Desk
from assay.demo.typist import Key, Typist, change_set
from assay.web.live.clock import ScriptedClock

_BATCH = 60
"""Events a message: a browser sends a few at a time, but the result is the same."""
_ENTER_MS = 45_000
_READ_MS = 20_000


class Player:
    """``base`` is the server's address; ``submissions`` gives each problem's folder of solutions."""

    def __init__(self, base: str, clock: ScriptedClock, submissions: dict[str, Path]) -> None:
        self._base = base
        self._clock = clock
        self._submissions = submissions

    async def play(self, sitting: Sitting, *, session: str, token: str, opened_at: datetime) -> None:
        """From opening the link to the end. Raises DemoFailed, or what httpx and websockets raise."""

        def set_clock(t: int) -> None:
            self._clock.set(session, opened_at + timedelta(milliseconds=t))

        set_clock(0)
        try:
            async with httpx.AsyncClient(
                base_url=self._base, headers={"Origin": self._base}, timeout=60
            ) as browser:
                view = await _post(browser, "/api/candidate/enter", {"token": token})
                set_clock(_ENTER_MS)
                await _post(browser, "/api/candidate/consent", {"notice_sha256": view["notice"]["sha256"]})
                set_clock(_ENTER_MS + _READ_MS)
                await _post(browser, "/api/candidate/start", None)
                start = _ENTER_MS + _READ_MS
                async with Desk.connect(
                    self._base, browser.cookies, writer=f"demo-{session[:12]}", set_clock=set_clock
                ) as desk:
                    desk.t = start + 1500
                    await _Candidate(sitting, desk, self._submissions, start + view["minutes"] * 60_000).sit()
        finally:
            self._clock.release(session)


async def _post(browser: httpx.AsyncClient, path: str, body: dict[str, Any] | None) -> dict[str, Any]:
    answer = await browser.post(path, json=body)
    if answer.is_error:
        raise DemoFailed(f"{path} answered {answer.status_code}: {answer.text[:300]}")
    found: dict[str, Any] = answer.json() if answer.content else {}
    return found


class _Candidate:
    """One candidate's way through their steps. ``limit`` is when the time is over (ms since opened)."""

    def __init__(self, sitting: Sitting, desk: Desk, submissions: dict[str, Path], limit: int) -> None:
        seed = sum(map(ord, sitting.name))
        self._sitting = sitting
        self._desk = desk
        self._submissions = submissions
        self._limit = limit
        self._typist = Typist(seed, sitting.pace)
        self._random = random.Random(seed)  # noqa: S311 (a story, not a secret)
        self._open = ("", "")

    async def sit(self) -> None:
        for step in self._sitting.steps:
            if self._desk.t >= self._limit:
                break
            await self._step(step)
        if not self._desk.ended:
            # No Finish: the time runs out, with what is in the editor.
            self._desk.t = max(self._desk.t, self._limit)
            await self._desk.push()
            self._desk.t = max(self._desk.t, self._limit + 2500)
        await self._desk.until_ended()

    async def _step(self, step: company.Step) -> None:
        desk = self._desk
        match step:
            case company.View(problem, language):
                self._pass(1500, 4000)
                self._open = (problem, language)
                desk.note("view", {"problem": problem, "language": language})
            case company.Think(seconds, away):
                self._think(seconds, away)
            case company.Write(submission, share):
                await self._write(self._source(submission, share))
            case company.Paste(text):
                mark = "#" if self._file.endswith(".py") else "//"
                self._press(self._typist.paste(0, f"{mark} {text}\n"))
            case company.Run(own):
                cases = [{"name": f"mine {k}", "input": text} for k, text in enumerate(own, start=1)]
                await self._attempt("run", {"cases": cases or None})
            case company.Submit():
                await self._attempt("submit", {})
            case company.Finish():
                self._pass(4000, 9000)
                desk.note("finish", {})
                await desk.push()

    @property
    def _file(self) -> str:
        return self._desk.file_of[self._open]

    def _pass(self, least_ms: int, most_ms: int) -> None:
        self._desk.t += self._random.randrange(least_ms, most_ms)

    def _think(self, seconds: int, away: bool) -> None:
        desk = self._desk
        if away:
            desk.t += 1200
            desk.note("away", {})
        desk.t = min(desk.t + round(seconds * 1000 * self._random.uniform(0.8, 1.25)), self._limit)
        if away:
            desk.note("back", {})

    def _source(self, submission: str, share: float) -> str:
        text = (self._submissions[self._open[0]] / submission).read_text()
        lines = text.splitlines(keepends=True)
        return "".join(lines[: round(len(lines) * share)])

    async def _write(self, target: str) -> None:
        for key in self._typist.rewrite(self._desk.texts[self._file], target):
            if not self._press(key):
                break
            if len(self._desk.pending) >= _BATCH:
                await self._desk.push()

    def _press(self, key: Key) -> bool:
        """False where the time is over before the key is pressed."""
        desk = self._desk
        if desk.t + key.pause_ms >= self._limit:
            desk.t = self._limit
            return False
        desk.t += key.pause_ms
        text = desk.texts[self._file]
        desk.note(
            "edit",
            {
                "file": self._file,
                "version": desk.versions[self._file],
                "changes": change_set(key, len(text)),
                "origin": str(key.origin),
            },
        )
        desk.texts[self._file] = text[: key.start] + key.text + text[key.end :]
        desk.versions[self._file] += 1
        return True

    async def _attempt(self, kind: str, more: dict[str, Any]) -> None:
        """Run or submit, and wait for the verdict as a candidate does."""
        self._pass(1500, 5000)
        problem, language = self._open
        self._desk.note(kind, {"problem": problem, "language": language, **more})
        await self._desk.push_and_wait_for_verdict()
        self._pass(3000, 9000)
