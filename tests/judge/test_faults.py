"""The judge's own faults, made for real: told, tried again elsewhere, and never held against the program."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assay.judge.faults import Fault
from assay.judge.languages import available
from assay.judge.model import Comparison, Limits, Program, Task, Test, TestResult, Verdict
from assay.judge.sandbox import kernel
from assay.judge.sandbox.host import Run, Sandbox, SandboxLost, Step
from assay.judge.service import TRIES, LocalJudge
from assay.judge.slot import Slot
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
            assert (await judge.judge(Task(ECHO, _tests(1), Limits(), TOKENS))).verdict is Verdict.AC
        _kill(keepers)
        result = await judge.judge(Task(ECHO, _tests(2), Limits(), TOKENS))
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
        result = await judge.judge(Task(NAPS, NAP_TESTS, Limits(), TOKENS), on_test=on_test)
    assert result.verdict is Verdict.AC
    assert [test.name for test in seen] == ["go", "nap", "on"]
    assert tuple(seen) == result.tests


@pytest.mark.parametrize("victims", [keepers, supervisors])
async def test_killed_every_time_it_is_the_judges_fault(victims: Callable[[], list[int]]) -> None:
    """Also with one slot only, which is then tried again with a new keeper."""
    told: list[Fault] = []
    forever = Program("python", "import time\ntime.sleep(1000)\n")
    async with LocalJudge(slots=1, on_fault=told.append) as judge:
        asked = asyncio.create_task(judge.judge(Task(forever, _tests(1), Limits(cpu_s=300), TOKENS)))
        while not asked.done():
            _kill(victims)
            await asyncio.wait([asked], timeout=0.3)
        result = await asked
        assert result.verdict is Verdict.JE
        assert result.tests == ()
        assert result.message is not None
        assert [fault.again for fault in told] == [True] * (TRIES - 1) + [False]
        assert told[-1].said == result.message
        assert (await judge.judge(Task(ECHO, _tests(1), Limits(), TOKENS))).verdict is Verdict.AC


@pytest.fixture
def crashing(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Sandboxes in which a program's input holds "crash" end as if their first process had crashed. No program
    is known that does it, so this is the one fault here that is only played."""
    ended: list[int] = []
    run, close = Sandbox.run, Sandbox.close

    def running(self: Sandbox, step: Step, stdin: bytes | int = b"", stdout: int | None = None) -> Run:
        if isinstance(stdin, bytes) and b"crash" in stdin:
            raise SandboxLost("the other side has closed the channel", out_of_memory=False)
        return run(self, step, stdin, stdout)

    def closing(self: Sandbox, *, lost: bool = False) -> int | None:
        close(self, lost=lost)
        if lost:
            ended.append(signal.SIGSEGV)
        return signal.SIGSEGV if lost else None

    monkeypatch.setattr(Sandbox, "run", running)
    monkeypatch.setattr(Sandbox, "close", closing)
    return ended


async def test_a_program_that_ends_its_sandbox_each_time_gets_its_own_verdict(crashing: list[int]) -> None:
    told: list[Fault] = []
    tests = [*_tests(1), Test("bad", "basic", b"crash", b"crash"), *_tests(1)]
    async with LocalJudge(slots=2, on_fault=told.append) as judge:
        result = await judge.judge(Task(ECHO, tests, Limits(), TOKENS))
    assert [test.verdict.value for test in result.tests] == ["AC", "RTE", "AC"]
    assert result.tests[1].exit == "ended with its whole sandbox"
    assert [fault.again for fault in told] == [True]
    assert len(crashing) == 4


async def test_where_nothing_runs_any_more_nobody_is_blamed(
    crashing: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Slot, "works", lambda _: False)
    async with LocalJudge(slots=1) as judge:
        result = await judge.judge(Task(ECHO, [Test("bad", "basic", b"crash", b"crash")], Limits(), TOKENS))
    assert result.verdict is Verdict.JE


def _groups() -> list[Path]:
    return [*Path("/sys/fs/cgroup").glob(f"**/assay-{os.getpid()}-*")]


def _break(group: Path) -> None:
    """The keeper may be about to make a sandbox ahead: until then there are new processes."""
    until = time.monotonic() + 30
    while group.exists() and time.monotonic() < until:
        for pid in (group / "cgroup.procs").read_text().split():
            with contextlib.suppress(ProcessLookupError):
                (group.parent / "cgroup.procs").write_text(pid)
        with contextlib.suppress(OSError):
            group.rmdir()


async def test_a_broken_cgroup_is_the_judges_fault_and_made_anew() -> None:
    """Its processes are moved out and it is removed under a living keeper."""
    told: list[Fault] = []
    async with LocalJudge(slots=1, on_fault=told.append) as judge:
        assert (await judge.judge(Task(ECHO, _tests(1), Limits(), TOKENS))).verdict is Verdict.AC
        groups = _groups()
        if not groups:
            pytest.skip("no control groups can be made here")
        for group in groups:
            _break(group)
        result = await judge.judge(Task(ECHO, _tests(2), Limits(), TOKENS))
        assert result.verdict is Verdict.AC
        assert [fault.again for fault in told] == [True]
        assert _groups()


async def test_a_full_disk_costs_speed_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The judge's cache lies on it; nothing else is written to disk."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    try:
        kernel.mount("small", str(disk), "tmpfs", kernel.MS_NOSUID, "size=64k")
    except OSError as error:
        pytest.skip(f"nothing can be mounted here: {error}")
    try:
        (disk / "full").write_bytes(bytes(48 << 10))
        monkeypatch.setenv("XDG_CACHE_HOME", str(disk))
        program = Program("c", '#include <stdio.h>\nint main(void) { puts("x"); }\n')
        found = available().get("cpp")
        async with LocalJudge(slots=1) as judge:
            if found is not None:
                said = await asyncio.to_thread(judge.prepared.wait, found)
                assert any("No space left" in (why or "") for why in said.values())
            result = await judge.judge(Task(program, _tests(1), Limits(), TOKENS))
            assert result.verdict is Verdict.AC
    finally:
        kernel.unmount(str(disk))
