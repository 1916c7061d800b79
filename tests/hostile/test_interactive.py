"""Submissions to an interactive problem that do not play, against an interactor that expects no evil."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from assay.judge.hostile import clean
from assay.judge.model import Comparison, Limits, Program, Result, Task, Test, Validator, Verdict
from assay.judge.service import LocalJudge
from tests.hostile.host import host, left_since

AC, WA, TLE, MLE, OLE, RTE = (Verdict(name) for name in ("AC", "WA", "TLE", "MLE", "OLE", "RTE"))
pytestmark = pytest.mark.asyncio(loop_scope="module")

# Guess a number. Says nothing of broken pipes and of lines that are no numbers but "wrong".
INTERACTOR = """
import sys
secret = int(open(sys.argv[1]).read())
for turn in range(40):
    line = sys.stdin.readline()
    if not line: sys.exit(43)
    try: guess = int(line)
    except ValueError: sys.exit(43)
    print("right" if guess == secret else "more" if guess < secret else "less", flush=True)
    if guess == secret: sys.exit(42)
sys.exit(43)
"""
HONEST = """
low, high = 1, 1000
while True:
    middle = (low + high) // 2
    print(middle, flush=True)
    said = input()
    if said == "right": break
    if said == "more": low = middle + 1
    else: high = middle - 1
"""
NOT_PLAYING: dict[str, tuple[str, set[Verdict]]] = {
    "never reads": ("while True: print(1, flush=True)\n", {WA, OLE, TLE}),
    "never reads and waits": ("import time\nprint(1, flush=True)\ntime.sleep(1000)\n", {TLE}),
    "floods": ("import os\nwhile True: os.write(1, b'x' * 65536)\n", {WA, OLE, RTE}),
    "floods one line of digits": ("import os\nwhile True: os.write(1, b'7' * 65536)\n", {WA, OLE, RTE, TLE}),
    "floods errors": ("import os\nwhile True: os.write(2, b'x' * 65536)\n", {OLE, RTE}),
    "ends first": ("raise SystemExit\n", {WA}),
    "ends first with an error": ("raise SystemExit(3)\n", {RTE, WA}),
    "dies": ("import os\nos.kill(os.getpid(), 11)\n", {RTE}),
    "does not flush": ("print(1)\ninput()\ntry: input()\nexcept EOFError: pass\n", {TLE, WA}),
    "waits to be told": ("input()\n", {TLE, WA, RTE}),
    "closes its output": ("import os, time\nos.close(1)\ntime.sleep(1000)\n", {WA, TLE}),
    "closes its input": ("import os\nos.close(0)\nwhile True: os.write(1, b'1\\n')\n", {WA, OLE, TLE, RTE}),
    "closes both and spins": ("import os\nos.close(0)\nos.close(1)\nwhile True: pass\n", {WA, TLE}),
    "spins": ("while True: pass\n", {TLE}),
    "bytes that are no text": ("import os\nos.write(1, b'\\xff\\0\\xfe\\n')\ninput()\n", {WA, RTE}),
    "a number too long": ("print('9' * 100_000, flush=True)\ninput()\n", {WA, RTE}),
    "says that it is right": ("print('right', flush=True)\nraise SystemExit(42)\n", {WA, RTE}),
    "exit status 42": ("raise SystemExit(42)\n", {RTE, WA}),
    "a daemon holds the pipes": (
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(1000)\n",
        {WA, TLE},
    ),
    "fork bomb": (
        "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass\n",
        {TLE, RTE, MLE, WA, OLE},
    ),
    "heap bomb": ("x = []\nwhile True: x.append(bytearray(1 << 20))\n", {MLE}),
    "grows the pipe": (
        "import fcntl\nfor number in (0, 1):\n    try: fcntl.fcntl(number, 1031, 1 << 26)\n    except OSError: pass\n"
        "    fcntl.fcntl(number, fcntl.F_SETFL, 2048)\nwhile True:\n    try: print('1\\n' * 9999, flush=True)\n"
        "    except BlockingIOError: pass\n",
        {WA, OLE, TLE, RTE},
    ),
    "reopens the pipes": (
        "import os\nfor path in ('/dev/stdin', '/dev/stdout', '/proc/self/fd/0', '/dev/fd/1', '/input/stdin'):\n"
        "    for flag in (os.O_RDONLY, os.O_WRONLY, os.O_RDWR):\n"
        "        try: os.write(2, b'LEAK ' + os.read(os.open(path, flag | os.O_NONBLOCK), 9))\n"
        "        except OSError: pass\n",
        {WA},
    ),
    "looks for the secret": (
        "import os\nfor folder in ('/input', '/box', '/tmp', '/tmp/out', os.getcwd(), os.path.dirname(__file__)):\n"
        "    try: names = os.listdir(folder)\n"
        "    except OSError: continue\n"
        "    for name in names:\n"
        "        try: text = open(os.path.join(folder, name), errors='replace').read()\n"
        "        except OSError: continue\n"
        "        if str(700 + 7) in text: os.write(2, b'LEAK')\n",
        {WA},
    ),
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def judge() -> AsyncIterator[LocalJudge]:
    async with LocalJudge(slots=1) as local:
        assert (await _talk(local, HONEST)).verdict is AC
        yield local


async def _talk(judge: LocalJudge, source: str) -> Result:
    comparison = Comparison(
        "validator", validator=Validator(Program("python", INTERACTOR), interactive=True, cpu_s=2.0)
    )
    tests = [Test("one", "hostile", b"707\n", b"707\n")]
    limits = Limits(cpu_s=0.4, memory_mib=128, output_mib=1, processes=16)
    return await judge.judge(Task(Program("python", source), tests, limits, comparison))


@pytest.mark.parametrize("name", NOT_PLAYING)
async def test_an_interactive_program_that_does_not_play(judge: LocalJudge, name: str) -> None:
    source, verdicts = NOT_PLAYING[name]
    before = host()
    result = await _talk(judge, source)
    assert result.verdict in verdicts, (result.verdict, result.message, result.tests)
    assert not any(b"LEAK" in test.stderr for test in result.tests)
    assert left_since(before) == []


async def test_after_all_of_them_an_honest_one_is_accepted(judge: LocalJudge) -> None:
    assert (await _talk(judge, HONEST)).verdict is AC
    assert await clean(judge) is None
