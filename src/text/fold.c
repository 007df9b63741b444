#include "text/fold.h"

#include <stdbool.h>
#include <utf8proc.h>

#include "base/swar.h"
#include "base/utf8.h"

enum { KEEP = 0, DROP = 1, DOTS = 2 }; /* any other value: that ASCII byte */

/* General Punctuation, U+2000 to U+206F: nearly every fold of real text. */
static const char general[0x70] = {
    ' ',  ' ',  ' ',  ' ',  ' ',  ' ',  ' ',  ' ',  /* 2000 spaces */
    ' ',  ' ',  ' ',  DROP, DROP, DROP, DROP, DROP, /* 2008; zero width */
    '-',  '-',  '-',  '-',  '-',  '-',  KEEP, KEEP, /* 2010 dashes */
    '\'', '\'', '\'', '\'', '"',  '"',  '"',  '"',  /* 2018 quotes */
    KEEP, KEEP, KEEP, KEEP, KEEP, KEEP, DOTS, KEEP, /* 2020; 2026 ellipsis */
    ' ',  ' ',  DROP, DROP, DROP, DROP, DROP, ' ',  /* 2028; directions */
    KEEP, KEEP, '\'', '"',  KEEP, '\'', '"',  KEEP, /* 2030; primes */
    KEEP, '\'', '\'', KEEP, KEEP, KEEP, KEEP, KEEP, /* 2038; angle quotes */
    KEEP, KEEP, KEEP, '-',  KEEP, KEEP, KEEP, KEEP, /* 2040; hyphen bullet */
    KEEP, KEEP, KEEP, KEEP, KEEP, KEEP, KEEP, KEEP, /* 2048 */
    KEEP, KEEP, KEEP, KEEP, KEEP, KEEP, KEEP, KEEP, /* 2050 */
    KEEP, KEEP, KEEP, KEEP, KEEP, KEEP, KEEP, ' ',  /* 2058; 205F space */
    DROP, DROP, DROP, DROP, DROP, DROP, DROP, DROP, /* 2060 invisible */
    DROP, DROP, DROP, DROP, DROP, DROP, DROP, DROP, /* 2068 */
};

/* Everything else that folds, in order. */
static const struct fold_range {
    uint32_t first;
    uint32_t last;
    char to;
} ranges[] = {
    {0x0080, 0x009f, ' '},    {0x00a0, 0x00a0, ' '},  {0x00ab, 0x00ab, '"'},
    {0x00ad, 0x00ad, DROP},   {0x00b4, 0x00b4, '\''}, {0x00bb, 0x00bb, '"'},
    {0x02bb, 0x02bc, '\''},   {0x034f, 0x034f, DROP}, {0x061c, 0x061c, DROP},
    {0x1680, 0x1680, ' '},    {0x180b, 0x180f, DROP}, {0x20e3, 0x20e3, DROP},
    {0x2212, 0x2212, '-'},    {0x3000, 0x3000, ' '},  {0x301d, 0x301f, '"'},
    {0xfe00, 0xfe0f, DROP},   {0xfe58, 0xfe58, '-'},  {0xfe63, 0xfe63, '-'},
    {0xfeff, 0xfeff, DROP},   {0xff02, 0xff02, '"'},  {0xff07, 0xff07, '\''},
    {0xff0d, 0xff0d, '-'},    {0xfff9, 0xfffb, DROP}, {0xe0000, 0xe007f, DROP},
    {0xe0100, 0xe01ef, DROP},
};

static char fold_of(uint32_t cp)
{
    size_t low = 0, high = sizeof(ranges) / sizeof(ranges[0]);

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (cp > ranges[mid].last)
            low = mid + 1;
        else if (cp < ranges[mid].first)
            high = mid;
        else
            return ranges[mid].to;
    }
    return KEEP;
}

/* Han, kana and Hangul hold nothing that folds or has a case: no look-up. */
static bool is_plain(uint32_t cp)
{
    return (cp >= 0x3020 && cp <= 0x9fff) || (cp >= 0xac00 && cp <= 0xd7ff);
}

size_t retort_fold_point(uint32_t cp, char *out)
{
    char to = KEEP;

    if (is_plain(cp))
        return retort_utf8_encode(out, cp);
    if (cp >= 0x2000 && cp < 0x2000 + sizeof(general))
        to = general[cp - 0x2000];
    else
        to = fold_of(cp);
    if (to == DROP)
        return 0;
    if (to == DOTS) {
        memcpy(out, "...", 3);
        return 3;
    }
    if (to != KEEP) {
        out[0] = to;
        return 1;
    }
    return retort_utf8_encode(out,
                              (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp));
}

/* Lower-case the last few bytes, fewer than a whole word of 8. */
static uint64_t load_tail(const char *p, size_t left)
{
    char pad[RETORT_SWAR_BYTES] = {0};

    memcpy(pad, p, left);
    return retort_swar_load(pad);
}

size_t retort_fold_lower(retort_span text, char *out)
{
    const char *p = text.ptr, *end;
    char *start = out;

    if (text.len == 0)
        return 0;
    end = text.ptr + text.len;
    while (p < end) {
        size_t left = (size_t)(end - p);
        size_t take = left < RETORT_SWAR_BYTES ? left : RETORT_SWAR_BYTES;
        uint64_t x =
            take < RETORT_SWAR_BYTES ? load_tail(p, left) : retort_swar_load(p);
        uint64_t high = x & RETORT_SWAR_HIGHS;
        size_t bytes;

        /* Bytes behind a non-ASCII one are stored too and overwritten. */
        retort_swar_store(out, retort_swar_lower(x));
        if (!high) {
            p += take;
            out += take;
            continue;
        }
        take = retort_swar_first(high);
        p += take;
        out += take;
        out += retort_fold_point(retort_utf8_decode(p, end, &bytes), out);
        p += bytes;
    }
    return (size_t)(out - start);
}
