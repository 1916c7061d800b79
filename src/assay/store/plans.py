"""Versions of plans: added, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from assay.interview.plan import Plan
from assay.store.ids import new_id
from assay.store.tables import Member, PlanVersion


@dataclass(frozen=True)
class KnownPlan:
    """``created_by`` is the member's name."""

    id: str
    position: str
    version: int
    created_at: datetime
    created_by: str
    plan: Plan


async def list_plans(s: AsyncSession, position: str) -> Sequence[KnownPlan]:
    """Newest first. Whether the position may be seen was asked before (``positions.own_position``)."""
    rows = await s.execute(
        select(PlanVersion, Member.name)
        .join(Member, Member.id == PlanVersion.created_by)
        .where(PlanVersion.position == position)
        .order_by(PlanVersion.version.desc())
    )
    return [
        KnownPlan(v.id, v.position, v.version, v.created_at, name, Plan.model_validate(v.plan))
        for v, name in rows
    ]


async def newest_plan(s: AsyncSession, position: str) -> PlanVersion | None:
    return (
        await s.execute(
            select(PlanVersion)
            .where(PlanVersion.position == position)
            .order_by(PlanVersion.version.desc())
            .limit(1)
        )
    ).scalar()


async def add_plan(s: AsyncSession, position: str, plan: Plan, member: str, now: datetime) -> PlanVersion:
    """The next version. The position's row must be locked (``own_position(lock=True)``)."""
    last = await s.scalar(select(func.max(PlanVersion.version)).where(PlanVersion.position == position))
    version = PlanVersion(
        id=new_id(),
        position=position,
        version=(last or 0) + 1,
        plan=plan.model_dump(mode="json"),
        created_by=member,
        created_at=now,
    )
    s.add(version)
    await s.flush()
    return version
