"""The candidates of a position beside each other."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence

from fastapi import APIRouter, Response

from assay.report.comparison_document import (
    ComparedCandidate,
    ComparedGroup,
    ComparedScore,
    Comparison,
    PairComparison,
    Sitting,
)
from assay.store import comparisons, positions
from assay.web.errors import AsciiJSONResponse, conflict, not_found
from assay.web.services import Services
from assay.web.team.caller import MaySeeSessions, ServicesDep
from assay.web.team.spreadsheet import RESPONSES, csv_file

router = APIRouter(prefix="/api/positions/{id}", tags=["comparison"])


async def _compared(services: Services, organization: str, position: str) -> Comparison:
    async with services.database.read() as s:
        found = await positions.own_position(s, organization, position)
    if found is None:
        raise not_found("position", position)
    await comparisons.complete(services.database, position)
    async with services.database.read() as s:
        sittings = await comparisons.sittings(s, position)
    return await asyncio.to_thread(_compare, position, found.title, sittings)


def _compare(position: str, title: str, sittings: Sequence[Sitting]) -> Comparison:
    from assay.report.comparison import compare  # nearly a second to import, and the server starts without it

    return compare(position, title, sittings)


def _pair(group: ComparedGroup, one: str, other: str) -> PairComparison:
    from assay.report.differences import pair

    return pair(group, one, other)


@router.get("/comparison", response_model=Comparison)
async def get_comparison(services: ServicesDep, member: MaySeeSessions, id: str) -> Response:
    """All ended sessions of the position, those under the same conditions together, with all doubt."""
    found = await _compared(services, member.organization, id)
    return AsciiJSONResponse(found.model_dump(mode="json"))


@router.get("/comparison/{one}/{other}", response_model=PairComparison)
async def get_pair(services: ServicesDep, member: MaySeeSessions, id: str, one: str, other: str) -> Response:
    """Whether the candidates of two sessions differ, part by part, in words."""
    found = await _compared(services, member.organization, id)
    places = {each.session: group for group in found.groups for each in group.candidates}
    if one == other:
        raise conflict("These are the same session.", "Choose two different ones.")
    if one not in places or other not in places:
        raise conflict(
            "One of these sessions is not compared with any other.",
            f"Choose two of the same group of GET /api/positions/{id}/comparison.",
        )
    if places[one] is not places[other]:
        raise conflict(
            "These two sat different conditions, so their scores say nothing about each other.",
            "Choose two of the same group.",
        )
    compared = await asyncio.to_thread(_pair, places[one], one, other)
    return AsciiJSONResponse(compared.model_dump(mode="json"))


@router.get("/comparison.csv", response_class=Response, responses=RESPONSES)
async def export_comparison(services: ServicesDep, member: MaySeeSessions, id: str) -> Response:
    """One row for each candidate, as CSV (UTF-8): scores with their 90 % intervals, band and percentile. Cells
    that a spreadsheet could run begin with an apostrophe."""
    found = await _compared(services, member.organization, id)
    parts = list(dict.fromkeys(part.name for group in found.groups for part in group.parts))
    columns = [
        "candidate",
        "started_at",
        "group",
        "problems",
        "minutes",
        *[f"{part}{end}" for part in parts for end in ("", "_low", "_high", "_band")],
        "percentile",
        "percentile_low",
        "percentile_high",
        "quarter",
        "others",
        "note",
        "session",
    ]
    return csv_file("comparison.csv", columns, _rows(found, parts))


_NOTHING = ComparedScore(name="", value=None, low=None, high=None)


def _rows(found: Comparison, parts: Sequence[str]) -> Iterator[Sequence[object]]:
    for number, group in enumerate(found.groups, start=1):
        titles = "; ".join(problem.title for problem in group.problems)
        for each in group.candidates:
            who = [each.candidate, each.started_at, number, titles, group.minutes]
            yield [*who, *_figures(each, parts), group.standing, each.session]
    empty = [None] * (4 * len(parts) + 5)
    for alone in found.apart:
        yield [alone.candidate, alone.started_at, None, None, None, *empty, alone.why, alone.session]


def _figures(each: ComparedCandidate, parts: Sequence[str]) -> list[object]:
    known = {score.name: score for score in each.scores}
    scores = [known.get(part, _NOTHING) for part in parts]
    place = each.standing
    return [
        *[value for score in scores for value in (score.value, score.low, score.high, score.band)],
        *((place.value, place.low, place.high, place.quarter, place.others) if place else [None] * 5),
    ]
