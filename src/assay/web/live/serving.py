"""Puts the live part together: rooms, the carrier of jobs, signs of life; in order, and back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

from assay.bank.package import Package
from assay.jobs.carrier import Carrier, Window
from assay.jobs.fleet import Fleet
from assay.jobs.handlers import Work
from assay.jobs.turns import Turns
from assay.log.chain import Batch
from assay.store import beats, logs
from assay.store.engine import Database
from assay.store.logs import GroupCommit
from assay.store.secret import MasterKey
from assay.web.live import outage
from assay.web.live.clock import Clock
from assay.web.live.hub import Hub
from assay.web.live.room import Shared
from assay.web.live.waits import Waits
from assay.web.live.work import LiveSessions
from assay.worker.measurer import Measuring


def _alone(_: int) -> None:
    """Nobody to share with."""


@asynccontextmanager
async def open_hub(
    *,
    database: Database,
    master_key: MasterKey,
    packages: Mapping[str, Package],
    turns: Turns,
    measuring: Measuring,
    window: Window,
    clock: Clock,
    fleet: Fleet | None,
    slots: Callable[[], int],
    practising: Callable[[], int],
    on_fault: Callable[[], None],
) -> AsyncIterator[Hub]:
    """At start time is given back for the outage, and jobs that were running are taken up again.

    With a ``fleet`` there may be other servers on the same database.
    """
    carriers: list[Carrier] = []

    def wake() -> None:
        for carrier in carriers:
            carrier.wake()

    commit = GroupCommit(database)

    async def newer(session: str, after: int) -> Sequence[Batch]:
        async with database.read() as s:
            return await logs.batches(s, session, after)

    shared = Shared(commit, clock, wake)
    if fleet is not None:
        shared = replace(shared, newer=newer, told=fleet.tell)
    hub = Hub(database, master_key, shared)
    await outage.give_time_back(database, hub, several=fleet is not None)
    work = Work(LiveSessions(hub, database, packages), turns, measuring, packages.get, on_fault=on_fault)
    carrier = Carrier(database, work.handlers(), window, owner=fleet.server if fleet else None)
    carriers.append(carrier)
    await carrier.start()
    server = beats.SERVER_ID
    several: Callable[[int], None] = _alone
    if fleet is not None:
        server, several = fleet.server, fleet.share
        fleet.listen(hub.heard)
    tasks = [
        asyncio.create_task(outage.beat(database, server, several), name="beat"),
        asyncio.create_task(hub.watch(), name="watch"),
        asyncio.create_task(Waits(hub, database, slots, practising, work).run(), name="waits"),
    ]
    try:
        yield hub
    finally:
        await carrier.stop()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await hub.stop()
        await commit.close()
