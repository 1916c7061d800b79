"""The WebSocket that carries the session log between a candidate's browser and the server."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress

import structlog
from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from pydantic import TypeAdapter, ValidationError

from assay.web.candidate.caller import session_of
from assay.web.live import tabs
from assay.web.live.hub import Hub, LogUnreadable, UnknownSession
from assay.web.live.room import Room, RoomBroken
from assay.web.live.tab import Tab, message
from assay.web.schema.candidate import ClientMessage, Hello, Push, Trouble
from assay.web.security import CANDIDATE_COOKIE
from assay.web.services import services_of

router = APIRouter(tags=["candidate"])
log = structlog.get_logger(__name__)

MESSAGE_CHARACTERS = 2 * 1024 * 1024
HELLO_S = 30.0

GOING_AWAY, UNREADABLE, TOO_BIG, UNKNOWN = 1001, 1007, 1009, 4401
"""Codes that the connection is closed with. On 4401 coming back is of no use without entering again."""

_client_message: TypeAdapter[Hello | Push] = TypeAdapter(ClientMessage)


class _Stop(Exception):
    """Ends the connection: the browser is told why, then it is closed with ``code``."""

    def __init__(self, words: str, code: int) -> None:
        super().__init__(words)
        self.code = code


class _Gone(Exception):
    """The browser closed the connection."""


@router.websocket("/api/candidate/log")
async def session_log(socket: WebSocket) -> None:
    services = services_of(socket)
    await socket.accept()
    try:
        session = await session_of(services, socket.cookies.get(CANDIDATE_COOKIE))
        if session is None:
            raise _Stop("This browser has not entered an interview. Open your personal link again.", UNKNOWN)
        try:
            room = await services.hub.room(session)
        except (UnknownSession, LogUnreadable) as error:
            raise _Stop(
                "The record cannot be read just now. What you type is kept here.", GOING_AWAY
            ) from error
        await _Line(socket, services.hub, room).serve()
    except _Stop as stop:
        await _say(socket, stop)


async def _say(socket: WebSocket, stop: _Stop) -> None:
    # The browser may be gone already: then nobody is left to be told.
    with suppress(WebSocketDisconnect, RuntimeError, OSError):
        await socket.send_text(message(Trouble(message=str(stop))))
        await socket.close(stop.code)


class _Line:
    """One connection: what comes in goes to the room, what the tab is sent goes out."""

    def __init__(self, socket: WebSocket, hub: Hub, room: Room) -> None:
        self._socket = socket
        self._hub = hub
        self._room = room

    async def serve(self) -> None:
        """Until either side ends it. Raises _Stop."""
        try:
            async with asyncio.timeout(HELLO_S):
                hello = await self._receive()
        except TimeoutError as error:
            raise _Stop("No hello came.", UNREADABLE) from error
        except _Gone:
            return
        if not isinstance(hello, Hello):
            raise _Stop("The first message must be a hello.", UNREADABLE)
        tab = Tab(hello.writer)
        coming = asyncio.create_task(self._take(tab, hello))
        going = asyncio.create_task(self._send(tab))
        try:
            done, _ = await asyncio.wait((coming, going), return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in (coming, going):
                task.cancel()
            await asyncio.gather(coming, going, return_exceptions=True)
            # What the room was doing for this tab was not cut short; leaving comes after it.
            with suppress(RoomBroken):
                await self._hub.finish(tabs.leave(self._room, tab))

    async def _take(self, tab: Tab, hello: Hello) -> None:
        room = self._room
        try:
            await self._hub.finish(
                tabs.join(room, tab, hello.have, lambda after: self._hub.events(room, after))
            )
            while True:
                said = await self._receive()
                if isinstance(said, Hello):
                    tabs.welcome(room, tab, said.writer)
                else:
                    await self._hub.finish(tabs.push(room, tab, said))
        except _Gone:
            return
        except RoomBroken as error:
            words = "The server could not store the last changes. They are kept here and sent again."
            raise _Stop(words, GOING_AWAY) from error

    async def _send(self, tab: Tab) -> None:
        try:
            while (text := await tab.outgoing.get()) is not None:
                await self._socket.send_text(text)
            await self._socket.close(GOING_AWAY)
        except (WebSocketDisconnect, RuntimeError, OSError) as error:
            # Starlette and uvicorn say in these ways that the line is dead.
            log.debug("session.line_dead", session=self._room.id, error=str(error))

    async def _receive(self) -> Hello | Push:
        """The next message. Raises _Gone, or _Stop for what is none."""
        received = await self._socket.receive()
        if received["type"] == "websocket.disconnect":
            raise _Gone
        text = received.get("text")
        if text is None:
            raise _Stop("Messages are JSON text, not bytes.", UNREADABLE)
        if len(text) > MESSAGE_CHARACTERS:
            raise _Stop("The message is larger than 2 MiB: send fewer events at once.", TOO_BIG)
        try:
            # Not Pydantic's own JSON parser: it does not take lone surrogates.
            return _client_message.validate_python(json.loads(text))
        except (ValueError, RecursionError) as error:
            raise _Stop(f"The message cannot be read: {_words(error)}", UNREADABLE) from error


def _words(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        words = f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"
    else:
        words = str(error)
    return words.encode("utf-8", "replace").decode()[:300]
