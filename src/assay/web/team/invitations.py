"""Invitations: one person, or a CSV of a thousand."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlalchemy.ext.asyncio import AsyncSession

from assay.store import invitations, plans, positions, tables
from assay.store.invitations import NOT_STARTED, Invitee, KnownInvitation
from assay.store.members import KnownMember
from assay.web.errors import conflict, invalid, not_found
from assay.web.schema.team import CsvError, CsvResult, Invitation, InvitationIn
from assay.web.services import Services
from assay.web.team.caller import MayInvite, MaySeeInvitations, ServicesDep
from assay.web.team.people import read_people

router = APIRouter(prefix="/api", tags=["invitations"])


def _link(request: Request, services: Services, token: str) -> str:
    base = services.settings.base_url or str(request.base_url)
    return f"{base.rstrip('/')}/i/{token}"


def _shown(request: Request, services: Services, invitation: KnownInvitation) -> Invitation:
    token = invitation.link_token
    return Invitation(
        id=invitation.id,
        session=invitation.session,
        candidate=invitation.candidate,
        email=invitation.email,
        position=invitation.position,
        plan_version=invitation.plan_version,
        opens_at=invitation.opens_at,
        closes_at=invitation.closes_at,
        revoked=invitation.revoked_at is not None,
        created_at=invitation.created_at,
        link=None if token is None else _link(request, services, token),
    )


async def _position_with_plan(
    s: AsyncSession, member: KnownMember, id: str
) -> tuple[tables.Position, tables.PlanVersion]:
    position = await positions.own_position(s, member.organization, id)
    if position is None:
        raise not_found("position", id)
    plan = await plans.newest_plan(s, id)
    if plan is None:
        raise conflict("This position has no plan yet.", "Make the plan first, then invite.")
    return position, plan


async def _own_invitation(s: AsyncSession, member: KnownMember, id: str) -> KnownInvitation:
    found = await invitations.list_invitations(s, member.organization, only=id)
    if not found:
        raise not_found("invitation", id)
    return found[0]


@router.get("/positions/{id}/invitations")
async def list_invitations(
    request: Request, services: ServicesDep, member: MaySeeInvitations, id: str
) -> list[Invitation]:
    """All invitations to the position, newest first, without their links."""
    async with services.database.read() as s:
        if await positions.own_position(s, member.organization, id) is None:
            raise not_found("position", id)
        found = await invitations.list_invitations(s, member.organization, position=id)
    return [_shown(request, services, invitation) for invitation in found]


@router.post("/positions/{id}/invitations", status_code=201)
async def invite(
    request: Request, services: ServicesDep, member: MayInvite, id: str, body: InvitationIn
) -> Invitation:
    """Invites one person under the newest plan. The link is shown here and never again."""
    now = services.now()
    if body.closes_at is not None and body.closes_at <= now:
        raise invalid("The window is over before it began.", "closes_at", "Choose a time in the future.")
    person = Invitee(body.name.strip(), body.email.lower(), body.opens_at, body.closes_at)
    async with services.database.write() as s:
        position, plan = await _position_with_plan(s, member, id)
        made, _ = await invitations.invite(
            s, position, plan, [person], now, services.master_key, finished=False
        )
        if not made:
            raise conflict(
                f"{person.email} is invited to this position already.",
                "Make a new link for that invitation, or revoke it first.",
            )
    return _shown(request, services, made[0])


@router.post(
    "/positions/{id}/invitations/csv",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "text/csv": {
                    "schema": {"type": "string"},
                    "example": "name,email,closes_at\nGrace Hopper,grace@example.org,2026-12-24T18:00:00Z\n",
                }
            },
        }
    },
)
async def invite_csv(
    request: Request,
    services: ServicesDep,
    member: MayInvite,
    id: str,
    dry_run: Annotated[bool, Query(description="only check: create nothing")] = False,
) -> CsvResult:
    """Invites everyone in a CSV file with the header `name,email` and, if wanted, `opens_at` and `closes_at`.

    Lines in error create nothing and are reported with their number; the others are invited, all together.
    """
    now = services.now()
    people = read_people(await request.body(), now)
    errors = list(people.errors)
    made: list[KnownInvitation] = []
    async with services.database.write() as s:
        position, plan = await _position_with_plan(s, member, id)
        invitees = [person for _, person in people.good]
        if dry_run:
            emails = [person.email for person in invitees]
            taken = await invitations.already_invited(s, position, emails, now, finished=True)
        else:
            made, taken = await invitations.invite(
                s, position, plan, invitees, now, services.master_key, finished=True
            )
    for line, person in people.good:
        if person.email in taken:
            errors.append(
                CsvError(
                    line=line,
                    message=f"{person.email} is invited to this position already.",
                    remedy="Leave the line out, or revoke that invitation first.",
                )
            )
    return CsvResult(
        created=[_shown(request, services, invitation) for invitation in made],
        errors=sorted(errors, key=lambda error: error.line),
        lines=people.lines,
    )


@router.post("/invitations/{id}/revoke")
async def revoke(request: Request, services: ServicesDep, member: MayInvite, id: str) -> Invitation:
    """The link stops working. Only before the candidate has started; doing it twice is fine."""
    async with services.database.write() as s:
        invitation = await _own_invitation(s, member, id)
        if invitation.session_state not in NOT_STARTED:
            raise conflict(
                "The session has started and can no longer be revoked.",
                "Let it end; its report says when it took place.",
            )
        if invitation.revoked_at is None:
            await invitations.revoke(s, invitation, services.now())
        invitation = await _own_invitation(s, member, id)
    return _shown(request, services, invitation)


@router.post("/invitations/{id}/link")
async def new_link(request: Request, services: ServicesDep, member: MayInvite, id: str) -> Invitation:
    """A new personal link; the old one is dead from now on."""
    async with services.database.write() as s:
        invitation = await _own_invitation(s, member, id)
        if invitation.revoked_at is not None:
            raise conflict("The invitation was revoked.", "Invite the person again.")
        closed = invitation.closes_at is not None and invitation.closes_at <= services.now()
        if closed and invitation.session_state in NOT_STARTED:
            raise conflict("The window to start in is over.", "Invite the person again, with a new window.")
        token = await invitations.new_link(s, invitation)
    return _shown(request, services, invitation).model_copy(update={"link": _link(request, services, token)})
