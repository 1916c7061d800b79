"""Versions of a report through the API: each is kept, and what changed from one to the next is said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from assay.bank.library import Library
from assay.bank.package import Package, load
from assay.report.document import Report
from assay.store import sitting
from tests.report.test_build import RIGHT, report, with_code
from tests.web.people import Company

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def cart() -> Package:
    return load(Library.default_folder() / "cart-total")


async def keep(company: Company, session: str, made: list[Report]) -> None:
    async with company.app.state.services.database.write() as s:
        await sitting.set_row(s, session, {"state": "ended", "started_at": AT, "ended_at": AT})
        for hour, each in enumerate(made):
            at = AT + timedelta(hours=hour)
            await sitting.add_report(s, session, f"{hour:064}", each.model_dump(mode="json"), at)


async def test_each_version_says_what_changed(company: Company, cart: Package) -> None:
    session = (await company.invite("Ada", "ada@example.org"))["session"]
    failed = report(cart, with_code(cart, RIGHT, failed={"stress"}))
    passed = report(cart, with_code(cart, RIGHT, failed=set()))
    await keep(company, session, [failed, passed])
    answer = await company.owner.get(f"/api/sessions/{session}/report/versions")
    newest, first = answer.json()["versions"]
    assert (newest["version"], first["version"]) == (f"{1:064}", f"{0:064}")
    assert first["changes"] == []
    verdict = next(each for each in newest["changes"] if each["what"] == "Verdict")
    assert (verdict["before"], verdict["after"]) == ("wrong answer", "passed")


async def test_without_a_report_there_are_none(company: Company) -> None:
    session = (await company.invite("Ada", "ada@example.org"))["session"]
    answer = await company.owner.get(f"/api/sessions/{session}/report/versions")
    assert answer.json() == {"versions": []}


async def test_other_organizations_see_none(company: Company, other_company: Company, cart: Package) -> None:
    session = (await company.invite("Ada", "ada@example.org"))["session"]
    await keep(company, session, [report(cart, with_code(cart, RIGHT, failed=set()))])
    answer = await other_company.owner.get(f"/api/sessions/{session}/report/versions")
    assert answer.status_code == 404
