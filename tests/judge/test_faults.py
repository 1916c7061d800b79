"""The judge's own faults, made for real: told, tried again elsewhere, and never held against the program."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable

import pytest

from assay.judge.faults import Fault
from assay.judge.model import Comparison, Limits, Program, Test, TestResult, Verdict
from assay.judge.service import TRIES, LocalJudge
from tests.judge.processes import keepers, supervisors

ECHO = Program("python", "print(input())\n")
TOKENS = Comparison()
# One test that ends at once, one that is surely still running when its judge is hurt, one after it.
NAPS = Program("python", "import time\nif (said := input()) == 'nap': time.sleep(2)\nprint(said)\n")
NAP_TESTS = [Test(word, "basic", word.encode(), word.encode()) for word in ("go", "nap", "on")]


def _tests(count: int) -> list[Test]:
    return [Test(f"{n}", "basic", b"x\n", b"x") for n in range(count)]


def _kill(found: Callable[[], list[int]]) -> None:
    for pid in found():
        os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("slots", [1, 2])
async def test_a_keeper_killed_between_submissions(slots: int) -> None:
    told: list[Fault] = []
    async with LocalJudge(slots=slots, on_fault=told.append) as judge:
        for _ in range(slots):
            assert (await judge.judge(ECHO, _tests(1), Limits(), TOKENS)).verdict is Verdict.AC
        _kill(keepers)
        result = await judge.judge(ECHO, _tests(2), Limits(), TOKENS)
        assert result.verdict is Verdict.AC
        assert len(result.tests) == 2
        assert [fault.again for fault in told] == [True]
        assert told[0].said.startswith("the sandbox keeper does not answer")


@pytest.mark.parametrize("victims", [keepers, supervisors])
async def test_killed_under_a_test_it_goes_on_from_there(victims: Callable[[], list[int]]) -> None:
    seen: list[TestResult] = []

    async def on_test(result: TestResult) -> None:
        if not seen:
            _kill(victims)
        seen.append(result)

    async with LocalJudge(slots=2) as judge:
        result = await judge.judge(NAPS, NAP_TESTS, Limits(), TOKENS, on_test=on_test)
    assert result.verdict is Verdict.AC
    assert [test.name for test in seen] == ["go", "nap", "on"]
    assert tuple(seen) == result.tests


@pytest.mark.parametrize("victims", [keepers, supervisors])
async def test_killed_every_time_it_is_the_judges_fault(victims: Callable[[], list[int]]) -> None:
    """Also with one slot only, which is then tried again with a new keeper."""
    told: list[Fault] = []
    forever = Program("python", "import time\ntime.sleep(1000)\n")
    async with LocalJudge(slots=1, on_fault=told.append) as judge:
        asked = asyncio.create_task(judge.judge(forever, _tests(1), Limits(cpu_s=300), TOKENS))
        while not asked.done():
            _kill(victims)
            await asyncio.wait([asked], timeout=0.3)
        result = await asked
        assert result.verdict is Verdict.JE
        assert result.tests == ()
        assert result.message is not None
        assert [fault.again for fault in told] == [True] * (TRIES - 1) + [False]
        assert told[-1].said == result.message
        assert (await judge.judge(ECHO, _tests(1), Limits(), TOKENS)).verdict is Verdict.AC
