/**
 * @file evaluate/looks.h
 * The list of looks at the held part: commit, date and purpose of each.
 */
#ifndef EVALUATE_LOOKS_H
#define EVALUATE_LOOKS_H

#include <retort/status.h>

enum { EVAL_COMMIT_BYTES = 64 };

/**
 * Append a line to @p path, which is created with a header line if absent.
 * @return RETORT_OK, RETORT_ERR_ARG (a tab or line end in a field), or the
 *         failure of reading or writing
 */
RETORT_MUST_CHECK retort_status eval_looks_append(const char *path,
                                                  const char *commit,
                                                  const char *date,
                                                  const char *purpose,
                                                  retort_err *err);

/** Commit of the working tree, as git tells it; "unknown" if it does not. */
void eval_looks_commit(char out[EVAL_COMMIT_BYTES]);

/** Is @p text "YYYY-MM-DD"? */
int eval_looks_is_date(const char *text);

#endif /* EVALUATE_LOOKS_H */
