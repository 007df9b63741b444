#include "infer/refusals.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "infer/wording.h"

/* Facts of a case that passes everything, with room on either side. */
static retort_case_facts good(void)
{
    return (retort_case_facts){
        .shared_prompts = 400,
        .prompt_overlap = 1,
        .control_lineages = 18,
        .control_vendors = 11,
        .null_lineages = 31,
        .null_lineages_of_r = 12,
        .positive_lineages = 16,
        .reference_lineages = 6,
        .slope = 1,
        .skipped_draws = 0.01,
        .median_chars = 800,
        .median_chars_least = 300,
        .median_chars_most = 2000,
        .closed_class = 0.42,
        .closed_class_least = 0.38,
        .closed_class_most = 0.47,
        .same_reply = 0.01,
        .identical = 0.01,
        .split_half = 0.6,
        .months_after = 14,
        .beyond_range = 0,
    };
}

/* One rule: the field behind it, its limit, a step beyond. */
struct one {
    const char *id;
    size_t field;
    double limit;
    double step;
    bool at_least;
    bool refuses;
};

#define FIELD(f) offsetof(retort_case_facts, f)

static const struct one ALL[] = {
    {"shared-prompts", FIELD(shared_prompts), 100, 1, true, true},
    {"shared-prompts-advised", FIELD(shared_prompts), 200, 1, true, false},
    {"prompt-overlap", FIELD(prompt_overlap), 0.9, 1e-9, true, false},
    {"control-lineages", FIELD(control_lineages), 10, 1, true, true},
    {"control-vendors", FIELD(control_vendors), 8, 1, true, true},
    {"null-lineages", FIELD(null_lineages), 20, 1, true, true},
    {"null-lineages-reference", FIELD(null_lineages_of_r), 8, 1, true, true},
    {"positive-lineages", FIELD(positive_lineages), 5, 1, true, true},
    {"reference-lineages", FIELD(reference_lineages), 3, 1, true, true},
    {"slope", FIELD(slope), 0, 1e-9, true, true},
    {"skipped-draws", FIELD(skipped_draws), 0.2, 1e-9, false, true},
    {"length-least", FIELD(median_chars), 300, 1, true, true},
    {"length-most", FIELD(median_chars), 2000, 1, false, true},
    {"language-least", FIELD(closed_class), 0.38, 1e-9, true, true},
    {"language-most", FIELD(closed_class), 0.47, 1e-9, false, true},
    {"constant-text", FIELD(same_reply), 0.05, 1e-9, false, true},
    {"identical-replies", FIELD(identical), 0.05, 1e-9, false, true},
    {"split-half", FIELD(split_half), 0.05, 1e-9, true, true},
    {"release-order", FIELD(months_after), 0, 1, true, true},
    {"score-range", FIELD(beyond_range), 1, 1e-9, false, true},
};

enum { RULES = sizeof(ALL) / sizeof(ALL[0]) };

static retort_rule hold(retort_proposition p, const retort_case_facts *f,
                        const char *id, bool *refused)
{
    retort_arena arena = {0};
    const retort_rule *rules;
    size_t count;
    const retort_rule *found;
    retort_rule r = {0};

    assert_int_equal(
        retort_refusals_hold(p, f, NULL, 0, &arena, &rules, &count, NULL),
        RETORT_OK);
    found = retort_rules_find(rules, count, id);
    if (found)
        r = *found;
    if (refused)
        *refused = retort_rules_refuse(rules, count);
    retort_arena_release(&arena);
    return r;
}

/* The facts with one field set, held by a rule of a distilled case. */
static retort_rule with(const struct one *o, double value, bool *refused)
{
    retort_case_facts f = good();

    memcpy((char *)&f + o->field, &value, sizeof(value));
    return hold(RETORT_PROPOSITION_DISTILLED, &f, o->id, refused);
}

static void hold__passes_a_good_case(void **state)
{
    retort_case_facts f = good();
    bool refused;

    (void)state;
    for (size_t i = 0; i < RULES; i++) {
        retort_rule r =
            hold(RETORT_PROPOSITION_DISTILLED, &f, ALL[i].id, &refused);

        assert_true(r.passed);
        assert_false(refused);
        assert_true(strlen(r.text) > 20);
    }
}

static void hold__turns_at_every_limit(void **state)
{
    (void)state;
    for (size_t i = 0; i < RULES; i++) {
        const struct one *o = &ALL[i];
        double inside = o->at_least ? o->limit + o->step : o->limit - o->step;
        double outside = o->at_least ? o->limit - o->step : o->limit + o->step;
        bool refused;
        retort_rule r = with(o, inside, &refused);

        assert_true(r.passed);
        assert_false(refused);
        r = with(o, o->limit, &refused);
        assert_true(r.passed);
        assert_false(refused);
        r = with(o, outside, &refused);
        assert_false(r.passed);
        assert_true(r.value == outside);
        assert_true(r.limit == o->limit);
        assert_int_equal(r.refuses, o->refuses);
        assert_int_equal(refused, o->refuses);
    }
}

static void hold__fails_what_is_not_known(void **state)
{
    static const char *const PASS[] = {"reference-lineages", "skipped-draws",
                                       "release-order"};

    (void)state;
    for (size_t i = 0; i < RULES; i++) {
        bool expected = false;
        bool refused;
        retort_rule r = with(&ALL[i], (double)NAN, &refused);

        for (size_t k = 0; k < 3; k++)
            expected = expected || strcmp(ALL[i].id, PASS[k]) == 0;
        assert_int_equal(r.passed, expected);
        assert_true(isnan(r.value));
        if (expected)
            assert_memory_equal(r.text, "Not asked", 9);
        if (!expected && ALL[i].refuses)
            assert_true(refused);
    }
}

static void hold__fails_a_range_that_is_not_known(void **state)
{
    retort_case_facts f = good();
    bool refused;

    (void)state;
    f.median_chars_least = f.median_chars_most = (double)NAN;
    assert_false(
        hold(RETORT_PROPOSITION_SAME, &f, "length-least", &refused).passed);
    assert_true(refused);
}

static void hold__asks_kin_less(void **state)
{
    static const char *const NOT_KIN[] = {"reference-lineages", "release-order",
                                          "identical-replies"};
    retort_case_facts f = good();
    size_t count;

    (void)state;
    f.months_after = -5;
    f.identical = 1;
    f.reference_lineages = 0;
    for (int p = RETORT_PROPOSITION_SAME; p <= RETORT_PROPOSITION_TUNED; p++) {
        for (size_t i = 0; i < RULES; i++) {
            bool asked = true;
            bool refused;
            retort_rule r =
                hold((retort_proposition)p, &f, ALL[i].id, &refused);

            for (size_t k = 0; k < 3; k++)
                asked = asked && strcmp(ALL[i].id, NOT_KIN[k]) != 0;
            assert_int_equal(r.id != NULL, asked);
            assert_false(refused);
        }
    }
    (void)retort_refusal_rows(&count);
    assert_int_equal(count, RULES); /* every row stands in ALL */
}

static void hold__carries_acceptance_limits_that_refuse(void **state)
{
    const retort_rule given[2] = {
        {"cllr-upper", "Cllr stays below 1.", 0.7, 1, true, false},
        {"devpav", "devPAV is small.", 0.4, 0.3, false, false}};
    retort_case_facts f = good();
    retort_arena arena = {0};
    const retort_rule *rules;
    size_t count;

    (void)state;
    assert_int_equal(retort_refusals_hold(RETORT_PROPOSITION_DISTILLED, &f,
                                          given, 1, &arena, &rules, &count,
                                          NULL),
                     RETORT_OK);
    assert_int_equal(count, RULES + 1);
    assert_false(retort_rules_refuse(rules, count));
    assert_int_equal(retort_refusals_hold(RETORT_PROPOSITION_DISTILLED, &f,
                                          given, 2, &arena, &rules, &count,
                                          NULL),
                     RETORT_OK);
    assert_true(retort_rules_refuse(rules, count));
    assert_true(retort_rules_find(rules, count, "devpav")->refuses);
    assert_true(retort_rules_find(rules, count, "devpav")->value == 0.4);
    assert_null(retort_rules_find(rules, count, "no such rule"));
    retort_arena_release(&arena);
}

static void hold__tells_when_memory_is_refused(void **state)
{
    retort_case_facts f = good();
    retort_arena arena = {0};
    const retort_rule *rules;
    size_t count;

    (void)state;
    retort_mem_fail_at(0);
    assert_int_equal(retort_refusals_hold(RETORT_PROPOSITION_SAME, &f, NULL, 0,
                                          &arena, &rules, &count, NULL),
                     RETORT_ERR_NOMEM);
    retort_mem_fail_at(-1);
    assert_null(rules);
    assert_int_equal(count, 0);
}

static void row_of__finds_by_id(void **state)
{
    (void)state;
    assert_string_equal(retort_refusal_row_of("split-half")->id, "split-half");
    assert_null(retort_refusal_row_of("split"));
}

static void rows__are_clean_sentences(void **state)
{
    size_t count;
    const retort_refusal_row *row = retort_refusal_rows(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        assert_true(retort_wording_is_clean(row[i].noun, NULL));
        assert_true(retort_wording_is_clean(row[i].text, NULL));
        assert_int_equal(row[i].text[strlen(row[i].text) - 1], '.');
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(row[i].id, row[k].id);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hold__passes_a_good_case),
        cmocka_unit_test(hold__turns_at_every_limit),
        cmocka_unit_test(hold__fails_what_is_not_known),
        cmocka_unit_test(hold__fails_a_range_that_is_not_known),
        cmocka_unit_test(hold__asks_kin_less),
        cmocka_unit_test(hold__carries_acceptance_limits_that_refuse),
        cmocka_unit_test(hold__tells_when_memory_is_refused),
        cmocka_unit_test(row_of__finds_by_id),
        cmocka_unit_test(rows__are_clean_sentences),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
