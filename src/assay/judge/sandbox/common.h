/* What both compiled supervisors do with a test: supervisor.c, which executes programs, and warm.c, which forks
   an interpreter. Both are PID 1 of a namespace that is set up. Requests and replies are the structures below;
   native.py has the other side. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

enum { ANSWER = 1, STDIN_PIPE = 2, STDIN_FILE = 4, STDOUT_PIPE = 8 };
enum { BY_NOTHING, BY_CPU, BY_WALL };
enum { MOST_ARGUMENTS = 1024, MOST_MESSAGE = 1 << 20, INLINE = 1 << 18, STREAMS = 4 };

struct request {
    uint32_t flags, argc, envc, processes;
    uint64_t cpu_ns, wall_ns, file_bytes, output_bytes, address_bytes, data_bytes; /* 0: no such limit */
    uint32_t text_bytes, input_bytes;
}; /* then argc arguments and envc settings, each ended by a zero byte, then the input */

struct reply {
    int32_t status;
    uint32_t stopped;
    uint64_t cpu_ns, wall_ns, peak_kib, sizes[3];
    uint32_t inlined, failed_bytes;
}; /* then what went wrong, or the streams, unless they go by descriptor */

struct state { /* of /tmp: what changes when anything in it changes */
    struct timespec changed, modified;
    uint64_t blocks, files, size, links, names;
    uint32_t mode, uid, gid;
};

static const uint64_t SECOND = 1000000000, TICK = 5000000;
static const unsigned LONGEST_STRETCH = 5; /* as in watch.py */
static int channel, processes, shared_user;
static unsigned first_id, ids, runs;
static const char *tmp_options;
static struct state untouched;
static char *message; /* of MOST_MESSAGE bytes */
static struct sock_filter instructions[4096];
static struct sock_fprog filter = {0, instructions};

static uint64_t clock_ns(clockid_t id) {
    struct timespec now;
    return clock_gettime(id, &now) ? 0 : now.tv_sec * SECOND + now.tv_nsec;
}

static uint64_t cpu_ns(const struct rusage *usage) {
    return (usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * SECOND +
           (usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) * 1000;
}

static void give_up(const char *what) {
    fprintf(stderr, "supervisor: %s: %s\n", what, strerror(errno));
    _exit(1);
}

static struct state state_of_tmp(void) {
    struct state now;
    struct statvfs space;
    struct stat folder;
    memset(&now, 0, sizeof now); /* compared byte by byte */
    if (statvfs("/tmp", &space) || stat("/tmp", &folder)) give_up("/tmp");
    now.changed = folder.st_ctim, now.modified = folder.st_mtim;
    now.blocks = space.f_bfree, now.files = space.f_ffree, now.size = folder.st_size;
    now.links = folder.st_nlink, now.names = listxattr("/tmp", NULL, 0);
    now.mode = folder.st_mode, now.uid = folder.st_uid, now.gid = folder.st_gid;
    return now;
}

static void renew_tmp(void) {
    struct state now = state_of_tmp();
    if (!memcmp(&now, &untouched, sizeof now)) return;
    if (umount2("/tmp", MNT_DETACH) || mount("tmp", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, tmp_options))
        give_up("renewing /tmp");
    untouched = state_of_tmp();
}

/* Where the program has our own user, nothing but the mount keeps it from writing to /input. */
static void protect_input(int on) {
    struct { uint64_t set, clear, propagation, userns; } change = {on ? 1 : 0, on ? 0 : 1, 0, 0}; /* read-only */
    if (shared_user && syscall(SYS_mount_setattr, AT_FDCWD, "/input", 0, &change, sizeof change))
        give_up("/input");
}

/* The program's input, which also lies in /input. */
static int offer_input(const char *input, uint32_t size, int source) {
    int file = open("/input/stdin", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0444);
    struct stat found;
    if (file < 0) give_up("/input/stdin");
    if (source < 0) {
        for (uint32_t done = 0; done < size;) {
            ssize_t written = write(file, input + done, size - done);
            if (written <= 0) give_up("/input/stdin");
            done += written;
        }
    } else {
        off_t at = 0;
        if (fstat(source, &found)) give_up("input");
        while (at < found.st_size)
            if (sendfile(file, source, &at, found.st_size - at) <= 0) give_up("/input/stdin");
        close(source);
    }
    close(file);
    file = open("/input/stdin", O_RDONLY | O_CLOEXEC);
    if (file < 0) give_up("/input/stdin");
    return file;
}

static int limit(int which, uint64_t value) {
    struct rlimit now;
    if (getrlimit(which, &now)) return -1;
    now.rlim_cur = now.rlim_max = value < now.rlim_max ? value : now.rlim_max;
    return setrlimit(which, &now);
}

/* In the new process: takes the streams as descriptors 0, 1, ... and gives up all rights. Returns what failed, if
   anything did. */
static const char *forgo(const struct request *asked, const int *streams, int count) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct nothing[2];
    sigset_t none;
    memset(nothing, 0, sizeof nothing);
    setsid();
    for (int n = 0; n < count; n++) /* all are above the numbers that they get */
        if (dup2(streams[n], n) < 0) return "streams";
    if (limit(RLIMIT_CPU, (asked->cpu_ns + SECOND - 1) / SECOND + 1) || limit(RLIMIT_FSIZE, asked->file_bytes) ||
        limit(RLIMIT_NPROC, asked->processes) ||
        (asked->address_bytes && limit(RLIMIT_AS, asked->address_bytes)) ||
        (asked->data_bytes && limit(RLIMIT_DATA, asked->data_bytes)))
        return "limits";
    if (!shared_user) { /* as system calls: the library would change all threads' */
        unsigned own = first_id + runs % ids;
        if (syscall(SYS_setresgid, own, own, own) || syscall(SYS_setresuid, own, own, own)) return "user";
    }
    if (syscall(SYS_capset, &header, nothing)) return "capabilities";
    if (chdir("/tmp")) return "/tmp";
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0)) return "filter";
    return NULL;
}

/* CPU time of all that lives here. */
static uint64_t used_ns(pid_t program) {
    uint64_t total = 0;
    DIR *folder = processes < 0 ? NULL : fdopendir(openat(processes, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder) return clock_ns((~(clockid_t)program << 3) | 2);
    for (struct dirent *entry; (entry = readdir(folder));) {
        pid_t pid = atoi(entry->d_name);
        if (pid > 1) total += clock_ns((~(clockid_t)pid << 3) | 2); /* of one that has just ended: 0 */
    }
    closedir(folder);
    return total;
}

/* How long the thread that waited longest for a processor was ready to run and had none. */
static uint64_t starved_ns(pid_t program) {
    char path[64], text[128];
    uint64_t longest = 0;
    snprintf(path, sizeof path, "%d/task", program);
    DIR *folder = processes < 0 ? NULL : fdopendir(openat(processes, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder) return 0;
    for (struct dirent *entry; (entry = readdir(folder));) {
        unsigned long long ran, waited;
        snprintf(path, sizeof path, "%.20s/schedstat", entry->d_name);
        int file = openat(dirfd(folder), path, O_RDONLY | O_CLOEXEC);
        ssize_t size = file < 0 ? -1 : read(file, text, sizeof text - 1);
        if (file >= 0) close(file);
        if (size <= 0) continue; /* it has just ended */
        text[size] = 0;
        if (sscanf(text, "%llu %llu", &ran, &waited) == 2 && waited > longest) longest = waited;
    }
    closedir(folder);
    return longest;
}

/* Returns when the program has ended or is at a limit, and was killed. */
static uint32_t watch(pid_t program, const struct request *asked, uint64_t started) {
    struct pollfd events[2] = {{syscall(SYS_pidfd_open, program, 0), POLLIN, 0}, {channel, POLLRDHUP, 0}};
    uint64_t used = 0, end = started + asked->wall_ns;
    uint32_t stopped = BY_NOTHING;
    cpu_set_t here;
    uint64_t cores = sched_getaffinity(0, sizeof here, &here) ? 1 : CPU_COUNT(&here);
    if (events[0].fd < 0) give_up("pidfd_open");
    while (!stopped) {
        uint64_t now = clock_ns(CLOCK_MONOTONIC), wait = (asked->cpu_ns - used) / cores;
        if (now < end && end - now < wait) wait = end - now;
        if (now >= end || wait < TICK) wait = TICK;
        if (poll(events, 2, wait / 1000000 + 1) < 0 && errno != EINTR) give_up("poll");
        if (events[1].revents) _exit(0); /* the judge has gone; our end kills everything here */
        if (events[0].revents) break;
        used = used_ns(program);
        if (used >= asked->cpu_ns) stopped = BY_CPU;
        else if (clock_ns(CLOCK_MONOTONIC) >= end) {
            /* Time in which it could run and got no processor is the machine's, not the program's. */
            uint64_t most = LONGEST_STRETCH * asked->wall_ns, stretched = asked->wall_ns + starved_ns(program);
            end = started + (stretched < most ? stretched : most);
            if (clock_ns(CLOCK_MONOTONIC) >= end) stopped = BY_WALL;
        }
    }
    close(events[0].fd);
    if (stopped) kill(program, SIGKILL);
    return stopped;
}

static void answer(struct reply *reply, const struct request *asked, const int *written) {
    char rights[CMSG_SPACE(3 * sizeof(int))];
    struct iovec parts[2] = {{reply, sizeof *reply}, {message, 0}};
    struct msghdr out = {.msg_iov = parts, .msg_iovlen = 2};
    int sent[3], count = 0;
    uint64_t total = 0;
    for (int n = 0; !reply->failed_bytes && n < 3; n++) {
        struct stat found;
        if (written[n] < 0) continue;
        if (fstat(written[n], &found)) give_up("streams");
        uint64_t most = asked->output_bytes + 1, size = found.st_size;
        reply->sizes[n] = size < most ? size : most;
        total += reply->sizes[n];
        sent[count++] = written[n];
    }
    reply->inlined = total <= INLINE;
    if (reply->failed_bytes) {
        parts[1].iov_len = reply->failed_bytes;
    } else if (reply->inlined) {
        for (int n = 0; n < 3; n++)
            if (written[n] >= 0) {
                ssize_t got = pread(written[n], message + parts[1].iov_len, reply->sizes[n], 0);
                if (got != (ssize_t)reply->sizes[n]) give_up("streams");
                parts[1].iov_len += got;
            }
    } else {
        out.msg_control = rights, out.msg_controllen = CMSG_SPACE(count * sizeof(int));
        struct cmsghdr *head = CMSG_FIRSTHDR(&out);
        head->cmsg_level = SOL_SOCKET, head->cmsg_type = SCM_RIGHTS, head->cmsg_len = CMSG_LEN(count * sizeof(int));
        memcpy(CMSG_DATA(head), sent, count * sizeof(int));
    }
    if (sendmsg(channel, &out, MSG_NOSIGNAL) < 0) _exit(0);
}

static int out_of_the_way(int descriptor) {
    if (descriptor < 0 || descriptor >= STREAMS) return descriptor;
    int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, STREAMS);
    close(descriptor);
    return moved;
}

/* Opens those streams of a program that are not given (-1). */
static void open_streams(int *streams, int count) {
    for (int n = 0; n < count; n++) {
        if (streams[n] < 0) streams[n] = memfd_create("stream", MFD_CLOEXEC);
        if ((streams[n] = out_of_the_way(streams[n])) < 0) give_up("streams");
    }
}

/* Returns when the program and all that it left behind have ended. */
static void await_end(pid_t program, const struct request *asked, uint64_t started, struct reply *reply) {
    struct rusage usage;
    reply->stopped = watch(program, asked, started);
    while (wait4(program, &reply->status, 0, &usage) < 0)
        if (errno != EINTR) give_up("wait");
    reply->wall_ns = clock_ns(CLOCK_MONOTONIC) - started;
    reply->cpu_ns = cpu_ns(&usage);
    reply->peak_kib = usage.ru_maxrss;
    kill(-1, SIGKILL); /* we are PID 1: all that is in the sandbox, and nothing else */
    while (wait4(-1, NULL, 0, &usage) > 0 || errno == EINTR) reply->cpu_ns += cpu_ns(&usage);
}
