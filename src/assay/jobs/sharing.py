"""A few places for many who wait, shared fairly between organizations."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager


class SharedPlaces:
    """``most()`` at once. A place that comes free is the organization's that has the fewest, of several the one's
    that was served longest ago."""

    def __init__(self, most: Callable[[], int]) -> None:
        self._most = most
        self._taken: Counter[str] = Counter()
        self._waiting: defaultdict[str, deque[asyncio.Future[None]]] = defaultdict(deque)
        self._served: dict[str, int] = {}
        self._count = 0

    @asynccontextmanager
    async def place(self, organization: str) -> AsyncIterator[None]:
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[organization].append(mine)
        self._give()
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():
                self._give_back(organization)
            raise
        try:
            yield
        finally:
            self._give_back(organization)

    def _give(self) -> None:
        while self._taken.total() < self._most() and (organization := self._next()) is not None:
            self._taken[organization] += 1
            self._count += 1
            self._served[organization] = self._count
            self._waiting[organization].popleft().set_result(None)

    def _next(self) -> str | None:
        for organization, waiting in list(self._waiting.items()):
            while waiting and waiting[0].done():
                waiting.popleft()
            if not waiting:
                del self._waiting[organization]
                if not self._taken[organization]:
                    self._served.pop(organization, None)
        return min(
            self._waiting,
            key=lambda organization: (self._taken[organization], self._served.get(organization, 0)),
            default=None,
        )

    def _give_back(self, organization: str) -> None:
        self._taken[organization] -= 1
        if not self._taken[organization]:
            del self._taken[organization]
        self._give()
