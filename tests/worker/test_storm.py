"""Many submissions while workers and servers are killed and the network is cut: each is judged, once."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from assay.store.engine import sqlite_url
from tests.worker.broker import Broker
from tests.worker.storm import Mishap, Storm, storm

MANY = int(os.environ.get("ASSAY_STORM", "1000"))
"""Attempts of the long storms; ASSAY_STORM=10000 for the whole."""


def fleet_mishaps(s: Storm, seed: int) -> list[tuple[float, Mishap]]:
    """Two of the workers are killed, the network is cut, a server is killed, the broker loses its store."""
    chosen = random.Random(seed)
    first, second = chosen.sample(sorted(s.workers), 2)
    what: list[Mishap] = [
        lambda: s.restart_worker(first),
        lambda: s.cut_the_network(3.0),
        lambda: s.restart_server(chosen.choice(s.servers)),
        lambda: s.restart_worker(second),
        s.lose_the_brokers_store,
    ]
    chosen.shuffle(what)
    return [(0.1 + 0.15 * n + chosen.uniform(0, 0.1), one) for n, one in enumerate(what)]


def server_mishaps(s: Storm, seed: int) -> list[tuple[float, Mishap]]:
    """Each of the servers is killed twice, and once both at the same moment."""
    chosen = random.Random(seed)

    async def both() -> None:
        for server in s.servers:
            server.kill()
        await asyncio.gather(*(s.restart_server(server) for server in s.servers))

    what: list[Mishap] = [both]
    what += [lambda server=server: s.restart_server(server) for server in s.servers * 2]  # type: ignore[misc]
    chosen.shuffle(what)
    return [(0.1 + 0.15 * n + chosen.uniform(0, 0.1), one) for n, one in enumerate(what)]


async def fleet(
    tmp_path: Path,
    url: str,
    broker: Broker,
    attempts: int,
    candidates: int,
    seconds: float,
    mishaps: Callable[[Storm, int], list[tuple[float, Mishap]]] = fleet_mishaps,
) -> None:
    async with storm(tmp_path, url, broker=broker, servers=2, candidates=candidates) as s:
        await s.run(attempts, mishaps(s, attempts), seconds=seconds)
        await s.check_all_judged_once()
        await s.check_order()
        assert await s.mean_wait_s("run") < await s.mean_wait_s("submit")
        for worker in s.workers.values():
            assert await asyncio.to_thread(worker.ask_to_end) == 0, worker.log.read_text()[-2000:]
        s.tell()


async def one_machine(tmp_path: Path, attempts: int, candidates: int, seconds: float) -> None:
    url = sqlite_url(tmp_path / "assay.db")
    async with storm(tmp_path, url, broker=None, candidates=candidates) as s:
        kills = [(share, lambda: s.restart_server(s.servers[0])) for share in (0.2, 0.5, 0.8)]
        await s.run(attempts, kills, seconds=seconds)
        await s.check_all_judged_once()
        await s.check_order()
        assert await s.mean_wait_s("run") < await s.mean_wait_s("submit")
        s.tell()


async def test_a_fleet_loses_nothing(tmp_path: Path, postgres_url: str, broker: Broker) -> None:
    await fleet(tmp_path, postgres_url, broker, 300, 5, 300)


async def test_one_machine_loses_nothing(tmp_path: Path) -> None:
    await one_machine(tmp_path, 300, 5, 300)


@pytest.mark.slow
async def test_a_fleet_loses_nothing_of_many(tmp_path: Path, postgres_url: str, broker: Broker) -> None:
    await fleet(tmp_path, postgres_url, broker, MANY, 20, 600 + MANY / 4)


@pytest.mark.slow
async def test_a_fleets_servers_may_be_killed(tmp_path: Path, postgres_url: str, broker: Broker) -> None:
    await fleet(tmp_path, postgres_url, broker, MANY, 20, 600 + MANY / 4, server_mishaps)


@pytest.mark.slow
async def test_one_machine_loses_nothing_of_many(tmp_path: Path) -> None:
    await one_machine(tmp_path, MANY, 20, 600 + MANY / 4)
