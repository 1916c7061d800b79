"""What goes into the judge and what comes out: plain values."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
    """Per test. ``cpu_s`` is that of Python; the judge multiplies it by the language's published factor.

    ``output_drained``: whoever writes more than ``output_mib`` is not ended by that, but may write on to nobody
    until it ends or its time does. ``compilation_mib``: what compiling may take, and may leave, where the usual
    room of its language does not do; None: then it does not compile.
    """

    cpu_s: float = 2.0
    memory_mib: int = 256
    output_mib: int = 8
    processes: int = 64
    output_drained: bool = False
    compilation_mib: int | None = None


@dataclass(frozen=True)
class Program:
    """``signature`` makes it a function problem: the judge writes the driver around ``source``.

    ``source`` is UTF-8 without lone surrogates. ``more`` are the further files of a program of several, by
    path within its folder; ``main`` is then the path of the file that ``source`` is.
    """

    language: str
    source: str
    signature: Signature | None = None
    more: Mapping[str, bytes] = field(default_factory=dict)
    main: str | None = None


@dataclass(frozen=True)
class Validator:
    """A package's own program that judges outputs, run in a sandbox of its own.

    ``style`` "icpc": called as ``validator input answer feedback_dir/ ARGUMENTS < output``, says 42 (right)
    or 43 (wrong). "testlib": called as ``checker input output answer``, says 0, 1, 2, 3, 7 or 8. "static":
    the submission is not run; called as ``validator ARGUMENTS feedback_dir/ TEST'S_ARGUMENTS``, says 42 or 43.
    ``interactive``: instead of reading an output, it talks with the submission while that runs.
    ``passes``: how often a submission may be run, the output of one validation being the next one's input.
    Limits are those of one call.
    ``scores``: it may say how much a right output is worth (score.txt, score_multiplier.txt, ``points``).
    ``sees_program``: the submission's files lie in its working folder. ``further`` are those that have to accept
    an output as well, each with a ``name`` of its own.
    """

    program: Program
    name: str = ""
    style: str = "icpc"
    interactive: bool = False
    passes: int = 1
    arguments: tuple[str, ...] = ()
    cpu_s: float = 60.0
    memory_mib: int = 2048
    output_mib: int = 8
    scores: bool = False
    sees_program: bool = False
    further: tuple[Validator, ...] = ()

    @property
    def all(self) -> tuple[Validator, ...]:
        return (self, *self.further)


@dataclass(frozen=True)
class Comparison:
    """How an output is held against the answer.

    ``tokens``: the ICPC default validator with ``flags`` (case_sensitive, space_change_sensitive,
    float_tolerance E, float_relative_tolerance E, float_absolute_tolerance E).
    ``json``: as JSON values; ``unordered`` ignores the order of the outer list.
    ``validator``: by the package's own program ``validator``.
    """

    form: str = "tokens"
    flags: tuple[str, ...] = ()
    unordered: bool = False
    relative: float | None = None
    absolute: float | None = None
    validator: Validator | None = None

    def of(self, test: Test) -> Comparison:
        """With the test's own flags, where it has some."""
        if test.validator_arguments is None or self.form != "tokens":
            return self
        return replace(self, flags=test.validator_arguments)


@dataclass(frozen=True)
class Test:
    """One input and, if it is to be judged, its answer. The answer never enters the submission's sandbox.

    ``arguments`` are the submission's command line and ``files`` lie beside it. ``validator_arguments``
    stand for those of the validator (or, of the default one, for the comparison's flags) where not None;
    of several validators ``validator`` names the one that judges this test (None: all of them).
    """

    __test__: ClassVar[bool] = False  # for pytest: not a test of ours

    name: str
    group: str
    input: bytes
    answer: bytes | None = None
    arguments: tuple[str, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    validator_arguments: tuple[str, ...] | None = None
    validator: str | None = None


@dataclass(frozen=True)
class TestResult:
    """``stdout`` is what the program printed, or for a function the JSON of what it returned; both streams
    are cut to ``KEPT`` bytes. ``exit`` says in words how it ended when not well ("exit status 1",
    "killed by SIGSEGV"). ``difference`` is the first difference in words, where the verdict is WA. What a
    function printed follows its error output in ``stderr``.

    ``score`` or ``score_multiplier`` is what a package's own validator gave. ``message`` are its words for
    the judges, ``team_message`` those for the team; of an interactive problem ``transcript`` is what the two
    said to each other ("> " from the submission, "< " to it, "---" between passes). ``cpu_runs_s`` are all CPU times measured of this test, where it was run again.
    ``timed`` is False where the validator had said "wrong" before the program ended: what that did afterwards, with
    nobody there, says nothing of its speed.
    """

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
    score: float | None = None
    score_multiplier: float | None = None
    message: str | None = None
    team_message: str | None = None
    transcript: str | None = None
    cpu_runs_s: tuple[float, ...] = ()
    timed: bool = True


KEPT = 65536


@dataclass(frozen=True)
class Result:
    """``verdict`` is AC or the first verdict that is not. ``compiler`` is its output where there was any.

    ``message`` says what happened in words for CE and JE. ``environment`` records tier, toolchain
    and versions (all strings). ``score`` is that of the whole submission to a scoring problem.
    """

    verdict: Verdict
    tests: tuple[TestResult, ...] = ()
    compiler: str = ""
    message: str | None = None
    environment: dict[str, str] = field(default_factory=dict)
    score: float | None = None


@dataclass(frozen=True)
class Task:
    """One program and what it is judged by.

    All ``tests`` are run, in order; ``stop_early`` ends at the first that is not AC. ``quick`` allows tests of
    one function to share a process.
    """

    program: Program
    tests: Sequence[Test]
    limits: Limits
    comparison: Comparison
    stop_early: bool = False
    quick: bool = False


OnTest = Callable[[TestResult], Awaitable[None]]


class Judge(Protocol):
    """``assay.judge.service.LocalJudge`` is the one that runs here, on this machine's slots."""

    async def judge(self, task: Task, *, on_test: OnTest | None = None) -> Result:
        """``on_test`` is called for each test, in order, as soon as it is done. Raises ``IsolationUnavailable``
        where no sandbox can be made."""
        ...
