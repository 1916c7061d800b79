"""Whose turn it is at the judge: a ``Turn`` is one job's way to it."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

from assay.judge.model import Judge, OnTest, Result, Task
from assay.worker.subjects import LANES, Lane


class Turn(Judge, Protocol):
    """A judge for one job. ``waited_s``: how long the job waited here for a free slot, in all its tries.
    ``begun``: whether it has left the queue."""

    waited_s: float

    @property
    def begun(self) -> bool: ...


class Turns(Protocol):
    def turn(self, lane: Lane) -> Turn: ...


class LocalTurns:
    """This machine's judge, whose ``slots`` go to the first lane's jobs first."""

    def __init__(self, judge: Judge, slots: int) -> None:
        self.judge = judge
        self._free = slots
        self._count = itertools.count()
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []

    def turn(self, lane: Lane) -> Turn:
        return _LocalTurn(self, lane)

    @asynccontextmanager
    async def slot(self, lane: Lane) -> AsyncIterator[None]:
        """Waits for a free slot; of those who wait, the first lane's are served first."""
        if self._free > 0:
            self._free -= 1
        else:
            mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            heapq.heappush(self._waiting, (LANES.index(lane), next(self._count), mine))
            try:
                await mine
            except asyncio.CancelledError:
                if mine.done() and not mine.cancelled():
                    self._give_on()
                raise
        try:
            yield
        finally:
            self._give_on()

    def _give_on(self) -> None:
        while self._waiting:
            _, _, waiting = heapq.heappop(self._waiting)
            if not waiting.done():
                waiting.set_result(None)
                return
        self._free += 1


class _LocalTurn:
    def __init__(self, turns: LocalTurns, lane: Lane) -> None:
        self._turns = turns
        self._lane: Lane = lane
        self.waited_s = 0.0
        self.begun = False

    async def judge(self, task: Task, *, on_test: OnTest | None = None) -> Result:
        since = time.monotonic()
        async with self._turns.slot(self._lane):
            self.waited_s += time.monotonic() - since
            self.begun = True
            return await self._turns.judge.judge(task, on_test=on_test)
