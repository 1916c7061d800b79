"""Members, their organizations, passwords and sign-ins."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from assay.store import members
from assay.store.engine import Database
from assay.store.passwords import hash_password, verify_password
from assay.store.tables import MemberSession, Organization

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


async def add(database: Database, email: str, organization: str = "Acme", *permissions: str) -> str:
    async with database.write() as s:
        return await members.add_member(
            s,
            organization=organization,
            name="N",
            email=email,
            password_hash="-",
            permissions=permissions,
        )


async def test_members_share_an_organization_by_its_name(database: Database) -> None:
    await add(database, "A@x.org", "Acme", "invite")
    await add(database, "b@x.org", "Acme")
    await add(database, "c@x.org", "Bolt", "admin")
    async with database.read() as s:
        assert await s.scalar(select(func.count()).select_from(Organization)) == 2
        a, _ = await members.by_email(s, "a@X.org") or pytest.fail("a is not there")
        c, _ = await members.by_email(s, "c@x.org") or pytest.fail("c is not there")
        assert await members.by_email(s, "d@x.org") is None
    assert a.email == "a@x.org"
    assert (a.may("invite"), a.may("sessions")) == (True, False)
    assert c.may("invite")
    assert c.organization_name == "Bolt"


async def test_address_is_taken_whatever_its_case_and_organization(database: Database) -> None:
    await add(database, "a@x.org")
    with pytest.raises(members.MemberExists, match=r"a@x\.org"):
        await add(database, "A@X.ORG", "Bolt")
    with pytest.raises(ValueError, match="unknown permission 'fly'"):
        await add(database, "b@x.org", "Acme", "fly")


async def test_sign_in_lasts_its_time_and_not_longer(database: Database) -> None:
    member = await add(database, "a@x.org")
    async with database.write() as s:
        first = await members.sign_in(s, member, NOW, timedelta(hours=1))
    async with database.read() as s:
        found = await members.by_token(s, first, NOW + timedelta(minutes=59))
        assert found is not None
        assert found.id == member
        assert await members.by_token(s, first, NOW + timedelta(hours=1)) is None
        assert await members.by_token(s, first + "x", NOW) is None
        assert await members.by_token(s, "\ud800\x00", NOW) is None
    async with database.write() as s:
        second = await members.sign_in(s, member, NOW + timedelta(hours=2), timedelta(hours=1))
    async with database.read() as s:
        assert await s.scalar(select(func.count()).select_from(MemberSession)) == 1
    async with database.write() as s:
        await members.sign_out(s, second)
    async with database.read() as s:
        assert await members.by_token(s, second, NOW + timedelta(hours=2)) is None


async def test_passwords() -> None:
    stored = await hash_password("correct horse")
    assert stored.startswith("$argon2id$")
    assert await verify_password(stored, "correct horse")
    assert not await verify_password(stored, "Correct horse")
    assert not await verify_password(None, "correct horse")
    assert not await verify_password(None, "the password of nobody")
    assert not await verify_password("no hash", "correct horse")


async def test_new_password_ends_all_sign_ins(database: Database) -> None:
    member = await add(database, "a@x.org")
    async with database.write() as s:
        token = await members.sign_in(s, member, NOW, timedelta(hours=1))
    async with database.write() as s:
        assert await members.set_password(s, "A@x.org", "new")
        assert not await members.set_password(s, "b@x.org", "new")
    async with database.read() as s:
        assert await members.by_token(s, token, NOW) is None
        assert (await members.by_email(s, "a@x.org") or pytest.fail("gone"))[1] == "new"
        assert [known.email for known in await members.list_members(s)] == ["a@x.org"]
