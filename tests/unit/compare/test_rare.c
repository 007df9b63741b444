#include "compare/rare.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "unit/compare/models_helper.h"

/* A reply that holds the numbers first .. first + count - 1 as 4-grams. */
static void say(helper_models *h, size_t m, uint32_t first, uint32_t count)
{
    (void)helper_reply(h, m, (unsigned)h->fp[m]->reply_count);
    helper_fill(&helper_sets(h, m)[RETORT_DETAIL_WORDS4], first, count);
}

/* S is 0, R is 1; five background lineages more. */
static void add_seven(helper_models *h)
{
    static const char *const names[] = {"s", "r", "a", "b", "c", "d", "e"};

    for (size_t m = 0; m < 7; m++)
        (void)helper_add(h, names[m], names[m], m > 0);
}

static double score_of(const helper_models *h, size_t s, size_t r)
{
    retort_modelset *set = helper_set(h);
    retort_rare *rare = NULL;
    double score;

    assert_int_equal(retort_rare_new(&rare, set, NULL), RETORT_OK);
    score = retort_rare_score(rare, s, r);
    retort_rare_free(rare);
    retort_modelset_free(set);
    return score;
}

/* Background of (S, R): a to e. Gram 10 stands in nobody else's replies, gram
 * 20 in one of the five, gram 30 in three, gram 40 in four. */
static void add_example(helper_models *h)
{
    add_seven(h);
    say(h, 0, 10, 1);
    say(h, 0, 20, 1);
    say(h, 0, 20, 1);
    say(h, 0, 40, 1);
    say(h, 1, 20, 1);
    say(h, 1, 30, 1);
    say(h, 1, 40, 1);
    say(h, 2, 20, 1);
    for (size_t m = 2; m < 5; m++)
        say(h, m, 30, 1);
    for (size_t m = 2; m < 6; m++)
        say(h, m, 40, 1);
    say(h, 6, 50, 1);
}

static void score__is_the_cosine_worked_out_by_hand(void **state)
{
    const double idf_10 = log(6.0 / 1.0);
    const double idf_20 = log(6.0 / 2.0);
    const double idf_30 = log(6.0 / 4.0);
    helper_models h = {.count = 0};
    double dot = 2.0 * idf_20 * idf_20;
    double ss = idf_10 * idf_10 + 4.0 * idf_20 * idf_20;
    double rr = idf_20 * idf_20 + idf_30 * idf_30;

    (void)state;
    add_example(&h);
    assert_true(helper_near(score_of(&h, 0, 1), dot / sqrt(ss * rr)));
    helper_release(&h);
}

static void score__drops_what_four_models_use(void **state)
{
    const double idf_10 = log(5.0 / 1.0);
    const double idf_20 = log(5.0 / 2.0);
    const double idf_30_40 = log(5.0 / 4.0);
    helper_models h = {.count = 0};
    double dot = 2.0 * idf_20 * idf_20 + 4.0 * idf_30_40 * idf_30_40;
    double ss =
        idf_10 * idf_10 + 4.0 * idf_20 * idf_20 + 4.0 * idf_30_40 * idf_30_40;
    double rr = idf_20 * idf_20 + 5.0 * idf_30_40 * idf_30_40;
    double before;

    (void)state;
    add_example(&h);
    before = score_of(&h, 0, 1);
    say(&h, 0, 40, 1);
    say(&h, 1, 40, 1);
    assert_true(helper_near(score_of(&h, 0, 1), before));
    h.items[5].family = "s"; /* one of the four is of S's lineage now: N = 4 */
    assert_true(helper_near(score_of(&h, 0, 1), dot / sqrt(ss * rr)));
    helper_release(&h);
}

static void score__is_symmetric_and_one_with_itself(void **state)
{
    helper_models h = {.count = 0};

    (void)state;
    add_example(&h);
    assert_true(score_of(&h, 0, 1) == score_of(&h, 1, 0));
    assert_true(helper_near(score_of(&h, 0, 0), 1.0));
    assert_true(helper_near(score_of(&h, 1, 1), 1.0));
    helper_release(&h);
}

static void score__ignores_names_and_order(void **state)
{
    helper_models h = {.count = 0};
    double before;

    (void)state;
    add_example(&h);
    before = score_of(&h, 0, 1);
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
    assert_true(helper_near(score_of(&h, 6, 5), before));
    helper_release(&h);
}

static void score__leaves_out_the_lineages_of_both(void **state)
{
    helper_models h = {.count = 0};
    double before;
    size_t kin;

    (void)state;
    add_example(&h);
    kin = helper_add(&h, "s-kin", "s", true);
    say(&h, kin, 99, 1);
    before = score_of(&h, 0, 1);
    say(&h, kin, 10, 21); /* 10 and 20 and 30 */
    assert_true(helper_near(score_of(&h, 0, 1), before));
    h.items[kin].family = "f";
    assert_false(helper_near(score_of(&h, 0, 1), before));
    helper_release(&h);
}

static void score__counts_no_model_outside_the_background(void **state)
{
    helper_models h = {.count = 0};
    double before;
    size_t other;

    (void)state;
    add_example(&h);
    before = score_of(&h, 0, 1);
    other = helper_add(&h, "other", "o", false);
    say(&h, other, 10, 31);
    assert_true(helper_near(score_of(&h, 0, 1), before));
    helper_release(&h);
}

static void score__of_every_reply_twice_is_the_same(void **state)
{
    helper_models h = {.count = 0};
    double before;

    (void)state;
    add_example(&h);
    before = score_of(&h, 0, 1);
    say(&h, 0, 10, 1);
    say(&h, 0, 20, 1);
    say(&h, 0, 20, 1);
    say(&h, 0, 40, 1);
    assert_true(helper_near(score_of(&h, 0, 1), before));
    helper_release(&h);
}

static void score__of_nothing_rare_is_nan(void **state)
{
    helper_models h = {.count = 0};

    (void)state;
    add_seven(&h);
    for (size_t m = 0; m < 7; m++)
        say(&h, m, 40, 2);
    assert_true(isnan(score_of(&h, 0, 1)));
    helper_release(&h);
}

static void score__of_nothing_in_common_is_zero(void **state)
{
    helper_models h = {.count = 0};

    (void)state;
    add_seven(&h);
    for (size_t m = 0; m < 7; m++)
        say(&h, m, 100 * (uint32_t)m, 30);
    assert_true(score_of(&h, 0, 1) == 0.0);
    helper_release(&h);
}

/* Many grams, so that runs of holders lie far apart: the plain definition. */
static double plain_weight(const helper_models *h, uint32_t gram, size_t s,
                           size_t r)
{
    double df = 0.0;
    double n = 0.0;

    for (size_t m = 0; m < h->count; m++) {
        bool holds = false;

        if (!helper_in_background(h, m, s, r))
            continue;
        for (size_t i = 0; i < h->fp[m]->set_count; i++) {
            const retort_hash_set *set =
                &h->fp[m]->sets[i * RETORT_DETAIL_SETS + RETORT_DETAIL_WORDS4];

            holds |= gram - set->items[0] < set->count;
        }
        df += holds;
        n += 1.0;
    }
    return df > RETORT_RARE_MODELS_MAX ? 0.0 : log((n + 1.0) / (df + 1.0));
}

static double plain_tf(const helper_models *h, size_t m, uint32_t gram)
{
    double tf = 0.0;

    for (size_t i = 0; i < h->fp[m]->set_count; i++) {
        const retort_hash_set *set =
            &h->fp[m]->sets[i * RETORT_DETAIL_SETS + RETORT_DETAIL_WORDS4];

        tf += gram - set->items[0] < set->count;
    }
    return tf;
}

static void score__is_the_definition_over_many_grams(void **state)
{
    helper_models h = {.count = 0};

    (void)state;
    add_seven(&h);
    h.items[3].family = "a";
    for (size_t m = 0; m < h.count; m++)
        for (uint32_t k = 0; k < 12; k++)
            say(&h, m, helper_random(m, k, 300),
                1 + helper_random(m, 50 + k, 25));
    for (size_t s = 0; s < h.count; s++)
        for (size_t r = 0; r < h.count; r++) {
            double dot = 0.0;
            double ss = 0.0;
            double rr = 0.0;

            for (uint32_t g = 0; g < 330; g++) {
                double w = plain_weight(&h, g, s, r);
                double x = w * plain_tf(&h, s, g);
                double y = w * plain_tf(&h, r, g);

                dot += x * y;
                ss += x * x;
                rr += y * y;
            }
            assert_true(helper_near(score_of(&h, s, r), dot / sqrt(ss * rr)));
        }
    helper_release(&h);
}

static void new__names_the_model_without_sets(void **state)
{
    helper_models h = {.count = 0};
    retort_modelset *set;
    retort_rare *rare = NULL;
    retort_err err = {0};

    (void)state;
    add_example(&h);
    (void)helper_add(&h, "bare", "f", false);
    set = helper_set(&h);
    assert_int_equal(retort_rare_new(&rare, set, &err),
                     RETORT_ERR_NOT_APPLICABLE);
    assert_null(rare);
    assert_non_null(strstr(err.text, "bare"));
    retort_modelset_free(set);
    helper_release(&h);
}

static void new__survives_every_refused_allocation(void **state)
{
    helper_models h = {.count = 0};
    retort_modelset *set;
    retort_rare *rare = NULL;

    (void)state;
    add_example(&h);
    set = helper_set(&h);
    for (long n = 0; n < 10; n++) { /* itself, lists, one each, holders */
        retort_mem_fail_at(n);
        assert_int_equal(retort_rare_new(&rare, set, NULL), RETORT_ERR_NOMEM);
        retort_mem_fail_at(-1);
        assert_null(rare);
    }
    retort_modelset_free(set);
    helper_release(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(score__is_the_cosine_worked_out_by_hand),
        cmocka_unit_test(score__drops_what_four_models_use),
        cmocka_unit_test(score__is_symmetric_and_one_with_itself),
        cmocka_unit_test(score__ignores_names_and_order),
        cmocka_unit_test(score__leaves_out_the_lineages_of_both),
        cmocka_unit_test(score__counts_no_model_outside_the_background),
        cmocka_unit_test(score__of_every_reply_twice_is_the_same),
        cmocka_unit_test(score__of_nothing_rare_is_nan),
        cmocka_unit_test(score__of_nothing_in_common_is_zero),
        cmocka_unit_test(score__is_the_definition_over_many_grams),
        cmocka_unit_test(new__names_the_model_without_sets),
        cmocka_unit_test(new__survives_every_refused_allocation),
    };

    return cmocka_run_group_tests_name("rare", tests, NULL, NULL);
}
