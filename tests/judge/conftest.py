"""A judge with one slot, and the short way to ask it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from assay.judge.model import Comparison, Limits, Program, Result, Task, Test
from assay.judge.service import LocalJudge
from assay.judge.signature import Signature

Ask = Callable[..., Awaitable[Result]]


@pytest.fixture
async def judge() -> AsyncIterator[LocalJudge]:
    async with LocalJudge(slots=1) as local:
        yield local


@pytest.fixture
def ask(judge: LocalJudge) -> Ask:
    """``await ask(language, source, (input, answer), ..., limits=, signature=)``."""

    async def asked(
        language: str,
        source: str,
        *cases: tuple[bytes, bytes | None],
        limits: Limits | None = None,
        signature: Signature | None = None,
        comparison: Comparison | None = None,
        stop_early: bool = False,
    ) -> Result:
        tests = [Test(f"case {n}", "basic", text, answer) for n, (text, answer) in enumerate(cases, 1)]
        form = Comparison("tokens" if signature is None else "json")
        program = Program(language, source, signature)
        return await judge.judge(
            Task(program, tests, limits or Limits(), comparison or form, stop_early=stop_early)
        )

    return asked
