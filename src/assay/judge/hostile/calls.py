"""C programs that try system calls which must be refused."""

from __future__ import annotations

SYSTEM_CALLS = r"""
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
  int parent = getppid() ? getppid() : 1;
  TRY("ptrace", SYS_ptrace, 16, parent, 0, 0);
  TRY("seize", SYS_ptrace, 0x4206, parent, 0, 0);
  TRY("process_vm_readv", SYS_process_vm_readv, parent, buffer, 1, buffer, 1, 0);
  TRY("process_vm_writev", SYS_process_vm_writev, parent, buffer, 1, buffer, 1, 0);
  TRY("kcmp", SYS_kcmp, getpid(), parent, 0, 0, 0);
  TRY("pidfd_getfd", 438, syscall(434, parent, 0), 0, 0);
  TRY("process_madvise", 440, syscall(434, parent, 0), buffer, 1, 4, 0);
  TRY("prlimit of the supervisor", SYS_prlimit64, parent, RLIMIT_CPU, &none, (void *)0);
  TRY("setpriority", SYS_setpriority, 0, parent, 19);
  TRY("sched_setaffinity", SYS_sched_setaffinity, 0, 8, buffer);
  TRY("sched_setscheduler", SYS_sched_setscheduler, 0, 1, buffer);
  TRY("unshare user", SYS_unshare, 0x10000000);
  TRY("unshare mount", SYS_unshare, 0x00020000);
  TRY("unshare time", SYS_unshare, 0x00000080);
  TRY("clone into a user namespace", SYS_clone, 0x10000000 | 17, 0, 0, 0, 0);
  TRY("clone into a network namespace", SYS_clone, 0x40000000 | 17, 0, 0, 0, 0);
  TRY("clone3", SYS_clone3, buffer, 64);
  TRY("setns", SYS_setns, 0, 0);
  TRY("mount", SYS_mount, "none", "/tmp", "tmpfs", 0, 0);
  TRY("umount", SYS_umount2, "/tmp", 2);
  TRY("chroot", SYS_chroot, "/tmp");
  TRY("pivot_root", SYS_pivot_root, "/", "/tmp");
  TRY("open_tree", 428, AT_FDCWD, "/", 1);
  TRY("move_mount", 429, AT_FDCWD, "/", AT_FDCWD, "/tmp", 0);
  TRY("fsopen", 430, "tmpfs", 0);
  TRY("mount_setattr", 442, AT_FDCWD, "/", 0, buffer, 32);
  TRY("bpf", SYS_bpf, 0, buffer, 64);
  TRY("io_uring", 425, 4, buffer);
  TRY("userfaultfd", SYS_userfaultfd, 1);
  TRY("perf_event_open", SYS_perf_event_open, buffer, 0, -1, -1, 0);
  TRY("fanotify", SYS_fanotify_init, 0, 0);
  TRY("add_key", SYS_add_key, "user", "assay", "x", 1, -3);
  TRY("request_key", SYS_request_key, "user", "assay", 0, -3);
  TRY("keyctl", SYS_keyctl, 0, -3, 0);
  TRY("shmget", SYS_shmget, 0x4242, 4096, 01666);
  TRY("msgget", SYS_msgget, 0x4242, 01666);
  TRY("semget", SYS_semget, 0x4242, 1, 01666);
  TRY("mq_open", SYS_mq_open, "assay", O_CREAT | O_RDWR, 0666, 0);
  TRY("memfd_create", SYS_memfd_create, "x", 0);
  TRY("memfd_secret", 447, 0);
  TRY("flock", SYS_flock, open("/usr/bin/env", O_RDONLY), 2);
  TRY("lease", SYS_fcntl, open("/usr/bin/env", O_RDONLY), 1024, 0);
  TRY("notify", SYS_fcntl, open("/usr/bin", O_RDONLY), 1026, 0x80000000 | 2);
  TRY("inotify", SYS_inotify_init1, 0);
  TRY("personality", SYS_personality, 0x0040000);
  TRY("reboot", SYS_reboot, 0xfee1dead, 672274793, 0x1234567, 0);
  TRY("kexec", SYS_kexec_load, 0, 0, 0, 0);
  TRY("swapon", SYS_swapon, "/tmp/x", 0);
  TRY("syslog", SYS_syslog, 3, buffer, 4096);
  TRY("acct", SYS_acct, "/tmp/x");
  TRY("sethostname", SYS_sethostname, "leak", 4);
  TRY("settimeofday", SYS_settimeofday, buffer, 0);
  TRY("adjtimex", SYS_clock_adjtime, 0, buffer);
  TRY("open_by_handle_at", SYS_open_by_handle_at, AT_FDCWD, buffer, 0);
  TRY("name_to_handle_at", SYS_name_to_handle_at, AT_FDCWD, "/", buffer, buffer, 0);
  TRY("setuid 0", SYS_setuid, 0);
  TRY("ioprio_set", SYS_ioprio_set, 1, 0, 0x6007);
  TRY("socket", SYS_socket, 2, 1, 0);
  TRY("packet socket", SYS_socket, 17, 3, 0);
  TRY("vsock", SYS_socket, 40, 1, 0);
  TRY("netlink", SYS_socket, 16, 3, 0);
  TRY("crypto socket", SYS_socket, 38, 5, 0);
  TRY("unix socket", SYS_socket, 1, 1, 0);
  TRY("terminal input", SYS_ioctl, 0, 0x5412, "x");
  TRY("quotactl", SYS_quotactl, 0, 0, 0, 0);
  TRY("a call of the future", 999, 0);
  prctl(PR_SET_DUMPABLE, 1);
  puts("tried");
  return 0;
}
"""

TABLES = r"""
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
#ifdef __x86_64__
  static char name[] = "x";
  (void)name;
  for (int which = 0; which < 3; which++) {
    if (fork() == 0) {
      long result = -1;
      if (which == 0) __asm__ volatile("int $0x80" : "=a"(result) : "a"(359), "b"(2), "c"(1), "d"(0) : "memory");
      if (which == 1) result = syscall(0x40000000 | SYS_socket, 2, 1, 0);
      if (which == 2) __asm__ volatile("int $0x80" : "=a"(result) : "a"(310), "b"(0x10000000) : "memory");
      if (result >= 0) { printf("LEAK table %d gave %ld\n", which, result); fflush(stdout); }
      _exit(0);
    }
    int status;
    wait(&status);
  }
#endif
  return 0;
}
"""
