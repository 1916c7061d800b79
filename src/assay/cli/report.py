"""``assay report``: the report of a session, from the data folder."""

from __future__ import annotations

import asyncio
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from assay.report.document import Part, Report


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"
    HTML = "html"
    PDF = "pdf"


def report(
    session: Annotated[str, typer.Argument(help="The session's id.")],
    format: Annotated[Format, typer.Option("--format", "-f", help="What to write.")] = Format.TEXT,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file. [standard output]")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    data: Annotated[Path | None, typer.Option(help="Data folder. [ASSAY_DATA, else assay-data]")] = None,
    database: Annotated[
        str | None, typer.Option(help="Database URL. [ASSAY_DATABASE, else SQLite in the data folder]")
    ] = None,
) -> None:
    """The report of an ended session, as text, JSON, HTML or PDF."""
    from assay.report.document import Report
    from assay.report.render import render_html, render_pdf

    document = asyncio.run(_stored(session, data, database))
    if document is None:
        typer.echo(
            f"assay report: session {session!r} has no report. It is made when a session has ended and been "
            "evaluated; the sessions page shows each one's id and state.",
            err=True,
        )
        raise typer.Exit(1)
    found = Report.model_validate(document)
    match Format.JSON if as_json else format:
        case Format.JSON:
            content = (json.dumps(document, indent=2, ensure_ascii=True) + "\n").encode()
        case Format.HTML:
            content = render_html(found).encode()
        case Format.PDF:
            content = render_pdf(found)
        case Format.TEXT:
            content = _text(found).encode("utf-8", "replace")
    if output is not None:
        output.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)


async def _stored(session: str, data: Path | None, database: str | None) -> dict[str, Any] | None:
    from pydantic import SecretStr

    from assay.store import sitting
    from assay.store.engine import open_database
    from assay.store.migrate import migrate
    from assay.web.settings import Settings

    settings = Settings()
    if data is not None:
        settings = settings.model_copy(update={"data": data})
    if database is not None:
        settings = settings.model_copy(update={"database": SecretStr(database)})
    elif settings.database is None and not (settings.data / "assay.db").exists():
        typer.echo(
            f"assay report: there is no database in {settings.data}: name the folder with --data", err=True
        )
        raise typer.Exit(2)
    async with open_database(settings.database_url) as opened:
        await migrate(opened)
        async with opened.read() as s:
            return await sitting.newest_report(s, session)


def _text(found: Report) -> str:
    lines = [f"{found.candidate}, {found.position}", "", *found.summary, ""]
    parts = ([found.overall] if found.overall else []) + list(found.parts)
    lines += [_line(part) for part in parts]
    for problem in found.problems:
        lines += ["", f"{problem.title}: {problem.words}"]
        lines += [f"  {group.name:<8} {group.passed} of {group.total}" for group in problem.groups]
    return "\n".join(lines) + "\n"


def _line(part: Part) -> str:
    return f"{part.name:<12} {part.words}"
