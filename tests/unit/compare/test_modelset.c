#include "compare/modelset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "unit/compare/models_helper.h"

static void new__numbers_lineages_by_first_appearance(void **state)
{
    helper_models h = {.count = 0};
    retort_modelset *set;

    (void)state;
    (void)helper_add(&h, "a", "red", true);
    (void)helper_add(&h, "b", "blue", false);
    (void)helper_add(&h, "c", "red", false);
    (void)helper_add(&h, "d", "blue", true);
    (void)helper_add(&h, "e", "blue", true);
    set = helper_set(&h);
    assert_int_equal(set->lineages, 2);
    assert_int_equal(set->background_lineages, 2);
    assert_int_equal(set->models[2].lineage, set->models[0].lineage);
    assert_int_equal(set->models[3].lineage, set->models[1].lineage);
    assert_int_equal(set->models[0].lineage, 0);
    assert_int_equal(set->models[1].lineage, 1);
    assert_int_equal(set->lineage_members[0], 1);
    assert_int_equal(set->lineage_members[1], 2);
    retort_modelset_free(set);
    helper_release(&h);
}

static void new__makes_a_model_without_lineage_its_own(void **state)
{
    helper_models h = {.count = 0};
    retort_modelset *set;

    (void)state;
    (void)helper_add(&h, "a", "", true);
    (void)helper_add(&h, "b", "", true);
    set = helper_set(&h);
    assert_int_equal(set->lineages, 2);
    assert_int_not_equal(set->models[0].lineage, set->models[1].lineage);
    retort_modelset_free(set);
    helper_release(&h);
}

static void new__counts_distinct_prompts(void **state)
{
    helper_models h = {.count = 0};
    retort_modelset *set;

    (void)state;
    (void)helper_add(&h, "a", "red", true);
    (void)helper_reply(&h, 0, 1);
    (void)helper_reply(&h, 0, 1);
    (void)helper_reply(&h, 0, 300);
    set = helper_set(&h);
    assert_int_equal(set->models[0].prompts, 2);
    retort_modelset_free(set);
    helper_release(&h);
}

static void new__refuses_unequal_parameters_and_names_both(void **state)
{
    helper_models h = {.count = 0};
    retort_modelset *set = NULL;
    retort_err err = {0};

    (void)state;
    (void)helper_add(&h, "first", "red", true);
    (void)helper_add(&h, "second", "blue", true);
    h.fp[1]->params.channel = 2;
    assert_int_equal(retort_modelset_new(&set, h.items, 2, &err),
                     RETORT_ERR_MISMATCH);
    assert_null(set);
    assert_string_equal(err.text,
                        "first has channel 0 and second has channel 2");
    h.fp[1]->params.channel = 0;
    h.fp[1]->params.key = RETORT_PROMPT_KEY_ID;
    assert_int_equal(retort_modelset_new(&set, h.items, 2, &err),
                     RETORT_ERR_MISMATCH);
    assert_non_null(strstr(err.text, "first"));
    assert_non_null(strstr(err.text, "second"));
    helper_release(&h);
}

static void new__survives_every_refused_allocation(void **state)
{
    helper_models h = {.count = 0};
    retort_modelset *set = NULL;

    (void)state;
    (void)helper_add(&h, "a", "red", true);
    for (long n = 0; n < 3; n++) {
        retort_mem_fail_at(n);
        assert_int_equal(retort_modelset_new(&set, h.items, 1, NULL),
                         RETORT_ERR_NOMEM);
        retort_mem_fail_at(-1);
        assert_null(set);
    }
    helper_release(&h);
}

static void background__leaves_out_both_lineages_once(void **state)
{
    helper_models h = {.count = 0};
    retort_modelset *set;

    (void)state;
    (void)helper_add(&h, "a", "red", true);
    (void)helper_add(&h, "b", "blue", true);
    (void)helper_add(&h, "c", "green", true);
    (void)helper_add(&h, "d", "grey", false); /* no background member */
    (void)helper_add(&h, "e", "red", false);
    set = helper_set(&h);
    assert_int_equal(retort_modelset_background(set, 0, 1), 1);
    assert_int_equal(retort_modelset_background(set, 0, 4), 2);
    assert_int_equal(retort_modelset_background(set, 0, 0), 2);
    assert_int_equal(retort_modelset_background(set, 3, 3), 3);
    assert_int_equal(retort_modelset_background(set, 3, 1), 2);
    retort_modelset_free(set);
    helper_release(&h);
}

static void has__asks_every_model(void **state)
{
    helper_models h = {.count = 0};
    retort_modelset *set;

    (void)state;
    (void)helper_add(&h, "a", "red", true);
    (void)helper_add(&h, "b", "blue", true);
    (void)helper_table(&h, 0, "tk", 2);
    (void)helper_table(&h, 0, "so", 2);
    (void)helper_table(&h, 1, "so", 2);
    set = helper_set(&h);
    assert_true(retort_modelset_has(set, "so"));
    assert_false(retort_modelset_has(set, "tk"));
    assert_false(retort_modelset_has(set, "no such family"));
    retort_modelset_free(set);
    helper_release(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new__numbers_lineages_by_first_appearance),
        cmocka_unit_test(new__makes_a_model_without_lineage_its_own),
        cmocka_unit_test(new__counts_distinct_prompts),
        cmocka_unit_test(new__refuses_unequal_parameters_and_names_both),
        cmocka_unit_test(new__survives_every_refused_allocation),
        cmocka_unit_test(background__leaves_out_both_lineages_once),
        cmocka_unit_test(has__asks_every_model),
    };

    return cmocka_run_group_tests_name("modelset", tests, NULL, NULL);
}
