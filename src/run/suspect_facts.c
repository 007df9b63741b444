#include "run/suspect_facts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static int by_chars(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

double retort_suspect_median_chars(const retort_fingerprint *fp)
{
    size_t n = fp->reply_count;
    size_t low = n ? (n - 1) / 2 : 0;
    size_t high = n / 2;
    uint32_t *chars = n ? retort_mem_new(n, sizeof(*chars)) : NULL;
    double median;

    if (!chars)
        return (double)NAN;
    for (size_t i = 0; i < n; i++)
        chars[i] = fp->replies[i].chars;
    qsort(chars, n, sizeof(*chars), by_chars);
    median = ((double)chars[low] + (double)chars[high]) / 2.0;
    retort_mem_free(chars);
    return median;
}

double retort_suspect_duplicates(const retort_fingerprint *fp)
{
    size_t again = 0;

    for (size_t i = 1; fp->has_digests && i < fp->reply_count; i++)
        again += memcmp(fp->replies[i].key, fp->replies[i - 1].key,
                        RETORT_KEY_BYTES) == 0 &&
                 memcmp(fp->replies[i].digest, fp->replies[i - 1].digest,
                        RETORT_SHA256_BYTES) == 0;
    return fp->reply_count ? (double)again / (double)fp->reply_count : 0.0;
}

static bool same_reply(const retort_fp_reply *a, const retort_fp_reply *b)
{
    return a->chars == b->chars &&
           retort_sketch_distance(&a->sketch, &b->sketch) == 0;
}

/* End of the replies to the prompt of reply `from`. */
static size_t group_end(const retort_fingerprint *fp, size_t from)
{
    size_t end = from + 1;

    while (end < fp->reply_count &&
           memcmp(fp->replies[end].key, fp->replies[from].key,
                  RETORT_KEY_BYTES) == 0)
        end++;
    return end;
}

static bool any_equal(const retort_fp_reply *a, const retort_fp_reply *a_end,
                      const retort_fp_reply *b, const retort_fp_reply *b_end)
{
    for (const retort_fp_reply *x = a; x < a_end; x++)
        for (const retort_fp_reply *y = b; y < b_end; y++)
            if (same_reply(x, y))
                return true;
    return false;
}

double retort_suspect_equal_replies(const retort_fingerprint *a,
                                    const retort_fingerprint *b)
{
    size_t shared = 0;
    size_t equal = 0;
    size_t i = 0;
    size_t j = 0;

    while (i < a->reply_count && j < b->reply_count) {
        int order =
            memcmp(a->replies[i].key, b->replies[j].key, RETORT_KEY_BYTES);
        size_t i_end = group_end(a, i);
        size_t j_end = group_end(b, j);

        if (order == 0) {
            shared++;
            equal += any_equal(a->replies + i, a->replies + i_end,
                               b->replies + j, b->replies + j_end);
        }
        if (order <= 0)
            i = i_end;
        if (order >= 0)
            j = j_end;
    }
    return shared ? (double)equal / (double)shared : 0.0;
}

bool retort_suspect_is_twin(const retort_fingerprint *a,
                            const retort_fingerprint *b)
{
    return memcmp(a->record_digest, b->record_digest, RETORT_SHA256_BYTES) ==
               0 &&
           a->stats.replies == b->stats.replies &&
           (!a->has_replies || !b->has_replies ||
            retort_suspect_equal_replies(a, b) >= 1.0);
}

static int by_reply(const void *a, const void *b)
{
    const retort_fp_reply *x = *(const retort_fp_reply *const *)a;
    const retort_fp_reply *y = *(const retort_fp_reply *const *)b;

    if (x->chars != y->chars)
        return x->chars < y->chars ? -1 : 1;
    for (size_t w = 0; w < RETORT_SKETCH_WORDS; w++)
        if (x->sketch.word[w] != y->sketch.word[w])
            return x->sketch.word[w] < y->sketch.word[w] ? -1 : 1;
    return 0;
}

double retort_suspect_same_reply(const retort_fingerprint *fp)
{
    size_t n = fp->reply_count;
    const retort_fp_reply **order =
        n ? retort_mem_new(n, sizeof(const retort_fp_reply *)) : NULL;
    size_t run = 0;
    size_t longest = 0;

    if (!order)
        return (double)NAN;
    for (size_t i = 0; i < n; i++)
        order[i] = &fp->replies[i];
    qsort(order, n, sizeof(const retort_fp_reply *), by_reply);
    for (size_t i = 0; i < n; i++) {
        run = i && same_reply(order[i - 1], order[i]) ? run + 1 : 1;
        longest = run > longest ? run : longest;
    }
    retort_mem_free(order);
    return (double)longest / (double)n;
}

double retort_suspect_closed_class(const retort_fingerprint *fp)
{
    static const double unit = 1e6; /* kept in millionths */
    size_t rows = retort_style_count();
    size_t row = 0;
    double sum = 0.0;

    while (row < rows &&
           strcmp(retort_style_about(row)->id, "closed_class") != 0)
        row++;
    if (!fp->style || !fp->stats.replies || row == rows)
        return (double)NAN;
    for (size_t b = 0; b < RETORT_BLOCKS; b++)
        sum += (double)fp->style[b * rows + row].sum;
    return sum / unit / (double)fp->stats.replies;
}
