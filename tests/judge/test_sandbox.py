"""Sandboxes at their own boundary: what a step is given, sees and leaves."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from assay.judge import toolchains
from assay.judge.sandbox import cgroups, native
from assay.judge.sandbox.host import JudgeFault, Keeper, Step
from assay.judge.sandbox.isolation import Isolation
from assay.judge.sandbox.probe import probe

_MIB = 1 << 20
_SLOT = 9000


def python(code: str, **changes: object) -> Step:
    tool = toolchains.python()
    step = Step(
        argv=(tool.program, "-I", "-S", "-c", code),
        environment=tool.environment(),
        cpu_s=5,
        wall_s=20,
        memory_mib=128,
        processes=16,
        output_bytes=_MIB,
        file_bytes=_MIB + 1,
    )
    return replace(step, **changes)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def isolation() -> Isolation:
    return probe(toolchains.view())


@pytest.fixture(params=["compiled", "python"])
def supervisor(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Everything here holds for both supervisors."""
    if request.param == "python":
        monkeypatch.setattr(native, "supervisor", lambda: native.Native(None, "supervisor in Python"))
    elif native.supervisor().content is None:
        pytest.skip(native.supervisor().words)
    return str(request.param)


@pytest.fixture
def keeper(supervisor: str, isolation: Isolation) -> Iterator[Keeper]:
    keeper = Keeper(_SLOT, toolchains.view(), cgroups.find(), isolation)
    yield keeper
    keeper.close()


def test_inputs_lie_beside_stdin_and_cannot_be_changed(keeper: Keeper) -> None:
    code = (
        "import os\n"
        "print(open('/input/stdin').read(), open('/input/answer').read(), open('/input/deep/er').read())\n"
        "try: open('/input/answer', 'w')\n"
        "except OSError as error: print(type(error).__name__)\n"
    )
    step = python(code, inputs={"answer": b"42", "deep/er": b"below"})
    with keeper.sandbox({}) as sandbox:
        run = sandbox.run(step, b"text")
        assert (run.status, run.stdout.split()[:3]) == (0, [b"text", b"42", b"below"]), run.stderr
        assert run.stdout.split()[3] in (b"OSError", b"PermissionError")
        again = sandbox.run(python("import os; print(os.listdir('/input'))"), b"x")
        assert again.stdout == b"['stdin']\n"


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", "", ".", "a//b", "a\0b"])
def test_names_stay_in_their_folder(keeper: Keeper, name: str) -> None:
    with keeper.sandbox({}) as sandbox, pytest.raises(ValueError, match="no file name within a folder"):
        sandbox.run(python("pass", inputs={name: b""}))


def test_a_seeded_folder_is_carried_from_pass_to_pass(keeper: Keeper) -> None:
    code = "n = int(open('/tmp/out/n').read()) + 1\nopen('/tmp/out/n', 'w').write(str(n))\n"
    step = python(code, collect="/tmp/out", seed={"n": b"1"}, inputs={"unused": b"12345"})
    with keeper.sandbox({}) as sandbox:
        first = sandbox.run(step)
        assert first.collected == {"n": b"2"}, first.stderr
        second = sandbox.run(replace(step, seed=first.collected))
    assert second.collected == {"n": b"3"}


def test_two_sandboxes_talk_through_pipes(isolation: Isolation) -> None:
    """A program and its interactor: two keepers, two threads, two pipes."""
    guess = (
        "low, high = 1, 1000\n"
        "while True:\n"
        "    middle = (low + high) // 2\n"
        "    print(middle, flush=True)\n"
        "    said = input()\n"
        "    if said == 'right': break\n"
        "    low, high = (middle + 1, high) if said == 'more' else (low, middle - 1)\n"
    )
    tell = (
        "import sys\n"
        "for line in sys.stdin:\n"
        "    n = int(line)\n"
        "    print('right' if n == 777 else 'more' if n < 777 else 'less', flush=True)\n"
        "sys.stderr.write('seen its end')\n"
    )
    view, parents = toolchains.view(), cgroups.find()
    keepers = [Keeper(_SLOT + n, view, parents, isolation) for n in (0, 1)]
    try:
        to_tell, from_guess = os.pipe()
        to_guess, from_tell = os.pipe()
        with ThreadPoolExecutor(2) as threads, keepers[0].sandbox({}) as one, keepers[1].sandbox({}) as two:
            guessing = threads.submit(one.run, python(guess), to_guess, from_guess)
            telling = threads.submit(two.run, python(tell), to_tell, from_tell)
            guessed, told = guessing.result(30), telling.result(30)
    finally:
        for keeper in keepers:
            keeper.close()
    assert (guessed.status, guessed.stdout) == (0, b""), guessed.stderr
    assert (told.status, told.stderr) == (0, b"seen its end")


def test_pipes_are_closed_when_the_step_cannot_start(keeper: Keeper) -> None:
    theirs, ours = os.pipe()
    try:
        with keeper.sandbox({}) as sandbox, pytest.raises(ValueError, match="file name"):
            sandbox.run(python("pass", seed={"..": b""}), theirs)
        with pytest.raises(BrokenPipeError):
            os.write(ours, b"x")
    finally:
        os.close(ours)


_LOOK = "import os; print(os.listdir('/proc'))\n"
_TOUCH = """
import os
print(os.path.realpath(os.readlink('/proc/self/exe')) != '', '/box' in open('/proc/self/maps').read())
for path, mode in (('/proc/1/environ', 'r'), ('/proc/self/oom_score_adj', 'w'), ('/proc/self/mem', 'r+b'),
                   ('/proc/sys/kernel/hostname', 'r'), ('/proc/self/fd/0', 'w')):
    try: open(path, mode); print(path)
    except OSError: pass
"""


def test_a_proc_only_for_steps_that_need_one(keeper: Keeper) -> None:
    """Of its own processes, read-only; the supervisor is not to be seen in it."""
    with keeper.sandbox({}) as sandbox:
        assert sandbox.run(python(_LOOK)).stdout == b"[]\n"
        assert b"self" in sandbox.run(python(_LOOK, proc=True)).stdout
        run = sandbox.run(python(_TOUCH, proc=True))
        assert (run.stdout, run.stderr) == (b"True False\n", b"")
    with keeper.sandbox({}) as sandbox:
        assert sandbox.run(python(_LOOK)).stdout == b"[]\n"


def test_shared_memory_only_for_steps_that_need_it(keeper: Keeper) -> None:
    code = "import ctypes; print(ctypes.CDLL(None).shmget(5, 4096, 0o1600) >= 0)"
    with keeper.sandbox({}) as sandbox:
        assert sandbox.run(python(code)).stdout == b"False\n"
        assert sandbox.run(python(code, shared_memory=True)).stdout == b"True\n"


def shell(script: str, **changes: object) -> Step:
    return python("", argv=("/bin/sh", "-c", script), **changes)


def test_ends_are_told(keeper: Keeper) -> None:
    with keeper.sandbox({}) as sandbox:
        assert sandbox.run(shell("exit 3")).status == 3 << 8
        assert sandbox.run(shell("kill -SEGV $$")).status & 0x7F == 11
        assert sandbox.run(shell("cat", output_bytes=100), b"x" * 1000).stdout == b"x" * 101
        with pytest.raises(JudgeFault, match="nothing-there"):
            sandbox.run(python("", argv=("/nothing-there",)))
        assert sandbox.run(shell("echo still here")).stdout == b"still here\n"


_ORPHAN = """
import os, time
told, tell = os.pipe()
if os.fork() == 0:
    if os.fork() == 0:
        while time.process_time() < 0.3: pass
        os.write(tell, b"x")
    os._exit(0)
os.read(told, 1)
os._exit(0)
"""


def test_limits_on_time(keeper: Keeper) -> None:
    with keeper.sandbox({}) as sandbox:
        spinning = sandbox.run(shell("while :; do :; done", cpu_s=0.3))
        assert spinning.stopped == "cpu"
        assert spinning.cpu_s >= 0.3
        sleeping = sandbox.run(shell("sleep 100", wall_s=0.3))
        assert (sleeping.stopped, sleeping.status) == ("wall", 9)
        assert sleeping.cpu_s < 0.3
        children = sandbox.run(shell("(while :; do :; done) & (while :; do :; done) & sleep 100", cpu_s=0.5))
        assert children.stopped == "cpu"
        orphans = sandbox.run(python(_ORPHAN))
        assert orphans.status == 0
        assert orphans.cpu_s >= 0.3


def test_a_daemon_does_not_outlive_its_test(keeper: Keeper) -> None:
    with keeper.sandbox({}) as sandbox:
        assert sandbox.run(shell("setsid sleep 1000 & echo done")).stdout == b"done\n"
        alive = (
            "import os\nfor n in range(2, 200):\n    try: os.kill(n, 0); print(n)\n    except OSError: pass"
        )
        run = sandbox.run(python(alive))
        assert len(run.stdout.split()) <= 1  # itself, where it has the right


def test_streams(keeper: Keeper) -> None:
    """Large ones, several, a descriptor for the answer, and /dev/stdin."""
    code = (
        "import os, sys\n"
        "data = sys.stdin.buffer.read()\n"
        "print(len(data), open('/dev/stdin', 'rb').read() == data)\n"
        "sys.stdout.flush()\n"
        "os.write(1, data[:500_000])\n"
        "os.write(2, b'errors')\n"
        "os.write(3, b'answer')\n"
        "for n in range(4, 256):\n"
        "    try: os.fstat(n); print('open', n)\n"
        "    except OSError: pass\n"
    )
    with keeper.sandbox({}) as sandbox:
        for size in (0, 10, 300_000, 3_000_000):
            run = sandbox.run(python(code, answer=True), b"z" * size)
            assert run.stdout == b"%d True\n" % size + b"z" * min(size, 500_000), run.stderr
            assert (run.stderr, run.answer) == (b"errors", b"answer")


def test_the_input_cannot_be_written(keeper: Keeper) -> None:
    code = (
        "import os\n"
        "for way in (lambda: os.write(0, b'x'), lambda: open('/input/stdin', 'r+'), lambda: os.ftruncate(0, 0),\n"
        "            lambda: os.unlink('/input/stdin'), lambda: os.chmod('/input/stdin', 0o777)):\n"
        "    try: way(); print('LEAK')\n"
        "    except OSError: pass\n"
    )
    with keeper.sandbox({}) as sandbox:
        assert sandbox.run(python(code), b"text").stdout == b""


def test_tmp_is_new_for_every_test(keeper: Keeper) -> None:
    """However little was changed in it."""
    changes = (
        "touch x",
        "mkdir -p a/b",
        "ln -s / l",
        "touch x; rm x",
        "chmod 700 /tmp",
        "touch -d @1 /tmp",
        ":",
    )
    look = "import os; s = os.stat('/tmp'); print(os.listdir('/tmp'), oct(s.st_mode), s.st_mtime > 10 ** 9)"
    with keeper.sandbox({}) as sandbox:
        for change in changes:
            sandbox.run(shell(change))
            assert sandbox.run(python(look)).stdout == b"[] 0o41777 True\n", change


def test_the_program_has_no_rights(keeper: Keeper, isolation: Isolation) -> None:
    code = (
        "import ctypes, os, resource as r\n"
        "print(os.getuid() != 0, os.getppid(), os.getsid(0) == os.getpid(), os.getgroups() in ([], [os.getgid()]))\n"
        "libc = ctypes.CDLL(None)\n"
        "print(libc.prctl(39, 0, 0, 0, 0), libc.prctl(23, 21, 0, 0, 0), libc.prctl(47, 1, 21, 0, 0))\n"
        "print([r.getrlimit(n)[0] for n in (r.RLIMIT_NOFILE, r.RLIMIT_CORE, r.RLIMIT_STACK, r.RLIMIT_MEMLOCK)])\n"
        "class H(ctypes.Structure): _fields_ = [('v', ctypes.c_uint32), ('p', ctypes.c_int)]\n"
        "c = (ctypes.c_uint32 * 6)()\n"
        "libc.capget(ctypes.byref(H(0x20080522, 0)), c)\n"
        "print(list(c))\n"
        "try: os.kill(1, 9); print('LEAK')\n"
        "except PermissionError: pass\n"
    )
    with keeper.sandbox({}) as sandbox:
        said = sandbox.run(python(code)).stdout.decode().splitlines()
    bounded = "0" if isolation.many else "1"
    assert said[0] == "True 1 True True"
    assert said[1] in (f"1 {bounded} 0", "1 0 0")
    assert said[2] == f"[256, 0, {64 * _MIB}, 0]"
    assert said[3] == "[0, 0, 0, 0, 0, 0]"
    assert len(said) == 4


def test_what_only_one_supervisor_can_do_is_done_in_another_sandbox(keeper: Keeper) -> None:
    """Files beside the input between tests that need none: the program's own files are there in all of them."""
    with keeper.sandbox({"own": b"here"}) as sandbox:
        for inputs in ({}, {"a": b"1"}, {}):
            run = sandbox.run(shell("cat /box/own; ls /input", inputs=inputs), b"")
            assert run.stdout == b"here" + b"".join(b"%s\n" % name.encode() for name in (*inputs, "stdin"))
