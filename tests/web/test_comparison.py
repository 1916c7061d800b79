"""The comparison of a position's candidates through the API: what is compared, the file, and how many it bears."""

from __future__ import annotations

import csv
import io
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Engine, delete, event, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from assay.report.comparison_document import Comparison, PairComparison
from assay.store import sitting, tables
from assay.store.ids import new_id
from tests.report.test_comparison import document
from tests.web.people import Company, add_signed_in

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


async def end(company: Company, session: str, found: dict[str, Any] | None, minute: int = 0) -> None:
    async with company.app.state.services.database.write() as s:
        await sitting.set_row(
            s, session, {"state": "ended", "started_at": AT + timedelta(minutes=minute), "ended_at": AT}
        )
        if found is not None:
            await sitting.add_report(s, session, f"{minute:064}", found, AT)


async def ended(company: Company, name: str, overall: float | None, minute: int = 0, **more: Any) -> str:
    invited = await company.invite(name, f"{new_id()}@example.org")
    session: str = invited["session"]
    await end(company, session, document(overall, **more), minute)
    return session


async def compared(company: Company) -> dict[str, Any]:
    answer = await company.owner.get(f"/api/positions/{company.position}/comparison")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    Comparison.model_validate(found)
    return found


async def table(company: Company) -> list[dict[str, str]]:
    answer = await company.owner.get(f"/api/positions/{company.position}/comparison.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "comparison.csv" in answer.headers["content-disposition"]
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8"), newline="")))


async def test_nobody_yet(company: Company) -> None:
    found = await compared(company)
    assert (found["groups"], found["apart"]) == ([], [])
    assert found["title"] == "Backend engineer"
    assert await table(company) == []


async def test_those_who_ended_and_nobody_else(company: Company, other_company: Company) -> None:
    high = await ended(company, "Ada", 92)
    low = await ended(company, "Zoë", 31, 1)
    await ended(other_company, "Stranger", 100)
    nothing = await ended(company, "Ned", None, 2, problems=())
    found = await compared(company)
    (group,) = found["groups"]
    assert [each["session"] for each in group["candidates"]] == [high, low]
    assert [each["session"] for each in found["apart"]] == [nothing]
    assert "Stranger" not in str(found)


async def test_other_organizations_see_nothing(company: Company, other_company: Company) -> None:
    one, other = await ended(company, "Ada", 92), await ended(company, "Zoë", 31, 1)
    own = await ended(other_company, "Own", 50)
    for path in ("comparison", "comparison.csv", f"comparison/{one}/{other}"):
        answer = await other_company.owner.get(f"/api/positions/{company.position}/{path}")
        assert answer.status_code == 404, path
    mixed = await company.owner.get(f"/api/positions/{company.position}/comparison/{one}/{own}")
    assert mixed.status_code == 409
    assert "Own" not in mixed.text


async def test_who_may_not_see_sessions_sees_no_comparison(company: Company) -> None:
    async with await add_signed_in(company.app, company.name, "Inviter", ["invite", "positions"]) as inviter:
        answer = await inviter.get(f"/api/positions/{company.position}/comparison")
    assert answer.status_code == 403


async def test_two_by_themselves(company: Company) -> None:
    one, other = await ended(company, "Ada", 92), await ended(company, "Zoë", 31, 1)
    short = await ended(company, "Sam", 80, 2, problems=("cart",))
    path = f"/api/positions/{company.position}/comparison"
    found = (await company.owner.get(f"{path}/{one}/{other}")).json()
    PairComparison.model_validate(found)
    assert found["words"] == "Ada and Zoë differ in the overall score and correctness."
    for pair, words in (
        (f"{one}/{one}", "the same session"),
        (f"{one}/{company.session}", "not compared"),
        (f"{one}/{short}", "different conditions"),
    ):
        answer = await company.owner.get(f"{path}/{pair}")
        assert answer.status_code == 409
        assert words in answer.json()["message"]
        assert answer.json()["remedy"]


async def test_the_newest_report_counts(company: Company) -> None:
    session = await ended(company, "Ada", 20)
    async with company.app.state.services.database.write() as s:
        await sitting.add_report(s, session, "b" * 64, document(75), AT + timedelta(hours=1))
    (group,) = (await compared(company))["groups"]
    assert [each["scores"][0]["value"] for each in group["candidates"]] == [75]


async def test_reports_of_before_figures_were_kept(company: Company) -> None:
    sessions = [await ended(company, f"Person {k}", 10.0 * k, k) for k in range(1, 4)]
    before = await compared(company)
    async with company.app.state.services.database.write() as s:
        await s.execute(delete(tables.ReportFigures))
    assert await compared(company) == before
    async with company.app.state.services.database.read() as s:
        kept = await s.scalar(select(func.count()).select_from(tables.ReportFigures))
    assert kept == len(sessions)


async def test_file_of_all(company: Company) -> None:
    formula = '=HYPERLINK("http://x","y")'
    high = await ended(company, formula, 92)
    low = await ended(company, "+1", 30, 1)
    alone = await ended(company, "Ned", None, 2, problems=())
    rows = {row["session"]: row for row in await table(company)}
    assert list(rows) == [high, low, alone]
    assert rows[high] | {"note": ""} == {
        "candidate": "'" + formula,
        "started_at": "2026-11-23T09:00:00+00:00",
        "group": "1",
        "problems": "Cart; Bill",
        "minutes": "60",
        "overall": "92.0",
        "overall_low": "84.0",
        "overall_high": "100.0",
        "overall_band": "1",
        "correctness": "92.0",
        "correctness_low": "84.0",
        "correctness_high": "100.0",
        "correctness_band": "1",
        "quality": "",
        "quality_low": "",
        "quality_high": "",
        "quality_band": "",
        "percentile": "",
        "percentile_low": "",
        "percentile_high": "",
        "quarter": "",
        "others": "",
        "note": "",
        "session": high,
    }
    assert rows[low]["candidate"] == "'+1"
    assert rows[low]["overall_band"] == "2"
    assert "fewer than 5 others" in rows[low]["note"]
    assert rows[alone]["overall"] == ""
    assert "before a problem was shown" in rows[alone]["note"]


@pytest.mark.slow
async def test_a_thousand_sessions(company: Company) -> None:
    """No report is read: what a comparison reads of each is small beside it."""
    count, organization = 1000, await _organization(company)
    database = company.app.state.services.database
    ids = [(new_id(), new_id(), new_id()) for _ in range(count)]
    shares = np.random.default_rng(3).beta(4, 2, count)
    async with database.write() as s:
        link = await _row(s, tables.Invitation, company.invitation)
        base = await _row(s, tables.Session, company.session)
        base |= {"state": "ended", "started_at": AT}
        people = [
            {"id": person, "organization": organization, "name": "P", "email": person} for person, _, _ in ids
        ]
        links = [
            {**link, "id": invitation, "candidate": person, "token_sha256": f"{invitation:0>64}"}
            for person, invitation, _ in ids
        ]
        await s.execute(insert(tables.Candidate), people)
        await s.execute(insert(tables.Invitation), links)
        sat = [{**base, "id": session, "invitation": invitation} for _, invitation, session in ids]
        await s.execute(insert(tables.Session), sat)
        for (_, _, session), share in zip(ids, shares, strict=True):
            await sitting.add_report(s, session, "a" * 64, document(round(100 * float(share), 1)), AT)
    asked: list[str] = []

    def note(*given: Any) -> None:
        asked.append(given[2])

    event.listen(Engine, "before_cursor_execute", note)
    began = time.process_time()
    try:
        (group,) = (await compared(company))["groups"]
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    print(f"a thousand compared in {time.process_time() - began:.2f} s of computing")
    assert len(group["candidates"]) == count
    assert group["candidates"][0]["standing"]["others"] == count - 1
    assert asked
    assert not [statement for statement in asked if "report.document" in statement]


async def _row(s: AsyncSession, table: Any, id: str) -> dict[str, Any]:
    found = await s.get_one(table, id)
    return {column.name: getattr(found, column.name) for column in table.__table__.columns}


async def _organization(company: Company) -> str:
    async with company.app.state.services.database.read() as s:
        found: str = (await s.get_one(tables.Session, company.session)).organization
    return found
