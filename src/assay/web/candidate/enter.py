"""Entering by the personal link."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter, Request, Response

from assay import __version__
from assay.interview.state import Phase
from assay.store import sitting
from assay.store.ids import new_token, token_hash
from assay.web.candidate import problems
from assay.web.candidate.caller import RoomBroken, ServicesDep, not_stored, room_of, still_open
from assay.web.candidate.view import answer, bank_lacks
from assay.web.errors import ApiError
from assay.web.live import steps
from assay.web.live.room import Room
from assay.web.schema.candidate import CandidateView, Enter
from assay.web.security import CANDIDATE_COOKIE, client_address, set_cookie
from assay.web.services import Services

router = APIRouter(prefix="/api/candidate", tags=["candidate"])


@router.post("/enter", response_model=CandidateView)
async def enter(request: Request, services: ServicesDep, body: Enter) -> Response:
    """With the token of the personal link, on any computer, as often as wanted; also after the end."""
    address = client_address(request)
    services.entries.check(address)
    async with services.database.read() as s:
        session = await sitting.session_of_link(s, token_hash(body.token))
    if session is None:
        services.entries.failed(address)
        raise ApiError(
            404,
            "This link is not known here. It may have been replaced by a newer one.",
            where="token",
            remedy="Copy the whole link from the newest message, or write to the person who invited you.",
        )
    room = await room_of(services, session)
    await still_open(services, room)
    if room.state.phase is Phase.INVITED:
        await _open(services, room)
    token, now = new_token(), services.now()
    days = timedelta(days=services.settings.candidate_days)
    async with services.database.write() as s:
        await sitting.add_browser(s, token_hash(token), session, now, now + days)
    response = answer(services, room)
    set_cookie(request, response, CANDIDATE_COOKIE, token, days.total_seconds())
    return response


async def _open(services: Services, room: Room) -> None:
    """The first time. The log keeps which version of each problem was there."""
    try:
        packages = problems.packages_of(room.plan, services.library.packages)
    except problems.MissingProblem as missing:
        raise bank_lacks(str(missing)) from missing
    digests = {package.slug: package.digest for package in packages}
    try:
        await services.hub.finish(steps.open_session(room, __version__, digests))
    except RoomBroken as error:
        raise not_stored() from error
