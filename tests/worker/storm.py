"""Servers and workers as processes of their own, candidates who ask for very much, and things that go wrong."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import websockets
from argon2 import PasswordHasher
from sqlalchemy import func, select

import assay.bank
from assay.store.engine import Database, open_database
from assay.store.members import add_member
from assay.store.migrate import migrate
from assay.store.tables import Job
from tests.worker.broker import Broker, free_port
from tests.worker.order import Claims, handed_out
from tests.worker.proxy import Proxy

PASSWORD = "correct horse battery"
SOLUTION = "print(sum(x for x in map(int, input().split()) if x > 0))\n"
_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
Mishap = Callable[[], Awaitable[None]]
_ASSAY = [sys.executable, "-m", "assay.cli.main"]


def make_bank(folder: Path) -> Path:
    """One problem with two small tests besides a sample."""
    problem = folder / "talks"
    shutil.copytree(Path(assay.bank.__file__).parent / "practice", problem)
    for group in ("edge", "error", "stress"):
        shutil.rmtree(problem / "data/secret" / group)
    for path in problem.glob("data/sample/02*"):
        path.unlink()
    return folder


@dataclass
class Machine:
    """A process that can be killed and started again. Its log is in ``log``."""

    arguments: Sequence[str]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*_ASSAY, *self.arguments], stderr=log, stdout=log, env={**os.environ, **self.environment}
            )

    def size(self) -> dict[str, int]:
        """MiB resident, open files, threads."""
        if self.process is None:
            return {}
        folder = Path(f"/proc/{self.process.pid}")
        try:
            status = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
            files = len(list((folder / "fd").iterdir()))
        except OSError:
            return {}
        if "VmRSS" not in status:
            return {}
        return {
            "MiB": int(status["VmRSS"].split()[0]) // 1024,
            "files": files,
            "threads": int(status["Threads"]),
        }

    def kill(self) -> None:
        """Without a word."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def ask_to_end(self, seconds: float = 30) -> int:
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)


@dataclass
class Server(Machine):
    base: str = ""

    async def ready(self) -> None:
        async with httpx.AsyncClient() as client, asyncio.timeout(180):
            while True:
                assert self.process is not None
                assert self.process.poll() is None, self.log.read_text()
                try:
                    if (await client.get(f"{self.base}/healthz")).status_code == 200:
                        return
                except httpx.TransportError:
                    pass
                await asyncio.sleep(0.1)


@dataclass
class Asker:
    """A candidate's browser: events are pushed until they are acknowledged, by whichever server there is."""

    storm: Storm
    session: str
    cookies: str
    team: httpx.AsyncClient
    n: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    waiting: list[dict[str, Any]] = field(default_factory=list)

    def event(self, kind: str, **data: Any) -> None:
        self.n += 1
        self.waiting.append({"n": self.n, "t": 60_000 + self.n, "kind": kind, "data": data})

    def ask(self, kind: str, count: int) -> None:
        self.asked[kind] += count
        for _ in range(count):
            self.event(kind, problem="talks", language="python")

    async def push(self) -> None:
        """All that waits; bounded in time."""
        async with asyncio.timeout(120):
            while self.waiting:
                try:
                    await self._push(self.storm.anybody())
                except (OSError, TimeoutError, websockets.WebSocketException):
                    await asyncio.sleep(0.5)

    async def _push(self, base: str) -> None:
        line = await websockets.connect(
            base.replace("http", "ws", 1) + "/api/candidate/log",
            additional_headers={"cookie": self.cookies, "origin": base},
            max_size=None,
        )
        async with line, asyncio.timeout(40):
            await line.send(json.dumps({"type": "hello", "writer": "tab-a", "have": 0}))
            while self.waiting:
                part = self.waiting[:400]
                await line.send(json.dumps({"type": "push", "writer": "tab-a", "events": part}))
                while (said := json.loads(await line.recv()))["type"] not in ("ack", "trouble", "refused"):
                    pass
                assert said["type"] != "refused", said
                if said["type"] == "trouble":
                    return
                self.waiting = [event for event in self.waiting if event["n"] > said["stored"]]


@dataclass
class Storm:
    """``run`` asks for ``attempts`` in all and lets things go wrong on the way, at fractions of the whole."""

    folder: Path
    database: Database
    servers: list[Server]
    workers: dict[str, Machine]
    broker: Broker | None
    proxy: Proxy | None
    askers: list[Asker] = field(default_factory=list)
    team: dict[str, httpx.AsyncClient] = field(default_factory=dict)
    noted: str = ""
    claims: Claims = field(init=False)
    figures: Counter[str] = field(default_factory=Counter)
    """What happened and what was seen at most; for bench/RESULTS.md."""

    def __post_init__(self) -> None:
        self.claims = Claims(self.database)

    def anybody(self) -> str:
        """The address of a server that runs."""
        running = [server for server in self.servers if server.process is not None]
        return secrets.choice(running or self.servers).base

    async def found(self, organizations: int, candidates: int) -> None:
        """Organizations with ``candidates`` each, who have started."""
        base = self.servers[0].base
        for number in range(organizations):
            team = httpx.AsyncClient(base_url=base, headers={"origin": base}, timeout=60)
            await post(team, "/api/sign-in", {"email": f"ada@{number}.example", "password": PASSWORD})
            position = (await post(team, "/api/positions", {"title": "Engineer"}))["id"]
            plan = {"sections": [{"problem": "talks"}], "minutes": 240, "languages": ["python"]}
            await self._until_a_worker_is_there(team)
            await post(team, f"/api/positions/{position}/plans", plan)
            for count in range(candidates):
                self.askers.append(await self._candidate(team, position, number, count))
            self.team[str(number)] = team

    async def _until_a_worker_is_there(self, team: httpx.AsyncClient) -> None:
        """Only workers know which languages can be used."""
        async with asyncio.timeout(120):
            while not (await team.get("/api/bank")).json()["languages"]:  # noqa: ASYNC110 - a worker tells the server, not us
                await asyncio.sleep(0.2)

    async def _candidate(self, team: httpx.AsyncClient, position: str, number: int, count: int) -> Asker:
        who = {"name": f"Grace {count}", "email": f"grace{count}@{number}.example"}
        made = await post(team, f"/api/positions/{position}/invitations", who)
        base = self.servers[0].base
        async with httpx.AsyncClient(base_url=base, headers={"origin": base}, timeout=60) as browser:
            await post(browser, "/api/candidate/enter", {"token": made["link"].rpartition("/i/")[2]})
            view = (await browser.get("/api/candidate")).json()
            await post(browser, "/api/candidate/consent", {"notice_sha256": view["notice"]["sha256"]})
            await post(browser, "/api/candidate/start")
            view = (await browser.get("/api/candidate")).json()
            cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        asker = Asker(self, made["session"], cookies, team)
        (starter,) = view["problems"][0]["starters"]
        changes = [len(starter["text"]), [0, *SOLUTION.split("\n")]]
        asker.event("edit", file=starter["file"], version=0, changes=changes, origin="type")
        return asker

    async def states(self) -> dict[str, int]:
        async with self.database.read() as s:
            judged = select(Job.state, func.count()).where(Job.kind.in_(("run", "submit")))
            rows = await s.execute(judged.group_by(Job.state))
            return {row[0]: row[1] for row in rows}

    async def run(
        self,
        attempts: int,
        mishaps: Sequence[tuple[float, Mishap]],
        *,
        seconds: float,
    ) -> None:
        """Submissions are asked for at the start, a fifth as many runs in ten portions over the time."""
        each = attempts // len(self.askers)
        attempts = each * len(self.askers)
        runs = each // 5
        for asker in self.askers:
            asker.ask("submit", each - runs)
        await asyncio.gather(*(asker.push() for asker in self.askers))
        left = list(mishaps)
        portions = 0
        begun = time.monotonic()
        async with asyncio.timeout(seconds):
            while True:
                states = await self.states()
                self._note(states)
                await self.claims.mark()
                share = states.get("done", 0) / attempts
                while portions < 10 and share >= portions / 12:
                    portions += 1
                    for asker in self.askers:
                        asker.ask("run", runs * portions // 10 - asker.asked["run"])
                    await asyncio.gather(*(asker.push() for asker in self.askers))
                if left and share >= left[0][0]:
                    await left.pop(0)[1]()
                if states.get("done", 0) >= attempts and portions == 10 and not left:
                    self.figures["seconds"] = round(time.monotonic() - begun)
                    return
                await asyncio.sleep(0.2)

    def _note(self, states: dict[str, int]) -> None:
        """For whoever looks at a failed test: where it stood, and when."""
        sizes = {machine.log.stem: machine.size() for machine in (*self.servers, *self.workers.values())}
        for name, size in sizes.items():
            for what, count in size.items():
                self.figures[f"{what} of {name}"] = max(count, self.figures[f"{what} of {name}"])
        if str(states) != self.noted:
            self.noted = str(states)
            with (self.folder / "progress.log").open("a") as file:
                file.write(f"{datetime.now(UTC):%H:%M:%S} {states} {sizes}\n")

    async def restart_server(self, server: Server) -> None:
        self.figures["servers killed"] += 1
        server.kill()
        server.start()
        await server.ready()

    async def restart_worker(self, name: str) -> None:
        self.figures["workers killed"] += 1
        self.figures["slots lost"] += 1
        self.workers[name].kill()
        self.workers[name].start()

    async def cut_the_network(self, seconds: float) -> None:
        assert self.proxy is not None
        self.figures["network cuts"] += 1
        self.figures["slots lost"] += len(self.workers)
        self.proxy.cut()
        await asyncio.sleep(seconds)
        self.proxy.mend()

    async def lose_the_brokers_store(self) -> None:
        assert self.broker is not None
        self.figures["broker stores lost"] += 1
        self.figures["slots lost"] += len(self.workers)
        self.broker.lose_everything()

    async def check_all_judged_once(self) -> None:
        """Every run and submission has one result in the log, and the right one."""
        for asker in self.askers:
            asked: Counter[str] = Counter()
            answered: Counter[int] = Counter()
            async for event in self._log(asker.team, asker.session):
                if event["kind"] in ("run", "submit"):
                    asked[event["kind"]] += 1
                    answered[event["seq"]] += 0
                elif event["kind"] == "judged":
                    answered[event["data"]["of"]] += 1
                    assert event["data"]["verdict"] == "AC", event
            assert asked == asker.asked, asker.session
            assert set(answered.values()) == {1}, {seq: n for seq, n in answered.items() if n != 1}
            self.figures["attempts judged once"] += len(answered)

    async def _log(self, team: httpx.AsyncClient, session: str) -> AsyncIterator[dict[str, Any]]:
        after = 0
        while True:
            page = (await team.get(f"/api/sessions/{session}/log", params={"after": after})).json()
            for event in page["events"]:
                yield event
            if not page["events"] or page["events"][-1]["seq"] >= page["last"]:
                return
            after = page["events"][-1]["seq"]

    async def check_order(self) -> None:
        """See ``order``."""
        self.figures["runs held against claims"] = await self.claims.check()
        if self.broker is not None:
            logs = [server.log for server in self.servers]
            seen, excused = handed_out(logs, slots=1, lost=self.figures["slots lost"])
            self.figures["runs held against what was handed out"] = seen
            self.figures["of them excused"] = excused

    def tell(self) -> None:
        """For bench/RESULTS.md: shown by ``pytest -s``."""
        print("\n" + json.dumps(self.figures, indent=1))

    async def mean_wait_s(self, kind: str) -> float:
        async with self.database.read() as s:
            rows = await s.execute(select(Job.created_at, Job.claimed_at).where(Job.kind == kind))
            waits: list[float] = [(row.claimed_at - row.created_at).total_seconds() for row in rows]
        return sum(waits) / len(waits)


async def post(browser: httpx.AsyncClient, path: str, body: Any = None) -> dict[str, Any]:
    answer = await browser.post(path, json=body)
    assert answer.status_code < 300, f"{path}: {answer.status_code} {answer.text}"
    found: dict[str, Any] = answer.json() if answer.content else {}
    return found


@asynccontextmanager
async def storm(
    folder: Path,
    database_url: str,
    *,
    broker: Broker | None,
    servers: int = 1,
    organizations: int = 2,
    candidates: int = 4,
) -> AsyncIterator[Storm]:
    """With a broker, its workers are machines of their own and reach it through a wire that can be cut."""
    bank = make_bank(folder / "bank")
    environment = {
        "ASSAY_DATABASE": database_url,
        "ASSAY_SECRET_KEY": base64.b64encode(bytes(32)).decode(),
        "ASSAY_BANK": str(bank),
        "ASSAY_LOG_LEVEL": "info",  # says in which order work was handed out
    }
    proxy: Proxy | None = None
    workers: dict[str, Machine] = {}
    if broker is not None:
        environment |= {
            "ASSAY_NATS": broker.url,
            "ASSAY_NATS_CREDENTIALS": str(broker.folder / "server.json"),
        }
        proxy = Proxy(broker.port)
        await proxy.start()
        for name in broker.workers:
            line = f"nats://127.0.0.1:{proxy.port}"
            key = str(broker.folder / f"{name}.json")
            arguments = ["worker", "--nats", line, "--credentials", key, "--slots", "1"]
            arguments += ["--cache", str(folder / "cache")]
            workers[name] = Machine(arguments, {}, folder / f"{name}.log")
    machines = []
    for number in range(servers):
        port = free_port()
        arguments = ["serve", "--port", str(port), "--data", str(folder / f"data{number}")]
        made = Server(arguments, environment, folder / f"server{number}.log", base=f"http://127.0.0.1:{port}")
        machines.append(made)
    async with open_database(database_url) as database:
        await migrate(database)
        async with database.write() as s:
            for number in range(organizations):
                await add_member(
                    s,
                    organization=f"Company {number}",
                    name="Ada",
                    email=f"ada@{number}.example",
                    password_hash=_HASH,
                )
        made_storm = Storm(folder, database, machines, workers, broker, proxy)
        await made_storm.claims.begin()
        try:
            for machine in (*workers.values(), *machines):
                machine.start()
            for server in machines:
                await server.ready()
            await made_storm.found(organizations, candidates)
            yield made_storm
        finally:
            for machine in (*workers.values(), *machines):
                machine.kill()
            for team in made_storm.team.values():
                await team.aclose()
            if proxy is not None:
                await proxy.stop()
