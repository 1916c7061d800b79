"""The line to the broker (NATS): it comes back by itself, however long the broker was away."""

from __future__ import annotations

import ssl
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import nats.errors
import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg

from assay.worker.credentials import Credentials
from assay.worker.subjects import inbox

log = structlog.get_logger(__name__)

TRY_AGAIN_S = 0.5
AWAY = (nats.errors.Error, TimeoutError, OSError)
"""What an exchange raises while the broker, or the other side, is away."""


async def connect(
    url: str,
    credentials: Credentials | None,
    *,
    name: str,
    ca: Path | None = None,
    back: Callable[[], Awaitable[None]] | None = None,
) -> Client:
    """Tries until it succeeds; cancel it to give up. ``back`` is called after each time the line came back.

    Without ``credentials`` for a broker that asks for none (a trial on one machine).
    """

    said = ""

    async def lost() -> None:
        if not client.is_closed:
            log.warning("broker.lost", broker=url)

    async def returned() -> None:
        nonlocal said
        said = ""
        log.info("broker.back", broker=url)
        if back is not None:
            await back()

    async def trouble(error: Exception) -> None:
        nonlocal said
        words = f"{type(error).__name__}: {error}"
        # Once, and not at every try.
        if words != said:
            said = words
            log.warning("broker.trouble", error=words)

    client = Client()
    options: dict[str, Any] = {}
    if credentials is not None:
        options["nkeys_seed_str"] = credentials.seed
    if ca is not None:
        options["tls"] = ssl.create_default_context(cafile=str(ca))
    await client.connect(
        url,
        name=name,
        inbox_prefix=inbox(name),
        reconnect_time_wait=TRY_AGAIN_S,  # type: ignore[arg-type]  # a sleep's seconds, whatever it says
        max_reconnect_attempts=-1,
        ping_interval=3,
        max_outstanding_pings=2,
        connect_timeout=5,
        disconnected_cb=lost,
        reconnected_cb=returned,
        error_cb=trouble,
        allow_reconnect=True,
        **options,
    )
    return client


def status(message: Msg) -> str | None:
    """JetStream's "nothing there" and the like; None for a real message."""
    return None if message.headers is None else message.headers.get("Status")
