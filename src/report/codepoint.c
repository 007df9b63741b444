#include "report/codepoint.h"

#include "base/utf8.h"

typedef struct range {
    uint32_t first;
    uint32_t last;
} range;

/* Ascending, so that a search may stop early. */
static const range HIDDEN[] = {
    {0x0000, 0x001f},    /* C0 controls */
    {0x007f, 0x009f},    /* DEL and C1 controls */
    {0x00ad, 0x00ad},    /* soft hyphen */
    {0x034f, 0x034f},    /* grapheme joiner */
    {0x061c, 0x061c},    /* Arabic letter mark */
    {0x115f, 0x1160},    /* Hangul fillers */
    {0x17b4, 0x17b5},    /* Khmer inherent vowels */
    {0x180b, 0x180f},    /* Mongolian selectors */
    {0x200b, 0x200f},    /* zero width, direction marks */
    {0x2028, 0x202e},    /* line ends, bidi embeddings and overrides */
    {0x2060, 0x206f},    /* joiners, invisible operators, bidi isolates */
    {0x3164, 0x3164},    /* Hangul filler */
    {0xe000, 0xf8ff},    /* private use */
    {0xfdd0, 0xfdef},    /* noncharacters */
    {0xfe00, 0xfe0f},    /* variation selectors */
    {0xfeff, 0xfeff},    /* byte order mark */
    {0xffa0, 0xffa0},    /* half-width filler */
    {0xfff0, 0xfffb},    /* annotation marks */
    {0xfffe, 0xffff},    /* noncharacters */
    {0x1bca0, 0x1bca3},  /* shorthand format marks */
    {0x1d173, 0x1d17a},  /* musical format marks */
    {0xe0000, 0xe0fff},  /* tags, more variation selectors */
    {0xf0000, 0x10ffff}, /* private planes */
};

/* Letters that can pass for Latin ones. */
static const range LOOKALIKE[] = {
    {0x0370, 0x03ff},   /* Greek */
    {0x0400, 0x052f},   /* Cyrillic */
    {0x0530, 0x058f},   /* Armenian */
    {0x13a0, 0x13ff},   /* Cherokee */
    {0x1c80, 0x1c8f},   /* Cyrillic, more */
    {0x1f00, 0x1fff},   /* Greek, more */
    {0xff21, 0xff5a},   /* full-width letters */
    {0x1d400, 0x1d7ff}, /* mathematical letters */
};

static bool in_ranges(const range *ranges, size_t count, uint32_t cp)
{
    for (size_t i = 0; i < count && ranges[i].first <= cp; i++) {
        if (cp <= ranges[i].last)
            return true;
    }
    return false;
}

size_t retort_codepoint_read(retort_span text, uint32_t *out)
{
    *out = text.len ? (unsigned char)text.ptr[0] : 0;
    return retort_utf8_next(text, out);
}

bool retort_codepoint_is_hidden(uint32_t cp)
{
    if (cp >= 0x20 && cp < 0x7f)
        return false;
    if ((cp & 0xfffe) == 0xfffe) /* the last two of every plane */
        return true;
    return in_ranges(HIDDEN, sizeof(HIDDEN) / sizeof(HIDDEN[0]), cp);
}

bool retort_codepoint_mixes_scripts(retort_span text)
{
    bool has_ascii = false;
    bool has_other = false;

    while (text.len > 0) {
        uint32_t cp;
        size_t used = retort_codepoint_read(text, &cp);

        if (used == 1 && ((cp | 0x20) >= 'a' && (cp | 0x20) <= 'z'))
            has_ascii = true;
        if (used > 1 &&
            in_ranges(LOOKALIKE, sizeof(LOOKALIKE) / sizeof(LOOKALIKE[0]), cp))
            has_other = true;
        used = used ? used : 1;
        text = (retort_span){text.ptr + used, text.len - used};
    }
    return has_ascii && has_other;
}

/* East Asian and emoji blocks, roughly. */
static bool is_wide(uint32_t cp)
{
    return (cp >= 0x1100 && cp < 0x1160) || (cp >= 0x2e80 && cp < 0xa4d0) ||
           (cp >= 0xac00 && cp < 0xd7a4) || (cp >= 0xf900 && cp < 0xfb00) ||
           (cp >= 0xff01 && cp < 0xff61) || (cp >= 0x1f300 && cp < 0x1fb00) ||
           (cp >= 0x20000 && cp < 0x40000);
}

static size_t step(retort_span text, size_t *out_columns)
{
    enum { MARK_COLUMNS = 8, BYTE_COLUMNS = 6 };
    uint32_t cp;
    size_t used = retort_codepoint_read(text, &cp);

    if (used == 0) {
        *out_columns = BYTE_COLUMNS;
        return 1;
    }
    if (retort_codepoint_is_hidden(cp))
        *out_columns = MARK_COLUMNS;
    else
        *out_columns = is_wide(cp) ? 2 : 1;
    return used;
}

size_t retort_codepoint_columns(retort_span text)
{
    size_t total = 0;

    while (text.len > 0) {
        size_t columns;
        size_t used = step(text, &columns);

        total += columns;
        text = (retort_span){text.ptr + used, text.len - used};
    }
    return total;
}

size_t retort_codepoint_fit(retort_span text, size_t columns)
{
    size_t at = 0;

    while (at < text.len) {
        size_t taken;
        size_t used = step((retort_span){text.ptr + at, text.len - at}, &taken);

        if (taken > columns)
            break;
        columns -= taken;
        at += used;
    }
    return at;
}
