"""Whose browser is calling: the session behind the candidate's cookie."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyCookie

from assay.interview.state import Phase
from assay.store import sitting
from assay.store.ids import token_hash
from assay.store.sitting import SittingFacts
from assay.web.errors import ApiError
from assay.web.live.hub import LogUnreadable, UnknownSession
from assay.web.live.room import Room, RoomBroken
from assay.web.security import CANDIDATE_COOKIE
from assay.web.services import Services, services_of

_cookie = APIKeyCookie(name=CANDIDATE_COOKIE, scheme_name="candidate", auto_error=False)


async def get_services(request: Request) -> Services:
    """Asynchronous though it awaits nothing: for a plain function FastAPI takes a thread, each time."""
    return services_of(request)


ServicesDep = Annotated[Services, Depends(get_services)]


async def session_of(services: Services, token: str | None) -> str | None:
    """The session that a cookie's token stands for."""
    if not token:
        return None
    async with services.database.read() as s:
        return await sitting.session_of_browser(s, token_hash(token), services.now())


async def room_of(services: Services, session: str) -> Room:
    """Raises the error's answer where the session cannot be read."""
    try:
        return await services.hub.room(session)
    except (UnknownSession, LogUnreadable) as error:
        raise ApiError(
            503,
            "This interview's record cannot be read just now. What you typed is kept.",
            remedy="Write to the person who invited you.",
        ) from error


async def own_room(services: ServicesDep, token: Annotated[str | None, Security(_cookie)] = None) -> Room:
    """The caller's session, or a 401."""
    session = await session_of(services, token)
    if session is None:
        raise ApiError(
            401,
            "This browser has not entered an interview, or that was too long ago.",
            where=f"cookie {CANDIDATE_COOKIE}",
            remedy="Open your personal link again.",
        )
    return await room_of(services, session)


OwnRoom = Annotated[Room, Depends(own_room)]


def not_stored() -> ApiError:
    """For a RoomBroken: nothing was done, and it can be tried again at once."""
    return ApiError(
        503, "The server could not store this.", remedy="Try again.", headers={"retry-after": "1"}
    )


async def fresh_facts(services: Services, room: Room) -> SittingFacts:
    """The invitation as it is now: it may have been revoked since the room was read."""
    async with services.database.read() as s:
        facts = await sitting.facts(s, room.id)
    if facts is None:
        raise not_stored()
    return facts


async def still_open(services: Services, room: Room, *, to_start: bool = False) -> None:
    """Raises a 410 or 409 where a session that has not started cannot be started (any more)."""
    if room.state.phase in (Phase.RUNNING, Phase.ENDED):
        return
    facts = await fresh_facts(services, room)
    now = room.now()
    ask = "Write to the person who invited you if you did not expect this."
    if facts.revoked_at is not None:
        raise ApiError(410, "This invitation was withdrawn by the company.", remedy=ask)
    if facts.closes_at is not None and facts.closes_at <= now:
        closed = f"{facts.closes_at:%Y-%m-%d %H:%M} UTC"
        raise ApiError(410, f"This invitation could be used until {closed}.", remedy=ask)
    if to_start and facts.opens_at is not None and facts.opens_at > now:
        opens = f"{facts.opens_at:%Y-%m-%d %H:%M} UTC"
        raise ApiError(409, f"You can start from {opens}.", remedy="Come back then; practise until then.")


__all__ = ["OwnRoom", "RoomBroken", "ServicesDep", "not_stored", "room_of", "session_of", "still_open"]
