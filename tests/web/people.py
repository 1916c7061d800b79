"""Callers of the API for tests: companies with members, positions and invitations."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
from argon2 import PasswordHasher
from fastapi import FastAPI

from assay.store.members import PERMISSIONS, add_member, sign_in
from assay.web.security import CANDIDATE_COOKIE, MEMBER_COOKIE
from assay.web.services import Services

ORIGIN = "http://assay.test"
PASSWORD = "correct horse battery"
_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
"""As stored, but quick to check."""


def caller(app: FastAPI, cookies: dict[str, str] | None = None) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app, raise_app_exceptions=False),
        base_url=ORIGIN,
        headers={"origin": ORIGIN},
        cookies=cookies,
    )


async def add_signed_in(
    app: FastAPI, organization: str, name: str, permissions: Sequence[str] = PERMISSIONS
) -> httpx.AsyncClient:
    """A member added to the organization, with a browser in which they are signed in."""
    services: Services = app.state.services
    async with services.database.write() as s:
        id = await add_member(
            s,
            organization=organization,
            name=name,
            email=f"{name}@{organization}.example".lower(),
            password_hash=_HASH,
            permissions=permissions,
        )
        token = await sign_in(s, id, services.now(), timedelta(hours=1))
    return caller(app, {MEMBER_COOKIE: token})


@dataclass
class Company:
    """``position`` has a plan and one ``invitation``, whose personal link holds ``token``."""

    app: FastAPI
    name: str
    owner: httpx.AsyncClient
    position: str = ""
    problems: list[str] = field(default_factory=list)
    invitation: str = ""
    session: str = ""
    token: str = ""

    def plan(self, **changes: Any) -> dict[str, Any]:
        """A plan as it is posted."""
        return {
            "sections": [{"problem": slug} for slug in self.problems],
            "minutes": 60,
            "languages": ["python", "javascript"],
            **changes,
        }

    async def invite(self, name: str = "Grace Hopper", email: str = "grace@example.org", **more: Any) -> Any:
        answer = await self.owner.post(
            f"/api/positions/{self.position}/invitations", json={"name": name, "email": email, **more}
        )
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def candidate(self) -> httpx.AsyncClient:
        """A browser in which the personal link was opened."""
        browser = caller(self.app)
        answer = await browser.post("/api/candidate/enter", json={"token": self.token})
        assert answer.status_code == 200, answer.text
        return caller(self.app, {CANDIDATE_COOKIE: answer.cookies[CANDIDATE_COOKIE]})


@asynccontextmanager
async def found_company(app: FastAPI, name: str) -> AsyncIterator[Company]:
    async with AsyncExitStack() as stack:
        owner = await stack.enter_async_context(await add_signed_in(app, name, "Owner"))
        made = Company(app, name, owner)
        bank = (await owner.get("/api/bank")).json()
        made.problems = [problem["slug"] for problem in bank["problems"][:2]]
        made.position = (await owner.post("/api/positions", json={"title": "Backend engineer"})).json()["id"]
        answer = await owner.post(f"/api/positions/{made.position}/plans", json=made.plan())
        assert answer.status_code == 201, answer.text
        invited = await made.invite()
        made.invitation, made.session = invited["id"], invited["session"]
        made.token = invited["link"].rsplit("/", 1)[1]
        yield made
