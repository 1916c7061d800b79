"""Invitations: made for many people at once, each with a session and a personal link of its own."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from assay.store.ids import is_id, new_id, new_token, token_hash
from assay.store.secret import KEY_BYTES, MasterKey
from assay.store.tables import (
    Candidate,
    CandidateSession,
    Invitation,
    PlanVersion,
    Position,
    Session,
)

NOT_STARTED = frozenset({"invited", "opened", "consented"})
_AT_ONCE = 500
"""Values in one IN list: SQLite takes 32,766, PostgreSQL 65,535; short statements are quick on both."""


@dataclass(frozen=True)
class Invitee:
    name: str
    email: str
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True)
class KnownInvitation:
    """``link_token`` is there only when the link was just made."""

    id: str
    session: str
    session_state: str
    candidate: str
    email: str
    position: str
    plan_version: int
    opens_at: datetime | None
    closes_at: datetime | None
    revoked_at: datetime | None
    created_at: datetime
    link_token: str | None = None


def _known(row: Row[Invitation, Session, Candidate, int]) -> KnownInvitation:
    invitation, session, candidate, version = row
    return KnownInvitation(
        id=invitation.id,
        session=session.id,
        session_state=session.state,
        candidate=candidate.name,
        email=candidate.email,
        position=invitation.position,
        plan_version=version,
        opens_at=invitation.opens_at,
        closes_at=invitation.closes_at,
        revoked_at=invitation.revoked_at,
        created_at=invitation.created_at,
    )


async def list_invitations(
    s: AsyncSession, organization: str, *, position: str | None = None, only: str | None = None
) -> Sequence[KnownInvitation]:
    """Of a position, newest first, or the one with the id ``only``. None of another organization."""
    query = (
        select(Invitation, Session, Candidate, PlanVersion.version)
        .join(Session, Session.invitation == Invitation.id)
        .join(Candidate, Candidate.id == Invitation.candidate)
        .join(PlanVersion, PlanVersion.id == Invitation.plan_version)
        .where(Invitation.organization == organization)
        .order_by(Invitation.created_at.desc(), Invitation.id.desc())
    )
    if position is not None:
        query = query.where(Invitation.position == position)
    if only is not None:
        if not is_id(only):
            return []
        query = query.where(Invitation.id == only)
    return [_known(row) for row in await s.execute(query)]


async def already_invited(
    s: AsyncSession, position: Position, emails: Collection[str], now: datetime, *, finished: bool
) -> set[str]:
    """Which of ``emails`` (lower case) hold an invitation to the position that is neither revoked nor past
    its window; with ``finished`` also those whose session is over."""
    found: set[str] = set()
    wanted = sorted(set(emails))
    for start in range(0, len(wanted), _AT_ONCE):
        rows = await s.execute(
            select(Candidate.email, Session.state, Invitation.closes_at)
            .join(Invitation, Invitation.candidate == Candidate.id)
            .join(Session, Session.invitation == Invitation.id)
            .where(
                Invitation.position == position.id,
                Invitation.revoked_at.is_(None),
                Candidate.email.in_(wanted[start : start + _AT_ONCE]),
            )
        )
        for email, state, closes_at in rows:
            waiting = state in NOT_STARTED and (closes_at is None or closes_at > now)
            if waiting or state == "running" or (finished and state in {"evaluating", "ended"}):
                found.add(email)
    return found


async def _candidates(s: AsyncSession, organization: str, people: Sequence[Invitee]) -> dict[str, str]:
    """Ids by email. New people are added. Rows that exist are locked until the transaction ends, in the
    order of the addresses, so that two uploads at once neither invite twice nor wait for each other."""
    rows = [
        {"id": new_id(), "organization": organization, "name": person.name, "email": person.email}
        for person in sorted(people, key=lambda person: person.email)
    ]
    dialect = sqlite if s.get_bind().dialect.name == "sqlite" else postgresql
    statement = dialect.insert(Candidate)
    locking = statement.on_conflict_do_update(
        index_elements=["organization", "email"], set_={"email": statement.excluded.email}
    )
    await s.execute(locking, rows)
    ids: dict[str, str] = {}
    for start in range(0, len(rows), _AT_ONCE):
        found = await s.execute(
            select(Candidate.email, Candidate.id).where(
                Candidate.organization == organization,
                Candidate.email.in_([row["email"] for row in rows[start : start + _AT_ONCE]]),
            )
        )
        ids.update((email, id_) for email, id_ in found)
    return ids


async def invite(
    s: AsyncSession,
    position: Position,
    plan: PlanVersion,
    people: Sequence[Invitee],
    now: datetime,
    master_key: MasterKey,
    *,
    finished: bool,
) -> tuple[list[KnownInvitation], set[str]]:
    """Invites ``people`` (addresses in lower case, each once). Gives the invitations, in their order and
    with their link's token, and the addresses left out because they are invited already."""
    if not people:
        return [], set()
    ids = await _candidates(s, position.organization, people)
    taken = await already_invited(s, position, ids, now, finished=finished)
    made, invitations, sessions, names = [], [], [], []
    for person in people:
        if person.email in taken:
            continue
        token, invitation, session = new_token(), new_id(), new_id()
        invitations.append(
            {
                "id": invitation,
                "organization": position.organization,
                "position": position.id,
                "plan_version": plan.id,
                "candidate": ids[person.email],
                "token_sha256": token_hash(token),
                "opens_at": person.opens_at,
                "closes_at": person.closes_at,
                "created_at": now,
            }
        )
        sessions.append(
            {
                "id": session,
                "organization": position.organization,
                "invitation": invitation,
                "plan_version": plan.id,
                "state": "invited",
                "returned_ms": 0,
                "key_sealed": master_key.seal(session, secrets.token_bytes(KEY_BYTES)),
            }
        )
        names.append({"id": ids[person.email], "name": person.name})
        made.append(
            KnownInvitation(
                id=invitation,
                session=session,
                session_state="invited",
                candidate=person.name,
                email=person.email,
                position=position.id,
                plan_version=plan.version,
                opens_at=person.opens_at,
                closes_at=person.closes_at,
                revoked_at=None,
                created_at=now,
                link_token=token,
            )
        )
    if made:
        await s.execute(insert(Invitation), invitations)
        await s.execute(insert(Session), sessions)
        await s.execute(update(Candidate), names)
    return made, taken


async def revoke(s: AsyncSession, invitation: KnownInvitation, now: datetime) -> None:
    """The link stops working at once, also where it is open."""
    await s.execute(update(Invitation).where(Invitation.id == invitation.id).values(revoked_at=now))
    await s.execute(delete(CandidateSession).where(CandidateSession.session == invitation.session))


async def new_link(s: AsyncSession, invitation: KnownInvitation) -> str:
    """Gives the token of a new link; the old link is dead. Who is at work already is not thrown out."""
    token = new_token()
    await s.execute(
        update(Invitation).where(Invitation.id == invitation.id).values(token_sha256=token_hash(token))
    )
    if invitation.session_state in NOT_STARTED:
        await s.execute(delete(CandidateSession).where(CandidateSession.session == invitation.session))
    return token
