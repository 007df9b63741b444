/**
 * @file ingest/jsonescape.h
 * Escapes of JSON strings: \n and its like, and \uXXXX with surrogate pairs.
 */
#ifndef INGEST_JSONESCAPE_H
#define INGEST_JSONESCAPE_H

#include <stdbool.h>

/** Is @p unit the first half of a surrogate pair? */
static inline bool retort_is_high_half(unsigned unit)
{
    return unit >= 0xd800 && unit <= 0xdbff;
}

/** Is @p unit the second half of a surrogate pair? */
static inline bool retort_is_low_half(unsigned unit)
{
    return unit >= 0xdc00 && unit <= 0xdfff;
}

/** Can @p c stand alone behind a backslash? */
bool retort_escape_is_simple(char c);

/** Value of a hex digit, or -1. */
int retort_hex_value(char c);

/**
 * Pass the escape whose backslash is at @p p; a surrogate pair is one escape.
 * @return one past it; NULL if it is wrong or does not end before @p end
 */
const char *retort_escape_pass(const char *p, const char *end);

#endif /* INGEST_JSONESCAPE_H */
