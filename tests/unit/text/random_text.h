/**
 * @file unit/text/random_text.h
 * Valid UTF-8 made at random, rich in what the text rules care about. Same
 * seed, same text, on every machine.
 */
#ifndef UNIT_TEXT_RANDOM_TEXT_H
#define UNIT_TEXT_RANDOM_TEXT_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

/* SplitMix64 (Steele, Lea, Flood 2014). */
static inline uint64_t random_next(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static inline uint32_t random_point(uint64_t *state)
{
    static const struct {
        uint32_t first, count;
    } blocks[] = {
        {0x00, 0x80},    {0x20, 0x60},    {0x80, 0x180},  {0x300, 0x70},
        {0x370, 0x200},  {0x590, 0x180},  {0x900, 0x80},  {0xe00, 0x80},
        {0x1100, 0x100}, {0x1e00, 0x200}, {0x2000, 0x70}, {0x2100, 0x100},
        {0x3000, 0x100}, {0x4e00, 0x100}, {0xac00, 0x40}, {0xf900, 0x100},
        {0xfb1d, 0x40},  {0xfe00, 0x100}, {0xff00, 0xf0}, {0x1f300, 0x300},
        {0xe0000, 0x80}, {0x1d150, 0x20},
    };
    uint64_t r = random_next(state);
    size_t i = r % (sizeof(blocks) / sizeof(blocks[0]));

    return blocks[i].first + (uint32_t)((r >> 32) % blocks[i].count);
}

/** Fill @p out (room for @p room bytes) with valid UTF-8. @return bytes. */
static inline size_t random_text(uint64_t *state, char *out, size_t room)
{
    static const char *const pieces[] = {
        "\n",    "\n\n", " ",   "# ",     "- ",   "1. ",   "```", "~~~\n",
        "**",    "__",   "|",   "don't ", "3.14", "gpt4 ", "* ",  "the quick ",
        "a) b ", "> ",   "x'y", "`",      "\t",   "ABC ",  "...", "12:30"};
    size_t len = 0, want = random_next(state) % (room + 1);

    while (len + 16 < want) {
        uint64_t r = random_next(state);
        const char *piece = pieces[r % (sizeof(pieces) / sizeof(pieces[0]))];

        if (r >> 62) {
            memcpy(out + len, piece, strlen(piece));
            len += strlen(piece);
        } else {
            len += retort_utf8_encode(out + len, random_point(state));
        }
    }
    return len;
}

#endif /* UNIT_TEXT_RANDOM_TEXT_H */
