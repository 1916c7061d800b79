"""Packages' own validators and interactors: what they are given, what counts, and whose fault it is."""

from __future__ import annotations

import asyncio
import textwrap

import pytest

from assay.judge.model import Comparison, Limits, Program, Result, Task, Test, TestResult, Validator, Verdict
from assay.judge.service import LocalJudge

QUICK = Limits(cpu_s=0.5, memory_mib=128, output_mib=1)


def python(text: str) -> Program:
    return Program("python", textwrap.dedent(text))


async def judged(
    judge: LocalJudge,
    source: str,
    validator: Validator,
    *tests: Test,
    limits: Limits = QUICK,
) -> Result:
    given = tests or (Test("1", "secret", b"3\n", b"6\n"),)
    return await judge.judge(
        Task(python(source), given, limits, Comparison("validator", validator=validator))
    )


def only(result: Result) -> TestResult:
    (test,) = result.tests
    return test


SAME = python(
    """
    import sys

    feedback = sys.argv[3]
    assert feedback.endswith("/")
    with open(sys.argv[2]) as file:
        answer = file.read().split()
    if sys.stdin.read().split() == answer:
        sys.exit(42)
    with open(feedback + "judgemessage.txt", "w") as file:
        file.write("secret words")
    with open(feedback + "teammessage.txt", "w") as file:
        file.write("not so")
    sys.exit(43)
    """
)


async def test_right_and_wrong(judge: LocalJudge) -> None:
    assert (await judged(judge, "print(6)", Validator(SAME))).verdict is Verdict.AC
    test = only(await judged(judge, "print(7)", Validator(SAME)))
    assert test.verdict is Verdict.WA
    assert (test.message, test.team_message, test.difference) == ("secret words", "not so", "not so")
    assert test.stdout == b"7\n"


@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        ("1 / 0", Verdict.RTE),
        ("while True: pass", Verdict.TLE),
        ("print('x' * 2_000_000)", Verdict.OLE),
        ("x = 'x' * 500_000_000", Verdict.MLE),
        ("(", Verdict.CE),
    ],
)
async def test_what_needs_no_validator(judge: LocalJudge, source: str, verdict: Verdict) -> None:
    assert (await judged(judge, source, Validator(python("1 / 0")))).verdict is verdict


async def test_arguments_and_files(judge: LocalJudge) -> None:
    shows = python("import sys\nsys.stderr.write(repr(sys.argv[4:]))\nsys.exit(42)")
    tests = (
        Test("1", "secret", b"", b""),
        Test("2", "secret", b"", b"", validator_arguments=("own",)),
        Test("3", "secret", b"", b"", arguments=("a b", "c"), files={"words.txt": b"apple"}),
    )
    source = "import os, sys\nprint(sys.argv[1:], sorted(os.listdir('.')))"
    found = (await judged(judge, source, Validator(shows, arguments=("--most", "5")), *tests)).tests
    assert [test.message for test in found] == ["['--most', '5']", "['own']", "['--most', '5']"]
    assert found[0].stdout == b"[] []\n"
    assert found[2].stdout == b"['a b', 'c'] ['words.txt']\n"


async def test_the_validator_sees_nothing_of_the_submission_but_its_output(judge: LocalJudge) -> None:
    looks = python(
        """
        import os, sys
        found = [sorted(os.listdir(folder)) for folder in ("/box", "/input", "/tmp")]
        sys.stderr.write(repr(found))
        sys.exit(42)
        """
    )
    test = only(await judged(judge, "open('/tmp/mine', 'w').write('x')\nprint(6)", Validator(looks)))
    assert test.message is not None
    assert "mine" not in test.message
    assert "solution.py'" in test.message  # its own
    assert "test.ans" in test.message


async def test_the_submission_never_sees_the_answer(judge: LocalJudge) -> None:
    source = (
        "import os\nprint([each for folder in ('/input', '/tmp', '/box') for each in os.listdir(folder)])"
    )
    test = only(await judged(judge, source, Validator(SAME)))
    assert b"ans" not in test.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("validator", "said"),
    [
        ("raise SystemExit(0)", "exit status 0, not with 42 (right) or 43 (wrong)"),
        ("1 / 0", "exit status 1, not with 42 (right) or 43 (wrong): ZeroDivisionError"),
        ("import os\nos.abort()", "it was killed by SIGABRT"),
        ("while True: pass", "it took more than 1 s"),
        ("x = 'x' * 500_000_000", "memory"),
        ("import sys\nopen(sys.argv[3] + 'nextpass.in', 'w')\nsys.exit(42)", "another pass"),
        ("(", "the problem's validator cannot be used: it does not compile"),
    ],
)
async def test_a_validator_that_fails(judge: LocalJudge, validator: str, said: str) -> None:
    wrong = Validator(python(validator), cpu_s=1, memory_mib=128)
    two = (Test("1", "secret", b"", b""), Test("2", "secret", b"", b""))
    result = await judged(judge, "print(6)", wrong, *two)
    assert result.verdict is Verdict.JE
    assert result.message is not None
    assert said in result.message
    assert len(result.tests) <= 1  # no more of them
    again = await judged(judge, "print(6)", Validator(SAME))
    assert again.verdict is Verdict.AC


async def test_what_a_validator_prints_or_leaves_besides_does_no_harm(judge: LocalJudge) -> None:
    floods = python(
        """
        import os, sys
        feedback = sys.argv[3]
        os.symlink("/etc/passwd", feedback + "judgemessage.txt")
        os.mkdir(feedback + "folder")
        open(feedback + "judgeimage.png", "wb").write(bytes(1000))
        open(feedback + "teammessage.txt", "wb").write(b"\\xff\\x00 \\x1b[31m")
        os.mkfifo(feedback + "score.txt")
        print("x" * 100_000)
        sys.exit(42)
        """
    )
    test = only(await judged(judge, "print(6)", Validator(floods)))
    assert test.verdict is Verdict.AC
    assert test.message is None
    assert test.team_message is not None


async def test_passes(judge: LocalJudge) -> None:
    counts = python(
        """
        import os, sys
        feedback = sys.argv[3]
        with open(feedback + "seen", "ab") as file:
            file.write(sys.stdin.buffer.read().strip() + b" ")
        seen = open(feedback + "seen").read().split()
        with open(feedback + "judgemessage.txt", "w") as file:
            file.write(" ".join(seen))
        assert not os.path.exists(feedback + "nextpass.in")
        if len(seen) < 3:
            with open(feedback + "nextpass.in", "w") as file:
                file.write(str(len(seen)))
        sys.exit(42)
        """
    )
    source = "import os\nprint(int(input()) * 10 + len(os.listdir('/tmp')))\nopen('/tmp/kept', 'w')"
    test = only(await judged(judge, source, Validator(counts, passes=3)))
    assert (test.verdict, test.message) == (Verdict.AC, "30 10 20")
    test = only(await judged(judge, source, Validator(counts, passes=2)))
    assert test.verdict is Verdict.JE
    assert "after 2 passes" in str(test.message)
    late = "n = int(input())\nprint(n)\nwhile n == 2: pass"
    assert only(await judged(judge, late, Validator(counts, passes=3))).verdict is Verdict.TLE


ADDS = python(
    """
    import sys

    with open(sys.argv[1]) as file:
        rounds = int(file.read())
    total = 0
    for number in range(rounds):
        print(number, flush=True)
        total += number
        line = sys.stdin.readline()
        if line.strip() != str(total):
            sys.exit(43)
    sys.exit(42)
    """
)
TALKS = Validator(ADDS, interactive=True, cpu_s=2)
SUMS = "import sys\ntotal = 0\nfor line in sys.stdin:\n    total += int(line)\n    print(total, flush=True)\n"


async def test_a_talk(judge: LocalJudge) -> None:
    test = only(await judged(judge, SUMS, TALKS))
    assert test.verdict is Verdict.AC
    assert test.transcript == "< 0\n> 0\n< 1\n> 1\n< 2\n> 3"
    assert test.stdout == b"0\n1\n3\n"
    many = only(await judged(judge, SUMS, TALKS, Test("1", "secret", b"2000\n", b"")))
    assert many.verdict is Verdict.AC


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        ("", Verdict.WA),  # nobody answers the first question
        ("print(5, flush=True)\nwhile True: pass", Verdict.WA),  # the interactor was first
        ("input()\n1 / 0", Verdict.RTE),
        ("while True: pass", Verdict.TLE),
        ("import time\ntime.sleep(100)", Verdict.TLE),
        ("input()\ninput()", Verdict.TLE),  # each waits for the other
        ("while True: print('0' * 1000)", Verdict.WA),
        ("import os\nos.close(0)\nos.close(1)\nos._exit(0)", Verdict.WA),
        ("import os\nos.close(1)\nwhile True: pass", Verdict.TLE),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)", Verdict.TLE),
        ("import sys\nsys.stdout.write('0')\nsys.stdout.flush()\nwhile True: pass", Verdict.TLE),
        (SUMS + "print('more')", Verdict.AC),
        (SUMS + "while True: print('more' * 100)", Verdict.OLE),
        (SUMS + "1 / 0", Verdict.RTE),
    ],
)
async def test_talks_that_go_wrong(judge: LocalJudge, source: str, verdict: Verdict) -> None:
    result = await judged(judge, source, TALKS)
    assert result.verdict is verdict, result
    assert (await judged(judge, SUMS, TALKS)).verdict is Verdict.AC  # the next is clean


@pytest.mark.slow
@pytest.mark.parametrize(
    "interactor",
    [
        "1 / 0",
        "import time\ntime.sleep(100)",
        "while True: pass",
        "import sys\nwhile True: sys.stdout.write('x' * 60_000)",
        "import sys\nsys.stdin.read()\nsys.exit(7)",
    ],
)
async def test_an_interactor_that_fails(judge: LocalJudge, interactor: str) -> None:
    validator = Validator(python(interactor), interactive=True, cpu_s=0.5)
    result = await judged(judge, "print(1, flush=True)\nimport sys\nsys.stdin.readline()", validator)
    assert result.verdict is Verdict.JE, result
    assert "the problem's validator failed" in str(result.message)


async def test_what_floods_an_interactor_that_has_judged(judge: LocalJudge) -> None:
    """The interactor does not listen any more and has yet to end: its verdict counts, not the flood after it."""
    gives = """
        import os, sys, time

        sys.stdin.readline()
        os.close(0)
        time.sleep(0.5)
        sys.exit(43)
    """
    validator = Validator(python(gives), interactive=True, cpu_s=2)
    result = await judged(judge, "while True: print('0' * 1000)", validator)
    assert result.verdict is Verdict.WA, result


async def test_an_interactor_that_only_stops_to_write(judge: LocalJudge) -> None:
    """The submission sees the end of its input at once, and is heard all the same."""
    gives = """
        import os, sys

        os.write(1, b"1\\n2\\n3\\n")
        os.close(1)
        sys.exit(42 if sys.stdin.readline() == "6\\n" else 43)
    """
    validator = Validator(python(gives), interactive=True, cpu_s=2)
    result = await judged(judge, "import sys\nprint(sum(map(int, sys.stdin)))", validator)
    assert result.verdict is Verdict.AC, result


async def test_given_up_in_the_middle_of_a_talk(judge: LocalJudge) -> None:
    waits = Validator(python("import time\ntime.sleep(50)"), interactive=True, cpu_s=60)
    task = asyncio.create_task(judged(judge, "import time\ntime.sleep(50)", waits, limits=Limits(cpu_s=30)))
    await asyncio.sleep(0.5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await judged(judge, SUMS, TALKS)).verdict is Verdict.AC


@pytest.mark.parametrize("wait_ms", range(0, 60, 5))
async def test_given_up_at_the_beginning_of_a_talk(judge: LocalJudge, wait_ms: int) -> None:
    task = asyncio.create_task(judged(judge, "input()", TALKS))
    await asyncio.sleep(wait_ms / 1000)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(asyncio.shield(task), 60)


async def test_given_up_in_the_middle_of_a_validation(judge: LocalJudge) -> None:
    waits = Validator(python("import time\ntime.sleep(50)"), cpu_s=60)
    task = asyncio.create_task(judged(judge, "print(6)", waits))
    await asyncio.sleep(0.5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await judged(judge, "print(6)", Validator(SAME))).verdict is Verdict.AC


async def test_without_an_answer_it_is_only_run(judge: LocalJudge) -> None:
    result = await judged(judge, "print(5)", Validator(python("1 / 0")), Test("own", "own", b""))
    assert result.verdict is Verdict.AC
    assert only(result).stdout == b"5\n"
