"""A plan: how the interview for a position goes. Versions of it are immutable; a session names its own."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from assay.log.events import LanguageId, Slug


class Weights(BaseModel):
    """What counts how much, in points of 100. Parts that were not measured drop out and the rest is scaled."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    correctness: Annotated[float, Field(ge=0, le=100)] = 45
    efficiency: Annotated[float, Field(ge=0, le=100)] = 20
    quality: Annotated[float, Field(ge=0, le=100)] = 15
    robustness: Annotated[float, Field(ge=0, le=100)] = 10


class Section(BaseModel):
    """One fixed problem. ``minutes`` is a suggestion shown to the candidate; the session has one clock."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    problem: Slug
    minutes: Annotated[int, Field(ge=1, le=480)] | None = None


class Plan(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "sections": [{"problem": "cart-total", "minutes": 25}, {"problem": "meeting-gaps"}],
                    "minutes": 60,
                    "languages": ["python", "java"],
                    "level": "trust",
                    "welcome": "Good to have you here.",
                }
            ]
        },
    )
    sections: Annotated[list[Section], Field(min_length=1, max_length=12)]
    minutes: Annotated[int, Field(ge=5, le=480, description="the session's time, in minutes")]
    languages: Annotated[list[LanguageId], Field(min_length=1)]
    level: Literal["trust", "notice"] = Field(
        "trust",
        description="integrity level: trust records the edits only; notice also when the page was left",
    )
    weights: Weights = Weights()
    welcome: Annotated[str, Field(max_length=4000)] = ""
