"""Which answers of a position are alike. A likeness is a reason to look, and part of no score."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter, Response

from assay.analysis.similarity import Comparison, Pair
from assay.analysis.similarity.compare import SHORT
from assay.analysis.similarity.page import letter
from assay.analysis.similarity.words import NO_DETECTOR, RULES, chance, rarity
from assay.store import positions
from assay.store.tables import Position
from assay.web.errors import ApiError, AsciiJSONResponse, conflict, not_found
from assay.web.likeness import PAIRS, Compared
from assay.web.schema.similarity import (
    AlikeCode,
    AlikePair,
    AlikePart,
    AlikeProblem,
    AlikeSide,
    Lines,
    SideBySide,
    Similarity,
)
from assay.web.services import Services
from assay.web.team.caller import MaySeeSessions, ServicesDep

router = APIRouter(prefix="/api/positions/{id}", tags=["similarity"])

UNUSUAL = 0.05
"""Of independent pairs at most this share is as alike."""
LITTLE = 0.25
"""Less is never shown, however rare: the most alike of answers that are not alike are always there."""
ALIKE = 0.5
"""Where no share can be relied on, less is not shown."""


async def _own(services: Services, organization: str, position: str) -> Position:
    async with services.database.read() as s:
        found = await positions.own_position(s, organization, position)
    if found is None:
        raise not_found("position", position)
    return found


@router.get("/similarity", response_model=Similarity)
async def get_similarity(services: ServicesDep, member: MaySeeSessions, id: str) -> Response:
    """The pairs of sessions whose answers to a problem are unusually alike. Where a problem is still being compared
    after two seconds its ``state`` says so: ask again."""
    position = await _own(services, member.organization, id)
    compared = await services.likeness.position(member.organization, id)
    found = Similarity(
        position=id,
        title=position.title,
        problems=[_problem(each) for each in compared],
        rules=list(RULES),
        no_detector=list(NO_DETECTOR),
    )
    return AsciiJSONResponse(found.model_dump(mode="json"))


@router.get("/similarity/{problem}/{one}/{other}", response_model=SideBySide)
async def get_side_by_side(
    services: ServicesDep, member: MaySeeSessions, id: str, problem: str, one: str, other: str
) -> Response:
    """The answers of two sessions to a problem, with the parts that match."""
    await _own(services, member.organization, id)
    compared = await services.likeness.problem(member.organization, id, problem)
    if compared is None:
        raise conflict(
            "Nobody of this position handed in an answer to this problem.",
            "Choose a problem that the position's list of similar answers names.",
        )
    if compared.outcome is None:
        raise ApiError(
            503, "The answers could not be compared.", remedy="Try again; the server's log says more."
        )
    for among, pair in _unusual(compared):
        if {pair.one, pair.other} == {one, other}:
            return AsciiJSONResponse(_side_by_side(id, compared, among, pair).model_dump(mode="json"))
    raise conflict(
        "The answers of these two are not unusually alike.",
        "Choose a pair that the position's list of similar answers names.",
    )


def _problem(compared: Compared) -> AlikeProblem:
    mine = {session for session in compared.handed if compared.sat[session].here}
    outcome = compared.outcome
    families = outcome.comparisons if outcome is not None else ()
    pairs = [_pair(compared, among, pair) for among, pair in _unusual(compared)]
    return AlikeProblem(
        problem=compared.problem,
        title=compared.title,
        state="compared" if outcome is not None else "failed" if compared.failed else "comparing",
        answers=len(mine),
        earlier=len(compared.handed) - len(mine),
        too_short=sum(
            tokens < SHORT for each in families for name, tokens in each.tokens.items() if name in mine
        ),
        unread=len(mine & set(outcome.unread)) if outcome is not None else 0,
        searched=sum(each.searched for each in families),
        pairs=sorted(pairs, key=lambda each: -each.likeness)[:PAIRS],
    )


def _unusual(compared: Compared) -> Iterator[tuple[Comparison, Pair]]:
    for each in compared.outcome.comparisons if compared.outcome is not None else ():
        for pair in each.pairs:
            told = pair.verdict == "compared"
            rare = not told or pair.unusual.share <= UNUSUAL
            if pair.parts and rare and pair.likeness >= (LITTLE if told else ALIKE):
                yield each, pair


def _pair(compared: Compared, among: Comparison, pair: Pair) -> AlikePair:
    share = pair.unusual.share
    return AlikePair(
        one=_side(compared, pair.one),
        other=_side(compared, pair.other),
        likeness=pair.likeness,
        verdict=pair.verdict,
        at_least_as_alike=pair.unusual.at_least,
        independent_pairs=pair.unusual.pairs,
        share=share,
        expected_by_chance=share * among.searched,
        words=rarity(pair),
        chance=chance(share, among.searched) if pair.verdict == "compared" else None,
        parts=len(pair.parts),
    )


def _side(compared: Compared, session: str) -> AlikeSide:
    return AlikeSide(session=session, candidate=compared.sat[session].candidate)


def _code(compared: Compared, session: str) -> AlikeCode:
    handed = compared.handed[session]
    return AlikeCode(
        session=session,
        candidate=compared.sat[session].candidate,
        language=handed.language,
        file=handed.file,
        code=handed.code,
    )


def _side_by_side(position: str, compared: Compared, among: Comparison, pair: Pair) -> SideBySide:
    return SideBySide(
        position=position,
        problem=compared.problem,
        title=compared.title,
        pair=_pair(compared, among, pair),
        one=_code(compared, pair.one),
        other=_code(compared, pair.other),
        parts=[
            AlikePart(
                label=letter(at), one=_lines(part.lines), other=_lines(part.other_lines), tokens=part.tokens
            )
            for at, part in enumerate(pair.parts)
        ],
        rules=list(RULES),
    )


def _lines(lines: tuple[int, int]) -> Lines:
    first, last = lines
    return Lines(first=first, last=last)
