/**
 * @file retort/status.h
 * How every fallible call in retort reports its outcome.
 *
 * A call returns a retort_status. Zero is success, negative is failure, and the
 * one positive value, RETORT_END, says that an iterator has nothing left. Calls
 * that can explain a failure also take a `retort_err *` as their last
 * parameter; it may be NULL when the caller only needs the code.
 *
 * Every failure has a stable message id ("E3002") and an exit code of the
 * command line; both come from one table, see retort_status_id().
 */
#ifndef RETORT_STATUS_H
#define RETORT_STATUS_H

#include <retort/attrs.h>
#include <retort/span.h>
#include <stdint.h>

/** Outcome of a call. Values are stable: they appear in reports and logs. */
typedef enum retort_status {
    RETORT_OK = 0,             /**< the call did what it promises */
    RETORT_END = 1,            /**< iterator exhausted; not a failure */
    RETORT_ERR_NOMEM = -1,     /**< an allocation was refused */
    RETORT_ERR_IO = -2,        /**< the system refused a read or write */
    RETORT_ERR_FORMAT = -3,    /**< input breaks its own format */
    RETORT_ERR_LIMIT = -4,     /**< well formed, but larger than we accept */
    RETORT_ERR_ARG = -5,       /**< the caller broke the contract */
    RETORT_ERR_UTF8 = -6,      /**< bytes that are not strict UTF-8 */
    RETORT_ERR_JSON = -7,      /**< text that is not JSON */
    RETORT_ERR_TRUNCATED = -8, /**< input ends in the middle of something */
    RETORT_ERR_EMPTY = -9,     /**< no records in the input */
    RETORT_ERR_SHAPE = -10,    /**< JSON of a shape that no adapter knows */
    RETORT_ERR_MISMATCH = -11, /**< two inputs made with unequal parameters */
    RETORT_ERR_EXISTS = -12,   /**< the output exists and --force is absent */
    RETORT_ERR_INTERNAL = -13, /**< a bug of ours was noticed */
    RETORT_ERR_NOT_APPLICABLE = -14, /**< the method does not apply here */
    RETORT_ERR_NOT_FOUND = -15, /**< a named file, model or row is absent */
} retort_status;

enum { RETORT_ERR_TEXT_BYTES = 320, RETORT_ERR_FILE_BYTES = 256 };

/**
 * Where and why a call failed.
 *
 * Plain data on the caller's stack: nothing to free, safe to copy. A failing
 * call fills it; a succeeding call leaves it alone.
 */
typedef struct retort_err {
    retort_status code;               /**< same value the call returned */
    int sys_errno;                    /**< errno at the failure, or 0 */
    uint64_t record;                  /**< 1-based input record, or 0 */
    uint64_t offset;                  /**< byte offset in the input */
    char file[RETORT_ERR_FILE_BYTES]; /**< input at fault, or empty */
    char text[RETORT_ERR_TEXT_BYTES]; /**< one sentence, no newline */
} retort_err;

/** Name of a status, for logs and reports. Never NULL; static storage. */
RETORT_API const char *retort_status_name(retort_status st);

/** Stable message id, "E" and four digits; "E0000" for RETORT_OK. Static. */
RETORT_API const char *retort_status_id(retort_status st);

/** Exit code of the command line for a status (docs/exit-codes.md): 0..6. */
RETORT_API int retort_status_exit(retort_status st);

/**
 * Fill @p err if it is not NULL. Use through RETORT_FAIL(), which also keeps
 * the code visible to the compiler and to static analysis.
 */
RETORT_API void retort_err_fill(retort_err *err, retort_status code,
                                const char *fmt, ...) RETORT_PRINTF(3, 4);

/** As retort_err_fill(), and also records the input position. */
RETORT_API void retort_err_fill_at(retort_err *err, retort_status code,
                                   uint64_t record, uint64_t offset,
                                   const char *fmt, ...) RETORT_PRINTF(5, 6);

/** Name the input at fault. NULL @p err is allowed; long names are cut. */
RETORT_API void retort_err_in_file(retort_err *err, const char *file);

/**
 * Describe a failure and yield its code: `st = RETORT_FAIL(err,
 * RETORT_ERR_IO, ...)`. @p code must be one of the RETORT_ERR_* constants; it
 * is read twice.
 */
#define RETORT_FAIL(err, code, ...)                                            \
    (retort_err_fill((err), (code), __VA_ARGS__), (code))

/** As RETORT_FAIL(), with the input record and byte at which it happened. */
#define RETORT_FAIL_AT(err, code, record, offset, ...)                         \
    (retort_err_fill_at((err), (code), (record), (offset), __VA_ARGS__), (code))

#endif /* RETORT_STATUS_H */
