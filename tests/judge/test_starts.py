"""A program in gVisor is not too slow for what gVisor's own start takes."""

from __future__ import annotations

import json

import pytest

from tests.tiers import Setting, backends_here

_LIMITS = """
import asyncio, json
from assay.judge.model import Comparison, Limits, Program, Task, Test
from assay.judge.service import LocalJudge

async def main():
    async with LocalJudge(slots=1) as judge:
        task = Task(Program("python", "print(1)"), [Test("1", "a", b"")], Limits(cpu_s=1), Comparison())
        results = [await judge.judge(task) for _ in range(2)]
    print(json.dumps([[each.verdict, each.environment["time_limit"]] for each in results]))

asyncio.run(main())
"""


@pytest.mark.slow
@pytest.mark.parametrize("setting", backends_here(), ids=lambda setting: setting.id)
def test_what_starting_takes_is_added_where_it_takes_long(setting: Setting) -> None:
    (verdict, limit), again = json.loads(setting.run(_LIMITS))
    assert verdict == "AC"
    assert again == [verdict, limit]  # measured once
    if setting.backend == "gvisor":
        assert 1 < float(limit.split()[0]) < 6
    else:
        assert limit == "1 s CPU"
