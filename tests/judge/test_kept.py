"""Compiled programs that are kept."""

from __future__ import annotations

from assay.judge.compiling import Compiled
from assay.judge.kept import KeptPrograms
from assay.judge.languages import LANGUAGES, Found
from assay.judge.model import Comparison, Limits, Program, Task, Test, Verdict
from assay.judge.service import LocalJudge
from assay.judge.signature import Signature, Type
from assay.judge.toolchains import Toolchain

_FOUND = Found(LANGUAGES["cpp"], Toolchain("/usr/bin/g++", "GCC 12"))


def _compiled(size: int, *, repeatable: bool = True) -> Compiled:
    return Compiled({"program": bytes(size)}, "", None, repeatable)


def test_the_least_recently_used_go_first() -> None:
    kept = KeptPrograms(most_bytes=10_000)
    kept.put("a", _compiled(3000))
    kept.put("b", _compiled(3000))
    assert kept.get("a") is not None
    kept.put("c", _compiled(3000))
    assert kept.get("b") is None
    assert kept.get("a") is not None
    assert kept.get("c") is not None


def test_what_chance_decided_is_not_kept() -> None:
    kept = KeptPrograms(most_bytes=10_000)
    kept.put("late", _compiled(10, repeatable=False))
    kept.put("large", _compiled(20_000))
    assert kept.get("late") is None
    assert kept.get("large") is None


def test_the_key_is_text_signature_and_toolchain() -> None:
    signature = Signature("f", (), Type("int"))
    keys = {
        KeptPrograms.key(Program("cpp", "a"), _FOUND),
        KeptPrograms.key(Program("cpp", "b"), _FOUND),
        KeptPrograms.key(Program("cpp", "a", signature), _FOUND),
        KeptPrograms.key(Program("cpp", "a"), Found(_FOUND.spec, Toolchain("/usr/bin/g++", "GCC 13"))),
        KeptPrograms.key(Program("cpp", "\ud800"), _FOUND),
    }
    assert len(keys) == 5


async def test_judged_again_it_is_the_same(judge: LocalJudge) -> None:
    program = Program("c", '#include <stdio.h>\nint main(void) { puts("x"); }\n')
    broken = Program("c", "int main(void) { return x; }\n")
    tests = [Test("a", "b", b"", b"x")]
    for _ in range(2):
        assert (await judge.judge(Task(program, tests, Limits(), Comparison()))).verdict is Verdict.AC
        result = await judge.judge(Task(broken, tests, Limits(), Comparison()))
        assert result.verdict is Verdict.CE
        assert "error" in result.compiler
