"""Run: the tests of a Python function in one process. What does not pass there is run by itself."""

from __future__ import annotations

from assay.judge.model import Comparison, Limits, OnTest, Program, Result, Task, Test, TestResult, Verdict
from assay.judge.service import LocalJudge
from assay.judge.signature import Parameter, Signature, Type

DOUBLE = Signature("double", (Parameter("n", Type("int")),), Type("int"))
JSON = Comparison("json")


async def _quick(
    judge: LocalJudge,
    source: str,
    numbers: list[int],
    limits: Limits | None = None,
    *,
    stop_early: bool = False,
    on_test: OnTest | None = None,
) -> Result:
    tests = [Test(f"{n}", "basic", f"{n}\n".encode(), f"{2 * n}".encode()) for n in numbers]
    program = Program("python", source, DOUBLE)
    task = Task(program, tests, limits or Limits(), JSON, stop_early, quick=True)
    return await judge.judge(task, on_test=on_test)


async def test_all_in_order_with_what_each_printed(judge: LocalJudge) -> None:
    seen: list[TestResult] = []

    async def on_test(result: TestResult) -> None:
        seen.append(result)

    source = "import sys\ndef double(n):\n    print('out', n)\n    sys.stderr.write(f'err {n}\\n')\n    return 2 * n\n"
    result = await _quick(judge, source, list(range(100)), on_test=on_test)
    assert result.verdict is Verdict.AC
    assert tuple(seen) == result.tests
    assert [test.name for test in seen] == [str(n) for n in range(100)]
    assert [(test.stdout, test.stderr) for test in seen[:2]] == [
        (b"0", b"err 0\nout 0\n"),
        (b"2", b"err 1\nout 1\n"),
    ]
    assert sum(test.cpu_s for test in seen) < Limits().cpu_s


async def test_what_fails_is_told_as_ever(judge: LocalJudge) -> None:
    source = "def double(n):\n    if n == 2: raise ValueError('no')\n    return 2 * n + (n == 3)\n"
    quick = await _quick(judge, source, [0, 1, 2, 3, 4])
    assert [test.verdict.value for test in quick.tests] == ["AC", "AC", "RTE", "WA", "AC"]
    assert quick.tests[2].exit == "exit status 1"
    assert b'File "solution.py", line 2' in quick.tests[2].stderr
    assert quick.tests[3].difference == "expected 6, got 7"
    early = await _quick(judge, source, [0, 1, 2, 3, 4], stop_early=True)
    assert [test.verdict.value for test in early.tests] == ["AC", "AC", "RTE"]


async def test_each_case_has_a_module_of_its_own(judge: LocalJudge) -> None:
    source = "seen = []\ndef double(n):\n    seen.append(n)\n    return 2 * n * len(seen)\n"
    assert (await _quick(judge, source, [1, 2, 3])).verdict is Verdict.AC


async def test_a_case_that_ends_the_process(judge: LocalJudge) -> None:
    source = "import os\ndef double(n):\n    if n == 2: os._exit(7)\n    return 2 * n\n"
    result = await _quick(judge, source, [0, 1, 2, 3, 4])
    assert [test.verdict.value for test in result.tests] == ["AC", "AC", "RTE", "AC", "AC"]
    assert result.tests[2].exit == "exit status 7"


async def test_a_case_that_never_ends(judge: LocalJudge) -> None:
    source = "def double(n):\n    while n == 2: pass\n    return 2 * n\n"
    result = await _quick(judge, source, [0, 1, 2, 3], Limits(cpu_s=0.3))
    assert [test.verdict.value for test in result.tests] == ["AC", "AC", "TLE", "AC"]


async def test_no_case_saves_time_for_a_later_one(judge: LocalJudge) -> None:
    """All of them together get the time of one: what an earlier one computed ahead counts."""
    source = (
        "import sys, time\n"
        "def double(n):\n"
        "    known = sys.modules.setdefault('known', {})\n"
        "    while n not in known or time.process_time() < 0.15 * (n + 1): known[n] = 2 * n\n"
        "    return known[n]\n"
    )
    result = await _quick(judge, source, list(range(8)), Limits(cpu_s=0.6))
    assert [test.verdict.value for test in result.tests[-1:]] == ["TLE"]


async def test_a_forged_frame_is_no_more_than_ones_own_answer(judge: LocalJudge) -> None:
    source = (
        "import os, struct\n"
        "def double(n):\n"
        "    os.write(3, struct.pack('<?QQQI', True, 0, 0, 0, 1 << 30))\n"
        "    return 0\n"
    )
    result = await _quick(judge, source, [1, 2, 3])
    assert [test.verdict.value for test in result.tests] == ["WA", "WA", "WA"]
