/**
 * @file ingest/plainscan.h
 * Find the next byte of a JSON string that needs a look.
 *
 * Plain bytes are printable ASCII other than the quote and the backslash: most
 * of every file. The scan passes 16 of them a step with SSE2, 8 without.
 */
#ifndef INGEST_PLAINSCAN_H
#define INGEST_PLAINSCAN_H

/**
 * First byte in [@p p, @p end) that is a quote, a backslash, below 0x20 or
 * above 0x7f; @p end if there is none. Reads no byte outside the range.
 */
const char *retort_plain_end(const char *p, const char *end);

/** The same by 64-bit words: for machines without SSE2, and the test twin. */
const char *retort_plain_end_words(const char *p, const char *end);

#endif /* INGEST_PLAINSCAN_H */
