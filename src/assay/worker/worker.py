"""A worker: as many pieces of work at once as the judge has slots, and beside them one that measures, until it is
told to drain."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress

import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg

from assay import __version__
from assay.judge.model import Judge
from assay.worker import subjects, wire, work
from assay.worker.broker import AWAY
from assay.worker.cache import Cache
from assay.worker.measurer import Measuring
from assay.worker.places import Places
from assay.worker.tasks import end

log = structlog.get_logger(__name__)

ALIVE_EVERY_S = 2.0


class Worker:
    """``run`` returns after ``drain``, when what was begun is done and reported."""

    def __init__(
        self,
        name: str,
        client: Client,
        judge: Judge,
        measuring: Measuring,
        *,
        slots: int,
        languages: Sequence[wire.LanguageFacts],
        tier: str,
        cache: Cache,
    ) -> None:
        self._bench = work.Bench(subjects.checked(name), client, judge, measuring, cache)
        self._slots = slots
        self._languages = list(languages)
        self._tier = tier
        # A lane and a place of its own: no measurement is in the way of a run.
        self._measuring = Places(self._bench, 1, (subjects.MEASURE,), work.measure)
        self._places = (Places(self._bench, slots, subjects.LANES, work.judge), self._measuring)

    def drain(self) -> None:
        """Begin nothing more; what is being measured another may measure, since nobody watches it."""
        log.info("worker.draining", running=sum(places.running for places in self._places))
        self._bench.draining.set()
        self._measuring.give_up()
        for places in self._places:
            places.wake()

    async def run(self) -> None:
        client, name = self._bench.client, self._bench.name
        await client.subscribe(subjects.WAKE, cb=self._woken)
        alive = asyncio.create_task(self._tell(), name="alive")
        log.info("worker.ready", worker=name, slots=self._slots)
        working = [asyncio.create_task(places.run(), name="places") for places in self._places]
        try:
            await asyncio.gather(*working)
            # All was confirmed before; what is still under way are acknowledgements.
            with suppress(*AWAY):
                await client.flush(timeout=3)
        finally:
            await end([alive, *working])
        log.info("worker.drained")

    async def _woken(self, _: Msg) -> None:
        for places in self._places:
            places.wake()

    async def _tell(self) -> None:
        """Who this is and that it lives."""
        while True:
            alive = wire.Alive(
                slots=self._slots,
                tickets=sorted(self._bench.held),
                languages=self._languages,
                assay=__version__,
                tier=self._tier,
                draining=self._bench.draining.is_set(),
            )
            try:
                await self._bench.client.publish(subjects.alive(self._bench.name), wire.pack(alive))
            except AWAY as error:
                log.warning("worker.no_beat", error=f"{type(error).__name__}: {error}")
            await asyncio.sleep(ALIVE_EVERY_S)
