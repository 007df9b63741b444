/**
 * @file cli/stages.h
 * Stages of long work, for a person who waits: one line on a terminal, nothing
 * elsewhere.
 */
#ifndef CLI_STAGES_H
#define CLI_STAGES_H

#include <stdbool.h>

#include "run/calibrating.h"

/** Tell the stages of @p how for @p command, unless @p quiet. */
void retort_stages_begin(retort_calibrating *how, const char *command,
                         bool quiet);

/** Wipe the line. */
void retort_stages_end(const retort_calibrating *how);

#endif /* CLI_STAGES_H */
