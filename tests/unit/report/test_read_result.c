#include "report/result_fields.h"
#include "report/sink.h"
#include "support/report_test.h"

/* Status of reading what was written last. */
static retort_status read_it(retort_err *err)
{
    retort_screening *s = NULL;
    retort_status st;

    *err = (retort_err){0};
    st = retort_report_read_json(&s, (retort_span){test_buf.ptr, test_buf.len},
                                 err);
    assert_true((s != NULL) == (st == RETORT_OK));
    retort_screening_free(s);
    return st;
}

/* The result is refused, and why. @p s is freed. */
static void check_refused(retort_screening *s, const char *text)
{
    retort_err err;

    test_write(s, "json");
    retort_screening_free(s);
    assert_int_equal(read_it(&err), RETORT_ERR_FORMAT);
    assert_string_equal(err.text, text);
}

static void read__knows_two_kinds(void **state)
{
    retort_screening *s = test_small(false);

    (void)state;
    s->kind = "other";
    check_refused(s, "kind: want screen or compare");
}

static void read__accepts_no_other_status(void **state)
{
    retort_screening *s = test_small(false);

    (void)state;
    s->status = "guilty";
    check_refused(s, "status: want \"" RETORT_SCREENING_STATUS
                     "\" or \"" RETORT_EVIDENCE_STATUS "\"");
}

static void read__takes_one_candidate_in_a_comparison(void **state)
{
    retort_screening *s = test_small(false);
    retort_screening *again = NULL;
    retort_err err = {0};

    (void)state;
    s->kind = "compare";
    test_write(s, "json");
    assert_int_equal(
        retort_report_read_json(
            &again, (retort_span){test_buf.ptr, test_buf.len}, &err),
        RETORT_ERR_FORMAT);
    assert_string_equal(err.text, "suspects[0].candidates: 3 members, a "
                                  "comparison has 1");
    test_suspect(s, 0)->candidate_count = 1;
    test_write(s, "json");
    assert_int_equal(
        retort_report_read_json(
            &again, (retort_span){test_buf.ptr, test_buf.len}, NULL),
        RETORT_OK);
    assert_int_equal(again->suspects[0].ranked_references, 44);
    assert_int_equal(again->suspects[0].ranked_models, 60);
    retort_screening_free(again);
    retort_screening_free(s);
}

static void read__gives_back_evidence(void **state)
{
    retort_screening *s = test_weighed(false);
    retort_screening *again = NULL;
    const retort_evidence *e;

    (void)state;
    test_write(s, "json");
    retort_screening_free(s);
    assert_int_equal(
        retort_report_read_json(
            &again, (retort_span){test_buf.ptr, test_buf.len}, NULL),
        RETORT_OK);
    assert_string_equal(again->status, RETORT_EVIDENCE_STATUS);
    assert_int_equal(again->suspects[0].evidence_count,
                     RETORT_PROPOSITION_COUNT);
    e = &again->suspects[0].evidence[RETORT_PROPOSITION_DISTILLED];
    assert_string_equal(e->verdict, "supported");
    assert_true(e->llr == 1.25 && e->low == 0.5 && e->high == 1.75);
    assert_true(e->open.llr == 1.25 && e->closed.llr == 1.5);
    assert_string_equal(e->open.upper_rule, "ELUB");
    assert_int_equal(e->closed.nulls, 214);
    assert_int_equal(e->rule_count, SAMPLE_RULES);
    assert_true(e->rules[0].passed && !e->rules[2].passed);
    assert_true(e->rules[0].refuses && !e->rules[2].refuses);
    assert_true(e->rules[3].value != e->rules[3].value); /* not known */
    assert_int_equal(e->rival_count, SAMPLE_RIVALS);
    assert_true(e->rivals[0].chance == 0.25);
    assert_int_equal(e->scale_model_count, SAMPLE_SCALE_MODELS);
    assert_true(e->power == 0.625 && e->p_floor == 1.0 / 18);
    retort_screening_free(again);
}

static void read__takes_evidence_of_pairs_only(void **state)
{
    retort_screening *s = test_weighed(false);

    (void)state;
    s->kind = "screen";
    check_refused(s, "status: a screening has no evidence");
}

static void read__takes_evidence_under_its_status_only(void **state)
{
    retort_screening *s = test_weighed(false);

    (void)state;
    s->status = RETORT_SCREENING_STATUS;
    check_refused(s, "suspects[0].evidence: 5 members, but the status is "
                     "\"" RETORT_SCREENING_STATUS "\"");
    s = test_weighed(false);
    test_suspect(s, 0)->evidence_count = 0;
    check_refused(s, "suspects[0].evidence: 0 members, want 5");
    s = test_weighed(false);
    test_suspect(s, 0)->evidence_count = 4;
    check_refused(s, "suspects[0].evidence: 4 members, want 5");
}

static void read__takes_evidence_of_a_named_calibration_only(void **state)
{
    retort_screening *s = test_weighed(false);

    (void)state;
    s->provenance.calibration_digest = "";
    check_refused(s, "provenance.calibration_digest: empty, but the status "
                     "names a calibration");
}

static void read__takes_propositions_in_their_order_only(void **state)
{
    retort_screening *s = test_weighed(false);

    (void)state;
    test_evidence(s, RETORT_PROPOSITION_SAME)->proposition = "tuned";
    check_refused(s, "suspects[0].evidence[0].proposition: want same");
    s = test_weighed(false);
    test_evidence(s, RETORT_PROPOSITION_CANARY)->proposition = "guilt";
    check_refused(s, "suspects[0].evidence[4].proposition: want canary");
}

static void read__takes_known_verdicts_only(void **state)
{
    retort_screening *s = test_weighed(false);

    (void)state;
    test_evidence(s, RETORT_PROPOSITION_TUNED)->verdict = "beyond doubt";
    check_refused(s, "suspects[0].evidence[1].verdict: unknown verdict "
                     "'beyond doubt'");
}

/* That many rules in place of none, in text: the writer would refuse. */
static retort_status read_rules_of(size_t count, retort_err *err)
{
    static const char RULE[] = "{\"id\":\"\",\"limit\":0,\"passed\":true,"
                               "\"refuses\":true,\"text\":\"\",\"value\":0}";
    static const char EMPTY[] = "\"rules\":[]";
    retort_screening *s = test_weighed(false);
    retort_status st;
    char *json;
    char *at;

    test_write(s, "json");
    retort_screening_free(s);
    json = test_malloc(test_buf.len + 1);
    memcpy(json, test_buf.ptr, test_buf.len + 1);
    at = strstr(json, EMPTY);
    assert_non_null(at);
    retort_buf_add(test_out(), (retort_span){json, (size_t)(at - json)});
    retort_buf_puts(&test_buf, "\"rules\":[");
    for (size_t i = 0; i < count; i++) {
        retort_buf_puts(&test_buf, i ? "," : "");
        retort_buf_puts(&test_buf, RULE);
    }
    retort_buf_puts(&test_buf, "]");
    retort_buf_puts(&test_buf, at + strlen(EMPTY));
    test_free(json);
    st = read_it(err);
    return st;
}

static void read__holds_the_limit_of_rules(void **state)
{
    retort_err err;

    (void)state;
    assert_int_equal(read_rules_of(RETORT_RESULT_RULES_MAX - 1, &err),
                     RETORT_OK);
    assert_int_equal(read_rules_of(RETORT_RESULT_RULES_MAX, &err), RETORT_OK);
    assert_int_equal(read_rules_of(RETORT_RESULT_RULES_MAX + 1, &err),
                     RETORT_ERR_LIMIT);
    assert_string_equal(err.text,
                        "suspects[0].evidence[2].rules: 1001 members, "
                        "more than 1000");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(read__knows_two_kinds),
        cmocka_unit_test(read__accepts_no_other_status),
        cmocka_unit_test(read__takes_one_candidate_in_a_comparison),
        cmocka_unit_test(read__gives_back_evidence),
        cmocka_unit_test(read__takes_evidence_of_pairs_only),
        cmocka_unit_test(read__takes_evidence_under_its_status_only),
        cmocka_unit_test(read__takes_evidence_of_a_named_calibration_only),
        cmocka_unit_test(read__takes_propositions_in_their_order_only),
        cmocka_unit_test(read__takes_known_verdicts_only),
        cmocka_unit_test(read__holds_the_limit_of_rules),
    };

    return cmocka_run_group_tests_name("read_result", tests, NULL,
                                       test_release);
}
