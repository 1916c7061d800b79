"""What a live session needs from the tables besides its log: facts, links, browsers, the row, the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from assay.report.figures import figures
from assay.store.tables import (
    Candidate,
    CandidateSession,
    Invitation,
    Organization,
    PlanVersion,
    Position,
    Report,
    ReportFigures,
    Session,
)


@dataclass(frozen=True)
class SittingFacts:
    """``plan`` as stored (``assay.interview.plan.Plan``); the window is the invitation's."""

    id: str
    organization_id: str
    organization: str
    candidate: str
    position: str
    plan_version: str
    plan_number: int
    plan: dict[str, Any]
    key_sealed: bytes
    opens_at: datetime | None
    closes_at: datetime | None
    revoked_at: datetime | None


async def facts(s: AsyncSession, session: str) -> SittingFacts | None:
    row = (
        await s.execute(
            select(
                Session.id,
                Organization.id.label("organization_id"),
                Organization.name.label("organization"),
                Candidate.name.label("candidate"),
                Position.title.label("position"),
                PlanVersion.id.label("plan_version"),
                PlanVersion.version.label("plan_number"),
                PlanVersion.plan,
                Session.key_sealed,
                Invitation.opens_at,
                Invitation.closes_at,
                Invitation.revoked_at,
            )
            .join(Invitation, Invitation.id == Session.invitation)
            .join(Candidate, Candidate.id == Invitation.candidate)
            .join(Position, Position.id == Invitation.position)
            .join(PlanVersion, PlanVersion.id == Session.plan_version)
            .join(Organization, Organization.id == Session.organization)
            .where(Session.id == session)
        )
    ).one_or_none()
    return None if row is None else SittingFacts(**row._asdict())


async def session_of_link(s: AsyncSession, token_sha256: str) -> str | None:
    """The session that a personal link is for."""
    found: str | None = await s.scalar(
        select(Session.id)
        .join(Invitation, Invitation.id == Session.invitation)
        .where(Invitation.token_sha256 == token_sha256)
    )
    return found


async def running(s: AsyncSession) -> list[str]:
    """Ids of the sessions whose clock runs."""
    return list(await s.scalars(select(Session.id).where(Session.state == "running").order_by(Session.id)))


async def overdue(s: AsyncSession, now: datetime) -> list[str]:
    """Ids of the sessions whose clock ran out and that have not been ended."""
    query = select(Session.id).where(Session.state == "running", Session.ends_at < now)
    return list(await s.scalars(query.order_by(Session.id)))


async def set_row(s: AsyncSession, session: str, values: Mapping[str, Any]) -> None:
    await s.execute(update(Session).where(Session.id == session).values(**values))


async def add_browser(
    s: AsyncSession, token_sha256: str, session: str, now: datetime, expires_at: datetime
) -> None:
    """A browser that opened the link. Browsers of this session whose time is over are forgotten."""
    await s.execute(
        delete(CandidateSession).where(
            CandidateSession.session == session, CandidateSession.expires_at <= now
        )
    )
    await s.execute(
        insert(CandidateSession).values(
            token_sha256=token_sha256, session=session, created_at=now, expires_at=expires_at
        )
    )


async def session_of_browser(s: AsyncSession, token_sha256: str, now: datetime) -> str | None:
    """The session that a browser's cookie is for, unless it has expired."""
    found: str | None = await s.scalar(
        select(CandidateSession.session).where(
            CandidateSession.token_sha256 == token_sha256, CandidateSession.expires_at > now
        )
    )
    return found


async def add_report(
    s: AsyncSession, session: str, version_sha256: str, document: dict[str, Any], now: datetime
) -> None:
    """Keeps every version, with its figures; the same one twice is one row."""
    there = await s.scalar(
        select(Report.session).where(Report.session == session, Report.version_sha256 == version_sha256)
    )
    if there is None:
        await s.execute(
            insert(Report).values(
                session=session, version_sha256=version_sha256, document=document, created_at=now
            )
        )
        await s.execute(
            insert(ReportFigures).values(
                session=session,
                version_sha256=version_sha256,
                figures=figures(document).model_dump(mode="json"),
                created_at=now,
            )
        )


async def report_versions(s: AsyncSession, session: str) -> list[tuple[str, datetime]]:
    """Of each version its hash and when it was made, the newest first."""
    found = await s.execute(
        select(Report.version_sha256, Report.created_at)
        .where(Report.session == session)
        .order_by(Report.created_at.desc(), Report.version_sha256)
    )
    return [(version, made_at) for version, made_at in found]


async def report_of_version(s: AsyncSession, session: str, version_sha256: str) -> dict[str, Any] | None:
    found: dict[str, Any] | None = await s.scalar(
        select(Report.document).where(Report.session == session, Report.version_sha256 == version_sha256)
    )
    return found


async def newest_report(s: AsyncSession, session: str) -> dict[str, Any] | None:
    """The document made last."""
    found: dict[str, Any] | None = await s.scalar(
        select(Report.document)
        .where(Report.session == session)
        .order_by(Report.created_at.desc(), Report.version_sha256)
        .limit(1)
    )
    return found
