"""What a candidate's browser is to the server: one tab on the session's WebSocket."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect


class DemoFailed(Exception):
    """The server answered something that a demo's candidate cannot go on with."""


class Desk:
    """``t`` is where the candidate's time has got to, in ms since the link was opened. ``pending`` holds what
    was noted and not yet sent; ``texts`` and ``versions`` are by file, as this tab has them."""

    def __init__(self, socket: ClientConnection, writer: str, set_clock: Callable[[int], None]) -> None:
        self._socket = socket
        self._writer = writer
        self._set_clock = set_clock
        self._n = 0
        self.t = 0
        self.pending: list[dict[str, Any]] = []
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.file_of: dict[tuple[str, str], str] = {}
        self.ended = False

    @classmethod
    @asynccontextmanager
    async def connect(
        cls, base: str, cookies: httpx.Cookies, *, writer: str, set_clock: Callable[[int], None]
    ) -> AsyncIterator[Desk]:
        """Says hello and waits for the session's files."""
        cookie = "; ".join(f"{item.name}={item.value}" for item in cookies.jar)
        address = base.replace("http", "ws", 1) + "/api/candidate/log"
        headers = {"Cookie": cookie, "Origin": base}
        async with connect(address, additional_headers=headers, max_size=None) as socket:
            desk = cls(socket, writer, set_clock)
            await socket.send(json.dumps({"type": "hello", "writer": writer, "have": 0}))
            while not desk.file_of:
                await desk._receive()
            yield desk

    def note(self, kind: str, data: dict[str, Any]) -> None:
        self._n += 1
        self.pending.append({"n": self._n, "t": self.t, "kind": kind, "data": data})

    async def push(self) -> None:
        """Send what is pending, at its time, and wait until it is stored."""
        if not self.pending:
            return
        await self._send()
        while True:
            message = await self._receive()
            if message["type"] == "ack" and message["stored"] >= self._n:
                return

    async def push_and_wait_for_verdict(self) -> None:
        """The last thing noted is a run or a submission."""
        await self._send()
        of: int | None = None
        while True:
            for event in (await self._receive()).get("events", []):
                if event["writer"] == self._writer and event["n"] == self._n:
                    of = event["seq"]
                if event["kind"] == "judged" and event["data"]["of"] == of:
                    if event["data"]["verdict"] == "JE":
                        raise DemoFailed(f"the judge failed: {event['data'].get('message')}")
                    return

    async def until_ended(self) -> None:
        self._set_clock(self.t)
        while not self.ended:
            await self._receive()

    async def _send(self) -> None:
        self._set_clock(self.t)
        push = {"type": "push", "writer": self._writer, "events": self.pending}
        self.pending = []
        await self._socket.send(json.dumps(push))

    async def _receive(self) -> dict[str, Any]:
        message: dict[str, Any] = json.loads(await self._socket.recv())
        if message["type"] in ("behind", "gap", "refused", "trouble"):
            raise DemoFailed(f"the server did not take an event: {message}")
        for event in message.get("events", []):
            data = event["data"]
            if event["kind"] == "file":
                self.texts[data["file"]] = data["text"]
                self.versions[data["file"]] = 0
                self.file_of[data["problem"], data["language"]] = data["file"]
            elif event["kind"] == "ended":
                self.ended = True
        return message
