"""Attacks that reach out: to the host's files, other processes, the network, the kernel."""

from __future__ import annotations

from dataclasses import replace

from assay.judge.hostile.attack import LIMITS, Attack, one_of
from assay.judge.hostile.calls import SYSTEM_CALLS, TABLES
from assay.judge.model import Verdict

_AC = one_of(Verdict.AC)
_AC_RTE = one_of(Verdict.AC, Verdict.RTE)


def tries(*lines: str, before: str = "") -> str:
    """A Python program that tries each line, and says LEAK where one does not fail."""
    parts = [f"import ctypes, os, signal, socket, sys\n{before}"]
    for line in lines:
        parts.append(
            f"try:\n    got = {line}\n    print('LEAK', {line!r}, repr(got)[:80])\nexcept OSError: pass\n"
        )
    return "".join(parts)


_FILES = (
    "/etc/shadow",
    "/proc/1/environ",
    "/proc/self/mem",
    "/proc/1/mem",
    "/proc/kcore",
    "/dev/mem",
    "/dev/kmsg",
)
_FOLDERS = (
    "/root/.ssh",
    "/home",
    "/var/log",
    "/var/spool",
    "/var/backups",
    "/proc",
    "/sys",
    "/run",
    "/old",
    "/srv",
    "/mnt",
)

_READING = (
    Attack(
        "read the host's files",
        (29, 36),
        _AC,
        tries(
            *(f"open({path!r}, 'rb').read(100)" for path in _FILES),
            # An empty folder tells nothing.
            *(f"os.listdir({path!r}) or os.stat('/nothing')" for path in _FOLDERS),
        ),
    ),
    Attack(
        "read the host's files in JavaScript",
        (29,),
        _AC,
        "for (const path of ['/etc/shadow', '/proc/1/environ', '/root/.ssh/authorized_keys'])\n"
        "  try { console.log('LEAK', path, require('fs').readFileSync(path).length); } catch {}\n"
        "for (const path of ['/home', '/var/log', '/run', '/sys'])\n"
        "  try { console.log('LEAK', path, require('fs').readdirSync(path)); } catch {}\n",
        language="javascript",
        slow=True,
    ),
    Attack(
        "read the host's files in Java",
        (29,),
        _AC,
        "import java.io.*;\nimport java.nio.file.*;\nclass Attack { static void main(String[] a) {\n"
        'for (String path : new String[]{"/etc/shadow", "/proc/1/environ", "/root/.bashrc"})\n'
        '  try { Files.readAllBytes(Path.of(path)); System.out.println("LEAK " + path); } catch (IOException e) { }\n'
        'for (String path : new String[]{"/home", "/var/log", "/run", "/sys"})\n'
        '  if (new File(path).list() != null) System.out.println("LEAK " + path); } }\n',
        language="java",
        slow=True,
    ),
    Attack(
        "look for answers and packages",
        (29,),
        _AC,
        "import os\n"
        "for folder, _, names in os.walk('/'):\n"
        "    if folder.startswith(('/usr/include', '/usr/bin', '/opt/prepared')): continue\n"
        "    for name in names:\n"
        "        if name.endswith(('.ans', 'interview.yaml', 'secret.key', 'assay.db')):\n"
        "            print('LEAK', folder, name)\n"
        "    if folder.endswith('/assay') or any(name.startswith(('assay', 'pydantic')) for name in names):\n"
        "        print('LEAK', folder, names[:3])\n",
        limits=replace(LIMITS, cpu_s=8),
        slow=True,
    ),
    Attack(
        "read the environment",
        (29, 50),
        _AC,
        "import os\nif set(os.environ) - {'PATH', 'HOME', 'LANG', 'LD_LIBRARY_PATH', 'LC_CTYPE', 'TMPDIR'}: "
        "print('LEAK', dict(os.environ))\n",
    ),
    Attack(
        "climb out of the folders",
        (29, 35),
        _AC,
        "import os\n"
        "up = os.open('.', os.O_RDONLY)\n"
        "for _ in range(30): os.chdir('..')\n"
        "for name in ('etc/shadow', 'root/.ssh', 'home', 'old', 'proc/1/root'):\n"
        "    try: print('LEAK', os.open(name, os.O_RDONLY))\n"
        "    except OSError: pass\n"
        "for name in ('../../../../../../etc/shadow', '../old/etc/shadow'):\n"
        "    try: print('LEAK', os.open(name, os.O_RDONLY, dir_fd=up))\n"
        "    except OSError: pass\n",
    ),
    Attack(
        "write to the system",
        (46, 47, 28),
        _AC,
        tries(
            *(
                f"open({path!r}, 'w')"
                for path in ("/x", "/usr/bin/x", "/usr/lib/x", "/etc/passwd", "/dev/x", "/box/x")
            ),
            "open(sys.argv[0] or '/box/solution.py', 'r+')",
            "os.chmod(sys.argv[0] or '/box/solution.py', 0o777)",
            "os.remove(sys.argv[0] or '/box/solution.py')",
            "os.write(os.open('/dev/stdin', os.O_RDWR), b'x')",
            "os.remove('/input/stdin')",
            "open('/input/x', 'w')",
            # gVisor lets one make them, and has nothing behind them.
            "(os.mknod('disk', 0o60666, 0x0800), open('disk', 'rb'))",
            "(os.mknod('memory', 0o20666, 0x0101), open('memory', 'rb'))",
            "os.mkdir('/dev/shm')",
            "open('/dev/shm/x', 'w')",
            "os.mkdir('/dev/mqueue')",
            "os.listdir('/dev/shm') or os.stat('/nothing')",
        ),
    ),
    Attack(
        "learn whose machine it is",
        (29,),
        _AC,
        "import os, socket\nif socket.gethostname() != 'judge': print('LEAK', socket.gethostname())\n",
        namespaces=True,
    ),
    Attack(
        "use descriptors of the judge",
        (57, 58),
        _AC,
        tries(*(f"os.fstat({number})" for number in range(3, 256))),
    ),
    Attack(
        "read through descriptors of the judge in C",
        (57, 58),
        _AC,
        "#include <stdio.h>\n#include <unistd.h>\nint main(void) { char c; for (int i = 3; i < 256; i++) "
        '{ if (pread(i, &c, 1, 0) >= 0 || write(i, "x", 1) >= 0 || dup(i) >= 0) printf("LEAK %d\\n", i); } }\n',
        language="c",
    ),
)

_KERNEL = (
    Attack(
        "call what is forbidden",
        (25, 26, 27, 35, 36, 38, 39, 55, 62),
        _AC,
        SYSTEM_CALLS,
        language="c",
        answer=b"tried",
    ),
    Attack("call by other tables", (61,), one_of(Verdict.AC, Verdict.RTE), TABLES, language="c"),
    Attack(
        "use the network",
        (39,),
        _AC,
        tries(
            "socket.create_connection(('127.0.0.1', 80), 1)",
            "socket.create_connection(('169.254.169.254', 80), 1)",
            "socket.getaddrinfo('example.org', 80)",
            "socket.socket(socket.AF_UNIX).connect('\\0assay')",
            "socket.socket(socket.AF_INET6)",
            "socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)",
            "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('8.8.8.8', 53))",
        ),
    ),
    Attack(
        "use the network in JavaScript",
        (39,),
        _AC_RTE,
        "const net = require('net');\n"
        "for (const [port, host] of [[80, '169.254.169.254'], [22, '127.0.0.1'], [5432, '127.0.0.1']])\n"
        "  net.connect(port, host).on('connect', () => console.log('LEAK', host)).on('error', () => {});\n"
        "require('dns').lookup('example.org', (error) => { if (!error) console.log('LEAK'); });\n",
        language="javascript",
        slow=True,
    ),
    Attack(
        "use the network in Java",
        (39,),
        _AC_RTE,
        "class Attack { static void main(String[] a) { for (int port : new int[]{22, 80, 5432})\n"
        '  try (var s = new java.net.Socket("127.0.0.1", port)) { System.out.println("LEAK"); }\n'
        "  catch (Exception e) { } } }\n",
        language="java",
        slow=True,
    ),
    Attack(
        "kill the supervisor",
        (37,),
        _AC,
        "import os, signal\n"
        "for number in range(1, 65):\n"
        "    for other in {1, os.getppid()} - {0}:\n"
        "        try: os.kill(other, number)\n"
        "        except OSError: pass\n"
        "try: os.kill(-1, 0)\n"
        "except OSError: pass\n"
        "print('still here')\n",
        answer=b"still here",
    ),
    Attack(
        "kill all there is",
        (37,),
        one_of(Verdict.AC, Verdict.RTE),
        "import os, signal\n"
        "for number in (signal.SIGTERM, signal.SIGSTOP, signal.SIGKILL):\n"
        "    try: os.kill(-1, number)\n"
        "    except OSError: pass\n",
    ),
    Attack(
        "wait for the supervisor's children",
        (36, 37),
        _AC,
        tries("os.waitpid(1, os.WNOHANG)", "os.waitpid(-1, 0)", "os.pidfd_open(os.getppid()) if False else os.waitpid(-1, os.WNOHANG)"),
    ),
    Attack(
        "set-user-id programs",
        (44,),
        _AC_RTE,
        "import os, shutil, subprocess, sys\n"
        "shutil.copy('/usr/bin/env', 'env')\n"
        "os.chmod('env', 0o6755)\n"
        "me = os.getuid()\n"
        "code = 'import os; print(*os.getresuid())'\n"
        "said = subprocess.run(['./env', sys.executable, '-I', '-S', '-c', code], capture_output=True, text=True)\n"
        "if said.stdout and set(said.stdout.split()) != {str(me)}: print('LEAK', said.stdout)\n"
        "for program in ('su', 'sudo', 'mount', 'newuidmap', 'newgidmap', 'passwd', 'fusermount3'):\n"
        "    try: done = subprocess.run([f'/usr/bin/{program}', '--version'], capture_output=True, check=False)\n"
        "    except OSError: continue\n"
        "print('tried')\n",
    ),
    Attack(
        "run a program from memory",
        (44,),
        _AC,
        tries("os.memfd_create('x')", "ctypes.CDLL(None).fexecve(0, None, None) and os.stat('/nowhere')"),
    ),
    Attack(
        "become another",
        (44, 35),
        _AC,
        tries(
            "os.setuid(0)", "os.setgid(0)", "os.setgroups([0])", "os.setresuid(0, 0, 0)", "os.chroot('.')",
            "os.chown('.', 0, 0) if os.getuid() else os.stat('/nowhere')",
            "os.setxattr('.', 'security.capability', b'x')",
        ),
    ),
)  # fmt: skip

_PROCESSES = (
    Attack(
        "search a /proc that is there",
        (29, 30, 36),
        _AC_RTE,
        """
import std.algorithm, std.conv, std.file, std.process, std.stdio;

void reads(string path) {
    try { if (read(path, 100).length) writeln("LEAK read ", path); } catch (Exception e) { }
}

void writes(string path) {
    try { auto file = File(path, "r+"); file.write("1"); file.flush(); writeln("LEAK wrote ", path); }
    catch (Exception e) { }
}

void main() {
    auto own = thisProcessID.to!string, found = 0;
    try foreach (entry; dirEntries("/proc", SpanMode.shallow)) {
        auto name = entry.name[6 .. $];
        if (!name.all!(c => c >= '0' && c <= '9') || name == own) continue;
        if (++found > 3) writeln("LEAK processes");  // the supervisor's own may be among them
    } catch (Exception e) { }
    foreach (other; ["1", environment.get("PARENT", "2"), "3"]) if (other != own) {
        auto folder = "/proc/" ~ other ~ "/";
        foreach (name; ["environ", "mem", "maps", "auxv", "stack", "syscall", "root/etc/passwd", "cwd/etc/passwd", "fd/0"])
            reads(folder ~ name);
        foreach (name; ["mem", "oom_score_adj", "comm"]) writes(folder ~ name);
        try if (!dirEntries(folder ~ "fd", SpanMode.shallow).empty) writeln("LEAK descriptors"); catch (Exception e) { }
    }
    foreach (path; ["/proc/kcore", "/proc/kallsyms", "/proc/self/root/etc/shadow", "/proc/self/root/root/.bashrc",
                    "/proc/self/cwd/../root/.bashrc"])
        reads(path);
    foreach (path; ["/proc/sys/kernel/core_pattern", "/proc/sys/kernel/hostname", "/proc/sysrq-trigger",
                    "/proc/sys/vm/drop_caches", "/proc/self/oom_score_adj", "/proc/self/exe"])
        writes(path);
}
""",
        language="d",
    ),
)

DENIED: tuple[Attack, ...] = (*_READING, *_KERNEL, *_PROCESSES)
