/**
 * @file retort/attrs.h
 * Compiler annotations used by the public headers.
 */
#ifndef RETORT_ATTRS_H
#define RETORT_ATTRS_H

#if defined(__GNUC__) || defined(__clang__)
#define RETORT_MUST_CHECK         __attribute__((warn_unused_result))
#define RETORT_PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))
#define RETORT_API                __attribute__((visibility("default")))
#else
#define RETORT_MUST_CHECK
#define RETORT_PRINTF(fmt, first)
#define RETORT_API
#endif

#endif /* RETORT_ATTRS_H */
