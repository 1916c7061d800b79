"""Positions of an organization."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from assay.store.ids import is_id, new_id
from assay.store.sessions import count_states
from assay.store.tables import PlanVersion, Position


@dataclass(frozen=True)
class KnownPosition:
    """``plan_version`` is the newest; ``sessions`` the number of sessions by state."""

    id: str
    title: str
    notes: str
    created_at: datetime
    plan_version: int | None = None
    sessions: Mapping[str, int] = field(default_factory=dict)


async def list_positions(
    s: AsyncSession, organization: str, now: datetime, only: str | None = None
) -> Sequence[KnownPosition]:
    """All of the organization, newest first, or the one with the id ``only`` (none where it is not theirs)."""
    if only is not None and not is_id(only):
        return []
    newest = (
        select(PlanVersion.position, func.max(PlanVersion.version).label("version"))
        .group_by(PlanVersion.position)
        .subquery()
    )
    query = (
        select(Position, newest.c.version)
        .outerjoin(newest, newest.c.position == Position.id)
        .where(Position.organization == organization)
        .order_by(Position.created_at.desc(), Position.id.desc())
    )
    if only is not None:
        query = query.where(Position.id == only)
    rows = (await s.execute(query)).all()
    counts = await count_states(s, organization, now, only)
    return [
        KnownPosition(p.id, p.title, p.notes, p.created_at, version, counts.get(p.id, {}))
        for p, version in rows
    ]


async def own_position(
    s: AsyncSession, organization: str, position: str, *, lock: bool = False
) -> Position | None:
    """The row, if it belongs to the organization; with ``lock`` nobody else changes its plans meanwhile."""
    if not is_id(position):
        return None
    query = select(Position).where(Position.id == position, Position.organization == organization)
    return (await s.execute(query.with_for_update() if lock else query)).scalar()


async def add_position(s: AsyncSession, organization: str, title: str, notes: str, now: datetime) -> str:
    position = Position(id=new_id(), organization=organization, title=title, notes=notes, created_at=now)
    s.add(position)
    await s.flush()
    return position.id
