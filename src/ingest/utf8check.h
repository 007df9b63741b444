/**
 * @file ingest/utf8check.h
 * Strict UTF-8 (RFC 3629): no overlong form, no surrogate, nothing beyond
 * U+10FFFF.
 */
#ifndef INGEST_UTF8CHECK_H
#define INGEST_UTF8CHECK_H

#include <retort/span.h>
#include <stddef.h>

/** What may follow one lead byte. */
typedef struct retort_utf8_lead {
    unsigned char more; /**< continuation bytes to come; 0: not a lead byte */
    unsigned char low;  /**< least value of the first of them */
    unsigned char high; /**< greatest value of the first of them */
} retort_utf8_lead;

/** The rule for lead byte @p c, 0x80 or above. */
static inline retort_utf8_lead retort_utf8_lead_of(unsigned char c)
{
    if (c < 0xc2 || c > 0xf4)
        return (retort_utf8_lead){0, 0, 0};
    if (c < 0xe0)
        return (retort_utf8_lead){1, 0x80, 0xbf};
    if (c < 0xf0)
        return (retort_utf8_lead){2, c == 0xe0 ? 0xa0 : 0x80,
                                  c == 0xed ? 0x9f : 0xbf};
    return (retort_utf8_lead){3, c == 0xf0 ? 0x90 : 0x80,
                              c == 0xf4 ? 0x8f : 0xbf};
}

/**
 * Bytes of the sequence at @p p, whose first byte is 0x80 or above.
 * @param room  bytes that may be read, at least 1
 * @return 2 to 4; 0 when it is wrong or does not end within @p room
 */
static inline size_t retort_utf8_sequence(const char *p, size_t room)
{
    const unsigned char *b = (const unsigned char *)p;
    retort_utf8_lead lead = retort_utf8_lead_of(b[0]);

    if (!lead.more || room <= lead.more)
        return 0;
    if (b[1] < lead.low || b[1] > lead.high)
        return 0;
    for (size_t i = 2; i <= lead.more; i++)
        if ((b[i] & 0xc0) != 0x80)
            return 0;
    return (size_t)lead.more + 1;
}

/** Length of the longest prefix of @p text that is strict UTF-8. */
size_t retort_utf8_prefix(retort_span text);

#endif /* INGEST_UTF8CHECK_H */
