#include "report/page.h"

#include <math.h>

#include "support/report_test.h"

static void distilled__ranks_references_only(void **state)
{
    retort_screening *s = test_sample(false);

    (void)state;
    retort_page_distilled(test_out(), &s->suspects[0], 3);
    assert_int_equal(test_count(test_text(), "<tr>"), 1 + SAMPLE_REFERENCES);
    assert_written("id=\"s3-distilled\"");
    assert_written("<td class=\"n rank\">44</td>");
    assert_not_written("<td class=\"n rank\">45</td>");
    assert_written("<td class=\"n\">31/18/11</td>");
    assert_written("own lineage");
    assert_written("<td class=\"n basis\"><span class=\"unit\"><bdi>references"
                   "</bdi>");
    retort_screening_free(s);
}

static void distilled__leaves_out_scores_that_nobody_has(void **state)
{
    retort_screening *s = test_small(false);

    (void)state;
    for (size_t i = 0; i < 3; i++)
        test_candidate(s, i)->score[RETORT_SCORE_DELTA] = (double)NAN;
    test_candidate(s, 1)->score[RETORT_SCORE_RARE] = (double)NAN;
    retort_page_distilled(test_out(), &s->suspects[0], 1);
    assert_not_written(">Delta<");
    assert_written(">Rare<");
    assert_int_equal(test_count(test_text(), "class=\"none\""), 1);
    retort_screening_free(s);
}

static void distilled__says_when_there_is_no_profile(void **state)
{
    retort_screening *s = test_small(false);

    (void)state;
    test_suspect(s, 0)->candidate_count = 0;
    retort_page_distilled(test_out(), &s->suspects[0], 1);
    assert_written("No reference has a profile score.");
    assert_not_written("<table>");
    retort_screening_free(s);
}

static void distilled__draws_bars_within_their_track(void **state)
{
    retort_screening *s = test_small(false);

    (void)state;
    test_candidate(s, 0)->score[RETORT_SCORE_PROFILE] = (double)INFINITY;
    test_candidate(s, 1)->score[RETORT_SCORE_PROFILE] = -1;
    test_candidate(s, 2)->score[RETORT_SCORE_PROFILE] = (double)NAN;
    retort_page_distilled(test_out(), &s->suspects[0], 1);
    assert_int_equal(test_count(test_text(), "width=\"0.0\""), 3);
    assert_not_written("nan");
    assert_not_written("inf");
    retort_screening_free(s);
}

static void kin__shows_the_15_nearest_in_order(void **state)
{
    retort_screening *s = test_sample(false);
    const char *at;

    (void)state;
    retort_page_kin(test_out(), &s->suspects[0], 1);
    assert_int_equal(test_count(test_text(), "<tr>"), 1 + 15);
    at = strstr(test_text(), "rank\">1<");
    assert_non_null(at);
    assert_non_null(strstr(at, "rank\">15<"));
    assert_not_written("rank\">16<");
    assert_written("sft-distill");
    retort_screening_free(s);
}

static void kin__says_when_there_is_no_residual(void **state)
{
    retort_screening *s = test_small(false);

    (void)state;
    for (size_t i = 0; i < 3; i++)
        test_candidate(s, i)->rank_kin = 0;
    retort_page_kin(test_out(), &s->suspects[0], 1);
    assert_written("No model has a residual cosine.");
    retort_screening_free(s);
}

static void kin__takes_any_rank(void **state)
{
    retort_screening *s = test_small(false);

    (void)state;
    test_candidate(s, 0)->rank_kin = 1;
    test_candidate(s, 1)->rank_kin = 1;
    test_candidate(s, 2)->rank_kin = UINT32_MAX;
    retort_page_kin(test_out(), &s->suspects[0], 1);
    assert_int_equal(test_count(test_text(), "<tr>"), 1 + 1);
    retort_screening_free(s);
}

static void strips__show_picture_and_numbers(void **state)
{
    retort_screening *s = test_sample(true);

    (void)state;
    retort_page_strips(test_out(), &s->suspects[0], 2);
    assert_written("id=\"s2-strips-t\"");
    assert_written("id=\"s2-strip-numbers\"");
    assert_int_equal(test_count(test_text(), "<tr>"), 1 + SAMPLE_STRIPS);
    assert_not_written("<script>");
    test_suspect(s, 0)->strip_count = 0;
    retort_page_strips(test_out(), &s->suspects[0], 2);
    assert_string_equal(test_text(), "");
    retort_screening_free(s);
}

static void distilled__shows_p_and_the_nearest_set(void **state)
{
    retort_screening *s = test_small(false);

    (void)state;
    for (size_t i = 0; i < 3; i++)
        test_candidate(s, i)->p = i < 2 ? 0.125 * (double)(i + 1) : (double)NAN;
    test_candidate(s, 0)->p_holm = 0.375;
    test_candidate(s, 1)->p_holm = 1;
    test_candidate(s, 2)->in_nearest_set = false;
    retort_page_distilled(test_out(), &s->suspects[0], 1);
    assert_written("p, Holm p</th>");
    assert_written("<td class=\"n p\">0.125 <span class=\"unit\">0.375</span>");
    assert_written("<td class=\"n p\">0.250 <span class=\"unit\">1.000</span>");
    assert_int_equal(test_count(test_text(), "class=\"n p\""), 2);
    assert_int_equal(test_count(test_text(), "nearest set"), 2);
    retort_page_kin(test_out(), &s->suspects[0], 1);
    assert_not_written("nearest set");
    assert_not_written("Holm");
    retort_screening_free(s);
}

static void distilled__has_no_column_for_a_p_that_nobody_has(void **state)
{
    retort_screening *s = test_small(false);

    (void)state;
    for (size_t i = 0; i < 3; i++)
        test_candidate(s, i)->p = 0;
    retort_page_distilled(test_out(), &s->suspects[0], 1);
    assert_not_written("Holm");
    retort_screening_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distilled__ranks_references_only),
        cmocka_unit_test(distilled__leaves_out_scores_that_nobody_has),
        cmocka_unit_test(distilled__says_when_there_is_no_profile),
        cmocka_unit_test(distilled__draws_bars_within_their_track),
        cmocka_unit_test(kin__shows_the_15_nearest_in_order),
        cmocka_unit_test(kin__says_when_there_is_no_residual),
        cmocka_unit_test(kin__takes_any_rank),
        cmocka_unit_test(strips__show_picture_and_numbers),
        cmocka_unit_test(distilled__shows_p_and_the_nearest_set),
        cmocka_unit_test(distilled__has_no_column_for_a_p_that_nobody_has),
    };

    return cmocka_run_group_tests_name("page_ranking", tests, NULL,
                                       test_release);
}
