/**
 * @file ingest/jsonlex.h
 * The one lexical pass over JSON text, before any parser sees it.
 *
 * It holds the whole grammar of RFC 8259 (and the NaN, Infinity and -Infinity
 * that Python writes), strict UTF-8, paired surrogate escapes and the limits of
 * <retort/limits.h>, and finds where elements end: the items of a top-level
 * array, or values separated by line ends (JSONL, or a single object spread
 * over lines). Input comes in blocks cut anywhere; the result, errors and their
 * offsets included, does not depend on the cuts.
 *
 * Under skip_bad a value must stand on one line; a line that breaks a rule is
 * reported as a bad element and the next line starts afresh. Arrays have no
 * lines, so there every fault is final; so is a line that is too long.
 *
 * It allocates nothing and takes linear time. Threads: one lexer, one thread.
 */
#ifndef INGEST_JSONLEX_H
#define INGEST_JSONLEX_H

#include <retort/limits.h>
#include <retort/span.h>
#include <retort/status.h>
#include <stdbool.h>
#include <stdint.h>

#include "ingest/utf8check.h"

/** One element found, by byte offsets in the input. */
typedef struct retort_lex_element {
    uint64_t start;
    uint64_t end;    /**< one past its last byte */
    uint64_t record; /**< 1-based */
    bool bad;        /**< a line skipped under skip_bad */
} retort_lex_element;

/** Read found, start, is_open and is_array; the rest is private. */
typedef struct retort_jsonlex {
    retort_lex_element found; /**< valid after a call returned RETORT_OK */
    uint64_t offset;          /**< input bytes scanned */
    uint64_t start;           /**< first byte of the open element */
    uint64_t record;          /**< number of the open or last element */
    bool is_open;             /**< an element has begun and not ended */
    bool is_array;            /**< the input is a top-level array */

    bool skip_bad;
    bool has_found;
    bool in_key;      /* the open string is a key */
    bool is_low_half; /* the \u escape must be a low surrogate */
    unsigned char state;
    unsigned char number;   /* state of the number table */
    unsigned char hex_left; /* digits missing in a \u escape */
    retort_utf8_lead utf8;  /* what the open sequence still needs */
    unsigned unit;          /* value of the \u escape so far */
    unsigned depth;         /* open arrays and objects of the element */
    uint64_t is_object;     /* bit i: level i + 1 is an object */
    uint64_t end;           /* one past the value, when it is complete */
    const char *literal;    /* what is left of true, null, ... */
    const char *block;      /* block being scanned; stands for offset */
    retort_status fault;    /* RETORT_OK, or what went wrong */
    bool is_final;          /* the fault is not one of a line */
    uint64_t fault_offset;  /* where */
    const char *fault_text;
    unsigned char fault_byte;
    uint16_t keys[RETORT_DEPTH_MAX];
} retort_jsonlex;

/** Start at the first byte of an input. */
void retort_jsonlex_init(retort_jsonlex *lex, bool skip_bad);

/**
 * Scan on to the next end of an element.
 *
 * @param bytes  the next bytes of the input; those scanned are taken off
 * @return RETORT_OK (lex->found is an element; there may be more in @p bytes),
 *         RETORT_END (all of @p bytes scanned), RETORT_ERR_JSON,
 *         RETORT_ERR_UTF8 or RETORT_ERR_LIMIT with record and offset
 */
RETORT_MUST_CHECK retort_status retort_jsonlex_next(retort_jsonlex *lex,
                                                    retort_span *bytes,
                                                    retort_err *err);

/**
 * The input has ended.
 * @return RETORT_OK (lex->found is a last element without a line end),
 *         RETORT_END (nothing was open) or RETORT_ERR_TRUNCATED
 */
RETORT_MUST_CHECK retort_status retort_jsonlex_finish(retort_jsonlex *lex,
                                                      retort_err *err);

#endif /* INGEST_JSONLEX_H */
