#include "report/page.h"

#include "support/report_test.h"

static void top__shows_the_status_before_anything_is_found(void **state)
{
    retort_screening *s = test_sample(false);

    (void)state;
    retort_page_top(test_out(), s);
    assert_written("retort screening report</p>\n<h1>2 suspects");
    assert_written("against 44 references of 47 lineages");
    assert_written("<p class=\"statusline\"><bdi>screening only, error rate "
                   "not established</bdi></p>");
    assert_written("does not exclude a common teacher");
    retort_screening_free(s);
}

static void top__names_a_single_suspect_and_its_kind(void **state)
{
    retort_screening *s = test_sample(false);

    (void)state;
    s->suspect_count = 1;
    s->kind = "compare";
    retort_page_top(test_out(), s);
    assert_written("comparison report</p>\n<h1><bdi>mystery-chat-2025</bdi>");
    assert_not_written("Nearest reference by profile");
    retort_screening_free(s);
}

static void top__gives_an_overview_of_several(void **state)
{
    retort_screening *s = test_sample(false);

    (void)state;
    retort_page_top(test_out(), s);
    assert_written("<td>neither puts it first</td>");
    assert_written("<strong>does not beat them</strong>");
    assert_written("<a href=\"#s2\"><bdi>juniper-13b-preview</bdi></a>");
    for (size_t i = 0; i < SAMPLE_CANDIDATES; i++)
        test_candidate(s, i)->rank_distilled = 0;
    retort_page_top(test_out(), s);
    assert_written("no reference has a profile score");
    test_candidate(s, 0)->rank_distilled = 1;
    retort_page_top(test_out(), s);
    assert_written("<td>no ranking</td>");
    retort_screening_free(s);
}

static void top__lists_what_is_on_the_page(void **state)
{
    retort_screening *s = test_sample(false);

    (void)state;
    retort_page_top(test_out(), s);
    assert_written("<a href=\"#library\">");
    s->heatmap.size = 0;
    retort_page_top(test_out(), s);
    assert_not_written("<a href=\"#library\">");
    retort_screening_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(top__shows_the_status_before_anything_is_found),
        cmocka_unit_test(top__names_a_single_suspect_and_its_kind),
        cmocka_unit_test(top__gives_an_overview_of_several),
        cmocka_unit_test(top__lists_what_is_on_the_page),
    };

    return cmocka_run_group_tests_name("page_top", tests, NULL, test_release);
}
