"""The judge as its users see it: order, streams, slots, cancelling, its own failures."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

import pytest

from assay.judge.model import Comparison, Limits, Program, Task, Test, TestResult, Verdict
from assay.judge.sandbox.host import exit_words
from assay.judge.service import LocalJudge

ECHO = Program("python", "print(input())\n")
TOKENS = Comparison()


def _tests(count: int, answer: bytes | None = b"x") -> list[Test]:
    return [Test(f"{n}", "basic", b"x\n", answer) for n in range(count)]


async def test_results_stream_in_order(judge: LocalJudge) -> None:
    seen: list[TestResult] = []

    async def on_test(result: TestResult) -> None:
        seen.append(result)

    result = await judge.judge(Task(ECHO, _tests(5), Limits(), TOKENS), on_test=on_test)
    assert tuple(seen) == result.tests
    assert [test.name for test in seen] == ["0", "1", "2", "3", "4"]


async def test_stop_early(judge: LocalJudge) -> None:
    tests = [*_tests(1), *_tests(3, b"y")]
    result = await judge.judge(Task(ECHO, tests, Limits(), TOKENS, stop_early=True))
    assert [test.verdict for test in result.tests] == [Verdict.AC, Verdict.WA]


async def test_no_tests_only_compiles(judge: LocalJudge) -> None:
    assert (await judge.judge(Task(ECHO, [], Limits(), TOKENS))).verdict is Verdict.AC
    assert (await judge.judge(Task(Program("python", "def"), [], Limits(), TOKENS))).verdict is Verdict.CE


async def test_slots_bound_what_runs_at_once() -> None:
    nap = Program("python", "import time\ntime.sleep(0.4)\n")
    async with LocalJudge(slots=2) as judge:
        started = time.monotonic()
        results = await asyncio.gather(
            *(judge.judge(Task(nap, _tests(1, None), Limits(), TOKENS)) for _ in range(5))
        )
        assert time.monotonic() - started >= 1.2
    assert all(result.verdict is Verdict.AC for result in results)


async def test_a_judge_needs_a_slot() -> None:
    with pytest.raises(ValueError, match="at least one"):
        LocalJudge(slots=0)


async def test_cancelling_ends_the_program_and_frees_the_slot(judge: LocalJudge) -> None:
    first = asyncio.Event()

    async def on_test(_: TestResult) -> None:
        first.set()

    program = Program("python", "import time\nif input() == 'nap': time.sleep(1000)\n")
    tests = [Test("quick", "basic", b"go\n"), Test("long", "basic", b"nap\n")]
    task = asyncio.create_task(judge.judge(Task(program, tests, Limits(cpu_s=100), TOKENS), on_test=on_test))
    await first.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await judge.judge(Task(ECHO, _tests(1), Limits(), TOKENS))).verdict is Verdict.AC


async def test_an_error_of_the_listener_frees_the_slot(judge: LocalJudge) -> None:
    async def on_test(_: TestResult) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await judge.judge(Task(ECHO, _tests(2), Limits(), TOKENS), on_test=on_test)
    assert (await judge.judge(Task(ECHO, _tests(1), Limits(), TOKENS))).verdict is Verdict.AC


async def test_an_unknown_language_is_not_the_candidates_fault(judge: LocalJudge) -> None:
    result = await judge.judge(Task(Program("klingon", ""), _tests(1), Limits(), TOKENS))
    assert result.verdict is Verdict.JE
    assert result.message is not None
    assert result.message.startswith("unknown language 'klingon': known are python")


@pytest.mark.parametrize(
    "name", ["", "..", "a/../b.py", "/etc/x", "zero\0", "line\nbreak.py", "x" * 300, "\ud800"]
)
async def test_a_file_that_cannot_be_called_so_does_not_compile(judge: LocalJudge, name: str) -> None:
    result = await judge.judge(Task(Program("python", "", more={name: b""}), _tests(1), Limits(), TOKENS))
    assert result.verdict is Verdict.CE
    assert result.message is not None
    assert result.message.startswith("a file cannot be called ")


async def test_large_inputs(judge: LocalJudge) -> None:
    text = b"0123456789abcdef" * (1 << 18)
    program = Program("python", "import sys\nprint(len(sys.stdin.read()), len(open('/dev/stdin').read()))\n")
    result = await judge.judge(Task(program, [Test("a", "b", text, b"4194304 4194304")], Limits(), TOKENS))
    assert result.verdict is Verdict.AC


async def test_nothing_remains_after_the_judge() -> None:
    def ours() -> set[str]:
        return {str(group) for group in Path("/sys/fs/cgroup").glob(f"**/assay-{os.getpid()}-*")}

    before = ours()
    async with LocalJudge(slots=2) as judge:
        await judge.judge(Task(ECHO, _tests(1), Limits(), TOKENS))
    assert ours() <= before


def test_exit_words() -> None:
    assert exit_words(0) is None
    assert exit_words(1 << 8) == "exit status 1"
    assert exit_words(11) == "killed by SIGSEGV"
    assert exit_words(9 | 0x80) == "killed by SIGKILL"
    assert exit_words(40) == "killed by signal 40"


async def test_what_is_at_work_is_said_once_something_has_run(judge: LocalJudge) -> None:
    assert judge.supervisors is None
    program = Program("python", "print(1)\n")
    await judge.judge(Task(program, [Test("1", "a", b"", b"1")], Limits(), Comparison("tokens")))
    assert judge.supervisors is not None
    assert all("supervisor" in words for words in judge.supervisors)
