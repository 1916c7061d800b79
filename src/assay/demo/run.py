"""Makes the demo's data: a real server on a free port of loopback, filled through its API."""

from __future__ import annotations

import asyncio
import secrets
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from assay.analysis.measuring import Measurement, Problem, Submitted
from assay.bank.library import Library
from assay.demo import company
from assay.demo.desk import DemoFailed
from assay.demo.folder import DemoData, write
from assay.demo.seed import Seeded, seed
from assay.judge.languages import available
from assay.judge.service import IsolationUnavailable, find_tier
from assay.store.engine import open_database, sqlite_url
from assay.store.members import add_member
from assay.store.migrate import migrate
from assay.store.passwords import hash_password
from assay.web.app import create_app
from assay.web.live.clock import ScriptedClock
from assay.web.settings import Settings
from assay.worker.logs import configure_logging

__all__ = ["DemoFailed", "fill"]


class LaterOn:
    """Measures nothing: that stays in the table for the server that serves the demo, so that it starts soon."""

    def expect(self) -> None:
        pass

    async def measure(self, problem: Problem, submitted: Submitted) -> Measurement:
        await asyncio.Event().wait()
        raise AssertionError("nobody ends this wait")


async def fill(folder: Path) -> DemoData:
    """Builds in a folder beside it, which takes its place when all is there: cut short, it leaves nothing.

    Raises DemoFailed.
    """
    building = folder.with_name(folder.name + ".filling")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True, mode=0o700)
    try:
        password = secrets.token_urlsafe(9)
        await _add_member(building, password)
        seeded = await _play(building, password)
        _, email = company.MEMBER
        known = DemoData(email, password, seeded.visitor_link.rpartition("/i/")[2], seeded.sessions)
        write(building, known)
        if folder.exists():
            folder.rmdir()
        building.rename(folder)
    except ExceptionGroup as group:
        first = group.exceptions[0]
        raise DemoFailed(f"a session could not be played: {first}") from first
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return known


async def _add_member(building: Path, password: str) -> None:
    name, email = company.MEMBER
    hashed = await hash_password(password)
    async with open_database(sqlite_url(building / "assay.db")) as database:
        await migrate(database)
        async with database.write() as s:
            await add_member(
                s, organization=company.ORGANIZATION, name=name, email=email, password_hash=hashed
            )


async def _play(building: Path, password: str) -> Seeded:
    try:
        isolation = (await asyncio.to_thread(find_tier)).isolation
    except IsolationUnavailable as error:
        raise DemoFailed(str(error)) from error
    clock = ScriptedClock()
    library = Library(Library.default_folder())
    configure_logging("warning")
    bar = Progress(
        TextColumn("Playing interviews"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[what]}"),
        console=Console(stderr=True, highlight=False),
    )
    async with _server(Settings(data=building, log_level="warning"), clock) as base:
        with bar:
            task = bar.add_task("", total=None, what="")
            return await seed(
                base,
                company=company.Company(),
                member_email=company.MEMBER[1],
                password=password,
                clock=clock,
                submissions={
                    slug: package.root / "submissions" for slug, package in library.packages.items()
                },
                languages=frozenset(available(isolation)),
                progress=lambda done, of, what: bar.update(task, completed=done, total=of, what=what),
            )


@asynccontextmanager
async def _server(settings: Settings, clock: ScriptedClock) -> AsyncIterator[str]:
    """In this process, so that its clock can be scripted."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(
        create_app(settings, clock=clock, measuring=LaterOn()),
        log_config=None,
        access_log=False,
        ws_max_size=4 * 1024 * 1024,
        ws_ping_interval=15,
        ws_ping_timeout=20,
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        if serving.done():
            await serving
            raise DemoFailed("the server did not start; its log is above")
        await asyncio.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        await serving
