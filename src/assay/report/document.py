"""The report as a document: what the web page, the PDF and the JSON all show. Schema version 2.

Times ``*_ms`` are milliseconds since the clock started, by the writers' clocks; ``seq`` points into the log.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assay.log.events import Utf16Text

REPORT_VERSION = 2


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_serialization_defaults_required=True)


class Evidence(Model):
    """Where a number comes from, by ``kind``: a ``test`` (its name), a ``moment`` (the log's ``seq``), a ``line`` of
    the graded code (with the ``rule`` that found it), the ``growth`` that was measured (``of`` time or space), the
    ``own_tests`` of the candidate, or a whole ``problem``."""

    kind: Literal["test", "moment", "line", "growth", "own_tests", "problem"]
    text: str
    problem: str | None = None
    test: str | None = None
    seq: int | None = None
    line: int | None = None
    rule: str | None = None
    of: Literal["time", "space"] | None = None


class Part(Model):
    """One score, in per cent, with a 90 % interval. ``value`` is None where nothing could be measured; with a
    ``weight`` of 0 the overall score does without it."""

    name: Literal["overall", "correctness", "efficiency", "quality", "robustness"]
    weight: float = Field(description="the share of the overall score that this part had, in per cent")
    value: float | None
    low: float | None
    high: float | None
    words: str
    evidence: list[Evidence]


class Ability(Model):
    """On the scale of all candidates: 0 is the middle, 1 a standard deviation. ``error`` is the posterior standard
    deviation; ``low`` and ``high`` bound the central 90 %."""

    value: float
    error: float
    low: float
    high: float
    words: str
    evidence: list[Evidence]


class Finding(Model):
    """One observed fact about the graded code. Lines and columns from 1; ``end_column`` is the first after the
    place. ``points`` is what it takes from the score, 0 where its family has taken all it may."""

    rule: str
    family: str
    line: int
    column: int
    end_line: int
    end_column: int
    message: str
    better: str | None
    points: int


class Family(Model):
    """A family of rules: the most it can take from the score, and what it took."""

    family: str
    most: int
    taken: int


class Quality(Model):
    """``score`` is ``of`` minus the findings' points; None with ``why`` where there is too little to tell."""

    score: int | None
    of: int
    why: str | None
    lines: int = Field(description="lines with code")
    own_lines: int = Field(description="those that are not the starter's")
    findings: list[Finding]
    families: list[Family]


class Technique(Model):
    """By what means the code solves the problem, with the lines that shows in."""

    name: str
    lines: list[int]


class Grown(BaseModel):
    """Growth in time or space: the smallest set of classes that holds the truth with ``confidence``."""

    model_config = ConfigDict(extra="ignore", frozen=True, json_schema_serialization_defaults_required=True)

    classes: list[str]
    best: str | None
    confidence: float
    largest_n: int | None
    signal: str
    coarse: bool
    reason: str | None
    stopped: str | None
    target: str | None
    meets_target: bool | None
    probabilities: dict[str, float]
    curve: list[list[float]] = Field(description="pairs of size and cost")
    words: str = ""


class CostlyLine(Model):
    """A line whose every run takes longer the larger the input is, though it looks like one step."""

    line: int
    message: str


class Growth(Model):
    """``n``: what is counted as the size, in words."""

    n: str
    engine: str
    time: Grown
    space: Grown
    costly: list[CostlyLine]


class WrongSolution(Model):
    """A known wrong solution, and the own case that shows it (``run`` is the seq of its run); None: none does."""

    name: str
    what: str
    by: Utf16Text | None
    run: int | None


class CandidateTests(Model):
    """The candidate's own cases, held against the problem's known wrong solutions."""

    cases: int
    valid: int
    caught: int
    wrong: list[WrongSolution]


class TestRow(Model):
    """A hidden test or sample of the graded submission. ``name`` is ``<group>/<name>``, unique in the problem;
    ``input`` and ``expected`` are cut to 2 KiB."""

    name: str
    title: str
    group: str
    verdict: str
    words: str
    cpu_s: float
    peak_mib: float
    input: Utf16Text
    expected: Utf16Text
    got: Utf16Text | None = None
    stderr: Utf16Text | None = None
    difference: str | None = None


class Group(Model):
    name: Literal["samples", "basic", "edge", "error", "stress", "secret"]
    passed: int
    total: int


class Moment(Model):
    """Something on the timeline. ``until_ms`` closes a stretch (away, offline, pause)."""

    kind: Literal["view", "run", "submit", "paste", "away", "offline", "pause", "time_returned", "ended"]
    at_ms: int
    seq: int
    until_ms: int | None = None
    problem: str | None = None
    text: str
    verdict: str | None = None
    size: int | None = Field(None, description="characters pasted")


class PulseRow(Model):
    """What the code was at a pause: structure and parse state, no judgement. ``cognitive`` and ``nesting`` as the
    rules count them."""

    at_ms: int
    seq: int
    parsed: bool
    lines: int
    functions: int
    cognitive: int
    nesting: int
    loops: int
    branches: int


class ProblemReport(Model):
    slug: str
    title: str
    difficulty: int
    digest: str
    language: str | None
    file: str | None
    code: Utf16Text = Field(description="what was graded")
    graded_seq: int | None = Field(description="the submission's seq")
    graded_why: str
    verdict: str | None
    words: str
    time_ms: int = Field(description="time spent with this problem in view and the session running")
    runs: int
    submissions: int
    typed_characters: int
    pasted_characters: int
    deleted_characters: int
    parts: list[Part]
    groups: list[Group]
    tests: list[TestRow]
    quality: Quality | None = Field(None, description="None where nothing was handed in")
    approach: list[Technique] = []
    growth: Growth | None = None
    growth_why: str | None = Field(None, description="why growth was not measured")
    own_tests: CandidateTests | None = Field(None, description="None where the candidate wrote none")
    own_tests_why: str | None = Field(None, description="why cases that they wrote were held against nothing")
    pulses: list[PulseRow] = Field([], description="the graded file at the candidate's pauses, in order")


class File(Model):
    file: str
    problem: str
    language: str
    created_seq: int


class Change(Model):
    """One statement that two versions of a report make differently; None: it does not make it."""

    where: str
    what: str
    before: Utf16Text | None
    after: Utf16Text | None


class Report(Model):
    schema_version: int = REPORT_VERSION
    session: str
    assay: str
    candidate: str
    organization: str
    position: str
    plan_version: str
    level: str
    started_at: datetime | None
    ended_at: datetime | None
    ended_reason: str | None
    granted_ms: int
    used_ms: int
    returned_ms: int
    summary: list[str] = Field(description="sentences made from facts")
    overall: Part | None = None
    parts: list[Part]
    ability: Ability | None = Field(None, description="None where no problem could be scored")
    problems: list[ProblemReport]
    timeline: list[Moment]
    files: list[File]
    environment: dict[str, str]
    not_measured: list[str] = Field(description="what this report does not say, in words")
    log_hash: str = Field(description="the chain's head that this report was made from")
