#include "report/sink.h"

#include <math.h>

#include "report/codepoint.h"
#include "report/finding.h"
#include "support/report_test.h"

static void write_it(const retort_screening *s)
{
    assert_int_equal(retort_text_write(s, test_out(), NULL), RETORT_OK);
}

static void write__starts_with_the_status(void **state)
{
    retort_screening *s = test_sample(false);

    (void)state;
    write_it(s);
    assert_int_equal(strncmp(test_text(),
                             "screening only, error rate not established\n",
                             43),
                     0);
    assert_written("warning [few-prompts] Fewer shared prompts than the scores "
                   "were made for. Found 152, limit 200.\n");
    assert_written("left out: Reuse is left out");
    assert_written("compared    805 replies to 805 prompts, median length 1184 "
                   "characters");
    assert_written("and 29 more");
    retort_screening_free(s);
}

/* The same words as the page, whatever the line breaks. */
static void write__says_the_shared_finding(void **state)
{
    static const retort_finding_form FORM = {"", ": ", " ", "",
                                             "", "",   "",  retort_escape_text};
    retort_screening *s = test_sample(false);
    retort_buf want;
    const char *at;

    (void)state;
    retort_buf_init(&want, 1 << 20);
    retort_finding_write(&want, &s->suspects[0], &FORM);
    write_it(s);
    at = strstr(test_text(), "Same or tuned: ");
    assert_non_null(at);
    for (size_t i = 0; i + 1 < want.len; i++) {
        if (want.ptr[i] == ' ') {
            assert_true(*at == ' ' || *at == '\n');
            while (*at == ' ' || *at == '\n')
                at++;
        } else {
            assert_int_equal(*at++, want.ptr[i]);
        }
    }
    retort_buf_release(&want);
    retort_screening_free(s);
}

static void write__aligns_its_tables(void **state)
{
    (void)state;
    for (int hostile = 0; hostile < 2; hostile++) {
        retort_screening *s = test_sample(hostile);
        const char *line;
        size_t width = 0;

        write_it(s);
        line = strstr(test_text(), " rank  model");
        assert_non_null(line);
        for (int row = 0; row <= 15; row++) {
            size_t len = strcspn(line, "\n");
            size_t columns = retort_codepoint_columns((retort_span){line, len});

            if (row == 0)
                width = columns;
            assert_int_equal(columns, width);
            line += len + 1;
        }
        retort_screening_free(s);
    }
}

static void write__wraps_what_it_says(void **state)
{
    retort_screening *s = test_sample(false);
    const char *line;

    (void)state;
    write_it(s);
    line = strstr(test_text(), "Same or tuned: ");
    while (strncmp(line, "DISTILLED", 9) != 0) {
        assert_true(strcspn(line, "\n") <= 78);
        line += strcspn(line, "\n") + 1;
    }
    retort_screening_free(s);
}

static void write__sends_nothing_to_the_terminal_but_text(void **state)
{
    retort_screening *s = test_sample(true);
    retort_span left;

    (void)state;
    write_it(s);
    left = (retort_span){test_buf.ptr, test_buf.len};
    while (left.len > 0) {
        uint32_t cp;
        size_t used = retort_codepoint_read(left, &cp);

        assert_true(used > 0);
        assert_true(cp == '\n' || !retort_codepoint_is_hidden(cp));
        left = (retort_span){left.ptr + used, left.len - used};
    }
    assert_written("\\x1b[2J");
    assert_written("%n%s%p");
    retort_screening_free(s);
}

static void write__hides_columns_and_tables_without_scores(void **state)
{
    retort_screening *s = test_sample(false);

    (void)state;
    s->suspects = &s->suspects[1];
    s->suspect_count = 1;
    write_it(s);
    assert_not_written("Reuse %");
    test_suspect(s, 0)->candidate_count = 0;
    write_it(s);
    assert_not_written(" rank  model");
    retort_screening_free(s);
}

static void write__shows_the_pair_of_a_comparison(void **state)
{
    retort_screening *s = test_pair(false);

    (void)state;
    assert_int_equal(retort_text_write(s, test_out(), NULL), RETORT_OK);
    assert_written("The one reference compared,");
    assert_written("what it means");
    assert_written("3 of 44 references");
    assert_not_written("DISTILLED");
    assert_not_written("SAME OR TUNED:");
    assert_not_written("nearest");
    test_suspect(s, 0)->candidate_count = 0;
    assert_int_equal(retort_text_write(s, test_out(), NULL), RETORT_OK);
    assert_written("Nothing was compared.");
    retort_screening_free(s);
}

static void write__marks_percentiles_among_references(void **state)
{
    retort_screening *s = test_small(false);

    (void)state;
    test_candidate(s, 1)->percentile_basis = "references";
    test_candidate(s, 1)->percentile = 77.7;
    assert_int_equal(retort_text_write(s, test_out(), NULL), RETORT_OK);
    assert_written("    77.7*");
    assert_written("   100.0 ");
    retort_screening_free(s);
}

static void write__shows_p_and_the_nearest_set(void **state)
{
    retort_screening *s = test_small(false);

    (void)state;
    test_candidate(s, 0)->p = 0.125;
    test_candidate(s, 0)->p_holm = 0.375;
    test_candidate(s, 2)->in_nearest_set = false;
    write_it(s);
    assert_written("   pctile        p   Holm p  prompts\n");
    assert_written("   100.0     0.125    0.375      805\n");
    assert_written("\n    1 ~alder-1-7b-instruct");
    assert_written("\n    3  alder-1-19b-instruct");
    for (size_t i = 0; i < 3; i++)
        test_candidate(s, i)->p = (double)NAN;
    write_it(s);
    assert_not_written("Holm");
    assert_not_written(".05 cannot");
    retort_screening_free(s);
}

static void write__puts_evidence_before_the_screening(void **state)
{
    retort_screening *s = test_weighed(false);
    const char *evidence;

    (void)state;
    write_it(s);
    assert_int_equal(strncmp(test_text(), RETORT_EVIDENCE_STATUS "\n", 55), 0);
    evidence = strstr(test_text(), "EVIDENCE\n");
    assert_non_null(evidence);
    assert_non_null(strstr(evidence, "SCREENING, which weighs nothing\n\nSame "
                                     "or tuned: "));
    assert_written("calibration fcde2b2e");
    retort_screening_free(s);
    s = test_pair(false);
    write_it(s);
    assert_not_written("EVIDENCE");
    assert_not_written("SCREENING");
    assert_not_written("calibration");
    retort_screening_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(write__starts_with_the_status),
        cmocka_unit_test(write__says_the_shared_finding),
        cmocka_unit_test(write__aligns_its_tables),
        cmocka_unit_test(write__wraps_what_it_says),
        cmocka_unit_test(write__sends_nothing_to_the_terminal_but_text),
        cmocka_unit_test(write__hides_columns_and_tables_without_scores),
        cmocka_unit_test(write__shows_the_pair_of_a_comparison),
        cmocka_unit_test(write__marks_percentiles_among_references),
        cmocka_unit_test(write__shows_p_and_the_nearest_set),
        cmocka_unit_test(write__puts_evidence_before_the_screening),
    };

    return cmocka_run_group_tests_name("write_text", tests, NULL, test_release);
}
