#include "evaluate/metrics.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "base/philox.h"
#include "evaluate/bootstrap.h"

enum { UNITS = 8 };

static void add(eval_sample *s, bool positive, double score, uint32_t group,
                uint32_t cell)
{
    const eval_item item = {.score = score,
                            .group = group,
                            .cell = cell,
                            .unit = cell,
                            .positive = positive};

    assert_int_equal(eval_sample_add(s, &item, NULL), RETORT_OK);
}

static bool near(double a, double b)
{
    return fabs(a - b) < 1e-12;
}

static void auc__counts_pairs_and_half_of_ties(void **state)
{
    eval_sample s = {0};

    (void)state;
    add(&s, true, 3.0, 0, 0);
    add(&s, true, 1.0, 0, 1);
    add(&s, false, 1.0, 0, 2);
    add(&s, false, 0.0, 0, 3);
    add(&s, false, 2.0, 0, 4);
    eval_sample_settle(&s);
    assert_true(near(eval_auc(&s, NULL), (3.0 + 1.5) / 6.0));
    eval_sample_release(&s);
}

static void auc__gives_a_cell_one_vote(void **state)
{
    eval_sample s = {0};

    (void)state;
    add(&s, true, 5.0, 0, 0);
    add(&s, true, 5.0, 0, 0);
    add(&s, true, 5.0, 0, 0);
    add(&s, true, 1.0, 0, 1);
    add(&s, false, 2.0, 0, 2);
    eval_sample_settle(&s);
    assert_true(near(eval_auc(&s, NULL), 0.5));
    assert_int_equal(s.positives, 4);
    assert_int_equal(s.positive_units, 2);
    assert_int_equal(s.negative_units, 1);
    eval_sample_release(&s);
}

/* Group 0 reads 1 with two positive cells, group 1 reads 0 with one, group 2
 * has one class. */
static void auc__is_a_mean_over_groups(void **state)
{
    eval_sample s = {0};

    (void)state;
    add(&s, true, 5.0, 0, 0);
    add(&s, true, 6.0, 0, 1);
    add(&s, false, 1.0, 0, 2);
    add(&s, true, 1.0, 1, 3);
    add(&s, false, 2.0, 1, 2);
    add(&s, true, 9.0, 2, 0);
    eval_sample_settle(&s);
    assert_true(near(eval_auc(&s, NULL), 2.0 / 3.0));
    s.equal_groups = true;
    assert_true(near(eval_auc(&s, NULL), 0.5));
    eval_sample_release(&s);
}

static void auc__weighs_units_by_how_often_they_were_drawn(void **state)
{
    const uint16_t times[UNITS] = {3, 1, 2, 0};
    const uint16_t none[UNITS] = {1, 1, 0, 0};
    eval_sample s = {0};

    (void)state;
    add(&s, true, 5.0, 0, 0);
    add(&s, true, 1.0, 0, 1);
    add(&s, false, 2.0, 0, 2);
    add(&s, false, 9.0, 0, 3);
    eval_sample_settle(&s);
    assert_true(near(eval_auc(&s, NULL), 0.25));
    assert_true(near(eval_auc(&s, times), 0.75));
    assert_true(isnan(eval_auc(&s, none)));
    eval_sample_release(&s);
}

static void add__drops_and_counts_what_has_no_score(void **state)
{
    eval_sample s = {0};

    (void)state;
    add(&s, true, (double)NAN, 0, 0);
    add(&s, true, 1.0, 0, 0);
    eval_sample_settle(&s);
    assert_int_equal(s.dropped, 1);
    assert_int_equal(s.count, 1);
    assert_true(isnan(eval_auc(&s, NULL)));
    eval_sample_release(&s);
}

static void eer__is_where_misses_meet_alarms(void **state)
{
    eval_sample s = {0};

    (void)state;
    for (uint32_t i = 0; i < 4; i++) {
        add(&s, true, (double)i + 10.0, 0, i);
        add(&s, false, (double)i, 0, 10 + i);
    }
    eval_sample_settle(&s);
    assert_true(near(eval_eer(&s, NULL), 0.0));
    eval_sample_release(&s);

    for (uint32_t i = 0; i < 4; i++) { /* one of four crosses each way */
        add(&s, true, i == 0 ? 1.5 : (double)i + 10.0, 0, i);
        add(&s, false, i == 3 ? 10.5 : (double)i, 0, 10 + i);
    }
    eval_sample_settle(&s);
    assert_true(near(eval_eer(&s, NULL), 0.25));
    eval_sample_release(&s);

    add(&s, true, 1.0, 0, 0);
    add(&s, false, 1.0, 0, 1);
    eval_sample_settle(&s);
    assert_true(near(eval_eer(&s, NULL), 0.5));
    eval_sample_release(&s);
}

static void tpr__is_taken_where_few_negatives_reach(void **state)
{
    eval_sample s = {0};

    (void)state;
    for (uint32_t i = 0; i < 100; i++)
        add(&s, false, (double)i, 0, 100 + i);
    add(&s, true, 98.5, 0, 0); /* one negative above it */
    add(&s, true, 94.5, 0, 1); /* five above it */
    add(&s, true, 93.5, 0, 2); /* six above it */
    add(&s, true, 200.0, 0, 3);
    eval_sample_settle(&s);
    assert_true(near(eval_tpr_01(&s, NULL), 2.0 / 4.0));
    assert_true(near(eval_tpr_05(&s, NULL), 3.0 / 4.0));
    eval_sample_release(&s);
}

static void share__gives_a_lineage_one_vote(void **state)
{
    eval_sample s = {.mixed_cells = true};

    (void)state;
    add(&s, true, 0.0, 0, 0);
    add(&s, true, 0.0, 0, 0);
    add(&s, false, 0.0, 0, 0);
    add(&s, false, 0.0, 0, 1);
    eval_sample_settle(&s);
    assert_true(near(eval_share(&s, NULL), 1.0 / 3.0));
    assert_true(near(eval_count_share(&s, NULL), 0.5));
    eval_sample_release(&s);
}

static void settle__does_not_depend_on_the_order_of_adding(void **state)
{
    eval_sample a = {0};
    eval_sample b = {0};

    (void)state;
    for (uint32_t i = 0; i < 60; i++) {
        uint32_t j = 59 - i;

        add(&a, i % 3 == 0, retort_philox_below(1, 1, i, 9), i % 4, i % UNITS);
        add(&b, j % 3 == 0, retort_philox_below(1, 1, j, 9), j % 4, j % UNITS);
    }
    eval_sample_settle(&a);
    eval_sample_settle(&b);
    assert_true(eval_auc(&a, NULL) == eval_auc(&b, NULL));
    assert_true(eval_eer(&a, NULL) == eval_eer(&b, NULL));
    eval_sample_release(&a);
    eval_sample_release(&b);
}

static void bootstrap__draws_as_many_units_as_are_marked(void **state)
{
    const bool drawn[UNITS] = {true, false, true, true, true};
    unsigned seen[UNITS] = {0};
    eval_bootstrap b = {0};

    (void)state;
    assert_int_equal(eval_bootstrap_new(&b, drawn, UNITS, 0, NULL), RETORT_OK);
    for (size_t rep = 0; rep < EVAL_REPLICATES; rep++) {
        unsigned sum = 0;

        for (size_t u = 0; u < UNITS; u++) {
            sum += b.times[rep * UNITS + u];
            seen[u] += b.times[rep * UNITS + u];
        }
        assert_int_equal(sum, 4);
    }
    for (size_t u = 0; u < UNITS; u++) /* sd is about 17 */
        assert_in_range(seen[u], drawn[u] ? 310 : 0, drawn[u] ? 490 : 0);
    eval_bootstrap_release(&b);
}

static void estimate__brackets_its_value_and_counts_what_it_skips(void **state)
{
    const bool drawn[UNITS] = {true, true, true, true};
    eval_bootstrap b = {0};
    eval_sample s = {0};
    eval_estimate e;

    (void)state;
    add(&s, true, 3.0, 0, 0);
    add(&s, true, 1.0, 0, 1);
    add(&s, false, 2.0, 0, 2);
    add(&s, false, 0.0, 0, 3);
    eval_sample_settle(&s);
    assert_int_equal(eval_bootstrap_new(&b, drawn, UNITS, 1, NULL), RETORT_OK);
    e = eval_estimate_of(&b, eval_auc, &s, 1);
    assert_true(near(e.value, 0.75));
    assert_true(e.low >= 0.0 && e.low < 0.75);
    assert_true(e.high <= 1.0 && e.high > 0.75);
    /* no positive, or no negative, is drawn in one replicate of eight */
    assert_in_range(e.skipped, 25, 80);
    eval_sample_release(&s);
    eval_bootstrap_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(auc__counts_pairs_and_half_of_ties),
        cmocka_unit_test(auc__gives_a_cell_one_vote),
        cmocka_unit_test(auc__is_a_mean_over_groups),
        cmocka_unit_test(auc__weighs_units_by_how_often_they_were_drawn),
        cmocka_unit_test(add__drops_and_counts_what_has_no_score),
        cmocka_unit_test(eer__is_where_misses_meet_alarms),
        cmocka_unit_test(tpr__is_taken_where_few_negatives_reach),
        cmocka_unit_test(share__gives_a_lineage_one_vote),
        cmocka_unit_test(settle__does_not_depend_on_the_order_of_adding),
        cmocka_unit_test(bootstrap__draws_as_many_units_as_are_marked),
        cmocka_unit_test(estimate__brackets_its_value_and_counts_what_it_skips),
    };

    return cmocka_run_group_tests_name("metrics", tests, NULL, NULL);
}
