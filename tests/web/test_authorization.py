"""Every route, every kind of caller. A route that is not in the table fails the test."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from assay.store.members import PERMISSIONS
from assay.web.app import create_app
from tests.web.people import Company, add_signed_in, caller

ANYONE = frozenset({"nobody", "candidate", "powerless", "other", *PERMISSIONS})
CANDIDATE = frozenset({"candidate"})
SIGNED_IN = frozenset({"powerless", "other", *PERMISSIONS})


def members(*permissions: str) -> frozenset[str]:
    """Those with one of the permissions; who has ``admin`` may do everything, the other company's too."""
    return frozenset({*permissions, "admin", "other"})


@dataclass(frozen=True)
class Row:
    """``may`` are the callers who are let in. Where ``path`` names something of the company, ``other`` gets a
    404 all the same; who may not gets 403 when signed in, else 401. ``body`` is one that is accepted."""

    method: str
    path: str
    may: frozenset[str]
    body: dict[str, Any] = field(default_factory=dict)


PLAN = {"sections": [{"problem": "PROBLEM"}], "minutes": 30, "languages": ["python"]}
TABLE = [
    Row("POST", "/api/sign-in", ANYONE, {"email": "owner@acme.example", "password": "correct horse battery"}),
    Row("POST", "/api/sign-out", ANYONE),
    Row("GET", "/api/me", SIGNED_IN),
    Row("GET", "/api/positions", members(*PERMISSIONS)),
    Row("POST", "/api/positions", members("positions"), {"title": "Designer"}),
    Row("GET", "/api/positions/{position}", members(*PERMISSIONS)),
    Row("GET", "/api/positions/{position}/comparison", members("sessions")),
    Row("GET", "/api/positions/{position}/comparison.csv", members("sessions")),
    Row("GET", "/api/positions/{position}/comparison/{session}/{session}", members("sessions")),
    Row("GET", "/api/positions/{position}/similarity", members("sessions")),
    Row("GET", "/api/positions/{position}/similarity/{problem}/{session}/{session}", members("sessions")),
    Row("PATCH", "/api/positions/{position}", members("positions"), {"notes": "soon"}),
    Row("GET", "/api/bank", members(*PERMISSIONS)),
    Row("GET", "/api/positions/{position}/plans", members(*PERMISSIONS)),
    Row("POST", "/api/positions/{position}/plans", members("positions"), PLAN),
    Row("GET", "/api/positions/{position}/invitations", members("invite", "sessions")),
    Row(
        "POST",
        "/api/positions/{position}/invitations",
        members("invite"),
        {"name": "A", "email": "CALLER@b.example"},
    ),
    Row("POST", "/api/positions/{position}/invitations/csv", members("invite")),
    Row("POST", "/api/invitations/{invitation}/link", members("invite")),
    Row("POST", "/api/invitations/{invitation}/revoke", members("invite")),
    Row("GET", "/api/sessions", members("sessions")),
    Row("GET", "/api/sessions.csv", members("sessions")),
    Row("GET", "/api/sessions/{session}", members("sessions")),
    Row("GET", "/api/sessions/{session}/log", members("sessions")),
    Row("GET", "/api/sessions/{session}/verify", members("sessions")),
    Row("GET", "/api/sessions/{session}/report", members("sessions")),
    Row("GET", "/api/sessions/{session}/report/versions", members("sessions")),
    Row("GET", "/api/sessions/{session}/report.html", members("sessions")),
    Row("GET", "/api/sessions/{session}/report.pdf", members("sessions")),
    Row("GET", "/api/sessions/{session}/export", members("sessions")),
    Row("POST", "/api/candidate/enter", ANYONE, {"token": "TOKEN"}),
    Row("GET", "/api/candidate", CANDIDATE),
    Row("POST", "/api/candidate/consent", CANDIDATE, {"notice_sha256": "0" * 64}),
    Row("POST", "/api/candidate/practice", CANDIDATE, {"language": "python", "source": ""}),
    Row("POST", "/api/candidate/start", CANDIDATE),
    Row("GET", "/api/candidate/copy", CANDIDATE),
    Row("POST", "/api/candidate/withdraw", CANDIDATE),
    Row("WS", "/api/candidate/log", CANDIDATE),
    Row("GET", "/healthz", ANYONE),
    Row("GET", "/metrics", ANYONE),
    Row("GET", "/api/openapi.json", ANYONE),
    Row("GET", "/{path}", ANYONE),
]


def routes_of(app: FastAPI) -> set[tuple[str, str]]:
    """Method and path of every route, with the names of parameters left out."""
    found = set()
    for context in iter_route_contexts(app.routes):
        path = getattr(context, "path", None) or getattr(context.original_route, "path", "")
        methods = (
            getattr(context, "methods", None) or getattr(context.original_route, "methods", None) or {"WS"}
        )
        found |= {(method, _nameless(path)) for method in methods if method != "HEAD"}
    return found


def _nameless(path: str) -> str:
    return "/".join("{}" if part.startswith("{") else part for part in path.split("/"))


def test_every_route_is_in_the_table() -> None:
    assert {(row.method, _nameless(row.path)) for row in TABLE} == routes_of(create_app())


@pytest.fixture
async def callers(app: FastAPI, company: Company, other_company: Company) -> dict[str, dict[str, str]]:
    """The cookies of each kind of caller."""
    browsers = {
        "nobody": caller(app),
        "candidate": await company.candidate(),
        "powerless": await add_signed_in(app, company.name, "Powerless", []),
        "other": await add_signed_in(app, other_company.name, "Other"),
        **{name: await add_signed_in(app, company.name, name, [name]) for name in PERMISSIONS},
    }
    for browser in browsers.values():
        await browser.aclose()
    return {who: dict(browser.cookies) for who, browser in browsers.items()}


def filled(value: Any, company: Company, who: str) -> Any:
    if isinstance(value, dict):
        return {key: filled(item, company, who) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, company, who) for item in value]
    if isinstance(value, str):
        return (
            value.replace("PROBLEM", company.problems[0])
            .replace("TOKEN", company.token)
            .replace("CALLER", who)
        )
    return value


async def call(browser: httpx.AsyncClient, row: Row, company: Company, who: str) -> httpx.Response:
    path = row.path.format(
        position=company.position,
        invitation=company.invitation,
        session=company.session,
        problem=company.problems[0],
        path="sessions",
    )
    if row.path.endswith("/csv"):
        return await browser.post(path, content=f"name,email\nA,{who}@csv.example\n")
    if row.method == "GET":
        return await browser.get(path)
    return await browser.request(row.method, path, json=filled(row.body, company, who))


LAST = ("/withdraw", "/link", "/revoke", "/sign-out")
"""What ends something for the others comes last, in this order."""


def as_expected(row: Row, who: str, status: int) -> bool:
    if row.path == "/{path}":
        return status in {200, 503}  # 503 where the front end is not built
    if who not in row.may:
        return status == (403 if who in SIGNED_IN and row.may & SIGNED_IN else 401)
    if who == "other" and "{" in row.path:
        return status == 404
    return status not in {401, 403, 404, 405, 422, 429} and status < 500


async def test_authorization(app: FastAPI, company: Company, callers: dict[str, dict[str, str]]) -> None:
    wrong = []
    rows = [row for row in TABLE if not row.path.endswith(LAST) and row.method != "WS"]
    rows += [row for end in LAST for row in TABLE if row.path.endswith(end)]
    for row in rows:
        for who, cookies in callers.items():
            async with caller(app, cookies) as browser:
                status = (await call(browser, row, company, who)).status_code
            if not as_expected(row, who, status):
                wrong.append(f"{row.method} {row.path} as {who}: {status}")
    assert not wrong
