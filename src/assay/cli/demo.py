"""`assay demo`: everything with example data, on SQLite."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import shutil
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from assay.bank.library import Library
from assay.demo import company
from assay.demo.desk import DemoFailed
from assay.demo.seed import seed
from assay.judge.languages import available
from assay.store.engine import open_database, sqlite_url
from assay.store.members import add_member
from assay.store.migrate import migrate
from assay.store.passwords import hash_password
from assay.web.app import create_app
from assay.web.live.clock import ScriptedClock
from assay.web.settings import Settings

MARK = "demo.json"


@dataclass(frozen=True)
class DemoData:
    """What is printed at each start. ``visitor`` is the token of an unused personal link."""

    email: str
    password: str
    visitor: str
    sessions: int


def default_folder() -> Path:
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(home) / "assay-demo"


def demo(
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="port to listen on")] = 8000,
    data: Annotated[Path | None, typer.Option(help="folder for the data; kept between starts")] = None,
    reset: Annotated[bool, typer.Option("--reset", help="forget the data and start over")] = False,
) -> None:
    """Start Assay with an example company: two positions, a dozen finished sessions, links to try."""
    folder = (data or default_folder()).resolve()
    console = Console(stderr=True, highlight=False)
    _must_be_free(host, port)
    if reset:
        _forget(folder)
    known = _read(folder)
    if known is None:
        known = asyncio.run(_fill(folder, console))
    _announce(known, folder, host, port)
    settings = Settings(data=folder, host=host, port=port, log_level="warning")
    uvicorn.run(create_app(settings), host=host, port=port, log_level="warning", ws_max_size=2**21)


def _must_be_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            print(
                f"assay demo: cannot listen on {host}:{port} ({error.strerror}). "
                "Is it running already? Choose another port with --port.",
                file=sys.stderr,
            )
            raise typer.Exit(3) from error


def _read(folder: Path) -> DemoData | None:
    mark = folder / MARK
    if mark.exists():
        return DemoData(**json.loads(mark.read_text()))
    if folder.exists() and any(folder.iterdir()):
        print(
            f"assay demo: {folder} holds something that is not a demo's data. "
            "Name another folder with --data, or empty that one.",
            file=sys.stderr,
        )
        raise typer.Exit(2)
    return None


def _forget(folder: Path) -> None:
    """Only a demo's own folder is ever removed."""
    if _read(folder) is not None:
        shutil.rmtree(folder)


async def _fill(folder: Path, console: Console) -> DemoData:
    """Into a folder beside it, which takes its place when all is there: a demo cut short leaves nothing."""
    building = folder.with_name(folder.name + ".filling")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True, mode=0o700)
    password = secrets.token_urlsafe(9)
    name, address = company.MEMBER
    async with open_database(sqlite_url(building / "assay.db")) as database:
        await migrate(database)
        password_hash = await hash_password(password)
        async with database.write() as s:
            await add_member(
                s,
                organization=company.ORGANIZATION,
                name=name,
                email=address,
                password_hash=password_hash,
            )
    clock = ScriptedClock()
    library = Library(Library.default_folder())
    bar = Progress(
        TextColumn("Playing interviews"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[what]}"),
        console=console,
    )
    try:
        async with _server(Settings(data=building, log_level="warning"), clock) as base:
            with bar:
                task = bar.add_task("", total=None, what="")
                seeded = await seed(
                    base,
                    company=company.Company(),
                    member_email=address,
                    password=password,
                    clock=clock,
                    submissions={
                        slug: package.root / "submissions" for slug, package in library.packages.items()
                    },
                    languages=frozenset(available()),
                    progress=lambda done, of, what: bar.update(task, completed=done, total=of, what=what),
                )
    except* DemoFailed as failed:
        shutil.rmtree(building, ignore_errors=True)
        for error in failed.exceptions:
            print(f"assay demo: {error}", file=sys.stderr)
        raise typer.Exit(3) from failed
    known = DemoData(address, password, seeded.visitor_link.rpartition("/i/")[2], seeded.sessions)
    mark = building / MARK
    mark.touch(mode=0o600)
    mark.write_text(json.dumps(asdict(known)))
    building.rename(folder)
    return known


@asynccontextmanager
async def _server(settings: Settings, clock: ScriptedClock) -> AsyncIterator[str]:
    """The real server on a free port of loopback, in this process so that its clock can be scripted."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(create_app(settings, clock=clock), log_level="warning", ws_max_size=2**21)
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


def _announce(known: DemoData, folder: Path, host: str, port: int) -> None:
    shown = f"[{host}]" if ":" in host else host
    base = f"http://{shown}:{port}"
    print(
        f"\nAssay is ready: {base}\n\n"
        f"  As the hiring team, sign in with   {known.email}   {known.password}\n"
        f"  ({known.sessions} finished sessions, two positions)\n\n"
        f"  As a candidate, open               {base}/i/{known.visitor}\n"
        "  (best in another browser or a private window)\n\n"
        f"Data: {folder}. Ctrl-C stops it; started again it keeps the data; --reset starts over.\n",
        flush=True,
    )
