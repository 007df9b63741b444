#include "report/page.h"

#include <stdio.h>

#include "report/evidence_rows.h"
#include "support/report_test.h"

static void write_it(const retort_screening *s)
{
    retort_page_evidence(test_out(), &s->suspects[0], 1);
}

static void evidence__shows_five_propositions_in_order(void **state)
{
    retort_screening *s = test_weighed(false);
    const char *at;

    (void)state;
    write_it(s);
    at = test_text();
    for (int i = 0; i < RETORT_PROPOSITION_COUNT; i++) {
        char head[80];

        (void)snprintf(head, sizeof(head), "<h4>%s: <bdi>",
                       retort_proposition_about((retort_proposition)i)->id);
        at = strstr(at, head);
        assert_non_null(at);
    }
    assert_int_equal(test_count(test_text(), "<h4>"), 5);
    assert_int_equal(test_count(test_text(), "Proposition: that <bdi>"), 5);
    assert_written("S is the suspect, <bdi>mystery-chat-2025</bdi>. R is the "
                   "reference, <bdi>alder-1-19b-instruct-2024-06</bdi>.");
    retort_screening_free(s);
}

static void evidence__shows_a_number_with_all_that_it_stands_on(void **state)
{
    retort_screening *s = test_weighed(false);

    (void)state;
    write_it(s);
    assert_written("<td class=\"n\">1.25</td><td class=\"n\">0.50, 1.75</td>"
                   "<td><bdi>limited support</bdi></td></tr>");
    assert_written("<p class=\"sentence\"><bdi>The findings are about 18 times "
                   "more probable if the suspect was trained");
    assert_written("This is not the probability that S was distilled from R.");
    assert_written("<dd><bdi>common source</bdi></dd>");
    assert_written("birch-2-43b-instruct-2024-06</bdi>, <bdi>gorse-7-43b-chat");
    assert_written("0.056, which cannot fall below 0.056</dd>");
    assert_written("<dd>62.5 %</dd>");
    assert_written("<dd>3.1 %</dd>");
    assert_written("is explained by</dt><dd><bdi>tuned</bdi>");
    /* A head of each line for the two that were weighed. */
    for (const retort_evidence_row *r = retort_evidence_rows; r->title; r++) {
        char head[80];

        (void)snprintf(head, sizeof(head), "<th scope=\"row\">%s</th>",
                       r->title);
        assert_int_equal(test_count(test_text(), head), 2);
    }
    retort_screening_free(s);
}

static void evidence__shows_closed_and_open_side_by_side(void **state)
{
    retort_screening *s = test_weighed(false);

    (void)state;
    write_it(s);
    assert_written(
        "<tr><th scope=\"row\">Log10 LR</th><td class=\"n\">1.50</td>"
        "<td class=\"n\">1.25</td></tr>");
    assert_written("<tr><th scope=\"row\">Upper bound</th><td class=\"n\">1.50 "
                   "<span class=\"unit\"><bdi>ELUB</bdi></span></td><td "
                   "class=\"n\">1.25 <span");
    assert_written("<tr><th scope=\"row\">Bound that changed it</th><td "
                   "class=\"n\"><bdi>ELUB</bdi></td>");
    assert_written("<th scope=\"row\">Null pairs, suspect lineages</th><td "
                   "class=\"n\">214, 31</td>");
    assert_written("<th scope=\"row\">Interval, 95 %</th><td class=\"n\">0.75, "
                   "2.00</td><td class=\"n\">0.50, 1.75</td>");
    assert_written("&#8722;1.38 <span");
    retort_screening_free(s);
}

static void evidence__shows_refusals_first(void **state)
{
    retort_screening *s = test_weighed(false);
    const char *tuned;
    const char *reuse;
    const char *why;
    const char *all;

    (void)state;
    write_it(s);
    tuned = strstr(test_text(), "<h4>tuned");
    reuse = strstr(test_text(), "<h4>reuse");
    why = strstr(tuned, "Why there is no likelihood ratio");
    all = strstr(tuned, "All rules that the case");
    assert_true(tuned < why && why < all && all < reuse);
    assert_true(why < strstr(tuned, "No likelihood ratio is given"));
    assert_int_equal(test_count(test_text(), "Why there is no"), 1);
    /* Two refused, once among the reasons and once among all. */
    assert_int_equal(test_count(test_text(), "<strong>refused</strong>"), 4);
    assert_int_equal(test_count(test_text(), "<strong>warning</strong>"), 3);
    assert_int_equal(test_count(test_text(), "<td>passed</td>"), 3 + 1 + 3);
    assert_written("<td class=\"n\">0.125</td><td class=\"n\">0.300</td>");
    retort_screening_free(s);
}

static void evidence__shows_rivals(void **state)
{
    retort_screening *s = test_weighed(false);

    (void)state;
    write_it(s);
    assert_int_equal(test_count(test_text(), "The nearest set"), 1);
    assert_written("<td class=\"n\">0.290</td><td class=\"n\">25.0 %</td>");
    test_evidence(s, RETORT_PROPOSITION_DISTILLED)->rival_count = 0;
    write_it(s);
    assert_not_written("The nearest set");
    retort_screening_free(s);
}

static void evidence__leaves_out_what_is_not_known(void **state)
{
    retort_screening *s = test_weighed(false);

    (void)state;
    *test_evidence(s, RETORT_PROPOSITION_DISTILLED) =
        sample_no_evidence("distilled", "not available");
    *test_evidence(s, RETORT_PROPOSITION_SAME) =
        sample_no_evidence("same", "not available");
    write_it(s);
    assert_not_written("cannot fall below");
    assert_not_written("would support");
    assert_not_written("Bound that changed it");
    assert_not_written("nan");
    assert_int_equal(
        test_count(test_text(), "<bdi>not available</bdi></strong>"), 6);
    test_suspect(s, 0)->evidence_count = 0;
    write_it(s);
    assert_string_equal(test_text(), "");
    retort_screening_free(s);
}

static void evidence__has_a_dash_for_a_bound_that_is_not(void **state)
{
    retort_screening *s = test_weighed(false);
    retort_evidence *e = test_evidence(s, RETORT_PROPOSITION_DISTILLED);

    (void)state;
    e->closed = e->open = sample_no_setting();
    e->closed.score = 0.25;
    write_it(s);
    assert_written("<th scope=\"row\">Lower bound</th><td class=\"n\"><span "
                   "class=\"none\">&#8211;</span></td>");
    assert_written(
        "<th scope=\"row\">Bound that changed it</th><td class=\"n\">"
        "<span class=\"none\">&#8211;</span></td>");
    retort_screening_free(s);
}

static void evidence__escapes_foreign_text(void **state)
{
    retort_screening *s = test_weighed(true);

    (void)state;
    write_it(s);
    assert_not_written("<script");
    assert_not_written("<img");
    assert_not_written("<svg");
    assert_not_written("<a ");
    assert_written("&lt;script&gt;");
    assert_written("[U+001B]");
    retort_screening_free(s);
}

static void evidence__has_ids_of_its_own(void **state)
{
    retort_screening *s = test_weighed(true);

    (void)state;
    retort_page_evidence(test_out(), &s->suspects[0], 7);
    assert_int_equal(test_count(test_text(), " id=\""),
                     test_count(test_text(), " id=\"s7-"));
    assert_int_equal(test_count(test_text(), " id=\"s7-same-rules\""), 1);
    assert_int_equal(test_count(test_text(), " id=\"s7-tuned-refused\""), 1);
    assert_int_equal(test_count(test_text(), " id=\"s7-distilled-rivals\""), 1);
    retort_screening_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(evidence__shows_five_propositions_in_order),
        cmocka_unit_test(evidence__shows_a_number_with_all_that_it_stands_on),
        cmocka_unit_test(evidence__shows_closed_and_open_side_by_side),
        cmocka_unit_test(evidence__shows_refusals_first),
        cmocka_unit_test(evidence__shows_rivals),
        cmocka_unit_test(evidence__leaves_out_what_is_not_known),
        cmocka_unit_test(evidence__has_a_dash_for_a_bound_that_is_not),
        cmocka_unit_test(evidence__escapes_foreign_text),
        cmocka_unit_test(evidence__has_ids_of_its_own),
    };

    return cmocka_run_group_tests_name("page_evidence", tests, NULL,
                                       test_release);
}
