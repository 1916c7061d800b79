"""The judge is killed in the middle: everything it started ends with it."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

_PROGRAM = """
import asyncio
from assay.judge.model import Comparison, Limits, Program, Test
from assay.judge.service import LocalJudge

async def said(_):
    print("running", flush=True)

async def main():
    program = Program("python", "import time\\nif input() == 'nap': time.sleep(1000)\\n")
    tests = [Test("a", "b", b"go"), Test("b", "b", b"nap")]
    async with LocalJudge(slots=1) as judge:
        await judge.judge(program, tests, Limits(cpu_s=300), Comparison(), on_test=said)

asyncio.run(main())
"""


def _children(pid: int) -> list[int]:
    """All below ``pid``."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *_children(child)]
    return found


def test_killed_judge_leaves_no_processes() -> None:
    judge = subprocess.Popen([sys.executable, "-c", _PROGRAM], stdout=subprocess.PIPE)
    assert judge.stdout is not None
    assert judge.stdout.readline() == b"running\n"
    while len(below := _children(judge.pid)) < 3:  # keeper, supervisor, program
        time.sleep(0.01)
    ends = [os.pidfd_open(pid) for pid in below]
    judge.send_signal(signal.SIGKILL)
    judge.wait()
    for end in ends:
        readable, _, _ = select.select([end], [], [], 30)
        assert readable, "a process of the killed judge still runs"
        os.close(end)
