#include "report/evidence_rows.h"

#include <math.h>

#include "support/report_test.h"

static void rows__have_a_title_and_a_member_each(void **state)
{
    size_t count = 0;

    (void)state;
    for (const retort_evidence_row *r = retort_evidence_rows; r->title; r++) {
        assert_true(strlen(r->title) > 4);
        assert_true(r->offset < sizeof(retort_setting));
        assert_true(r->more < sizeof(retort_setting));
        count++;
    }
    assert_int_equal(count, 17);
}

/* What a reader may ask of a setting stands in its table: every member. */
static void rows__show_every_member(void **state)
{
    bool shown[sizeof(retort_setting)] = {false};
    static const size_t MEMBERS[] = {
        offsetof(retort_setting, score),
        offsetof(retort_setting, ceiling),
        offsetof(retort_setting, slope),
        offsetof(retort_setting, intercept),
        offsetof(retort_setting, mean),
        offsetof(retort_setting, sd),
        offsetof(retort_setting, raw),
        offsetof(retort_setting, llr),
        offsetof(retort_setting, lower),
        offsetof(retort_setting, upper),
        offsetof(retort_setting, lower_rule),
        offsetof(retort_setting, upper_rule),
        offsetof(retort_setting, active),
        offsetof(retort_setting, low),
        offsetof(retort_setting, median),
        offsetof(retort_setting, high),
        offsetof(retort_setting, sandwich_low),
        offsetof(retort_setting, sandwich_high),
        offsetof(retort_setting, ridge_tenth),
        offsetof(retort_setting, ridge_tenfold),
        offsetof(retort_setting, positives),
        offsetof(retort_setting, positive_lineages),
        offsetof(retort_setting, nulls),
        offsetof(retort_setting, null_lineages),
        offsetof(retort_setting, reference_lineages),
        offsetof(retort_setting, skipped),
    };

    (void)state;
    for (const retort_evidence_row *r = retort_evidence_rows; r->title; r++) {
        shown[r->offset] = true;
        shown[r->more] = true;
    }
    for (size_t i = 0; i < sizeof(MEMBERS) / sizeof(MEMBERS[0]); i++)
        assert_true(shown[MEMBERS[i]]);
}

static void at__reads_the_member(void **state)
{
    retort_setting s = sample_setting(1.25, false);

    (void)state;
    assert_true(retort_evidence_number_at(&s, offsetof(retort_setting, llr)) ==
                1.25);
    assert_int_equal(
        retort_evidence_count_at(&s, offsetof(retort_setting, nulls)), 214);
    assert_string_equal(
        retort_evidence_text_at(&s, offsetof(retort_setting, lower_rule)),
        "invariance");
}

static void is_weighed__asks_for_any_number(void **state)
{
    retort_evidence e = sample_no_evidence("same", "refused");

    (void)state;
    assert_false(retort_evidence_is_weighed(&e));
    e.open.score = 0.25;
    assert_true(retort_evidence_is_weighed(&e));
    e.open.score = (double)NAN;
    e.closed.llr = 0;
    assert_true(retort_evidence_is_weighed(&e));
}

static void is_refused__asks_for_a_failed_rule_that_refuses(void **state)
{
    retort_rule rules[] = {
        {"a", "", 1, 2, true, true},
        {"b", "", 1, 2, false, false},
        {"c", "", 1, 2, false, true},
    };
    retort_evidence e = {.rules = rules, .rule_count = 2};

    (void)state;
    assert_false(retort_evidence_is_refused(&e));
    e.rule_count = 3;
    assert_true(retort_evidence_is_refused(&e));
    assert_string_equal(retort_evidence_outcome(&rules[0]), "passed");
    assert_string_equal(retort_evidence_outcome(&rules[1]), "warning");
    assert_string_equal(retort_evidence_outcome(&rules[2]), "refused");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows__have_a_title_and_a_member_each),
        cmocka_unit_test(rows__show_every_member),
        cmocka_unit_test(at__reads_the_member),
        cmocka_unit_test(is_weighed__asks_for_any_number),
        cmocka_unit_test(is_refused__asks_for_a_failed_rule_that_refuses),
    };

    return cmocka_run_group_tests_name("evidence_rows", tests, NULL, NULL);
}
