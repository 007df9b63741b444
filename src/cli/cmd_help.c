#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/nearest.h"

struct help_args {
    bool man;
    bool list;
    const char *completion;
    retort_operands words;
};

enum { PATH_BYTES = 64, DEPTH_MAX = 2 };

/* Follow the words through the tables. */
static retort_status find(const retort_operands *words, char path[PATH_BYTES],
                          const retort_command **out, retort_err *err)
{
    const struct cmd *table = cmd_table;

    *out = NULL;
    path[0] = '\0';
    for (size_t i = 0; i < words->count; i++) {
        const struct cmd *row = table ? cmd_find(table, words->items[i]) : NULL;
        size_t used = strlen(path);

        if (!row)
            return RETORT_FAIL(err, RETORT_ERR_ARG,
                               "no command '%s%s%.80s'; 'retort help' lists "
                               "them",
                               path, used ? " " : "", words->items[i]);
        (void)snprintf(path + used, PATH_BYTES - used, "%s%s", used ? " " : "",
                       row->name);
        *out = row->command;
        table = row->command->subs;
    }
    return RETORT_OK;
}

static void print_names(void)
{
    for (const struct cmd *c = cmd_table; c->name; c++)
        (void)printf("%s\n", c->name);
}

static retort_status run(const void *opaque, retort_err *err)
{
    const struct help_args *args = opaque;
    char path[PATH_BYTES];
    const retort_command *c;
    retort_status st = find(&args->words, path, &c, err);

    if (st != RETORT_OK)
        return st;
    if (args->list)
        print_names();
    else if (args->completion)
        retort_help_bash(stdout);
    else if (args->man && c)
        retort_help_man_command(stdout, path, c);
    else if (args->man)
        retort_help_man_program(stdout);
    else if (c)
        retort_help_command(stdout, path, c);
    else
        retort_help_program(stdout);
    return RETORT_OK;
}

static const retort_option OPTIONS[] = {
    {.name = "completion",
     .kind = RETORT_OPTION_CHOICE,
     .target = offsetof(struct help_args, completion),
     .value = "SHELL",
     .choices = "bash",
     .help = "print completion of commands and options, to be sourced"},
    {.name = "man",
     .target = offsetof(struct help_args, man),
     .help = "print the manual page",
     .hidden = true},
    {.name = "list",
     .target = offsetof(struct help_args, list),
     .help = "print the names of all commands",
     .hidden = true},
    {.name = NULL},
};

static const retort_example EXAMPLES[] = {
    {"retort help limits", "the same as 'retort limits --help'"},
    {"source <(retort help --completion bash)",
     "complete commands and options in this shell"},
    {NULL, NULL},
};

const retort_command cmd_help = {
    .summary = "explain retort or one of its commands",
    .usage = "[COMMAND]... | --completion bash",
    .about = "Without a command, lists all of them. With one, prints its "
             "purpose, options, examples and exit codes.",
    .options = OPTIONS,
    .operands = {"COMMAND", 0, DEPTH_MAX, offsetof(struct help_args, words)},
    .args_bytes = sizeof(struct help_args),
    .examples = EXAMPLES,
    .exits = "024",
    .see_also = "version limits",
    .run = run,
};
