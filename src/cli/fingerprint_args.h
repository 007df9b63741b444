/**
 * @file cli/fingerprint_args.h
 * The command line of `retort fingerprint`, read and made into a plan.
 */
#ifndef CLI_FINGERPRINT_ARGS_H
#define CLI_FINGERPRINT_ARGS_H

#include <retort/attrs.h>
#include <retort/status.h>

#include "base/buf.h"
#include "cli/options.h"
#include "run/fingerprinting.h"

/** Strings are borrowed from argv. */
struct fingerprint_args {
    const char *output;
    const char *model;
    const char *name_by; /* record or file */
    const char *format;
    retort_option_list map; /* FIELD=/json/pointer */
    const char *prompt_key;
    const char *channel;
    const char *detail;
    const char *families; /* NULL: all */
    uint64_t threads;     /* 0: all processors */
    bool skip_bad;
    bool explain_format;
    bool force;
    bool json;
    bool quiet;
    bool stats;
    retort_operands inputs;
};

/** What to do, and what it points to. All-zero is an empty plan. */
typedef struct retort_fingerprint_plan {
    retort_fingerprinting how;
    retort_field_map map;
    retort_buf options; /* those that shape the content, for the provenance */
} retort_fingerprint_plan;

/**
 * Make a plan; it lives as long as @p args and is released by the caller, also
 * on failure.
 * @return RETORT_OK, RETORT_ERR_ARG (a map or family that is none),
 *         RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_fingerprint_plan_make(
    retort_fingerprint_plan *out, const struct fingerprint_args *args,
    retort_err *err);

void retort_fingerprint_plan_release(retort_fingerprint_plan *plan);

#endif /* CLI_FINGERPRINT_ARGS_H */
