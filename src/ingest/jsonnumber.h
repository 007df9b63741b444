/**
 * @file ingest/jsonnumber.h
 * The grammar of JSON numbers, a byte at a time.
 */
#ifndef INGEST_JSONNUMBER_H
#define INGEST_JSONNUMBER_H

#include <stdbool.h>

/** How far a number has come; one byte. */
enum {
    RETORT_NUMBER_START,
    RETORT_NUMBER_MINUS,
    RETORT_NUMBER_ZERO,
    RETORT_NUMBER_WHOLE,
    RETORT_NUMBER_POINT,
    RETORT_NUMBER_FRACTION,
    RETORT_NUMBER_E,
    RETORT_NUMBER_SIGN,
    RETORT_NUMBER_EXPONENT,
    RETORT_NUMBER_BAD,
};

/** Can @p c stand in a number: a digit, . e E + or - ? */
bool retort_number_has(char c);

/** The state behind @p c, of which retort_number_has() is true. */
unsigned char retort_number_step(unsigned char state, char c);

/** May the number end in this state? */
bool retort_number_is_whole(unsigned char state);

#endif /* INGEST_JSONNUMBER_H */
