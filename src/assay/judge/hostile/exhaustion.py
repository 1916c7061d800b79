"""Attacks that use up: time, processes, memory, output, disk, descriptors."""

from __future__ import annotations

from dataclasses import replace

from assay.judge.hostile.attack import LIMITS, Attack, one_of
from assay.judge.model import Verdict

AC, TLE, MLE, OLE, RTE = Verdict.AC, Verdict.TLE, Verdict.MLE, Verdict.OLE, Verdict.RTE
_CRASH = one_of(RTE, TLE, MLE)

_TIME = (
    Attack("spin", (1,), one_of(TLE), "while True: pass\n"),
    Attack("spin in C", (1,), one_of(TLE), "int main(void) { for (volatile long i = 0;; i++) {} }\n", "c"),
    Attack("spin in JavaScript", (1,), one_of(TLE), "while (true) {}\n", "javascript", slow=True),
    Attack(
        "spin in Java",
        (1,),
        one_of(TLE),
        "class Attack { static void main(String[] a) { while (true) {} } }\n",
        "java",
        slow=True,
    ),
    Attack(
        "spin and ignore signals",
        (2,),
        one_of(TLE),
        "import signal\n"
        "for number in set(signal.valid_signals()) - {signal.SIGKILL, signal.SIGSTOP}:\n"
        "    signal.signal(number, signal.SIG_IGN)\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())\n"
        "while True: pass\n",
    ),
    Attack("sleep", (3,), one_of(TLE), "import time\ntime.sleep(1000)\n"),
    Attack("stop oneself", (4,), one_of(TLE), "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)\n"),
    Attack("stop the group", (4,), one_of(TLE), "import os, signal\nos.kill(0, signal.SIGSTOP)\n"),
    Attack("wait for nothing", (5,), one_of(TLE), "import select\nselect.select([], [], [])\n"),
    Attack("pause in C", (5,), one_of(TLE), "#include <unistd.h>\nint main(void) { pause(); }\n", "c"),
    Attack(
        "wait in a child that shares one's memory",
        (5, 62),
        one_of(TLE),
        "#define _GNU_SOURCE\n#include <unistd.h>\nint main(void) { if (vfork() == 0) pause(); }\n",
        "c",
    ),
    Attack(
        "print slowly",
        (19,),
        one_of(TLE),
        "import time\nwhile True: print(1, flush=True); time.sleep(0.05)\n",
    ),
    Attack(
        "two threads that spin",
        (6,),
        one_of(TLE),
        "#include <pthread.h>\nvoid *spin(void *x) { for (volatile long i = 0;; i++) {} return x; }\n"
        "int main(void) { pthread_t t; pthread_create(&t, 0, spin, 0); spin(0); }\n",
        language="c",
    ),
    Attack(
        "two threads that spin in Java",
        (6,),
        one_of(TLE),
        "class Attack { static void main(String[] a) { for (int i = 0; i < 4; i++) "
        "new Thread(() -> { while (true) {} }).start(); while (true) {} } }\n",
        language="java",
        slow=True,
    ),
    Attack(
        "let workers compute",
        (6,),
        one_of(TLE),
        "const { Worker } = require('worker_threads');\n"
        "for (let i = 0; i < 3; i++) new Worker('while (true) {}', { eval: true });\n",
        language="javascript",
        reserves=True,
        slow=True,
    ),
    Attack(
        "let orphans compute",
        (7,),
        one_of(TLE),
        "import os, time\n"
        "reader, writer = os.pipe()\n"
        # Each below a second, which a limit of the kernel's on one process would find; all of them above the limit
        # and what a start takes in gVisor.
        "for number in range(4):\n"
        "    if os.fork() == 0:\n"
        "        if os.fork() == 0:\n"
        "            while time.process_time() < 0.9: pass\n"
        "            os.write(writer, b'x')\n"
        "            time.sleep(60)\n"
        "        os._exit(0)\n"
        "    os.wait()\n"
        "for number in range(4): os.read(reader, 1)\n",
    ),
    Attack(
        "let adopted children compute",
        (7, 62),
        one_of(TLE),
        "import ctypes, os, time\n"
        "ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)\n"  # PR_SET_CHILD_SUBREAPER
        "reader, writer = os.pipe()\n"
        "for number in range(4):\n"
        "    if os.fork() == 0:\n"
        "        if os.fork() == 0:\n"
        "            while time.process_time() < 0.9: pass\n"
        "            os.write(writer, b'x')\n"
        "        os._exit(0)\n"
        "for number in range(4): os.read(reader, 1)\n",
    ),
    Attack(
        "end while a child computes on",
        (7, 10),
        one_of(AC, TLE),
        "import os, time\nif os.fork() == 0:\n    while True: pass\ntime.sleep(0.1)\nprint('done')\n",
        answer=b"done",
    ),
    Attack(
        "raise one's own limits",
        (2, 62),
        one_of(TLE),
        "import os, resource\n"
        "for name in dir(resource):\n"
        "    if not name.startswith('RLIMIT_'): continue\n"
        "    which = getattr(resource, name)\n"
        "    soft, hard = resource.getrlimit(which)\n"
        "    try:\n"
        "        resource.setrlimit(which, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))\n"
        "        if hard != resource.RLIM_INFINITY: print('LEAK', name)\n"
        "    except (OSError, ValueError): pass\n"
        "for act in (lambda: os.nice(-5), lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(9)),\n"
        "            lambda: os.setpriority(os.PRIO_USER, 0, -9)):\n"
        "    try: act(); print('LEAK', 'priority')\n"
        "    except OSError: pass\n"
        "while True: pass\n",
    ),
)

_PROCESSES = (
    Attack(
        "let children compute",
        (7, 8),
        one_of(TLE),
        "import os\nfor _ in range(4):\n    if os.fork() == 0:\n        while True: pass\nos.wait()\n",
    ),
    Attack("fork bomb", (8,), _CRASH, "import os\nwhile True: os.fork()\n"),
    Attack(
        "fork bomb that goes on",
        (8, 9),
        one_of(TLE, MLE),
        "import os\n"
        "while True:\n"
        "    try:\n"
        "        if os.fork() == 0: os.setsid()\n"
        "    except OSError: pass\n",
    ),
    Attack(
        "fork bomb in C",
        (8,),
        one_of(TLE, MLE),
        "#include <unistd.h>\nint main(void) { for (;;) fork(); }\n",
        language="c",
    ),
    Attack(
        "storm of sessions in C",
        (9,),
        _CRASH,
        "#include <unistd.h>\nint main(void) { for (;;) if (fork() == 0) { setsid(); if (fork()) _exit(0); } }\n",
        language="c",
    ),
    Attack(
        "fork bomb in Bash",
        (8,),
        _CRASH,
        "bomb() { bomb | bomb & }\nbomb\nwhile :; do :; done\n",
        language="bash",
    ),
    Attack(
        "processes from JavaScript",
        (8,),
        one_of(RTE, TLE, MLE, AC),
        "const { spawn } = require('child_process');\n"
        "for (let i = 0; i < 500; i++) spawn('/bin/sleep', ['100']).on('error', () => {});\n",
        language="javascript",
        slow=True,
    ),
    Attack(
        "fork bomb in Perl",
        (8,),
        _CRASH,
        "while (1) { my $p = fork(); }\n",
        language="perl",
    ),
    Attack("fork bomb in Ruby", (8,), _CRASH, "loop { fork { loop { fork } } }\n", language="ruby"),
    Attack(
        "leave a daemon that holds the output open",
        (10,),
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
        "leave a daemon from PHP and a shell",
        (10,),
        one_of(AC, RTE, TLE),
        "shell_exec('setsid sleep 1000 >&1 & echo x'); echo 'done';\n",
        language="php",
    ),
    Attack(
        "thread bomb",
        (11,),
        _CRASH,
        "import threading, time\nwhile True: threading.Thread(target=time.sleep, args=(100,)).start()\n",
    ),
    Attack(
        "thread bomb in Java",
        (11,),
        _CRASH,
        "class Attack { static void main(String[] a) { while (true) new Thread(() -> { "
        "try { Thread.sleep(100000); } catch (InterruptedException e) { } }).start(); } }\n",
        language="java",
        slow=True,
    ),
    Attack(
        "zombies",
        (8,),
        one_of(RTE),
        "import os\nwhile True:\n    if os.fork() == 0: os._exit(0)\n",
        limits=replace(LIMITS, cpu_s=2),  # in gVisor a fork may take a tenth of a second
    ),
    Attack(
        "use up the descriptors",
        (63,),
        one_of(RTE),
        "import os\nkept = []\nwhile True:\n    kept += os.pipe()\n    if len(kept) > 4000: print('LEAK'); break\n",
    ),
)

_OUTPUT = (
    Attack("flood of output", (17,), one_of(OLE), "while True: print('x' * 1000)\n"),
    Attack(
        "flood of output in C",
        (17,),
        one_of(OLE, RTE),
        '#include <stdio.h>\nint main(void) { while (puts("flood") >= 0) {} return 0; }\n',
        language="c",
    ),
    Attack(
        "flood of output in JavaScript",
        (17,),
        one_of(OLE, RTE, TLE, MLE),
        "while (true) process.stdout.write('x'.repeat(10000));\n",
        language="javascript",
        slow=True,
    ),
    Attack(
        "flood of output in Java",
        (17,),
        one_of(OLE, TLE, RTE),
        "class Attack { static void main(String[] a) { while (true) System.out.println(a.length); } }\n",
        language="java",
        slow=True,
    ),
    Attack(
        "flood of error output",
        (18,),
        one_of(OLE),
        "import sys\ntry:\n    while True: sys.stderr.write('x' * 1000)\nexcept OSError: pass\n",
    ),
    Attack(
        "flood from a child",
        (17,),
        one_of(OLE, RTE, TLE),
        "import os\nchild = os.fork()\nwhile child == 0: os.write(1, b'x' * 65536)\nos.wait()\n",
    ),
    Attack(
        "sparse output", (23, 45), one_of(OLE, RTE), "import os\nos.lseek(1, 1 << 40, 0)\nos.write(1, b'x')\n"
    ),
    Attack("stretch the output", (23, 45), one_of(OLE, RTE), "import os\nos.ftruncate(1, 1 << 40)\n"),
    Attack(
        "map the output and grow it",
        (17, 45),
        one_of(OLE, RTE),
        "import mmap, os\nos.ftruncate(1, 1 << 20)\nfor k in range(10):\n    os.posix_fallocate(1, 0, 1 << (20 + k))\n",
    ),
    Attack(
        "flood of answers",
        (17,),
        one_of(OLE, RTE),
        "import os\ndef answer(mode):\n    while True: os.write(3, b'7' * 65536)\n",
        function=True,
        answer=b"7",
    ),
)

_MAKE_FILES = "for i in range(4000):\n    open(f'{i}', 'wb').write(bytes(900_000))\n"
_DISK = (
    Attack("fill the disk", (20, 14), one_of(RTE, MLE), _MAKE_FILES + "print('LEAK all written')\n"),
    Attack(
        "fill the disk from C",
        (20,),
        one_of(RTE, MLE, AC),
        "#include <stdio.h>\nstatic char block[1 << 20];\nint main(void) { char name[32]; long all = 0;\n"
        'for (int i = 0; i < 4000; i++) { snprintf(name, 32, "f%d", i); FILE *f = fopen(name, "w"); if (!f) break;\n'
        "  setvbuf(f, 0, _IONBF, 0); for (int k = 0; k < 1; k++) all += fwrite(block, 1, 900000, f); fclose(f); }\n"
        'if (all > 1L << 30) puts("LEAK all written"); return 0; }\n',
        language="c",
    ),
    Attack(
        "use up the inodes",
        (21,),
        _CRASH,
        "for i in range(100_000): open(f'{i}', 'w').close()\nprint('LEAK all made')\n",
    ),
    Attack(
        "reserve disk",
        (22,),
        one_of(RTE),
        "import os\nfile = os.open('x', os.O_RDWR | os.O_CREAT)\n"
        "os.posix_fallocate(file, 0, 1 << 40)\nprint('LEAK')\n",
    ),
    Attack(
        "sparse file",
        (23,),
        one_of(RTE),
        "file = open('x', 'wb')\nfile.seek(1 << 40)\nfile.write(b'x')\nfile.flush()\nprint('LEAK')\n",
    ),
    Attack(
        "folders without end",
        (21, 24),
        one_of(RTE, AC, TLE),
        "import os\nfor i in range(3000):\n    os.mkdir('d')\n    os.chdir('d')\n",
        limits=replace(LIMITS, cpu_s=2.0),
    ),
)

EXHAUSTION: tuple[Attack, ...] = (*_TIME, *_PROCESSES, *_OUTPUT, *_DISK)
