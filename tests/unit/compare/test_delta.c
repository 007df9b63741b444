#include "compare/delta.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "unit/compare/models_helper.h"

enum { BITS = 4, BUCKETS = 1 << BITS };

static uint32_t *counts(const helper_models *h, size_t m)
{
    return h->fp[m]->tables[retort_family_find("tk")].total;
}

static size_t add_random(helper_models *h, const char *name, const char *family,
                         bool background, uint64_t stream)
{
    size_t m = helper_add(h, name, family, background);
    uint32_t *c = helper_table(h, m, "tk", BITS);

    for (size_t i = 0; i < BUCKETS; i++)
        c[i] = 1 + helper_random(stream, i, 40);
    return m;
}

static void add_eight(helper_models *h)
{
    (void)add_random(h, "s", "s-line", false, 1);
    (void)add_random(h, "s-kin", "s-line", true, 2);
    (void)add_random(h, "a", "a-line", true, 3);
    (void)add_random(h, "a-next", "a-line", true, 4);
    (void)add_random(h, "r", "r-line", true, 5);
    (void)add_random(h, "b", "b-line", true, 6);
    (void)add_random(h, "c", "c-line", true, 7);
    (void)add_random(h, "other", "d-line", false, 8);
}

static double score_of(const helper_models *h, size_t s, size_t r)
{
    retort_modelset *set = helper_set(h);
    retort_delta *d = NULL;
    double score;

    assert_int_equal(retort_delta_new(&d, set, NULL), RETORT_OK);
    score = retort_delta_score(d, s, r);
    retort_delta_free(d);
    retort_modelset_free(set);
    return score;
}

static double rate_of(const helper_models *h, size_t m, size_t i)
{
    double all = 0.0;

    for (size_t k = 0; k < BUCKETS; k++)
        all += (double)counts(h, m)[k];
    return (double)counts(h, m)[i] / all;
}

/* Mean rate of the lineage of m over its background members. */
static double lineage_rate(const helper_models *h, size_t m, size_t i)
{
    double sum = 0.0;
    double n = 0.0;

    for (size_t k = 0; k < h->count; k++)
        if (h->items[k].background && helper_same_lineage(h, k, m)) {
            sum += rate_of(h, k, i);
            n += 1.0;
        }
    return sum / n;
}

/* Mean and deviation over the lineages left, each met at its first member. */
static void plain_moments(const helper_models *h, size_t s, size_t r, size_t i,
                          double *mean, double *sd)
{
    double value[HELPER_MODELS_MAX];
    size_t n = 0;

    for (size_t m = 0; m < h->count; m++) {
        bool is_first = helper_in_background(h, m, s, r);

        for (size_t k = 0; k < m && is_first; k++)
            is_first = !h->items[k].background || !helper_same_lineage(h, k, m);
        if (is_first)
            value[n++] = lineage_rate(h, m, i);
    }
    *mean = 0.0;
    *sd = 0.0;
    for (size_t k = 0; k < n; k++)
        *mean += value[k] / (double)n;
    for (size_t k = 0; k < n; k++)
        *sd += (value[k] - *mean) * (value[k] - *mean) / ((double)n - 1.0);
    *sd = sqrt(*sd);
}

static double plain_score(const helper_models *h, size_t s, size_t r)
{
    double dot = 0.0;
    double ss = 0.0;
    double rr = 0.0;

    for (size_t i = 0; i < BUCKETS; i++) {
        double mean;
        double sd;
        double zs;
        double zr;

        plain_moments(h, s, r, i, &mean, &sd);
        zs = (rate_of(h, s, i) - mean) / sd;
        zr = (rate_of(h, r, i) - mean) / sd;
        dot += zs * zr;
        ss += zs * zs;
        rr += zr * zr;
    }
    return dot / sqrt(ss * rr);
}

static void score__is_the_formula_of_the_header(void **state)
{
    helper_models h = {.count = 0};

    (void)state;
    add_eight(&h);
    for (size_t s = 0; s < h.count; s++)
        for (size_t r = 0; r < h.count; r++)
            assert_true(helper_near(score_of(&h, s, r), plain_score(&h, s, r)));
    helper_release(&h);
}

static void score__is_symmetric_and_one_with_itself(void **state)
{
    helper_models h = {.count = 0};

    (void)state;
    add_eight(&h);
    assert_true(score_of(&h, 0, 4) == score_of(&h, 4, 0));
    assert_true(helper_near(score_of(&h, 0, 0), 1.0));
    assert_false(helper_near(score_of(&h, 0, 4), 1.0));
    helper_release(&h);
}

static void score__ignores_names_and_order(void **state)
{
    helper_models h = {.count = 0};
    double before;

    (void)state;
    add_eight(&h);
    before = score_of(&h, 0, 4);
    for (size_t m = 0; m < h.count / 2; m++) {
        retort_model t = h.items[m];
        retort_fingerprint *fp = h.fp[m];

        h.items[m] = h.items[h.count - 1 - m];
        h.fp[m] = h.fp[h.count - 1 - m];
        h.items[h.count - 1 - m] = t;
        h.fp[h.count - 1 - m] = fp;
    }
    for (size_t m = 0; m < h.count; m++)
        h.items[m].name = "x";
    assert_true(helper_near(score_of(&h, 7, 3), before));
    helper_release(&h);
}

static void score__gives_a_lineage_one_vote(void **state)
{
    helper_models h = {.count = 0};
    double before;

    (void)state;
    add_eight(&h);
    before = score_of(&h, 0, 4);
    (void)add_random(&h, "b-copy", "b-line", true, 6);
    assert_true(helper_near(score_of(&h, 0, 4), before));
    h.items[h.count - 1].family = "e-line";
    assert_false(helper_near(score_of(&h, 0, 4), before));
    helper_release(&h);
}

static void score__leaves_out_the_lineages_of_both(void **state)
{
    helper_models h = {.count = 0};
    size_t kin;
    double before;

    (void)state;
    add_eight(&h);
    kin = add_random(&h, "r-kin", "r-line", true, 9);
    before = score_of(&h, 0, 4);
    counts(&h, 1)[3] += 50;
    counts(&h, kin)[5] += 50;
    counts(&h, 7)[5] += 50; /* no background */
    assert_true(helper_near(score_of(&h, 0, 4), before));
    counts(&h, 5)[3] += 50;
    assert_false(helper_near(score_of(&h, 0, 4), before));
    helper_release(&h);
}

static void score__of_every_reply_twice_is_the_same(void **state)
{
    helper_models h = {.count = 0};
    double before;

    (void)state;
    add_eight(&h);
    before = score_of(&h, 0, 4);
    for (size_t m = 0; m < h.count; m += 2)
        for (size_t i = 0; i < BUCKETS; i++)
            counts(&h, m)[i] *= 2;
    assert_true(helper_near(score_of(&h, 0, 4), before));
    helper_release(&h);
}

static void score__is_nan_below_three_lineages(void **state)
{
    helper_models h = {.count = 0};

    (void)state;
    (void)add_random(&h, "s", "s", false, 1);
    (void)add_random(&h, "r", "r", true, 2);
    (void)add_random(&h, "a", "a", true, 3);
    (void)add_random(&h, "b", "b", true, 4);
    assert_true(isnan(score_of(&h, 0, 1)));
    (void)add_random(&h, "c", "c", true, 5);
    assert_true(!isnan(score_of(&h, 0, 1)));
    helper_release(&h);
}

/* Bucket i of the background is the more frequent the smaller i is. */
static void score__rests_on_the_most_frequent_tokens_only(void **state)
{
    static const char *const names[] = {"s", "r", "a", "b", "c"};
    helper_models h = {.count = 0};
    double before;

    (void)state;
    for (size_t m = 0; m < 5; m++) {
        uint32_t *c;

        (void)helper_add(&h, names[m], names[m], m > 0);
        c = helper_table(&h, m, "tk", 10);
        for (uint32_t i = 0; i < 1024; i++)
            c[i] = 4000 - 3 * i + helper_random(m, i, 3);
    }
    before = score_of(&h, 0, 1);
    for (size_t m = 0; m < 5; m++) { /* as many tokens as before */
        counts(&h, m)[RETORT_DELTA_TOKENS + 100] += 100 * (uint32_t)m;
        counts(&h, m)[RETORT_DELTA_TOKENS + 200] -= 100 * (uint32_t)m;
    }
    assert_true(helper_near(score_of(&h, 0, 1), before));
    for (size_t m = 0; m < 5; m++) {
        counts(&h, m)[RETORT_DELTA_TOKENS - 300] += 100 * (uint32_t)m;
        counts(&h, m)[RETORT_DELTA_TOKENS + 200] -= 100 * (uint32_t)m;
    }
    assert_false(helper_near(score_of(&h, 0, 1), before));
    helper_release(&h);
}

static void score__folds_to_the_smallest_table(void **state)
{
    helper_models h = {.count = 0};
    double before;
    uint32_t old[BUCKETS];
    uint32_t *wide;

    (void)state;
    add_eight(&h);
    before = score_of(&h, 0, 4);
    memcpy(old, counts(&h, 5), sizeof(old));
    retort_mem_free(counts(&h, 5)); /* not blocked: count and total are one */
    wide = helper_table(&h, 5, "tk", BITS + 1);
    for (size_t i = 0; i < BUCKETS; i++) {
        wide[2 * i] = old[i] / 3;
        wide[2 * i + 1] = old[i] - old[i] / 3;
    }
    assert_true(helper_near(score_of(&h, 0, 4), before));
    helper_release(&h);
}

static void new__needs_the_family_in_every_model(void **state)
{
    helper_models h = {.count = 0};
    retort_modelset *set;
    retort_delta *d = NULL;

    (void)state;
    add_eight(&h);
    (void)helper_add(&h, "bare", "e", false);
    set = helper_set(&h);
    assert_int_equal(retort_delta_new(&d, set, NULL),
                     RETORT_ERR_NOT_APPLICABLE);
    assert_null(d);
    retort_modelset_free(set);
    helper_release(&h);
}

static void new__survives_every_refused_allocation(void **state)
{
    helper_models h = {.count = 0};
    retort_modelset *set;
    retort_delta *d = NULL;

    (void)state;
    add_eight(&h);
    set = helper_set(&h);
    for (long n = 0; n < 4; n++) {
        retort_mem_fail_at(n);
        assert_int_equal(retort_delta_new(&d, set, NULL), RETORT_ERR_NOMEM);
        retort_mem_fail_at(-1);
        assert_null(d);
    }
    retort_modelset_free(set);
    helper_release(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(score__is_the_formula_of_the_header),
        cmocka_unit_test(score__is_symmetric_and_one_with_itself),
        cmocka_unit_test(score__ignores_names_and_order),
        cmocka_unit_test(score__gives_a_lineage_one_vote),
        cmocka_unit_test(score__leaves_out_the_lineages_of_both),
        cmocka_unit_test(score__of_every_reply_twice_is_the_same),
        cmocka_unit_test(score__is_nan_below_three_lineages),
        cmocka_unit_test(score__rests_on_the_most_frequent_tokens_only),
        cmocka_unit_test(score__folds_to_the_smallest_table),
        cmocka_unit_test(new__needs_the_family_in_every_model),
        cmocka_unit_test(new__survives_every_refused_allocation),
    };

    return cmocka_run_group_tests_name("delta", tests, NULL, NULL);
}
