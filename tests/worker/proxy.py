"""A wire between workers and the broker that a test can cut and mend. Loopback only."""

from __future__ import annotations

import asyncio


class Proxy:
    """Passes bytes from ``port`` to ``target`` while it is whole."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._server: asyncio.Server | None = None
        self._lines: set[asyncio.StreamWriter] = set()
        self._whole = True
        self._flows = asyncio.Event()
        self._flows.set()
        self._passing: set[asyncio.Task[None]] = set()
        self.port = 0

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._begin, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    def cut(self) -> None:
        """All lines end, and none is made until ``mend``."""
        self.release()
        self._whole = False
        for line in list(self._lines):
            line.transport.abort()

    def hold(self) -> None:
        """What the target says stays in the wire until ``release``."""
        self._flows.clear()

    def release(self) -> None:
        self._flows.set()

    def mend(self) -> None:
        self._whole = True

    async def stop(self) -> None:
        self.cut()
        if self._server is not None:
            self._server.close()
        while self._passing:
            await asyncio.wait(self._passing, timeout=1)

    def _begin(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._pass(reader, writer))
        self._passing.add(task)
        task.add_done_callback(self._passing.discard)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if not self._whole:
                raise ConnectionRefusedError
            there, back = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            writer.transport.abort()
            return
        both = {writer, back}
        self._lines |= both
        await asyncio.gather(_copy(reader, back), _copy(there, writer, self._flows))
        self._lines -= both


async def _copy(
    source: asyncio.StreamReader, sink: asyncio.StreamWriter, flows: asyncio.Event | None = None
) -> None:
    try:
        while data := await source.read(65536):
            if flows is not None:
                await flows.wait()
            sink.write(data)
            await sink.drain()
    except OSError:
        pass
    finally:
        sink.transport.abort()
