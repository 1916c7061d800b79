"""The tables. A column that names another row holds its id; times are UTC; ids are ``ids.new_id()``.

There are no relationships: queries join by hand, and a row is flushed before one that names it is added.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from assay.store.columns import UtcDateTime

ID = String(32)
SHA256 = String(64)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        datetime: UtcDateTime(),
        str: Text(),
        float: Double(),
        bytes: LargeBinary(),
        dict[str, Any]: JSON(none_as_null=True),
        list[str]: JSON(),
    }


class Organization(Base):
    __tablename__ = "organization"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str]


class Member(Base):
    """``email`` is kept in lower case."""

    __tablename__ = "member"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    organization: Mapped[str] = mapped_column(ForeignKey("organization.id"), index=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    permissions: Mapped[list[str]]


class MemberSession(Base):
    """One sign-in of a member. The cookie's token is kept as a hash only."""

    __tablename__ = "member_session"
    token_sha256: Mapped[str] = mapped_column(SHA256, primary_key=True)
    member: Mapped[str] = mapped_column(ForeignKey("member.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Position(Base):
    __tablename__ = "position"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    organization: Mapped[str] = mapped_column(ForeignKey("organization.id"), index=True)
    title: Mapped[str]
    notes: Mapped[str]
    created_at: Mapped[datetime]


class PlanVersion(Base):
    """Never changed once written: sessions name the version that they ran under."""

    __tablename__ = "plan_version"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    position: Mapped[str] = mapped_column(ForeignKey("position.id"))
    version: Mapped[int]
    plan: Mapped[dict[str, Any]]
    created_by: Mapped[str] = mapped_column(ForeignKey("member.id"))
    created_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("position", "version"),)


class Candidate(Base):
    """A person, once for each organization; ``email`` is kept in lower case."""

    __tablename__ = "candidate"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    organization: Mapped[str] = mapped_column(ForeignKey("organization.id"))
    name: Mapped[str]
    email: Mapped[str] = mapped_column(String(254))
    __table_args__ = (UniqueConstraint("organization", "email"),)


class Invitation(Base):
    """A candidate's personal link to one plan. ``opens_at`` to ``closes_at`` is the window to start in."""

    __tablename__ = "invitation"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    organization: Mapped[str] = mapped_column(ForeignKey("organization.id"), index=True)
    position: Mapped[str] = mapped_column(ForeignKey("position.id"), index=True)
    plan_version: Mapped[str] = mapped_column(ForeignKey("plan_version.id"))
    candidate: Mapped[str] = mapped_column(ForeignKey("candidate.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(SHA256, unique=True)
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Session(Base):
    """One candidate's sitting, made together with its invitation.

    ``state`` is one of invited, opened, consented, running, evaluating, ended (revoked and expired follow
    from the invitation). ``key_sealed`` is the session's own key under the server's (``secret.py``).
    ``ends_at`` already counts ``returned_ms``, the time given back. ``judge_faults`` counts runs and
    submissions whose result is a fault of the judge. ``report_overall`` is in per cent.
    """

    __tablename__ = "session"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    organization: Mapped[str] = mapped_column(ForeignKey("organization.id"), index=True)
    invitation: Mapped[str] = mapped_column(ForeignKey("invitation.id"), unique=True)
    plan_version: Mapped[str] = mapped_column(ForeignKey("plan_version.id"))
    state: Mapped[str] = mapped_column(String(16), index=True)
    opened_at: Mapped[datetime | None]
    consented_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[str | None] = mapped_column(String(16))
    returned_ms: Mapped[int] = mapped_column(default=0)
    judge_faults: Mapped[int] = mapped_column(default=0)
    key_sealed: Mapped[bytes]
    report_overall: Mapped[float | None]


class CandidateSession(Base):
    """One browser that a candidate opened the link in. The cookie's token is kept as a hash only."""

    __tablename__ = "candidate_session"
    token_sha256: Mapped[str] = mapped_column(SHA256, primary_key=True)
    session: Mapped[str] = mapped_column(ForeignKey("session.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class LogBatch(Base):
    """One sealed batch of the session log (``assay.log.chain``). Rows are added, never changed."""

    __tablename__ = "log_batch"
    session: Mapped[str] = mapped_column(ForeignKey("session.id"), primary_key=True)
    idx: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    first_seq: Mapped[int]
    last_seq: Mapped[int]
    header: Mapped[bytes]
    sealed: Mapped[bytes]
    hash: Mapped[bytes]
    at: Mapped[datetime]


class LogWriter(Base):
    """The highest ``n`` stored of each writer of a session's log."""

    __tablename__ = "log_writer"
    session: Mapped[str] = mapped_column(ForeignKey("session.id"), primary_key=True)
    writer: Mapped[str] = mapped_column(String(64), primary_key=True)
    n: Mapped[int]


class Job(Base):
    """Work to be done, written in the transaction that asks for it. ``state``: queued, running, done, failed.
    What is done is forgotten after some weeks.

    ``owner`` is the server that claimed it last, ``claimed_at`` when; ``lease_until`` of a queued job is
    the moment before which it is not to be started, of a running one the end of its owner's lease.
    """

    __tablename__ = "job"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    session: Mapped[str] = mapped_column(ForeignKey("session.id"), index=True)
    organization: Mapped[str] = mapped_column(ForeignKey("organization.id"))
    state: Mapped[str] = mapped_column(String(16))
    priority: Mapped[int]
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    payload: Mapped[dict[str, Any]]
    result: Mapped[dict[str, Any] | None]
    error: Mapped[str | None]
    owner: Mapped[str | None] = mapped_column(String(64))
    claimed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    __table_args__ = (Index("ix_job_next", "state", "priority", "organization", "created_at"),)


class JudgeWorker(Base):
    """A worker of the fleet that was heard of. ``facts``: its slots, its languages, its version."""

    __tablename__ = "judge_worker"
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    seen_at: Mapped[datetime]
    facts: Mapped[dict[str, Any]]


class ServerBeat(Base):
    """When a server was last alive, so that an outage can be measured after it."""

    __tablename__ = "server_beat"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    alive_at: Mapped[datetime]


class Report(Base):
    """A report's document; ``version_sha256`` is of its canonical JSON."""

    __tablename__ = "report"
    session: Mapped[str] = mapped_column(ForeignKey("session.id"), primary_key=True)
    version_sha256: Mapped[str] = mapped_column(SHA256, primary_key=True)
    document: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class ReportFigures(Base):
    """What a comparison needs of a report (``assay.report.comparison_document.Figures``), in a table of its own:
    to read it beside the documents would be to read them all. ``created_at`` is the report's."""

    __tablename__ = "report_figures"
    session: Mapped[str] = mapped_column(ID, primary_key=True)
    version_sha256: Mapped[str] = mapped_column(SHA256, primary_key=True)
    figures: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    __table_args__ = (
        ForeignKeyConstraint(["session", "version_sha256"], ["report.session", "report.version_sha256"]),
    )
