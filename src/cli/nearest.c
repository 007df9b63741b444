#include "cli/nearest.h"

#include <stdbool.h>
#include <string.h>

enum { WORD_MAX = 32, PREFIX_MIN = 2 };

void retort_nearest_init(retort_nearest *n, retort_span typed)
{
    /* A third of the letters may be wrong; more would be guessing. */
    *n = (retort_nearest){.typed = typed, .distance = (typed.len + 2) / 3 + 1};
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment; both words are at most WORD_MAX bytes. */
static size_t distance(retort_span a, retort_span b)
{
    size_t d[WORD_MAX + 1][WORD_MAX + 1];

    for (size_t i = 0; i <= a.len; i++)
        d[i][0] = i;
    for (size_t j = 0; j <= b.len; j++)
        d[0][j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        for (size_t j = 1; j <= b.len; j++) {
            size_t change = a.ptr[i - 1] == b.ptr[j - 1] ? 0 : 1;

            d[i][j] = least(least(d[i - 1][j], d[i][j - 1]) + 1,
                            d[i - 1][j - 1] + change);
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] &&
                a.ptr[i - 2] == b.ptr[j - 1])
                d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[a.len][b.len];
}

static bool begins(retort_span word, retort_span start)
{
    return start.len >= PREFIX_MIN && start.len < word.len &&
           memcmp(word.ptr, start.ptr, start.len) == 0;
}

void retort_nearest_offer(retort_nearest *n, retort_span word)
{
    size_t d;

    if (word.len > WORD_MAX || n->typed.len > WORD_MAX)
        return;
    d = begins(word, n->typed) ? 1 : distance(n->typed, word);
    if (d < n->distance) {
        n->distance = d;
        n->best = word;
    }
}
