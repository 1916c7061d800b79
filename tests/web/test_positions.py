"""Positions and plans, through the API."""

from __future__ import annotations

import asyncio
import json

from tests.web.people import Company

UNKNOWN = "0" * 32


async def test_position_is_made_listed_and_changed(company: Company) -> None:
    made = (await company.owner.post("/api/positions", json={"title": "Ops", "notes": "two\nlines"})).json()
    assert made["plan_version"] is None
    assert made["sessions"] == {}
    changed = await company.owner.patch(f"/api/positions/{made['id']}", json={"notes": ""})
    assert changed.json() == {**made, "notes": ""}
    listed = (await company.owner.get("/api/positions")).json()
    assert [p["title"] for p in listed] == ["Ops", "Backend engineer"]
    assert listed[1]["sessions"] == {"invited": 1}
    assert listed[1]["plan_version"] == 1


BAD_POSITION_SAYS_WHERE = [
    ({}, "title"),
    ({"title": ""}, "title"),
    ({"title": "  "}, "title"),
    ({"title": "a\nb"}, "title"),
    ({"title": "a\x00b"}, "title"),
    ({"title": "x" * 121}, "title"),
    ({"title": "x", "notes": "\x00"}, "notes"),
    ({"title": "x", "more": 1}, "more"),
    ({"title": "\ud800"}, "title"),
    ([], "the body"),
]


async def test_bad_position_says_where(company: Company) -> None:
    for body, where in BAD_POSITION_SAYS_WHERE:
        answer = await company.owner.post(
            "/api/positions", content=json.dumps(body), headers={"content-type": "application/json"}
        )
        assert answer.status_code == 422, answer.text
        assert answer.json()["where"] == where
        assert answer.json()["message"]
        assert answer.json()["remedy"]


async def test_malformed_json_says_so(company: Company) -> None:
    answer = await company.owner.post(
        "/api/positions", content=b'{"title": ', headers={"content-type": "application/json"}
    )
    assert answer.status_code == 422
    assert "JSON" in answer.json()["remedy"]


UNKNOWN_IDS_ARE_404 = [UNKNOWN, "x", "%00", "..%2f", "é", "0" * 33, "a" * 4000]


async def test_unknown_ids_are_404(company: Company) -> None:
    for id in UNKNOWN_IDS_ARE_404:
        for path in (
            f"/api/positions/{id}",
            f"/api/positions/{id}/plans",
            f"/api/positions/{id}/invitations",
            f"/api/sessions/{id}",
            f"/api/sessions/{id}/log",
            f"/api/sessions/{id}/verify",
            f"/api/sessions/{id}/report",
            f"/api/sessions/{id}/export",
        ):
            answer = await company.owner.get(path)
            assert answer.status_code == 404, path
            assert answer.json()["message"]


async def test_plans_are_versions(company: Company) -> None:
    path = f"/api/positions/{company.position}/plans"
    second = await company.owner.post(path, json=company.plan(minutes=90, level="notice", welcome="Hello"))
    assert second.status_code == 201
    assert second.json()["version"] == 2
    listed = (await company.owner.get(path)).json()
    assert [plan["version"] for plan in listed] == [2, 1]
    assert listed[0] == second.json()
    assert listed[1]["plan"]["minutes"] == 60
    assert listed[1]["created_by"] == "Owner"
    (before,) = (await company.owner.get(f"/api/positions/{company.position}/invitations")).json()
    assert before["plan_version"] == 1
    assert (await company.invite(email="new@example.org"))["plan_version"] == 2


async def test_plans_made_at_once_get_different_versions(company: Company) -> None:
    path = f"/api/positions/{company.position}/plans"
    answers = await asyncio.gather(*(company.owner.post(path, json=company.plan()) for _ in range(6)))
    assert sorted(answer.json()["version"] for answer in answers) == [2, 3, 4, 5, 6, 7]


PLAN_THAT_CANNOT_BE_IS_REFUSED = [
    ({"sections": [{"problem": "no-such-problem"}]}, "sections[0].problem"),
    ({"sections": [{"problem": "FIRST"}, {"problem": "FIRST"}]}, "sections[1].problem"),
    ({"sections": []}, "sections"),
    ({"sections": [{"problem": "../etc"}]}, "sections[0].problem"),
    ({"languages": ["latin"]}, "languages[0]"),
    ({"languages": ["python", "python"]}, "languages[1]"),
    ({"languages": []}, "languages"),
    ({"minutes": 4}, "minutes"),
    ({"weights": {"correctness": -1}}, "weights.correctness"),
    ({"level": "watch"}, "level"),
]


async def test_plan_that_cannot_be_is_refused(company: Company) -> None:
    for changes, where in PLAN_THAT_CANNOT_BE_IS_REFUSED:
        plan = company.plan(**changes)
        for section in plan["sections"]:
            section["problem"] = section["problem"].replace("FIRST", company.problems[0])
        answer = await company.owner.post(f"/api/positions/{company.position}/plans", json=plan)
        assert answer.status_code == 422, answer.text
        assert answer.json()["where"] == where
        assert answer.json()["remedy"]


async def test_bank_shows_what_a_plan_may_use(company: Company) -> None:
    bank = (await company.owner.get("/api/bank")).json()
    assert {"python", "javascript"} <= {language["id"] for language in bank["languages"]}
    for problem in bank["problems"]:
        assert problem["statement_html"].startswith("<")
        assert sum(problem["tests"].values()) > 0
        assert "python" in problem["languages"]
    difficulties = [problem["difficulty"] for problem in bank["problems"]]
    assert difficulties == sorted(difficulties)


async def test_position_without_plan_takes_no_invitation(company: Company) -> None:
    made = (await company.owner.post("/api/positions", json={"title": "Ops"})).json()["id"]
    path = f"/api/positions/{made}/invitations"
    for answer in (
        await company.owner.post(path, json={"name": "A", "email": "a@b"}),
        await company.owner.post(f"{path}/csv", content="name,email\nA,a@b\n"),
    ):
        assert answer.status_code == 409
        assert "plan" in answer.json()["message"]
