"""Sessions of the organization: who is where."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Response

from assay.store import sessions
from assay.store.sessions import Filter, KnownSession, Sort
from assay.web.errors import not_found
from assay.web.schema.common import ClockState
from assay.web.schema.team import SessionPage, SessionRow, SessionState
from assay.web.services import Services
from assay.web.team.caller import MaySeeSessions, ServicesDep
from assay.web.team.spreadsheet import RESPONSES, csv_file

router = APIRouter(prefix="/api", tags=["sessions"])

_WAITING_FOR = {
    "invited": "the candidate to open the link",
    "opened": "the candidate to agree to what is recorded",
    "consented": "the candidate to start",
    "running": "the candidate to finish",
    "evaluating": "the last submissions to be judged",
    "ended": "nobody: the report is ready",
    "revoked": "nobody: the invitation was revoked",
    "expired": "a new invitation: the window to start in is over",
}


def clock_state(session: KnownSession, now: datetime) -> ClockState:
    """What the session's clock shows at ``now``."""
    state: Literal["not_started", "running", "ended"] = "not_started"
    remaining: int | None = None
    if session.ends_at is not None:
        state = "running" if session.state == "running" else "ended"
        left = (session.ends_at - now) // timedelta(milliseconds=1)
        granted = session.minutes * 60_000 + session.returned_ms
        remaining = max(0, min(left, granted)) if state == "running" else 0
    elif session.ended_at is not None:
        state = "ended"
    return ClockState(
        state=state,
        now=now,
        minutes=session.minutes,
        ends_at=session.ends_at,
        remaining_ms=remaining,
        returned_ms=session.returned_ms,
    )


def shown(session: KnownSession, services: Services) -> SessionRow:
    now = services.clock.now(session.id)
    waiting_for = _WAITING_FOR[session.state]
    if session.state == "invited" and session.opens_at is not None and session.opens_at > now:
        waiting_for = f"the window to open at {session.opens_at:%Y-%m-%d %H:%M} UTC"
    if session.state == "ended" and session.ended_reason == "withdrawn":
        waiting_for = "nobody: the candidate withdrew"
    if session.judge_faults:
        on = (
            "one run or submission"
            if session.judge_faults == 1
            else f"{session.judge_faults} runs or submissions"
        )
        waiting_for += f" (the judge failed on {on}; the time was given back)"
    return SessionRow.model_validate(
        {
            "id": session.id,
            "invitation": session.invitation,
            "candidate": session.candidate,
            "email": session.email,
            "position": session.position,
            "position_id": session.position_id,
            "plan_version": session.plan_version,
            "state": session.state,
            "invited_at": session.invited_at,
            "started_at": session.started_at,
            "ended_at": session.ended_at,
            "clock": clock_state(session, now),
            "connected": services.connected(session.id),
            "waiting_for": waiting_for,
            "judge_faults": session.judge_faults,
            "overall": session.overall,
        }
    )


async def _filter(
    position: Annotated[str | None, Query(description="only of the position with this id")] = None,
    state: Annotated[SessionState | None, Query(description="only in this state")] = None,
    q: Annotated[
        str | None,
        Query(max_length=200, pattern=r"^[^\x00]*$", description="part of the candidate's name or address"),
    ] = None,
) -> Filter:
    return Filter(position=position, state=state, q=q)


Chosen = Annotated[Filter, Depends(_filter)]
SortBy = Annotated[Sort, Query(description="what has no value comes last")]
Order = Annotated[Literal["asc", "desc"], Query()]


@router.get("/sessions")
async def list_sessions(
    services: ServicesDep,
    member: MaySeeSessions,
    chosen: Chosen,
    sort: SortBy = "invited_at",
    order: Order = "desc",
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> SessionPage:
    """Sessions that match, page by page, with their live state; `total` counts all that match."""
    now = services.now()
    async with services.database.read() as s:
        rows = await sessions.list_sessions(
            s,
            member.organization,
            chosen,
            now,
            sort=sort,
            descending=order == "desc",
            limit=limit,
            offset=offset,
        )
        total = await sessions.count_sessions(s, member.organization, chosen, now)
    return SessionPage(rows=[shown(row, services) for row in rows], total=total)


_COLUMNS = (
    "candidate",
    "email",
    "position",
    "plan_version",
    "state",
    "invited_at",
    "started_at",
    "ended_at",
    "overall",
    "session",
)


@router.get("/sessions.csv", response_class=Response, responses=RESPONSES)
async def export_sessions(
    services: ServicesDep,
    member: MaySeeSessions,
    chosen: Chosen,
    sort: SortBy = "invited_at",
    order: Order = "desc",
) -> Response:
    """All sessions that match, as CSV (UTF-8). Cells that a spreadsheet could run begin with an apostrophe."""
    async with services.database.read() as s:
        rows = await sessions.list_sessions(
            s, member.organization, chosen, services.now(), sort=sort, descending=order == "desc"
        )
    values = ([*(getattr(row, name) for name in _COLUMNS[:-1]), row.id] for row in rows)
    return csv_file("sessions.csv", _COLUMNS, values)


@router.get("/sessions/{id}")
async def get_session(services: ServicesDep, member: MaySeeSessions, id: str) -> SessionRow:
    """One session, with its live state."""
    async with services.database.read() as s:
        found = await sessions.own_session(s, member.organization, id, services.now())
    if found is None:
        raise not_found("session", id)
    return shown(found, services)
