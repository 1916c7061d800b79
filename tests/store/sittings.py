"""Rows that logs and jobs hang on."""

from __future__ import annotations

from datetime import UTC, datetime

from assay.store.engine import Database
from assay.store.ids import new_id
from assay.store.tables import Candidate, Invitation, Member, Organization, PlanVersion, Position, Session


async def add_session(database: Database, like: str | None = None) -> str:
    """A session of a new organization, or of that of the session ``like``; its id."""
    ids = {
        name: new_id() for name in ("org", "member", "position", "plan", "candidate", "invitation", "session")
    }
    now = datetime.now(UTC)
    organizations = [Organization(id=ids["org"], name="Acme")]
    if like is not None:
        async with database.read() as s:
            ids["org"] = (await s.get_one(Session, like)).organization
        organizations = []
    rows = [
        organizations,
        [
            Member(
                id=ids["member"],
                organization=ids["org"],
                email=f"{ids['member']}@acme.example",
                name="Ada",
                password_hash="-",
                permissions=[],
            ),
            Position(id=ids["position"], organization=ids["org"], title="Engineer", notes="", created_at=now),
            Candidate(
                id=ids["candidate"],
                organization=ids["org"],
                name="Grace",
                email=f"{ids['candidate']}@x.example",
            ),
        ],
        [
            PlanVersion(
                id=ids["plan"],
                position=ids["position"],
                version=1,
                plan={},
                created_by=ids["member"],
                created_at=now,
            )
        ],
        [
            Invitation(
                id=ids["invitation"],
                organization=ids["org"],
                position=ids["position"],
                plan_version=ids["plan"],
                candidate=ids["candidate"],
                token_sha256=ids["invitation"] * 2,
                created_at=now,
            )
        ],
        [
            Session(
                id=ids["session"],
                organization=ids["org"],
                invitation=ids["invitation"],
                plan_version=ids["plan"],
                state="invited",
                key_sealed=b"",
            )
        ],
    ]
    async with database.write() as s:
        for level in rows:
            s.add_all(level)
            await s.flush()
    return ids["session"]
