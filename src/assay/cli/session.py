"""``assay session``: verify, replay and export a session's log."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from assay.log.chain import Batch, Fault, SessionKey
    from assay.log.events import Event

NO, WRONG_USE, FAILED = 1, 2, 3

app = typer.Typer(
    help="A session's log: verify its chain, replay its files, export it.", no_args_is_help=True
)

Data = Annotated[Path | None, typer.Option(help="Data folder. [ASSAY_DATA, else assay-data]")]
Database = Annotated[
    str | None, typer.Option(help="Database URL. [ASSAY_DATABASE, else SQLite in the data folder]")
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]


@app.command()
def verify(
    session: Annotated[
        str, typer.Argument(metavar="SESSION|FILE", help="A session's id, or an exported log.")
    ],
    as_json: AsJson = False,
    data: Data = None,
    database: Database = None,
) -> None:
    """Recompute the hash chain and every file's text. Exits 1 and names the events that do not hold.

    An exported file is checked without the key: its chain, not its texts.
    """
    from assay.log.chain import verify as verify_chain

    if Path(session).is_file():
        id, batches = _read_file(Path(session))
        key = None
    else:
        id = session
        batches, key = asyncio.run(_stored(id, data, database))
    faults = verify_chain(batches, key, id)
    files = _files(batches, key) if key is not None and not faults else []
    events = batches[-1].last_seq if batches else 0
    if as_json:
        _print_json(
            {
                "session": id,
                "ok": not faults,
                "batches": len(batches),
                "events": events,
                "texts_checked": key is not None,
                "faults": [asdict(fault) for fault in faults],
                "files": files,
            }
        )
    else:
        _print_verified(id, len(batches), events, key is not None, faults, files)
    if faults:
        raise typer.Exit(NO)


@app.command()
def replay(
    session: Annotated[str, typer.Argument(help="The session's id.")],
    file: Annotated[
        str | None, typer.Option("--file", "-f", help="<problem>/<file name>. [list them]")
    ] = None,
    at: Annotated[
        int | None, typer.Option("--at", min=1, help="Print the text just after this event. [the last]")
    ] = None,
    step: Annotated[bool, typer.Option("--step", help="Step through the changes in this terminal.")] = False,
    as_json: AsJson = False,
    data: Data = None,
    database: Database = None,
) -> None:
    """The text of a file at any event, or one change after the other."""
    events = _events(*asyncio.run(_stored(session, data, database)))
    if file is None:
        _list_files(events, as_json)
        return
    frames = _frames(events, file)
    if not frames:
        known = ", ".join(sorted(_file_ids(events))) or "none"
        _stop(f"session {session!r} has no file {file!r}; it has: {known}", WRONG_USE)
    if step:
        if not sys.stdin.isatty():
            _stop("--step needs a terminal; print one text with --at", WRONG_USE)
        _step_through(file, frames)
        return
    seq = at if at is not None else events[-1].seq
    shown = [(event, text) for event, text in frames if event.seq <= seq]
    if not shown:
        _stop(f"file {file!r} was made at event {frames[0][0].seq}, after event {seq}", WRONG_USE)
    last, text = shown[-1]
    if as_json:
        _print_json({"session": session, "file": file, "seq": seq, "changed_at": last.seq, "text": text})
    else:
        sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))


@app.command()
def export(
    session: Annotated[str, typer.Argument(help="The session's id.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file. [standard output]")] = None,
    data: Data = None,
    database: Database = None,
) -> None:
    """The sealed log as a file that `assay session verify FILE` checks again without the key."""
    from assay.log import sealed_file

    batches, _ = asyncio.run(_stored(session, data, database))
    content = sealed_file.write(session, batches)
    if output is not None:
        output.write_bytes(content)
        typer.echo(f"{len(batches)} batches in {output}", err=True)
    else:
        sys.stdout.buffer.write(content)


# --- reading -----------------------------------------------------------------------------------------


def _read_file(path: Path) -> tuple[str, list[Batch]]:
    from assay.log import sealed_file

    try:
        return sealed_file.read(path.read_bytes())
    except sealed_file.NotASealedLog as error:
        _stop(f"{path}: {error}. Give a file made by `assay session export`.", WRONG_USE)


async def _stored(id: str, data: Path | None, database: str | None) -> tuple[list[Batch], SessionKey]:
    """A session's batches and key, from the database and the master key that belongs to it."""
    from pydantic import SecretStr

    from assay.log.chain import SessionKey
    from assay.store import logs, sitting
    from assay.store.engine import open_database
    from assay.store.migrate import migrate
    from assay.store.secret import FILE_NAME, MasterKey, SecretError
    from assay.web.settings import Settings

    settings = Settings()
    if data is not None:
        settings = settings.model_copy(update={"data": data})
    if database is not None:
        settings = settings.model_copy(update={"database": SecretStr(database)})
    elif settings.database is None and not (settings.data / "assay.db").exists():
        _stop(f"there is no database in {settings.data}: name the folder with --data", WRONG_USE)
    async with open_database(settings.database_url) as opened:
        await migrate(opened)
        async with opened.read() as s:
            facts = await sitting.facts(s, id)
            batches = await logs.batches(s, id)
    if facts is None:
        _stop(f"there is no session {id!r} here; the sessions page shows each one's id", WRONG_USE)
    try:
        if settings.secret_key is not None:
            master = MasterKey.parse(settings.secret_key.get_secret_value(), "ASSAY_SECRET_KEY")
        elif (settings.data / FILE_NAME).exists():
            master = MasterKey.load_or_make(settings.data)
        else:
            raise SecretError(f"{settings.data / FILE_NAME} is missing: put back the one of this database")
        return batches, SessionKey(master.open(id, facts.key_sealed))
    except SecretError as error:
        _stop(str(error), FAILED)


def _events(batches: list[Batch], key: SessionKey) -> list[Event]:
    from assay.log.chain import SealBroken, open_batch

    try:
        return [event for batch in batches for event in open_batch(batch, key)]
    except SealBroken as error:
        _stop(f"the log {error}. Run `assay session verify` to see which events are meant.", NO)


def _files(batches: list[Batch], key: SessionKey) -> list[dict[str, Any]]:
    from assay.log.fold import fold

    files = fold(_events(batches, key)).files
    return [
        {
            "file": id,
            "edits": file.version,
            "code_units": len(file.text),
            "sha256": sha256(str(file.text).encode("utf-8", "surrogatepass")).hexdigest(),
        }
        for id, file in sorted(files.items())
    ]


def _file_ids(events: list[Event]) -> list[str]:
    return [event.data["file"] for event in events if event.kind == "file"]


def _frames(events: list[Event], file: str) -> list[tuple[Event, str]]:
    from assay.log.fold import texts
    from assay.log.ledger import BrokenLog

    try:
        return [(event, str(text)) for event, text in texts(events, file)]
    except BrokenLog as error:
        _stop(f"the log does not hold at {error}", NO)


# --- showing -----------------------------------------------------------------------------------------


def _stop(words: str, status: int) -> NoReturn:
    typer.echo(f"assay session: {words}", err=True)
    raise typer.Exit(status)


def _print_json(document: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=True) + "\n")


def _print_verified(
    id: str, batches: int, events: int, with_key: bool, faults: list[Fault], files: list[dict[str, Any]]
) -> None:
    typer.echo(f"session {id}: {batches} batches, {events} events")
    for fault in faults:
        typer.echo(f"BROKEN  events {fault.first_seq} to {fault.last_seq}: {fault.message}")
    if faults:
        return
    typer.echo("the chain holds" + ("" if with_key else " (checked without the key: texts not recomputed)"))
    for file in files:
        typer.echo(f"  {file['file']}: {file['edits']} edits, sha256 {file['sha256']}")


def _list_files(events: list[Event], as_json: bool) -> None:
    edits = [event.data["file"] for event in events if event.kind == "edit"]
    counted = [{"file": id, "edits": edits.count(id)} for id in _file_ids(events)]
    if as_json:
        _print_json({"events": len(events), "files": counted})
        return
    for file in counted:
        typer.echo(f"{file['file']}: {file['edits']} edits")


def _step_through(file: str, frames: list[tuple[Event, str]]) -> None:
    place = 0
    while True:
        event, text = frames[place]
        sys.stdout.write("\033[2J\033[H")  # clear the screen
        typer.echo(
            f"{file}  change {place} of {len(frames) - 1}  event {event.seq}  {event.t / 1000:.1f} s\n"
        )
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
        typer.echo("\n\n[Enter] next   [b] back   [number] to that change   [q] quit")
        answer = input("> ").strip().lower()
        if answer == "q":
            return
        if answer.isdecimal():
            place = min(int(answer), len(frames) - 1)
        else:
            place = max(0, min(place + (-1 if answer == "b" else 1), len(frames) - 1))
