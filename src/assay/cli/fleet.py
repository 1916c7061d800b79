"""``assay fleet``: setting up a fleet of workers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assay.worker.credentials import Credentials

app = typer.Typer(help="Set up a fleet of workers.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def group() -> None:
    """Set up a fleet of workers on other machines. See docs/fleet.md."""


@app.command()
def config(
    out: Annotated[Path, typer.Option(help="Folder for the files; made, or empty.")],
    workers: Annotated[list[str], typer.Option("--worker", help="Name of a worker; once for each.")],
    listen: Annotated[str, typer.Option(help="Address and port of the broker.")] = "127.0.0.1:4222",
    store: Annotated[Path, typer.Option(help="The broker's own folder.")] = Path("/var/lib/nats"),
    cert: Annotated[Path | None, typer.Option(help="The broker's TLS certificate.")] = None,
    key: Annotated[Path | None, typer.Option(help="The certificate's key.")] = None,
) -> None:
    """Make the broker's configuration and a key for the servers and for each worker.

    Writes nats.conf (no secrets in it), server.json for the servers and NAME.json for each worker. Run again
    with the same folder and more workers to add some: existing keys stay.
    """
    from assay.worker.config import configuration
    from assay.worker.credentials import CredentialsError
    from assay.worker.subjects import BadName

    if (cert is None) != (key is None):
        typer.echo("assay: --cert and --key belong together.", err=True)
        raise typer.Exit(2)
    out.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        names = {path.stem for path in out.glob("*.json")} | set(workers)
        made = {name: _made(out, name) for name in sorted(names | {"server"})}
    except (BadName, CredentialsError) as error:
        typer.echo(f"assay: {error}", err=True)
        raise typer.Exit(2) from error
    server = made.pop("server")
    text = configuration(
        server,
        list(made.values()),
        listen=listen,
        store=store,
        tls=(cert, key) if cert is not None and key is not None else None,
    )
    (out / "nats.conf").write_text(text, encoding="utf-8")
    typer.echo(f"{out / 'nats.conf'}: for the broker, nats-server -c nats.conf")
    typer.echo(f"{out / 'server.json'}: for the servers, ASSAY_NATS_CREDENTIALS")
    for name in made:
        typer.echo(f"{out / (name + '.json')}: for the worker {name}, assay worker --credentials")


def _made(out: Path, name: str) -> Credentials:
    """Those of the file where there is one, else new ones."""
    from assay.worker.credentials import Credentials

    path = out / f"{name}.json"
    if path.exists():
        return Credentials.read(path)
    made = Credentials.make(name)
    made.write(path)
    return made
