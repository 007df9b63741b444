#include "report/page.h"

#include <math.h>

#include "support/report_test.h"

static void is_pair__goes_by_the_kind(void **state)
{
    retort_screening s = {.kind = "screen"};

    (void)state;
    assert_false(retort_page_is_pair(&s));
    s.kind = "compare";
    assert_true(retort_page_is_pair(&s));
    s.kind = "";
    assert_false(retort_page_is_pair(&s));
}

static void suspect__shows_both_rankings_of_a_screening(void **state)
{
    retort_screening *s = test_sample(false);

    (void)state;
    retort_page_suspect(test_out(), s, 2);
    assert_written("id=\"s2\"");
    assert_written("juniper-13b-preview");
    assert_written("By residual cosine the nearest model");
    assert_written("Distilled: references by profile");
    assert_written("Same or tuned: models by residual");
    assert_written("No warnings");
    assert_written("<h3>Left out</h3>");
    assert_not_written("score by score");
    retort_screening_free(s);
}

static void suspect__shows_the_pair_of_a_comparison(void **state)
{
    retort_screening *s = test_pair(false);

    (void)state;
    retort_page_suspect(test_out(), s, 1);
    assert_written("The pair, score by score");
    assert_written("The one reference compared,");
    assert_written("Where the suspect stands among control suspects");
    assert_written("id=\"s1-warnings\"");
    assert_not_written("references by profile");
    assert_not_written("models by residual");
    assert_not_written("nearest");
    retort_screening_free(s);
}

static void suspect__tells_found_and_limit_of_warnings(void **state)
{
    static const retort_warning WARNINGS[] = {
        {"<id>", "<text>", 0.125, 200},
        {"nan", "text", (double)NAN, (double)NAN},
    };
    retort_screening *s = test_small(false);

    (void)state;
    test_suspect(s, 0)->warnings = WARNINGS;
    test_suspect(s, 0)->warning_count = 2;
    retort_page_suspect(test_out(), s, 1);
    assert_written("<bdi>&lt;text&gt;</bdi></td><td class=\"n\">0.12</td>"
                   "<td class=\"n\">200</td><td><code><bdi>&lt;id&gt;</bdi>");
    assert_written("text</bdi></td><td class=\"n\"><span class=\"none\">");
    retort_screening_free(s);
}

static void suspect__says_what_is_not_known(void **state)
{
    retort_screening *s = test_small(false);

    (void)state;
    test_suspect(s, 0)->lineage = "";
    test_suspect(s, 0)->median_chars = (double)NAN;
    test_suspect(s, 0)->candidate_count = 0;
    test_suspect(s, 0)->strip_count = 0;
    retort_page_suspect(test_out(), s, 1);
    assert_written("<bdi>not known</bdi>");
    assert_written("<dd><span class=\"none\">&#8211;</span> characters");
    assert_written("No reference has a profile score");
    retort_screening_free(s);
}

static void suspect__shows_evidence_before_the_screening(void **state)
{
    retort_screening *s = test_weighed(false);
    const char *evidence;

    (void)state;
    retort_page_suspect(test_out(), s, 1);
    evidence = strstr(test_text(), "<h3>Evidence</h3>");
    assert_non_null(evidence);
    assert_non_null(
        strstr(evidence, "<h3>Screening, which weighs nothing</h3>"));
    assert_not_written("<h3>Finding</h3>");
    retort_screening_free(s);
}

static void suspect__shows_no_evidence_under_another_status(void **state)
{
    retort_screening *s = test_weighed(false);

    (void)state;
    s->status = RETORT_SCREENING_STATUS;
    retort_page_suspect(test_out(), s, 1);
    assert_not_written("Evidence");
    assert_written("<h3>Finding</h3>");
    retort_screening_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_pair__goes_by_the_kind),
        cmocka_unit_test(suspect__shows_both_rankings_of_a_screening),
        cmocka_unit_test(suspect__shows_the_pair_of_a_comparison),
        cmocka_unit_test(suspect__tells_found_and_limit_of_warnings),
        cmocka_unit_test(suspect__says_what_is_not_known),
        cmocka_unit_test(suspect__shows_evidence_before_the_screening),
        cmocka_unit_test(suspect__shows_no_evidence_under_another_status),
    };

    return cmocka_run_group_tests_name("page_suspect", tests, NULL,
                                       test_release);
}
