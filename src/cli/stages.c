#include "cli/stages.h"

#include <stdio.h>
#include <unistd.h>

/* Blanks wipe what is left of a longer stage. */
static void show(void *ctx, const char *stage)
{
    (void)fprintf(stderr, "\rretort %s: %-20s", *(const char *const *)ctx,
                  stage);
}

void retort_stages_begin(retort_calibrating *how, const char *command,
                         bool quiet)
{
    static const char *name; /* one command a process */

    name = command;
    if (quiet || isatty(STDERR_FILENO) != 1)
        return;
    how->stage = show;
    how->stage_ctx = &name;
}

void retort_stages_end(const retort_calibrating *how)
{
    if (how->stage)
        (void)fprintf(stderr, "\r%40s\r", "");
}
