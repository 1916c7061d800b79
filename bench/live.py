"""How many candidates can type at once on one server process: time from push to acknowledgement.

    python bench/live.py --candidates 100 500 1000 2000 --pause 2 --edits 5

A server (SQLite, real commits to disk, one process) and the candidates (this process) share the machine.
Every candidate has a WebSocket of their own and pushes ``--edits`` keystrokes every ``--pause`` seconds,
scattered, whether or not the last push was acknowledged. At the end every text is held against what was
typed, and the chain of some sessions is verified.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import random
import resource
import shutil
import socket
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import websockets
from websockets.asyncio.client import ClientConnection

import assay.bank
from assay.store.engine import open_database, sqlite_url
from assay.store.members import add_member
from assay.store.migrate import migrate
from assay.store.passwords import hash_password

PASSWORD = "bench bench bench"
FILE = "talks/solution.py"
WARM_S = 3.0


def make_bank(folder: Path) -> Path:
    shutil.copytree(Path(assay.bank.__file__).parent / "practice", folder / "talks")
    return folder


async def add_company(url: str) -> None:
    async with open_database(url) as database:
        await migrate(database)
        hashed = await hash_password(PASSWORD)
        async with database.write() as s:
            await add_member(s, organization="Bench", name="B", email="b@bench.example", password_hash=hashed)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def serve(folder: Path, port: int) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "assay.cli.main", "serve", "--port", str(port)),
        env={
            **os.environ,
            "ASSAY_DATA": str(folder / "data"),
            "ASSAY_DATABASE": sqlite_url(folder / "assay.db"),
            "ASSAY_BANK": str(folder / "bank"),
            "ASSAY_LOG_LEVEL": "error",
        },
    )


async def until_serving(base: str) -> None:
    async with httpx.AsyncClient(base_url=base) as browser, asyncio.timeout(240):
        while True:
            try:
                if (await browser.get("/healthz")).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.2)


@dataclass
class Typist:
    """One candidate at work. ``waits`` in seconds, by push; ``sent`` holds pushes not acknowledged yet."""

    line: ClientConnection
    length: int
    edits: int
    pause: float
    version: int = 0
    n: int = 0
    typed: list[str] = field(default_factory=list)
    sent: dict[int, float] = field(default_factory=dict)
    waits: list[tuple[float, float]] = field(default_factory=list)

    def push(self, t: int) -> str:
        events = []
        for _ in range(self.edits):
            self.n += 1
            letter = random.choice("abcdefgh ()=\n")
            self.typed.append(letter)
            changes = [self.length, [0, *letter.split("\n")]]
            data = {"file": FILE, "version": self.version, "changes": changes, "origin": "type"}
            events.append({"n": self.n, "t": t, "kind": "edit", "data": data})
            self.version += 1
            self.length += 1
        return json.dumps({"type": "push", "writer": "bench", "events": events})

    async def type(self, until: float, zero: float) -> None:
        await asyncio.sleep(random.uniform(0, self.pause))
        while time.perf_counter() < until:
            text = self.push(round((time.perf_counter() - zero) * 1000) + 1000)
            self.sent[self.n] = time.perf_counter()
            await self.line.send(text)
            await asyncio.sleep(random.uniform(0.5, 1.5) * self.pause)

    async def listen(self) -> None:
        async for text in self.line:
            # Only the acknowledgement is looked into: parsing the rest is the browser's cost, not ours.
            if isinstance(text, str) and text.startswith('{"type":"ack"'):
                said = json.loads(text)
                now = time.perf_counter()
                for n in [n for n in self.sent if n <= said["stored"]]:
                    began = self.sent.pop(n)
                    self.waits.append((began, now - began))
            elif isinstance(text, str) and text.startswith(
                ('{"type":"refused"', '{"type":"gap"', '{"type":"trouble"')
            ):
                raise RuntimeError(text)


async def invite(team: httpx.AsyncClient, position: str, names: range) -> list[tuple[str, str]]:
    """Sessions with their links' tokens."""
    lines = "\n".join(f"C {k},c{k}@example.org" for k in names)
    answer = await team.post(
        f"/api/positions/{position}/invitations/csv",
        content=f"name,email\n{lines}\n",
        headers={"content-type": "text/csv"},
        timeout=120,
    )
    answer.raise_for_status()
    return [(made["session"], made["link"].rpartition("/i/")[2]) for made in answer.json()["created"]]


async def begin(base: str, token: str, gate: asyncio.Semaphore, edits: int, pause: float) -> Typist:
    async with gate, httpx.AsyncClient(base_url=base, headers={"origin": base}, timeout=120) as browser:
        view = (await browser.post("/api/candidate/enter", json={"token": token})).raise_for_status().json()
        sha256 = view["notice"]["sha256"]
        (await browser.post("/api/candidate/consent", json={"notice_sha256": sha256})).raise_for_status()
        started = (await browser.post("/api/candidate/start")).raise_for_status().json()
        starter = next(one for one in started["problems"][0]["starters"] if one["file"] == FILE)
        line = await websockets.connect(
            base.replace("http", "ws", 1) + "/api/candidate/log",
            additional_headers={
                "cookie": f"assay_candidate={browser.cookies['assay_candidate']}",
                "origin": base,
            },
            max_size=None,
            compression=None,
            ping_interval=None,
        )
        await line.send(json.dumps({"type": "hello", "writer": "bench", "have": 0}))
        return Typist(line, len(starter["text"].encode("utf-16-le")) // 2, edits, pause)


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))] if values else float("nan")


def server_cpu(pid: int) -> float:
    """Seconds of CPU that the server has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def server_mib(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


async def measure(typists: list[Typist], seconds: float, pid: int) -> dict[str, float]:
    zero = time.perf_counter()
    until = zero + WARM_S + seconds
    for typist in typists:
        typist.waits.clear()
    before = server_cpu(pid)
    await asyncio.gather(*(typist.type(until, zero) for typist in typists))
    used = server_cpu(pid) - before
    spent = time.perf_counter() - zero
    async with asyncio.timeout(120):
        while any(typist.sent for typist in typists):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    waits = [wait for typist in typists for began, wait in typist.waits if began > zero + WARM_S]
    return {
        "candidates": len(typists),
        "pushes/s": round(len(waits) / seconds),
        "p50 ms": round(percentile(waits, 0.5) * 1000, 1),
        "p95 ms": round(percentile(waits, 0.95) * 1000, 1),
        "p99 ms": round(percentile(waits, 0.99) * 1000, 1),
        "mean ms": round(statistics.fmean(waits) * 1000, 1) if waits else float("nan"),
        "server CPU": round(used / spent, 2),
        "server MiB": round(server_mib(pid)),
        "load": round(os.getloadavg()[0], 1),
    }


async def check(team: httpx.AsyncClient, base: str, typists: list[Typist], sessions: list[str]) -> None:
    """Nothing lost: the texts, and the chains of some."""
    for typist, session in itertools.islice(
        zip(typists, sessions, strict=True), 0, None, max(1, len(typists) // 40)
    ):
        integrity = (await team.get(f"/api/sessions/{session}/verify", timeout=60)).json()
        if not integrity["ok"]:
            raise SystemExit(f"session {session}: {integrity['faults']}")
        edits, after = [], 0
        while True:
            page = (
                await team.get(f"/api/sessions/{session}/log", params={"after": after}, timeout=60)
            ).json()
            edits += [event for event in page["events"] if event["kind"] == "edit"]
            if not page["events"]:
                break
            after = page["events"][-1]["seq"]
        stored = ["\n".join(edit["data"]["changes"][-1][1:]) for edit in edits]
        if stored != typist.typed:
            raise SystemExit(f"session {session}: {len(stored)} edits stored, {len(typist.typed)} typed")


async def main(options: argparse.Namespace) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with tempfile.TemporaryDirectory(prefix="assay-bench-") as made:
        folder = Path(made)
        make_bank(folder / "bank")
        await add_company(sqlite_url(folder / "assay.db"))
        port = free_port()
        base = f"http://127.0.0.1:{port}"
        server = await serve(folder, port)
        try:
            await until_serving(base)
            async with httpx.AsyncClient(base_url=base, headers={"origin": base}) as team:
                await run(team, base, server.pid, options)
        finally:
            server.terminate()
            await server.wait()


async def run(team: httpx.AsyncClient, base: str, pid: int, options: argparse.Namespace) -> None:
    (
        await team.post("/api/sign-in", json={"email": "b@bench.example", "password": PASSWORD})
    ).raise_for_status()
    position = (await team.post("/api/positions", json={"title": "Typist"})).raise_for_status().json()["id"]
    plan = {"sections": [{"problem": "talks"}], "minutes": 480, "languages": ["python"]}
    (await team.post(f"/api/positions/{position}/plans", json=plan)).raise_for_status()
    typists: list[Typist] = []
    sessions: list[str] = []
    listeners: list[asyncio.Task[None]] = []
    gate = asyncio.Semaphore(8)
    for wanted in sorted(options.candidates):
        began = time.perf_counter()
        invited = await invite(team, position, range(len(typists), wanted))
        new = await asyncio.gather(
            *(begin(base, token, gate, options.edits, options.pause) for _, token in invited)
        )
        listeners += [asyncio.create_task(typist.listen()) for typist in new]
        typists += new
        sessions += [session for session, _ in invited]
        print(f"{wanted} entered in {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
        print(json.dumps(await measure(typists, options.seconds, pid)), flush=True)
    for listener in listeners:
        if listener.done():
            listener.result()
    await check(team, base, typists, sessions)
    print("every text checked is as typed, every chain checked is whole", file=sys.stderr)
    for typist in typists:
        await typist.line.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--candidates", type=int, nargs="+", default=[50, 200, 500])
    parser.add_argument("--pause", type=float, default=2.0, help="seconds between a candidate's pushes")
    parser.add_argument("--edits", type=int, default=5, help="keystrokes in a push")
    parser.add_argument("--seconds", type=float, default=10.0)
    asyncio.run(main(parser.parse_args()))
