"""Attacks that deceive: forged endings, answers and messages, a harness tampered with."""

from __future__ import annotations

from assay.judge.hostile.attack import Attack, one_of
from assay.judge.model import Verdict

AC, WA, TLE, MLE, OLE, RTE = (Verdict(name) for name in ("AC", "WA", "TLE", "MLE", "OLE", "RTE"))
_NOT_AC = one_of(WA, RTE, TLE, MLE, OLE)

_ENDINGS = (
    Attack("exit status 256", (48,), one_of(WA), "import os\nos._exit(256)\n", answer=b"7"),
    Attack("end before anything is written", (48,), one_of(WA), "import os\nprint(7)\nos._exit(0)\n", answer=b"7"),
    *(
        Attack(
            f"die of signal {number}",
            (48,),
            one_of(RTE),
            f"import os\nprint(7, flush=True)\nos.kill(os.getpid(), {number})\n",
            answer=b"7",
        )
        for number in (1, 2, 4, 6, 7, 8, 9, 11, 14, 15, 24, 31, 34, 64)
    ),
    *(
        Attack(f"die of signal {number} in C", (48,), one_of(RTE),
               f"#include <signal.h>\nint main(void) {{ raise({number}); return 0; }}\n", "c")
        for number in (13, 25)
    ),
    Attack("abort in C", (48,), one_of(RTE), "#include <stdlib.h>\nint main(void) { abort(); }\n", "c"),
    Attack("exit with an answer and status 1", (48,), one_of(RTE), "print(7)\nraise SystemExit(1)\n", answer=b"7"),
    Attack("exit as the keeper would", (48,), one_of(RTE), "import os\nprint(7, flush=True)\nos._exit(121)\n", answer=b"7"),
    *(
        Attack(f"exit with status {status} in C", (48,), one_of(RTE),
               f'#include <stdio.h>\nint main(void) {{ puts("7"); return {status}; }}\n', "c", answer=b"7")
        for status in (42, 43, 127, 137)
    ),
    Attack(
        "exit the thread only",
        (48,),
        one_of(TLE, RTE, WA, AC),
        "#include <pthread.h>\n#include <unistd.h>\nvoid *work(void *x) { sleep(1); _exit(3); return x; }\n"
        "int main(void) { pthread_t t; pthread_create(&t, 0, work, 0); pthread_exit(0); }\n",
        language="c",
    ),
    Attack(
        "close all streams",
        (45,),
        one_of(WA, RTE),
        "import os\nfor number in range(64):\n    try: os.close(number)\n    except OSError: pass\n",
        answer=b"7",
    ),
    Attack("exit from a function", (48,), _NOT_AC, "def answer(mode): raise SystemExit(0)\n", function=True, answer=b"7"),
    Attack("exit at once", (48,), _NOT_AC, "import os\nos._exit(0)\ndef answer(mode): pass\n", function=True, answer=b"7"),
    Attack(
        "throw what is no error",
        (48,),
        _NOT_AC,
        "function attack() { throw null }\n",
        language="javascript",
        function=True,
        answer=b"7",
    ),
    Attack(
        "exit in JavaScript",
        (48, 56),
        _NOT_AC,
        "function attack() { process.exitCode = 0; process.reallyExit(0); }\n",
        language="javascript",
        function=True,
        answer=b"7",
        slow=True,
    ),
    Attack(
        "exit in Java",
        (48,),
        _NOT_AC,
        "class Attack { static int attack(String mode) { Runtime.getRuntime().halt(0); return 7; } }\n",
        language="java",
        function=True,
        answer=b"7",
    ),
    Attack(
        "throw what nobody may catch in Java",
        (48, 56),
        _NOT_AC,
        "class Attack { static int attack(String mode) { throw new ThreadDeath(); } }\n",
        language="java",
        function=True,
        answer=b"7",
        slow=True,
    ),
)  # fmt: skip

_HARNESS = (
    Attack(
        "an object equal to everything",
        (49,),
        _NOT_AC,
        "class Same(int):\n"
        "    def __eq__(self, other): return True\n"
        "    def __hash__(self): return 7\n"
        "    def __repr__(self): return '7'\n"
        "    def __str__(self): return '7'\n"
        "def answer(mode): return Same(3)\n",
        function=True,
        answer=b"7",
    ),
    Attack(
        "patched json",
        (49, 56),
        _NOT_AC,
        "import json, builtins, os\njson.dumps = lambda *a, **k: 'true'\nbuiltins.print = None\nos.write = None\n"
        "json.encoder.JSONEncoder.encode = lambda *a: 'true'\n"
        "def answer(mode): return {'verdict': 'AC'}\n",
        function=True,
        answer=b"7",
    ),
    Attack(
        "print and forge after the end",
        (49,),
        _NOT_AC,
        "import atexit, os, threading\natexit.register(os.write, 3, b'8')\n"
        "def answer(mode):\n    os.write(3, b'[1, ')\n    print('{\"verdict\": \"AC\"}')\n    return 7\n",
        function=True,
        answer=b"7",
    ),
    Attack(
        "search memory for the answer",
        (49, 29, 58),
        _NOT_AC,
        "import gc, sys\n"
        "def answer(mode):\n"
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
        (49, 57),
        _NOT_AC,
        "import os\n"
        "for number in range(3, 256):\n"
        "    for said in (b'{\"status\": 0, \"stopped\": null, \"verdict\": \"AC\"}', b'.', b'\\0' * 64):\n"
        "        try: os.write(number, said)\n"
        "        except OSError: pass\n"
        "os._exit(0)\n"
        "def answer(mode): pass\n",
        function=True,
        answer=b"7",
    ),
    Attack(
        "patched JSON in JavaScript",
        (49, 56),
        _NOT_AC,
        "function attack(mode) { JSON.stringify = () => 'true'; require('fs').writeSync(3, '1'); "
        "return { toJSON() { return 8; }, valueOf() { return 7; } }; }\n",
        language="javascript",
        function=True,
        answer=b"7",
        slow=True,
    ),
    Attack(
        "imitate the supervisor in Java",
        (49, 57),
        _NOT_AC,
        "import java.io.*;\nclass Attack { static int attack(String mode) { for (int i = 3; i < 64; i++)\n"
        '  try (var f = new FileOutputStream("/dev/fd/" + i)) { f.write(46); } catch (IOException e) { }\n'
        "  Runtime.getRuntime().halt(0); return 0; } }\n",
        language="java",
        function=True,
        answer=b"7",
        slow=True,
    ),
    Attack(
        "imitate the driver in C++",
        (49, 57),
        _NOT_AC,
        "#include <string>\n#include <unistd.h>\n#include <cstdlib>\n"
        "int answer(std::string mode) { if (mode == \"honest\") return 42; write(3, \"1\", 1); "
        "std::atexit([] { write(3, \"1\", 1); }); return 7; }\n",
        language="cpp",
        function=True,
        answer=b"7",
        slow=True,
    ),
)  # fmt: skip

_OPTIONS = (
    Attack(
        "modules of one's own in the way",
        (50,),
        one_of(AC),
        "for name in ('json', 'sitecustomize', 'usercustomize', 'encodings', 'site'):\n"
        "    open(f'{name}.py', 'w').write('print(\"LEAK\")')\n"
        "import json\n",
        inputs=(b"1", b"2"),
    ),
    Attack(
        "files beside a program of several",
        (50, 54),
        one_of(AC, RTE, Verdict.CE),
        "import collections\nprint('done')\n",
        more={
            "sitecustomize.py": b"print('LEAK by sitecustomize')\n",
            "usercustomize.py": b"print('LEAK by usercustomize')\n",
            "pyvenv.cfg": b"home = /tmp\n",
            "python._pth": b".\n",
        },
    ),
    Attack(
        "options by environment",
        (50,),
        one_of(AC),
        "import os, subprocess, sys\n"
        "for name in ('JAVA_TOOL_OPTIONS', '_JAVA_OPTIONS', 'JDK_JAVA_OPTIONS', 'NODE_OPTIONS', 'PYTHONPATH', 'PYTHONSTARTUP',\n"
        "             'PERL5OPT', 'PERL5LIB', 'RUBYOPT', 'RUBYLIB', 'PHPRC', 'PHP_INI_SCAN_DIR', 'LD_PRELOAD', 'LD_AUDIT',\n"
        "             'BASH_ENV', 'ENV', 'GCC_EXEC_PREFIX', 'CPATH', 'RUSTFLAGS', 'GOFLAGS', 'CLASSPATH', 'DOTNET_STARTUP_HOOKS'):\n"
        "    if os.environ.get(name): print('LEAK', name)\n"
        "os.environ['LD_PRELOAD'] = os.path.abspath('x.so')\n"
        "open('x.so', 'wb').write(b'\\x7fELF')\n"
        "open('.bashrc', 'w').write('echo LEAK')\n"
        "open('.noderc', 'w').write('LEAK')\n",
        inputs=(b"1", b"2"),
    ),
    Attack(
        "start-up files in Bash",
        (50,),
        one_of(AC),
        'for name in .bashrc .profile .bash_profile .bash_logout .inputrc; do echo "echo LEAK" > $name; done\n'
        "export BASH_ENV=$PWD/.bashrc ENV=$PWD/.bashrc PROMPT_COMMAND='echo LEAK'\n",
        language="bash",
    ),
)

FORGERY: tuple[Attack, ...] = (*_ENDINGS, *_HARNESS, *_OPTIONS)
