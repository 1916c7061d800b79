"""What was handed in for a position's problems, by session: what a comparison for likeness starts from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from assay.store.tables import Candidate, Invitation, Report, ReportFigures, Session

EARLIER = 200
"""Sessions of other positions that are held against, the newest first ..."""
LOOKED_AT = 1000
"""... of so many."""


@dataclass(frozen=True)
class Sat:
    """An ended session with its newest report. ``here``: it is of the position that is asked about."""

    session: str
    person: str
    candidate: str
    report: str
    here: bool


@dataclass(frozen=True)
class Handed:
    """The graded answer to a problem, as the report has it."""

    problem: str
    title: str
    language: str
    file: str
    code: str


async def sat(s: AsyncSession, organization: str, position: str) -> list[Sat]:
    """Of each person the newest session of the position; then, of others, that of the organization's other
    positions in which a problem of these was shown. Who withdrew is left out. Whose the position is, is not asked
    here; figures that are missing have been worked out (``comparisons.complete``)."""
    found: dict[str, Sat] = {}
    asked: set[str] = set()
    for session, person, name, report, figures in await s.execute(_ended(Invitation.position == position)):
        found.setdefault(person, Sat(session, person, name, report, True))
        asked |= _shown(figures)
    most = len(found) + EARLIER
    for session, person, name, report, figures in await s.execute(
        _ended(Session.organization == organization, Invitation.position != position).limit(LOOKED_AT)
    ):
        if len(found) < most and asked & _shown(figures):
            found.setdefault(person, Sat(session, person, name, report, False))
    return list(found.values())


def _shown(figures: Mapping[str, Any]) -> set[str]:
    return {each["slug"] for each in figures["problems"]}


def _ended(*where: ColumnElement[bool]) -> Select[str, str, str, str, dict[str, Any]]:
    """Session, person, name, newest report and its figures, the newest session first."""
    age = func.row_number().over(
        partition_by=ReportFigures.session,
        order_by=(ReportFigures.created_at.desc(), ReportFigures.version_sha256),
    )
    newest = (
        select(ReportFigures.session, ReportFigures.version_sha256, ReportFigures.figures, age.label("age"))
        .join(Session, Session.id == ReportFigures.session)
        .join(Invitation, Invitation.id == Session.invitation)
        .where(*where)
        .subquery()
    )
    return (
        select(Session.id, Candidate.id, Candidate.name, newest.c.version_sha256, newest.c.figures)
        .join(Invitation, Invitation.id == Session.invitation)
        .join(Candidate, Candidate.id == Invitation.candidate)
        .join(newest, and_(newest.c.session == Session.id, newest.c.age == 1))
        .where(
            Session.state == "ended",
            or_(Session.ended_reason.is_(None), Session.ended_reason != "withdrawn"),
        )
        .order_by(Session.ended_at.desc(), Session.id.desc())
    )


async def handed_in(s: AsyncSession, session: str, report: str) -> tuple[Handed, ...]:
    """What the report says was graded. Empty where the report is of a form that has no code in it."""
    document = (await s.get_one(Report, (session, report))).document
    return tuple(
        Handed(each["slug"], each["title"], each["language"], each["file"] or "", each["code"])
        for each in document["problems"]
        if each.get("code") and each.get("language")
    )
