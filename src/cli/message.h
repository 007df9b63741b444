/**
 * @file cli/message.h
 * What a person reads on standard error.
 *
 *     retort COMMAND: FILE:RECORD (byte N): text [E3002]
 *
 * Parts that are not known are left out. Foreign bytes are made safe
 * (cli/terminal.h). Colour only on a terminal, and not when NO_COLOR is set.
 */
#ifndef CLI_MESSAGE_H
#define CLI_MESSAGE_H

#include <retort/attrs.h>
#include <retort/status.h>

/** Print why @p command failed. "" as command: the program itself. */
void retort_message_fail(const char *command, const retort_err *err);

/** Print a remark that is no failure, such as what was skipped. */
void retort_message_note(const char *command, const char *fmt, ...)
    RETORT_PRINTF(2, 3);

#endif /* CLI_MESSAGE_H */
