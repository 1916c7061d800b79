"""A number of places on a worker, each with one piece of work at a time, pulled from the broker's lanes in order."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from contextlib import suppress

import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription

from assay.worker import subjects
from assay.worker.broker import AWAY, status
from assay.worker.tasks import end
from assay.worker.work import Bench, Craft, do

log = structlog.get_logger(__name__)

LOOK_EVERY_S = 1.0
"""How often the lanes are looked into when nobody says that there is something."""
ANSWER_S = 3.0
LATE_S = 10.0
"""How long an answer that did not come in time is waited for."""
_NEXT = b'{"batch":1,"no_wait":true}'


class Places:
    """``run`` returns when the worker drains and what was begun is done and reported. ``craft``: what is done
    with the work of these lanes."""

    def __init__(self, bench: Bench, count: int, lanes: Sequence[subjects.AnyLane], craft: Craft) -> None:
        self._bench = bench
        self._count = count
        self._lanes = lanes
        self._craft = craft
        self._wake = asyncio.Event()
        self._running: set[asyncio.Task[None]] = set()
        self._away = False
        self._given: tuple[str, Subscription] | None = None
        self._late: set[asyncio.Task[None]] = set()

    @property
    def running(self) -> int:
        return len(self._running)

    def wake(self) -> None:
        """Something may be in a lane, or the worker drains."""
        self._wake.set()

    def give_up(self) -> None:
        """What is under way goes back to the broker, for another worker."""
        for task in self._running:
            task.cancel()

    async def run(self) -> None:
        free = asyncio.Semaphore(self._count)
        try:
            while not self._bench.draining.is_set():
                await free.acquire()
                message = await self._next()
                if message is None:
                    break
                task = asyncio.create_task(do(self._bench, message, self._craft), name="work")
                self._running.add(task)
                task.add_done_callback(lambda done: self._done(done, free))
            await asyncio.gather(*self._running, return_exceptions=True)
        finally:
            await end([*self._running, *self._late])

    def _done(self, task: asyncio.Task[None], free: asyncio.Semaphore) -> None:
        self._running.discard(task)
        free.release()
        if not task.cancelled() and (error := task.exception()) is not None:
            # The broker offers it again when its lease is over.
            log.error("work.failed", error=repr(error))

    async def _next(self) -> Msg | None:
        """The next piece of work, of the first lane that has any; None when draining."""
        while not self._bench.draining.is_set():
            self._wake.clear()
            try:
                for lane in self._lanes:
                    message = await self._pull(lane)
                    if message is not None:
                        if self._bench.draining.is_set():
                            await message.nak()
                            return None
                        return message
                self._away = False
            except AWAY as error:
                if not self._away:
                    log.warning("broker.away", error=f"{type(error).__name__}: {error}")
                self._away = True
            try:
                # Not all workers at the same moment.
                async with asyncio.timeout(LOOK_EVERY_S * random.uniform(0.5, 1.0)):  # noqa: S311
                    await self._wake.wait()
            except TimeoutError:
                continue
        return None

    async def _pull(self, lane: subjects.AnyLane) -> Msg | None:
        """What the lane gives; None where it holds nothing."""
        client: Client = self._bench.client
        if self._given is None:
            inbox = client.new_inbox()
            self._given = inbox, await client.subscribe(inbox)
        inbox, given = self._given
        try:
            await client.publish(subjects.pull(lane), _NEXT, reply=inbox)
            message = await given.next_msg(timeout=ANSWER_S)
        except AWAY:
            # The answer may still come: not to be taken for that to a later question, of another lane.
            self._given = None
            late = asyncio.create_task(_give_back(given), name="late")
            self._late.add(late)
            late.add_done_callback(self._late.discard)
            raise
        return message if status(message) is None else None


async def _give_back(given: Subscription) -> None:
    """What is answered too late is offered to somebody else."""
    with suppress(*AWAY):
        message = await given.next_msg(timeout=LATE_S)
        if status(message) is None:
            await message.nak()
    with suppress(*AWAY):
        await given.unsubscribe()
