#include "report/text_evidence.h"

#include "report/codepoint.h"
#include "report/evidence_rows.h"
#include "support/report_test.h"

static void write_it(const retort_screening *s)
{
    retort_text_evidence(test_out(), &s->suspects[0]);
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

        (void)snprintf(head, sizeof(head), "\n%s: ",
                       retort_proposition_about((retort_proposition)i)->id);
        at = strstr(at, head);
        assert_non_null(at);
    }
    assert_int_equal(test_count(test_text(), "\nverdict: "), 5);
    assert_written("S is the suspect, mystery-chat-2025\nR is the reference, "
                   "alder-1-19b-instruct-2024-06\n");
    assert_written("same       against           -1.25  -2.00, -0.75      "
                   "limited support against\n");
    assert_written("tuned      refused               -  -                 -\n");
    retort_screening_free(s);
}

static void evidence__shows_a_number_with_all_that_it_stands_on(void **state)
{
    retort_screening *s = test_weighed(false);

    (void)state;
    write_it(s);
    assert_written(
        "headline            open\ncalibrated by       common source"
        "\nexplained by        tuned\nrank p              0.056 "
        "among control suspects; cannot fall below 0.056\npositives, "
        "LR > 2   62.5 %\nnulls, LR > 2       3.1 %\nscaled by     "
        "      birch-2-43b-instruct-2024-06\n");
    assert_written("This is not the probability that S was distilled from R.");
    assert_written("Upper bound                               1.50 ELUB        "
                   "     1.25 ELUB\n");
    assert_written("Null pairs, suspect lineages              214, 31          "
                   "     214, 31\n");
    for (const retort_evidence_row *r = retort_evidence_rows; r->title; r++) {
        char head[80];

        (void)snprintf(head, sizeof(head), "\n%s ", r->title);
        assert_true(test_count(test_text(), head) >= 2);
    }
    assert_written("score 0.290, not below in 25.0 % of draws\n");
    retort_screening_free(s);
}

static void evidence__shows_refusals_first(void **state)
{
    retort_screening *s = test_weighed(false);
    const char *tuned;
    const char *why;

    (void)state;
    write_it(s);
    tuned = strstr(test_text(), "\ntuned: ");
    why = strstr(tuned, "why there is no likelihood ratio:\nrefused  [shared");
    assert_non_null(why);
    assert_true(why < strstr(tuned, "No likelihood ratio is given"));
    assert_true(why < strstr(tuned, "all rules:\n"));
    assert_int_equal(test_count(test_text(), "\nrefused  ["), 4);
    assert_int_equal(test_count(test_text(), "\nwarning  ["), 3);
    assert_written("Found 0.125, limit 0.300.\n");
    assert_written("Found not known,\n         limit 0.100.\n");
    retort_screening_free(s);
}

static void evidence__leaves_out_what_is_not_known(void **state)
{
    retort_screening *s = test_weighed(false);

    (void)state;
    *test_evidence(s, RETORT_PROPOSITION_DISTILLED) =
        sample_no_evidence("distilled", "not available");
    test_evidence(s, RETORT_PROPOSITION_DISTILLED)->closed.score = 0.25;
    write_it(s);
    assert_written("Lower bound                               -                "
                   "     -\n");
    assert_written("Bound that changed it                     -                "
                   "     -\n");
    assert_not_written(" \n");
    assert_not_written("cannot fall below");
    assert_not_written("nearest set");
    assert_not_written("positives, LR > 2");
    assert_not_written("nan");
    assert_not_written("\n\n\n");
    test_suspect(s, 0)->evidence_count = 0;
    write_it(s);
    assert_string_equal(test_text(), "");
    retort_screening_free(s);
}

static void evidence__sends_nothing_but_text_and_leaves_no_space(void **state)
{
    (void)state;
    for (int hostile = 0; hostile < 2; hostile++) {
        retort_screening *s = test_weighed(hostile);
        retort_span left;

        write_it(s);
        left = (retort_span){test_buf.ptr, test_buf.len};
        while (left.len > 0) {
            uint32_t cp;
            size_t used = retort_codepoint_read(left, &cp);

            assert_true(used > 0);
            assert_true(cp == '\n' || !retort_codepoint_is_hidden(cp));
            left = (retort_span){left.ptr + used, left.len - used};
        }
        if (!hostile)
            assert_not_written(" \n");
        retort_screening_free(s);
    }
}

static void evidence__wraps_what_it_says(void **state)
{
    retort_screening *s = test_weighed(false);

    (void)state;
    write_it(s);
    for (const char *line = test_text(); *line;) {
        size_t len = strcspn(line, "\n");

        if (!strstr(line, "not below in") ||
            strstr(line, "not below in") > line + len)
            assert_true(len <= 80);
        line += len + 1;
    }
    retort_screening_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(evidence__shows_five_propositions_in_order),
        cmocka_unit_test(evidence__shows_a_number_with_all_that_it_stands_on),
        cmocka_unit_test(evidence__shows_refusals_first),
        cmocka_unit_test(evidence__leaves_out_what_is_not_known),
        cmocka_unit_test(evidence__sends_nothing_but_text_and_leaves_no_space),
        cmocka_unit_test(evidence__wraps_what_it_says),
    };

    return cmocka_run_group_tests_name("text_evidence", tests, NULL,
                                       test_release);
}
