"""Attacks that use up: time, processes, memory, output, disk."""

from __future__ import annotations

from assay.judge.hostile.attack import Attack, one_of
from assay.judge.model import Verdict

AC, TLE, MLE, OLE, RTE = Verdict.AC, Verdict.TLE, Verdict.MLE, Verdict.OLE, Verdict.RTE

_TIME = (
    Attack("spin", one_of(TLE), "while True: pass\n"),
    Attack(
        "spin and ignore signals",
        one_of(TLE),
        "import signal\n"
        "for number in set(signal.valid_signals()) - {signal.SIGKILL, signal.SIGSTOP}:\n"
        "    signal.signal(number, signal.SIG_IGN)\n"
        "while True: pass\n",
    ),
    Attack("sleep", one_of(TLE), "import time\ntime.sleep(1000)\n"),
    Attack("stop oneself", one_of(TLE), "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)\n"),
    Attack("wait for nothing", one_of(TLE), "import select\nselect.select([], [], [])\n"),
    Attack("print slowly", one_of(TLE), "import time\nwhile True: print(1, flush=True); time.sleep(0.05)\n"),
    Attack(
        "two threads that spin",
        one_of(TLE),
        "#include <pthread.h>\nvoid *spin(void *x) { for (volatile long i = 0;; i++) {} return x; }\n"
        "int main(void) { pthread_t t; pthread_create(&t, 0, spin, 0); spin(0); }\n",
        language="c",
    ),
    Attack(
        "let an orphan compute",
        one_of(TLE),
        "import os, time\n"
        "reader, writer = os.pipe()\n"
        "if os.fork() == 0:\n"
        "    if os.fork() == 0:\n"
        "        while time.process_time() < 0.9: pass\n"
        "        os.write(writer, b'x')\n"
        "        time.sleep(60)\n"
        "    os._exit(0)\n"
        "os.wait()\n"
        "os.read(reader, 1)\n",
    ),
)

_PROCESSES = (
    Attack(
        "let children compute",
        one_of(TLE),
        "import os\nfor _ in range(4):\n    if os.fork() == 0:\n        while True: pass\nos.wait()\n",
    ),
    Attack(
        "fork bomb",
        one_of(RTE, TLE, MLE),
        "import os\nwhile True: os.fork()\n",
    ),
    Attack(
        "fork bomb that goes on",
        one_of(TLE, MLE),
        "import os\n"
        "while True:\n"
        "    try:\n"
        "        if os.fork() == 0: os.setsid()\n"
        "    except OSError: pass\n",
    ),
    Attack(
        "fork bomb in C",
        one_of(TLE, MLE),
        "#include <unistd.h>\nint main(void) { for (;;) fork(); }\n",
        language="c",
    ),
    Attack(
        "leave a daemon that holds the output open",
        one_of(AC),
        "import os, time\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    if os.fork() == 0: time.sleep(1000)\n"
        "    os._exit(0)\n"
        "print('done')\n",
        answer=b"done",
    ),
    Attack(
        "thread bomb",
        one_of(RTE, MLE, TLE),
        "import threading, time\nwhile True: threading.Thread(target=time.sleep, args=(100,)).start()\n",
    ),
    Attack(
        "zombies",
        one_of(RTE),
        "import os\nwhile True:\n    if os.fork() == 0: os._exit(0)\n",
    ),
)

_MEMORY = (
    Attack("heap bomb", one_of(MLE), "x = []\nwhile True: x.append(bytearray(1 << 20))\n"),
    Attack("one huge object", one_of(MLE), "x = b'x' * (1 << 40)\n"),
    Attack(
        "huge static array",
        one_of(MLE, RTE),
        "#include <string.h>\nstatic char a[1L << 30];\n"
        "int main(void) { memset(a, 1, sizeof a); return a[12345] - 1; }\n",
        language="c",
    ),
    Attack(
        "many processes that share the limit",
        one_of(MLE, RTE, TLE),
        "import os, time\n"
        "for i in range(20):\n"
        "    if os.fork() == 0:\n"
        "        x = bytearray(60 << 20)\n"
        "        time.sleep(100)\n"
        "os.wait()\nprint('LEAK') if False else time.sleep(100)\n",
    ),
    Attack(
        "memory files",
        one_of(AC, MLE, RTE),
        "import os\n"
        "try: files = [os.memfd_create(str(i)) for i in range(60)]\n"
        "except OSError: files = []\n"
        "for file in files:\n"
        "    for _ in range(400): os.write(file, bytes(1 << 20))\n"
        "if files: print('LEAK', len(files))\n",
    ),
    Attack(
        "map much, touch nothing",
        one_of(AC, RTE, MLE),
        "import mmap\nx = mmap.mmap(-1, 8 << 30)\nprint(len(x))\n",
    ),
    Attack(
        "endless recursion",
        one_of(RTE, MLE),
        "int f(int n) { volatile char a[512]; a[0] = n; return f(n + 1) + a[0]; }\n"
        "int main(void) { return f(0); }\n",
        language="c",
    ),
    Attack(
        "deep recursion in Python",
        one_of(RTE, MLE, TLE),
        "import sys\nsys.setrecursionlimit(10 ** 9)\ndef f(n): return [f(n + 1)]\nf(0)\n",
    ),
    Attack(
        "heap bomb in JavaScript",
        one_of(MLE, TLE),
        "const x = []; while (true) x.push(new Array(100000).fill({}));\n",
        language="javascript",
        slow=True,
    ),
    Attack(
        "heap bomb in Java",
        one_of(MLE, TLE),
        "import java.util.*;\npublic class Main { public static void main(String[] a) {\n"
        "List<long[]> x = new ArrayList<>(); while (true) x.add(new long[1 << 17]); } }\n",
        language="java",
        slow=True,
    ),
)

_OUTPUT = (
    Attack("flood of output", one_of(OLE), "while True: print('x' * 1000)\n"),
    Attack(
        "flood of error output",
        one_of(OLE),
        "import sys\ntry:\n    while True: sys.stderr.write('x' * 1000)\nexcept OSError: pass\n",
    ),
    Attack(
        "flood from a child",
        one_of(OLE, RTE, TLE),
        "import os\nchild = os.fork()\nwhile child == 0: os.write(1, b'x' * 65536)\nos.wait()\n",
    ),
    Attack(
        "sparse output",
        one_of(OLE, RTE),
        "import os\nos.lseek(1, 1 << 40, 0)\nos.write(1, b'x')\n",
    ),
    Attack(
        "stretch the output",
        one_of(OLE, RTE),
        "import os\nos.ftruncate(1, 1 << 40)\n",
    ),
    Attack(
        "flood of answers",
        one_of(OLE, RTE),
        "import os\ndef answer():\n    while True: os.write(3, b'7' * 65536)\n",
        function=True,
        answer=b"7",
    ),
    Attack(
        "fill the disk",
        one_of(RTE, MLE),
        "for i in range(4000):\n    open(f'/tmp/{i}', 'wb').write(bytes(900_000))\nprint('LEAK all written')\n",
    ),
    Attack(
        "use up the inodes",
        one_of(RTE, MLE, TLE),
        "for i in range(100_000): open(f'/tmp/{i}', 'w').close()\nprint('LEAK all made')\n",
    ),
    Attack(
        "reserve disk",
        one_of(RTE),
        "import os\nfile = os.open('/tmp/x', os.O_RDWR | os.O_CREAT)\n"
        "os.posix_fallocate(file, 0, 1 << 40)\nprint('LEAK')\n",
    ),
    Attack(
        "sparse file",
        one_of(RTE),
        "file = open('/tmp/x', 'wb')\nfile.seek(1 << 40)\nfile.write(b'x')\nfile.flush()\nprint('LEAK')\n",
    ),
)

EXHAUSTION: tuple[Attack, ...] = (*_TIME, *_PROCESSES, *_MEMORY, *_OUTPUT)
