"""``assay serve``: the server."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assay.web.settings import Settings


@contextmanager
def only_server(folder: Path) -> Iterator[None]:
    """Holds the data folder: its database has one owning process. Exits 3 when another holds it."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "server.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            typer.echo(
                f"assay: another server already uses {folder}: stop it, or give another --data.", err=True
            )
            raise typer.Exit(3) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def serve(
    host: Annotated[
        str | None, typer.Option(help="Address to listen on. [ASSAY_HOST, else 127.0.0.1]")
    ] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on. [ASSAY_PORT, else 8000]")] = None,
    data: Annotated[Path | None, typer.Option(help="Data folder. [ASSAY_DATA, else assay-data]")] = None,
    database: Annotated[
        str | None, typer.Option(help="Database URL. [ASSAY_DATABASE, else SQLite in the data folder]")
    ] = None,
) -> None:
    """Serve the pages and the API. Logs are JSON lines on standard error. Stop with Ctrl-C."""
    from assay.web.settings import Settings, SettingsError

    try:
        settings = Settings.chosen(host=host, port=port, data=data, database=database)
    except SettingsError as error:
        typer.echo(f"assay: {error}", err=True)
        raise typer.Exit(2) from error
    run(settings)


def run(settings: Settings) -> None:
    """Serves until told to stop. Exits 3 where the server could not start."""
    import uvicorn

    from assay.web.app import create_app
    from assay.worker.logs import configure_logging

    configure_logging(settings.log_level)
    with only_server(settings.data):
        config = uvicorn.Config(
            create_app(settings),
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
            ws_max_size=4 * 1024 * 1024,
            # Messages of a keystroke are too small for it, and it would take memory for each connection.
            ws_per_message_deflate=False,
            ws_ping_interval=15,
            ws_ping_timeout=20,
            timeout_graceful_shutdown=10,
        )
        server = uvicorn.Server(config)
        server.run()
        if not server.started:
            sys.exit(3)
