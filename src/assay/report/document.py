"""The report as a document: what the web page, the PDF and the JSON all show. Schema version 1.

Times ``*_ms`` are milliseconds since the clock started, by the writers' clocks; ``seq`` points into the log.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assay.log.events import Utf16Text

REPORT_VERSION = 1


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_serialization_defaults_required=True)


class Evidence(Model):
    """Where a number comes from: ``kind`` test or moment, with the log's ``seq`` or the test's name."""

    kind: Literal["test", "moment"]
    text: str
    problem: str | None = None
    test: str | None = None
    seq: int | None = None


class Part(Model):
    """One score, in per cent, with a 90 % interval. ``value`` is None where nothing could be measured."""

    name: Literal["overall", "correctness", "efficiency", "robustness"]
    weight: float = Field(description="the share of the overall score that this part had, in per cent")
    value: float | None
    low: float | None
    high: float | None
    words: str
    evidence: list[Evidence]


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


class File(Model):
    file: str
    problem: str
    language: str
    created_seq: int


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
    problems: list[ProblemReport]
    timeline: list[Moment]
    files: list[File]
    environment: dict[str, str]
    not_measured: list[str] = Field(description="what this report does not say, in words")
    log_hash: str = Field(description="the chain's head that this report was made from")
