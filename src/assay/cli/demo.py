"""``assay demo``: everything with example data, on SQLite."""

from __future__ import annotations

import asyncio
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assay.cli import serve

if TYPE_CHECKING:
    from assay.demo.folder import DemoData


def default_folder() -> Path:
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(home) / "assay-demo"


def demo(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    data: Annotated[
        Path | None, typer.Option(help="Data folder, kept between starts. [~/.local/share/assay-demo]")
    ] = None,
    reset: Annotated[bool, typer.Option("--reset", help="Forget the data and start over.")] = False,
) -> None:
    """Start with an example company: two positions, fourteen finished sessions, links to try."""
    from assay.demo.folder import NotADemo, forget, read
    from assay.demo.run import DemoFailed, fill
    from assay.web.settings import Settings

    folder = (data or default_folder()).resolve()
    _must_be_free(host, port)
    try:
        if reset:
            forget(folder)
        known = read(folder)
        if known is None:
            known = asyncio.run(fill(folder))
    except NotADemo as error:
        typer.echo(f"assay demo: {error}", err=True)
        raise typer.Exit(2) from error
    except DemoFailed as error:
        typer.echo(f"assay demo: {error}", err=True)
        raise typer.Exit(3) from error
    _announce(known, folder, host, port)
    serve.run(Settings(data=folder, host=host, port=port, log_level="warning"))


def _must_be_free(host: str, port: int) -> None:
    """Before a minute of filling, not after."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            typer.echo(
                f"assay demo: cannot listen on {host}:{port} ({error.strerror}). "
                "Is it running already? Choose another port with --port.",
                err=True,
            )
            raise typer.Exit(3) from error


def _announce(known: DemoData, folder: Path, host: str, port: int) -> None:
    base = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    typer.echo(
        f"\nAssay is ready: {base}\n\n"
        f"  As the hiring team, sign in with   {known.email}   {known.password}\n"
        f"  ({known.sessions} finished sessions, two positions)\n\n"
        f"  As a candidate, open               {base}/i/{known.visitor}\n"
        "  (best in another browser or a private window)\n\n"
        f"Data: {folder}. Ctrl-C stops it; started again it keeps the data; --reset starts over.\n"
    )
