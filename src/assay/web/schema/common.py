"""Shapes used on both sides."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Model(BaseModel):
    # What has a default is still always there in an answer: the browser's types need no "or undefined".
    model_config = ConfigDict(extra="forbid", json_schema_serialization_defaults_required=True)


class Problem4xx(Model):
    """Every error's body: what happened, where, and what to do."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "message": "There is no problem 'no-such-problem' in the bank.",
                    "where": "sections[0].problem",
                    "remedy": "Choose one that GET /api/bank lists.",
                }
            ]
        }
    )

    message: str
    where: str | None = Field(None, description="field, line or id that is meant")
    remedy: str | None = None


class ClockState(Model):
    """``remaining_ms`` at ``now``; ``returned_ms`` is time given back for faults of ours."""

    state: Literal["not_started", "running", "ended"]
    now: datetime
    minutes: int
    ends_at: datetime | None = None
    remaining_ms: int | None = None
    returned_ms: int = 0


class Language(Model):
    """A language that can be used. ``time_factor`` multiplies the problem's time limit."""

    id: str
    name: str
    version: str
    file_name: str = Field(description="of the candidate's one file, e.g. solution.py")
    time_factor: float


class Health(Model):
    """``database`` is ok, or the kind of what went wrong."""

    status: Literal["ok", "failing"]
    version: str
    database: str


Name = Annotated[
    str,
    Field(
        min_length=1,
        max_length=120,
        pattern=r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x1f\x7f]*$",
        description="one line, not blank",
        examples=["Grace Hopper"],
    ),
]
Paragraphs = Annotated[str, Field(max_length=4000, pattern=r"^[^\x00]*$")]
"""Text of several lines. NUL is refused: PostgreSQL cannot keep it."""
Email = Annotated[
    str,
    Field(
        max_length=254, pattern=r"^[^@\s\x00-\x1f\x7f]+@[^@\s\x00-\x1f\x7f]+$", examples=["grace@example.org"]
    ),
]
