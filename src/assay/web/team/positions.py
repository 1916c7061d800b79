"""Positions: the openings that candidates are compared within."""

from __future__ import annotations

from fastapi import APIRouter

from assay.store import positions
from assay.store.members import KnownMember
from assay.store.positions import KnownPosition
from assay.web.errors import not_found
from assay.web.schema.team import Position, PositionChange, PositionIn
from assay.web.services import Services
from assay.web.team.caller import AnyPermission, MayPlan, ServicesDep

router = APIRouter(prefix="/api/positions", tags=["positions"])


def _shown(position: KnownPosition) -> Position:
    return Position.model_validate(
        {
            "id": position.id,
            "title": position.title,
            "notes": position.notes,
            "created_at": position.created_at,
            "plan_version": position.plan_version,
            "sessions": dict(position.sessions),
        }
    )


async def _one(services: Services, member: KnownMember, id: str) -> Position:
    async with services.database.read() as s:
        found = await positions.list_positions(s, member.organization, services.now(), id)
    if not found:
        raise not_found("position", id)
    return _shown(found[0])


@router.get("")
async def list_positions(services: ServicesDep, member: AnyPermission) -> list[Position]:
    """All positions of the organization, newest first."""
    async with services.database.read() as s:
        found = await positions.list_positions(s, member.organization, services.now())
    return [_shown(position) for position in found]


@router.post("", status_code=201)
async def add_position(services: ServicesDep, member: MayPlan, body: PositionIn) -> Position:
    """A new position, without a plan yet."""
    async with services.database.write() as s:
        id = await positions.add_position(s, member.organization, body.title, body.notes, services.now())
    return await _one(services, member, id)


@router.get("/{id}")
async def get_position(services: ServicesDep, member: AnyPermission, id: str) -> Position:
    """One position."""
    return await _one(services, member, id)


@router.patch("/{id}")
async def change_position(services: ServicesDep, member: MayPlan, id: str, body: PositionChange) -> Position:
    """Changes the title or the notes."""
    async with services.database.write() as s:
        position = await positions.own_position(s, member.organization, id)
        if position is None:
            raise not_found("position", id)
        if body.title is not None:
            position.title = body.title
        if body.notes is not None:
            position.notes = body.notes
    return await _one(services, member, id)
