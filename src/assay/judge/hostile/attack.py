"""What an attack is, and how one is launched and held against its expectation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assay.judge.hostile import honest
from assay.judge.model import Comparison, Limits, Program, Result, Task, Test, TestResult, Verdict
from assay.judge.signature import Parameter, Signature, Type

if TYPE_CHECKING:
    from assay.judge.service import LocalJudge

LEAK = b"LEAK"
_STORM = 8
LIMITS = Limits(cpu_s=0.6, memory_mib=128, output_mib=1, processes=32)
FUNCTION = Signature("answer", (Parameter("mode", Type("string")),), Type("int"))
"""Attacks on the driver of function problems define ``answer(mode: string) -> int``; 7 would be right."""


@dataclass(frozen=True)
class Attack:
    """``behaviours`` are numbers of ``BEHAVIOURS``; ``verdicts`` those that a contained attack may get.

    ``inputs`` are given one test each. ``answer`` is what every test would have to print (None: anything).
    Before and after them the same submission gets one more test, which it answers by saying whether it finds
    anything of what went before; not so with ``alone``. (A submission's first test can be run in another way
    than those that follow.) ``more`` are further files of the submission. ``slow`` takes
    more than a second or two, and so is left out of a quick round. ``namespaces``: it looks for what only
    namespaces hide. ``reserves``: it starts engines that each reserve memory, which is too much where memory
    is limited process by process.
    """

    name: str
    behaviours: tuple[int, ...]
    verdicts: frozenset[Verdict]
    source: str
    language: str = "python"
    inputs: tuple[bytes, ...] = (b"",)
    answer: bytes | None = None
    function: bool = False
    limits: Limits = field(default=LIMITS)
    more: Mapping[str, bytes] = field(default_factory=dict)
    alone: bool = False
    slow: bool = False
    namespaces: bool = False
    reserves: bool = False


@dataclass(frozen=True)
class Outcome:
    """``trouble`` is None where the attack was contained, else what went wrong in words."""

    attack: Attack
    result: Result
    trouble: str | None


def one_of(*verdicts: Verdict) -> frozenset[Verdict]:
    return frozenset(verdicts)


async def launch(judge: LocalJudge, attack: Attack, *, quick: bool = False) -> Outcome:
    """Runs an attack between two tests of the same submission that look for traces, then an honest program."""
    tier = judge.tier
    slowness = tier.isolation.slowness
    if not tier.isolation.refuses_processes and _STORM in attack.behaviours:
        attack = replace(attack, verdicts=attack.verdicts | {Verdict.RTE})
    if attack.reserves and tier.parents.tier("memory") == "rlimit":
        attack = replace(attack, verdicts=attack.verdicts | {Verdict.MLE})
    tests = [Test(f"{n}", "hostile", text, attack.answer) for n, text in enumerate(attack.inputs, 1)]
    source = attack.source
    followed = not attack.alone and attack.language in honest.WRAPPED
    if followed:
        source = honest.wrapped(attack.language, source, function=attack.function)
        marked = [_marked(test, function=attack.function) for test in tests]
        tests = [
            _honest("before", function=attack.function),
            *marked,
            _honest("after", function=attack.function),
        ]
    elif attack.function:
        tests = [_marked(test, function=True) for test in tests]
    program = Program(attack.language, source, FUNCTION if attack.function else None, more=dict(attack.more))
    comparison = Comparison("json" if attack.function else "tokens")
    result = await judge.judge(Task(program, tests, _borne(attack.limits, slowness), comparison, quick=quick))
    trouble = _trouble(attack, result, followed=followed) or await clean(judge)
    return Outcome(attack, result, trouble)


async def clean(judge: LocalJudge) -> str | None:
    """None if an honest program that looks for traces finds none and is accepted, else what it got."""
    slowness = judge.tier.isolation.slowness
    program = Program("python", honest.wrapped("python", "print('no honest input')\n", function=False))
    tests: Sequence[Test] = [_honest("after", function=False)]
    result = await judge.judge(Task(program, tests, _borne(Limits(), slowness), Comparison()))
    if result.verdict is Verdict.AC:
        return None
    return f"an honest program after it got {result.verdict}: {result.message or result.tests}"


def _borne(limits: Limits, slowness: int) -> Limits:
    """Looking for traces is thousands of calls of the kernel."""
    return replace(limits, cpu_s=limits.cpu_s * slowness)


def _marked(test: Test, *, function: bool) -> Test:
    return Test(test.name, test.group, b'"attack"\n', test.answer) if function else test


def _honest(name: str, *, function: bool) -> Test:
    if function:
        return Test(name, "hostile", b'"honest"\n', b"42")
    return Test(name, "hostile", b"honest\n", b"clean\n")


def _trouble(attack: Attack, result: Result, *, followed: bool) -> str | None:
    for test in result.tests:
        for text in (test.stdout, test.stderr):
            if LEAK in text:
                return f"it worked: {text[text.index(LEAK) :][:200].decode(errors='replace')}"
    if LEAK in result.compiler.encode(errors="replace"):
        return f"it worked while compiling: {result.compiler[:200]}"
    if not result.tests:
        return _unexpected(attack, result.verdict, result.message)
    tests = list(result.tests)
    after, before = (tests.pop(), tests.pop(0)) if followed and len(tests) > 1 else (None, None)
    for test in tests:
        if test.verdict not in attack.verdicts:
            return _unexpected(attack, test.verdict, test.exit or test.difference)
    if result.verdict is Verdict.JE:
        return _unexpected(attack, result.verdict, result.message)
    for which, honest_one in (("first", before), ("next", after)):
        if honest_one is not None and honest_one.verdict is not Verdict.AC:
            said = _said(honest_one)
            return f"the {which} test of the same submission got {honest_one.verdict}: {said}"
    return None


def _unexpected(attack: Attack, verdict: Verdict, ended: str | None) -> str | None:
    if verdict in attack.verdicts:
        return None
    return f"verdict {verdict} ({ended}), expected {' or '.join(sorted(attack.verdicts))}"


def _said(test: TestResult) -> str:
    said = (test.stdout + test.stderr)[:300].decode(errors="replace")
    return f"{test.exit or test.difference} {said}"
