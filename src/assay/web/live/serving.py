"""Puts the live part together: rooms, the carrier of jobs, signs of life; in order, and back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from assay.bank.package import Package
from assay.jobs.carrier import Carrier, Window
from assay.jobs.handlers import Work
from assay.jobs.turns import Turns
from assay.store.engine import Database
from assay.store.logs import GroupCommit
from assay.store.secret import MasterKey
from assay.web.live import outage
from assay.web.live.clock import Clock
from assay.web.live.hub import Hub
from assay.web.live.room import Shared
from assay.web.live.work import LiveSessions


@asynccontextmanager
async def open_hub(
    *,
    database: Database,
    master_key: MasterKey,
    packages: Mapping[str, Package],
    turns: Turns,
    window: Window,
    clock: Clock,
) -> AsyncIterator[Hub]:
    """At start time is given back for the outage, and jobs that were running are taken up again."""
    carriers: list[Carrier] = []

    def wake() -> None:
        for carrier in carriers:
            carrier.wake()

    commit = GroupCommit(database)
    hub = Hub(database, master_key, Shared(commit, clock, wake))
    await outage.give_time_back(database, hub)
    work = Work(LiveSessions(hub, database, packages), turns, packages.get)
    carrier = Carrier(database, work.handlers(), window)
    carriers.append(carrier)
    await carrier.start()
    tasks = [
        asyncio.create_task(outage.beat(database), name="beat"),
        asyncio.create_task(hub.watch(), name="watch"),
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
