/**
 * @file retort/library.h
 * A library: many fingerprints and their lineage, in one SQLite file that
 * `sqlite3` and notebooks can open (docs/library.md documents its views).
 *
 * Threads: one library handle, one thread.
 */
#ifndef RETORT_LIBRARY_H
#define RETORT_LIBRARY_H

#include <retort/attrs.h>
#include <retort/fingerprint.h>
#include <retort/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * One row of the lineage table (docs/library.md, METHOD 3): who was trained on
 * whose outputs. Strings are never NULL; "-" of the source is "".
 */
typedef struct retort_lineage_row {
    const char *model;
    const char *vendor;
    const char *family;   /**< the lineage: one vote in every statistic */
    const char *base;     /**< weights it started from */
    const char *relation; /**< teacher, version, variant, derived, ... */
    const char *teachers; /**< comma list of models */
    const char *share;    /**< main, part, preference-only, unknown; aligned */
    const char
        *confidence;      /**< documented, self-declared, inferred, doubtful */
    const char *released; /**< YYYY-MM */
    const char *source;
    const char *note;
} retort_lineage_row;

typedef struct retort_library retort_library;

/** How to open. */
typedef enum retort_library_mode {
    RETORT_LIBRARY_READ,  /**< must exist; opened read-only and immutable */
    RETORT_LIBRARY_WRITE, /**< created if absent */
} retort_library_mode;

/**
 * Open a library file.
 * @return RETORT_OK, RETORT_ERR_NOT_FOUND, RETORT_ERR_FORMAT (not a library, or
 *         of an unknown version), RETORT_ERR_IO, RETORT_ERR_NOMEM
 */
RETORT_API RETORT_MUST_CHECK retort_status
retort_library_open(retort_library **out, const char *path,
                    retort_library_mode mode, retort_err *err);

/**
 * Close and free; a writer commits here. NULL is allowed.
 * @return RETORT_OK or RETORT_ERR_IO: nothing of this session was kept
 */
RETORT_API RETORT_MUST_CHECK retort_status
retort_library_close(retort_library *lib, retort_err *err);

/** Close without keeping what this session wrote. NULL is allowed. */
RETORT_API void retort_library_abandon(retort_library *lib);

/** Models with a fingerprint, in ascending order of name (bytes). */
RETORT_API size_t retort_library_count(const retort_library *lib);

/** Name of model @p i, 0-based. Lives until the next add or close. */
RETORT_API const char *retort_library_name(const retort_library *lib, size_t i);

/** Lineage row of model @p i, or NULL if the library has none for it. */
RETORT_API const retort_lineage_row *retort_library_lineage(
    const retort_library *lib, size_t i);

/** Decode the fingerprint of model @p i; owned by the caller. */
RETORT_API RETORT_MUST_CHECK retort_status
retort_library_load(const retort_library *lib, size_t i,
                    retort_fingerprint **out, retort_err *err);

/**
 * Add a fingerprint under @p name (a label, RETORT_LABEL_BYTES_MAX).
 * @return RETORT_OK, RETORT_ERR_EXISTS (and not @p force), RETORT_ERR_ARG (bad
 *         label), RETORT_ERR_IO, RETORT_ERR_NOMEM
 */
RETORT_API RETORT_MUST_CHECK retort_status
retort_library_add(retort_library *lib, const char *name,
                   const retort_fingerprint *fp, bool force, retort_err *err);

/**
 * Read a lineage table (TSV with a header line, docs/library.md) and store its
 * rows, replacing rows of the same models. Rows of models that have no
 * fingerprint are kept: they may be teachers of others.
 * @return RETORT_OK, RETORT_ERR_FORMAT with line number, RETORT_ERR_UTF8,
 *         RETORT_ERR_LIMIT, RETORT_ERR_IO, RETORT_ERR_NOMEM
 */
RETORT_API RETORT_MUST_CHECK retort_status retort_library_set_lineage(
    retort_library *lib, retort_span tsv, retort_err *err);

/** All lineage rows, also of models without a fingerprint; by name. */
RETORT_API size_t retort_library_row_count(const retort_library *lib);
RETORT_API const retort_lineage_row *retort_library_row(
    const retort_library *lib, size_t i);

/** A line of text kept with the library, such as its "notice". "" if absent. */
RETORT_API const char *retort_library_note(const retort_library *lib,
                                           const char *key);
RETORT_API RETORT_MUST_CHECK retort_status retort_library_set_note(
    retort_library *lib, const char *key, const char *text, retort_err *err);

/**
 * Hex SHA-256 over all content digests and lineage rows in order of name: the
 * identity of the library whatever SQLite wrote.
 */
RETORT_API RETORT_MUST_CHECK retort_status
retort_library_digest(const retort_library *lib,
                      char out[RETORT_DIGEST_HEX_BYTES], retort_err *err);

#endif /* RETORT_LIBRARY_H */
