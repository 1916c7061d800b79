"""Carries jobs from the table to their handlers: claims by priority and fairness, leases, tries again.

The same on one machine and on many. What differs is the judge behind the handlers (this machine's slots, or
the fleet) and how many jobs may be under way, which ``Window`` says.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog

from assay.store import claims
from assay.store import jobs as table
from assay.store.engine import Database
from assay.store.jobs import PRIORITY, UNJUDGED, ClaimedJob, JobKind
from assay.worker.tasks import end

LOOK_EVERY_S = 1.0
"""How often the table is looked at when nobody calls ``wake``."""
TRIES = 5
PATIENCE = 12
"""Tries of a run or submission: somebody waits for it, with the clock stopped, for about three minutes."""
BACK_OFF_S = 2.0
"""Wait before the second try; doubled before each further one, up to ``LONGEST_S``."""
LONGEST_S = 20.0
KEPT = timedelta(days=30)
"""How long the row of a job that was done is kept."""
TIDY_EVERY_S = 3600.0
LEASE = timedelta(seconds=20)
"""How long the jobs of a server that is gone stay its own, where there are several servers."""

Handler = Callable[[ClaimedJob], Awaitable[None]]
"""Does the job and marks it done (``store.jobs.finish``) in the transaction that stores its effect.

Raising puts the job back into the queue, to be tried again.
"""

Handlers = Mapping[JobKind, Handler]

log = structlog.get_logger(__name__)


def _one() -> int:
    return 1


@dataclass(frozen=True)
class Window:
    """How many jobs this process may have under way.

    ``judged()`` jobs for the judge, of a kind and those that go before it: a run is claimed however many
    submissions are under way, and finds the next free slot. Besides, ``evaluations`` at once and ``measured()``
    submissions in the places for measuring.
    """

    judged: Callable[[], int]
    evaluations: int = 1
    measured: Callable[[], int] = _one

    def places(self, kind: JobKind, running: Mapping[JobKind, int], judged: int) -> int:
        """How many more jobs of ``kind`` may be claimed. ``judged``: what ``judged()`` gave for all kinds of
        one round; a place that comes free between two kinds is the next round's, or a submission would get it
        before a run."""
        if kind == "evaluate":
            return self.evaluations - running.get(kind, 0)
        if kind == "measure":
            return self.measured() - running.get(kind, 0)
        before = sum(
            count for one, count in running.items() if one not in UNJUDGED and PRIORITY[one] <= PRIORITY[kind]
        )
        return judged - before


class Carrier:
    """``owner`` names this process among the servers of one database; None where it is the only one."""

    def __init__(
        self, database: Database, handlers: Handlers, window: Window, *, owner: str | None = None
    ) -> None:
        self._database = database
        self._handlers = handlers
        self._window = window
        self._owner = owner or "server"
        self._lease = LEASE if owner else None
        self._renewed = 0.0
        self._tidied: float | None = None
        self._running: dict[asyncio.Task[None], JobKind] = {}
        self._wake = asyncio.Event()
        self._loop: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Takes up what an earlier process left running, then begins to carry."""
        if self._lease is None:
            async with self._database.write() as s:
                returned = await table.requeue(s)
            if returned:
                log.info("jobs.requeued", count=returned)
        self._loop = asyncio.create_task(self._carry(), name="jobs")

    def wake(self) -> None:
        """Call after a commit that added jobs: they are looked for at once."""
        self._wake.set()

    async def stop(self) -> None:
        """Starts nothing more and gives up what is running: it stays in the table, free for others."""
        await end(task for task in (self._loop, *self._running) if task is not None)
        if self._loop is not None:
            async with self._database.write() as s:
                await table.release(s, self._owner)

    async def _carry(self) -> None:
        while True:
            self._wake.clear()
            try:
                await self._renew()
                await self._start_ready()
                await self._tidy()
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

    async def _renew(self) -> None:
        """Own leases are made longer, others' that ran out are ended."""
        now = asyncio.get_running_loop().time()
        if now - self._renewed < LEASE.total_seconds() / 5:
            return
        async with self._database.write() as s:
            if self._lease is not None:
                await table.extend(s, self._owner, self._lease)
            returned = await table.take_back(s)
        self._renewed = now
        if returned:
            log.warning("jobs.taken_back", count=returned)

    async def _tidy(self) -> None:
        now = asyncio.get_running_loop().time()
        if self._tidied is not None and now - self._tidied < TIDY_EVERY_S:
            return
        async with self._database.write() as s:
            more = await table.forget(s, datetime.now(UTC) - KEPT)
        # Some at a time: others write too.
        self._tidied = None if more else now

    async def _start_ready(self) -> None:
        while True:
            running, judged = Counter(self._running.values()), self._window.judged()
            if all(self._window.places(kind, running, judged) < 1 for kind in self._handlers):
                return
            async with self._database.read() as s:
                # Looked up first without the write lock.
                if not await table.any_ready(s):
                    return
            claimed: list[ClaimedJob] = []
            async with self._database.write() as s:
                await claims.take_turns(s)
                for kind in sorted(self._handlers, key=PRIORITY.__getitem__):
                    more = Counter(job.kind for job in claimed)
                    places = self._window.places(kind, running + more, judged)
                    claimed += await claims.claim(s, kind, places, self._owner, self._lease)
            if not claimed:
                return
            for job in claimed:
                self._spawn(job.kind, self._do(job), name=f"{job.kind} {job.id}")

    async def _pause(self) -> float:
        """Until the next put-off job may start, at most ``LOOK_EVERY_S``. A freed slot wakes by itself."""
        async with self._database.read() as s:
            start = await table.next_start(s)
        if start is None:
            return LOOK_EVERY_S
        return min(LOOK_EVERY_S, max(0.0, (start - datetime.now(UTC)).total_seconds()))

    def _spawn(self, kind: JobKind, work: Coroutine[Any, Any, None], name: str) -> None:
        task = asyncio.create_task(work, name=name)
        self._running[task] = kind
        task.add_done_callback(self._freed)

    def _freed(self, task: asyncio.Task[None]) -> None:
        self._running.pop(task, None)
        self._wake.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            # Not even putting it back worked: it stays "running" until the next start, or its lease ends.
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
            if job.attempts >= (PATIENCE if job.kind in ("run", "submit") else TRIES):
                await table.give_up(s, job, words)
            else:
                wait = timedelta(seconds=min(LONGEST_S, BACK_OFF_S * 2 ** (job.attempts - 1)))
                await table.put_back(s, job, datetime.now(UTC) + wait, words)
