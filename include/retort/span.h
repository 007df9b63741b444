/**
 * @file retort/span.h
 * A borrowed run of bytes. It owns nothing and need not end in NUL.
 */
#ifndef RETORT_SPAN_H
#define RETORT_SPAN_H

#include <stddef.h>
#include <string.h>

/** Borrowed bytes: valid only while their owner is. */
typedef struct retort_span {
    const char *ptr;
    size_t len;
} retort_span;

/** The bytes of a C string, without its NUL. NULL yields the empty span. */
static inline retort_span retort_span_of(const char *s)
{
    return (retort_span){s, s ? strlen(s) : 0};
}

#endif /* RETORT_SPAN_H */
