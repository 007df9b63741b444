/**
 * @file retort/limits.h
 * Every limit on input, in one place; `retort limits` prints them.
 *
 * A limit passed is RETORT_ERR_LIMIT (exit 3) and nothing is written. Each has
 * a test at limit - 1, limit and limit + 1.
 */
#ifndef RETORT_LIMITS_H
#define RETORT_LIMITS_H

#include <retort/attrs.h>
#include <stddef.h>
#include <stdint.h>

#define RETORT_RECORD_BYTES_MAX      ((size_t)16 << 20) /* one JSON element */
#define RETORT_DEPTH_MAX             ((size_t)64)       /* nested [ and { */
#define RETORT_KEYS_MAX              ((size_t)1024)     /* keys of one object */
#define RETORT_RECORDS_MAX           ((uint64_t)10000000)
#define RETORT_INFLATED_MAX          ((uint64_t)8 << 30) /* bytes, one file */
#define RETORT_INFLATE_RATIO_MAX     ((uint64_t)200) /* after the first MiB */
#define RETORT_LABEL_BYTES_MAX       ((size_t)128)   /* [A-Za-z0-9._+-] */
#define RETORT_PATH_DEPTH_MAX        ((size_t)16)
#define RETORT_THREADS_MAX           ((size_t)256)
#define RETORT_MODELS_MAX            ((size_t)20000) /* of one run or library */
#define RETORT_FINGERPRINT_BYTES_MAX ((size_t)2 << 30)

/** One row of `retort limits`. */
typedef struct retort_limit {
    const char *name;
    uint64_t value;
    const char *unit;
    const char *what;
} retort_limit;

/** All limits, ended by a row whose name is NULL. Static storage. */
RETORT_API const retort_limit *retort_limits(void);

#endif /* RETORT_LIMITS_H */
