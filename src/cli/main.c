#include <errno.h>
#include <fcntl.h>
#include <retort/version.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "cli/command.h"
#include "cli/help.h"
#include "cli/message.h"
#include "cli/nearest.h"

/* tools/check_mirror.sh reads these rows. */
const struct cmd cmd_table[] = {
    {"calibrate", &cmd_calibrate},
    {"compare", &cmd_compare},
    {"fingerprint", &cmd_fingerprint},
    {"formats", &cmd_formats},
    {"help", &cmd_help},
    {"inspect", &cmd_inspect},
    {"library", &cmd_library},
    {"limits", &cmd_limits},
    {"merge", &cmd_merge},
    {"report", &cmd_report},
    {"screen", &cmd_screen},
    {"validate", &cmd_validate},
    {"version", &cmd_version},
    {NULL, NULL},
};

enum { PATH_BYTES = 64 };

const struct cmd *cmd_find(const struct cmd *table, const char *name)
{
    for (const struct cmd *c = table; c->name; c++)
        if (strcmp(c->name, name) == 0)
            return c;
    return NULL;
}

static retort_status unknown_command(const struct cmd *table, const char *typed,
                                     retort_err *err)
{
    retort_nearest n;

    if (typed[0] == '-')
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "unknown option '%.80s' before a command", typed);
    retort_nearest_init(&n, retort_span_of(typed));
    for (const struct cmd *c = table; c->name; c++)
        retort_nearest_offer(&n, retort_span_of(c->name));
    if (n.best.len)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "unknown command '%.80s'; did you mean %.*s?", typed,
                           (int)n.best.len, n.best.ptr);
    return RETORT_FAIL(err, RETORT_ERR_ARG, "unknown command '%.80s'", typed);
}

/* Parse, check, run. */
static retort_status run_command(const char *path, const retort_command *c,
                                 int argc, char **argv, retort_err *err)
{
    void *args = retort_mem_new(1, c->args_bytes ? c->args_bytes : 1);
    retort_status st;

    if (!args)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for options");
    st = retort_options_parse(c->options, &c->operands, argc, argv, args, err);
    if (st == RETORT_OK && c->check)
        st = c->check(args, err);
    if (st == RETORT_OK)
        st = c->run(args, err);
    else if (st == RETORT_END)
        retort_help_command(stdout, path, c);
    retort_mem_free(args);
    return st;
}

static bool is_help(const char *arg)
{
    return strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0;
}

/* Find the command or sub-command that the words name; path grows with it. */
static retort_status dispatch(char path[PATH_BYTES], int argc, char **argv,
                              retort_err *err)
{
    const struct cmd *table = cmd_table;
    const retort_command *c = NULL;

    for (; table; table = c->subs, argc--, argv++) {
        const struct cmd *row;
        size_t used = strlen(path);

        if (argc == 0)
            return RETORT_FAIL(err, RETORT_ERR_ARG, "COMMAND is missing");
        if (c && is_help(argv[0])) {
            retort_help_command(stdout, path, c);
            return RETORT_OK;
        }
        row = cmd_find(table, argv[0]);
        if (!row)
            return unknown_command(table, argv[0], err);
        (void)snprintf(path + used, PATH_BYTES - used, "%s%s", used ? " " : "",
                       row->name);
        c = row->command;
    }
    return run_command(path, c, argc, argv, err);
}

/*
 * A closed standard stream would let the next file take its number. Standard
 * output becomes a stream whose writes fail, which is then noticed.
 */
static void hold_standard_streams(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) == -1 && errno == EBADF &&
            open("/dev/null", O_RDONLY) < 0)
            return;
}

static void ignore_signals(void)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};

    /* A reader gone away or a full quota is an error of write(), exit 4. */
    (void)sigaction(SIGPIPE, &ignore, NULL);
    (void)sigaction(SIGXFSZ, &ignore, NULL);
}

/* A full disk shows up only when the last bytes leave the buffer. */
static retort_status close_stdout(retort_status st)
{
    retort_err err;
    bool failed = fflush(stdout) != 0 || ferror(stdout) != 0;

    if (!failed)
        return st;
    st = RETORT_FAIL(&err, RETORT_ERR_IO, "standard output: %s",
                     strerror(errno));
    retort_message_fail("", &err);
    return st;
}

static retort_status start(int argc, char **argv)
{
    char path[PATH_BYTES] = "";
    retort_err err = {0};
    retort_status st;

    if (is_help(argv[1])) {
        retort_help_program(stdout);
        return RETORT_OK;
    }
    if (strcmp(argv[1], "--version") == 0) {
        (void)printf("retort %s (rules %d)\n", retort_version(),
                     RETORT_RULES_VERSION);
        return RETORT_OK;
    }
    st = dispatch(path, argc - 1, argv + 1, &err);
    if (st < 0)
        retort_message_fail(path, &err);
    if (st == RETORT_ERR_ARG)
        retort_message_note(path, "'retort %s%s--help' explains", path,
                            path[0] ? " " : "");
    return st;
}

int main(int argc, char **argv)
{
    hold_standard_streams();
    ignore_signals();
    if (argc < 2) {
        retort_help_program(stderr);
        return retort_status_exit(RETORT_ERR_ARG);
    }
    return retort_status_exit(close_stdout(start(argc, argv)));
}
