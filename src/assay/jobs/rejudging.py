"""Judging again what was judged before, and what that changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from assay.jobs.attempt import Attempt
from assay.log.events import Event
from assay.log.fold import text_at


class _Document(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TestChange(_Document):
    """A test whose verdict differs. None: the test was not there."""

    test: str = Field(description="<group>/<name>")
    was: str | None
    now: str | None


class Rejudgement(_Document):
    """One submission, judged again with today's package and judge."""

    session: str
    candidate: str
    problem: str
    language: str
    of: int = Field(description="seq of the submission's event")
    was: str = Field(description="verdict that counts now")
    now: str = Field(description="verdict of today; JE: today's judge failed, and nothing changes")
    tests: list[TestChange] = Field(description="tests whose verdict differs")
    package_was: str | None = Field(description="SHA-256 of the package it was judged with")
    package_now: str | None

    @property
    def changed(self) -> bool:
        return self.now != "JE" and (self.was != self.now or bool(self.tests))


class RejudgeReport(_Document):
    """What `assay rejudge --json` prints."""

    judged: int = Field(description="submissions judged again")
    faults: int = Field(description="those on which today's judge failed")
    changed: list[Rejudgement]
    applied: bool = Field(description="whether the changes were handed to the server")


def current(events: Sequence[Event]) -> dict[int, dict[str, Any]]:
    """The result that counts of each run and submission, by its ``seq``: the one found last."""
    return {event.data["of"]: event.data for event in events if event.kind in ("judged", "rejudged")}


def submissions(events: Sequence[Event], *, every: bool = False) -> list[Event]:
    """Those that count: the last of each problem; or ``every`` one. Only what has a result."""
    results = current(events)
    found = [event for event in events if event.kind == "submit" and event.seq in results]
    if every:
        return found
    return list({event.data["problem"]: event for event in found}.values())


def attempt_of(events: Sequence[Event], submission: Event) -> Attempt:
    """What was handed in. Raises LookupError where the log has no such file."""
    problem, language = submission.data["problem"], submission.data["language"]
    for event in events:
        if event.kind == "file" and (event.data["problem"], event.data["language"]) == (problem, language):
            source = text_at(events, event.data["file"], submission.seq)
            return Attempt("submit", problem, language, source)
    raise LookupError(f"the log has no file for {problem} in {language}, though one was submitted")


def differences(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[TestChange]:
    """Of two results of the same submission, test by test."""
    before, after = _by_test(was), _by_test(now)
    return [
        TestChange(test=test, was=before.get(test), now=after.get(test))
        for test in dict.fromkeys([*before, *after])
        if before.get(test) != after.get(test)
    ]


def _by_test(result: Mapping[str, Any]) -> dict[str, str]:
    return {f"{test['group']}/{test['name']}": test["verdict"] for test in result["tests"]}
