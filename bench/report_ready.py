"""How long a report waits: from a session's last submission until its report is whole, growth and own cases in it.

    python bench/report_ready.py [--sessions 14]

The sittings of the demo, one after the other, on a server of their own (SQLite, one process). What a candidate hands
in before the last submission is measured while they work on, so each waits here until that is done; the last
submission and the end of the interview come at once, which leaves the report the least time.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from assay.bank.library import Library  # noqa: E402
from assay.demo import company  # noqa: E402
from assay.demo.desk import Desk  # noqa: E402
from assay.store.engine import sqlite_url  # noqa: E402
from bench.live import PASSWORD, add_company, free_port, serve, until_serving  # noqa: E402

AT_MOST_S = 10.0


@dataclass
class HandedIn:
    """What a sitting comes to for one problem: language, the last text written, and own cases."""

    problem: str
    language: str
    text: str
    cases: list[dict[str, str]]


def handed_in(sitting: company.Sitting, library: Library) -> list[HandedIn]:
    """In order of the last submission of each problem."""
    found: dict[str, HandedIn] = {}
    now: HandedIn | None = None
    for step in sitting.steps:
        match step:
            case company.View(problem, language):
                now = found.get(problem) or HandedIn(problem, language, "", [])
                now.language = language
            case company.Write(submission, share) if now is not None:
                text = (library.packages[now.problem].root / "submissions" / submission).read_text()
                lines = text.splitlines(keepends=True)
                now.text = "".join(lines[: round(len(lines) * share)])
            case company.Run(own) if now is not None:
                now.cases += [
                    {"name": f"mine {len(now.cases) + k}", "input": text} for k, text in enumerate(own)
                ]
            case company.Submit() if now is not None:
                found.pop(now.problem, None)
                found[now.problem] = now
    return [each for each in found.values() if each.text]


async def ask(client: httpx.AsyncClient, method: str, path: str, body: object = None) -> Any:
    answer = await client.request(method, path, json=body)
    answer.raise_for_status()
    return answer.json() if answer.content else None


async def sat(
    base: str, team: httpx.AsyncClient, position: str, name: str, work: list[HandedIn]
) -> dict[str, float]:
    """Seconds from the last submission to its verdict, and to the whole report."""
    address = f"{len(name)}{abs(hash(name))}@bench.example"
    invited = await ask(
        team, "POST", f"/api/positions/{position}/invitations", {"name": name, "email": address}
    )
    session = invited["session"]
    async with httpx.AsyncClient(base_url=base, headers={"Origin": base}, timeout=60) as browser:
        token = invited["link"].rpartition("/i/")[2]
        view = await ask(browser, "POST", "/api/candidate/enter", {"token": token})
        await ask(browser, "POST", "/api/candidate/consent", {"notice_sha256": view["notice"]["sha256"]})
        await ask(browser, "POST", "/api/candidate/start")
        began = time.perf_counter()

        def now(_: int) -> None:
            desk.t = round((time.perf_counter() - began) * 1000) + 2000

        async with Desk.connect(base, browser.cookies, writer="bench", set_clock=now) as desk:
            now(0)
            for place, each in enumerate(work):
                await write(desk, each)
                if each.cases:
                    desk.note(
                        "run", {"problem": each.problem, "language": each.language, "cases": each.cases[:20]}
                    )
                    await desk.push_and_wait_for_verdict()
                last = time.perf_counter()
                desk.note("submit", {"problem": each.problem, "language": each.language})
                await desk.push_and_wait_for_verdict()
                verdict = time.perf_counter() - last
                if place < len(work) - 1:
                    await until_measured(team, session, place + 1)
            desk.note("finish", {})
            await desk.push()
        await until_measured(team, session, len(work))
        while not whole(await team.get(f"/api/sessions/{session}/report")):  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.05)
    return {"verdict": verdict, "report": time.perf_counter() - last}


async def write(desk: Desk, each: HandedIn) -> None:
    file = desk.file_of[each.problem, each.language]
    desk.note("view", {"problem": each.problem, "language": each.language})
    changes = [[len(desk.texts[file]), *each.text.split("\n")]]
    desk.note("edit", {"file": file, "version": desk.versions[file], "changes": changes, "origin": "type"})
    await desk.push()


async def until_measured(team: httpx.AsyncClient, session: str, submissions: int) -> None:
    while True:
        events = (await ask(team, "GET", f"/api/sessions/{session}/log"))["events"]
        if sum(event["kind"] == "measured" for event in events) >= submissions:
            return
        await asyncio.sleep(0.05)


def whole(answer: httpx.Response) -> bool:
    if answer.status_code != 200:
        return False
    return not any("not been measured yet" in said for said in answer.json()["not_measured"])


async def main(sessions: int) -> None:
    library = Library(Library.default_folder())
    with tempfile.TemporaryDirectory(prefix="assay-bench-") as name:
        folder = Path(name)
        await add_company(sqlite_url(folder / "assay.db"))
        (folder / "bank").symlink_to(Library.default_folder())
        port = free_port()
        server = await serve(folder, port)
        base = f"http://127.0.0.1:{port}"
        try:
            await until_serving(base)
            async with httpx.AsyncClient(base_url=base, headers={"Origin": base}, timeout=60) as team:
                await ask(team, "POST", "/api/sign-in", {"email": "b@bench.example", "password": PASSWORD})
                positions = []
                for opening in company.OPENINGS:
                    made = await ask(team, "POST", "/api/positions", {"title": opening.title})
                    plan = opening.plan.model_dump(mode="json")
                    await ask(team, "POST", f"/api/positions/{made['id']}/plans", plan)
                    positions.append(made["id"])
                await rows(base, team, positions, library, sessions)
        finally:
            server.terminate()
            await server.wait()


async def rows(
    base: str, team: httpx.AsyncClient, positions: list[str], library: Library, sessions: int
) -> None:
    print("| session | last handed in | to the verdict, s | to the whole report, s |\n|---|---|---|---|")
    waits = []
    for sitting in company.SITTINGS[:sessions]:
        work = handed_in(sitting, library)
        if not work:
            continue
        found = await sat(base, team, positions[sitting.opening], sitting.name, work)
        waits.append(found["report"])
        last = f"{work[-1].problem}, {work[-1].language}"
        print(f"| {sitting.name} | {last} | {found['verdict']:.1f} | {found['report']:.1f} |", flush=True)
    within = sum(wait <= AT_MOST_S for wait in waits)
    print(
        f"\nWithin {AT_MOST_S:.0f} s: {within} of {len(waits)}; "
        f"median {statistics.median(waits):.1f} s, longest {max(waits):.1f} s."
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=len(company.SITTINGS))
    asyncio.run(main(parser.parse_args().sessions))
