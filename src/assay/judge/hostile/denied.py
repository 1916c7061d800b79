"""Attacks that reach out: to the host's files, other processes, the network, the kernel."""

from __future__ import annotations

from dataclasses import replace

from assay.judge.hostile.attack import LIMITS, Attack, one_of
from assay.judge.model import Verdict

_AC = one_of(Verdict.AC)


def _tries(*lines: str, before: str = "") -> str:
    """A Python program that tries each line, and says LEAK where one does not fail."""
    parts = [f"import ctypes, os, signal, socket, sys\n{before}"]
    for line in lines:
        parts.append(
            f"try:\n    got = {line}\n    print('LEAK', {line!r}, repr(got)[:80])\nexcept OSError: pass\n"
        )
    return "".join(parts)


_SYSTEM_CALLS = r"""
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
static char buffer[4096];
#define TRY(name, ...) do { long r = syscall(__VA_ARGS__); \
  if (r >= 0) printf("LEAK %s gave %ld\n", name, r); } while (0)
int main(void) {
  struct rlimit none = {0, 0};
  TRY("ptrace", SYS_ptrace, 16, 1, 0, 0);
  TRY("seize", SYS_ptrace, 0x4206, 1, 0, 0);
  TRY("process_vm_readv", SYS_process_vm_readv, 1, buffer, 1, buffer, 1, 0);
  TRY("prlimit of the supervisor", SYS_prlimit64, 1, RLIMIT_CPU, &none, (void *)0);
  TRY("setpriority", SYS_setpriority, 0, 1, 19);
  TRY("unshare user", SYS_unshare, 0x10000000);
  TRY("unshare mount", SYS_unshare, 0x00020000);
  TRY("clone into a user namespace", SYS_clone, 0x10000000 | 17, 0, 0, 0, 0);
  TRY("clone into a network namespace", SYS_clone, 0x40000000 | 17, 0, 0, 0, 0);
  TRY("clone3", SYS_clone3, buffer, 64);
  TRY("setns", SYS_setns, 0, 0);
  TRY("mount", SYS_mount, "none", "/tmp", "tmpfs", 0, 0);
  TRY("umount", SYS_umount2, "/tmp", 2);
  TRY("chroot", SYS_chroot, "/tmp");
  TRY("pivot_root", SYS_pivot_root, "/", "/tmp");
  TRY("open_tree", 428, AT_FDCWD, "/", 1);
  TRY("fsopen", 430, "tmpfs", 0);
  TRY("bpf", SYS_bpf, 0, buffer, 64);
  TRY("io_uring", 425, 4, buffer);
  TRY("userfaultfd", SYS_userfaultfd, 1);
  TRY("perf_event_open", SYS_perf_event_open, buffer, 0, -1, -1, 0);
  TRY("add_key", SYS_add_key, "user", "assay", "x", 1, -3);
  TRY("request_key", SYS_request_key, "user", "assay", 0, -3);
  TRY("keyctl", SYS_keyctl, 0, -3, 0);
  TRY("shmget", SYS_shmget, 0x4242, 4096, 01666);
  TRY("msgget", SYS_msgget, 0x4242, 01666);
  TRY("semget", SYS_semget, 0x4242, 1, 01666);
  TRY("mq_open", SYS_mq_open, "assay", O_CREAT | O_RDWR, 0666, 0);
  TRY("memfd_create", SYS_memfd_create, "x", 0);
  TRY("flock", SYS_flock, open("/usr/bin/env", O_RDONLY), 2);
  TRY("lease", SYS_fcntl, open("/usr/bin/env", O_RDONLY), 1024, 0);
  TRY("inotify", SYS_inotify_init1, 0);
  TRY("personality", SYS_personality, 0x0040000);
  TRY("reboot", SYS_reboot, 0xfee1dead, 672274793, 0x1234567, 0);
  TRY("syslog", SYS_syslog, 3, buffer, 4096);
  TRY("sethostname", SYS_sethostname, "leak", 4);
  TRY("settimeofday", SYS_settimeofday, buffer, 0);
  TRY("open_by_handle_at", SYS_open_by_handle_at, AT_FDCWD, buffer, 0);
  TRY("setuid 0", SYS_setuid, 0);
  TRY("socket", SYS_socket, 2, 1, 0);
  TRY("packet socket", SYS_socket, 17, 3, 0);
  TRY("vsock", SYS_socket, 40, 1, 0);
  TRY("netlink", SYS_socket, 16, 3, 0);
  TRY("a call of the future", 999, 0);
  prctl(PR_SET_DUMPABLE, 1);
  puts("tried");
  return 0;
}
"""

DENIED: tuple[Attack, ...] = (
    Attack(
        "read the host's files",
        _AC,
        _tries(
            *(
                f"open({path!r}, 'rb').read(100)"
                for path in ("/etc/shadow", "/proc/1/environ", "/proc/self/mem")
            ),
            *(
                f"os.listdir({path!r})"
                for path in ("/root/.ssh", "/home", "/var", "/proc", "/sys", "/run", "/old", "/srv", "/mnt")
            ),
        ),
    ),
    Attack(
        "look for answers and packages",
        _AC,
        "import os\n"
        "for folder, _, names in os.walk('/'):\n"
        "    if folder.startswith(('/usr/include', '/usr/bin')): continue\n"
        "    for name in names:\n"
        "        if name.endswith(('.ans', 'interview.yaml', 'secret.key', 'assay.db')):\n"
        "            print('LEAK', folder, name)\n"
        "    if folder.endswith(('/dist-packages', '/assay')) and names: print('LEAK', folder, names[:3])\n",
        limits=replace(LIMITS, cpu_s=6),
        slow=True,
    ),
    Attack(
        "read the environment",
        _AC,
        "import os\nif set(os.environ) - {'PATH', 'HOME', 'LANG', 'LD_LIBRARY_PATH', 'LC_CTYPE'}: "
        "print('LEAK', dict(os.environ))\n",
    ),
    Attack(
        "write to the system",
        _AC,
        _tries(
            *(
                f"open({path!r}, 'w')"
                for path in (
                    "/x",
                    "/usr/bin/x",
                    "/usr/lib/x",
                    "/etc/passwd",
                    "/dev/x",
                    "/box/x",
                    "/box/solution.py",
                )
            ),
            "os.chmod('/box/solution.py', 0o777)",
            "os.remove('/box/solution.py')",
            "os.mknod('/tmp/disk', 0o60666, 0x0800)",
            "os.mkdir('/dev/shm')",
        ),
    ),
    Attack("call what is forbidden", _AC, _SYSTEM_CALLS, language="c", answer=b"tried"),
    Attack(
        "use the network",
        _AC,
        _tries(
            "socket.create_connection(('127.0.0.1', 80), 1)",
            "socket.create_connection(('169.254.169.254', 80), 1)",
            "socket.getaddrinfo('example.org', 80)",
            "socket.socket(socket.AF_UNIX).connect('\\0assay')",
            "socket.socket(socket.AF_INET6)",
            "socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)",
        ),
    ),
    Attack(
        "kill the supervisor",
        _AC,
        "import os, signal\n"
        "for number in range(1, 65):\n"
        "    try: os.kill(1, number)\n"
        "    except OSError: pass\n"
        "try: os.kill(-1, signal.SIGKILL)\n"
        "except OSError: pass\n"
        "print('still here')\n",
        answer=b"still here",
    ),
    Attack(
        "set-user-id programs",
        one_of(Verdict.AC, Verdict.RTE),
        "import os, shutil, subprocess\n"
        "shutil.copy('/usr/bin/env', '/tmp/env')\n"
        "os.chmod('/tmp/env', 0o6755)\n"
        "me = os.getuid()\n"
        "code = 'import os; print(*os.getresuid())'\n"
        "import sys\n"
        "said = subprocess.run(['/tmp/env', sys.executable, '-I', '-S', '-c', code], capture_output=True, text=True)\n"
        "if said.stdout and set(said.stdout.split()) != {str(me)}: print('LEAK', said.stdout)\n"
        "for program in ('su', 'sudo', 'mount', 'newuidmap'):\n"
        "    try: done = subprocess.run([f'/usr/bin/{program}', '--version'], capture_output=True, check=False)\n"
        "    except OSError: continue\n"
        "print('tried')\n",
    ),
    Attack(
        "learn whose machine it is",
        _AC,
        "import os, socket\n"
        "if socket.gethostname() != 'judge': print('LEAK', socket.gethostname())\n"
        "if os.getppid() not in (0, 1): print('LEAK parent', os.getppid())\n",
    ),
    Attack(
        "use descriptors of the judge",
        _AC,
        _tries(*(f"os.fstat({number})" for number in range(3, 64))),
    ),
)
