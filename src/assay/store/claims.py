"""Claiming jobs: by priority, and within one priority fairly between organizations.

One server at a time claims (a lock of the database's), so that order and fairness hold over all servers; rows
that somebody is just finishing are passed over, so that claiming waits for nobody.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from assay.store.columns import UtcDateTime
from assay.store.jobs import PRIORITY, UNJUDGED, ClaimedJob, JobKind, now
from assay.store.tables import ID, Job

_ADVISORY_LOCK = 0x6A6F6273
# A visit for each organization that waits, by the index, however many jobs it has waiting.
_WAITING = text(
    """
    WITH RECURSIVE waiting(organization) AS (
        SELECT min(organization) FROM job WHERE state = 'queued' AND priority = :priority
        UNION ALL
        SELECT (SELECT min(organization) FROM job
                WHERE state = 'queued' AND priority = :priority AND organization > waiting.organization)
        FROM waiting WHERE waiting.organization IS NOT NULL
    )
    SELECT organization, (SELECT min(created_at) FROM job
                          WHERE state = 'queued' AND priority = :priority
                          AND job.organization = waiting.organization) AS since
    FROM waiting WHERE organization IS NOT NULL
    """
).columns(organization=ID, since=UtcDateTime())


async def take_turns(s: AsyncSession) -> None:
    """Until the end of the transaction no other server claims. SQLite has one writer anyway."""
    if s.get_bind().dialect.name == "postgresql":
        await s.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})


async def claim(
    s: AsyncSession, kind: JobKind, limit: int, owner: str = "server", lease: timedelta | None = None
) -> list[ClaimedJob]:
    """Takes up to ``limit`` jobs of this kind that may start now, each time one of the organization that has
    the fewest running, its oldest first. Expects ``take_turns``.

    Of each session at most one of a kind runs at a time, so that nobody can take all slots.
    """
    if limit < 1:
        return []
    running: Counter[str] = Counter()
    busy: set[str] = set()
    for row in await s.execute(select(Job.organization, Job.session, Job.kind).where(Job.state == "running")):
        # What takes no slot does not make an organization wait for one.
        if row.kind == kind or row.kind not in UNJUDGED:
            running[row.organization] += 1
        if row.kind == kind:
            busy.add(row.session)
    found = (await s.execute(_WAITING, {"priority": PRIORITY[kind]})).all()
    turns: list[tuple[int, datetime, str]] = [
        (running[row.organization], row.since, row.organization) for row in found
    ]
    heapq.heapify(turns)
    ready: dict[str, list[Row[Any]]] = {}
    whole: dict[str, bool] = {}
    claimed: list[Row[Any]] = []
    while turns and len(claimed) < limit:
        has, since, organization = heapq.heappop(turns)
        mine = ready.setdefault(organization, [])
        while mine and mine[-1].session in busy:
            mine.pop()
        if not mine and not whole.get(organization, False):
            # Those looked at before may all have been of one session.
            most = limit - len(claimed)
            mine += (await _ready(s, kind, organization, busy, most))[::-1]
            whole[organization] = len(mine) < most
        if mine:
            job = mine.pop()
            claimed.append(job)
            busy.add(job.session)
            heapq.heappush(turns, (has + 1, since, organization))
    at = now()
    if claimed:
        await s.execute(
            update(Job)
            .where(Job.id.in_([job.id for job in claimed]))
            .values(
                state="running",
                attempts=Job.attempts + 1,
                owner=owner,
                claimed_at=at,
                lease_until=at + lease if lease else None,
                updated_at=at,
            )
        )
    return [
        ClaimedJob(
            job.id, kind, job.session, job.payload, job.attempts + 1, (at - job.created_at).total_seconds()
        )
        for job in claimed
    ]


async def _ready(
    s: AsyncSession, kind: JobKind, organization: str, busy: set[str], limit: int
) -> Sequence[Row[Any]]:
    query = (
        select(Job.id, Job.session, Job.payload, Job.attempts, Job.created_at)
        .where(
            Job.state == "queued",
            Job.priority == PRIORITY[kind],
            Job.organization == organization,
            or_(Job.lease_until.is_(None), Job.lease_until <= now()),
        )
        .order_by(Job.created_at, Job.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    if busy:
        query = query.where(Job.session.not_in(busy))
    return (await s.execute(query)).all()
