"""Functions that attack the process in which the tests of a Run share: what is wrong stays wrong, and no
attack makes it the judge's fault."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from assay.judge.hostile import clean
from assay.judge.model import Comparison, Limits, Program, Result, Task, Test, Verdict
from assay.judge.service import LocalJudge
from assay.judge.signature import Parameter, Signature, Type
from tests.hostile.host import host, left_since

TWICE = Signature("twice", (Parameter("n", Type("int")),), Type("int"))
HONEST = "def twice(n):\n    return 2 * n\n"
pytestmark = pytest.mark.asyncio(loop_scope="module")

# Each returns what is wrong from the third test on.
_WRONG = "def twice(n):\n    return 2 * n if n < 3 else 0\n"
ATTACKS = {
    "answers at once": "import os\ntry: os.write(4, b'.' * 4096)\nexcept OSError: pass\n",
    "answers from a thread": (
        "import os, threading, time\n"
        "def work():\n"
        "    while True:\n"
        "        for number in range(3, 10):\n"
        "            try: os.write(number, b'.')\n"
        "            except OSError: pass\n"
        "        time.sleep(0.001)\n"
        "threading.Thread(target=work, daemon=True).start()\n"
    ),
    "answers from a child": (
        "import os, time\nif os.fork() == 0:\n    while True:\n        try: os.write(4, b'.')\n        except OSError: os._exit(0)\n"
        "        time.sleep(0.001)\n"
    ),
    "closes everything": "import os\nos.closerange(0, 256)\n",
    "puts its output in the control's place": "import os\nfor number in range(4, 8): os.dup2(1, number)\n",
    "puts the control in the outputs' place": (
        "import os\nfor number in (1, 2, 3):\n    try: os.dup2(4, number)\n    except OSError: pass\n"
    ),
    "changes the streams' flags": (
        "import fcntl, os\nfor number in range(5):\n    for flag in (os.O_APPEND, os.O_NONBLOCK, os.O_DIRECT):\n"
        "        try: fcntl.fcntl(number, fcntl.F_SETFL, flag)\n        except OSError: pass\n"
        "    try: fcntl.fcntl(number, 1033, 15)\n    except OSError: pass\n"
    ),
    "grows and shrinks the streams": (
        "import os\nfor number in range(4):\n    for size in (1 << 30, 0, 17):\n"
        "        try: os.ftruncate(number, size)\n        except OSError: pass\n"
    ),
    "writes right answers to earlier tests": (
        "import os\ntry: os.pwrite(3, b'8', 0); os.write(3, b'8')\nexcept OSError: pass\n"
    ),
    "stops itself": "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)\n",
    "ends well": "import os\nos._exit(0)\n",
    "ends itself by a signal": "import os\nos.kill(os.getpid(), 9)\n",
    "kills all": "import os\nos.kill(-1, 9)\n",
    "patches the harness": (
        "import builtins, gc, json, os, sys, types\n"
        "for name in ('write', 'read', 'pread', 'pwrite', '_exit', 'fork'):\n    setattr(os, name, lambda *_: 1)\n"
        "json.dumps = lambda *_: '-1'\njson.loads = lambda *_: 2\n"
        "for thing in gc.get_objects():\n"
        "    if isinstance(thing, types.FunctionType) and thing.__module__ == '__main__':\n"
        "        thing.__code__ = (lambda *_, **__: b'-1').__code__\n"
    ),
    "fills its memory bit by bit": (
        "import builtins\nbuiltins.kept = getattr(builtins, 'kept', []) + [bytearray(30 << 20)]\n"
    ),
    "never ends after the answer": "import atexit, time\natexit.register(time.sleep, 1000)\n",
    "floods": "import os\ntry:\n    while True: os.write(1, b'x' * 65536)\nexcept OSError: pass\n",
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def judge() -> AsyncIterator[LocalJudge]:
    async with LocalJudge(slots=1) as local:
        assert (await _run(local, HONEST)).verdict is Verdict.AC
        yield local


async def _run(judge: LocalJudge, source: str) -> Result:
    tests = [Test(f"{n}", "hostile", f"{n}\n".encode(), f"{2 * n}".encode()) for n in range(1, 7)]
    limits = Limits(cpu_s=0.5, memory_mib=128, output_mib=1, processes=16)
    return await judge.judge(
        Task(Program("python", source, TWICE), tests, limits, Comparison("json"), quick=True)
    )


@pytest.mark.parametrize("name", ATTACKS)
async def test_what_is_wrong_stays_wrong(judge: LocalJudge, name: str) -> None:
    before = host()
    result = await _run(judge, ATTACKS[name] + _WRONG)
    assert result.verdict is not Verdict.JE, result.message
    verdicts = [test.verdict for test in result.tests]
    assert len(verdicts) == 6
    assert all(verdict not in (Verdict.AC, Verdict.JE) for verdict in verdicts[2:]), result.tests
    assert (await _run(judge, HONEST)).verdict is Verdict.AC
    assert await clean(judge) is None
    assert left_since(before) == []


async def test_an_honest_function_is_not_hurt_by_sharing(judge: LocalJudge) -> None:
    """What it keeps, prints and throws away is as in processes of their own."""
    heavy = "seen = []\ndef twice(n):\n    seen.append(bytearray(60 << 20))\n    print(len(seen))\n    return 2 * n * len(seen)\n"
    result = await _run(judge, heavy)
    assert [test.verdict for test in result.tests] == [Verdict.AC] * 6, result.tests
