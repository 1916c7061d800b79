"""``CandidateView``: all that the candidate's page needs, in every state."""

from __future__ import annotations

from dataclasses import asdict
from typing import Literal

from assay.interview import notice as notices
from assay.interview.state import Phase
from assay.web.candidate import problems
from assay.web.errors import ApiError, AsciiJSONResponse
from assay.web.live.room import Room
from assay.web.schema.candidate import CandidateView, Notice, ProblemView
from assay.web.services import Services

_STATES: dict[Phase, Literal["invited", "consented", "running", "ended"]] = {
    Phase.INVITED: "invited",
    Phase.OPENED: "invited",
    Phase.CONSENTED: "consented",
    Phase.RUNNING: "running",
    Phase.ENDED: "ended",
}


def notice_of(room: Room) -> Notice:
    text = notices.notice(room.plan.level)
    return Notice.model_validate({**asdict(text), "sha256": text.sha256})


def bank_lacks(problem: str) -> ApiError:
    return ApiError(
        409,
        f"The problem {problem} of this interview is not on this server any more.",
        where=problem,
        remedy="Write to the person who invited you: they have to put it back or change the plan.",
    )


def view_of(services: Services, room: Room) -> CandidateView:
    """Raises the 409 where the bank lacks one of the plan's problems."""
    state, plan, facts = room.state, room.plan, room.facts
    here = [language.id for language in services.languages]
    return CandidateView(
        state=_STATES[state.phase],
        session=room.id,
        candidate_name=facts.candidate,
        organization=facts.organization,
        position=facts.position,
        minutes=plan.minutes,
        problem_count=len(plan.sections),
        welcome=plan.welcome,
        level=plan.level,
        notice=notice_of(room),
        consented_at=state.consented_at,
        opens_at=facts.opens_at,
        closes_at=facts.closes_at,
        clock=room.clock_state(),
        languages=[language for language in services.languages if language.id in plan.languages],
        practice=problems.view(services.practice.package, plan.languages, here, None),
        problems=_problems(services, room, here) if state.started_at is not None else [],
        ended_reason=state.end.reason if state.end else None,
    )


def _problems(services: Services, room: Room, here: list[str]) -> list[ProblemView]:
    """In the languages that were there at the start: the log's files say which."""
    try:
        packages = problems.packages_of(room.plan, services.library.packages)
    except problems.MissingProblem as missing:
        raise bank_lacks(str(missing)) from missing
    return [
        problems.view(package, room.plan.languages, here, section.minutes)
        for package, section in zip(packages, room.plan.sections, strict=True)
    ]


def answer(services: Services, room: Room) -> AsciiJSONResponse:
    """Statements and samples may hold anything: ASCII, with escapes."""
    return AsciiJSONResponse(view_of(services, room).model_dump(mode="json"))
