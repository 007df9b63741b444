#include "run/control_scores.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "support/model_world.h"

enum { MODELS = 2 * WORLD_LINEAGES };

/* A roster made by hand: what the scores are made from and nothing else. */
struct hand_made {
    retort_roster roster;
    retort_roster_model models[MODELS];
    retort_lineage_row rows[MODELS];
    char names[MODELS][40];
    double profile[MODELS * MODELS];
    double common[MODELS * MODELS];
    double hub[MODELS];
};

static void make(struct hand_made *h)
{
    memset(h, 0, sizeof(*h));
    for (unsigned i = 0; i < MODELS; i++) {
        const world_model m = world_member(i / 2, i % 2);

        (void)snprintf(h->names[i], 40, "%s", world_name("l", i / 2, i % 2));
        h->rows[i] = (retort_lineage_row){
            .model = h->names[i], .family = h->names[i / 2 * 2], .vendor = ""};
        h->models[i] = (retort_roster_model){.name = h->names[i],
                                             .row = &h->rows[i],
                                             .is_reference = i % 2 == 0,
                                             .background = i % 2 == 0,
                                             .fp = world_count(&m, 0, 20, 0)};
        assert_non_null(h->models[i].fp);
        h->hub[i] = (double)NAN;
    }
    for (size_t i = 0; i < (size_t)MODELS * MODELS; i++)
        h->profile[i] = h->common[i] = (double)NAN;
    h->roster = (retort_roster){.models = h->models,
                                .count = MODELS,
                                .profile = h->profile,
                                .common = h->common,
                                .hub = h->hub};
}

static void drop(struct hand_made *h)
{
    for (size_t i = 0; i < MODELS; i++)
        retort_fingerprint_free(h->models[i].fp);
}

static void models__are_those_of_the_roster(void **state)
{
    static struct hand_made h;
    retort_model out[MODELS];

    (void)state;
    make(&h);
    h.rows[3].family = "";
    retort_roster_models(&h.roster, out);
    for (size_t i = 0; i < MODELS; i++) {
        assert_string_equal(out[i].name, h.names[i]);
        assert_string_equal(out[i].family,
                            i == 3 ? h.names[3] : h.names[i / 2 * 2]);
        assert_int_equal(out[i].background, i % 2 == 0);
        assert_ptr_equal(out[i].fp, h.models[i].fp);
    }
    drop(&h);
}

static void scores__are_the_same_for_any_threads(void **state)
{
    static const size_t threads[] = {1, 3, 16, 0};
    static struct hand_made h;
    static double first[MODELS * MODELS];

    (void)state;
    make(&h);
    for (size_t t = 0; t < 4; t++) {
        assert_int_equal(retort_control_scores(&h.roster, threads[t], NULL),
                         RETORT_OK);
        if (t == 0)
            memcpy(first, h.profile, sizeof(first));
        for (size_t i = 0; i < (size_t)MODELS * MODELS; i++) {
            bool known = i % MODELS % 2 == 0 && i % MODELS != i / MODELS;

            assert_int_equal(!isnan(h.profile[i]), known);
            if (known)
                assert_true(first[i] == h.profile[i]);
        }
    }
    /* a variant is nearest to the first of its own lineage */
    for (size_t l = 0; l < WORLD_LINEAGES; l++)
        for (size_t r = 0; r < MODELS; r += 2)
            assert_true(h.profile[(2 * l + 1) * MODELS + r] <=
                        h.profile[(2 * l + 1) * MODELS + 2 * l]);
    drop(&h);
}

static void scores__stay_unknown_where_a_family_is_missing(void **state)
{
    static struct hand_made h;

    (void)state;
    make(&h);
    assert_int_equal(
        retort_fingerprint_keep(h.models[4].fp, "tk,wd", true, NULL),
        RETORT_OK);
    assert_int_equal(retort_control_scores(&h.roster, 2, NULL), RETORT_OK);
    for (size_t i = 0; i < (size_t)MODELS * MODELS; i++)
        assert_true(isnan(h.profile[i]) && isnan(h.common[i]));
    drop(&h);
}

static void scores__of_an_empty_roster_are_none(void **state)
{
    retort_roster none = {0};

    (void)state;
    assert_int_equal(retort_control_scores(&none, 2, NULL), RETORT_OK);
}

static void scores__refuse_models_made_with_other_parameters(void **state)
{
    static struct hand_made h;
    retort_err err = {0};

    (void)state;
    make(&h);
    h.models[2].fp->params.channel = 1;
    assert_int_equal(retort_control_scores(&h.roster, 2, &err),
                     RETORT_ERR_MISMATCH);
    assert_non_null(strstr(err.text, h.names[2]));
    drop(&h);
}

static void scores__fail_cleanly_without_memory(void **state)
{
    static struct hand_made h;
    retort_status st = RETORT_ERR_NOMEM;
    long n = 0;

    (void)state;
    make(&h);
    for (; st != RETORT_OK && n < 400; n++) {
        retort_mem_fail_at(n);
        st = retort_control_scores(&h.roster, 1, NULL);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || st == RETORT_ERR_NOMEM);
    }
    assert_int_equal(st, RETORT_OK);
    assert_true(n > 5);
    drop(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(models__are_those_of_the_roster),
        cmocka_unit_test(scores__are_the_same_for_any_threads),
        cmocka_unit_test(scores__stay_unknown_where_a_family_is_missing),
        cmocka_unit_test(scores__of_an_empty_roster_are_none),
        cmocka_unit_test(scores__refuse_models_made_with_other_parameters),
        cmocka_unit_test(scores__fail_cleanly_without_memory),
    };

    return cmocka_run_group_tests_name("control_scores", tests, NULL, NULL);
}
