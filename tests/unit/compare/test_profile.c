#include "compare/profile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "unit/compare/models_helper.h"

enum { BITS = 4, BUCKETS = 1 << BITS, FAMILIES = RETORT_PROFILE_FAMILIES };

static const char *const ids[FAMILIES] = {"so", "op", "cl", "lo"};

static uint32_t *counts(const helper_models *h, size_t m, size_t f)
{
    return h->fp[m]->tables[retort_family_find(ids[f])].total;
}

/* A model with random counts and 5 to 14 replies to as many prompts. */
static size_t add_random(helper_models *h, const char *name, const char *family,
                         bool background, uint64_t stream)
{
    size_t m = helper_add(h, name, family, background);
    unsigned replies = 5 + helper_random(stream, 1000, 10);

    for (unsigned i = 0; i < replies; i++)
        (void)helper_reply(h, m, i);
    for (size_t f = 0; f < FAMILIES; f++) {
        uint32_t *c = helper_table(h, m, ids[f], BITS);

        for (size_t i = 0; i < BUCKETS; i++)
            c[i] = helper_random(stream, f * BUCKETS + i, replies + 1);
    }
    return m;
}

/* S is 0, R is 4; 1 is of S's lineage, 5 of R's. */
static void add_seven(helper_models *h)
{
    (void)add_random(h, "s", "s-line", false, 1);
    (void)add_random(h, "s-kin", "s-line", true, 2);
    (void)add_random(h, "a", "a-line", true, 3);
    (void)add_random(h, "a-next", "a-line", true, 4);
    (void)add_random(h, "r", "r-line", true, 5);
    (void)add_random(h, "r-next", "r-line", true, 6);
    (void)add_random(h, "b", "b-line", true, 7);
    (void)add_random(h, "c", "c-line", true, 8);
    (void)add_random(h, "tuned", "d-line", false, 9);
}

static retort_profile *profile_of(const retort_modelset *set)
{
    retort_profile *p = NULL;

    assert_int_equal(retort_profile_new(&p, set, NULL), RETORT_OK);
    return p;
}

static double score_of(const helper_models *h, size_t s, size_t r)
{
    retort_modelset *set = helper_set(h);
    retort_profile *p = profile_of(set);
    double score = retort_profile_score(p, s, r);

    retort_profile_free(p);
    retort_modelset_free(set);
    return score;
}

/* --- the formulas of the header, one after the other ----------------------- */

static double mass_of(const helper_models *h, size_t m, size_t f)
{
    double sum = 0.0;

    for (size_t i = 0; i < BUCKETS; i++)
        sum += (double)counts(h, m, f)[i];
    return sum / (double)h->fp[m]->stats.replies;
}

static double p_of(const helper_models *h, size_t m, size_t f, size_t i)
{
    return (double)counts(h, m, f)[i] / (double)h->fp[m]->stats.replies;
}

struct plain {
    double a; /* A */
    double mu[BUCKETS];
};

static struct plain plain_background(const helper_models *h, const bool *in,
                                     size_t f)
{
    struct plain b = {.a = 0.0};

    for (size_t m = 0; m < h->count; m++)
        b.a += helper_weight(h, in, m) * mass_of(h, m, f);
    for (size_t i = 0; i < BUCKETS; i++)
        for (size_t m = 0; m < h->count; m++)
            b.mu[i] += helper_weight(h, in, m) * p_of(h, m, f, i) * b.a /
                       mass_of(h, m, f);
    return b;
}

static double plain_cosine(const helper_models *h, size_t s, size_t r,
                           const bool *in, double centre)
{
    double dot = 0.0;
    double ss = 0.0;
    double rr = 0.0;

    for (size_t f = 0; f < FAMILIES; f++) {
        struct plain b = plain_background(h, in, f);

        for (size_t i = 0; i < BUCKETS; i++) {
            double n_s = (double)retort_fingerprint_prompts(h->fp[s]);
            double n_r = (double)retort_fingerprint_prompts(h->fp[r]);
            double q_s = p_of(h, s, f, i) * b.a / mass_of(h, s, f);
            double q_r = p_of(h, r, f, i) * b.a / mass_of(h, r, f);
            double x_s = (q_s - centre * b.mu[i]) / sqrt(b.mu[i] + 1.0 / n_s);
            double x_r = (q_r - centre * b.mu[i]) / sqrt(b.mu[i] + 1.0 / n_r);

            dot += x_s * x_r;
            ss += x_s * x_s;
            rr += x_r * x_r;
        }
    }
    return dot / sqrt(ss * rr);
}

static double plain_score(const helper_models *h, size_t s, size_t r)
{
    bool in[HELPER_MODELS_MAX];

    for (size_t m = 0; m < h->count; m++)
        in[m] = helper_in_background(h, m, s, r);
    return plain_cosine(h, s, r, in, 1.0);
}

static double plain_hub(const helper_models *h, size_t r)
{
    bool in[HELPER_MODELS_MAX];
    double sum = 0.0;

    for (size_t m = 0; m < h->count; m++)
        in[m] = helper_in_background(h, m, r, r);
    for (size_t m = 0; m < h->count; m++)
        sum += in[m] ? helper_weight(h, in, m) * plain_cosine(h, m, r, in, 0.0)
                     : 0.0;
    return sum;
}

/* --- score ----------------------------------------------------------------- */

static void score__is_the_formula_of_the_header(void **state)
{
    helper_models h = {.count = 0};

    (void)state;
    add_seven(&h);
    for (size_t s = 0; s < h.count; s++)
        for (size_t r = 0; r < h.count; r++)
            assert_true(helper_near(score_of(&h, s, r), plain_score(&h, s, r)));
    helper_release(&h);
}

static void score__is_symmetric_and_one_with_itself(void **state)
{
    helper_models h = {.count = 0};

    (void)state;
    add_seven(&h);
    for (size_t r = 0; r < h.count; r++)
        assert_true(helper_near(score_of(&h, 0, r), score_of(&h, r, 0)));
    assert_true(helper_near(score_of(&h, 0, 0), 1.0));
    assert_true(helper_near(score_of(&h, 4, 4), 1.0));
    assert_false(helper_near(score_of(&h, 0, 4), 1.0));
    helper_release(&h);
}

static void score__ignores_names_and_order(void **state)
{
    helper_models h = {.count = 0};
    double before;

    (void)state;
    add_seven(&h);
    before = score_of(&h, 0, 4);
    for (size_t m = 0; m < h.count / 2; m++) {
        retort_model t = h.items[m];
        retort_fingerprint *fp = h.fp[m];

        h.items[m] = h.items[h.count - 1 - m];
        h.fp[m] = h.fp[h.count - 1 - m];
        h.items[h.count - 1 - m] = t;
        h.fp[h.count - 1 - m] = fp;
    }
    for (size_t m = 0; m < h.count; m++) {
        h.items[m].name = "x";
        h.items[m].vendor = "one vendor for all";
    }
    assert_true(helper_near(score_of(&h, 8, 4), before));
    helper_release(&h);
}

static void score__gives_a_lineage_one_vote(void **state)
{
    helper_models h = {.count = 0};
    double before;

    (void)state;
    add_seven(&h);
    before = score_of(&h, 0, 4);
    (void)add_random(&h, "b-copy", "b-line", true, 7);
    (void)add_random(&h, "b-again", "b-line", true, 7);
    assert_true(helper_near(score_of(&h, 0, 4), before));
    h.items[h.count - 1].family = "e-line"; /* a vote of its own */
    assert_false(helper_near(score_of(&h, 0, 4), before));
    helper_release(&h);
}

static void score__leaves_out_the_lineages_of_both(void **state)
{
    static const size_t out[] = {1, 5};
    helper_models h = {.count = 0};
    double before;

    (void)state;
    add_seven(&h);
    before = score_of(&h, 0, 4);
    for (size_t k = 0; k < 2; k++) {
        counts(&h, out[k], 0)[3] += 50;
        counts(&h, out[k], 3)[0] += 9;
        assert_true(helper_near(score_of(&h, 0, 4), before));
    }
    counts(&h, 6, 0)[3] += 50; /* of a third lineage */
    assert_false(helper_near(score_of(&h, 0, 4), before));
    helper_release(&h);
}

static void score__takes_no_background_from_other_models(void **state)
{
    helper_models h = {.count = 0};
    double before;

    (void)state;
    add_seven(&h);
    before = score_of(&h, 0, 4);
    counts(&h, 8, 0)[3] += 50;
    assert_true(helper_near(score_of(&h, 0, 4), before));
    helper_release(&h);
}

static void score__of_every_reply_twice_is_the_same(void **state)
{
    helper_models h = {.count = 0};
    double before;

    (void)state;
    add_seven(&h);
    before = score_of(&h, 0, 4);
    for (size_t m = 0; m < h.count; m += 2) { /* suspect, R and background */
        h.fp[m]->stats.replies *= 2;
        for (size_t f = 0; f < FAMILIES; f++)
            for (size_t i = 0; i < BUCKETS; i++)
                counts(&h, m, f)[i] *= 2;
    }
    assert_true(helper_near(score_of(&h, 0, 4), before));
    helper_release(&h);
}

static void score__folds_to_the_smallest_table(void **state)
{
    helper_models h = {.count = 0};
    double before;
    uint32_t *wide;

    (void)state;
    add_seven(&h);
    before = score_of(&h, 0, 4);
    retort_mem_free(h.fp[0]->tables[retort_family_find("op")].count);
    retort_mem_free(h.fp[0]->tables[retort_family_find("op")].total);
    wide = helper_table(&h, 0, "op", BITS + 2);
    for (size_t i = 0; i < BUCKETS; i++) {
        uint32_t c =
            helper_random(1, BUCKETS + i, (uint32_t)h.fp[0]->stats.replies + 1);

        wide[4 * i + i % 4] = c / 2;
        wide[4 * i + (i + 1) % 4] = c - c / 2;
    }
    assert_true(helper_near(score_of(&h, 0, 4), before));
    helper_release(&h);
}

static void score__is_nan_without_two_lineages(void **state)
{
    helper_models h = {.count = 0};

    (void)state;
    (void)add_random(&h, "s", "s-line", false, 1);
    (void)add_random(&h, "r", "r-line", true, 2);
    (void)add_random(&h, "a", "a-line", true, 3);
    assert_true(isnan(score_of(&h, 0, 1)));
    (void)add_random(&h, "a-next", "a-line", true, 4);
    assert_true(isnan(score_of(&h, 0, 1)));
    (void)add_random(&h, "b", "b-line", true, 5);
    assert_true(!isnan(score_of(&h, 0, 1)));
    helper_release(&h);
}

static void score__of_a_model_without_replies_is_nan(void **state)
{
    helper_models h = {.count = 0};
    size_t empty;

    (void)state;
    add_seven(&h);
    empty = helper_add(&h, "empty", "e-line", false);
    for (size_t f = 0; f < FAMILIES; f++)
        (void)helper_table(&h, empty, ids[f], BITS);
    assert_true(isnan(score_of(&h, empty, 4)));
    assert_true(!isnan(score_of(&h, 0, 4)));
    helper_release(&h);
}

/* --- without, hub, common -------------------------------------------------- */

static double without(const retort_profile *p, size_t s, size_t r,
                      const bool *out)
{
    double score = 0.0;

    assert_int_equal(retort_profile_score_without(p, s, r, out, &score, NULL),
                     RETORT_OK);
    return score;
}

static void without__of_both_lineages_is_the_score(void **state)
{
    helper_models h = {.count = 0};
    retort_modelset *set;
    retort_profile *p;

    (void)state;
    add_seven(&h);
    set = helper_set(&h);
    p = profile_of(set);
    for (size_t s = 0; s < h.count; s++)
        for (size_t r = 0; r < h.count; r++) {
            bool out[HELPER_MODELS_MAX];

            for (size_t m = 0; m < h.count; m++)
                out[m] = helper_same_lineage(&h, m, s) ||
                         helper_same_lineage(&h, m, r);
            assert_true(helper_near(without(p, s, r, out),
                                    retort_profile_score(p, s, r)));
        }
    retort_profile_free(p);
    retort_modelset_free(set);
    helper_release(&h);
}

static void without__weighs_the_members_left(void **state)
{
    helper_models h = {.count = 0};
    bool out[HELPER_MODELS_MAX] = {false};
    bool in[HELPER_MODELS_MAX];
    retort_modelset *set;
    retort_profile *p;

    (void)state;
    add_seven(&h);
    set = helper_set(&h);
    p = profile_of(set);
    out[1] = out[2] = out[4] = true; /* siblings of 2 and of 4 stay */
    for (size_t m = 0; m < h.count; m++)
        in[m] = h.items[m].background && !out[m];
    assert_true(
        helper_near(without(p, 0, 4, out), plain_cosine(&h, 0, 4, in, 1.0)));
    for (size_t m = 0; m < h.count; m++)
        out[m] = m != 6; /* one lineage left */
    assert_true(isnan(without(p, 0, 4, out)));
    retort_profile_free(p);
    retort_modelset_free(set);
    helper_release(&h);
}

static void without__says_when_memory_runs_out(void **state)
{
    helper_models h = {.count = 0};
    bool out[HELPER_MODELS_MAX] = {false};
    double score = 0.0;
    retort_modelset *set;
    retort_profile *p;

    (void)state;
    add_seven(&h);
    set = helper_set(&h);
    p = profile_of(set);
    for (long n = 0; n < 2; n++) {
        retort_mem_fail_at(n);
        assert_int_equal(
            retort_profile_score_without(p, 0, 4, out, &score, NULL),
            RETORT_ERR_NOMEM);
        retort_mem_fail_at(-1);
        assert_true(isnan(score));
    }
    retort_profile_free(p);
    retort_modelset_free(set);
    helper_release(&h);
}

static void hub__is_the_mean_uncentred_cosine(void **state)
{
    helper_models h = {.count = 0};
    retort_modelset *set;
    retort_profile *p;

    (void)state;
    add_seven(&h);
    set = helper_set(&h);
    p = profile_of(set);
    for (size_t r = 0; r < h.count; r++)
        assert_true(helper_near(retort_profile_hub(p, r), plain_hub(&h, r)));
    retort_profile_free(p);
    retort_modelset_free(set);
    helper_release(&h);
}

static void hub__never_looks_at_a_suspect(void **state)
{
    helper_models h = {.count = 0};
    double before;
    retort_modelset *set;
    retort_profile *p;

    (void)state;
    add_seven(&h);
    set = helper_set(&h);
    p = profile_of(set);
    before = retort_profile_hub(p, 4);
    retort_profile_free(p);
    counts(&h, 0, 1)[2] += 70;
    p = profile_of(set);
    assert_true(retort_profile_hub(p, 4) == before);
    retort_profile_free(p);
    retort_modelset_free(set);
    helper_release(&h);
}

static void common__leaves_nothing_out(void **state)
{
    helper_models h = {.count = 0};
    bool in[HELPER_MODELS_MAX];
    retort_modelset *set;
    retort_profile *p;

    (void)state;
    add_seven(&h);
    set = helper_set(&h);
    p = profile_of(set);
    for (size_t m = 0; m < h.count; m++)
        in[m] = h.items[m].background;
    assert_true(helper_near(retort_profile_common(p, 4, 6),
                            plain_cosine(&h, 4, 6, in, 1.0)));
    assert_true(retort_profile_common(p, 4, 6) ==
                retort_profile_common(p, 6, 4));
    retort_profile_free(p);
    retort_modelset_free(set);
    helper_release(&h);
}

/* --- more lineages out ----------------------------------------------------- */

static void score_out__leaves_out_more_lineages(void **state)
{
    helper_models h = {.count = 0};
    bool out[HELPER_MODELS_MAX];
    retort_modelset *set;
    retort_profile *p;
    uint32_t list[5];

    (void)state;
    add_seven(&h);
    (void)add_random(&h, "e", "e-line", true, 10);
    (void)add_random(&h, "f", "f-line", true, 11);
    set = helper_set(&h);
    p = profile_of(set);
    list[0] = set->models[2].lineage; /* a-line: two models */
    list[1] = set->models[9].lineage;
    for (size_t m = 0; m < h.count; m++)
        out[m] = m <= 5 || m == 9;
    assert_true(helper_near(retort_profile_score_out(p, 0, 4, list, 2),
                            without(p, 0, 4, out)));
    assert_false(helper_near(retort_profile_score_out(p, 0, 4, list, 2),
                             retort_profile_score(p, 0, 4)));
    list[2] = list[0];                /* once more, */
    list[3] = set->models[4].lineage; /* R's own, */
    list[4] = set->models[8].lineage; /* and one without background */
    assert_true(retort_profile_score_out(p, 0, 4, list, 5) ==
                retort_profile_score_out(p, 0, 4, list, 2));
    list[2] = set->models[6].lineage;
    list[3] = set->models[7].lineage; /* only f is left */
    assert_true(isnan(retort_profile_score_out(p, 0, 4, list, 4)));
    retort_profile_free(p);
    retort_modelset_free(set);
    helper_release(&h);
}

/* --- by prompt block ------------------------------------------------------- */

/* A model with replies to some prompts of every block. */
static size_t add_blocked(helper_models *h, const char *name,
                          const char *family, uint64_t stream, uint8_t bits)
{
    size_t m = helper_add(h, name, family, true);
    uint64_t at = 0;

    for (unsigned b = 0; b < RETORT_BLOCKS; b++)
        for (unsigned i = 0; i <= helper_random(stream, 5000 + b, 3); i++)
            (void)helper_reply(h, m, b << 11 | i);
    for (size_t f = 0; f < FAMILIES; f++) {
        (void)helper_table(h, m, ids[f], bits);
        for (size_t i = 0; i < (size_t)RETORT_BLOCKS << bits; i++)
            h->fp[m]->tables[retort_family_find(ids[f])].count[i] =
                helper_random(stream, at++, 3);
    }
    assert_int_equal(retort_fp_settle(h->fp[m], NULL), RETORT_OK);
    return m;
}

enum { BLOCKED = 6 };

/* Six models, one with wider tables, and their counts by block. */
static void add_six(helper_models *h, retort_block_counts *counts,
                    const retort_block_counts **list)
{
    static const char *const families[BLOCKED] = {"s", "a", "a", "b", "c", "r"};

    for (size_t m = 0; m < BLOCKED; m++) {
        (void)add_blocked(h, "x", families[m], 40 + m,
                          (uint8_t)(BITS + (m == 2)));
        assert_int_equal(retort_block_counts_make(&counts[m], h->fp[m], NULL),
                         RETORT_OK);
        list[m] = &counts[m];
    }
}

/* Let a fingerprint hold every block as often as it is drawn. */
static void draw_blocks(retort_fingerprint *fp, const retort_block_counts *c,
                        const uint16_t *times, uint64_t *prompts)
{
    fp->stats.replies = 0;
    *prompts = 0;
    for (size_t f = 0; f < FAMILIES; f++) {
        retort_fp_table *t = &fp->tables[retort_family_find(ids[f])];

        for (size_t i = 0; i < (size_t)1 << t->bits; i++) {
            t->total[i] = 0;
            for (size_t b = 0; b < RETORT_BLOCKS; b++)
                t->total[i] += times[b] * t->count[(b << t->bits) + i];
        }
    }
    for (size_t b = 0; b < RETORT_BLOCKS; b++) {
        fp->stats.replies += times[b] * c->replies[b];
        *prompts += times[b] * c->prompts[b];
    }
}

static void of_blocks__is_the_profile_of_the_blocks_drawn(void **state)
{
    helper_models h = {.count = 0};
    retort_block_counts counts[BLOCKED];
    const retort_block_counts *list[BLOCKED];
    retort_modelset *set;

    (void)state;
    add_six(&h, counts, list);
    set = helper_set(&h);
    for (uint64_t draw = 0; draw < 4; draw++) {
        uint16_t times[RETORT_BLOCKS];
        retort_profile *blocks = NULL;
        retort_profile *totals;

        for (size_t b = 0; b < RETORT_BLOCKS; b++) /* 0: each once */
            times[b] = draw ? (uint16_t)helper_random(90 + draw, b, 3) : 1;
        assert_int_equal(retort_profile_of_blocks(&blocks, set, list,
                                                  draw ? times : NULL, NULL),
                         RETORT_OK);
        for (size_t m = 0; m < BLOCKED; m++)
            draw_blocks(h.fp[m], &counts[m], times, &set->models[m].prompts);
        totals = profile_of(set);
        for (size_t s = 0; s < BLOCKED; s++)
            for (size_t r = 0; r < BLOCKED; r++) {
                double v = retort_profile_score(totals, s, r);

                assert_true(!isnan(v));
                assert_true(retort_profile_score(blocks, s, r) == v);
            }
        retort_profile_free(blocks);
        retort_profile_free(totals);
    }
    for (size_t m = 0; m < BLOCKED; m++)
        retort_block_counts_release(&counts[m]);
    retort_modelset_free(set);
    helper_release(&h);
}

static void of_blocks__gives_no_vote_to_who_did_not_reply(void **state)
{
    helper_models h = {.count = 0};
    retort_block_counts counts[BLOCKED];
    const retort_block_counts *list[BLOCKED];
    uint16_t times[RETORT_BLOCKS];
    retort_block_counts late;
    retort_modelset *set;
    retort_profile *p = NULL;
    double with_both;

    (void)state;
    add_six(&h, counts, list);
    set = helper_set(&h);
    for (size_t b = 0; b < RETORT_BLOCKS; b++)
        times[b] = b < 16;
    assert_int_equal(retort_block_counts_mix(&late, &counts[1],
                                             UINT32_C(0xffff0000), NULL, 0,
                                             NULL),
                     RETORT_OK);
    list[1] = &late; /* the lineage is the other's alone */
    assert_int_equal(retort_profile_of_blocks(&p, set, list, times, NULL),
                     RETORT_OK);
    with_both = retort_profile_score(p, 0, 5);
    assert_true(isnan(retort_profile_score(p, 0, 1)));
    retort_profile_free(p);
    list[1] = list[2];
    assert_int_equal(retort_profile_of_blocks(&p, set, list, times, NULL),
                     RETORT_OK);
    assert_true(helper_near(retort_profile_score(p, 0, 5), with_both));
    retort_profile_free(p);
    retort_block_counts_release(&late);
    for (size_t m = 0; m < BLOCKED; m++)
        retort_block_counts_release(&counts[m]);
    retort_modelset_free(set);
    helper_release(&h);
}

/* --- making ---------------------------------------------------------------- */

static void new__names_the_model_and_family_that_lacks(void **state)
{
    helper_models h = {.count = 0};
    retort_modelset *set;
    retort_profile *p = NULL;
    retort_err err = {0};

    (void)state;
    add_seven(&h);
    (void)helper_add(&h, "bare", "e-line", true);
    set = helper_set(&h);
    assert_int_equal(retort_profile_new(&p, set, &err),
                     RETORT_ERR_NOT_APPLICABLE);
    assert_null(p);
    assert_string_equal(err.text, "bare lacks feature family so");
    retort_modelset_free(set);
    helper_release(&h);
}

static void new__survives_every_refused_allocation(void **state)
{
    helper_models h = {.count = 0};
    retort_modelset *set;
    retort_profile *p = NULL;

    (void)state;
    add_seven(&h);
    set = helper_set(&h);
    for (long n = 0; n < 9; n++) {
        retort_mem_fail_at(n);
        assert_int_equal(retort_profile_new(&p, set, NULL), RETORT_ERR_NOMEM);
        retort_mem_fail_at(-1);
        assert_null(p);
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
        cmocka_unit_test(score__takes_no_background_from_other_models),
        cmocka_unit_test(score__of_every_reply_twice_is_the_same),
        cmocka_unit_test(score__folds_to_the_smallest_table),
        cmocka_unit_test(score__is_nan_without_two_lineages),
        cmocka_unit_test(score__of_a_model_without_replies_is_nan),
        cmocka_unit_test(without__of_both_lineages_is_the_score),
        cmocka_unit_test(without__weighs_the_members_left),
        cmocka_unit_test(without__says_when_memory_runs_out),
        cmocka_unit_test(hub__is_the_mean_uncentred_cosine),
        cmocka_unit_test(hub__never_looks_at_a_suspect),
        cmocka_unit_test(common__leaves_nothing_out),
        cmocka_unit_test(score_out__leaves_out_more_lineages),
        cmocka_unit_test(of_blocks__is_the_profile_of_the_blocks_drawn),
        cmocka_unit_test(of_blocks__gives_no_vote_to_who_did_not_reply),
        cmocka_unit_test(new__names_the_model_and_family_that_lacks),
        cmocka_unit_test(new__survives_every_refused_allocation),
    };

    return cmocka_run_group_tests_name("profile", tests, NULL, NULL);
}
