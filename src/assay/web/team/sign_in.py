"""Members come and go."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter, Request, Response

from assay.store import members
from assay.store.members import KnownMember
from assay.store.passwords import verify_password
from assay.web.errors import ApiError
from assay.web.schema.team import Me, SignIn
from assay.web.security import MEMBER_COOKIE, clear_cookie, client_address, set_cookie
from assay.web.team.caller import ServicesDep, SignedIn

router = APIRouter(prefix="/api", tags=["sign-in"])


def _me(member: KnownMember) -> Me:
    return Me(
        id=member.id,
        name=member.name,
        email=member.email,
        organization=member.organization_name,
        permissions=sorted(member.permissions),
    )


@router.post("/sign-in")
async def sign_in(request: Request, response: Response, services: ServicesDep, body: SignIn) -> Me:
    """Signs in and sets the cookie `assay_member`. Too many failures in a row are answered with 429."""
    keys = [f"{client_address(request)} {body.email.lower()}", client_address(request)]
    services.sign_ins.check(keys[0])
    services.addresses.check(keys[1])
    async with services.database.read() as s:
        found = await members.by_email(s, body.email)
    if not await verify_password(found[1] if found else None, body.password) or found is None:
        services.sign_ins.failed(keys[0])
        services.addresses.failed(keys[1])
        raise ApiError(401, "Email or password is wrong.", remedy="Check both and try again.")
    services.sign_ins.succeeded(keys[0])
    lasting = timedelta(hours=services.settings.member_hours)
    async with services.database.write() as s:
        token = await members.sign_in(s, found[0].id, services.now(), lasting)
    set_cookie(request, response, MEMBER_COOKIE, token, lasting.total_seconds())
    return _me(found[0])


@router.post("/sign-out", status_code=204, response_class=Response)
async def sign_out(request: Request, services: ServicesDep) -> Response:
    """Ends the sign-in of this browser. Fine also for who is not signed in."""
    token = request.cookies.get(MEMBER_COOKIE)
    if token:
        async with services.database.write() as s:
            await members.sign_out(s, token)
    response = Response(status_code=204)
    clear_cookie(request, response, MEMBER_COOKIE)
    return response


@router.get("/me")
async def me(member: SignedIn) -> Me:
    """Who is signed in, and what they may do."""
    return _me(member)
