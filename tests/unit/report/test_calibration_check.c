#include "report/calibration_check.h"

#include <math.h>

#include "support/report_test.h"
#include "support/sample_calibration.h"

static retort_calibration *sample;

static int make(void **state)
{
    (void)state;
    sample = sample_calibration(7, false);
    return 0;
}

static int drop(void **state)
{
    (void)state;
    retort_calibration_free(sample);
    return 0;
}

static void check_refused(const char *text)
{
    retort_err err = {0};

    assert_int_equal(retort_calibration_check(sample, &err), RETORT_ERR_FORMAT);
    assert_string_equal(err.text, text);
}

static retort_population_model *model(size_t i)
{
    return test_own(&sample->population.models[i]);
}

static retort_comparison_set *set(size_t i)
{
    return test_own(&sample->population.sets[i]);
}

static retort_comparison *pair(size_t s, size_t i)
{
    return test_own(&sample->population.sets[s].items[i]);
}

static void check__takes_the_sample_and_an_empty_one(void **state)
{
    retort_calibration empty = {.prior = 0.5};

    (void)state;
    assert_int_equal(retort_calibration_check(sample, NULL), RETORT_OK);
    assert_int_equal(retort_calibration_check(&empty, NULL), RETORT_OK);
}

static void check__wants_names_in_order(void **state)
{
    const char **names = test_own(sample->population.lineages);

    (void)state;
    names[2] = names[1];
    check_refused("population.lineages[2]: not behind the one before it");
}

static void check__wants_models_in_order(void **state)
{
    (void)state;
    model(3)->name = "a";
    check_refused("population.models[3]: not behind the one before it");
}

static void check__wants_the_lineage_of_a_model_in_its_table(void **state)
{
    (void)state;
    model(6)->lineage = 4;
    check_refused("population.models[6].lineage: 4, but the table has 4");
}

static void check__wants_the_models_of_a_pair_in_their_table(void **state)
{
    (void)state;
    pair(1, 5)->reference = 7;
    check_refused("population.sets[1].items[5].reference: 7, but the table "
                  "has 7");
    pair(1, 5)->suspect = UINT32_MAX;
    check_refused("population.sets[1].items[5].suspect: 4294967295, but the "
                  "table has 7");
}

static void check__wants_the_lineages_of_a_pair_to_be_its_models(void **state)
{
    uint32_t was = pair(0, 2)->reference_lineage;

    (void)state;
    pair(0, 2)->reference_lineage = was + 1;
    check_refused("population.sets[0].items[2].reference_lineage: 2, but the "
                  "model is of lineage 1");
    pair(0, 2)->reference_lineage = was;
    pair(0, 2)->suspect_lineage++;
    assert_int_equal(retort_calibration_check(sample, NULL), RETORT_ERR_FORMAT);
}

static void check__wants_pairs_in_order(void **state)
{
    retort_comparison *second = pair(2, 1);

    (void)state;
    *second = *pair(2, 0);
    check_refused("population.sets[2].items[1]: not behind the one before it");
}

static void check__knows_every_use(void **state)
{
    (void)state;
    pair(0, 0)->use = RETORT_USE_COUNT - 1;
    assert_int_equal(retort_calibration_check(sample, NULL), RETORT_OK);
    pair(0, 0)->use = RETORT_USE_COUNT;
    check_refused("population.sets[0].items[0].use: 4, but the table has 4");
}

static void check__takes_propositions_with_a_ratio_in_order(void **state)
{
    retort_validation *v = test_own(&sample->validations[1]);

    (void)state;
    v->proposition = "same";
    check_refused("validations[1]: not behind the one before it");
    set(1)->proposition = "reuse";
    check_refused("population.sets[1].proposition: unknown proposition "
                  "'reuse'");
    set(1)->proposition = "same";
    check_refused("population.sets[1]: not behind the one before it");
}

static void check__wants_a_set_for_a_validation(void **state)
{
    (void)state;
    sample->population.set_count = 2;
    check_refused("validations[2].proposition: no set of 'distilled'");
    sample->validation_count = 2;
    assert_int_equal(retort_calibration_check(sample, NULL), RETORT_OK);
}

static void check__holds_options_in_their_range(void **state)
{
    static const double BAD_PRIORS[] = {0, 1,           -0.5,
                                        2, (double)NAN, (double)INFINITY};
    static const double BAD_RIDGES[] = {-1e-9, (double)NAN, (double)INFINITY};

    (void)state;
    for (size_t i = 0; i < sizeof(BAD_PRIORS) / sizeof(double); i++) {
        sample->prior = BAD_PRIORS[i];
        assert_int_equal(retort_calibration_check(sample, NULL),
                         RETORT_ERR_FORMAT);
    }
    sample->prior = 1.5;
    check_refused("prior: 1.5, want a number between 0 and 1");
    sample->prior = 0.25;
    for (size_t i = 0; i < sizeof(BAD_RIDGES) / sizeof(double); i++) {
        ((retort_validation *)(uintptr_t)sample->validations)->ridge =
            BAD_RIDGES[i];
        assert_int_equal(retort_calibration_check(sample, NULL),
                         RETORT_ERR_FORMAT);
    }
    ((retort_validation *)(uintptr_t)sample->validations)->ridge = 0;
    sample->draws = RETORT_CASE_DRAWS_MAX;
    assert_int_equal(retort_calibration_check(sample, NULL), RETORT_OK);
    sample->draws++;
    check_refused("draws: 100001, more than 100000");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make, drop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(check__takes_the_sample_and_an_empty_one),
        TEST(check__wants_names_in_order),
        TEST(check__wants_models_in_order),
        TEST(check__wants_the_lineage_of_a_model_in_its_table),
        TEST(check__wants_the_models_of_a_pair_in_their_table),
        TEST(check__wants_the_lineages_of_a_pair_to_be_its_models),
        TEST(check__wants_pairs_in_order),
        TEST(check__knows_every_use),
        TEST(check__takes_propositions_with_a_ratio_in_order),
        TEST(check__wants_a_set_for_a_validation),
        TEST(check__holds_options_in_their_range),
    };

    return cmocka_run_group_tests_name("calibration_check", tests, NULL,
                                       test_release);
}
