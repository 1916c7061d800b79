"""Invitations, through the API: one person, and files of many."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from assay.store.tables import Session
from tests.web.people import ORIGIN, Company, caller


def csv_path(company: Company, *, dry_run: bool = False) -> str:
    return f"/api/positions/{company.position}/invitations/csv?dry_run={str(dry_run).lower()}"


async def upload(company: Company, text: str | bytes, *, dry_run: bool = False) -> httpx.Response:
    return await company.owner.post(
        csv_path(company, dry_run=dry_run), content=text, headers={"content-type": "text/csv"}
    )


async def invited(company: Company) -> list[str]:
    found = (await company.owner.get(f"/api/positions/{company.position}/invitations")).json()
    return [invitation["email"] for invitation in found]


async def test_link_is_shown_once_and_opens_the_session(company: Company) -> None:
    made = await company.invite("Zoë", "Zoe@Example.org")
    assert made["email"] == "zoe@example.org"
    assert made["link"].startswith(f"{ORIGIN}/i/")
    listed = (await company.owner.get(f"/api/positions/{company.position}/invitations")).json()
    assert all(invitation["link"] is None for invitation in listed)
    assert listed[0] == {**made, "link": None}
    async with caller(company.app) as browser:
        answer = await browser.post("/api/candidate/enter", json={"token": made["link"].rsplit("/", 1)[1]})
        assert answer.json()["session"] == made["session"]


async def test_new_link_kills_the_old_one(company: Company) -> None:
    answer = await company.owner.post(f"/api/invitations/{company.invitation}/link")
    token = answer.json()["link"].rsplit("/", 1)[1]
    async with caller(company.app) as browser:
        old = await browser.post("/api/candidate/enter", json={"token": company.token})
        assert old.status_code == 404
        assert "replaced" in old.json()["message"]
        assert (await browser.post("/api/candidate/enter", json={"token": token})).status_code == 200


async def test_revoked_link_is_dead_also_where_it_is_open(company: Company) -> None:
    async with await company.candidate() as candidate:
        assert (await candidate.get("/api/candidate")).status_code == 200
        for _ in range(2):
            answer = await company.owner.post(f"/api/invitations/{company.invitation}/revoke")
            assert answer.json()["revoked"] is True
        assert (await candidate.get("/api/candidate")).status_code == 401
        assert (
            await candidate.post("/api/candidate/enter", json={"token": company.token})
        ).status_code == 410
    assert (await company.owner.post(f"/api/invitations/{company.invitation}/link")).status_code == 409
    row = (await company.owner.get(f"/api/sessions/{company.session}")).json()
    assert row["state"] == "revoked"


async def test_started_session_cannot_be_revoked(company: Company) -> None:
    async with company.app.state.services.database.write() as s:
        session = await s.get(Session, company.session)
        session.state = "running"
    answer = await company.owner.post(f"/api/invitations/{company.invitation}/revoke")
    assert answer.status_code == 409


async def test_nobody_is_invited_twice(company: Company) -> None:
    path = f"/api/positions/{company.position}/invitations"
    answer = await company.owner.post(path, json={"name": "G", "email": "GRACE@example.org"})
    assert answer.status_code == 409
    await company.owner.post(f"/api/invitations/{company.invitation}/revoke")
    await company.invite()


async def test_nobody_is_invited_twice_at_once(company: Company) -> None:
    path = f"/api/positions/{company.position}/invitations"
    answers = await asyncio.gather(
        *(company.owner.post(path, json={"name": "N", "email": "n@example.org"}) for _ in range(5))
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]


async def test_who_has_finished_may_be_invited_alone_but_not_by_a_file(company: Company) -> None:
    async with company.app.state.services.database.write() as s:
        session = await s.get(Session, company.session)
        session.state = "ended"
    result = (await upload(company, "name,email\nG,grace@example.org\n")).json()
    assert [error["line"] for error in result["errors"]] == [2]
    await company.invite()


BAD_INVITATION_SAYS_WHERE = [
    ({"email": "no-address"}, "email"),
    ({"email": "a b@c"}, "email"),
    ({"email": "x" * 250 + "@example.org"}, "email"),
    ({"name": ""}, "name"),
    ({"closes_at": "2020-01-01T00:00:00Z"}, "closes_at"),
    ({"closes_at": "2030-01-01T00:00:00"}, "closes_at"),
    ({"closes_at": "0001-01-01T00:00:00+14:00"}, "closes_at"),
    ({"opens_at": "soon"}, "opens_at"),
    ({"opens_at": "2031-01-01T00:00:00Z", "closes_at": "2030-01-01T00:00:00Z"}, "the body"),
]


async def test_bad_invitation_says_where(company: Company) -> None:
    for changes, where in BAD_INVITATION_SAYS_WHERE:
        body = {"name": "A", "email": "a@example.org", **changes}
        answer = await company.owner.post(f"/api/positions/{company.position}/invitations", json=body)
        assert answer.status_code == 422, answer.text
        assert answer.json()["where"] == where


async def test_csv_invites_the_good_lines_and_says_what_is_wrong_with_the_others(company: Company) -> None:
    text = "\n".join(
        [
            "name,email,closes_at",
            '"Hopper, Grace",g@example.org,2099-01-01T00:00:00Z',
            ",nameless@example.org,",
            "No Mail,,",
            "Bad Mail,bad,",
            "",
            "Again,G@example.org,",
            "Too many,t@example.org,,x",
            "Already,grace@example.org,",
            "Late,l@example.org,2001-01-01T00:00:00Z",
            "Odd,o@example.org,tomorrow",
            "Short,short@example.org",
        ]
    )
    dry = (await upload(company, text, dry_run=True)).json()
    assert dry["created"] == []
    assert await invited(company) == ["grace@example.org"]
    result = (await upload(company, text)).json()
    assert result["errors"] == dry["errors"]
    assert result["lines"] == dry["lines"] == 10
    assert [(i["candidate"], i["email"]) for i in result["created"]] == [
        ("Hopper, Grace", "g@example.org"),
        ("Short", "short@example.org"),
    ]
    assert all(invitation["link"] for invitation in result["created"])
    assert [error["line"] for error in result["errors"]] == [3, 4, 5, 7, 8, 9, 10, 11]
    assert all(error["message"] and error["remedy"] for error in result["errors"])
    assert "line 2" in result["errors"][3]["message"]
    assert sorted(await invited(company)) == ["g@example.org", "grace@example.org", "short@example.org"]
    again = (await upload(company, text)).json()
    assert again["created"] == []
    assert len(again["errors"]) == 10


async def test_csv_of_other_organization_and_unknown_position(
    company: Company, other_company: Company
) -> None:
    answer = await company.owner.post(csv_path(other_company), content="name,email\nA,a@example.org\n")
    assert answer.status_code == 404
    assert await invited(other_company) == ["grace@example.org"]


async def test_same_person_in_two_organizations(company: Company, other_company: Company) -> None:
    await company.invite("First", "same@example.org")
    await other_company.invite("Second", "same@example.org")
    row = (await company.owner.get("/api/sessions", params={"q": "same@"})).json()["rows"][0]
    assert row["candidate"] == "First"


async def test_a_thousand_lines_are_quick_and_all_different(company: Company) -> None:
    lines = [f"Person {k},p{k}@example.org" for k in range(1000)]
    started = time.perf_counter()
    result = (await upload(company, "name,email\r\n" + "\r\n".join(lines))).json()
    seconds = time.perf_counter() - started
    assert result["errors"] == []
    assert [invitation["email"] for invitation in result["created"]] == [
        f"p{k}@example.org" for k in range(1000)
    ]
    assert len({invitation["link"] for invitation in result["created"]}) == 1000
    assert len({invitation["session"] for invitation in result["created"]}) == 1000
    page = (await company.owner.get("/api/sessions?limit=1")).json()
    assert page["total"] == 1001
    assert seconds < 20


async def test_two_files_at_once_invite_each_person_once(company: Company) -> None:
    people = [f"P{k},p{k}@example.org" for k in range(60)]
    files = ["name,email\n" + "\n".join(people), "name,email\n" + "\n".join(reversed(people))]
    results = [answer.json() for answer in await asyncio.gather(*(upload(company, text) for text in files))]
    assert sum(len(result["created"]) for result in results) == 60
    assert sum(len(result["errors"]) for result in results) == 60


async def test_oversized_bodies_are_413(company: Company) -> None:
    big = b"name,email\n" + b"A,a@example.org\n" * 400_000
    answer = await upload(company, big)
    assert answer.status_code == 413
    assert "5120 KiB" in answer.json()["message"]
    assert answer.json()["remedy"]
    answer = await company.owner.post("/api/positions", json={"title": "x" * (1024 * 1024)})
    assert answer.status_code == 413

    async def pieces() -> Any:
        for _ in range(20):
            yield b"x" * 100_000

    answer = await company.owner.post("/api/positions", content=pieces())
    assert answer.status_code == 413


async def test_window_shows_in_the_session(company: Company) -> None:
    opens = datetime.now(UTC) + timedelta(days=1)
    made = await company.invite("W", "w@example.org", opens_at=opens.isoformat())
    row = (await company.owner.get(f"/api/sessions/{made['session']}")).json()
    assert row["state"] == "invited"
    assert row["waiting_for"].startswith("the window to open at")
