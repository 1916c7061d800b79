"""Signing in and out, the cookie, foreign origins, guessing."""

from __future__ import annotations

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from assay.store.tables import MemberSession
from assay.web.security import MEMBER_COOKIE
from tests.web.people import ORIGIN, PASSWORD, add_signed_in

EMAIL = "ada@acme.example"


@pytest.fixture
async def ada(app: FastAPI) -> None:
    await (await add_signed_in(app, "Acme", "Ada", ["sessions"])).aclose()


async def sign_in(browser: httpx.AsyncClient, password: str = PASSWORD, email: str = EMAIL) -> httpx.Response:
    return await browser.post("/api/sign-in", json={"email": email, "password": password})


async def test_sign_in_me_and_out(app: FastAPI, browser: httpx.AsyncClient, ada: None) -> None:
    answer = await sign_in(browser, email=EMAIL.upper())
    assert answer.status_code == 200
    assert answer.json()["permissions"] == ["sessions"]
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/" in cookie
    assert "secure" not in cookie
    token = browser.cookies[MEMBER_COOKIE]
    assert (await browser.get("/api/me")).json()["organization"] == "Acme"
    async with app.state.services.database.read() as s:
        assert token not in (await s.execute(select(MemberSession.token_sha256))).scalars().all()

    answer = await browser.post("/api/sign-out")
    assert answer.status_code == 204
    assert MEMBER_COOKIE not in browser.cookies
    answer = await browser.get("/api/me", headers={"cookie": f"{MEMBER_COOKIE}={token}"})
    assert answer.status_code == 401
    assert "Sign in" in answer.json()["remedy"]
    assert (await browser.post("/api/sign-out")).status_code == 204


async def test_cookie_is_secure_over_https(app: FastAPI, ada: None) -> None:
    transport = httpx.ASGITransport(app)
    origin = "https://assay.test"
    async with httpx.AsyncClient(transport=transport, base_url=origin, headers={"origin": origin}) as browser:
        assert "secure" in (await sign_in(browser)).headers["set-cookie"].lower()


@pytest.mark.parametrize(
    ("email", "password"), [(EMAIL, "wrong"), ("nobody@acme.example", PASSWORD), (EMAIL, PASSWORD + " ")]
)
async def test_wrong_email_and_wrong_password_look_the_same(
    browser: httpx.AsyncClient, ada: None, email: str, password: str
) -> None:
    answer = await sign_in(browser, password, email)
    assert answer.status_code == 401
    assert answer.json()["message"] == "Email or password is wrong."
    assert "set-cookie" not in answer.headers


async def test_guessing_is_slowed_down(browser: httpx.AsyncClient, ada: None) -> None:
    for _ in range(10):
        assert (await sign_in(browser, "wrong")).status_code == 401
    answer = await sign_in(browser)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert (await sign_in(browser, email="other@acme.example")).status_code == 401


SENT = [
    ({"origin": ORIGIN}, True),
    ({"sec-fetch-site": "same-origin"}, True),
    ({"sec-fetch-site": "none"}, True),
    ({"sec-fetch-site": "same-origin", "origin": "null"}, True),
    ({}, False),
    ({"origin": "null"}, False),
    ({"origin": "http://evil.test"}, False),
    ({"origin": "http://assay.test.evil.test"}, False),
    ({"origin": "http://assay.test:8080"}, False),
    ({"origin": "http://[broken"}, False),
    ({"sec-fetch-site": "cross-site"}, False),
    ({"sec-fetch-site": "same-site", "origin": ORIGIN}, False),
]


async def test_only_our_own_pages_change_anything(browser: httpx.AsyncClient, ada: None) -> None:
    del browser.headers["origin"]
    body = {"email": EMAIL, "password": PASSWORD}
    for headers, allowed in SENT:
        answer = await browser.post("/api/sign-in", json=body, headers=headers)
        assert answer.status_code == (200 if allowed else 403), headers
        assert (await browser.get("/api/openapi.json", headers=headers)).status_code == 200


async def test_token_of_another_kind_or_shape_is_nobody(browser: httpx.AsyncClient) -> None:
    for token in ("x", "a" * 5000, "%00", "é"):
        answer = await browser.get("/api/me", headers={"cookie": f"{MEMBER_COOKIE}={token}".encode()})
        assert answer.status_code == 401
