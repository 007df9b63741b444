#include "compare/likeness.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "unit/compare/models_helper.h"

/* Grams are told apart by their top bits. */
enum { GRAM = 1 << 12 };

static void put(retort_hash_set *set, const uint32_t *grams, uint32_t n)
{
    helper_fill(set, 0, n);
    for (uint32_t i = 0; i < n; i++)
        set->items[i] = grams[i] * GRAM;
}

/* Two background models and a suspect; one reply each to one prompt. */
static void make_words(helper_models *h)
{
    static const uint32_t A[] = {1, 2, 3};
    static const uint32_t B[] = {1, 2, 4};
    static const uint32_t S[] = {2, 3, 5};
    const uint32_t *const grams[] = {A, B, S};

    for (unsigned m = 0; m < 3; m++) {
        size_t i = helper_add(h, m == 0 ? "a" : m == 1 ? "b" : "s", "", m < 2);

        (void)helper_reply(h, i, 1);
        put(&helper_sets(h, i)[RETORT_DETAIL_WORDS12], grams[m], 3);
    }
}

static retort_likeness *likeness_of(const retort_modelset *set)
{
    retort_likeness *l = NULL;

    assert_int_equal(retort_likeness_new(&l, set, true, NULL), RETORT_OK);
    return l;
}

/* N = 2 replies: idf is ln 3/3 = 0 for grams 1 and 2, ln 3/2 for 3 and 4, ln 3
 * for gram 5, which the background lacks. */
static void of__is_the_tf_idf_cosine_over_words(void **state)
{
    helper_models h = {.count = 0};
    retort_modelset *set;
    retort_likeness *l;
    double half = log(1.5);
    double one = log(3.0);

    (void)state;
    make_words(&h);
    set = helper_set(&h);
    l = likeness_of(set);
    assert_true(retort_likeness_by_words(l));
    assert_true(helper_near(retort_likeness_of(l, &(retort_samples){0, 0, 1},
                                               &(retort_samples){1, 0, 1}),
                            0.0));
    assert_true(helper_near(retort_likeness_of(l, &(retort_samples){2, 0, 1},
                                               &(retort_samples){2, 0, 1}),
                            1.0));
    assert_true(
        helper_near(retort_likeness_of(l, &(retort_samples){0, 0, 1},
                                       &(retort_samples){2, 0, 1}),
                    half * half / (half * sqrt(half * half + one * one))));
    retort_likeness_free(l);
    assert_int_equal(retort_likeness_new(&l, set, false, NULL), RETORT_OK);
    assert_false(retort_likeness_by_words(l));
    retort_likeness_free(l);
    retort_modelset_free(set);
    helper_release(&h);
}

static void of__falls_back_to_sketches_when_one_model_has_no_words(void **state)
{
    helper_models h = {.count = 0};
    retort_modelset *set;
    retort_likeness *l;
    size_t bare;

    (void)state;
    make_words(&h);
    bare = helper_add(&h, "bare", "", false);
    helper_reply(&h, bare, 1)->sketch.word[0] = UINT64_MAX;
    set = helper_set(&h);
    l = likeness_of(set);
    assert_false(retort_likeness_by_words(l));
    assert_true(helper_near(retort_likeness_of(l, &(retort_samples){0, 0, 1},
                                               &(retort_samples){bare, 0, 1}),
                            cos(3.14159265358979323846 / 4.0)));
    retort_likeness_free(l);
    retort_modelset_free(set);
    helper_release(&h);
}

static void of__gives_samples_one_vote_together(void **state)
{
    helper_models h = {.count = 0};
    retort_modelset *set;
    retort_likeness *l;
    size_t two = helper_add(&h, "two", "", true);
    size_t one = helper_add(&h, "one", "", true);

    (void)state;
    helper_reply(&h, two, 1)->sketch.word[0] = 0;
    helper_reply(&h, two, 1)->sketch.word[0] = UINT64_MAX;
    helper_reply(&h, one, 1)->sketch.word[0] = 0;
    set = helper_set(&h);
    l = likeness_of(set);
    assert_true(helper_near(retort_likeness_of(l, &(retort_samples){two, 0, 2},
                                               &(retort_samples){one, 0, 1}),
                            (1.0 + cos(3.14159265358979323846 / 4.0)) / 2.0));
    retort_likeness_free(l);
    retort_modelset_free(set);
    helper_release(&h);
}

static void new__survives_every_allocation_failure(void **state)
{
    helper_models h = {.count = 0};
    retort_likeness *l = NULL;
    retort_modelset *set;
    retort_status st = RETORT_ERR_NOMEM;
    long n = 0;

    (void)state;
    make_words(&h);
    set = helper_set(&h);
    for (; st == RETORT_ERR_NOMEM; n++) {
        retort_mem_fail_at(n);
        st = retort_likeness_new(&l, set, true, NULL);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || l == NULL);
    }
    assert_int_equal(st, RETORT_OK);
    assert_true(n > 5);
    retort_likeness_free(l);
    retort_modelset_free(set);
    helper_release(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of__is_the_tf_idf_cosine_over_words),
        cmocka_unit_test(
            of__falls_back_to_sketches_when_one_model_has_no_words),
        cmocka_unit_test(of__gives_samples_one_vote_together),
        cmocka_unit_test(new__survives_every_allocation_failure),
    };

    return cmocka_run_group_tests_name("likeness", tests, NULL, NULL);
}
