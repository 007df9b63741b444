/**
 * @file fingerprint/library_core.h
 * The inside of a library handle, shared by the library_*.c files.
 *
 * Names, lineage rows and notes live in memory, sorted; fingerprints and scores
 * stay on disk. A reader has one database, the file. A writer has that file
 * (`old`, never touched) and a nameless scratch database for what the session
 * adds; close writes a new file from both, in order of name, and renames it
 * over the old one. So the bytes of a library depend on its content alone, and
 * a crash leaves the old file.
 *
 * Threads: one handle, one thread.
 */
#ifndef FINGERPRINT_LIBRARY_CORE_H
#define FINGERPRINT_LIBRARY_CORE_H

#include <retort/library.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct sqlite3;

/** Largest fingerprint a library takes; SQLite ends at 10^9 bytes. */
#define RETORT_LIBRARY_BLOB_BYTES_MAX ((size_t)900 << 20)
#define RETORT_LIBRARY_NOTE_BYTES_MAX ((size_t)64 << 10)
#define RETORT_LIBRARY_NOTES_MAX      ((size_t)256)

/** A model with a fingerprint. */
typedef struct retort_library_model {
    const char *name;
    char digest[RETORT_DIGEST_HEX_BYTES];
    uint64_t replies;
    uint64_t prompts;
    bool is_new; /**< its fingerprint is in the scratch database */
} retort_library_model;

typedef struct retort_library_text {
    const char *key;
    const char *value;
} retort_library_text;

/** What a file looked like, to notice that another writer replaced it. */
typedef struct retort_file_mark {
    bool exists;
    uint64_t device;
    uint64_t inode;
    int64_t bytes;
    int64_t seconds;
    int64_t nanoseconds;
} retort_file_mark;

struct retort_library {
    retort_library_mode mode;
    char *path;
    retort_file_mark mark;
    struct sqlite3 *old;          /* NULL: there was no file */
    struct sqlite3 *scratch;      /* NULL: a reader */
    retort_library_model *models; /* by name */
    size_t model_count;
    size_t model_room;
    retort_lineage_row *rows; /* by name */
    size_t row_count;
    retort_library_text *notes; /* by key */
    size_t note_count;
    retort_arena text; /* all strings above */
    bool has_failed;   /* a write failed: close keeps nothing */
    size_t blob_bytes_max;
};

/** What is known of a fingerprint without decoding it. */
typedef struct retort_library_facts {
    const char *digest; /* 64 hex digits */
    uint64_t replies;
    uint64_t prompts;
} retort_library_facts;

/** A NUL-terminated copy that lives as long as @p lib, or NULL. */
const char *retort_library_keep(retort_library *lib, const char *text);

/** [A-Za-z0-9._+-], 1 .. RETORT_LABEL_BYTES_MAX bytes. */
bool retort_library_is_label(const char *name);

/** 64 lower-case hex digits. */
bool retort_library_is_digest(const char *hex);

/** Position of a model, or where it would stand. @return true if it is there */
bool retort_library_find(const retort_library *lib, const char *name,
                         size_t *out);

/**
 * Store the bytes of a fingerprint as they are; retort_library_add() without
 * its encoding. Same statuses, and RETORT_ERR_LIMIT.
 */
RETORT_MUST_CHECK retort_status retort_library_put(
    retort_library *lib, const char *name, const retort_library_facts *facts,
    retort_span bytes, bool force, retort_err *err);

/** Put a model in its place; @p name was kept. */
RETORT_MUST_CHECK retort_status retort_library_index(
    retort_library *lib, const retort_library_model *model, retort_err *err);

/**
 * Replace or append rows; both lists are by name. Strings are copied.
 * @return RETORT_OK, RETORT_ERR_LIMIT or RETORT_ERR_NOMEM; then nothing changed
 */
RETORT_MUST_CHECK retort_status
retort_library_merge_rows(retort_library *lib, const retort_lineage_row *rows,
                          size_t count, retort_err *err);

/**
 * Decode model @p i without the blocks of blocked families: see
 * retort_fp_decode(). For comparing a whole library.
 */
RETORT_MUST_CHECK retort_status
retort_library_load_totals(const retort_library *lib, size_t i,
                           retort_fingerprint **out, retort_err *err);

#endif /* FINGERPRINT_LIBRARY_CORE_H */
