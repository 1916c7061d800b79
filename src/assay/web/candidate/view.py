"""``CandidateView``: all that the candidate's page needs, in every state."""

from __future__ import annotations

from dataclasses import asdict
from typing import Literal

from assay.interview import notice as notices
from assay.interview.state import Phase
from assay.web.candidate import problems
from assay.web.errors import ApiError, AsciiJSONResponse
from assay.web.live.room import Room
from assay.web.schema.candidate import CandidateView, Notice, ProblemView, Starter
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
    practice = services.practice.package
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
        practice=problems.view(practice, problems.starters(practice, plan.languages, here), None),
        problems=_problems(services, room) if state.started_at is not None else [],
        ended_reason=state.end.reason if state.end else None,
    )


def _problems(services: Services, room: Room) -> list[ProblemView]:
    """With the starters as they were at the start. After the end, those that the bank still has."""
    packages = services.library.packages
    shown = []
    for section in room.plan.sections:
        package = packages.get(section.problem)
        if package is not None:
            shown.append(problems.view(package, _starters(room, section.problem), section.minutes))
        elif room.state.phase is not Phase.ENDED:
            raise bank_lacks(section.problem)
    return shown


def _starters(room: Room, problem: str) -> list[Starter]:
    return [
        Starter(language=file.language, file=file.file, text=file.starter)
        for file in room.state.files.values()
        if file.problem == problem
    ]


def answer(services: Services, room: Room) -> AsciiJSONResponse:
    """Statements and samples may hold anything: ASCII, with escapes."""
    return AsciiJSONResponse(view_of(services, room).model_dump(mode="json"))
