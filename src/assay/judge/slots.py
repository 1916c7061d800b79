"""The slots that are free, and who waits for one."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable

from assay.judge.slot import Slot


class FreeSlots:
    """First come, first served. For one event loop."""

    def __init__(self, slots: Iterable[Slot] = ()) -> None:
        self._free = deque(slots)
        self._waiting: deque[tuple[asyncio.Future[Slot], Slot | None]] = deque()

    async def take(self, other_than: Slot | None = None) -> Slot:
        """Waits until a slot is free, one that is not ``other_than``."""
        for slot in self._free:
            if slot is not other_than:
                self._free.remove(slot)
                return slot
        future: asyncio.Future[Slot] = asyncio.get_running_loop().create_future()
        entry = (future, other_than)
        self._waiting.append(entry)
        try:
            return await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled():
                self.give(future.result())
            else:
                self._waiting.remove(entry)
            raise

    def give(self, slot: Slot) -> None:
        for entry in self._waiting:
            future, other_than = entry
            if slot is not other_than and not future.done():
                self._waiting.remove(entry)
                future.set_result(slot)
                return
        self._free.append(slot)
