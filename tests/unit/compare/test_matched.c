#include "compare/matched.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "unit/compare/models_helper.h"

enum { PROMPTS = 6, SAMPLES_MAX = 2 };

/* Below it a spread of likenesses is noise. */
static const double SD_FLOOR = 0.01;

/* A sketch near that of @p theme: about one bit in eight differs. */
static retort_sketch sketch_near(uint64_t theme, uint64_t stream)
{
    retort_sketch s = {{0}};

    for (size_t bit = 0; bit < RETORT_SKETCH_BITS; bit++) {
        uint64_t on = helper_random(theme, bit, 2);

        if (helper_random(stream, bit, 8) == 0)
            on ^= 1;
        s.word[bit / 64] |= on << (bit % 64);
    }
    return s;
}

/* Replies to prompts from .. PROMPTS - 1, one or two samples each. */
static size_t add_random(helper_models *h, const char *name, const char *family,
                         bool background, uint64_t stream, unsigned from)
{
    size_t m = helper_add(h, name, family, background);

    for (unsigned p = from; p < PROMPTS; p++)
        for (unsigned k = 0; k <= helper_random(stream, p, SAMPLES_MAX); k++) {
            retort_fp_reply *r = helper_reply(h, m, p);

            r->sketch = sketch_near(100 + p, stream * 1000 + p * 10 + k);
            r->chars = 50 + helper_random(stream, 50 + p * 10 + k, 500);
        }
    return m;
}

static void add_eight(helper_models *h)
{
    (void)add_random(h, "s", "s-line", false, 1, 0);
    (void)add_random(h, "s-kin", "s-line", true, 2, 0);
    (void)add_random(h, "a", "a-line", true, 3, 0);
    (void)add_random(h, "a-next", "a-line", true, 4, 2);
    (void)add_random(h, "r", "r-line", true, 5, 1);
    (void)add_random(h, "b", "b-line", true, 6, 0);
    (void)add_random(h, "c", "c-line", true, 7, 0);
    (void)add_random(h, "other", "d-line", false, 8, 0);
}

static retort_matched score_of(const helper_models *h, size_t s, size_t r)
{
    static retort_matched all[HELPER_MODELS_MAX];
    retort_modelset *set = helper_set(h);

    assert_int_equal(retort_matched_scores(set, &s, 1, all, NULL), RETORT_OK);
    retort_modelset_free(set);
    return all[r];
}

/* --- the formulas of the header, one after the other ----------------------- */

static bool is_of(const retort_fp_reply *r, unsigned prompt)
{
    return r->key[1] == prompt;
}

static bool has(const helper_models *h, size_t m, unsigned prompt)
{
    for (size_t i = 0; i < h->fp[m]->reply_count; i++)
        if (is_of(&h->fp[m]->replies[i], prompt))
            return true;
    return false;
}

static double like(const helper_models *h, size_t a, size_t b, unsigned prompt)
{
    double sum = 0.0;
    double n = 0.0;

    for (size_t i = 0; i < h->fp[a]->reply_count; i++)
        for (size_t j = 0; j < h->fp[b]->reply_count; j++) {
            const retort_fp_reply *x = &h->fp[a]->replies[i];
            const retort_fp_reply *y = &h->fp[b]->replies[j];

            if (!is_of(x, prompt) || !is_of(y, prompt))
                continue;
            sum += retort_sketch_cosine(&x->sketch, &y->sketch);
            n += 1.0;
        }
    return sum / n;
}

static double mean_log_chars(const helper_models *h, size_t m, unsigned prompt)
{
    double sum = 0.0;
    double n = 0.0;

    for (size_t i = 0; i < h->fp[m]->reply_count; i++)
        if (is_of(&h->fp[m]->replies[i], prompt)) {
            sum += log((double)h->fp[m]->replies[i].chars);
            n += 1.0;
        }
    return sum / n;
}

struct moments {
    double sb; /* mean likeness of S to the background */
    double rb;
    double bb;
    double ssb; /* mean square of S's likenesses */
};

static struct moments moments_of(const helper_models *h, size_t s, size_t r,
                                 unsigned prompt)
{
    bool in[HELPER_MODELS_MAX];
    struct moments m = {0.0, 0.0, 0.0, 0.0};

    for (size_t i = 0; i < h->count; i++)
        in[i] = helper_in_background(h, i, s, r) && has(h, i, prompt);
    for (size_t i = 0; i < h->count; i++) {
        double w = helper_weight(h, in, i);

        if (!in[i])
            continue;
        m.sb += w * like(h, s, i, prompt);
        m.rb += w * like(h, r, i, prompt);
        m.ssb += w * like(h, s, i, prompt) * like(h, s, i, prompt);
        for (size_t j = 0; j < h->count; j++)
            if (in[j])
                m.bb += w * helper_weight(h, in, j) * like(h, i, j, prompt);
    }
    return m;
}

static retort_matched plain_score(const helper_models *h, size_t s, size_t r)
{
    retort_matched out = {0.0, 0.0, 0.0, 0};

    for (unsigned p = 0; p < PROMPTS; p++) {
        struct moments m;
        double sr;
        double ss;
        double rr;

        if (!has(h, s, p) || !has(h, r, p))
            continue;
        m = moments_of(h, s, r, p);
        sr = like(h, s, r, p) - m.sb - m.rb + m.bb;
        ss = like(h, s, s, p) - 2.0 * m.sb + m.bb;
        rr = like(h, r, r, p) - 2.0 * m.rb + m.bb;
        out.residual += sr / sqrt(ss * rr);
        out.pmz += (like(h, s, r, p) - m.sb) /
                   fmax(sqrt(fmax(m.ssb - m.sb * m.sb, 0.0)), SD_FLOOR);
        out.length -= fabs(mean_log_chars(h, s, p) - mean_log_chars(h, r, p));
        out.shared++;
    }
    out.residual /= (double)out.shared;
    out.pmz /= (double)out.shared;
    out.length /= (double)out.shared;
    return out;
}

static void assert_same(retort_matched a, retort_matched b)
{
    assert_true(helper_near(a.residual, b.residual));
    assert_true(helper_near(a.pmz, b.pmz));
    assert_true(helper_near(a.length, b.length));
    assert_int_equal(a.shared, b.shared);
}

/* --- tests ----------------------------------------------------------------- */

static void scores__are_the_formulas_of_the_header(void **state)
{
    helper_models h = {.count = 0};

    (void)state;
    add_eight(&h);
    for (size_t s = 0; s < h.count; s++)
        for (size_t r = 0; r < h.count; r++)
            if (s != r)
                assert_same(score_of(&h, s, r), plain_score(&h, s, r));
    assert_int_equal(score_of(&h, 0, 4).shared, PROMPTS - 1);
    helper_release(&h);
}

static void scores__of_many_suspects_are_those_of_each(void **state)
{
    static const size_t suspects[] = {6, 0};
    helper_models h = {.count = 0};
    retort_matched out[2 * HELPER_MODELS_MAX];
    retort_modelset *set;

    (void)state;
    add_eight(&h);
    set = helper_set(&h);
    assert_int_equal(retort_matched_scores(set, suspects, 2, out, NULL),
                     RETORT_OK);
    assert_same(out[4], score_of(&h, 6, 4));
    assert_same(out[h.count + 4], score_of(&h, 0, 4));
    retort_modelset_free(set);
    helper_release(&h);
}

static void residual_and_length__are_symmetric(void **state)
{
    helper_models h = {.count = 0};

    (void)state;
    add_eight(&h);
    assert_true(
        helper_near(score_of(&h, 0, 4).residual, score_of(&h, 4, 0).residual));
    assert_true(
        helper_near(score_of(&h, 0, 4).length, score_of(&h, 4, 0).length));
    helper_release(&h);
}

static void residual__of_the_same_replies_is_one(void **state)
{
    helper_models h = {.count = 0};
    size_t twin;

    (void)state;
    add_eight(&h);
    twin = helper_add(&h, "twin", "t-line", false);
    for (size_t i = 0; i < h.fp[4]->reply_count; i++) {
        retort_fp_reply r = h.fp[4]->replies[i];

        /* one sample a prompt: two unlike ones are not one vector */
        if (i == 0 || r.key[1] != h.fp[4]->replies[i - 1].key[1])
            *helper_reply(&h, twin, r.key[1]) = r;
    }
    retort_mem_free(h.fp[4]->replies);
    h.fp[4]->replies = NULL;
    h.fp[4]->reply_count = 0;
    for (size_t i = 0; i < h.fp[twin]->reply_count; i++)
        *helper_reply(&h, 4, 0) = h.fp[twin]->replies[i];
    assert_true(helper_near(score_of(&h, twin, 4).residual, 1.0));
    assert_true(helper_near(score_of(&h, twin, 4).length, 0.0));
    assert_true(score_of(&h, twin, 4).pmz > score_of(&h, twin, 5).pmz);
    helper_release(&h);
}

static void scores__ignore_names_and_order(void **state)
{
    helper_models h = {.count = 0};
    retort_matched before;

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
    assert_same(score_of(&h, 7, 3), before);
    helper_release(&h);
}

static void scores__give_a_lineage_one_vote(void **state)
{
    helper_models h = {.count = 0};
    retort_matched before;

    (void)state;
    add_eight(&h);
    before = score_of(&h, 0, 4);
    (void)add_random(&h, "b-copy", "b-line", true, 6, 0);
    assert_same(score_of(&h, 0, 4), before);
    h.items[h.count - 1].family = "e-line";
    assert_false(helper_near(score_of(&h, 0, 4).residual, before.residual));
    helper_release(&h);
}

static void change_sketches(helper_models *h, size_t m)
{
    for (size_t i = 0; i < h->fp[m]->reply_count; i++)
        h->fp[m]->replies[i].sketch = sketch_near(999, m * 100 + i);
}

static void scores__leave_out_the_lineages_of_both(void **state)
{
    helper_models h = {.count = 0};
    size_t kin;
    retort_matched before;

    (void)state;
    add_eight(&h);
    kin = add_random(&h, "r-kin", "r-line", true, 9, 0);
    before = score_of(&h, 0, 4);
    change_sketches(&h, 1);
    change_sketches(&h, kin);
    change_sketches(&h, 7); /* no background */
    assert_same(score_of(&h, 0, 4), before);
    change_sketches(&h, 5);
    assert_false(helper_near(score_of(&h, 0, 4).residual, before.residual));
    assert_false(helper_near(score_of(&h, 0, 4).pmz, before.pmz));
    helper_release(&h);
}

static void scores__of_every_reply_twice_are_the_same(void **state)
{
    helper_models h = {.count = 0};
    retort_fingerprint *fp;
    retort_fp_reply *twice;
    retort_matched before;

    (void)state;
    add_eight(&h);
    before = score_of(&h, 0, 5);
    fp = h.fp[5];
    twice = retort_mem_new(2 * fp->reply_count, sizeof(*twice));
    assert_non_null(twice);
    for (size_t i = 0; i < fp->reply_count; i++)
        twice[2 * i] = twice[2 * i + 1] = fp->replies[i];
    retort_mem_free(fp->replies);
    fp->replies = twice;
    fp->reply_count *= 2;
    /* likeness within a prompt is a mean over pairs of samples, its own
     * included, so it does not change either */
    assert_same(score_of(&h, 0, 5), before);
    helper_release(&h);
}

static void length__is_minus_the_mean_distance_of_logarithms(void **state)
{
    helper_models h = {.count = 0};

    (void)state;
    (void)helper_add(&h, "s", "s", false);
    (void)helper_add(&h, "r", "r", true);
    helper_reply(&h, 0, 1)->chars = 100;
    helper_reply(&h, 0, 2)->chars = 0; /* counts as one character */
    helper_reply(&h, 1, 1)->chars = 50;
    helper_reply(&h, 1, 2)->chars = 4;
    helper_reply(&h, 1, 3)->chars = 9999;
    assert_true(
        helper_near(score_of(&h, 0, 1).length, -(log(2.0) + log(4.0)) / 2.0));
    assert_int_equal(score_of(&h, 0, 1).shared, 2);
    helper_release(&h);
}

static void scores__are_nan_where_nothing_can_be_said(void **state)
{
    helper_models h = {.count = 0};
    retort_matched m;

    (void)state;
    (void)add_random(&h, "s", "s", false, 1, 0);
    (void)add_random(&h, "r", "r", true, 2, 0);
    (void)add_random(&h, "a", "a", true, 3, 0); /* one lineage is too few */
    (void)helper_add(&h, "silent", "b", true);
    m = score_of(&h, 0, 1);
    assert_true(isnan(m.residual));
    assert_true(isnan(m.pmz));
    assert_true(!isnan(m.length));
    assert_int_equal(m.shared, PROMPTS);
    m = score_of(&h, 0, 3);
    assert_true(isnan(m.residual));
    assert_true(isnan(m.length));
    assert_int_equal(m.shared, 0);
    helper_release(&h);
}

static void scores__survive_every_refused_allocation(void **state)
{
    helper_models h = {.count = 0};
    retort_matched out[HELPER_MODELS_MAX];
    retort_modelset *set;
    size_t s = 0;

    (void)state;
    add_eight(&h);
    set = helper_set(&h);
    for (long n = 0; n < 10; n++) {
        retort_mem_fail_at(n);
        assert_int_equal(retort_matched_scores(set, &s, 1, out, NULL),
                         RETORT_ERR_NOMEM);
        retort_mem_fail_at(-1);
    }
    retort_modelset_free(set);
    helper_release(&h);
}

static void block__sums_make_the_scores(void **state)
{
    static retort_matched_sums sums[RETORT_BLOCKS][HELPER_MODELS_MAX];
    helper_models h = {.count = 0};
    retort_matched all[HELPER_MODELS_MAX];
    retort_likeness *likeness = NULL;
    retort_modelset *set;
    size_t s = 0;

    (void)state;
    add_eight(&h);
    for (size_t m = 0; m < h.count; m++) /* prompts 3-5 to block 31 */
        for (size_t i = 0; i < h.fp[m]->reply_count; i++)
            if (h.fp[m]->replies[i].key[1] >= 3)
                h.fp[m]->replies[i].key[0] = 0xff;
    set = helper_set(&h);
    assert_int_equal(retort_likeness_new(&likeness, set, false, NULL),
                     RETORT_OK);
    assert_int_equal(retort_matched_scores(set, &s, 1, all, NULL), RETORT_OK);
    for (size_t b = 0; b < RETORT_BLOCKS; b++) {
        assert_int_equal(
            retort_matched_block(set, likeness, &s, 1, b, sums[b], NULL),
            RETORT_OK);
        assert_int_equal(sums[b][5].shared, b == 0 ? 3
                                            : b == RETORT_BLOCKS - 1
                                                ? PROMPTS - 3
                                                : 0);
    }
    for (size_t r = 1; r < h.count; r++) {
        retort_matched m =
            retort_matched_mean(&sums[0][r], RETORT_BLOCKS, HELPER_MODELS_MAX);

        assert_true(m.residual == all[r].residual && m.pmz == all[r].pmz);
        assert_true(m.length == all[r].length && m.shared == all[r].shared);
    }
    retort_likeness_free(likeness);
    retort_modelset_free(set);
    helper_release(&h);
}

static void block__says_when_memory_runs_out(void **state)
{
    retort_matched_sums sums[HELPER_MODELS_MAX];
    helper_models h = {.count = 0};
    retort_likeness *likeness = NULL;
    retort_modelset *set;
    size_t s = 0;

    (void)state;
    add_eight(&h);
    set = helper_set(&h);
    assert_int_equal(retort_likeness_new(&likeness, set, false, NULL),
                     RETORT_OK);
    for (long n = 0; n < 9; n++) {
        retort_mem_fail_at(n);
        assert_int_equal(
            retort_matched_block(set, likeness, &s, 1, 0, sums, NULL),
            RETORT_ERR_NOMEM);
        retort_mem_fail_at(-1);
    }
    retort_likeness_free(likeness);
    retort_modelset_free(set);
    helper_release(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores__are_the_formulas_of_the_header),
        cmocka_unit_test(scores__of_many_suspects_are_those_of_each),
        cmocka_unit_test(residual_and_length__are_symmetric),
        cmocka_unit_test(residual__of_the_same_replies_is_one),
        cmocka_unit_test(scores__ignore_names_and_order),
        cmocka_unit_test(scores__give_a_lineage_one_vote),
        cmocka_unit_test(scores__leave_out_the_lineages_of_both),
        cmocka_unit_test(scores__of_every_reply_twice_are_the_same),
        cmocka_unit_test(length__is_minus_the_mean_distance_of_logarithms),
        cmocka_unit_test(scores__are_nan_where_nothing_can_be_said),
        cmocka_unit_test(scores__survive_every_refused_allocation),
        cmocka_unit_test(block__sums_make_the_scores),
        cmocka_unit_test(block__says_when_memory_runs_out),
    };

    return cmocka_run_group_tests_name("matched", tests, NULL, NULL);
}
