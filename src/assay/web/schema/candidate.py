"""The candidate's side."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from assay.log.events import Event, LanguageId, NewEvent, OwnCase, Utf16Text, WriterId
from assay.web.schema.common import ClockState, Language, Model


class Enter(Model):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"token": "8VsNA-n4Ci4bL1KUgPYsTLQ_z8NDYs_hZrMvDpQDUwk"}]}
    )

    token: Annotated[str, Field(min_length=16, max_length=200, description="from the personal link")]


class Recorded(Model):
    what: str
    why: str
    who: str
    how_long: str


class Notice(Model):
    """What is shown before anything is captured. ``sha256`` is of the canonical JSON of the rest."""

    version: str
    sha256: str
    recorded: list[Recorded]
    not_done: list[str]
    other_ways: str = Field(description="how to ask for a person or another format instead")


class Sample(Model):
    name: str
    input: Utf16Text
    answer: Utf16Text


class Starter(Model):
    language: str
    file: str = Field(description="FileId, <problem>/<file name>")
    text: Utf16Text


class ProblemView(Model):
    slug: str
    title: str
    statement_html: str = Field(description="rendered by the server from the package's Markdown, sanitized")
    statement_text: str
    mode: Literal["function", "stdio"]
    samples: list[Sample]
    starters: list[Starter] = Field(description="one for each language allowed here")
    time_limit_s: float
    memory_mib: int
    minutes: int | None = None


class CandidateView(Model):
    """All that the candidate's page needs. ``problems`` is empty until the clock has started."""

    state: Literal["invited", "consented", "running", "ended"]
    session: str
    candidate_name: str
    organization: str
    position: str
    minutes: int
    problem_count: int
    welcome: str
    level: Literal["trust", "notice"]
    notice: Notice
    consented_at: datetime | None
    opens_at: datetime | None
    closes_at: datetime | None
    clock: ClockState
    languages: list[Language]
    practice: ProblemView
    problems: list[ProblemView]
    ended_reason: Literal["finished", "time", "withdrawn"] | None = None


class Consent(Model):
    notice_sha256: str = Field(
        max_length=200,
        description="of the notice that was shown",
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    )


class PracticeRun(Model):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"language": "python", "source": "def total(prices):\n    return sum(prices)\n"}]
        }
    )

    language: LanguageId
    source: Annotated[Utf16Text, Field(description="at most 64 KiB")]
    cases: Annotated[list[OwnCase], Field(max_length=20)] | None = None


# --- WebSocket /api/candidate/log -----------------------------------------------------------------


class Hello(Model):
    type: Literal["hello"]
    writer: WriterId
    have: Annotated[int, Field(ge=0, description="highest seq this tab has")]


class Push(Model):
    type: Literal["push"]
    writer: WriterId
    events: Annotated[list[NewEvent], Field(min_length=1, max_length=500)]


class Welcome(Model):
    type: Literal["welcome"] = "welcome"
    writer: str
    stored: int = Field(description="highest n stored of this writer")
    seq: int = Field(description="highest seq of the session")
    t: int = Field(description="milliseconds since the session was opened, now")
    clock: ClockState


class Events(Model):
    """In order of seq, without gaps in what a candidate may see; own events come back too."""

    type: Literal["events"] = "events"
    events: list[Event]


class Ack(Model):
    """Everything up to ``stored`` is on disk. Sent after the ``events`` that hold it."""

    type: Literal["ack"] = "ack"
    writer: str
    stored: int
    at: datetime


class Behind(Model):
    """The edit at ``n`` was not taken: the file is at ``version``. Rebase over what was sent and push again."""

    type: Literal["behind"] = "behind"
    writer: str
    stored: int
    file: str
    version: int


class Gap(Model):
    """Events are missing between ``stored`` and what was offered: push again from ``stored`` + 1."""

    type: Literal["gap"] = "gap"
    writer: str
    stored: int


class Refused(Model):
    """The event at ``n`` will never be taken (malformed, too late, not allowed)."""

    type: Literal["refused"] = "refused"
    writer: str
    stored: int
    n: int
    code: Literal["late", "malformed", "not_allowed", "not_started"]
    message: str


class Clock(Model):
    type: Literal["clock"] = "clock"
    clock: ClockState


class Wait(Model):
    """The run or submission at ``of`` waits for the judge. Told again when it changes; ``ahead`` 0: it is being
    judged. ``fault``: the judge itself failed on it; it is tried again by itself, and the time is given back."""

    type: Literal["wait"] = "wait"
    of: int
    ahead: int = Field(description="how many are judged before it")
    seconds: int | None = Field(description="about, until its turn; null: the judge is away")
    fault: bool = Field(False, description="the judge failed on it, and tries again")


class Trouble(Model):
    """The server cannot go on with this connection; the browser keeps its events and tries again."""

    type: Literal["trouble"] = "trouble"
    message: str


ClientMessage = Annotated[Hello | Push, Field(discriminator="type")]
ServerMessage = Annotated[
    Welcome | Events | Ack | Behind | Gap | Refused | Clock | Wait | Trouble, Field(discriminator="type")
]
