"""Attacks that use up memory, in every way that memory is had."""

from __future__ import annotations

from assay.judge.hostile.attack import Attack, one_of
from assay.judge.model import Verdict

AC, TLE, MLE, RTE = Verdict.AC, Verdict.TLE, Verdict.MLE, Verdict.RTE

MEMORY: tuple[Attack, ...] = (
    Attack("heap bomb", (12,), one_of(MLE), "x = []\nwhile True: x.append(bytearray(1 << 20))\n"),
    Attack("one huge object", (12,), one_of(MLE), "x = b'x' * (1 << 40)\n"),
    Attack(
        "heap bomb in C++",
        (12,),
        one_of(MLE),
        "#include <vector>\nint main() { std::vector<std::vector<char>> x; "
        "for (;;) x.emplace_back(1 << 20, 1); }\n",
        language="cpp",
    ),
    Attack(
        "heap bomb in JavaScript",
        (12,),
        one_of(MLE, TLE),
        "const x = []; while (true) x.push(new Array(100000).fill({}));\n",
        language="javascript",
        slow=True,
    ),
    Attack(
        "memory outside the heap in JavaScript",
        (12,),
        one_of(MLE, TLE, RTE),
        "const x = []; while (true) x.push(Buffer.alloc(1 << 22, 1));\n",
        language="javascript",
        slow=True,
    ),
    Attack(
        "heap bomb in Java",
        (12,),
        one_of(MLE, TLE),
        "import java.util.*;\nclass Attack { static void main(String[] a) {\n"
        "List<long[]> x = new ArrayList<>(); while (true) x.add(new long[1 << 17]); } }\n",
        language="java",
        slow=True,
    ),
    Attack(
        "memory outside the heap in Java",
        (12,),
        one_of(MLE, TLE, RTE),
        "import java.nio.ByteBuffer;\nimport java.util.*;\nclass Attack { static void main(String[] a) {\n"
        "List<ByteBuffer> x = new ArrayList<>();\nwhile (true) { ByteBuffer b = ByteBuffer.allocateDirect(1 << 22); "
        "for (int i = 0; i < 1 << 22; i += 4096) b.put(i, (byte) 1); x.add(b); } } }\n",
        language="java",
        slow=True,
    ),
    Attack(
        "huge static array",
        (13,),
        one_of(MLE, RTE),
        "#include <string.h>\nstatic char a[1L << 30];\n"
        "int main(void) { memset(a, 1, sizeof a); return a[12345] - 1; }\n",
        language="c",
        alone=True,  # without a memory cgroup it cannot even be loaded
    ),
    Attack(
        "static array beyond all memory",
        (13,),
        one_of(MLE, RTE, Verdict.CE),
        "static char a[1L << 42];\nint main(int n, char **v) { for (long i = 0; i < 1L << 42; i += 4096) a[i] = n; "
        "return a[n]; }\n",
        language="c",
        alone=True,
    ),
    Attack(
        "many processes that share the limit",
        (12, 14),
        one_of(MLE, RTE, TLE),
        "import os, time\n"
        "for i in range(20):\n"
        "    if os.fork() == 0:\n"
        "        x = bytearray(60 << 20)\n"
        "        time.sleep(100)\n"
        "time.sleep(100)\n",
    ),
    Attack(
        "memory files",
        (14,),
        one_of(AC, MLE, RTE),
        "import os\n"
        "try: files = [os.memfd_create(str(i)) for i in range(60)]\n"
        "except OSError: files = []\n"
        "for file in files:\n"
        "    for _ in range(400): os.write(file, bytes(1 << 20))\n"
        "if files: print('LEAK', len(files))\n",
    ),
    Attack(
        "memory in pipes",
        (14,),
        one_of(AC, MLE, RTE),
        "import fcntl, os\nheld = 0\npipes = []\n"
        "try:\n"
        "    while len(pipes) < 120:\n"
        "        pipes.append(os.pipe())\n"
        "        os.set_blocking(pipes[-1][1], False)\n"
        "        try: fcntl.fcntl(pipes[-1][1], 1031, 1 << 20)\n"
        "        except OSError: pass\n"
        "        try: held += os.write(pipes[-1][1], bytes(1 << 20))\n"
        "        except BlockingIOError: pass\n"
        "except OSError: pass\n"
        "if held > 256 << 20: print('LEAK', held)\n",
    ),
    Attack(
        "shared anonymous memory",
        (14,),
        one_of(MLE, RTE),
        "import mmap\nx = [mmap.mmap(-1, 1 << 24) for _ in range(64)]\n"
        "for each in x: each.write(bytes(1 << 24))\nprint('LEAK', len(x))\n",
    ),
    Attack(
        "map much, touch nothing",
        (15,),
        one_of(AC, RTE, MLE),
        "import mmap\nx = mmap.mmap(-1, 8 << 30)\nprint(len(x))\n",
    ),
    Attack(
        "endless recursion",
        (16,),
        one_of(RTE, MLE),
        "int f(int n) { volatile char a[512]; a[0] = n; return f(n + 1) + a[0]; }\n"
        "int main(void) { return f(0); }\n",
        language="c",
    ),
    Attack(
        "deep recursion in Python",
        (16,),
        one_of(RTE, MLE, TLE),
        "import sys\nsys.setrecursionlimit(10 ** 9)\ndef f(n): return [f(n + 1)]\nf(0)\n",
    ),
    Attack(
        "endless recursion in JavaScript",
        (16,),
        one_of(RTE, MLE),
        "const f = (n) => [f(n + 1)];\nf(0);\n",
        language="javascript",
        slow=True,
    ),
    Attack(
        "endless recursion in Java",
        (16,),
        one_of(RTE, MLE, TLE),
        "class Attack { static int f(int n) { return f(n + 1) + 1; } static void main(String[] a) { f(0); } }\n",
        language="java",
        slow=True,
    ),
)
