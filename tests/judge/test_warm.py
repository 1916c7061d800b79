"""A program in a fork of the warm interpreter behaves as it does when the interpreter is started with it."""

from __future__ import annotations

import marshal
import os
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from assay.judge import toolchains
from assay.judge.sandbox import cgroups, native, wire
from assay.judge.sandbox.host import Keeper, Run, Step
from assay.judge.sandbox.probe import probe
from assay.judge.sandbox.warm import CODE, FLAGS

_MIB = 1 << 20
_SLOT = 9010

PROGRAMS = {
    "hello": "print('hello', input())",
    "arguments": "import sys; print(sys.argv, sys.orig_argv, sys.flags, sys.path, sys._xoptions)",
    "environment": "import os; print(sorted(os.environ.items()), os.getcwd(), os.umask(0))",
    "main": (
        "import sys\n"
        "print(__name__, __file__, __doc__, __spec__, __package__, __annotations__, __cached__, __builtins__)\n"
        "print(sorted(globals()), __loader__.name, __loader__.path, sys.modules['__main__'].__dict__ is globals())"
    ),
    "documented": "'text'\nx: int = 1\nprint(__doc__, __annotations__)",
    "frames": "import sys, inspect\nprint(sys._getframe().f_back, len(inspect.stack()))",
    "recursion": (
        "import sys\nsys.stdout.flush()\ndef f(n):\n    try: return f(n + 1)\n"
        "    except RecursionError: return n\nprint(f(0), sys.getrecursionlimit())"
    ),
    "deep": (
        "import sys\nsys.setrecursionlimit(10 ** 6)\n"
        "def f(n): return 0 if n == 0 else 1 + f(n - 1)\nprint(f(50_000))"
    ),
    "streams": (
        "import sys\n"
        "for s in (sys.stdin, sys.stdout, sys.stderr):\n"
        "    print(s, s.name, s.mode, s.encoding, s.errors, s.line_buffering, s.newlines, s.isatty(), s.fileno(),\n"
        "          s.buffer, s.buffer.raw.closefd, s.seekable())\n"
        "print(sys.stdin is sys.__stdin__, sys.stdout is sys.__stdout__, sys.stderr is sys.__stderr__)"
    ),
    "bytes": "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read() + b'\\xff')",
    "surrogates": "print(input() + '\\udcff')",
    "lone surrogate": "print('\\ud800')",
    "exit": "raise SystemExit(3)",
    "exit none": "import sys; sys.exit()",
    "exit large": "import sys; sys.exit(300)",
    "exit text": "import sys; sys.exit('over')",
    "hard exit": "import os; print('lost'); os._exit(4)",
    "error": "def f():\n    return 1 / 0\n\nprint('before')\nf()\n",
    "chained": "try:\n    {}['x']\nexcept KeyError as e:\n    raise ValueError('ü\\ud800') from e",
    "group": "raise ExceptionGroup('many', [ValueError(1), TypeError(2)])",
    "syntax": "eval('1 +')",
    "name": "import heapq\nheapqq",
    "excepthook": "import sys\nsys.excepthook = lambda *a: print('mine', a[0])\nraise KeyError(1)",
    "bad hook": "import sys\ndef hook(*a): raise OSError\nsys.excepthook = hook\nraise KeyError(1)",
    "interrupt": "raise KeyboardInterrupt",
    "own signal": "import os, signal; os.kill(os.getpid(), signal.SIGINT)",
    "abort": "import os; os.abort()",
    "handlers": (
        "import signal\n"
        "print([(s.name, signal.getsignal(s)) for s in signal.valid_signals() if isinstance(s, signal.Signals)])\n"
        "print(signal.pthread_sigmask(signal.SIG_BLOCK, []))"
    ),
    "atexit": "import atexit\natexit.register(print, 'bye')\natexit.register(lambda: 1 / 0)\nprint('hi')",
    "threads": (
        "import threading, time\n"
        "def late():\n    time.sleep(0.05)\n    print('late')\n"
        "threading.Thread(target=late).start()\n"
        "threading.Thread(target=lambda: time.sleep(100), daemon=True).start()\n"
        "print(threading.main_thread() is threading.current_thread(), threading.active_count())"
    ),
    "pool": "from concurrent.futures import ThreadPoolExecutor as T\nprint(list(T(3).map(abs, [-1, 2])))",
    "deleted at the end": (
        "class D:\n    def __init__(self, n): self.n = n\n"
        "    def __del__(self): print('gone', self.n)\n"
        "d = D(1)\n_e = D(2)\ndef f(): return d\ncycle = []\ncycle.append(cycle)"
    ),
    "left open": "f = open(1, 'w', closefd=False)\nf.write('buffered')",
    "own stdout": "import io, sys\nsys.stdout = io.TextIOWrapper(sys.stdout.buffer, newline='\\r\\n')\nprint('x')",
    "closed stdout": "import sys\nprint('x')\nsys.stdout.close()",
    "full": "import os, sys\nos.close(1)\nprint('nowhere')",
    "collector": "import gc; print(gc.isenabled(), gc.get_threshold(), gc.garbage, gc.get_debug())",
    "sqlite": (
        "import sqlite3\nc = sqlite3.connect(':memory:')\nc.create_function('twice', 1, lambda x: 2 * x)\n"
        "print(c.execute('select twice(21)').fetchall())"
    ),
    "ctypes": (
        "import ctypes\nA = ctypes.c_int * 3\na = A(3, 1, 2)\nP = ctypes.POINTER(ctypes.c_int)\n"
        "T = ctypes.CFUNCTYPE(ctypes.c_int, P, P)\n"
        "ctypes.CDLL(None).qsort(a, 3, 4, T(lambda x, y: x[0] - y[0]))\nprint(list(a))"
    ),
    "pickle": "import pickle\nclass A: pass\nprint(type(pickle.loads(pickle.dumps(A()))) is A)",
    "fork": "import os\nprint('once')\nif os.fork() == 0:\n    print('child')\nelse:\n    os.wait()",
    "multiprocessing": "import asyncio\nasync def f(): return 7\nprint(asyncio.run(f()))",
    "parent": "import os; print(os.getppid(), os.getsid(0) == os.getpid(), os.getpgid(0) == os.getpid())",
    "limits": "import resource as r; print([r.getrlimit(n) for n in range(16)])",
    "descriptors": (
        "import os\nfound = []\n"
        "for n in range(256):\n    try: os.fstat(n); found.append(n)\n    except OSError: pass\nprint(found)"
    ),
    "no module of the judge": (
        "import sys\nprint([m for m in sys.modules if 'sandbox' in m or 'assay' in m])\n"
        "print([p for p in sys.path_importer_cache if 'judge' in p])"
    ),
    "profiler": "import sys\nsys.setprofile(lambda *_: None)\nprint(1)",
    "tracer": "import sys\nsys.settrace(lambda *_: None)\nprint(1)",
    "profiled error": "import sys\nsys.setprofile(lambda *_: None)\n1 / 0",
    "dataclass": (
        "from __future__ import annotations\nfrom dataclasses import dataclass\nfrom typing import *\n"
        "@dataclass(order=True)\nclass P:\n    x: int\n    y: List[int]\nprint(sorted([P(2, []), P(1, [])]))"
    ),
    "int limit": "print(len(str(10 ** 5000)))",
    "no imports of neighbours": "import other",
}


@pytest.fixture(scope="module", params=["compiled", "python"])
def keeper(request: pytest.FixtureRequest) -> Iterator[Keeper]:
    """Everything here holds for both ways to run a submission's tests after its first."""
    view = toolchains.view()
    with pytest.MonkeyPatch.context() as changed:
        if request.param == "python":
            changed.setattr(native, "library", lambda: native.Native(None, "supervisor in Python"))
        elif native.library().content is None:
            pytest.skip(native.library().words)
        keeper = Keeper(_SLOT, view, cgroups.find(), probe(view))
    if keeper.isolation.backend == "namespaces":
        assert keeper.forks == (
            "compiled supervisor" if request.param == "compiled" else "supervisor in Python"
        )
    yield keeper
    keeper.close()


def _step(fork: str | None) -> Step:
    tool = toolchains.python()
    return Step(
        argv=(tool.program, *FLAGS, "/box/solution.py", "an argument"),
        environment=tool.environment(),
        cpu_s=5,
        wall_s=20,
        memory_mib=256,
        processes=16,
        output_bytes=_MIB,
        file_bytes=_MIB + 1,
        fork=fork,
    )


def _files(source: str) -> dict[str, bytes]:
    code = compile(source, "/elsewhere/solution.py", "exec", dont_inherit=True)
    return {"solution.py": source.encode(), "solution.py" + CODE: marshal.dumps(code), "other.py": b""}


def _seen(run: Run) -> tuple[int, str | None, bytes, bytes]:
    """Without addresses in memory, which differ from run to run."""
    written = [re.sub(rb"0x[0-9a-f]+", b"0x...", each) for each in (run.stdout, run.stderr)]
    return run.status, run.stopped, written[0], written[1]


@pytest.mark.parametrize("name", PROGRAMS)
def test_as_if_started(keeper: Keeper, name: str) -> None:
    with keeper.sandbox(_files(PROGRAMS[name])) as sandbox:
        started = sandbox.run(_step(None), b"one line\nmore\n")
        step = _step("solution.py" + CODE)
        forked = [sandbox.run(step, b"one line\nmore\n") for _ in range(3)]
    assert [_seen(each) for each in forked] == 3 * [_seen(started)]


def test_source_is_compiled_in_the_child(keeper: Keeper) -> None:
    with keeper.sandbox({"solution.py": b"print(__file__, input())"}) as sandbox:
        assert sandbox.run(_step("solution.py"), b"x").stdout == b"/box/solution.py x\n"
    with keeper.sandbox({"solution.py": b"(" * 200_000}) as sandbox:
        run = sandbox.run(_step("solution.py"))
        assert run.status != 0
        assert b"Error" in run.stderr


def test_each_fork_is_fresh(keeper: Keeper) -> None:
    source = (
        "import random, heapq, os, sys\n"
        "print(hasattr(heapq, 'mark'), os.listdir('/tmp'), random.random())\n"
        "heapq.mark = 1\nopen('/tmp/x', 'w').close()\nsys.setrecursionlimit(50)\n"
    )
    step = _step("solution.py" + CODE)
    with keeper.sandbox(_files(source)) as sandbox:
        said = [sandbox.run(step).stdout for _ in range(4)]
    assert all(each.startswith(b"False [] 0.") for each in said)
    assert len(set(said)) == 4


def test_code_that_is_none_is_the_programs_fault(keeper: Keeper) -> None:
    with keeper.sandbox({"solution.py" + CODE: b"no code"}) as sandbox:
        run = sandbox.run(_step("solution.py" + CODE))
        assert run.status == 1 << 8
        assert b"bad marshal data" in run.stderr


def test_limits_hold(keeper: Keeper) -> None:
    step = replace(_step("solution.py" + CODE), cpu_s=0.3, wall_s=1)
    with keeper.sandbox(_files("while input(): pass\nwhile True: pass")) as sandbox:
        for _ in range(2):
            run = sandbox.run(step, b"\n")
            assert run.stopped == "cpu"
            assert run.cpu_s >= 0.3
    with keeper.sandbox(_files("import time; time.sleep(100)")) as sandbox:
        assert [sandbox.run(step).stopped for _ in range(2)] == ["wall", "wall"]
    step = _step("solution.py" + CODE)
    with keeper.sandbox(_files("x = bytearray(600 << 20)\nx[::4096] = b'x' * len(x[::4096])")) as sandbox:
        for _ in range(2):
            run = sandbox.run(step)
            assert run.out_of_memory or b"MemoryError" in run.stderr
    with keeper.sandbox(_files("import sys\nwhile True: sys.stdout.write('x' * 65536)")) as sandbox:
        for _ in range(2):
            run = sandbox.run(step)
            assert len(run.stdout) == _MIB + 1
            assert run.status != 0


def test_nothing_is_left_for_the_next_test(keeper: Keeper) -> None:
    source = (
        "import os, time\n"
        "print(os.listdir('/tmp'), open('/input/stdin').read())\n"
        "found = []\n"
        "for pid in range(2, 5000):\n"
        "    try: os.kill(pid, 0)\n"
        "    except ProcessLookupError: continue\n"
        "    except PermissionError: pass\n"
        "    if pid != os.getpid(): found.append(pid)\n"
        "print(found, flush=True)\n"
        "open('/tmp/x', 'w').close()\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    end = time.process_time() + 0.1\n"
        "    while time.process_time() < end: pass\n"
        "    time.sleep(1000)\n"
        "time.sleep(0.5)\n"
    )
    step = replace(_step("solution.py" + CODE), wall_s=20)
    with keeper.sandbox(_files(source)) as sandbox:
        for number in range(3):
            run = sandbox.run(step, b"%d" % number)
            assert run.stdout == b"[] %d\n[]\n" % number
            assert run.cpu_s > 0.1  # its orphan's too


def test_tests_of_all_kinds_take_turns(keeper: Keeper) -> None:
    """Long inputs and outputs, further files, pipes and other programs come between tests that are alike."""
    files = _files("import sys\ndata = sys.stdin.read()\nprint(len(data), data[:5], sys.argv[1:], sep='|')")
    files |= {"long.py": b"print('x' * 300_000)"}
    step = _step("solution.py" + CODE)
    long = _step("long.py")
    other = replace(step, argv=(*step.argv, "more"))
    seeded = replace(step, collect="/tmp", seed={"seed": b"text"})
    text = b"y" * (wire.INLINE + 1)
    with keeper.sandbox(files) as sandbox:
        for _ in range(3):
            assert sandbox.run(step, b"abc").stdout == b"3|abc|['an argument']\n"
            assert sandbox.run(step, b"").stdout == b"0||['an argument']\n"
            assert sandbox.run(step, b"\0again").stdout == b"6|\0agai|['an argument']\n"
            assert sandbox.run(step, text).stdout == b"%d|yyyyy|['an argument']\n" % len(text)
            assert sandbox.run(step, text[1:]).stdout == b"%d|yyyyy|['an argument']\n" % (len(text) - 1)
            assert sandbox.run(other, b"d").stdout == b"1|d|['an argument', 'more']\n"
            assert sandbox.run(long).stdout == b"x" * 300_000 + b"\n"
            assert sandbox.run(long).stdout == b"x" * 300_000 + b"\n"
            assert sandbox.run(seeded, b"e").collected == {"seed": b"text"}
            read, write = os.pipe()
            assert sandbox.run(step, b"f", write).status == 0
            with os.fdopen(read) as piped:
                assert piped.read() == "1|f|['an argument']\n"


def test_a_program_has_no_rights(keeper: Keeper) -> None:
    source = (
        "import ctypes, os\n"
        "libc = ctypes.CDLL(None)\n"
        "sets = (ctypes.c_uint32 * 6)()\n"
        "number = 125 if os.uname().machine == 'x86_64' else 90\n"
        "libc.syscall(number, ctypes.byref((ctypes.c_uint32 * 2)(0x20080522, 0)), ctypes.byref(sets))\n"
        "print([libc.prctl(n, 0, 0, 0, 0) for n in (39, 21, 3)], list(sets), os.getresuid()[0] > 0, os.getgroups())\n"
    )
    step = _step("solution.py" + CODE)
    with keeper.sandbox(_files(source)) as sandbox:
        said = [sandbox.run(step).stdout for _ in range(3)]
    groups = said[0][said[0].rindex(b"[") :]
    assert said == 3 * [b"[1, 2, 0] [0, 0, 0, 0, 0, 0] True " + groups]


def test_peak_is_the_programs_own(keeper: Keeper) -> None:
    step = _step("solution.py" + CODE)
    for source, least, most in (("pass", 0, 16), ("x = b'x' * (64 << 20)", 60, 80)):
        with keeper.sandbox(_files(source)) as sandbox:
            for _ in range(2):
                run = sandbox.run(step)
                assert least <= run.peak_mib < most
                assert least <= run.own_peak_mib < most + 16
