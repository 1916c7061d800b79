"""The bank: the problems that a plan may use."""

from __future__ import annotations

from collections import Counter

from fastapi import APIRouter

from assay.bank import statement
from assay.bank.package import Package
from assay.judge.languages import LANGUAGES
from assay.web.schema.team import Bank, BankProblem
from assay.web.team.caller import AnyPermission, ServicesDep

router = APIRouter(prefix="/api/bank", tags=["positions"])


def mode_of(package: Package) -> str:
    return "stdio" if package.signature is None else "function"


def languages_of(package: Package) -> list[str]:
    """Ids of the languages that the problem can be solved in, whether this machine has them or not."""
    mode = mode_of(package)
    own = package.interview.languages if package.interview else None
    return [
        language.id
        for language in LANGUAGES.values()
        if mode in language.modes and (not language.by_name_only if own is None else language.id in own)
    ]


def _shown(package: Package) -> BankProblem:
    interview = package.interview
    return BankProblem.model_validate(
        {
            "slug": package.slug,
            "title": package.title,
            "summary": interview.summary if interview else "",
            "mode": mode_of(package),
            "difficulty": interview.difficulty if interview else None,
            "minutes": interview.minutes if interview else None,
            "topics": interview.topics if interview else [],
            "skills": interview.skills if interview else [],
            "languages": languages_of(package),
            "tests": Counter(test.group for test in package.tests),
            "statement_html": statement.html(package.statement_markdown),
            "digest": package.digest,
        }
    )


@router.get("")
async def get_bank(services: ServicesDep, member: AnyPermission) -> Bank:
    """All problems, easiest first, and the languages that this server can run."""
    problems = [_shown(package) for package in services.library.packages.values()]
    problems.sort(key=lambda problem: (problem.difficulty or 0, problem.title))
    return Bank(problems=problems, languages=list(services.languages))
