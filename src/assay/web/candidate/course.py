"""The course of the session, as far as it does not go over the log: view, consent, start, withdraw."""

from __future__ import annotations

from fastapi import APIRouter, Response

from assay.interview.state import Phase
from assay.web.candidate import problems
from assay.web.candidate.caller import OwnRoom, RoomBroken, ServicesDep, not_stored, still_open
from assay.web.candidate.view import answer, bank_lacks, notice_of
from assay.web.errors import ApiError, conflict
from assay.web.live import steps
from assay.web.schema.candidate import CandidateView, Consent

router = APIRouter(prefix="/api/candidate", tags=["candidate"])


@router.get("", response_model=CandidateView)
async def get_view(services: ServicesDep, room: OwnRoom) -> Response:
    """Everything the candidate's page shows; the problems only once the clock runs."""
    return answer(services, room)


@router.post("/consent", response_model=CandidateView)
async def consent(services: ServicesDep, room: OwnRoom, body: Consent) -> Response:
    """Agrees to the notice with this hash. Nothing is recorded before it but that the link was opened."""
    await still_open(services, room)
    notice = notice_of(room)
    if body.notice_sha256 != notice.sha256:
        raise conflict(
            "The notice has changed since this page was loaded.", "Load the page again and read it."
        )
    _not_ended(room.state.phase)
    try:
        await services.hub.finish(steps.consent(room, notice.version, notice.sha256))
    except RoomBroken as error:
        raise not_stored() from error
    return answer(services, room)


@router.post("/start", response_model=CandidateView)
async def start(services: ServicesDep, room: OwnRoom) -> Response:
    """The clock starts. Asking again changes nothing."""
    await still_open(services, room, to_start=True)
    _not_ended(room.state.phase)
    if room.state.phase in (Phase.INVITED, Phase.OPENED):
        raise conflict(
            "The notice has not been accepted yet.", "Read what is recorded and agree to it first."
        )
    try:
        packages = problems.packages_of(room.plan, services.library.packages)
    except problems.MissingProblem as missing:
        raise bank_lacks(str(missing)) from missing
    here = [language.id for language in services.languages]
    for package in packages:
        if not problems.offered(package, room.plan.languages, here):
            raise ApiError(
                409,
                f"None of this interview's languages can be used for {package.title} on this server.",
                where=package.slug,
                remedy="Write to the person who invited you: they have to install one or change the plan.",
            )
    try:
        await services.hub.finish(steps.start(room, problems.first_files(room.plan, packages, here)))
    except RoomBroken as error:
        raise not_stored() from error
    return answer(services, room)


@router.post("/withdraw", response_model=CandidateView)
async def withdraw(services: ServicesDep, room: OwnRoom) -> Response:
    """Ends the session at the candidate's wish; nothing more is handed in."""
    _not_ended(room.state.phase)
    try:
        await services.hub.finish(steps.end(room, "withdrawn"))
    except RoomBroken as error:
        raise not_stored() from error
    return answer(services, room)


def _not_ended(phase: Phase) -> None:
    if phase is Phase.ENDED:
        raise conflict("This interview has ended.", "Load the page again to see what can still be done.")
