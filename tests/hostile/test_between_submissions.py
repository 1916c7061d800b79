"""What one submission cannot leave for, learn of, or do to another."""

from __future__ import annotations

import asyncio

from assay.judge.model import Comparison, Limits, Program, Result, Task, Test, Verdict
from assay.judge.service import LocalJudge

LIMITS = Limits(cpu_s=5.0)


async def _run(judge: LocalJudge, source: str, *inputs: bytes) -> Result:
    tests = [Test(f"{n}", "hostile", text, b"ok") for n, text in enumerate(inputs or (b"",), 1)]
    return await judge.judge(Task(Program("python", source), tests, LIMITS, Comparison()))


async def test_no_files_and_processes_remain(judge: LocalJudge) -> None:
    plant = (
        "import os, time\n"
        "open('/tmp/planted', 'w').write('x')\n"
        "if os.fork() == 0:\n    os.setsid()\n    time.sleep(1000)\n"
        "print('ok')\n"
    )
    search = (
        "import os\n"
        "found = os.listdir('/tmp')\n"
        "for pid in range(2, 32768):\n"
        "    if pid == os.getpid(): continue\n"
        "    try: os.kill(pid, 0)\n"
        "    except ProcessLookupError: continue\n"
        "    found.append(pid)\n"
        "print(found or 'ok')\n"
    )
    assert (await _run(judge, plant)).verdict is Verdict.AC
    result = await _run(judge, search)
    assert result.verdict is Verdict.AC, result.tests[0].stdout


async def test_each_test_has_a_user_of_its_own_where_there_are_many(judge: LocalJudge) -> None:
    result = await _run(judge, "import os\nprint(os.getuid(), os.geteuid(), os.getgid())\n", b"", b"", b"")
    users = {test.stdout for test in result.tests}
    assert len(users) == (3 if judge.tier.many else 1)
    assert b"0 " not in users


async def test_two_submissions_at_once_do_not_meet() -> None:
    meet = (
        "import os, socket, time\n"
        "said = []\n"
        "try: open('/tmp/here', 'x')\n"
        "except FileExistsError: said.append('file')\n"
        "try:\n"
        "    place = socket.socket(socket.AF_UNIX)\n"
        "    place.bind('\\0meeting')\n"
        "    said.append('socket')\n"
        "except OSError: pass\n"
        "time.sleep(0.3)\n"
        "if len(os.listdir('/tmp')) != 1: said.append('files')\n"
        "print(said or 'ok')\n"
    )
    async with LocalJudge(slots=2) as judge:
        results = await asyncio.gather(_run(judge, meet), _run(judge, meet), _run(judge, meet))
    assert [result.verdict for result in results] == [Verdict.AC] * 3


async def test_an_attack_in_one_slot_does_not_disturb_the_other() -> None:
    bomb = "import os\nx = []\nwhile True:\n    try: os.fork()\n    except OSError: x.append(bytearray(1 << 20))\n"
    honest = "print('ok')\n"
    async with LocalJudge(slots=2) as judge:
        attack = asyncio.create_task(_run(judge, bomb))
        results = [await _run(judge, honest) for _ in range(5)]
        assert (await attack).verdict in (Verdict.MLE, Verdict.TLE, Verdict.RTE)
    assert all(result.verdict is Verdict.AC for result in results)
