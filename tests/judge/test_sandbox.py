"""Sandboxes at their own boundary: what a step is given, sees and leaves."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from assay.judge import toolchains
from assay.judge.sandbox import cgroups
from assay.judge.sandbox.host import Keeper, Step
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


@pytest.fixture
def keeper(isolation: Isolation) -> Iterator[Keeper]:
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
