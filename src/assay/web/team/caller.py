"""Who is calling, as dependencies that name what the caller must be allowed to do."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyCookie

from assay.store import members
from assay.store.members import PERMISSIONS, KnownMember
from assay.web.errors import ApiError
from assay.web.security import MEMBER_COOKIE
from assay.web.services import Services, services_of

_cookie = APIKeyCookie(name=MEMBER_COOKIE, scheme_name="member", auto_error=False)
_IN_WORDS = {
    "positions": "change positions and plans",
    "invite": "invite candidates",
    "sessions": "see sessions",
    "admin": "administer this organization",
}


async def get_services(request: Request) -> Services:
    """Asynchronous though it awaits nothing: for a plain function FastAPI takes a thread, each time."""
    return services_of(request)


ServicesDep = Annotated[Services, Depends(get_services)]


async def signed_in(
    services: ServicesDep, token: Annotated[str | None, Security(_cookie)] = None
) -> KnownMember:
    """The member behind the cookie, or a 401."""
    member = None
    if token:
        async with services.database.read() as s:
            member = await members.by_token(s, token, services.now())
    if member is None:
        raise ApiError(
            401, "You are not signed in.", where=f"cookie {MEMBER_COOKIE}", remedy="Sign in and try again."
        )
    return member


SignedIn = Annotated[KnownMember, Depends(signed_in)]


def allowed(*permissions: str) -> Callable[..., Coroutine[Any, Any, KnownMember]]:
    """A dependency: a member with at least one of ``permissions``, or a 403."""

    async def check(member: SignedIn) -> KnownMember:
        if any(member.may(permission) for permission in permissions):
            return member
        words = " or ".join(_IN_WORDS[permission] for permission in permissions)
        raise ApiError(
            403,
            f"You may not {words}.",
            where=f"permission {' or '.join(permissions)}",
            remedy="Ask an administrator of your organization for the permission.",
        )

    return check


AnyPermission = Annotated[KnownMember, Depends(allowed(*PERMISSIONS))]
MayPlan = Annotated[KnownMember, Depends(allowed("positions"))]
MayInvite = Annotated[KnownMember, Depends(allowed("invite"))]
MaySeeSessions = Annotated[KnownMember, Depends(allowed("sessions"))]
MaySeeInvitations = Annotated[KnownMember, Depends(allowed("invite", "sessions"))]
