/**
 * @file cli/help.h
 * The texts made from the table of commands: help for a terminal, man pages,
 * shell completion. Same bytes on any terminal, in any locale.
 *
 * @p path is the command as typed, such as "library add"; "" is retort itself.
 * A failed write is left to the check of standard output at the end.
 */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include <stdio.h>

#include "cli/command.h"

/** What an exit code means; NULL for a code that is not ours. */
const char *retort_help_exit(char digit);

/** Facts of an option for a reader, such as "1 to 256; default: 4"; "" if
 * there are none. */
enum { RETORT_HELP_FACTS_BYTES = 256 };
void retort_help_facts(const retort_option *o,
                       char out[RETORT_HELP_FACTS_BYTES]);

/** Help of the program: purpose, commands, exit codes. */
void retort_help_program(FILE *to);

/** Help of one command. */
void retort_help_command(FILE *to, const char *path, const retort_command *c);

/** Manual page retort(1). */
void retort_help_man_program(FILE *to);

/** Manual page of one command, its sub-commands included. */
void retort_help_man_command(FILE *to, const char *path,
                             const retort_command *c);

/** Completion for bash, to be sourced. */
void retort_help_bash(FILE *to);

#endif /* CLI_HELP_H */
