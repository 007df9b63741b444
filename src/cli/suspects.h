/**
 * @file cli/suspects.h
 * The suspects of screen and compare: fingerprint files, or replies that are
 * fingerprinted on the way.
 */
#ifndef CLI_SUSPECTS_H
#define CLI_SUSPECTS_H

#include <retort/attrs.h>
#include <retort/status.h>
#include <stdbool.h>
#include <stddef.h>

#include "run/screen.h"

/** What a suspect is made of. */
typedef struct retort_suspect_parts {
    char *name;
    retort_fingerprint *fp;
} retort_suspect_parts;

/** All-zero is empty; release. Names and fingerprints live as long. */
typedef struct retort_suspects {
    retort_screen_suspect *items; /* lends the parts */
    retort_suspect_parts *parts;
    size_t count;
    size_t cap;
} retort_suspects;

/** How to read replies. */
typedef struct retort_suspects_reading {
    size_t threads;      /**< 0: all processors */
    bool quiet;          /**< no remark on what was read */
    const char *command; /**< for remarks */
} retort_suspects_reading;

/**
 * Add the suspect or suspects of @p path. A file that begins as a fingerprint
 * is one; anything else is replies, and gives one suspect a model.
 *
 * A suspect is called what its fingerprint says, or after its file.
 */
RETORT_MUST_CHECK retort_status
retort_suspects_add(retort_suspects *s, const char *path,
                    const retort_suspects_reading *how, retort_err *err);

void retort_suspects_release(retort_suspects *s);

#endif /* CLI_SUSPECTS_H */
