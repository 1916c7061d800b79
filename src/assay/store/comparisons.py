"""The ended sessions of a position with what a comparison needs of each."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from assay.interview.plan import Plan
from assay.report.comparison_document import Figures, Sitting
from assay.report.figures import figures
from assay.store.engine import Database
from assay.store.tables import Candidate, Invitation, PlanVersion, Report, ReportFigures, Session

AT_ONCE = 20
"""Documents read in one transaction: each may be of some hundred kilobytes."""


async def complete(database: Database, position: str) -> None:
    """Works out the figures that are missing: of reports made before figures were kept."""
    query = (
        select(Report.session, Report.version_sha256)
        .join(Session, Session.id == Report.session)
        .join(Invitation, Invitation.id == Session.invitation)
        .outerjoin(
            ReportFigures,
            and_(
                ReportFigures.session == Report.session, ReportFigures.version_sha256 == Report.version_sha256
            ),
        )
        .where(Invitation.position == position, ReportFigures.session.is_(None))
    )
    async with database.read() as s:
        missing = [(session, version) for session, version in await s.execute(query)]
    for start in range(0, len(missing), AT_ONCE):
        async with database.write() as s:
            for session, version in missing[start : start + AT_ONCE]:
                await _add(s, session, version)


async def _add(s: AsyncSession, session: str, version: str) -> None:
    if await s.get(ReportFigures, (session, version)) is not None:
        return  # somebody else asked at the same moment
    report = await s.get_one(Report, (session, version))
    await s.execute(
        insert(ReportFigures).values(
            session=session,
            version_sha256=version,
            figures=figures(report.document).model_dump(mode="json"),
            created_at=report.created_at,
        )
    )
    s.expunge(report)


async def sittings(s: AsyncSession, position: str) -> Sequence[Sitting]:
    """Of every ended session, with its newest report. Whose the position is, is not asked here."""
    age = func.row_number().over(
        partition_by=ReportFigures.session,
        order_by=(ReportFigures.created_at.desc(), ReportFigures.version_sha256),
    )
    newest = (
        select(ReportFigures.session, ReportFigures.figures, age.label("age"))
        .join(Session, Session.id == ReportFigures.session)
        .join(Invitation, Invitation.id == Session.invitation)
        .where(Invitation.position == position)
        .subquery()
    )
    query = (
        select(
            Session.id,
            Candidate.id,
            Candidate.name,
            Session.started_at,
            PlanVersion.version,
            Session.plan_version,
            newest.c.figures,
        )
        .join(Invitation, Invitation.id == Session.invitation)
        .join(Candidate, Candidate.id == Invitation.candidate)
        .join(PlanVersion, PlanVersion.id == Session.plan_version)
        .outerjoin(newest, and_(newest.c.session == Session.id, newest.c.age == 1))
        .where(Invitation.position == position, Session.state == "ended")
        .order_by(Session.id)
    )
    rows = (await s.execute(query)).all()
    stored = await s.execute(select(PlanVersion.id, PlanVersion.plan).where(PlanVersion.position == position))
    plans = {id: Plan.model_validate(plan) for id, plan in stored}
    return [
        Sitting(
            session=session,
            person=person,
            candidate=name,
            started_at=started_at,
            plan_version=number,
            minutes=plans[plan].minutes,
            weights=plans[plan].weights.model_dump(),
            figures=None if kept is None else Figures.model_validate(kept),
        )
        for session, person, name, started_at, number, plan, kept in rows
    ]
