"""The team's side."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, model_validator

from assay.interview.plan import Plan
from assay.log.events import Event
from assay.report.document import Change
from assay.web.schema.common import ClockState, Email, Language, Model, Name, Paragraphs

SessionState = Literal[
    "invited", "opened", "consented", "running", "evaluating", "ended", "revoked", "expired"
]


def _reasonable(value: datetime) -> datetime:
    if not 2000 <= value.year < 3000:
        raise ValueError("the year must lie between 2000 and 2999")
    return value.astimezone(UTC)


Moment = Annotated[AwareDatetime, AfterValidator(_reasonable)]
"""A time that a person gave, with its time zone."""


class SignIn(Model):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"email": "grace@example.org", "password": "correct horse battery"}]}
    )

    email: Email
    password: Annotated[str, Field(min_length=1, max_length=200)]


class Me(Model):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "01a2064c809478d0828c5ac1e2cbdfcb",
                    "name": "Grace Hopper",
                    "email": "grace@example.org",
                    "organization": "Acme",
                    "permissions": ["invite", "sessions"],
                }
            ]
        }
    )

    id: str
    name: str
    email: str
    organization: str
    permissions: list[str]


class PositionIn(Model):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"title": "Backend engineer, senior", "notes": "Team of six, Python and PostgreSQL"}]
        }
    )

    title: Name
    notes: Paragraphs = ""


class PositionChange(Model):
    """What is left out stays as it is."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"notes": "Team of seven now"}]})

    title: Name | None = None
    notes: Paragraphs | None = None


class Position(Model):
    id: str
    title: str
    notes: str
    created_at: datetime
    plan_version: int | None
    sessions: dict[SessionState, int]


class PlanVersion(Model):
    id: str
    position: str
    version: int
    created_at: datetime
    created_by: str
    plan: Plan


class BankProblem(Model):
    slug: str
    title: str
    summary: str
    mode: Literal["function", "stdio"]
    difficulty: int | None = Field(description="1 (easiest) to 9; null where the package does not say")
    minutes: int | None
    topics: list[str]
    skills: list[str]
    languages: list[str]
    tests: dict[str, int] = Field(description="number of tests by group")
    statement_html: str
    digest: str


class Bank(Model):
    problems: list[BankProblem]
    languages: list[Language]


class InvitationIn(Model):
    """``opens_at`` to ``closes_at`` is the window in which the candidate may start."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"name": "Ada Lovelace", "email": "ada@example.org", "closes_at": "2026-12-24T18:00:00Z"}
            ]
        }
    )

    name: Name
    email: Email
    opens_at: Moment | None = None
    closes_at: Moment | None = None

    @model_validator(mode="after")
    def _window(self) -> InvitationIn:
        if self.opens_at is not None and self.closes_at is not None and self.closes_at <= self.opens_at:
            raise ValueError("closes_at must be later than opens_at")
        return self


class Invitation(Model):
    """``link`` is shown once, when it is made: only its hash is kept."""

    id: str
    session: str
    candidate: str
    email: str
    position: str
    plan_version: int
    opens_at: datetime | None
    closes_at: datetime | None
    revoked: bool
    created_at: datetime
    link: str | None = None


class CsvError(Model):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "line": 3,
                    "message": "The email is missing.",
                    "remedy": "Write an address such as grace@example.org.",
                }
            ]
        }
    )

    line: int
    message: str
    remedy: str


class CsvResult(Model):
    """Lines in error create nothing; the others are invited unless ``dry_run`` was asked for."""

    created: list[Invitation]
    errors: list[CsvError]
    lines: int


class SessionRow(Model):
    id: str
    invitation: str
    candidate: str
    email: str
    position: str
    position_id: str
    plan_version: int
    state: SessionState
    invited_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    clock: ClockState
    connected: bool = Field(description="a tab of the candidate is on line now")
    waiting_for: str = Field(description="in words: what is waited for")
    judge_faults: int = Field(description="runs and submissions that the judge itself failed on: our fault")
    overall: float | None = Field(None, description="score in per cent, once evaluated")


class SessionPage(Model):
    rows: list[SessionRow]
    total: int


class LogPage(Model):
    """Events from ``after`` (exclusive), at most 5,000; ``last`` is the log's highest seq."""

    events: list[Event]
    last: int


class ReportVersion(Model):
    """A version of a session's report, and what it says differently from the one before it."""

    version: str = Field(description="SHA-256 of the document's canonical JSON")
    made_at: datetime
    changes: list[Change] = Field(description="empty for the first")


class ReportVersions(Model):
    """The newest first."""

    versions: list[ReportVersion]


class Integrity(Model):
    """Result of recomputing the chain."""

    ok: bool
    batches: int
    events: int
    faults: list[str]
