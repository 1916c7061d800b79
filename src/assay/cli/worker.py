"""``assay worker``: a judge machine of a fleet."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assay.worker.credentials import Credentials


def worker(
    nats: Annotated[str, typer.Option(help="The broker, e.g. tls://broker.example.org:4222.")],
    credentials: Annotated[
        Path | None, typer.Option(help="Who this worker is: a file made by assay fleet config.")
    ] = None,
    name: Annotated[
        str | None, typer.Option(help="Name, for a broker that asks for no credentials (a trial).")
    ] = None,
    ca: Annotated[Path | None, typer.Option(help="Certificate authority of the broker.")] = None,
    slots: Annotated[
        int | None, typer.Option(min=1, max=256, help="Programs judged at once. Default: one a core.")
    ] = None,
    cache: Annotated[Path, typer.Option(help="Where problems' tests are kept.")] = Path(
        "~/.cache/assay/worker"
    ),
) -> None:
    """Judge programs for servers elsewhere, until SIGTERM; then finish what runs and exit 0.

    Needs no database and has no way to one. A lost line to the broker comes back by itself.
    """
    from assay.judge.service import IsolationUnavailable
    from assay.worker.credentials import Credentials, CredentialsError
    from assay.worker.logs import configure_logging
    from assay.worker.subjects import BadName, checked

    try:
        who = Credentials.read(credentials) if credentials is not None else None
        mine = checked(who.name if who else name or f"worker-{os.getpid()}")
    except (CredentialsError, BadName) as error:
        typer.echo(f"assay: {error}", err=True)
        raise typer.Exit(2) from error
    configure_logging("info")
    try:
        asyncio.run(_work(nats, who, mine, ca, slots, cache.expanduser()))
    except IsolationUnavailable as error:
        typer.echo(f"assay: {error}", err=True)
        raise typer.Exit(3) from error


async def _work(
    url: str, who: Credentials | None, name: str, ca: Path | None, slots: int | None, cache: Path
) -> None:
    from assay.judge.service import LocalJudge
    from assay.worker.broker import connect
    from assay.worker.cache import Cache
    from assay.worker.measurer import LocalMeasuring
    from assay.worker.wire import LanguageFacts
    from assay.worker.worker import Worker

    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signum, stop.set)
    async with LocalJudge(slots) as judge:
        connecting = asyncio.create_task(connect(url, who, name=name, ca=ca))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({connecting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if not connecting.done():
            connecting.cancel()
            return
        client = await connecting
        made = Worker(
            name,
            client,
            judge,
            LocalMeasuring(),
            slots=judge.slots,
            languages=[
                LanguageFacts(
                    id=found.spec.id,
                    name=found.spec.name,
                    version=found.version,
                    file_name=found.spec.file_name,
                    time_factor=found.spec.time_factor,
                )
                for found in judge.languages().values()
            ],
            tier=judge.tier.words,
            cache=Cache(cache),
        )
        stopping.add_done_callback(lambda _: made.drain())
        try:
            await made.run()
        finally:
            await client.close()
