"""Many tests in one process, for run-times that start slowly: the verdicts are those of a process for each."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from assay.judge.languages import available
from assay.judge.model import Comparison, Limits, OnTest, Program, Result, Task, Test, TestResult, Verdict
from assay.judge.sandbox.host import Sandbox
from assay.judge.service import LocalJudge
from assay.judge.signature import Parameter, Signature, Type

HERE = available()
DOUBLE = Signature("double", (Parameter("n", Type("int")),), Type("int"))
NEEDED = [each for each in ("javascript", "typescript", "java") if each in HERE]
READ_JS = 'const n = +require("fs").readFileSync(0, "utf8");\n'


def _java(body: str, more: str = "") -> str:
    return (
        "import java.util.*;\nimport java.io.*;\npublic class Main {\n"
        f"{more}\npublic static void main(String[] a) throws Exception {{\n"
        f"int n = new Scanner(System.in).nextInt();\n{body}\n}} }}\n"
    )


@pytest.fixture
async def judge() -> AsyncIterator[LocalJudge]:
    """With all that batches need."""
    async with LocalJudge(slots=1) as local:
        for language in NEEDED:
            troubles = await asyncio.to_thread(local.prepared.wait, HERE[language])
            assert not any(troubles.values()), troubles
        yield local


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """ "batch" or "alone" for each process that was started for tests."""
    started: list[str] = []
    run, batch = Sandbox.run, Sandbox.batch

    def running(self: Sandbox, step: object, *more: object, **names: object) -> object:
        started.append("alone")
        return run(self, step, *more, **names)  # type: ignore[arg-type]

    def batching(self: Sandbox, *more: object) -> object:
        started.append("batch")
        return batch(self, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(Sandbox, "run", running)
    monkeypatch.setattr(Sandbox, "batch", batching)
    return started


async def _judged(
    judge: LocalJudge,
    language: str,
    source: str,
    numbers: list[int],
    limits: Limits | None = None,
    signature: Signature | None = None,
    *,
    stop_early: bool = False,
    on_test: OnTest | None = None,
) -> Result:
    if language not in HERE:
        pytest.skip(f"{language} is not installed")
    tests = [Test(f"{n}", "basic", f"{n}\n".encode(), f"{2 * n}".encode()) for n in numbers]
    form = Comparison("tokens" if signature is None else "json")
    task = Task(Program(language, source, signature), tests, limits or Limits(), form, stop_early)
    return await judge.judge(task, on_test=on_test)


def _verdicts(result: Result) -> list[str]:
    return [test.verdict.value for test in result.tests]


SIMPLE = {
    "javascript": f"{READ_JS}console.log(2 * n);\n",
    "typescript": 'import { readFileSync } from "fs";\nconst n: number = +readFileSync(0, "utf8");\nconsole.log(2 * n);\n',
    "java": _java("System.out.println(2 * n);"),
}


@pytest.mark.parametrize("language", SIMPLE)
async def test_one_process_for_all(judge: LocalJudge, processes: list[str], language: str) -> None:
    seen: list[TestResult] = []

    async def on_test(result: TestResult) -> None:
        seen.append(result)

    result = await _judged(judge, language, SIMPLE[language], list(range(20)), on_test=on_test)
    assert result.verdict is Verdict.AC
    assert tuple(seen) == result.tests
    assert [test.name for test in seen] == [str(n) for n in range(20)]
    assert all(test.cpu_s >= 0 and test.wall_s > 0 and test.peak_mib > 0 for test in seen)
    assert processes == ["alone", "batch"]  # the first compiles


FUNCTIONS = {
    "javascript": "function double(n) { console.log('said', n); return 2 * n; }\n",
    "typescript": "function double(n: number): number { console.log('said', n); return 2 * n; }\n",
    "java": "class Solution { static int made = 0; static int doubleOf(int n) { return 0; }\n"
    'static int double_(int n) { System.out.println("said " + n); return 2 * n * ++made; } }\n',
}


@pytest.mark.parametrize("language", ["javascript", "typescript"])
async def test_functions(judge: LocalJudge, processes: list[str], language: str) -> None:
    result = await _judged(judge, language, FUNCTIONS[language], [1, 2, 3], signature=DOUBLE)
    assert result.verdict is Verdict.AC
    assert [test.stderr for test in result.tests] == [b"said 1\n", b"said 2\n", b"said 3\n"]
    assert processes == ["alone", "batch"]


async def test_functions_in_java(judge: LocalJudge, processes: list[str]) -> None:
    signature = Signature("twice", DOUBLE.parameters, DOUBLE.returns)
    source = "class Solution { static int made = 0; static int twice(int n) { return 2 * n * ++made; } }\n"
    result = await _judged(judge, "java", source, [1, 2, 3], signature=signature)
    assert result.verdict is Verdict.AC
    assert processes == ["alone", "batch"]


# Ways to read, to write and to end: all in one process, and each test as new.
ORDINARY = {
    "stream": (
        "javascript",
        "let a = '';\nprocess.stdin.on('data', (x) => (a += x)).on('end', () => console.log(2 * a));\n",
    ),
    "lines": (
        "javascript",
        "require('readline').createInterface({ input: process.stdin }).on('line', (x) => console.log(2 * x));\n",
    ),
    "async": (
        "javascript",
        "const rl = require('node:readline').createInterface({ input: process.stdin });\n"
        "(async () => { for await (const x of rl) { await new Promise((r) => setTimeout(r, 3)); console.log(2 * x); } })();\n",
    ),
    "exit": ("javascript", f"{READ_JS}console.log(2 * n);\nprocess.exit();\nconsole.log('no');\n"),
    "exit in a promise": (
        "javascript",
        f"{READ_JS}Promise.resolve().then(() => {{ console.log(2 * n); process.exit(0); }}).catch(() => console.log('no'));\n",
    ),
    "at exit": ("javascript", f"{READ_JS}process.on('exit', () => console.log(2 * n));\n"),
    "globals": ("javascript", f"{READ_JS}globalThis.k = (globalThis.k ?? 0) + 1;\nconsole.log(2 * n * k);\n"),
    "prototypes": (
        "javascript",
        f"{READ_JS}Array.prototype.k ??= 0;\nArray.prototype.k++;\nconsole.log(2 * n * [].k);\n",
    ),
    "environment": (
        "javascript",
        f"{READ_JS}process.env.K = 1 + +(process.env.K ?? 0);\nconsole.log(2 * n * process.env.K);\n",
    ),
    "module": (
        "javascript",
        "import fs, { readFileSync } from 'node:fs';\nawait new Promise((r) => setTimeout(r, 2));\n"
        "const { EOL } = await import('os');\nfs.writeSync(1, 2 * readFileSync(0, 'utf8') + EOL);\n",
    ),
    "statics": ("java", _java("System.out.println(2 * n * ++made);", "static int made = 0;")),
    "properties": (
        "java",
        _java(
            'int k = Integer.getInteger("k", 0) + 1;\nSystem.setProperty("k", "" + k);\nSystem.out.println(2 * n * k);'
        ),
    ),
    "a thread": ("java", _java("new Thread(() -> System.out.println(2 * n)).start();")),
    "closed streams": ("java", _java("System.out.println(2 * n); System.out.close(); System.in.close();")),
    "own streams": ("java", _java("PrintStream out = System.out; System.setOut(null); out.println(2 * n);")),
    "locale": (
        "java",
        _java(
            'System.out.println(String.format("%d", 2 * n)); Locale.setDefault(Locale.forLanguageTag("ar-u-nu-arab"));'
        ),
    ),
}


@pytest.mark.parametrize("name", ORDINARY)
async def test_as_if_each_test_had_its_own(judge: LocalJudge, processes: list[str], name: str) -> None:
    language, source = ORDINARY[name]
    result = await _judged(judge, language, source, [21, 4, 5])
    assert _verdicts(result) == ["AC", "AC", "AC"]
    assert processes == ["alone", "batch"]


# Programs that leave something behind, or end their process: right all the same, by a process of their own.
LEAVING = {
    "core modules": (
        "javascript",
        f"{READ_JS}const fs = require('fs');\nfs.k = (fs.k ?? 0) + 1;\nconsole.log(2 * n * fs.k);\n",
    ),
    "outer prototypes": (
        "javascript",
        f"{READ_JS}const p = Object.getPrototypeOf(require('fs'));\np.k = (p.k ?? 0) + 1;\nconsole.log(2 * n * p.k);\n",
    ),
    "exit with timers": (
        "javascript",
        f"{READ_JS}setTimeout(() => console.log('no'), 200);\nconsole.log(2 * n);\nprocess.exit();\n",
    ),
    "daemon": (
        "java",
        _java(
            'Thread t = new Thread(() -> { for (;;) System.getProperties().put("k", "x"); });\n'
            "t.setDaemon(true); t.start();\nSystem.out.println(2 * n);"
        ),
    ),
    "exit": ("java", _java("System.out.println(2 * n); System.out.flush(); System.exit(0);")),
    "closed descriptor": (
        "java",
        _java("System.out.println(2 * n); new FileInputStream(FileDescriptor.in).close();"),
    ),
}


@pytest.mark.parametrize("name", LEAVING)
async def test_what_is_left_behind_does_no_harm(judge: LocalJudge, name: str) -> None:
    language, source = LEAVING[name]
    result = await _judged(judge, language, source, [21, 4, 5, 6])
    assert _verdicts(result) == ["AC", "AC", "AC", "AC"]


@pytest.mark.parametrize(
    ("language", "source"),
    [
        (
            "javascript",
            f"{READ_JS}if (n === 2) throw new Error('no');\nif (n === 4) for (;;);\nif (n === 5) process.exitCode = 3;\n"
            "console.log(2 * n + (n === 3 ? 1 : 0));\n",
        ),
        (
            "java",
            _java(
                'if (n == 2) throw new RuntimeException("no");\nif (n == 4) for (;;) k++;\nif (n == 5) System.exit(3);\n'
                "System.out.println(2 * n + (n == 3 ? 1 : 0));",
                "static volatile int k;",
            ),
        ),
    ],
)
async def test_what_fails_is_told_as_ever(judge: LocalJudge, language: str, source: str) -> None:
    result = await _judged(judge, language, source, [0, 1, 2, 3, 4, 5, 6, 7], Limits(cpu_s=0.5))
    assert _verdicts(result) == ["AC", "AC", "RTE", "WA", "TLE", "RTE", "AC", "AC"]
    assert result.tests[2].exit == "exit status 1"
    assert b"no" in result.tests[2].stderr
    assert result.tests[3].difference == "line 1: expected 6, got 7"
    assert result.tests[5].exit == "exit status 3"


async def test_ending_at_the_first_that_fails(judge: LocalJudge) -> None:
    source = f"{READ_JS}console.log(n < 3 ? 2 * n : 0);\n"
    result = await _judged(judge, "javascript", source, [1, 2, 3, 4], stop_early=True)
    assert _verdicts(result) == ["AC", "AC", "WA"]


async def test_no_test_saves_time_for_a_later_one(judge: LocalJudge) -> None:
    """What earlier tests computed ahead, and hid where no realm of their own ends it, counts for all."""
    source = (
        f"{READ_JS}const fs = require('fs');\nconst hidden = fs.constants;\nconst until = 250 * (n + 1);\n"
        "while (process.cpuUsage().user / 1000 < until && !(hidden.done > n)) {}\nconsole.log(2 * n);\n"
    )
    result = await _judged(judge, "javascript", source, list(range(12)), Limits(cpu_s=1.0))
    assert _verdicts(result)[-1] == "TLE"


async def test_an_answer_given_too_early_is_only_ones_own_loss(judge: LocalJudge) -> None:
    source = f"require('fs').writeSync(4, '....');\n{READ_JS}console.log(2 * n);\n"
    result = await _judged(judge, "javascript", source, [1, 2, 3])
    assert result.verdict in (Verdict.AC, Verdict.RTE)
    assert all(test.exit in (None, "exit status 1") for test in result.tests)


async def test_large_inputs_and_outputs(judge: LocalJudge, processes: list[str]) -> None:
    text = b"0123456789abcdef" * (1 << 16)
    tests = [Test(f"{n}", "stress", text[: len(text) // n], text[: len(text) // n]) for n in (1, 2, 3)]
    program = Program("javascript", "process.stdout.write(require('fs').readFileSync(0));\n")
    result = await judge.judge(Task(program, tests, Limits(), Comparison()))
    assert result.verdict is Verdict.AC
    assert processes == ["alone", "batch"]


async def test_cancelling_ends_the_process(judge: LocalJudge) -> None:
    first = asyncio.Event()

    async def on_test(_: TestResult) -> None:
        first.set()

    source = f"{READ_JS}if (n === 2) setInterval(() => {{}}, 1000);\nconsole.log(2 * n);\n"
    asked = asyncio.create_task(
        _judged(judge, "javascript", source, [1, 2, 3], Limits(cpu_s=100), on_test=on_test)
    )
    await first.wait()
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    assert (await _judged(judge, "javascript", SIMPLE["javascript"], [1, 2])).verdict is Verdict.AC
