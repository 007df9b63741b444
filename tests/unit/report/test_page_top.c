#include "report/page.h"

#include "report/finding.h"
#include "support/report_test.h"

static void top__says_its_status_first(void **state)
{
    retort_screening *s = test_small(false);

    (void)state;
    retort_page_top(test_out(), s);
    assert_written("retort screening report");
    assert_written("<h1><bdi>mystery-chat-2025</bdi>");
    assert_written("against 44 references; library of 128 models of 47 "
                   "lineages");
    assert_written("screening only, error rate not established");
    assert_written(retort_finding_limits());
    assert_true(strstr(test_text(), "not established") <
                strstr(test_text(), "<main>"));
    retort_screening_free(s);
}

static void top__names_the_pair_of_a_comparison(void **state)
{
    retort_screening *s = test_pair(false);

    (void)state;
    retort_page_top(test_out(), s);
    assert_written("retort comparison report");
    assert_written("against <bdi>alder-1-19b-instruct-2024-06</bdi>, with a "
                   "library of 128 models of 47 lineages behind them");
    assert_not_written("#library");
    test_suspect(s, 0)->candidate_count = 0;
    retort_page_top(test_out(), s);
    assert_written("against 44 references");
    retort_screening_free(s);
}

static void top__leads_to_every_part(void **state)
{
    retort_screening *s = test_sample(true);

    (void)state;
    retort_page_top(test_out(), s);
    assert_written("<a href=\"#s1\"><bdi>&lt;script&gt;");
    assert_written("href=\"#s2\"");
    assert_written("href=\"#library\"");
    assert_written("href=\"#provenance\"");
    assert_not_written("<script>");
    retort_screening_free(s);
}

static void glance__is_for_several_suspects(void **state)
{
    retort_screening *s = test_sample(false);

    (void)state;
    retort_page_top(test_out(), s);
    assert_written("id=\"glance\"");
    assert_written("neither puts it first");
    assert_written("does not beat them");
    s->suspect_count = 1;
    retort_page_top(test_out(), s);
    assert_not_written("id=\"glance\"");
    retort_screening_free(s);
}

static void glance__says_when_there_is_no_ranking(void **state)
{
    retort_screening *s = test_sample(false);

    (void)state;
    test_suspect(s, 0)->candidate_count = 1;
    test_suspect(s, 1)->candidate_count = 0;
    retort_page_top(test_out(), s);
    assert_written("<td>no ranking</td>");
    assert_written("no reference has a profile score");
    retort_screening_free(s);
}

static void top__counts_no_suspects(void **state)
{
    retort_screening *s = test_sample(false);

    (void)state;
    s->suspect_count = 0;
    retort_page_top(test_out(), s);
    assert_written("<h1>0 suspects");
    retort_screening_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(top__says_its_status_first),
        cmocka_unit_test(top__names_the_pair_of_a_comparison),
        cmocka_unit_test(top__leads_to_every_part),
        cmocka_unit_test(glance__is_for_several_suspects),
        cmocka_unit_test(glance__says_when_there_is_no_ranking),
        cmocka_unit_test(top__counts_no_suspects),
    };

    return cmocka_run_group_tests_name("page_top", tests, NULL, test_release);
}
