"""Plans of a position: each change is a new version."""

from __future__ import annotations

from fastapi import APIRouter

from assay.interview.plan import Plan
from assay.store import plans, positions
from assay.web.errors import invalid, not_found
from assay.web.schema.team import PlanVersion
from assay.web.services import Services
from assay.web.team.bank import languages_of
from assay.web.team.caller import AnyPermission, MayPlan, ServicesDep

router = APIRouter(prefix="/api/positions/{id}/plans", tags=["positions"])


def check_plan(plan: Plan, services: Services) -> None:
    """Raises the 422 for a problem or language that is not there, and for what no candidate could work on."""
    known = [language.id for language in services.languages]
    for index, language in enumerate(plan.languages):
        where = f"languages[{index}]"
        if language not in known:
            choice = f"Choose among {', '.join(known)}."
            none = "No judge has told yet what it can run: start a worker (`assay worker`), then try again."
            raise invalid(f"The language {language!r} cannot be used here.", where, choice if known else none)
        if language in plan.languages[:index]:
            raise invalid(f"The language {language!r} is there twice.", where, "Take it out once.")
    seen: set[str] = set()
    for index, section in enumerate(plan.sections):
        where = f"sections[{index}].problem"
        package = services.library.packages.get(section.problem)
        if package is None:
            raise invalid(
                f"There is no problem {section.problem!r} in the bank.",
                where,
                "Choose one that GET /api/bank lists.",
            )
        if section.problem in seen:
            raise invalid(f"The problem {section.problem!r} is there twice.", where, "Take it out once.")
        seen.add(section.problem)
        if not set(plan.languages) & set(languages_of(package)):
            raise invalid(
                f"The problem {section.problem!r} takes none of the languages of this plan.",
                where,
                f"Allow one of: {', '.join(languages_of(package))}.",
            )


@router.get("")
async def list_plans(services: ServicesDep, member: AnyPermission, id: str) -> list[PlanVersion]:
    """All versions, newest first."""
    async with services.database.read() as s:
        if await positions.own_position(s, member.organization, id) is None:
            raise not_found("position", id)
        found = await plans.list_plans(s, id)
    return [
        PlanVersion(
            id=plan.id,
            position=plan.position,
            version=plan.version,
            created_at=plan.created_at,
            created_by=plan.created_by,
            plan=plan.plan,
        )
        for plan in found
    ]


@router.post("", status_code=201)
async def add_plan(services: ServicesDep, member: MayPlan, id: str, body: Plan) -> PlanVersion:
    """The next version. It holds for invitations from now on; those made before keep theirs."""
    check_plan(body, services)
    async with services.database.write() as s:
        position = await positions.own_position(s, member.organization, id, lock=True)
        if position is None:
            raise not_found("position", id)
        made = await plans.add_plan(s, id, body, member.id, services.now())
    return PlanVersion(
        id=made.id,
        position=id,
        version=made.version,
        created_at=made.created_at,
        created_by=member.name,
        plan=body,
    )
