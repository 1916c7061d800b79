"""Every way to isolate that can be set up here, as root and as ordinary users: the same verdicts from each."""

from __future__ import annotations

import json
import shutil

import pytest

from assay.judge.languages import available
from tests.tiers import Setting, backends_here, run_as, settings, why_not

_VERDICTS = """
import asyncio, json
from assay.judge.languages import available
from assay.judge.model import Comparison, Limits, Program, Task, Test
from assay.judge.service import LocalJudge

CASES = {
    "AC": ("python", "print(sum(map(int, input().split())))"),
    "WA": ("python", "print(41)"),
    "TLE": ("python", "while True: pass"),
    "MLE": ("python", "x = bytearray(400 << 20)"),
    "OLE": ("python", "while True: print('x' * 1000)"),
    "RTE": ("python", "raise ValueError('no')"),
    "CE": ("python", "def"),
    "AC in C": ("c", '#include <stdio.h>\\nint main(void) { int a, b; scanf("%d %d", &a, &b); '
                'printf("%d", a + b); return 0; }'),
    "AC from /dev/stdin": ("python", "print(sum(map(int, open('/dev/stdin').read().split())))"),
    "RTE in words": ("python", "open('/etc/shadow')"),
    "AC with files": ("python", "import os\\nassert not os.listdir('.')\\nopen('a', 'w').write('42')\\n"
                      "print(open('a').read())"),
}

async def main():
    limits = Limits(cpu_s=0.5, memory_mib=128, output_mib=1, processes=16)
    async with LocalJudge(slots=1) as judge:
        said = {}
        for name, (language, source) in CASES.items():
            if language in available():
                tests = [Test(n, "basic", b"20 22\\n", b"42") for n in "12"]
                result = await judge.judge(Task(Program(language, source), tests, limits, Comparison()))
                stderr = [test.stderr.decode() for test in result.tests]
                said[name] = [result.verdict, result.environment["tier"], result.message, stderr]
        print(json.dumps({"said": said, "tier": judge.tier.words}))

asyncio.run(main())
"""

_REMAINS = """
import asyncio, json, os, sys
from assay.judge.model import Comparison, Limits, Program, Task, Test
from assay.judge.service import LocalJudge

PLANT = '''
import os, time
if input() == "first":
    os.makedirs("deep/" * 200)
    os.symlink("/", "root")
    open("file", "w").write("x")
    for _ in range(3):
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0: time.sleep(1000)
            os._exit(0)
    print(os.getpid())
else:
    print(os.listdir("."))
'''

async def main():
    async with LocalJudge(slots=1) as judge:
        tests = [Test("1", "a", b"first\\n", None), Test("2", "a", b"second\\n", b"[]")]
        result = await judge.judge(Task(Program("python", PLANT), tests, Limits(cpu_s=5), Comparison("tokens")))
        print(json.dumps([[test.verdict, test.stdout.decode()] for test in result.tests]))
        sys.stdout.flush()
        if sys.argv[1:] == ["die"]:
            os.kill(os.getpid(), 9)

asyncio.run(main())
"""

_ABI = """
import json, os
from assay.judge import toolchains
from assay.judge.sandbox import cgroups, landlock
from assay.judge.sandbox.isolation import Isolation
from assay.judge.sandbox.probe import attempt
many = os.geteuid() == 0
said = {}
for abi in range(1, landlock.abi() + 1):
    said[abi] = attempt(toolchains.view(), Isolation("landlock", many=many, landlock=abi))
print(json.dumps(said))
"""

_REFUSED = """
from assay.judge.service import IsolationUnavailable, find_tier
try:
    print(find_tier().words)
except IsolationUnavailable as error:
    print(error)
"""

_OFFERED = """
import asyncio, json
from assay.judge.languages import LANGUAGES, available
from assay.judge.model import Comparison, Limits, Program, Task, Test
from assay.judge.service import LocalJudge

async def main():
    async with LocalJudge(slots=1) as judge:
        offered = judge.languages()
        left_out = {}
        for name in available():
            if name not in offered:
                task = Task(Program(name, LANGUAGES[name].hello), [Test("1", "a", b"")], Limits(), Comparison())
                result = await judge.judge(task)
                left_out[name] = [result.verdict, result.message]
        print(json.dumps({"tier": judge.tier.words, "offered": list(offered), "left_out": left_out}))

asyncio.run(main())
"""

_HELLO = """
import asyncio, json, sys
from assay.judge.languages import LANGUAGES
from assay.judge.model import Comparison, Limits, Program, Task, Test
from assay.judge.service import LocalJudge

async def main():
    said = {}
    async with LocalJudge(slots=1) as judge:
        for name in sys.argv[1:]:
            if name in judge.languages():
                spec = LANGUAGES[name]
                tests = [Test(n, "a", spec.hello_input.encode(), "Hello, Zoë!\\n".encode()) for n in "12"]
                result = await judge.judge(Task(Program(name, spec.hello), tests, Limits(), Comparison()))
                said[name] = [test.verdict for test in result.tests] or [result.verdict, result.compiler[-500:]]
    print(json.dumps(said))

asyncio.run(main())
"""

_CROWDED = """
import asyncio, threading
from assay.judge.model import Comparison, Limits, Program, Task, Test
from assay.judge.service import LocalJudge

FORKS = '''
import os, time
time.sleep(0.7)
for _ in range(10):
    if os.fork() == 0:
        time.sleep(0.2)
        os._exit(0)
print(sum(os.wait()[1] == 0 for _ in range(10)))
'''

async def main():
    over = threading.Event()
    crowd = [threading.Thread(target=over.wait) for _ in range(100)]
    async with LocalJudge(slots=1) as judge:
        limits = Limits(cpu_s=1, processes=16)
        task = Task(Program("python", FORKS), [Test("1", "a", b"", b"10")], limits, Comparison("tokens"))
        running = asyncio.create_task(judge.judge(task))
        await asyncio.sleep(0.3)
        for each in crowd:
            each.start()
        try:
            result = await running
        finally:
            over.set()
        print(result.verdict, result.tests[0].stderr.decode())

asyncio.run(main())
"""

_SETTINGS = pytest.mark.parametrize("setting", backends_here(), ids=lambda setting: setting.id)


@pytest.mark.slow
@_SETTINGS
def test_ordinary_verdicts(setting: Setting) -> None:
    found = json.loads(setting.run(_VERDICTS))
    for name, (verdict, tier, message, stderr) in found["said"].items():
        assert verdict == name.split()[0], (name, message, stderr)
        assert tier == found["tier"]
    assert found["tier"].startswith(f"{setting.backend} (")
    assert ("own user per test" in found["tier"]) == setting.many
    errors = found["said"]["RTE"][3][0]
    assert "assay-judge-" not in errors  # where a sandbox's folders lie is nobody's business


@pytest.mark.slow
@_SETTINGS
def test_nothing_remains_for_the_next_test(setting: Setting) -> None:
    first, second = json.loads(setting.run(_REMAINS))
    assert first[0] == "AC"
    assert second == ["AC", "[]\n"]


@_SETTINGS
def test_what_its_user_starts_elsewhere_is_not_the_programs(setting: Setting) -> None:
    """Where the kernel counts a user's processes together, a program gets its own number all the same."""
    if setting.backend != "landlock" or setting.many:
        pytest.skip("the kernel counts each sandbox by itself")
    assert setting.run(_CROWDED).strip() == "AC"


@pytest.mark.slow
@pytest.mark.parametrize(
    "uid", sorted({setting.uid for setting in backends_here() if setting.backend == "landlock"})
)
def test_every_version_of_landlock(uid: int) -> None:
    """Older kernels end what a program left by other means: they are all tried here."""
    said = json.loads(run_as(uid, _ABI).stdout)
    assert set(said.values()) == {None}


def test_subordinate_ids_give_each_test_a_user() -> None:
    granted = [each for each in settings() if each.backend == "namespaces" and each.uid != 0 and each.many]
    if not granted or shutil.which("newuidmap") is None:
        pytest.skip("nobody here has subordinate ids, or newuidmap is not installed")
    assert [why_not(each) for each in granted] == [None]


_NEEDS_PROC = {"csharp", "d", "nim", "racket", "rust"}


@pytest.mark.slow
def test_what_needs_a_proc_is_not_offered_where_none_can_be_mounted() -> None:
    """Root itself may mount one even there."""
    if not _root():
        pytest.skip("as root only")
    done = run_as(65534, _OFFERED, backend="namespaces", masked=True)
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["tier"].startswith("namespaces")
    here = set(available())
    assert set(found["left_out"]) == _NEEDS_PROC & here
    assert set(found["offered"]) == here - _NEEDS_PROC
    for name, (verdict, message) in found["left_out"].items():
        assert verdict == "JE"
        said = "does not work on this machine: it needs a /proc: no /proc can be mounted"
        assert said in message, (name, message)


@pytest.mark.slow
@_SETTINGS
def test_what_cannot_work_is_not_offered(setting: Setting) -> None:
    found = json.loads(setting.run(_OFFERED).splitlines()[-1])
    expected = {"postgresql"} if setting.backend == "landlock" else set()
    assert set(found["left_out"]) == expected & set(available())
    for verdict, message in found["left_out"].values():
        assert verdict == "JE"
        assert "it needs shared memory: shared memory would be the host's" in message


@pytest.mark.slow
@_SETTINGS
def test_what_needs_a_proc_works_in_every_kind_of_sandbox(setting: Setting) -> None:
    found = json.loads(setting.run(_HELLO, *sorted(_NEEDS_PROC), timeout_s=1200).splitlines()[-1])
    assert found == {name: ["AC", "AC"] for name in _NEEDS_PROC & set(available())}


def test_an_unknown_backend_is_refused_in_words() -> None:
    said = run_as(0, _REFUSED, backend="magic") if _root() else None
    if said is None:
        pytest.skip("as root only")
    assert "There is no backend 'magic'" in said.stdout


def _root() -> bool:
    import os

    return os.geteuid() == 0
