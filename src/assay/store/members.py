"""Members, their organizations, and their sign-ins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from assay.store.ids import new_id, new_token, token_hash
from assay.store.tables import Member, MemberSession, Organization

PERMISSIONS = ("positions", "invite", "sessions", "admin")
"""What a member may do; ``admin`` may do all of it."""


class MemberExists(ValueError):
    """The address is taken: each belongs to one member of one organization."""


@dataclass(frozen=True)
class KnownMember:
    """A member together with the organization's name."""

    id: str
    organization: str
    organization_name: str
    name: str
    email: str
    permissions: frozenset[str]

    def may(self, permission: str) -> bool:
        return permission in self.permissions or "admin" in self.permissions


def _known(member: Member, organization: Organization) -> KnownMember:
    return KnownMember(
        member.id,
        organization.id,
        organization.name,
        member.name,
        member.email,
        frozenset(member.permissions),
    )


async def add_member(
    s: AsyncSession,
    *,
    organization: str,
    name: str,
    email: str,
    password_hash: str,
    permissions: Sequence[str] = PERMISSIONS,
) -> str:
    """Adds a member to the organization of that name, which is made if it is new. Gives the member's id.

    Raises MemberExists, and ValueError for a permission that does not exist.
    """
    unknown = set(permissions) - set(PERMISSIONS)
    if unknown:
        raise ValueError(f"unknown permission {sorted(unknown)[0]!r}: use {', '.join(PERMISSIONS)}")
    if (await s.execute(select(Member.id).where(Member.email == email.lower()))).first() is not None:
        raise MemberExists(f"{email.lower()} is already a member: choose another address")
    found = (await s.execute(select(Organization.id).where(Organization.name == organization))).scalar()
    if found is None:
        found = new_id()
        s.add(Organization(id=found, name=organization))
        await s.flush()
    member = Member(
        id=new_id(),
        organization=found,
        email=email.lower(),
        name=name,
        password_hash=password_hash,
        permissions=list(permissions),
    )
    s.add(member)
    await s.flush()
    return member.id


async def list_members(s: AsyncSession) -> list[KnownMember]:
    """Of all organizations, in the order of their names: for whoever runs the server, never for the API."""
    rows = await s.execute(
        select(Member, Organization)
        .join(Organization, Organization.id == Member.organization)
        .order_by(Organization.name, Member.email)
    )
    return [_known(*row) for row in rows]


async def set_password(s: AsyncSession, email: str, password_hash: str) -> bool:
    """Sets it and ends all sign-ins of the member. False where there is no such member."""
    member = (await s.execute(select(Member).where(Member.email == email.lower()))).scalar()
    if member is None:
        return False
    member.password_hash = password_hash
    await s.execute(delete(MemberSession).where(MemberSession.member == member.id))
    return True


async def by_email(s: AsyncSession, email: str) -> tuple[KnownMember, str] | None:
    """The member and the stored hash of their password."""
    row = (
        await s.execute(
            select(Member, Organization)
            .join(Organization, Organization.id == Member.organization)
            .where(Member.email == email.lower())
        )
    ).first()
    return None if row is None else (_known(*row), row[0].password_hash)


async def sign_in(s: AsyncSession, member: str, now: datetime, lasting: timedelta) -> str:
    """Gives the token for the cookie. Sign-ins that have run out are cleared away on the way."""
    await s.execute(delete(MemberSession).where(MemberSession.expires_at <= now))
    token = new_token()
    s.add(
        MemberSession(token_sha256=token_hash(token), member=member, created_at=now, expires_at=now + lasting)
    )
    return token


async def by_token(s: AsyncSession, token: str, now: datetime) -> KnownMember | None:
    """Who is signed in with this token, if anyone."""
    row = (
        await s.execute(
            select(Member, Organization)
            .join(MemberSession, MemberSession.member == Member.id)
            .join(Organization, Organization.id == Member.organization)
            .where(MemberSession.token_sha256 == token_hash(token), MemberSession.expires_at > now)
        )
    ).first()
    return None if row is None else _known(*row)


async def sign_out(s: AsyncSession, token: str) -> None:
    await s.execute(delete(MemberSession).where(MemberSession.token_sha256 == token_hash(token)))
