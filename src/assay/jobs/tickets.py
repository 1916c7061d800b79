"""A ticket: one program on its way through the fleet, from the offer to the result."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from secrets import token_hex

from assay.analysis.measuring import Measurement
from assay.judge.model import Result, TestResult, Verdict
from assay.worker import wire
from assay.worker.subjects import MEASURE, AnyLane

BEGINNINGS = 4
"""A program that was begun so often without a result is not given to yet another worker."""


@dataclass
class Ticket:
    """``task`` and ``tests`` are the documents that a worker fetches (in the lane for measuring ``tests`` is the
    problem); ``avoid`` the workers whose judge failed on it before. ``seq`` is the offer's place in the stream,
    ``news`` when something was last heard of it. ``answers`` gets each test's result as it comes, if ``stream``,
    and at the end the ``Result``, or the ``Measurement``.
    """

    lane: AnyLane
    language: str
    task: bytes
    tests: bytes
    stream: bool
    avoid: frozenset[str] = frozenset()
    id: str = field(default_factory=lambda: token_hex(16))
    seq: int | None = None
    news: float = field(default_factory=time.monotonic)
    begun_by: list[str] = field(default_factory=list)
    begun_at: float | None = None
    begun_last: float = 0.0
    told: int = 0
    answered_by: str | None = None
    answers: asyncio.Queue[TestResult | Result | Measurement] = field(default_factory=asyncio.Queue)
    _pieces: dict[str, bytearray] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.documents = {wire.digest(content): content for content in (self.task, self.tests)}

    def go(self) -> wire.Go:
        """What a worker that may begin is told."""
        task, tests = (wire.Part(digest=wire.digest(one), size=len(one)) for one in (self.task, self.tests))
        return wire.Go(task=task, tests=tests, stream=self.stream)

    def begun(self, worker: str) -> None:
        self.news = time.monotonic()
        self.begun_last = self.news
        if self.begun_at is None:
            self.begun_at = self.news
        self.begun_by.append(worker)

    def heard(self, worker: str, report: wire.Report, piece: bytes) -> None:
        """Takes a piece of a worker's result. Raises BadMessage where it cannot be one."""
        self.news = time.monotonic()
        pieces = self._pieces.setdefault(worker, bytearray())
        if report.offset == 0:
            pieces.clear()
        if report.offset != len(pieces) or len(pieces) + len(piece) > report.size:
            raise wire.BadMessage("a piece of a report that does not follow the one before it")
        pieces += piece
        if len(pieces) < report.size:
            return
        content = bytes(pieces)
        if wire.digest(content) != report.digest:
            pieces.clear()
            raise wire.BadMessage("a report has another content than its name says")
        result: Result | Measurement
        if self.lane == MEASURE:
            result = wire.from_document(Measurement, content)
        else:
            result = wire.from_document(Result, content)
        if self.answered_by is None:
            self.answered_by = worker
            self.answers.put_nowait(result)

    def lost(self) -> None:
        """Begun too often without a result: nobody is asked any more."""
        words = f"begun {BEGINNINGS} times and lost each time, by {', '.join(self.begun_by)}"
        self.answered_by = self.begun_by[-1]
        measuring = self.lane == MEASURE
        self.answers.put_nowait(Measurement(fault=words) if measuring else Result(Verdict.JE, message=words))

    def hear_test(self, told: wire.Told, body: bytes) -> None:
        """The next test's result; one that was heard before (of a worker that was lost) changes nothing."""
        self.news = time.monotonic()
        if told.index == self.told and self.answered_by is None:
            self.told += 1
            self.answers.put_nowait(wire.from_document(TestResult, body))
