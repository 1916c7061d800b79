"""A real server on a free port of this process, a company on it, and candidates' tabs that talk to it."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import uvicorn
import websockets
from pydantic import SecretStr
from websockets.asyncio.client import ClientConnection

import assay.bank
from assay.analysis.growth.curve import Curve
from assay.analysis.growth.fit import Estimate
from assay.analysis.growth.result import Grown, Growth
from assay.analysis.measuring import Measurement, Problem, Submitted
from assay.judge.model import Judge, OnTest, Program, Result, Task, TestResult, Verdict
from assay.store.engine import Database, open_database
from assay.store.members import add_member
from assay.store.migrate import migrate
from assay.store.passwords import _hasher
from assay.web.app import create_app
from assay.web.live.clock import ScriptedClock
from assay.web.services import Services
from assay.web.settings import Settings
from assay.worker.measurer import Measuring, MeasuringFailed

PASSWORD = "correct horse battery"
_HASH = _hasher.hash(PASSWORD)
PROBLEMS = ("talks", "talks-again")
FILE = "talks/solution.py"
OPENED_AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


class WordJudge:
    """Judges by words in the source: ``wrong``, ``crash``, ``broken``; ``FAULT`` is a fault of the judge,
    until it is ``well`` again."""

    def __init__(self) -> None:
        self.judged: list[Program] = []
        self.faults = 0
        self.all_wrong = False
        self.well = False
        self.hold = asyncio.Event()
        self.hold.set()

    async def judge(self, task: Task, *, on_test: OnTest | None = None) -> Result:
        program = task.program
        self.judged.append(program)
        await self.hold.wait()
        if "FAULT" in program.source and not self.well:
            self.faults += 1
            await asyncio.sleep(0.02)
            return Result(Verdict.JE, message="no slot")
        if "broken" in program.source:
            return Result(Verdict.CE, compiler="line 1: broken")
        verdict = Verdict.AC
        if self.all_wrong or "wrong" in program.source:
            verdict = Verdict.WA
        elif "crash" in program.source:
            verdict = Verdict.RTE
        results = tuple(
            TestResult(
                test.name,
                test.group,
                verdict if test.answer is not None else Verdict.AC,
                cpu_s=0.01,
                wall_s=0.02,
                peak_mib=8.0,
                stdout=b"80\n",
            )
            for test in task.tests
        )
        return Result(verdict, results, environment={"tier": "words"})


class WordMeasuring:
    """Measures by words in the source: ``FUEL`` is a fault of ours, until it is ``well`` again."""

    def __init__(self) -> None:
        self.given: list[Submitted] = []
        self.faults = 0
        self.well = False
        self.hold = asyncio.Event()
        self.hold.set()

    def expect(self) -> None:
        pass

    async def measure(self, problem: Problem, submitted: Submitted) -> Measurement:
        self.given.append(submitted)
        await self.hold.wait()
        if "FUEL" in submitted.source and not self.well:
            self.faults += 1
            raise MeasuringFailed("no fuel")
        return Measurement(growth=grown(len(submitted.source)) if submitted.growth else None)


def grown(length: int) -> dict[str, Any]:
    """As long as the source: a document as a measurement gives it."""
    estimate = Estimate(("O(n)",), {"O(n)": 0.97}, None)
    one = Grown(estimate, Curve((4, 8), (1.0, float(length))), "characters", "O(n)")
    return Growth("python", "words", one, one).document()


@dataclass
class Invited:
    session: str
    token: str


@dataclass
class World:
    """``base`` is the address of the server that runs now."""

    settings: Settings
    clock: ScriptedClock
    judge: Judge | None
    measuring: Measuring | None = None
    base: str = ""
    team: httpx.AsyncClient | None = None
    position: str = ""
    _server: uvicorn.Server | None = None
    _serving: asyncio.Task[None] | None = None
    app: Any = None
    clients: list[httpx.AsyncClient] = field(default_factory=list)

    @property
    def services(self) -> Services:
        services: Services = self.app.state.services
        return services

    @property
    def database(self) -> Database:
        return self.services.database

    async def start(self) -> None:
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        self.base = f"http://127.0.0.1:{listening.getsockname()[1]}"
        self.app = create_app(self.settings, clock=self.clock, judge=self.judge, measuring=self.measuring)
        config = uvicorn.Config(self.app, log_level="error", ws_max_size=2**22, timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
        self._serving = asyncio.create_task(self._server.serve(sockets=[listening]))
        while not self._server.started:
            if self._serving.done():
                await self._serving
                raise RuntimeError("the server did not start")
            await asyncio.sleep(0.01)

    async def stop(self) -> None:
        assert self._server is not None and self._serving is not None
        self._server.should_exit = True
        await self._serving

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    def browser(self) -> httpx.AsyncClient:
        made = httpx.AsyncClient(base_url=self.base, headers={"origin": self.base}, timeout=30)
        self.clients.append(made)
        return made

    async def signed_in(self) -> httpx.AsyncClient:
        """The member, on the server that runs now."""
        browser = self.browser()
        answer = await browser.post("/api/sign-in", json={"email": "ada@acme.example", "password": PASSWORD})
        assert answer.status_code < 300, answer.text
        return browser

    async def found(self, **plan: Any) -> None:
        """The company: a member, a position and a plan over ``PROBLEMS``."""
        async with self.database.write() as s:
            await add_member(
                s, organization="Acme", name="Ada", email="ada@acme.example", password_hash=_HASH
            )
        self.team = await self.signed_in()
        self.position = (await post(self.team, "/api/positions", {"title": "Engineer"}))["id"]
        body = {
            "sections": [{"problem": slug} for slug in PROBLEMS],
            "minutes": 60,
            "languages": ["python", "javascript"],
            **plan,
        }
        await post(self.team, f"/api/positions/{self.position}/plans", body)

    async def invite(self, **window: Any) -> Invited:
        assert self.team is not None
        n = len(self.clients)
        body = {"name": f"Grace {n}", "email": f"grace{n}@example.org", **window}
        self.clients.append(self.team)
        made = await post(self.team, f"/api/positions/{self.position}/invitations", body)
        return Invited(made["session"], made["link"].rpartition("/i/")[2])

    async def candidate(self, invited: Invited | None = None) -> Candidate:
        """Entered; not yet consented."""
        invited = invited or await self.invite()
        browser = self.browser()
        await post(browser, "/api/candidate/enter", {"token": invited.token})
        return Candidate(self, invited, browser)

    async def started(self) -> Candidate:
        candidate = await self.candidate()
        await candidate.start()
        return candidate

    async def wait(self, condition: Callable[[], bool], seconds: float = 15) -> None:
        async with asyncio.timeout(seconds):
            while not condition():  # noqa: ASYNC110 - what is waited for has no event
                await asyncio.sleep(0.01)


async def post(browser: httpx.AsyncClient, path: str, body: Any = None) -> dict[str, Any]:
    answer = await browser.post(path, json=body)
    assert answer.status_code < 300, f"{path}: {answer.status_code} {answer.text}"
    found: dict[str, Any] = answer.json() if answer.content else {}
    return found


@dataclass
class Candidate:
    world: World
    invited: Invited
    browser: httpx.AsyncClient

    @property
    def session(self) -> str:
        return self.invited.session

    async def view(self) -> dict[str, Any]:
        answer = await self.browser.get("/api/candidate")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def start(self) -> None:
        view = await self.view()
        await post(self.browser, "/api/candidate/consent", {"notice_sha256": view["notice"]["sha256"]})
        await post(self.browser, "/api/candidate/start")

    @asynccontextmanager
    async def tab(self, writer: str = "tab-a", have: int = 0) -> AsyncIterator[Tab]:
        tab = await self.open_tab(writer, have)
        try:
            yield tab
        finally:
            await tab.close()

    async def open_tab(self, writer: str = "tab-a", have: int = 0) -> Tab:
        cookies = "; ".join(f"{name}={value}" for name, value in self.browser.cookies.items())
        line = await connect(self.world.base, cookies)
        tab = Tab(line, writer)
        await tab.say({"type": "hello", "writer": writer, "have": have})
        tab.welcome = await tab.hear("welcome")
        return tab

    async def row(self) -> dict[str, Any]:
        team = await self.world.signed_in()
        found: dict[str, Any] = (await team.get(f"/api/sessions/{self.session}")).json()
        return found

    async def log(self) -> list[dict[str, Any]]:
        """All events, as the team sees them."""
        team = await self.world.signed_in()
        answer = await team.get(f"/api/sessions/{self.session}/log")
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["events"]
        return found

    async def until_state(self, state: str, seconds: float = 20) -> dict[str, Any]:
        async with asyncio.timeout(seconds):
            while (row := await self.row())["state"] != state:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        return row


async def connect(base: str, cookies: str, origin: str | None = None) -> ClientConnection:
    return await websockets.connect(
        base.replace("http", "ws", 1) + "/api/candidate/log",
        additional_headers={"cookie": cookies, "origin": origin or base},
        max_size=None,
    )


@dataclass
class Tab:
    """One connection of a browser. ``heard`` holds every message; ``events`` the session as it came."""

    line: ClientConnection
    writer: str
    n: int = 0
    welcome: dict[str, Any] = field(default_factory=dict)
    heard: list[dict[str, Any]] = field(default_factory=list)
    versions: dict[str, int] = field(default_factory=dict)
    _read: int = 0

    @property
    def events(self) -> list[dict[str, Any]]:
        return [event for said in self.heard if said["type"] == "events" for event in said["events"]]

    async def say(self, said: dict[str, Any]) -> None:
        await self.line.send(json.dumps(said))

    async def hear(self, kind: str, seconds: float = 15) -> dict[str, Any]:
        """The next message of this type; those before it are heard too."""
        async with asyncio.timeout(seconds):
            while True:
                if self._read == len(self.heard):
                    self.heard.append(json.loads(await self.line.recv()))
                said = self.heard[self._read]
                self._read += 1
                if said["type"] == kind:
                    return said

    async def hear_event(self, kind: str, seconds: float = 15) -> dict[str, Any]:
        while True:
            found = [event for event in self.events if event["kind"] == kind]
            if found:
                return found[-1]
            await self.hear("events", seconds)

    async def push(self, *events: dict[str, Any]) -> dict[str, Any]:
        """Sends and waits for the acknowledgement."""
        await self.say({"type": "push", "writer": self.writer, "events": list(events)})
        return await self.hear("ack")

    def event(self, kind: str, t: int = 60_000, **data: Any) -> dict[str, Any]:
        self.n += 1
        return {"n": self.n, "t": t, "kind": kind, "data": data}

    def insert(
        self, text: str, length: int, t: int = 60_000, file: str = "talks/solution.py"
    ) -> dict[str, Any]:
        """Types ``text`` at the end of a file of ``length`` code units."""
        version = self.versions.get(file, 0)
        self.versions[file] = version + 1
        changes: list[Any] = [length] if length else []
        changes.append([0, *text.split("\n")])
        return self.event("edit", t, file=file, version=version, changes=changes, origin="type")

    async def close(self) -> None:
        await self.line.close()


def make_bank(folder: Path) -> Path:
    """Two problems, small ones."""
    original = Path(assay.bank.__file__).parent / "practice"
    for slug in PROBLEMS:
        shutil.copytree(original, folder / slug)
    return folder


@asynccontextmanager
async def open_world(
    tmp_path: Path,
    database_url: str,
    judge: Judge | None = None,
    real: bool = False,
    measuring: Measuring | None = None,
    clock: ScriptedClock | None = None,
    **plan: Any,
) -> AsyncIterator[World]:
    settings = Settings(
        data=tmp_path / "data",
        database=SecretStr(database_url),
        bank=make_bank(tmp_path / "bank"),
        slots=2,
    )
    async with open_database(database_url) as database:
        await migrate(database)
    world = World(
        settings,
        clock or ScriptedClock(),
        None if real else judge or WordJudge(),
        measuring or WordMeasuring(),
    )
    await world.start()
    try:
        await world.found(**plan)
        yield world
    finally:
        for client in world.clients:
            await client.aclose()
        await world.stop()


def later(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


async def starter_length(candidate: Candidate) -> int:
    """Code units of the starter."""
    view = await candidate.view()
    return len(next(one["text"] for one in view["problems"][0]["starters"] if one["file"] == FILE))


async def own_events(candidate: Candidate) -> list[dict[str, Any]]:
    return [event for event in await candidate.log() if event["writer"] != "server"]
