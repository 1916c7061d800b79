"""Attacks that leave something: for the next test, for other submissions, in what is shared or prepared."""

from __future__ import annotations

from assay.judge.hostile.attack import Attack, one_of
from assay.judge.model import Verdict

AC, WA, TLE, MLE, OLE, RTE = (Verdict(name) for name in ("AC", "WA", "TLE", "MLE", "OLE", "RTE"))
_ANY_END = one_of(AC, RTE)
_NOT_AC = one_of(WA, RTE, TLE, MLE, OLE)

_FILES = (
    Attack(
        "files for the next test",
        (24,),
        one_of(AC),
        "import os\n"
        "left = os.listdir('.')\n"
        "if left: print('LEAK', left)\n"
        "open('marker', 'w').write('x')\n"
        "os.mkdir('folder')\n"
        "open('folder/deep', 'w').write('x')\n"
        "for act in (lambda: os.chmod('folder', 0), lambda: os.symlink('/etc', 'link'), lambda: os.mkfifo('pipe')):\n"
        "    try: act()\n"
        "    except PermissionError: pass  # by Landlock\n",
        inputs=(b"1", b"2", b"3"),
    ),
    Attack(
        "links for whoever cleans up",
        (40, 41),
        _ANY_END,
        "import os\n"
        "for n, target in enumerate(('/', '/usr', '/etc/passwd', '/box', '/input/stdin', '..', '/dev/null')):\n"
        "    os.symlink(target, f'link{n}')\n"
        "    try: os.link(target, f'hard{n}')\n"
        "    except OSError: pass\n"
        "for name in ('stdout', 'stderr', 'answer', 'meta', 'run', 'stdin', 'out', 'collected', '-rf', '--', '*'):\n"
        "    os.symlink('/etc/passwd', name)\n",
        inputs=(b"1", b"2"),
    ),
    Attack(
        "change /tmp itself",
        (41, 24),
        _ANY_END,
        "import os\n"
        "for act in (lambda: os.chmod('.', 0), lambda: os.rename('/tmp', '/box/tmp'), lambda: os.rmdir('/tmp'),\n"
        "            lambda: os.chmod('/tmp', 0)):\n"
        "    try: act()\n"
        "    except OSError: pass\n"
        "open('a', 'w').write('x')\n",
        inputs=(b"1", b"2"),
    ),
    Attack(
        "names that are hard to delete",
        (24, 64),
        _ANY_END,
        "import os\n"
        "for name in (b'\\xff\\xfe', b'\\n', b' ', b'a' * 255, b'$(reboot)', b'\\x1b[2J', b'..a', b'\\xf0\\x9f'):\n"
        "    os.mkdir(name)\n"
        "    open(name + b'/x', 'w').close()\n"
        "    os.chmod(name, 0o500)\n",
        inputs=(b"1", b"2"),
    ),
    Attack(
        "processes for the next test",
        (24, 8),
        one_of(AC),
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(1000)\n",
        inputs=(b"1", b"2", b"3"),
    ),
    Attack(
        "objects between processes that persist",
        (25, 28),
        one_of(AC),
        "import ctypes\n"
        "libc = ctypes.CDLL(None, use_errno=True)\n"
        "for name, call in (('shm', lambda: libc.shmget(0x4711, 4096, 0o1666)), ('sem', lambda: libc.semget(0x4711, 1, 0o1666)),\n"
        "                   ('msg', lambda: libc.msgget(0x4711, 0o1666)), ('mq', lambda: libc.mq_open(b'/a', 0o102, 0o666, None)),\n"
        "                   ('posix shm', lambda: libc.shm_open(b'/a', 0o102, 0o666))):\n"
        "    if call() >= 0: print('LEAK', name)\n",
    ),
)

_GIVEN = (
    Attack(
        "write into the input",
        (45, 46),
        one_of(AC),
        "import os\n"
        "for act in (lambda: os.write(0, b'x'), lambda: os.ftruncate(0, 0), lambda: os.ftruncate(0, 1 << 30)):\n"
        "    try: act(); print('LEAK')\n"
        "    except OSError: pass\n"
        "print(input())\n",
        inputs=(b"same", b"same"),
        answer=b"same",
    ),
    Attack(
        "move and close the streams",
        (45,),
        _ANY_END,
        "import os\nos.lseek(0, 0, 2)\nos.lseek(1, 100, 0)\nos.dup2(0, 1)\nos.dup2(2, 0)\nos.close(0)\n",
        inputs=(b"1", b"2"),
    ),
    Attack(
        "reopen the streams",
        (45, 42),
        _ANY_END,
        "import fcntl, os\n"
        "for path in ('/dev/stdin', '/proc/self/fd/0', '/dev/fd/0', '/input/stdin'):\n"
        "    try: file = os.open(path, os.O_RDWR); os.write(file, b'x'); print('LEAK', path)\n"
        "    except OSError: pass\n"
        "for number in (0, 1, 2):\n"
        "    for flag in (os.O_APPEND, os.O_NONBLOCK, os.O_DIRECT):\n"
        "        try: fcntl.fcntl(number, fcntl.F_SETFL, flag)\n"
        "        except OSError: pass\n"
        "    try: fcntl.fcntl(number, 1033, 15); print('LEAK sealed', number) if number else None\n"
        "    except OSError: pass\n",
        inputs=(b"1", b"2"),
    ),
    Attack(
        "execute the output",
        (46, 44),
        _ANY_END,
        "import os, sys\n"
        "os.write(1, b'#!/bin/sh\\necho executed\\n')\n"
        "try: os.execve(1, ['x'], {})\n"
        "except (OSError, TypeError, ValueError): pass\n",
    ),
    Attack(
        "change one's own program",
        (47, 46),
        _ANY_END,
        "import os, sys\n"
        "here = os.path.dirname(os.path.abspath(sys.argv[0] or '/box/x'))\n"
        "for name in [*os.listdir(here), 'json.py', 'sitecustomize.py']:\n"
        "    path = os.path.join(here, name)\n"
        "    for act in (lambda: open(path, 'a'), lambda: os.remove(path), lambda: os.rename(path, path + 'x'),\n"
        "                lambda: os.chmod(path, 0o777), lambda: os.utime(path), lambda: os.truncate(path, 0)):\n"
        "        try: act(); print('LEAK', path)\n"
        "        except OSError: pass\n",
        inputs=(b"1", b"2"),
    ),
    Attack(
        "change one's own program in C",
        (47,),
        one_of(AC),
        "#include <stdio.h>\n#include <sys/stat.h>\n#include <unistd.h>\nint main(int n, char **v) {\n"
        '  if (fopen(v[0], "r+") || fopen(v[0], "a") || !unlink(v[0]) || !rename(v[0], "x") || !chmod(v[0], 0777))\n'
        '    puts("LEAK");\n  return n - 1; }\n',
        language="c",
    ),
    Attack(
        "change one's own classes in Java",
        (47,),
        _ANY_END,
        "import java.io.*;\nimport java.nio.file.*;\nclass Attack { static void main(String[] a) throws Exception {\n"
        "File[] all = new File(Attack.class.getProtectionDomain().getCodeSource().getLocation().toURI()).listFiles();\n"
        "if (all != null) for (File each : all) if (each.delete() || each.renameTo(new File(\"x\")) ) "
        'System.out.println("LEAK " + each); } }\n',
        language="java",
        inputs=(b"1", b"2"),
        slow=True,
    ),
)  # fmt: skip

# Reads its own memory by what cannot fault (a pipe), and looks for what an earlier test was given or printed.
# Neither word is in this text, nor in what it has read, but in disguise: so it does not find itself.
_MEMORY = """
import ctypes, os
def disguised(text): return bytes(each ^ 1 for each in text)
GIVEN, PRINTED = b'FHWDO,5600', b'QSHOUDE,5600'
libc = ctypes.CDLL(None)
libc.write.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t]
libc.sbrk.restype = ctypes.c_void_p
reader, writer = os.pipe()
def look(start, end):
    while start < end:
        size = libc.write(writer, start, 32768)
        if size > 0:
            seen = os.read(reader, size)
            for what in (GIVEN, PRINTED):
                at = seen.find(disguised(what[:2]))
                while at >= 0:
                    if disguised(seen[at:at + len(what)]) == what: print('LE' + 'AK', what, hex(start + at))
                    at = seen.find(disguised(what[:2]), at + 1)
        start += max(size, 4096) if size > 0 else 4096
if os.pread(0, 1, 0) == b'1':
    for _ in range(300): os.write(2, disguised(PRINTED))
    os.write(1, disguised(PRINTED) * 300)
else:
    top = libc.sbrk(0)
    look(top - (12 << 20), top)
    near = id(object()) & ~0xfffff
    look(near - (4 << 20), near + (4 << 20))
"""
_SHARED = (
    Attack(
        "search raw memory for other tests",
        (58, 56),
        _ANY_END,
        _MEMORY,
        inputs=(b"1 GIVEN-4711\n" * 50, b"2\n", b"3\n"),
    ),
    Attack(
        "leave a changed interpreter",
        (56,),
        _ANY_END,
        "import builtins, gc, json, os, signal, sys, threading, time\n"
        "if hasattr(builtins, 'MARK') or 'MARK' in os.environ or 'mark' in sys.modules: print('LEAK')\n"
        "builtins.MARK = sys.MARK = 1\n"
        "sys.modules['mark'] = sys\n"
        "os.environ['MARK'] = '1'\n"
        "json.dumps = lambda *_: 'MARK'\n"
        "signal.signal(signal.SIGALRM, lambda *_: None)\n"
        "signal.setitimer(signal.ITIMER_REAL, 0.5, 0.5)\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM, signal.SIGUSR1])\n"
        "sys.setrecursionlimit(123456)\n"
        "os.umask(0)\n"
        "gc.disable()\n"
        "os.chdir('/')\n"
        "builtins.print('kept', file=open('/dev/null', 'w'))\n"
        "builtins.print = lambda *_: None\n"
        "threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()\n",
        inputs=(b"1", b"2"),
    ),
    Attack(
        "leave changed C memory in the interpreter",
        (56,),
        _ANY_END,
        "import ctypes\n"
        "# The small integer 7 becomes 8: where two tests share one process, the next one cannot count.\n"
        "address = id(7)\n"
        "ctypes.memmove(address + 24, id(8) + 24, 4)\n",
        inputs=(b"1", b"2"),
    ),
    Attack(
        "leave changed objects in JavaScript",
        (56,),
        _ANY_END,
        "Array.prototype.mark = 1; globalThis.MARK = 1; process.env.MARK = '1'; process.mark = 1;\n"
        "require('fs').mark = 1; JSON.stringify = () => 'x'; setInterval(() => {}, 10).unref();\n"
        "process.on('exit', () => require('fs').writeSync(1, ''));\n",
        language="javascript",
        inputs=(b"1", b"2"),
        slow=True,
    ),
    Attack(
        "leave properties and threads in Java",
        (56,),
        _ANY_END,
        "class Attack { static void main(String[] a) {\n"
        'System.setProperty("mark", "1"); java.util.Locale.setDefault(java.util.Locale.GERMANY);\n'
        'Thread t = new Thread(() -> { while (true) try { Thread.sleep(5); System.out.print("x"); } '
        'catch (InterruptedException e) { } }, "mark"); t.setDaemon(true); t.start();\n'
        'System.setOut(null); Runtime.getRuntime().addShutdownHook(new Thread(() -> { })); } }\n',
        language="java",
        inputs=(b"1", b"2"),
        slow=True,
    ),
    Attack(
        "search memory for other tests",
        (58, 49),
        _ANY_END,
        "import gc, os, sys\n"
        "own = os.pread(0, 100, 0).decode()\n"
        "marks = {f'INPUT-{n}-{n * 7919}' for n in range(1, 4)} - {own.strip()}\n"
        "def search(text, where):\n"
        "    for mark in marks:\n"
        "        if mark in text: print('LE' + 'AK', mark, where)\n"
        "frame = sys._getframe()\n"
        "while frame:\n"
        "    if frame.f_globals is not globals(): search(repr(frame.f_locals) + repr(frame.f_globals), 'frame')\n"
        "    frame = frame.f_back\n"
        "for thing in gc.get_objects():\n"
        "    if thing is marks or thing is globals(): continue\n"
        "    if isinstance(thing, (bytes, str)): search(repr(thing), 'object')\n"
        "    elif isinstance(thing, dict) and 'marks' not in thing:\n"
        "        for value in list(thing.values()):\n"
        "            if isinstance(value, (bytes, str)): search(repr(value), 'dict')\n"
        "for folder in ('/input', '/box', '.'):\n"
        "    try: names = os.listdir(folder)\n"
        "    except OSError: continue\n"
        "    for name in names:\n"
        "        try: search(open(os.path.join(folder, name), errors='replace').read(), name)\n"
        "        except OSError: pass\n",
        inputs=(b"INPUT-1-7919", b"INPUT-2-15838", b"INPUT-3-23757"),
    ),
    Attack(
        "meet the judge's own modules and memory",
        (58,),
        _ANY_END,
        "import gc, sys\n"
        "for name in list(sys.modules):\n"
        "    if 'assay' in name or name.startswith('sandbox'): print('LEAK module', name)\n"
        "for thing in gc.get_objects():\n"
        "    kind = type(thing).__module__ or ''\n"
        "    if 'assay' in kind or kind.startswith('sandbox') or type(thing).__name__ in ('Supervisor', 'Watch'):\n"
        "        print('LEAK object', type(thing))\n"
        "    if type(thing).__name__ == 'socket': print('LEAK socket', thing)\n",
    ),
    Attack(
        "go back to the caller",
        (58, 56),
        _ANY_END,
        "import sys\n"
        "frame, depth = sys._getframe(), 0\n"
        "while frame.f_back: frame, depth = frame.f_back, depth + 1\n"
        "if depth > 0: print('LEAK', frame.f_code.co_filename, frame.f_code.co_name)\n",
    ),
    Attack(
        "return from the fork into the supervisor's loop",
        (56, 57),
        _NOT_AC,
        "import os, sys\n"
        "class Caught(BaseException): pass\n"
        "sys.excepthook = lambda *_: None\n"
        "raise Caught\n",
        answer=b"7",
    ),
)  # fmt: skip

TRACES: tuple[Attack, ...] = (*_FILES, *_GIVEN, *_SHARED)
