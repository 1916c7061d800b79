"""The job table: asking for work, claiming it, finishing it. At-least-once delivery, exactly-once effect.

``lease_until`` of a queued job is the moment before which it is not to be started. One process owns the
table in this form (the in-process carrier), so a claimed job needs no lease: at start every running one
returns to the queue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID, uuid5

from sqlalchemy import CursorResult, Select, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from assay.store.tables import Job

JobKind = Literal["run", "submit", "evaluate"]
STATES = ("queued", "running", "done", "failed")
PRIORITY: dict[JobKind, int] = {"run": 0, "submit": 1, "evaluate": 2}


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
    """``attempts`` counts this one."""

    id: str
    kind: JobKind
    session: str
    payload: dict[str, Any]
    attempts: int


def job_id(session: str, seq: int, kind: JobKind) -> str:
    """The same session, place in the log and kind give the same id: asking twice is one row."""
    name = str(seq) if kind != "evaluate" else f"evaluate {seq}"
    return uuid5(UUID(hex=session), name).hex


def now() -> datetime:
    """By the system: jobs know no scripted time."""
    return datetime.now(UTC)


async def enqueue(s: AsyncSession, jobs: Sequence[NewJob], not_before: datetime | None = None) -> None:
    """Adds those that are not there yet. Part of the transaction that asks for them."""
    if not jobs:
        return
    there = set(await s.scalars(select(Job.id).where(Job.id.in_([job.id for job in jobs]))))
    at = now()
    rows = [
        {
            "id": job.id,
            "kind": job.kind,
            "session": job.session,
            "state": "queued",
            "priority": PRIORITY[job.kind],
            "attempts": 0,
            "lease_until": not_before,
            "payload": job.payload,
            "created_at": at,
            "updated_at": at,
        }
        for job in jobs
        if job.id not in there
    ]
    if rows:
        await s.execute(insert(Job), rows)


async def enqueue_evaluation(
    s: AsyncSession, session: str, seq: int, not_before: datetime | None = None
) -> None:
    """An evaluation of the log up to at least ``seq``. One that still waits is put off instead."""
    waiting = await s.execute(
        update(Job)
        .where(Job.session == session, Job.kind == "evaluate", Job.state == "queued")
        .values(lease_until=not_before, updated_at=now())
    )
    if not changed(waiting):
        job = NewJob(job_id(session, seq, "evaluate"), "evaluate", session, {"seq": seq})
        await enqueue(s, [job], not_before)


async def claim(s: AsyncSession, limit: int) -> list[ClaimedJob]:
    """Takes up to ``limit`` jobs that may start now, runs before submissions before evaluations.

    Of each session at most one of a kind runs at a time, so that nobody can take all slots.
    """
    rows = (await s.execute(_ready().limit(limit).with_for_update(skip_locked=True))).all()
    first = {(row.session, row.kind): row for row in reversed(rows)}
    claimed = [row for row in rows if first[row.session, row.kind] is row]
    if claimed:
        await s.execute(
            update(Job)
            .where(Job.id.in_([row.id for row in claimed]))
            .values(state="running", attempts=Job.attempts + 1, updated_at=now())
        )
    return [ClaimedJob(row.id, row.kind, row.session, row.payload, row.attempts + 1) for row in claimed]


def _ready() -> Select[Any]:
    running = aliased(Job)
    busy = exists().where(
        running.session == Job.session, running.kind == Job.kind, running.state == "running"
    )
    return (
        select(Job.id, Job.kind, Job.session, Job.payload, Job.attempts)
        .where(Job.state == "queued", or_(Job.lease_until.is_(None), Job.lease_until <= now()), ~busy)
        .order_by(Job.priority, Job.created_at, Job.id)
    )


async def any_ready(s: AsyncSession) -> bool:
    """Whether ``claim`` would find something."""
    return (await s.execute(_ready().limit(1))).first() is not None


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


async def put_back(s: AsyncSession, id: str, not_before: datetime, error: str) -> None:
    """Back into the queue after a fault, to be started again at ``not_before``."""
    await s.execute(
        update(Job)
        .where(Job.id == id, Job.state == "running")
        .values(state="queued", lease_until=not_before, error=_storable(error), updated_at=now())
    )


async def give_up(s: AsyncSession, id: str, error: str) -> None:
    """The job failed for good; ``error`` says why."""
    await s.execute(
        update(Job)
        .where(Job.id == id, Job.state == "running")
        .values(state="failed", error=_storable(error), updated_at=now())
    )


async def requeue(s: AsyncSession) -> int:
    """At start: what was running when the server stopped is queued again, and what had failed gets another
    chance, since what it failed on may be mended. Returns how many."""
    done = await s.execute(
        update(Job).where(Job.state == "running").values(state="queued", lease_until=None, updated_at=now())
    )
    failed = await s.execute(
        update(Job)
        .where(Job.state == "failed")
        .values(state="queued", lease_until=None, attempts=0, updated_at=now())
    )
    return _count(done) + _count(failed)


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
