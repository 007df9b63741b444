/**
 * @file fingerprint/library_scores.h
 * Scores between the models of a library, kept so that they are computed once.
 *
 * A cache and nothing else: a set of scores of one kind ("profile") carries the
 * digest of the library it was computed from, and is not found under another.
 * It is no part of that digest. Writers drop sets that no longer fit on close.
 *
 * Threads: as the library.
 */
#ifndef FINGERPRINT_LIBRARY_SCORES_H
#define FINGERPRINT_LIBRARY_SCORES_H

#include <retort/attrs.h>
#include <retort/library.h>
#include <retort/status.h>
#include <stddef.h>

struct sqlite3;

/** Kinds that a library keeps; the last ones by name are dropped. */
enum { RETORT_SCORE_KINDS_MAX = 64 };

/** One score. NaN is kept as NaN; the sign of a zero is not kept. */
typedef struct retort_library_score {
    const char *suspect;
    const char *reference;
    double value;
} retort_library_score;

/** Receives a score; its strings live until it returns. */
typedef retort_status retort_library_score_fn(void *ctx,
                                              const retort_library_score *score,
                                              retort_err *err);

/**
 * Replace the set @p kind, in any order of rows. Names are labels; a pair must
 * stand there once.
 * @return RETORT_OK, RETORT_ERR_ARG (a reader's handle, a bad kind, digest or
 *         name, a pair twice), RETORT_ERR_IO or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_library_scores_put(
    retort_library *lib, const char *kind, const char *digest_hex,
    const retort_library_score *scores, size_t count, retort_err *err);

/**
 * All scores of @p kind in order of suspect, then reference. A status of @p fn
 * other than RETORT_OK ends the walk and is returned.
 * @return RETORT_OK, RETORT_ERR_NOT_FOUND (no such set, or it was computed from
 *         another library; @p err says which), RETORT_ERR_FORMAT, RETORT_ERR_IO
 */
RETORT_MUST_CHECK retort_status retort_library_scores_get(
    const retort_library *lib, const char *kind, const char *digest_hex,
    retort_library_score_fn *fn, void *ctx, retort_err *err);

/** Write the sets that fit the library's present digest to a new file. */
RETORT_MUST_CHECK retort_status retort_library_scores_copy(
    const retort_library *lib, struct sqlite3 *to, retort_err *err);

#endif /* FINGERPRINT_LIBRARY_SCORES_H */
