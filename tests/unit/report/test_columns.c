#include "report/columns.h"

#include <math.h>

#include "support/report_test.h"

static void about__has_a_head_for_every_score(void **state)
{
    (void)state;
    for (int i = 0; i < RETORT_SCORE_COUNT; i++) {
        const retort_column *column = retort_column_about((retort_score)i);

        assert_non_null(column->head);
        assert_true(strlen(column->head) <= 8);
        assert_in_range(column->decimals, 1, 3);
        assert_true(column->factor >= 1);
    }
    assert_true(retort_column_about(RETORT_SCORE_REUSE)->factor == 100);
}

static void is_used__asks_all_candidates(void **state)
{
    retort_screening *s = test_sample(false);

    (void)state;
    assert_true(retort_column_is_used(&s->suspects[0], RETORT_SCORE_REUSE));
    assert_false(retort_column_is_used(&s->suspects[1], RETORT_SCORE_REUSE));
    assert_true(retort_column_is_used(&s->suspects[1], RETORT_SCORE_HUB));
    retort_screening_free(s);
}

static void ranked__finds_by_the_rank_asked_for(void **state)
{
    retort_screening *s = test_sample(false);
    const retort_suspect *x = &s->suspects[0];

    (void)state;
    assert_ptr_equal(retort_column_ranked(x, 1), &x->candidates[0]);
    assert_ptr_equal(retort_column_ranked(x, SAMPLE_REFERENCES),
                     &x->candidates[SAMPLE_REFERENCES - 1]);
    assert_null(retort_column_ranked(x, SAMPLE_REFERENCES + 1));
    assert_int_equal(retort_column_ranked_kin(x, 1)->rank_kin, 1);
    assert_null(retort_column_ranked_kin(x, SAMPLE_CANDIDATES + 1));
    assert_int_equal(retort_column_ranked_count(x), SAMPLE_REFERENCES);
    retort_screening_free(s);
}

static void place__counts_ranked_references_above(void **state)
{
    retort_candidate c[4] = {
        {.rank_distilled = 1, .score = {[RETORT_SCORE_HUB] = 0.5}},
        {.rank_distilled = 2, .score = {[RETORT_SCORE_HUB] = 0.7}},
        {.rank_distilled = 0, .score = {[RETORT_SCORE_HUB] = 0.9}},
        {.rank_distilled = 3, .score = {[RETORT_SCORE_HUB] = (double)NAN}},
    };
    const retort_suspect x = {.candidates = c, .candidate_count = 4};

    (void)state;
    assert_int_equal(retort_column_place(&x, &c[1], RETORT_SCORE_HUB), 1);
    assert_int_equal(retort_column_place(&x, &c[0], RETORT_SCORE_HUB), 2);
    assert_int_equal(retort_column_place(&x, &c[3], RETORT_SCORE_HUB), 0);
}

static void has_controls__reads_the_basis(void **state)
{
    const retort_candidate yes = {.percentile_basis = "control suspects"};
    const retort_candidate no = {.percentile_basis = "references"};

    (void)state;
    assert_true(retort_column_has_controls(&yes));
    assert_false(retort_column_has_controls(&no));
}

static void p__of_zero_is_not_known(void **state)
{
    retort_candidate c[2] = {{.p = 0, .p_holm = 0},
                             {.p = (double)NAN, .p_holm = (double)NAN}};
    const retort_suspect x = {.candidates = c, .candidate_count = 2};

    (void)state;
    assert_true(isnan(retort_column_p(&c[0])));
    assert_true(isnan(retort_column_p_holm(&c[0])));
    assert_true(isnan(retort_column_p(&c[1])));
    assert_false(retort_column_has_p(&x));
    c[1].p = 0.0625;
    c[1].p_holm = 1;
    assert_true(retort_column_p(&c[1]) == 0.0625);
    assert_true(retort_column_p_holm(&c[1]) == 1);
    assert_true(retort_column_has_p(&x));
}

static void has_evidence__goes_by_the_status(void **state)
{
    retort_screening s = {.status = RETORT_SCREENING_STATUS};

    (void)state;
    assert_false(retort_column_has_evidence(&s));
    s.status = RETORT_EVIDENCE_STATUS;
    assert_true(retort_column_has_evidence(&s));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(about__has_a_head_for_every_score),
        cmocka_unit_test(is_used__asks_all_candidates),
        cmocka_unit_test(ranked__finds_by_the_rank_asked_for),
        cmocka_unit_test(place__counts_ranked_references_above),
        cmocka_unit_test(has_controls__reads_the_basis),
        cmocka_unit_test(p__of_zero_is_not_known),
        cmocka_unit_test(has_evidence__goes_by_the_status),
    };

    return cmocka_run_group_tests_name("columns", tests, NULL, test_release);
}
