"""The team's list of sessions: states, filters, order, pages, and the file."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from assay.store.tables import Invitation, Session
from tests.web.people import Company

PEOPLE = [
    ("Ada", "ada@example.org"),
    ("Émile 100%", "emile_x@example.org"),
    ("=HYPERLINK(1)", "formula@example.org"),
    ("Zoë", "zoe@example.org"),
]


@pytest.fixture
async def sessions(company: Company) -> dict[str, str]:
    """Session ids by the person's name: one running, one ended, one expired, one revoked, and Grace invited."""
    made = {name: await company.invite(name, email) for name, email in PEOPLE}
    now = datetime.now(UTC)
    changes: dict[str, dict[str, Any]] = {
        "Ada": {
            "state": "running",
            "started_at": now - timedelta(minutes=10),
            "ends_at": now + timedelta(minutes=51),
            "returned_ms": 60_000,
        },
        "Zoë": {
            "state": "ended",
            "started_at": now - timedelta(hours=3),
            "ends_at": now - timedelta(hours=2),
            "ended_at": now - timedelta(hours=2),
            "report_overall": 81.5,
        },
    }
    async with company.app.state.services.database.write() as s:
        for name, values in changes.items():
            session = await s.get(Session, made[name]["session"])
            for key, value in values.items():
                setattr(session, key, value)
        expired = await s.get(Invitation, made["Émile 100%"]["id"])
        expired.closes_at = now - timedelta(minutes=1)
    await company.owner.post(f"/api/invitations/{made['=HYPERLINK(1)']['id']}/revoke")
    return {name: invitation["session"] for name, invitation in made.items()}


async def listed(company: Company, **query: Any) -> list[str]:
    answer = await company.owner.get("/api/sessions", params=query)
    assert answer.status_code == 200, answer.text
    page = answer.json()
    assert page["total"] >= len(page["rows"])
    return [row["candidate"] for row in page["rows"]]


async def test_states_and_clock(company: Company, sessions: dict[str, str]) -> None:
    rows = {row["candidate"]: row for row in (await company.owner.get("/api/sessions")).json()["rows"]}
    assert {name: row["state"] for name, row in rows.items()} == {
        "Grace Hopper": "invited",
        "Ada": "running",
        "Émile 100%": "expired",
        "=HYPERLINK(1)": "revoked",
        "Zoë": "ended",
    }
    assert all(row["waiting_for"] for row in rows.values())
    clock = rows["Ada"]["clock"]
    assert clock["state"] == "running"
    assert 50 * 60_000 < clock["remaining_ms"] <= 51 * 60_000
    assert clock["returned_ms"] == 60_000
    assert rows["Zoë"]["clock"]["remaining_ms"] == 0
    assert rows["Zoë"]["overall"] == 81.5
    assert rows["Grace Hopper"]["clock"] | {"now": ""} == {
        "state": "not_started",
        "now": "",
        "minutes": 60,
        "ends_at": None,
        "remaining_ms": None,
        "returned_ms": 0,
    }
    one = (await company.owner.get(f"/api/sessions/{sessions['Ada']}")).json()
    assert one["candidate"] == "Ada"
    counted = (await company.owner.get(f"/api/positions/{company.position}")).json()["sessions"]
    assert counted == {"invited": 1, "running": 1, "expired": 1, "revoked": 1, "ended": 1}


async def test_filters(company: Company, other_company: Company, sessions: dict[str, str]) -> None:
    assert await listed(company, state="running") == ["Ada"]
    assert await listed(company, state="expired") == ["Émile 100%"]
    assert await listed(company, state="invited") == ["Grace Hopper"]
    assert await listed(company, q="émile") == ["Émile 100%"]
    assert await listed(company, q="ÉMILE") == ["Émile 100%"]
    assert await listed(company, q="GRACE@") == ["Grace Hopper"]
    assert await listed(company, q="%") == ["Émile 100%"]
    assert await listed(company, q="_x") == ["Émile 100%"]
    assert await listed(company, q="\\") == []
    assert len(await listed(company, position=company.position)) == 5
    assert await listed(company, position=other_company.position) == []
    assert await listed(company, position="x") == []
    assert await listed(other_company, q="Ada") == []


async def test_order_and_pages(company: Company, sessions: dict[str, str]) -> None:
    names = ["=HYPERLINK(1)", "Ada", "Grace Hopper", "Zoë", "Émile 100%"]
    assert sorted(await listed(company, sort="candidate", order="asc")) == sorted(names)
    assert (await listed(company, sort="candidate", order="asc"))[1:3] == ["Ada", "Grace Hopper"]
    assert (await listed(company))[-1] == "Grace Hopper"
    assert (await listed(company, sort="overall", order="asc"))[0] == "Zoë"
    assert (await listed(company, sort="overall", order="desc"))[0] == "Zoë"
    assert (await listed(company, sort="started_at", order="asc"))[:2] == ["Zoë", "Ada"]
    for sort in ("position", "state", "ended_at", "invited_at"):
        together = [name for k in range(5) for name in await listed(company, sort=sort, limit=1, offset=k)]
        assert together == await listed(company, sort=sort)
    assert await listed(company, offset=99) == []


async def test_bad_queries_are_422(company: Company) -> None:
    for query in (
        "limit=0",
        "limit=501",
        "offset=-1",
        "sort=name",
        "state=gone",
        "order=up",
        "q=%00",
        "limit=x",
    ):
        answer = await company.owner.get(f"/api/sessions?{query}")
        assert answer.status_code == 422
        assert query.split("=")[0] in answer.json()["where"]


async def test_csv_file(company: Company, sessions: dict[str, str]) -> None:
    answer = await company.owner.get("/api/sessions.csv", params={"sort": "candidate", "order": "asc"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "sessions.csv" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8"), newline="")))
    assert len(rows) == 5
    assert rows[0]["candidate"] == "'=HYPERLINK(1)"
    assert rows[1] | {"started_at": ""} == {
        "candidate": "Ada",
        "email": "ada@example.org",
        "position": "Backend engineer",
        "plan_version": "1",
        "state": "running",
        "invited_at": rows[1]["invited_at"],
        "started_at": "",
        "ended_at": "",
        "overall": "",
        "session": sessions["Ada"],
    }
    only = await company.owner.get("/api/sessions.csv", params={"state": "ended"})
    assert len(only.text.splitlines()) == 2
