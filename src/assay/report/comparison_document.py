"""The comparison of a position's candidates as a document: what the web page, the CSV and the JSON show.

Schema version 1. Scores are in per cent, their intervals and all others are 90 %.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import Field

from assay.report.document import Model

COMPARISON_VERSION = 1


class ComparedProblem(Model):
    slug: str
    title: str
    digest: str


class ComparedScore(Model):
    """``value`` is None where nothing could be measured; then there is no band either."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    band: int | None = Field(
        None,
        description="1: not told apart from the first. Within a band nobody is told apart from its first",
    )


class ComparedAbility(Model):
    """On the scale on which all candidates together have mean 0 and deviation 1. ``error`` is one deviation."""

    value: float
    error: float
    low: float
    high: float


class Standing(Model):
    """A candidate's percentile among the others. Among fewer than 20 only quarters (1 lowest, 4 highest)."""

    others: int
    quarter: int
    quarter_low: int
    quarter_high: int
    value: float | None
    low: float | None
    high: float | None
    words: str


class Figures(Model):
    """What a comparison needs of one report: kept beside it, so that a thousand reports need not be read."""

    report_version: int
    assay: str
    problems: list[ComparedProblem]
    scores: list[ComparedScore]
    ability: ComparedAbility | None = None


class ComparedCandidate(Model):
    session: str
    candidate: str
    started_at: datetime | None
    plan_version: int
    scores: list[ComparedScore] = Field(description="overall first, in the order of the group's parts")
    ability: ComparedAbility | None
    standing: Standing | None


class ComparedPart(Model):
    """One column: ``words`` say how many of the group can be told apart from the first."""

    name: str
    bands: int
    words: str


class Distribution(Model):
    """How the abilities of the group are spread, each drawn with its own doubt. ``density`` integrates to 1."""

    at: list[float]
    density: list[float]


class ComparedGroup(Model):
    """Candidates under the same conditions, best overall score first; that order is no ranking: see ``band``."""

    problems: list[ComparedProblem]
    minutes: int
    weights: dict[str, float]
    plan_versions: list[int]
    conditions: str = Field(description="what was the same for all of them, in words")
    differences: list[str] = Field(description="what was not, and does not make them incomparable")
    parts: list[ComparedPart]
    candidates: list[ComparedCandidate]
    standing: str = Field(description="what is said of each one's place among the others, and why not more")
    distribution: Distribution | None


class Apart(Model):
    """Someone who is compared with nobody."""

    session: str
    candidate: str
    started_at: datetime | None
    why: str


class Comparison(Model):
    schema_version: int = COMPARISON_VERSION
    position: str
    title: str
    rules: list[str] = Field(description="how to read it")
    groups: list[ComparedGroup] = Field(description="the largest first")
    apart: list[Apart]


class PartDifference(Model):
    """``one`` less ``other``, in points of 100. ``differ`` is None where one of them was not measured."""

    name: str
    difference: float | None
    low: float | None
    high: float | None
    differ: bool | None
    words: str


class PairComparison(Model):
    """Two candidates of one group, looked at by themselves."""

    one: ComparedCandidate
    other: ComparedCandidate
    words: str
    parts: list[PartDifference]


@dataclass(frozen=True)
class Sitting:
    """One ended session of the position. ``figures`` is None where there is no report or no problem was shown;
    ``weights`` and ``minutes`` are the plan's. Minutes granted to one person are nobody else's business."""

    session: str
    person: str
    candidate: str
    started_at: datetime | None
    plan_version: int
    minutes: int
    weights: Mapping[str, float]
    figures: Figures | None
