#include "infer/case_facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "support/synthetic_population.h"

static void between__counts_months(void **state)
{
    (void)state;
    assert_true(retort_months_between("2023-03", "2023-03") == 0);
    assert_true(retort_months_between("2023-12", "2024-01") == 1);
    assert_true(retort_months_between("2024-01", "2023-12") == -1);
    assert_true(retort_months_between("2021-06", "2024-07") == 37);
}

static void between__knows_only_months(void **state)
{
    static const char *const BAD[] = {"",        "2023",    "2023-3",
                                      "2023-00", "2023-13", "2023-03-01",
                                      "2023/03", "x023-03", "2023-0x"};

    (void)state;
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
        assert_true(isnan(retort_months_between(BAD[i], "2023-03")));
        assert_true(isnan(retort_months_between("2023-03", BAD[i])));
    }
}

static void facts__are_those_of_the_case(void **state)
{
    const uint32_t leave[2] = {RETORT_LINEAGE_NONE, RETORT_LINEAGE_NONE};
    test_population p;
    retort_case c;
    retort_case_facts f;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    c = test_case_of(&p, 0, 1);
    c.shared_prompts = 300;
    f = retort_case_facts_of(&p.all, &c, leave);
    assert_true(f.shared_prompts == 300);
    assert_true(f.prompt_overlap == 0.75);
    assert_true(f.control_lineages == 18);
    assert_true(f.control_vendors == 11);
    assert_true(f.months_after == 14);
    assert_true(f.split_half == 0.6);
    assert_true(isnan(f.slope));
    assert_true(isnan(f.null_lineages));
    test_population_release(&p);
}

static void facts__take_the_range_without_both_lineages(void **state)
{
    const uint32_t none[2] = {RETORT_LINEAGE_NONE, RETORT_LINEAGE_NONE};
    const uint32_t leave[2] = {1, 47}; /* the second and the last lineage */
    test_population p;
    retort_case c;
    retort_case_facts f;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    c = test_case_of(&p, 0, 1); /* R is the first model */
    f = retort_case_facts_of(&p.all, &c, none);
    assert_true(f.median_chars_least == 610);
    assert_true(f.median_chars_most == 600 + 10.0 * 47);
    f = retort_case_facts_of(&p.all, &c, leave);
    assert_true(f.median_chars_least == 620);
    assert_true(f.median_chars_most == 600 + 10.0 * 46);
    assert_true(f.closed_class_least == p.models[2].closed_class_share);
    assert_true(f.closed_class_most == p.models[46].closed_class_share);
    test_population_release(&p);
}

static void facts__pass_over_models_of_unknown_length(void **state)
{
    const uint32_t none[2] = {RETORT_LINEAGE_NONE, RETORT_LINEAGE_NONE};
    test_population p;
    retort_case c;
    retort_case_facts f;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    c = test_case_of(&p, 0, 1);
    p.models[1].median_chars = (double)NAN;
    f = retort_case_facts_of(&p.all, &c, none);
    assert_true(f.median_chars_least == 620);
    p.all.model_count = 1; /* R alone */
    f = retort_case_facts_of(&p.all, &c, none);
    assert_true(isnan(f.median_chars_least));
    assert_true(isnan(f.closed_class_most));
    test_population_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(between__counts_months),
        cmocka_unit_test(between__knows_only_months),
        cmocka_unit_test(facts__are_those_of_the_case),
        cmocka_unit_test(facts__take_the_range_without_both_lineages),
        cmocka_unit_test(facts__pass_over_models_of_unknown_length),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
