/**
 * @file cli/command.h
 * A command: what it is for, its options and its function, in one constant.
 *
 * Dispatch, --help, the man page, completion and the tests all read it. To add
 * a command, write src/cli/cmd_NAME.c with such a constant and put one row into
 * cmd_table in main.c.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <retort/status.h>
#include <stddef.h>

#include "cli/options.h"

/** Something to try, and what it does. */
typedef struct retort_example {
    const char *line;
    const char *why;
} retort_example;

struct cmd;

/** Everything about a command. Texts are plain ASCII. */
typedef struct retort_command {
    const char *summary; /**< one line, no full stop, under 60 columns */
    const char *usage;   /**< what follows the name of the command */
    const char *about;   /**< paragraphs, parted by a blank line */
    const retort_option *options; /**< NULL: none but --help */
    retort_operand_rule operands;
    size_t args_bytes;              /**< size of the struct of arguments */
    const retort_example *examples; /**< ended by a row without a line */
    const char *exits;              /**< exit codes it can give, "0234" */
    const char *see_also;           /**< other commands, parted by blanks */
    const struct cmd *subs;         /**< sub-commands, or NULL */
    /** What options must hold together; NULL: nothing more. */
    retort_status (*check)(const void *args, retort_err *err);
    /** Do it. Results go to standard output, the reason of a failure to err. */
    retort_status (*run)(const void *args, retort_err *err);
} retort_command;

/** One row of a table of commands. */
struct cmd {
    const char *name;
    const retort_command *command;
};

/** Sorted by name, ended by a row without one. */
extern const struct cmd cmd_table[];

/** The row called @p name, or NULL. */
const struct cmd *cmd_find(const struct cmd *table, const char *name);

extern const retort_command cmd_calibrate;
extern const retort_command cmd_compare;
extern const retort_command cmd_fingerprint;
extern const retort_command cmd_formats;
extern const retort_command cmd_help;
extern const retort_command cmd_inspect;
extern const retort_command cmd_library;
extern const retort_command cmd_library_add;
extern const retort_command cmd_library_check;
extern const retort_command cmd_library_lineage;
extern const retort_command cmd_library_list;
extern const retort_command cmd_limits;
extern const retort_command cmd_merge;
extern const retort_command cmd_report;
extern const retort_command cmd_screen;
extern const retort_command cmd_validate;
extern const retort_command cmd_version;

#endif /* CLI_COMMAND_H */
