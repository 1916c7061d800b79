"""What an attack is, and how one is launched and held against its expectation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assay.judge.model import Comparison, Judge, Limits, Program, Result, Test, Verdict
from assay.judge.signature import Signature, Type

LEAK = b"LEAK"
LIMITS = Limits(cpu_s=0.6, memory_mib=128, output_mib=1, processes=32)
NUMBER = Signature("answer", (), Type("int"))
"""Attacks on the driver of function problems define ``answer() -> int``; 7 would be right."""


@dataclass(frozen=True)
class Attack:
    """``verdicts`` are those that a contained attack may get. ``inputs`` are given one test each.

    ``answer`` is what every test would have to print (None: anything). ``slow`` takes more than a second
    or two, and so is left out of a quick round.
    """

    name: str
    verdicts: frozenset[Verdict]
    source: str
    language: str = "python"
    inputs: tuple[bytes, ...] = (b"",)
    answer: bytes | None = None
    function: bool = False
    limits: Limits = field(default=LIMITS)
    slow: bool = False


@dataclass(frozen=True)
class Outcome:
    """``trouble`` is None where the attack was contained, else what went wrong in words."""

    attack: Attack
    result: Result
    trouble: str | None


def one_of(*verdicts: Verdict) -> frozenset[Verdict]:
    return frozenset(verdicts)


async def launch(judge: Judge, attack: Attack) -> Outcome:
    """Runs an attack, then an honest program after it."""
    program = Program(attack.language, attack.source, NUMBER if attack.function else None)
    tests = [Test(f"{n}", "hostile", text, attack.answer) for n, text in enumerate(attack.inputs, 1)]
    comparison = Comparison("json" if attack.function else "tokens")
    result = await judge.judge(program, tests, attack.limits, comparison)
    trouble = _trouble(attack, result) or await clean(judge)
    return Outcome(attack, result, trouble)


async def clean(judge: Judge) -> str | None:
    """None if an honest program is accepted, else what it got."""
    tests: Sequence[Test] = [Test("honest", "hostile", b"20 22\n", b"42\n")]
    program = Program("python", "print(sum(map(int, input().split())))\n")
    result = await judge.judge(program, tests, Limits(), Comparison())
    if result.verdict is Verdict.AC:
        return None
    return f"an honest program after it got {result.verdict}: {result.message or result.tests}"


def _trouble(attack: Attack, result: Result) -> str | None:
    for test in result.tests:
        for text in (test.stdout, test.stderr):
            if LEAK in text:
                return f"it worked: {text[text.index(LEAK) :][:200].decode(errors='replace')}"
    if LEAK in result.compiler.encode(errors="replace"):
        return f"it worked while compiling: {result.compiler[:200]}"
    if result.verdict not in attack.verdicts:
        wanted = " or ".join(sorted(attack.verdicts))
        ended = next((test.exit for test in result.tests if test.exit), result.message)
        return f"verdict {result.verdict} ({ended}), expected {wanted}"
    return None
