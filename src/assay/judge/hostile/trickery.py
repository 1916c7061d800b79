"""Attacks that deceive: traces left behind, forged answers and endings, compilers and outputs as weapons."""

from __future__ import annotations

from assay.judge.hostile.attack import Attack, one_of
from assay.judge.model import Verdict

AC, WA, TLE, MLE, OLE, RTE, CE = (Verdict(name) for name in ("AC", "WA", "TLE", "MLE", "OLE", "RTE", "CE"))
_NOT_AC = one_of(WA, RTE, TLE, MLE, OLE)

_TRACES = (
    Attack(
        "files for the next test",
        one_of(AC),
        "import os\n"
        "left = os.listdir('/tmp')\n"
        "if left: print('LEAK', left)\n"
        "open('/tmp/marker', 'w').write('x')\n"
        "os.mkdir('/tmp/folder')\n"
        "os.chmod('/tmp/folder', 0)\n"
        "os.symlink('/etc', '/tmp/link')\n",
        inputs=(b"1", b"2", b"3"),
    ),
    Attack(
        "change /tmp itself",
        one_of(AC, RTE),
        "import os\n"
        "for act in (lambda: os.chmod('/tmp', 0), lambda: os.rename('/tmp', '/box/tmp'), lambda: os.rmdir('/tmp')):\n"
        "    try: act()\n"
        "    except OSError: pass\n"
        "open('/tmp/a', 'w').write('x')\n",
        inputs=(b"1", b"2"),
    ),
    Attack(
        "processes for the next test",
        one_of(AC),
        "import os, time\n"
        "if os.getpid() > 2:\n"
        "    for pid in range(2, 4000):\n"
        "        if pid in (os.getpid(), os.getppid()): continue\n"
        "        try: os.kill(pid, 0)\n"
        "        except ProcessLookupError: continue\n"
        "        except PermissionError: pass\n"
        "        print('LEAK process', pid)\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    time.sleep(1000)\n",
        inputs=(b"1", b"2", b"3"),
    ),
    Attack(
        "write into the input",
        one_of(AC),
        "import os\n"
        "for act in (lambda: os.write(0, b'x'), lambda: os.ftruncate(0, 0), lambda: os.ftruncate(0, 1 << 30)):\n"
        "    try: act(); print('LEAK')\n"
        "    except OSError: pass\n"
        "print(input())\n",
        inputs=(b"same", b"same"),
        answer=b"same",
    ),
)

_ENDINGS = (
    Attack("exit status 256", one_of(WA), "import os\nos._exit(256)\n", answer=b"7"),
    Attack("end before anything is written", one_of(WA), "import os\nprint(7)\nos._exit(0)\n", answer=b"7"),
    *(
        Attack(
            f"die of signal {number}", one_of(RTE), f"import os\nos.kill(os.getpid(), {number})\n", answer=b""
        )
        for number in (6, 8, 9, 11, 15)
    ),
    Attack("exit with an answer and status 1", one_of(RTE), "print(7)\nraise SystemExit(1)\n", answer=b"7"),
    Attack(
        "close all streams",
        one_of(WA, RTE),
        "import os\nfor number in range(64):\n    try: os.close(number)\n    except OSError: pass\n",
        answer=b"7",
    ),
    Attack(
        "exit from a function", _NOT_AC, "def answer(): raise SystemExit(0)\n", function=True, answer=b"7"
    ),
    Attack(
        "exit at once", _NOT_AC, "import os\nos._exit(0)\ndef answer(): pass\n", function=True, answer=b"7"
    ),
    Attack(
        "throw what is no error",
        _NOT_AC,
        "function answer() { throw null }\n",
        language="javascript",
        function=True,
        answer=b"7",
    ),
    Attack(
        "exit in Java",
        _NOT_AC,
        "class Solution { static int answer() { Runtime.getRuntime().halt(0); return 7; } }\n",
        language="java",
        function=True,
        answer=b"7",
    ),
)

_FORGERY = (
    Attack(
        "an object equal to everything",
        _NOT_AC,
        "class Same(int):\n"
        "    def __eq__(self, other): return True\n"
        "    def __hash__(self): return 7\n"
        "def answer(): return Same(3)\n",
        function=True,
        answer=b"7",
    ),
    Attack(
        "patched json",
        _NOT_AC,
        "import json, builtins\njson.dumps = lambda *a, **k: 'true'\nbuiltins.print = None\n"
        "def answer(): return {'verdict': 'AC'}\n",
        function=True,
        answer=b"7",
    ),
    Attack(
        "search memory for the answer",
        _NOT_AC,
        "import gc, sys\n"
        "def answer():\n"
        "    mark = 'ANSWER-' + str(4700 + 11)\n"
        "    frame = sys._getframe(1)\n"
        "    while frame: \n"
        "        for value in list(frame.f_locals.values()):\n"
        "            if mark in repr(value): print('LEAK', frame)\n"
        "        frame = frame.f_back\n"
        "    for thing in gc.get_objects():\n"
        "        if isinstance(thing, bytes) and mark.encode() in thing: print('LEAK')\n"
        "    return 0\n",
        function=True,
        answer=b'"ANSWER-4711"',
    ),
    Attack(
        "imitate the supervisor",
        _NOT_AC,
        "import os\n"
        "for number in range(64):\n"
        '    try: os.write(number, b\'{"status": 0, "stopped": null, "verdict": "AC"}\')\n'
        "    except OSError: pass\n"
        "os._exit(0)\n"
        "def answer(): pass\n",
        function=True,
        answer=b"7",
    ),
    Attack(
        "modules of one's own in the way",
        one_of(AC),
        "open('/tmp/json.py', 'w').write('print(\"LEAK\")')\n"
        "open('/tmp/sitecustomize.py', 'w').write('print(\"LEAK\")')\n"
        "import json\n",
        inputs=(b"1", b"2"),
    ),
)

_OUTPUTS = (
    Attack(
        "bytes that are no text",
        one_of(WA),
        "import sys\nsys.stdout.buffer.write(b'\\0\\xff\\xfe\\x1b[2J<script>\\xed\\xa0\\x80')\n",
        answer=b"7",
    ),
    Attack("a number of a million digits", one_of(WA), "print('9' * 1_000_000)\n", answer=b"7"),
    Attack("a number beyond all floats", one_of(WA), "print('1e999999')\n", answer=b"7"),
    Attack(
        "nested without end",
        one_of(WA),
        "import os\ndef answer():\n    os.write(3, b'[' * 500_000)\n    os._exit(0)\n",
        function=True,
        answer=b"7",
    ),
    Attack(
        "a million digits as an answer",
        one_of(WA),
        "import os\ndef answer():\n    os.write(3, b'9' * 900_000)\n    os._exit(0)\n",
        function=True,
        answer=b"7",
    ),
)

_COMPILING = (
    Attack(
        "include the host's files",
        one_of(CE),
        '#include "/etc/shadow"\n#include "/etc/passwd"\n#include "/proc/self/environ"\nint main(void) {}\n',
        language="c",
    ),
    Attack(
        "include binary files",
        one_of(CE),
        'asm(".incbin \\"/etc/shadow\\"");\nint main(void) {}\n',
        language="c",
    ),
    Attack("parser bomb", one_of(CE, RTE, MLE), "(" * 200_000),
    Attack("deep expression", one_of(CE, RTE), "x = " + "-" * 100_000 + "1\n"),
    Attack("source with a zero byte", one_of(CE, RTE), "print(1)\0\n"),
    Attack("no Unicode text", one_of(CE), "print('\ud800')\n"),
    Attack(
        "template recursion",
        one_of(CE),
        "template<int N> struct A { static const int v = A<N - 1>::v + A<N - 2>::v; };\n"
        "int main() { return A<100000>::v; }\n",
        language="cpp",
        slow=True,
    ),
    Attack(
        "flood of compiler messages",
        one_of(CE),
        "#define A x; x; x; x; x; x; x; x;\n#define B A A A A A A A A\n#define C B B B B B B B B\n"
        "int main(void) { C C C C C C C C }\n",
        language="c",
    ),
    Attack(
        "program too large",
        one_of(CE),
        "char a[1 << 28] = {1};\nint main(void) { return a[0]; }\n",
        language="c",
        slow=True,
    ),
    Attack(
        "endless compilation",
        one_of(CE),
        '#include "/dev/zero"\nint main(void) {}\n',
        language="c",
        slow=True,
    ),
)

TRICKERY: tuple[Attack, ...] = (*_TRACES, *_ENDINGS, *_FORGERY, *_OUTPUTS, *_COMPILING)
