/**
 * @file evaluate/options.h
 * The command line of `evaluate`.
 */
#ifndef EVALUATE_OPTIONS_H
#define EVALUATE_OPTIONS_H

#include <retort/status.h>
#include <stdbool.h>
#include <stddef.h>

enum { EVAL_DATE_BYTES = 16 };

typedef struct eval_options {
    const char *data;
    const char *library;
    const char *lineage;
    const char *output;  /**< "-": standard output */
    const char *purpose; /**< of a look at the held part */
    const char *commit;  /**< NULL: ask git */
    const char *looks;
    char date[EVAL_DATE_BYTES];
    bool held;
    bool help;
    size_t threads;
} eval_options;

/** Text of --help. */
extern const char eval_usage[];

/** @return RETORT_OK or RETORT_ERR_ARG */
RETORT_MUST_CHECK retort_status eval_options_read(eval_options *out, int argc,
                                                  char **argv, retort_err *err);

#endif /* EVALUATE_OPTIONS_H */
