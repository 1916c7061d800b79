"""A machine at its limits: what cannot be done just now is answered so, and done when it is asked again."""

from __future__ import annotations

import threading
from contextlib import AsyncExitStack
from typing import Any

import pytest

from assay.log.text import Text
from assay.store.engine import READERS
from tests.web.candidate.world import Candidate, World, post


async def consented(world: World) -> Candidate:
    candidate = await world.candidate()
    view = (await candidate.browser.get("/api/candidate")).json()
    await post(candidate.browser, "/api/candidate/consent", {"notice_sha256": view["notice"]["sha256"]})
    return candidate


async def start(candidate: Candidate) -> tuple[int, dict[str, Any]]:
    """The answer's status and body; 503 says when to ask again."""
    answer = await candidate.browser.post("/api/candidate/start")
    if answer.status_code == 503:
        assert int(answer.headers["retry-after"]) > 0
        assert answer.json()["remedy"].startswith("Try again")
    return answer.status_code, answer.json()


async def kinds(world: World, candidate: Candidate) -> list[str]:
    hub = world.services.hub
    return [event.kind for event in await hub.events(await hub.room(candidate.session))]


async def test_no_thread_is_to_be_had(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where other processes have used up the system's: what serves an interview has its own already."""
    candidates = [await consented(world) for _ in range(3)]

    def none_left(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    async with AsyncExitStack() as stack:
        # Others read at the same time, so that the connections used before are not free.
        for _ in range(READERS - 1):
            await (await stack.enter_async_context(world.database.read())).connection()
        monkeypatch.setattr(threading.Thread, "start", none_left)
        for candidate in candidates:
            assert (await start(candidate))[0] == 200
    monkeypatch.undo()


async def test_every_connection_is_busy(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    candidate = await consented(world)
    pool = world.database._reader.pool
    monkeypatch.setattr(pool, "_timeout", 0.2)
    async with AsyncExitStack() as stack:
        for _ in range(READERS):
            await (await stack.enter_async_context(world.database.read())).connection()
        assert (await start(candidate))[0] == 503
    assert (await start(candidate))[1]["state"] == "running"


async def test_stored_and_then_not_taken_in(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is on disk counts: the session is read again, and starts once."""
    candidate = await consented(world)

    def no_file(_: str) -> Text:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(Text, "of", no_file)
    assert (await start(candidate))[0] == 503
    monkeypatch.undo()
    assert (await start(candidate))[1]["state"] == "running"
    assert (await kinds(world, candidate)).count("started") == 1


async def test_what_is_wrong_is_no_passing_trouble(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    candidate = await consented(world)

    def broken(*_: object) -> None:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr("assay.web.candidate.course.problems.first_files", broken)
    assert (await start(candidate))[0] == 500
