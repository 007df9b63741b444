#include "report/page.h"

#include <math.h>

#include "support/report_test.h"

static void distilled__has_a_row_for_every_reference(void **state)
{
    retort_screening *s = test_sample(false);

    (void)state;
    retort_page_distilled(test_out(), &s->suspects[0], 1);
    assert_int_equal(test_count(test_text(), "<tr><td class=\"n rank\">"),
                     SAMPLE_REFERENCES);
    assert_written("<td class=\"n\">31 / 18 / 11</td>");
    assert_written("<td class=\"n\">28 <span class=\"unit\">suspects</span>");
    assert_written("<span class=\"unit\"><bdi>references</bdi></span>");
    assert_written("<span class=\"mark\">own lineage</span>");
    assert_written("class=\"n base\">Hub</th>");
    retort_screening_free(s);
}

static void distilled__hides_a_column_that_nobody_has(void **state)
{
    retort_screening *s = test_sample(false);

    (void)state;
    retort_page_distilled(test_out(), &s->suspects[0], 1);
    assert_written(">Reuse %</th>");
    retort_page_distilled(test_out(), &s->suspects[1], 2);
    assert_not_written(">Reuse %</th>");
    retort_screening_free(s);
}

static void distilled__survives_scores_that_are_not_known(void **state)
{
    retort_screening *s = test_sample(false);

    (void)state;
    test_candidate(s, 0)->score[RETORT_SCORE_PROFILE] = (double)NAN;
    test_candidate(s, 1)->score[RETORT_SCORE_PROFILE] = (double)INFINITY;
    retort_page_distilled(test_out(), &s->suspects[0], 1);
    assert_not_written("nan");
    assert_not_written("inf");
    assert_written("</svg><span class=\"none\">");
    for (size_t i = 0; i < SAMPLE_CANDIDATES; i++)
        test_candidate(s, i)->rank_distilled = 0;
    retort_page_distilled(test_out(), &s->suspects[0], 1);
    assert_written("No reference has a profile score");
    assert_not_written("<table>");
    retort_screening_free(s);
}

static void kin__shows_the_nearest_in_order(void **state)
{
    retort_screening *s = test_sample(false);
    const char *last;

    (void)state;
    retort_page_kin(test_out(), &s->suspects[0], 1);
    last = test_text();
    for (int rank = 1; rank <= 15; rank++) {
        char cell[40];

        (void)snprintf(cell, sizeof(cell), "rank\">%d</td>", rank);
        last = strstr(last, cell);
        assert_non_null(last);
    }
    assert_not_written("rank\">16</td>");
    for (size_t i = 0; i < SAMPLE_CANDIDATES; i++)
        test_candidate(s, i)->rank_kin = 0;
    retort_page_kin(test_out(), &s->suspects[0], 1);
    assert_written("No model has a residual cosine");
    retort_screening_free(s);
}

static void strips__have_a_picture_and_its_numbers(void **state)
{
    retort_screening *s = test_sample(false);

    (void)state;
    retort_page_strips(test_out(), &s->suspects[0], 1);
    assert_written("aria-labelledby=\"s1-strips-t s1-strips-d\"");
    assert_written("<caption id=\"s1-strip-numbers\">");
    assert_int_equal(test_count(test_text(), "<tr><th scope=\"row\">"),
                     SAMPLE_STRIPS);
    test_suspect(s, 0)->strip_count = 0;
    retort_page_strips(test_out(), &s->suspects[0], 1);
    assert_string_equal(test_text(), "");
    retort_screening_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distilled__has_a_row_for_every_reference),
        cmocka_unit_test(distilled__hides_a_column_that_nobody_has),
        cmocka_unit_test(distilled__survives_scores_that_are_not_known),
        cmocka_unit_test(kin__shows_the_nearest_in_order),
        cmocka_unit_test(strips__have_a_picture_and_its_numbers),
    };

    return cmocka_run_group_tests_name("page_ranking", tests, NULL,
                                       test_release);
}
