"""Fills an empty server with the example company, through its own API."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from assay.demo.company import Awaited, Company, Opening, Sitting, email
from assay.demo.desk import DemoFailed
from assay.demo.player import Player
from assay.web.live.clock import ORGANIZATION, ScriptedClock

AT_ONCE = 3
"""Sessions played side by side: enough to keep two judge slots busy."""


@dataclass(frozen=True)
class Seeded:
    """``visitor_link`` is an unused personal link."""

    sessions: int
    visitor_link: str


async def seed(
    base: str,
    *,
    company: Company,
    member_email: str,
    password: str,
    clock: ScriptedClock,
    submissions: dict[str, Path],
    languages: frozenset[str],
    progress: Callable[[int, int, str], None],
) -> Seeded:
    """Sessions whose languages this machine lacks are left out. ``progress`` gets (done, of, what).

    Raises DemoFailed where the server does not answer as it should.
    """
    possible = [sitting for sitting in company.sittings if _languages(sitting) <= languages]
    earliest = min(map(_morning, possible), default=datetime.now(UTC))
    clock.set(ORGANIZATION, earliest - timedelta(days=2))
    async with _signed_in(base, member_email, password) as member:
        positions = [await _position(member, opening, languages) for opening in company.openings]
        clock.set(ORGANIZATION, earliest - timedelta(days=1, hours=15))
        invited = [await _invite(member, positions[s.opening], s.name, s.email) for s in possible]
    clock.release(ORGANIZATION)

    player = Player(base, clock, submissions)
    gate = asyncio.Semaphore(AT_ONCE)
    done = 0
    progress(done, len(possible), "")

    async def play(sitting: Sitting, invitation: dict[str, Any]) -> None:
        nonlocal done
        async with gate:
            await player.play(
                sitting,
                session=invitation["session"],
                token=_token(invitation),
                opened_at=_morning(sitting),
            )
        done += 1
        progress(done, len(possible), sitting.name)

    async with asyncio.TaskGroup() as group:
        for sitting, invitation in zip(possible, invited, strict=True):
            group.create_task(play(sitting, invitation))

    async with _signed_in(base, member_email, password) as member:
        for awaited in company.awaited:
            await _expect(member, positions, awaited)
        visitor = await _expect(member, positions, company.visitor)
    return Seeded(len(possible), visitor["link"])


@asynccontextmanager
async def _signed_in(base: str, email: str, password: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=base, headers={"Origin": base}, timeout=60) as member:
        await _ask(member, "POST", "/api/sign-in", {"email": email, "password": password})
        yield member


def _languages(sitting: Sitting) -> frozenset[str]:
    return frozenset(step.language for step in sitting.steps if hasattr(step, "language"))


def _morning(sitting: Sitting) -> datetime:
    today = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    return (today - timedelta(days=sitting.days)).replace(hour=sitting.hour, minute=3)


def _token(invitation: dict[str, Any]) -> str:
    link: str = invitation["link"]
    return link.rpartition("/i/")[2]


async def _position(member: httpx.AsyncClient, opening: Opening, languages: frozenset[str]) -> str:
    made = await _ask(member, "POST", "/api/positions", {"title": opening.title, "notes": opening.notes})
    plan = opening.plan.model_dump(mode="json")
    plan["languages"] = [language for language in plan["languages"] if language in languages]
    await _ask(member, "POST", f"/api/positions/{made['id']}/plans", plan)
    position: str = made["id"]
    return position


async def _invite(member: httpx.AsyncClient, position: str, name: str, address: str) -> dict[str, Any]:
    body = {"name": name, "email": address}
    return await _ask(member, "POST", f"/api/positions/{position}/invitations", body)


async def _expect(member: httpx.AsyncClient, positions: list[str], awaited: Awaited) -> dict[str, Any]:
    return await _invite(member, positions[awaited.opening], awaited.name, email(awaited.name))


async def _ask(member: httpx.AsyncClient, method: str, path: str, body: Any) -> dict[str, Any]:
    answer = await member.request(method, path, json=body)
    if answer.is_error:
        raise DemoFailed(f"{method} {path} answered {answer.status_code}: {answer.text[:300]}")
    found: dict[str, Any] = answer.json() if answer.content else {}
    return found
