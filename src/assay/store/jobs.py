"""The job table: asking for work, claiming it, finishing it. At-least-once delivery, exactly-once effect.

``lease_until`` of a queued job is the moment before which it is not to be started; of a running one the end
of its owner's lease, None where the owner is the only one there is (one machine): then a claimed job needs
no lease, and at start every running one returns to the queue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from uuid import UUID, uuid5

from sqlalchemy import CursorResult, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from assay.store.tables import Job, Session

JobKind = Literal["run", "submit", "evaluate", "rejudge", "measure"]
STATES = ("queued", "running", "done", "failed")
PRIORITY: dict[JobKind, int] = {"run": 0, "submit": 1, "evaluate": 2, "rejudge": 3, "measure": 4}
"""What waits on a person goes first: they watch a run, and expect a submission; nobody watches the others."""
UNJUDGED: frozenset[JobKind] = frozenset({"evaluate", "measure"})
"""Kinds that have places of their own and are in no queue for the judge."""
FORGET_AT_ONCE = 1_000
FAILED_REST = timedelta(minutes=10)
"""A job that was given up is tried again after this: what it failed on may be mended by then."""


@dataclass(frozen=True)
class NewJob:
    """``id`` by ``job_id``. ``payload`` says what is meant, never what the candidate wrote: that stays in
    the sealed log."""

    id: str
    kind: JobKind
    session: str
    payload: dict[str, Any]


@dataclass(frozen=True)
class ClaimedJob:
    """``attempts`` counts this one. ``waited_s`` is how long it lay in the table."""

    id: str
    kind: JobKind
    session: str
    payload: dict[str, Any]
    attempts: int
    waited_s: float = 0.0


def job_id(session: str, seq: int, kind: JobKind, again: str = "") -> str:
    """The same session, place in the log and kind give the same id: asking twice is one row. ``again`` tells
    one rejudging from another, and what is done anew after it."""
    name = str(seq) if kind in ("run", "submit") else f"{kind} {seq}{again}"
    return uuid5(UUID(hex=session), name).hex


def now() -> datetime:
    """By the system: jobs know no scripted time."""
    return datetime.now(UTC)


async def enqueue(s: AsyncSession, jobs: Sequence[NewJob], not_before: datetime | None = None) -> None:
    """Adds those that are not there yet. Part of the transaction that asks for them."""
    if not jobs:
        return
    there = set(await s.scalars(select(Job.id).where(Job.id.in_([job.id for job in jobs]))))
    found = await s.execute(
        select(Session.id, Session.organization).where(Session.id.in_({job.session for job in jobs}))
    )
    organizations = {row.id: row.organization for row in found}
    at = now()
    rows = [
        {
            "id": job.id,
            "kind": job.kind,
            "session": job.session,
            "organization": organizations[job.session],
            "state": "queued",
            "priority": PRIORITY[job.kind],
            "attempts": 0,
            "lease_until": not_before,
            "payload": job.payload,
            # In the order in which they were asked for.
            "created_at": at + timedelta(microseconds=number),
            "updated_at": at,
        }
        for number, job in enumerate(jobs)
        if job.id not in there
    ]
    if rows:
        await s.execute(insert(Job), rows)


async def enqueue_evaluation(
    s: AsyncSession, session: str, seq: int, not_before: datetime | None = None
) -> None:
    """An evaluation of the log up to at least ``seq``. One that still waits is moved to then instead."""
    waiting = await s.execute(
        update(Job)
        .where(Job.session == session, Job.kind == "evaluate", Job.state == "queued")
        .values(lease_until=not_before, updated_at=now())
    )
    if not changed(waiting):
        job = NewJob(job_id(session, seq, "evaluate"), "evaluate", session, {"seq": seq})
        await enqueue(s, [job], not_before)


async def evaluate_later(s: AsyncSession, session: str, seq: int, not_before: datetime) -> None:
    """Instead of the evaluation that is under way. Where another waits already, that is enough."""
    waiting = select(Job.id).where(Job.session == session, Job.kind == "evaluate", Job.state == "queued")
    if (await s.execute(waiting.limit(1))).first() is None:
        job = NewJob(job_id(session, seq, "evaluate", " later"), "evaluate", session, {"seq": seq})
        await enqueue(s, [job], not_before)


async def any_ready(s: AsyncSession) -> bool:
    """Whether anything waits whose time has come. It may still be held back by ``claims.claim``'s rules."""
    ready = select(Job.id).where(
        Job.state == "queued", or_(Job.lease_until.is_(None), Job.lease_until <= now())
    )
    return (await s.execute(ready.limit(1))).first() is not None


async def next_start(s: AsyncSession) -> datetime | None:
    """When the next put-off job may start; None where none is put off."""
    found: datetime | None = await s.scalar(
        select(func.min(Job.lease_until)).where(Job.state == "queued", Job.lease_until > now())
    )
    return found


async def finish(s: AsyncSession, id: str, result: dict[str, Any] | None = None) -> bool:
    """Marks a job done; False where it was already, and then its effect must not be applied again."""
    done = await s.execute(
        update(Job)
        .where(Job.id == id, Job.state.in_(("queued", "running")))
        .values(state="done", result=result, error=None, updated_at=now())
    )
    return changed(done)


async def put_back(s: AsyncSession, job: ClaimedJob, not_before: datetime, error: str) -> None:
    """Back into the queue after a fault, to be started again at ``not_before``. Does nothing where the job
    has been claimed by another meanwhile."""
    await s.execute(
        update(Job)
        .where(Job.id == job.id, Job.state == "running", Job.attempts == job.attempts)
        .values(state="queued", lease_until=not_before, error=_storable(error), updated_at=now())
    )


async def give_up(s: AsyncSession, job: ClaimedJob, error: str) -> None:
    """The job failed; ``error`` says why. It rests for ``FAILED_REST``."""
    await s.execute(
        update(Job)
        .where(Job.id == job.id, Job.state == "running", Job.attempts == job.attempts)
        .values(state="failed", lease_until=now() + FAILED_REST, error=_storable(error), updated_at=now())
    )


async def requeue(s: AsyncSession) -> int:
    """At the start of the only server: what was running when it stopped is queued again, and what had failed
    gets another chance, since what it failed on may be mended. Returns how many."""
    done = await s.execute(
        update(Job).where(Job.state == "running").values(state="queued", lease_until=None, updated_at=now())
    )
    failed = await s.execute(
        update(Job)
        .where(Job.state == "failed")
        .values(state="queued", lease_until=None, attempts=0, updated_at=now())
    )
    return _count(done) + _count(failed)


async def extend(s: AsyncSession, owner: str, lease: timedelta) -> None:
    """The owner lives: its leases are good for another ``lease``."""
    await s.execute(
        update(Job).where(Job.state == "running", Job.owner == owner).values(lease_until=now() + lease)
    )


async def release(s: AsyncSession, owner: str) -> None:
    """The owner stops: what it had claimed is free for others at once."""
    await s.execute(
        update(Job)
        .where(Job.state == "running", Job.owner == owner)
        .values(state="queued", lease_until=None, updated_at=now())
    )


async def take_back(s: AsyncSession) -> int:
    """Leases that ran out: their jobs return to the queue. So do failed jobs that have rested. How many."""
    lost = await s.execute(
        update(Job)
        .where(Job.state == "running", Job.lease_until < now())
        .values(state="queued", lease_until=None, updated_at=now())
    )
    rested = await s.execute(
        update(Job)
        .where(Job.state == "failed", Job.lease_until < now())
        .values(state="queued", lease_until=None, attempts=0, updated_at=now())
    )
    return _count(lost) + _count(rested)


async def forget(s: AsyncSession, before: datetime) -> bool:
    """Some of the jobs that were done before, so that the table does not grow for ever: their effects are in the
    sessions' logs. Whether there may be more."""
    old = select(Job.id).where(Job.state == "done", Job.updated_at < before).limit(FORGET_AT_ONCE)
    done = await s.execute(delete(Job).where(Job.id.in_(old)))
    return _count(done) == FORGET_AT_ONCE


@dataclass(frozen=True)
class Queued:
    """A job that waits or runs, as the order of the queue depends on it. ``faulted``: it failed before, which
    was our fault, and is being tried again."""

    id: str
    kind: JobKind
    session: str
    organization: str
    running: bool
    payload: dict[str, Any]
    claimed_at: datetime | None = None
    faulted: bool = False


async def queue(s: AsyncSession, limit: int) -> list[Queued]:
    """What runs, and what waits to be judged, the oldest ``limit`` of them."""
    rows = await s.execute(
        select(
            Job.id,
            Job.kind,
            Job.session,
            Job.organization,
            Job.state,
            Job.payload,
            Job.claimed_at,
            Job.error,
        )
        .where(Job.state.in_(("queued", "running")), Job.kind.not_in(UNJUDGED))
        .order_by(Job.created_at, Job.id)
        .limit(limit)
    )
    return [
        Queued(
            row.id,
            row.kind,
            row.session,
            row.organization,
            row.state == "running",
            row.payload,
            row.claimed_at,
            row.error is not None,
        )
        for row in rows
    ]


async def waiting(s: AsyncSession) -> dict[str, int]:
    """Number of jobs by state, for the metrics."""
    rows = await s.execute(select(Job.state, func.count()).group_by(Job.state))
    return {state: count for state, count in rows}  # noqa: C416 - a Row is no tuple to the type checker


def _count(result: object) -> int:
    if not isinstance(result, CursorResult):
        raise TypeError("an UPDATE gives a CursorResult")
    return result.rowcount


def changed(result: object) -> bool:
    """Whether an UPDATE touched a row."""
    return _count(result) > 0


def _storable(text: str) -> str:
    """PostgreSQL takes neither NUL nor lone surrogates in text."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()[:4000]
