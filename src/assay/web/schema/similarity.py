"""Answers that are alike, for the team. It stands apart from scores and from reports."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assay.log.events import Utf16Text
from assay.web.schema.common import Model


class AlikeSide(Model):
    session: str
    candidate: str


class AlikePair(Model):
    """``verdict`` says whether the share can be relied on; it never says that anybody copied."""

    one: AlikeSide
    other: AlikeSide
    likeness: float = Field(description="0: nothing in common; 1: the same but for names, layout, order")
    verdict: Literal["compared", "too short to tell", "too few to tell"]
    at_least_as_alike: int = Field(description="of the other pairs")
    independent_pairs: int = Field(description="how many other pairs of this problem it was held against")
    share: float = Field(description="of independent pairs at least as alike, as large as it may be")
    expected_by_chance: float = Field(description="how many of those searched would be as alike by chance")
    words: str
    chance: str | None = Field(None, description="None where the share cannot be relied on")
    parts: int = Field(description="how many parts match")


class AlikeProblem(Model):
    """The pairs of one problem whose likeness is unusual, most alike first."""

    problem: str
    title: str
    state: Literal["compared", "comparing", "failed"]
    answers: int = Field(description="of the position; of each person the newest")
    earlier: int = Field(description="of the organization's other positions, only held against")
    too_short: int = Field(description="answers of the position with too little code of their own")
    unread: int = Field(description="answers in a language that is not compared")
    searched: int = Field(description="pairs of the position's answers that were compared")
    pairs: list[AlikePair]


class Similarity(Model):
    position: str
    title: str
    problems: list[AlikeProblem]
    rules: list[str] = Field(description="how to read this, in words")
    no_detector: list[str] = Field(description="why nothing here says whether a machine wrote code")


class AlikeCode(Model):
    session: str
    candidate: str
    language: str
    file: str
    code: Utf16Text = Field(description="what was graded")


class Lines(Model):
    """From 1, both ends included."""

    first: int
    last: int


class AlikePart(Model):
    label: str
    one: Lines
    other: Lines
    tokens: int


class SideBySide(Model):
    position: str
    problem: str
    title: str
    pair: AlikePair
    one: AlikeCode
    other: AlikeCode
    parts: list[AlikePart] = Field(description="in the order of the first code")
    rules: list[str]
