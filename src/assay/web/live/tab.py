"""One connection of a candidate's browser, as the room sees it: a queue of messages to send."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence

from assay.interview.projection import for_candidate
from assay.log.events import Event
from assay.web.schema.candidate import ServerMessage

QUEUE = 2_000
"""Messages that may wait for a slow line before the connection is given up; the browser comes back."""


class Tab:
    """``writer`` is what its hello said. ``outgoing`` ends with None: close."""

    def __init__(self, writer: str) -> None:
        self.writer = writer
        self.outgoing: asyncio.Queue[str | None] = asyncio.Queue()
        self._closed = False

    def send(self, text: str) -> None:
        if self._closed:
            return
        if self.outgoing.qsize() >= QUEUE:
            self.close()
            return
        self.outgoing.put_nowait(text)

    def close(self) -> None:
        """After what waits. Nothing more is taken."""
        if not self._closed:
            self._closed = True
            self.outgoing.put_nowait(None)


def message(made: ServerMessage) -> str:
    """As JSON text. Not for events: see ``events_message``."""
    return made.model_dump_json()


def events_message(events: Sequence[Event]) -> str:
    """``Events`` as a candidate may see them. Lone surrogates become ``\\udXXX`` escapes."""
    shown = [for_candidate(event).as_json() for event in events]
    return json.dumps({"type": "events", "events": shown}, ensure_ascii=True, separators=(",", ":"))
