"""After an attack the same slot is not slower, and the judge itself has not grown."""

from __future__ import annotations

import gc
import statistics
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from assay.judge.hostile import CORPUS, launch
from assay.judge.model import Comparison, Limits, Program, Task, Test, Verdict
from assay.judge.service import LocalJudge

WORK = "total = 0\nfor n in range(400_000): total += n * n % 7\nprint(total)\n"
SLOWING = (
    "fork bomb that goes on",
    "storm of sessions in C",
    "many processes that share the limit",
    "fill the disk",
    "use up the inodes",
    "folders without end",
    "processes for the next test",
    "thread bomb",
    "flood of output",
)
PAIRS = 5
# Of CPU time, which other work on the machine moves by a third; what is slower for good is slower by far.
MOST = 2.0
_MIB = 1 << 20


@pytest.fixture
async def judge() -> AsyncIterator[LocalJudge]:
    async with LocalJudge(slots=1) as local:
        yield local


async def _cpu_s(judge: LocalJudge) -> float:
    tests = [Test("work", "hostile", b"", None)] * 2
    result = await judge.judge(Task(Program("python", WORK), tests, Limits(cpu_s=10), Comparison()))
    assert result.verdict is Verdict.AC, result
    return min(test.cpu_s for test in result.tests)


@pytest.mark.slow
@pytest.mark.parametrize("name", SLOWING)
async def test_the_next_submission_takes_as_much_as_the_one_before(judge: LocalJudge, name: str) -> None:
    attack = next(each for each in CORPUS if each.name == name)
    ratios: list[float] = []
    for _ in range(PAIRS):
        before = await _cpu_s(judge)
        outcome = await launch(judge, attack)
        assert outcome.trouble is None, outcome
        ratios.append(await _cpu_s(judge) / before)
    assert statistics.median(ratios) < MOST, ratios


async def test_floods_do_not_make_the_judge_grow(judge: LocalJudge) -> None:
    flood = "import os\ntry:\n    while True: os.write(1, b'x' * 65536); os.write(2, b'x' * 65536)\nexcept OSError: pass\n"
    tests = [Test(f"{n}", "hostile", b"", b"7") for n in range(4)]
    limits = Limits(output_mib=8)

    async def flooded(number: int) -> None:
        program = Program("python", f"{flood}# {number}\n")
        result = await judge.judge(Task(program, tests, limits, Comparison()))
        assert result.verdict is Verdict.OLE, result.verdict
        assert all(len(test.stdout) + len(test.stderr) <= 2 * 65536 for test in result.tests)

    for number in range(2):
        await flooded(number)
    before = _resident()
    for number in range(2, 10):
        await flooded(number)
    assert _resident() - before < 48 * _MIB  # 32 floods of 16 MiB each came by


def _resident() -> int:
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
