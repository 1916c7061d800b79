"""What goes into the judge and what comes out: plain values."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Protocol

from assay.judge.signature import Signature


class Verdict(StrEnum):
    """AC accepted, WA wrong answer, TLE too slow, MLE too much memory, OLE too much output, RTE crashed,
    CE does not compile, JE the judge itself failed (never the candidate's fault)."""

    AC = "AC"
    WA = "WA"
    TLE = "TLE"
    MLE = "MLE"
    OLE = "OLE"
    RTE = "RTE"
    CE = "CE"
    JE = "JE"


@dataclass(frozen=True)
class Limits:
    """Per test. ``cpu_s`` is that of Python; the judge multiplies it by the language's published factor."""

    cpu_s: float = 2.0
    memory_mib: int = 256
    output_mib: int = 8
    processes: int = 64


@dataclass(frozen=True)
class Comparison:
    """How an output is held against the answer.

    ``tokens``: the ICPC default validator with ``flags`` (case_sensitive, space_change_sensitive,
    float_tolerance E, float_relative_tolerance E, float_absolute_tolerance E).
    ``json``: as JSON values; ``unordered`` ignores the order of the outer list.
    """

    form: str = "tokens"
    flags: tuple[str, ...] = ()
    unordered: bool = False
    relative: float | None = None
    absolute: float | None = None


@dataclass(frozen=True)
class Test:
    """One input and, if it is to be judged, its answer. The answer never enters the sandbox."""

    __test__: ClassVar[bool] = False  # for pytest: not a test of ours

    name: str
    group: str
    input: bytes
    answer: bytes | None = None


@dataclass(frozen=True)
class Program:
    """``signature`` makes it a function problem: the judge writes the driver around ``source``.

    ``source`` is UTF-8 without lone surrogates.
    """

    language: str
    source: str
    signature: Signature | None = None


@dataclass(frozen=True)
class TestResult:
    """``stdout`` is what the program printed, or for a function the JSON of what it returned; both streams
    are cut to ``KEPT`` bytes. ``exit`` says in words how it ended when not well ("exit status 1",
    "killed by SIGSEGV"). ``difference`` is the first difference in words, where the verdict is WA. What a
    function printed follows its error output in ``stderr``."""

    __test__: ClassVar[bool] = False

    name: str
    group: str
    verdict: Verdict
    cpu_s: float
    wall_s: float
    peak_mib: float
    exit: str | None = None
    stdout: bytes = b""
    stderr: bytes = b""
    difference: str | None = None


KEPT = 65536


@dataclass(frozen=True)
class Result:
    """``verdict`` is AC or the first verdict that is not. ``compiler`` is its output where there was any.

    ``message`` says what happened in words for CE and JE. ``environment`` records tier, toolchain
    and versions (all strings).
    """

    verdict: Verdict
    tests: tuple[TestResult, ...] = ()
    compiler: str = ""
    message: str | None = None
    environment: dict[str, str] = field(default_factory=dict)


OnTest = Callable[[TestResult], Awaitable[None]]


class Judge(Protocol):
    """``assay.judge.service.LocalJudge`` is the one that runs here, on this machine's slots."""

    async def judge(
        self,
        program: Program,
        tests: Sequence[Test],
        limits: Limits,
        comparison: Comparison,
        *,
        stop_early: bool = False,
        on_test: OnTest | None = None,
    ) -> Result:
        """All tests, in order. Raises ``IsolationUnavailable`` where no sandbox can be made."""
        ...
