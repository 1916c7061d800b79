/* Tests that differ from the one before by their input only, each a fork of the interpreter that calls this.

   Does what supervisor.py does with less, above all with less memory: what is written between two forks has to be
   copied for each, and in a fork each page that is touched. Built by native.py as a library, which again.py loads. */
#include "common.h"

struct settings { /* as again.py has them */
    int32_t channel, processes, failures;
    uint32_t first_id, ids, runs, filter_bytes, peak_kib; /* peak_kib: what every fork begins with */
    char *message;
    const void *filter;
    const char *tmp_options;
    struct request asked;
};

static const char AGAIN[] = "again";
enum { AGAIN_BYTES = sizeof AGAIN - 1, COULD_NOT_START = 121 };
enum { ANOTHER_MESSAGE, IN_A_FORK };

/* In a fork. What keeps the program from starting is written to ``failures``. */
static void begin(const struct request *asked, const int *streams, int count, int failures) {
    const char *failed = forgo(asked, streams, count);
    if (!failed && syscall(SYS_close_range, count, ~0u, 0)) failed = "close_range";
    if (!failed) return;
    char said[128];
    int size = snprintf(said, sizeof said, "%s: %s", failed, strerror(errno));
    if (pwrite(failures, said, size, 0) != size) abort();
    _exit(COULD_NOT_START);
}

/* Returns 1 in a fork that is to run the program. In its parent, 0 once there is nothing or something else to be
   received. */
int run_again(struct settings *settings) {
    const struct request *asked = &settings->asked;
    int count = asked->flags & ANSWER ? 4 : 3;
    channel = settings->channel, processes = settings->processes, message = settings->message;
    first_id = settings->first_id, ids = settings->ids, shared_user = ids == 0, tmp_options = settings->tmp_options;
    if (settings->filter_bytes > sizeof instructions) give_up("filter");
    memcpy(instructions, settings->filter, settings->filter_bytes);
    filter.len = settings->filter_bytes / sizeof *instructions;
    untouched = state_of_tmp();
    for (;;) {
        char kind[AGAIN_BYTES];
        int streams[STREAMS] = {-1, -1, -1, -1};
        ssize_t size = recv(channel, kind, sizeof kind, MSG_PEEK);
        if (size < 0 && errno == EINTR) continue;
        if (size != sizeof kind || memcmp(kind, AGAIN, sizeof kind)) return ANOTHER_MESSAGE;
        size = recv(channel, message, MOST_MESSAGE, MSG_TRUNC);
        if (size < AGAIN_BYTES || size > MOST_MESSAGE) give_up("a message that is none");
        runs = ++settings->runs;
        streams[0] = offer_input(message + AGAIN_BYTES, size - AGAIN_BYTES, -1);
        protect_input(1);
        open_streams(streams, count);
        struct reply reply;
        memset(&reply, 0, sizeof reply);
        uint64_t started = clock_ns(CLOCK_MONOTONIC);
        pid_t program = fork();
        if (program == 0) {
            begin(asked, streams, count, settings->failures);
            return IN_A_FORK;
        }
        if (program < 0) give_up("fork");
        await_end(program, asked, started, &reply);
        reply.peak_kib -= reply.peak_kib < settings->peak_kib ? reply.peak_kib : settings->peak_kib;
        struct stat said;
        if (fstat(settings->failures, &said)) give_up("failures");
        if (said.st_size > 0) {
            ssize_t got = pread(settings->failures, message, 4096, 0);
            if (got < 0 || ftruncate(settings->failures, 0)) give_up("failures");
            reply.failed_bytes = got;
        }
        answer(&reply, asked, streams + 1);
        for (int n = 0; n < count; n++) close(streams[n]);
        protect_input(0);
        if (unlink("/input/stdin")) give_up("/input/stdin");
        renew_tmp();
    }
}
