/* The compiled supervisor: PID 1 of a sandbox whose programs are executed, not forked.

   Takes the place of supervisor.py by execve, in a namespace that is set up, and does the same with less: one
   vfork and one execve per test. Built by native.py, statically: it is in no need of the sandbox's libraries. */
#include "common.h"

static const char *volatile failed_at; /* by the child, whose memory is ours until it executes */
static volatile int failed_errno;

static int failing(const char *what) {
    failed_errno = errno, failed_at = what;
    return 1;
}

/* In the child of a vfork: returns only if the program could not be started. */
static int become(const struct request *asked, char **arguments, char **settings, const int *streams, int count) {
    const char *failed = forgo(asked, streams, count);
    if (failed) return failing(failed);
    if (syscall(SYS_close_range, count, ~0u, 4 /* CLOSE_RANGE_CLOEXEC */)) return failing("close_range");
    execve(arguments[0], arguments, settings);
    return failing(arguments[0]);
}

static void run(int *given) {
    const struct request copy = *(const struct request *)message, *asked = &copy; /* the message is overwritten */
    char *arguments[MOST_ARGUMENTS], *settings[MOST_ARGUMENTS], *at = message + sizeof copy;
    int streams[STREAMS] = {-1, -1, -1, -1}, count = asked->flags & ANSWER ? 4 : 3;
    struct reply reply;
    memset(&reply, 0, sizeof reply);
    for (uint32_t n = 0; n < asked->argc; n++, at += strlen(at) + 1) arguments[n] = at;
    for (uint32_t n = 0; n < asked->envc; n++, at += strlen(at) + 1) settings[n] = at;
    arguments[asked->argc] = settings[asked->envc] = NULL;
    runs++;
    failed_at = NULL;
    if (asked->flags & STDIN_PIPE) streams[0] = *given++;
    else streams[0] = offer_input(at, asked->input_bytes, asked->flags & STDIN_FILE ? *given++ : -1);
    if (asked->flags & STDOUT_PIPE) streams[1] = *given++;
    protect_input(1);
    open_streams(streams, count);
    uint64_t started = clock_ns(CLOCK_MONOTONIC);
    pid_t program = vfork();
    if (program == 0) {
        become(asked, arguments, settings, streams, count);
        _exit(121);
    }
    if (program < 0) give_up("vfork");
    /* The program's own copies of pipes have to be the last for their ends to be seen. */
    if (asked->flags & STDIN_PIPE) close(streams[0]), streams[0] = -1;
    if (asked->flags & STDOUT_PIPE) close(streams[1]), streams[1] = -1;
    await_end(program, asked, started, &reply);
    if (failed_at)
        reply.failed_bytes = snprintf(message, 4096, "%.2000s: %s", failed_at, strerror(failed_errno));
    answer(&reply, asked, streams + 1);
    for (int n = 0; n < count; n++)
        if (streams[n] >= 0) close(streams[n]);
    protect_input(0);
    if (!(asked->flags & STDIN_PIPE) && unlink("/input/stdin")) give_up("/input/stdin");
    renew_tmp();
}

/* Arguments: channel, the sandbox's /proc (-1: none), filter, first id, ids (0: one user), options of /tmp. */
int main(int count, char **values) {
    if (count != 7 || getpid() != 1) {
        fprintf(stderr, "supervisor: it has to be PID 1 of a sandbox, started by the judge\n");
        return 9;
    }
    static char storage[MOST_MESSAGE];
    message = storage;
    prctl(PR_SET_DUMPABLE, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    channel = atoi(values[1]), processes = atoi(values[2]);
    first_id = atoi(values[4]), ids = atoi(values[5]), shared_user = ids == 0, tmp_options = values[6];
    ssize_t size = pread(atoi(values[3]), instructions, sizeof instructions, 0);
    if (size <= 0) give_up("filter");
    filter.len = size / sizeof *instructions;
    syscall(SYS_close_range, 3, ~0u, 4);
    for (int number = 1; number < 65; number++) signal(number, SIG_DFL); /* what is ignored would stay so */
    for (int capability = 0; !prctl(PR_CAPBSET_DROP, capability, 0, 0, 0); capability++) {}
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) give_up("no_new_privs");
    untouched = state_of_tmp();
    if (send(channel, "native", 6, MSG_NOSIGNAL) < 0) return 0;
    for (;;) {
        char rights[CMSG_SPACE(STREAMS * sizeof(int))];
        int given[STREAMS] = {-1, -1, -1, -1};
        struct iovec part = {message, MOST_MESSAGE};
        struct msghdr in = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = rights, .msg_controllen = sizeof rights};
        size = recvmsg(channel, &in, MSG_CMSG_CLOEXEC);
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) return 0;
        const struct request *asked = (const struct request *)message;
        if (in.msg_flags & (MSG_TRUNC | MSG_CTRUNC) || (size_t)size < sizeof *asked ||
            asked->argc == 0 || asked->argc >= MOST_ARGUMENTS || asked->envc >= MOST_ARGUMENTS ||
            (uint64_t)size != sizeof *asked + (uint64_t)asked->text_bytes + asked->input_bytes) {
            fprintf(stderr, "supervisor: a message that is none\n");
            return 1;
        }
        struct cmsghdr *head = CMSG_FIRSTHDR(&in);
        if (head && head->cmsg_type == SCM_RIGHTS) memcpy(given, CMSG_DATA(head), head->cmsg_len - CMSG_LEN(0));
        run(given);
    }
}
