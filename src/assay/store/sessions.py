"""Sessions as the team lists them. Their log is in ``logs.py``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, String, and_, case, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from assay.store.ids import is_id
from assay.store.tables import Candidate, Invitation, PlanVersion, Position, Session

Sort = Literal["invited_at", "candidate", "position", "state", "started_at", "ended_at", "overall"]
_WAITING = ("invited", "opened", "consented")


@dataclass(frozen=True)
class Filter:
    """``q`` is looked for in the candidate's name and address."""

    position: str | None = None
    state: str | None = None
    q: str | None = None


@dataclass(frozen=True)
class KnownSession:
    """``state`` may also be revoked or expired. ``minutes`` is what the plan grants."""

    id: str
    invitation: str
    candidate: str
    email: str
    position: str
    position_id: str
    plan_version: int
    state: str
    invited_at: datetime
    opens_at: datetime | None
    started_at: datetime | None
    ends_at: datetime | None
    ended_at: datetime | None
    ended_reason: str | None
    minutes: int
    returned_ms: int
    judge_faults: int
    overall: float | None


async def ended(s: AsyncSession, ids: Sequence[str] = ()) -> list[str]:
    """Ids of the sessions that have ended; of these ``ids`` only, where there are any."""
    query = select(Session.id).where(Session.state.in_(("ended", "evaluating"))).order_by(Session.id)
    if ids:
        query = query.where(Session.id.in_(ids))
    return list(await s.scalars(query))


def shown_state(now: datetime) -> ColumnElement[str]:
    """The stored state, or revoked or expired where the candidate has not started."""
    waiting = Session.state.in_(_WAITING)
    return case(
        (and_(waiting, Invitation.revoked_at.is_not(None)), literal("revoked", String())),
        (and_(waiting, Invitation.closes_at <= now), literal("expired", String())),
        else_=Session.state,
    )


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _matching(organization: str, chosen: Filter, now: datetime) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Session.organization == organization]
    if chosen.position is not None:
        conditions.append(Invitation.position == chosen.position)
    if chosen.state is not None:
        conditions.append(shown_state(now) == chosen.state)
    if chosen.q:
        pattern = f"%{_escaped(chosen.q.lower())}%"
        conditions.append(
            or_(
                func.lower(Candidate.name).like(pattern, escape="\\"),
                Candidate.email.like(pattern, escape="\\"),
            )
        )
    return conditions


def _joined(query: Select[Any]) -> Select[Any]:
    return (
        query.select_from(Session)
        .join(Invitation, Invitation.id == Session.invitation)
        .join(Candidate, Candidate.id == Invitation.candidate)
        .join(Position, Position.id == Invitation.position)
        .join(PlanVersion, PlanVersion.id == Session.plan_version)
    )


def _rows(now: datetime) -> Select[Any]:
    return _joined(
        select(
            Session,
            Invitation.created_at,
            Invitation.opens_at,
            Candidate.name,
            Candidate.email,
            Position.title,
            Position.id,
            PlanVersion.version,
            PlanVersion.plan,
            shown_state(now),
        )
    )


def _known(row: Any) -> KnownSession:
    session, invited_at, opens_at, candidate, email, position, position_id, version, plan, state = row
    return KnownSession(
        id=session.id,
        invitation=session.invitation,
        candidate=candidate,
        email=email,
        position=position,
        position_id=position_id,
        plan_version=version,
        state=state,
        invited_at=invited_at,
        opens_at=opens_at,
        started_at=session.started_at,
        ends_at=session.ends_at,
        ended_at=session.ended_at,
        ended_reason=session.ended_reason,
        minutes=plan["minutes"],
        returned_ms=session.returned_ms,
        judge_faults=session.judge_faults,
        overall=session.report_overall,
    )


def _order(sort: Sort, now: datetime) -> ColumnElement[Any]:
    columns: Mapping[Sort, Any] = {
        "invited_at": Invitation.created_at,
        "candidate": func.lower(Candidate.name),
        "position": func.lower(Position.title),
        "state": shown_state(now),
        "started_at": Session.started_at,
        "ended_at": Session.ended_at,
        "overall": Session.report_overall,
    }
    column: ColumnElement[Any] = columns[sort]
    return column


async def list_sessions(
    s: AsyncSession,
    organization: str,
    chosen: Filter,
    now: datetime,
    *,
    sort: Sort = "invited_at",
    descending: bool = True,
    limit: int | None = None,
    offset: int = 0,
) -> Sequence[KnownSession]:
    """Those that match, in order; what has no value to sort by comes last either way."""
    if chosen.position is not None and not is_id(chosen.position):
        return []
    column = _order(sort, now)
    query = (
        _rows(now)
        .where(*_matching(organization, chosen, now))
        .order_by((column.desc() if descending else column.asc()).nulls_last(), Session.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [_known(row) for row in await s.execute(query)]


async def count_sessions(s: AsyncSession, organization: str, chosen: Filter, now: datetime) -> int:
    if chosen.position is not None and not is_id(chosen.position):
        return 0
    query = _joined(select(func.count())).where(*_matching(organization, chosen, now))
    return int((await s.execute(query)).scalar_one())


async def own_session(s: AsyncSession, organization: str, session: str, now: datetime) -> KnownSession | None:
    """The session, if it belongs to the organization."""
    if not is_id(session):
        return None
    query = _rows(now).where(Session.organization == organization, Session.id == session)
    row = (await s.execute(query)).first()
    return None if row is None else _known(row)


async def count_states(
    s: AsyncSession, organization: str, now: datetime, position: str | None = None
) -> dict[str, dict[str, int]]:
    """By position, the number of sessions in each state."""
    state = shown_state(now).label("shown")
    inner = (
        select(Invitation.position, state)
        .join(Session, Session.invitation == Invitation.id)
        .where(Invitation.organization == organization)
    )
    if position is not None:
        inner = inner.where(Invitation.position == position)
    rows = inner.subquery()
    grouped = select(rows.c.position, rows.c.shown, func.count()).group_by(rows.c.position, rows.c.shown)
    counts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for found, shown, number in await s.execute(grouped):
        counts[found][shown] = number
    return counts
