"""The judge is killed in the middle: everything it started ends with it."""

from __future__ import annotations

import fcntl
import os
import select
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.tiers import Setting, backends_here, command_as, environment_of

_PROGRAM = """
import asyncio
from assay.judge.model import Comparison, Limits, Program, Task, Test
from assay.judge.service import LocalJudge

async def said(_):
    print("running", flush=True)

async def main():
    program = Program("python", "import time\\nif input() == 'nap': time.sleep(1000)\\n")
    tests = [Test("a", "b", b"go"), Test("b", "b", b"nap")]
    async with LocalJudge(slots=1) as judge:
        await judge.judge(Task(program, tests, Limits(cpu_s=300), Comparison()), on_test=said)

asyncio.run(main())
"""


def _children(pid: int) -> list[int]:
    """All below ``pid``."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *_children(child)]
    return found


@pytest.mark.parametrize("setting", backends_here(), ids=lambda setting: setting.id)
@pytest.mark.parametrize("whom", ["judge", "keeper"])
@pytest.mark.slow
def test_nothing_is_left(setting: Setting, whom: str) -> None:
    before = _abandoned()
    judge = subprocess.Popen(
        command_as(setting.uid, _PROGRAM),
        stdout=subprocess.PIPE,
        env=environment_of(setting.backend),
        cwd="/",
    )
    assert judge.stdout is not None
    assert judge.stdout.readline() == b"running\n"
    while len(below := _children(judge.pid)) < 3:  # keeper, supervisor, program
        time.sleep(0.01)
    ends = [os.pidfd_open(pid) for pid in below]
    os.kill(judge.pid if whom == "judge" else below[0], signal.SIGKILL)
    for end in ends:
        readable, _, _ = select.select([end], [], [], 30)
        assert readable, f"a process of the killed {whom} still runs"
        os.close(end)
    judge.kill()
    judge.wait()
    judge.stdout.close()
    if whom == "judge":
        until = time.monotonic() + 30
        time.sleep(6)  # what was made before now is then settled
        while _abandoned() - before and time.monotonic() < until:
            time.sleep(0.05)  # the keeper's own end
        assert _abandoned() <= before


def _abandoned() -> set[Path]:
    """The folders of sandboxes that no living keeper has locked: other judges may run on this machine."""
    found = {path for place in ("/dev/shm", "/tmp") for path in Path(place).glob("assay-judge-*")}
    return {path for path in found if _settled(path) and not _locked(path)}


def _settled(path: Path) -> bool:
    """One that was made just now belongs to a keeper which is about to lock it, and must not be kept from that."""
    try:
        return time.time() - path.stat().st_ctime > 5
    except FileNotFoundError:
        return False


def _locked(path: Path) -> bool:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        return True  # it is gone: whoever made it has ended well
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
