"""Validators that are attacked by what they read, and validators that attack."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from assay.judge.hostile import clean
from assay.judge.model import Comparison, Limits, Program, Result, Task, Test, Validator, Verdict
from assay.judge.service import LocalJudge
from tests.hostile.host import host, left_since

AC, WA, JE = Verdict.AC, Verdict.WA, Verdict.JE
pytestmark = pytest.mark.asyncio(loop_scope="module")

# Compares words; as careful as validators usually are.
CAREFUL = """
import sys
said, answer = sys.stdin.read().split(), open(sys.argv[2]).read().split()
open(sys.argv[3] + "judgemessage.txt", "w", errors="replace").write(f"got {said[:1]}")
open(sys.argv[3] + "teammessage.txt", "w", errors="replace").write(f"you said {' '.join(said)[:1000]}")
sys.exit(42 if said == answer else 43)
"""
OUTPUTS = {
    "bytes that are no text": "import os\nos.write(1, b'\\xff\\0\\xfe\\xed\\xa0\\x80')\n",
    "escapes and markup": "print('\\x1b[2J\\x07<script>alert(1)</script>')\n",
    "as much as is allowed": "print('7 ' * 520_000)\n",
    "one word without end": "print('7' * 1_000_000)\n",
    "a million lines": "print('\\n' * 1_000_000)\n",
    "shell words": "print('$(reboot); `reboot` | reboot')\n",
    "files where the validator looks": (
        "import os\nos.makedirs('out', exist_ok=True)\nopen('out/score.txt', 'w').write('100')\n"
        "open('judgemessage.txt', 'w').write('accepted')\nprint('42')\n"
    ),
}
ATTACKS: dict[str, tuple[str, set[Verdict]]] = {
    "links in the feedback": (
        "import os, sys\nfor name in ('judgemessage.txt', 'teammessage.txt', 'score.txt', 'nextpass.in'):\n"
        "    os.symlink('/etc/passwd', sys.argv[3] + name)\nsys.exit(43)\n",
        {WA, JE},
    ),
    "special files in the feedback": (
        "import os, sys\nos.mkfifo(sys.argv[3] + 'judgemessage.txt')\nos.mkdir(sys.argv[3] + 'teammessage.txt')\n"
        "sys.exit(43)\n",
        {WA},
    ),
    "a flood of feedback": (
        "import sys\nopen(sys.argv[3] + 'judgemessage.txt', 'w').write('x' * 8_000_000)\nsys.exit(43)\n",
        {WA, JE},
    ),
    "thousands of files": (
        "import sys\nfor n in range(3000): open(f'{sys.argv[3]}{n}', 'w').write('x')\nsys.exit(43)\n",
        {WA, JE},
    ),
    "endless passes": ("import sys\nopen(sys.argv[3] + 'nextpass.in', 'w').write('x')\nsys.exit(42)\n", {JE}),
    "a score without end": ("import sys\nopen(sys.argv[3] + 'score.txt', 'w').write('9' * 999)\nsys.exit(42)\n", {AC, JE}),
    "spin": ("while True: pass\n", {JE}),
    "sleep": ("import time\ntime.sleep(1000)\n", {JE}),
    "heap bomb": ("x = []\nwhile True: x.append(bytearray(1 << 20))\n", {JE}),
    "fork bomb": ("import os\nwhile True:\n    try: os.fork()\n    except OSError: pass\n", {JE}),
    "flood": ("while True: print('x' * 9999)\n", {JE}),
    "die": ("import os\nos.abort()\n", {JE}),
    "a daemon": (
        "import os, sys, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(1000)\nos._exit(43)\n",
        {WA},
    ),
    "read what is not its own": (
        "import os, sys\nfor path in ('/etc/shadow', '/proc/1/environ', '/home', '/root/.ssh'):\n"
        "    try: (os.listdir if os.path.isdir(path) else open)(path); print('LEAK', path, file=sys.stderr)\n"
        "    except OSError: pass\n"
        "if any('solution' in name for name in os.listdir('/box')) and 'hidden' in str(os.listdir('/box')): print('LEAK')\n"
        "sys.exit(43)\n",
        {WA},
    ),
    "leave something for the next": (
        "import os, sys\nfor name in ('/tmp/mark', sys.argv[3] + 'mark'):\n"
        "    if os.path.exists(name): print('LEAK', name, file=sys.stderr)\n    open(name, 'w').write('x')\nsys.exit(43)\n",
        {WA},
    ),
}  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def judge() -> AsyncIterator[LocalJudge]:
    async with LocalJudge(slots=1) as local:
        assert (await _judged(local, CAREFUL, "print('7')\n")).verdict is AC
        yield local


async def _judged(judge: LocalJudge, validator: str, source: str, *, tests: int = 1) -> Result:
    made = Validator(Program("python", validator), cpu_s=1.0, memory_mib=128, output_mib=1, scores=True)
    comparison = Comparison("validator", validator=made)
    limits = Limits(cpu_s=1.0, memory_mib=128, output_mib=1, processes=16)
    cases = [Test(f"{n}", "hostile", b"", b"7\n") for n in range(tests)]
    return await judge.judge(Task(Program("python", source), cases, limits, comparison))


@pytest.mark.parametrize("name", OUTPUTS)
async def test_a_validator_under_attack(judge: LocalJudge, name: str) -> None:
    before = host()
    result = await _judged(judge, CAREFUL, OUTPUTS[name])
    assert result.verdict is WA, (result.message, result.tests)
    assert left_since(before) == []


@pytest.mark.parametrize("name", ATTACKS)
async def test_a_validator_that_attacks(judge: LocalJudge, name: str) -> None:
    source, verdicts = ATTACKS[name]
    before = host()
    result = await _judged(judge, source, "print(7)\n", tests=2)
    assert result.verdict in verdicts, (result.message, result.tests)
    for test in result.tests:
        said = f"{test.message} {test.team_message} {test.stderr!r}"
        assert "LEAK" not in said
        assert "root:" not in said
        assert len(said) < 400_000
    assert left_since(before) == []


async def test_after_all_of_them_an_honest_one_is_accepted(judge: LocalJudge) -> None:
    assert (await _judged(judge, CAREFUL, "print('7')\n")).verdict is AC
    assert await clean(judge) is None
