"""The in-process carrier: claims rows by priority and hands them to handlers of this process."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog

from assay.jobs.carrier import Handlers
from assay.store import jobs as table
from assay.store.engine import Database
from assay.store.jobs import ClaimedJob

LOOK_EVERY_S = 1.0
"""How often the table is looked at when nobody calls ``wake``."""
TRIES = 5
BACK_OFF_S = 2.0
"""Wait before the second try; doubled before each further one."""

log = structlog.get_logger(__name__)


class LocalCarrier:
    """``slots`` jobs at once. Owns the job table: one process only."""

    def __init__(self, database: Database, handlers: Handlers, *, slots: int) -> None:
        if slots < 1:
            raise ValueError(f"a carrier needs at least one slot, not {slots}")
        self._database = database
        self._handlers = handlers
        self._slots = slots
        self._running: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()
        self._loop: asyncio.Task[None] | None = None

    async def start(self) -> None:
        async with self._database.write() as s:
            returned = await table.requeue(s)
        if returned:
            log.info("jobs.requeued", count=returned)
        self._loop = asyncio.create_task(self._carry(), name="jobs")

    def wake(self) -> None:
        self._wake.set()

    async def stop(self) -> None:
        tasks = [task for task in (self._loop, *self._running) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _carry(self) -> None:
        while True:
            self._wake.clear()
            try:
                await self._start_ready()
                pause = await self._pause()
            except Exception:
                # The database may be away for a while; what is queued stays queued.
                log.exception("jobs.cannot_claim")
                pause = LOOK_EVERY_S
            try:
                async with asyncio.timeout(pause):
                    await self._wake.wait()
            except TimeoutError:
                continue

    async def _start_ready(self) -> None:
        while (free := self._slots - len(self._running)) > 0:
            async with self._database.read() as s:
                # Looked up first without the write lock.
                if not await table.any_ready(s):
                    return
            async with self._database.write() as s:
                claimed = await table.claim(s, free)
            if not claimed:
                return
            for job in claimed:
                self._spawn(self._do(job), name=f"{job.kind} {job.id}")

    async def _pause(self) -> float:
        """Until the next put-off job may start, at most ``LOOK_EVERY_S``. A freed slot wakes by itself."""
        async with self._database.read() as s:
            start = await table.next_start(s)
        if start is None:
            return LOOK_EVERY_S
        return min(LOOK_EVERY_S, max(0.0, (start - datetime.now(UTC)).total_seconds()))

    def _spawn(self, work: Coroutine[Any, Any, None], name: str) -> None:
        task = asyncio.create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._freed)

    def _freed(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._wake.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            # Not even putting it back worked: it stays "running" until the next start.
            log.error("jobs.lost_hold", job=task.get_name(), error=repr(error))

    async def _do(self, job: ClaimedJob) -> None:
        with structlog.contextvars.bound_contextvars(job=job.id, kind=job.kind, session=job.session):
            try:
                await self._handlers[job.kind](job)
            except Exception as error:
                log.exception("jobs.failed", attempts=job.attempts)
                await self._after_fault(job, error)

    async def _after_fault(self, job: ClaimedJob, error: Exception) -> None:
        words = f"{type(error).__name__}: {error}"
        async with self._database.write() as s:
            if job.attempts >= TRIES:
                await table.give_up(s, job.id, words)
            else:
                wait = timedelta(seconds=BACK_OFF_S * 2 ** (job.attempts - 1))
                await table.put_back(s, job.id, datetime.now(UTC) + wait, words)
