"""One session in depth: its log, the proof that it is whole, its report, and the sealed log as a file."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from assay.log import sealed_file
from assay.log.chain import Batch, SessionKey, verify
from assay.report.changes import changes
from assay.report.document import REPORT_VERSION, Report
from assay.report.render import render_html, render_pdf
from assay.store import logs, sessions, sitting
from assay.web.errors import ApiError, AsciiJSONResponse, not_found
from assay.web.live.hub import LogUnreadable, UnknownSession
from assay.web.live.room import Room
from assay.web.schema.team import Integrity, LogPage, ReportVersion, ReportVersions
from assay.web.services import Services
from assay.web.team.caller import MaySeeSessions, ServicesDep

router = APIRouter(prefix="/api/sessions/{id}", tags=["sessions"])

PAGE = 5_000
VERSIONS = 20
"""So many of a report are held against each other, the newest."""


async def _own(services: Services, organization: str, id: str) -> None:
    """Raises the 404 for a session that is not the organization's."""
    async with services.database.read() as s:
        found = await sessions.own_session(s, organization, id, services.now())
    if found is None:
        raise not_found("session", id)


async def _room(services: Services, id: str) -> Room:
    try:
        return await services.hub.room(id)
    except (LogUnreadable, UnknownSession) as error:
        raise ApiError(
            409,
            "The log of this session is not whole.",
            where=id,
            remedy=f"See what GET /api/sessions/{id}/verify says, and put back a copy of the database.",
        ) from error


@router.get("/log", response_model=LogPage)
async def get_log(
    services: ServicesDep,
    member: MaySeeSessions,
    id: str,
    after: Annotated[int, Query(ge=0, le=2**53, description="events beyond this seq")] = 0,
) -> Response:
    """The session's events, whole, page by page."""
    await _own(services, member.organization, id)
    room = await _room(services, id)
    events = await services.hub.events(room, after, PAGE)
    return AsciiJSONResponse({"events": [event.as_json() for event in events], "last": room.seq})


async def _stored(services: Services, id: str) -> tuple[list[Batch], SessionKey]:
    async with services.database.read() as s:
        facts = await sitting.facts(s, id)
        batches = await logs.batches(s, id)
    if facts is None:
        raise not_found("session", id)
    return batches, SessionKey(services.master_key.open(id, facts.key_sealed))


@router.get("/verify")
async def get_integrity(services: ServicesDep, member: MaySeeSessions, id: str) -> Integrity:
    """Recomputes the hash chain and every file's text from what is stored."""
    await _own(services, member.organization, id)
    batches, key = await _stored(services, id)
    faults = await asyncio.to_thread(verify, batches, key, id)
    return Integrity(
        ok=not faults,
        batches=len(batches),
        events=batches[-1].last_seq if batches else 0,
        faults=[f"events {fault.first_seq} to {fault.last_seq}: {fault.message}" for fault in faults],
    )


async def _report(services: Services, organization: str, id: str) -> dict[str, Any]:
    await _own(services, organization, id)
    async with services.database.read() as s:
        document = await sitting.newest_report(s, id)
    if document is None:
        raise ApiError(
            409,
            "This session has no report yet.",
            where=id,
            remedy="Wait until it has ended and is evaluated: its state is then “ended”.",
        )
    if document["schema_version"] != REPORT_VERSION:
        # Made by an older release: what that one did not measure is said to be absent.
        return Report.model_validate(document).model_dump(mode="json")
    return document


@router.get("/report", response_model=Report)
async def get_report(services: ServicesDep, member: MaySeeSessions, id: str) -> Response:
    """The report as a document; every number in it names what it rests on."""
    return AsciiJSONResponse(await _report(services, member.organization, id))


@router.get("/report/versions", response_model=ReportVersions)
async def get_report_versions(services: ServicesDep, member: MaySeeSessions, id: str) -> Response:
    """Each version that was ever made of the report, with what changed: a rejudging, a rule, a release."""
    await _own(services, member.organization, id)
    async with services.database.read() as s:
        made = await sitting.report_versions(s, id)
        documents = [await sitting.report_of_version(s, id, version) for version, _ in made[:VERSIONS]]
    told = await asyncio.to_thread(_versions, made, documents)
    return AsciiJSONResponse(ReportVersions(versions=told).model_dump(mode="json"))


def _versions(
    made: list[tuple[str, datetime]], documents: list[dict[str, Any] | None]
) -> list[ReportVersion]:
    reports = [Report.model_validate(document) for document in documents]
    before: list[Report | None] = [*reports[1:], None]
    return [
        ReportVersion(
            version=version,
            made_at=made_at,
            changes=[] if old is None else changes(old, report),
        )
        for (version, made_at), report, old in zip(made, reports, before, strict=False)
    ]


@router.get(
    "/report.html",
    response_class=Response,
    responses={200: {"content": {"text/html": {"schema": {"type": "string"}}}}},
)
async def get_report_html(services: ServicesDep, member: MaySeeSessions, id: str) -> Response:
    """The report as one page that needs nothing else."""
    report = Report.model_validate(await _report(services, member.organization, id))
    page = await asyncio.to_thread(render_html, report)
    return Response(page.encode("utf-8", "replace"), media_type="text/html; charset=utf-8")


@router.get(
    "/report.pdf",
    response_class=Response,
    responses={200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}},
)
async def get_report_pdf(services: ServicesDep, member: MaySeeSessions, id: str) -> Response:
    """The report as a PDF (PDF/UA)."""
    report = Report.model_validate(await _report(services, member.organization, id))
    return Response(
        await asyncio.to_thread(render_pdf, report),
        media_type="application/pdf",
        headers={"content-disposition": f'attachment; filename="report-{id}.pdf"'},
    )


@router.get(
    "/export",
    response_class=Response,
    responses={200: {"content": {"application/x-ndjson": {"schema": {"type": "string"}}}}},
)
async def export_log(services: ServicesDep, member: MaySeeSessions, id: str) -> Response:
    """The sealed log as it is stored, as a file: `assay session verify FILE` checks it without any key."""
    await _own(services, member.organization, id)
    async with services.database.read() as s:
        batches = await logs.batches(s, id)
    return Response(
        sealed_file.write(id, batches),
        media_type="application/x-ndjson",
        headers={"content-disposition": f'attachment; filename="session-{id}{sealed_file.SUFFIX}"'},
    )
