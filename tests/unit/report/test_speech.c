#include "report/speech.h"

#include <math.h>

#include "support/report_test.h"

static const retort_finding_form FORM = {"{", "|", "}\n", "!",
                                         "?", "<", ">",   retort_escape_html};

static retort_speech speech(const retort_suspect *s)
{
    return (retort_speech){test_out(), s, &FORM};
}

static void say__leaves_our_text_and_escapes_foreign(void **state)
{
    retort_suspect s = {.name = "S"};
    retort_speech p = speech(&s);

    (void)state;
    retort_say_label(&p, "Label");
    retort_say(&p, "a<b ");
    retort_say_name(&p, "x<y");
    retort_say_foreign(&p, " c<d");
    retort_say_end(&p);
    assert_string_equal(test_text(), "{Label|a<b <x&lt;y> c&lt;d}\n");
}

static void say_strongly__uses_the_marks_of_the_form(void **state)
{
    retort_suspect s = {.name = "S"};
    retort_speech p = speech(&s);

    (void)state;
    retort_say_strongly(&p, "mind");
    assert_string_equal(test_text(), "!mind?");
}

static void say_number__says_what_is_not_known(void **state)
{
    retort_suspect s = {.name = "S"};
    retort_candidate c = {.score = {0.1234, (double)NAN, 0, 0, 0, 0.125}};
    retort_speech p = speech(&s);

    (void)state;
    retort_say_number(&p, (double)INFINITY, 2);
    retort_say(&p, " ");
    retort_say_score(&p, &c, RETORT_SCORE_PROFILE);
    retort_say(&p, " ");
    retort_say_score(&p, &c, RETORT_SCORE_RESIDUAL);
    retort_say(&p, " ");
    retort_say_score(&p, &c, RETORT_SCORE_REUSE);
    assert_string_equal(test_text(), "not known 0.123 not known 12.5");
}

static void say_count__knows_one_from_many(void **state)
{
    retort_suspect s = {.name = "S"};
    retort_speech p = speech(&s);

    (void)state;
    retort_say_count(&p, 0, "ox", "oxen");
    retort_say_count(&p, 1, "ox", "oxen");
    retort_say_count(&p, 2, "ox", "oxen");
    assert_string_equal(test_text(), "0 oxen1 ox2 oxen");
}

static void say_percentile__names_its_basis(void **state)
{
    retort_suspect s = {.name = "S"};
    retort_candidate c = {.percentile = 92.5,
                          .percentile_basis = "control suspects",
                          .control_suspects = 27,
                          .control_suspect_lineages = 1};
    retort_speech p = speech(&s);

    (void)state;
    retort_say_percentile(&p, &c);
    assert_string_equal(test_text(), ", above 92.5 % of 27 control suspects (1 "
                                     "lineage, weighing equally)");
    p = speech(&s);
    c.percentile_basis = "references";
    retort_say_percentile(&p, &c);
    assert_written("92.5 % of the other references (it has too few");
    p = speech(&s);
    c.percentile = (double)NAN;
    retort_say_percentile(&p, &c);
    assert_string_equal(test_text(), "; its percentile is not known");
}

static void say_always__holds_both_limits(void **state)
{
    retort_suspect s = {.name = "S"};
    retort_speech p = speech(&s);

    (void)state;
    retort_say_always(&p);
    assert_written("{Always|");
    assert_written("common teacher");
    assert_written("direction of copying is not inferred");
}

static const char *floor_of(uint32_t lineages, uint32_t references)
{
    retort_suspect s = {.name = "S"};
    retort_speech p = speech(&s);

    retort_say_floor(&p, lineages, references);
    return test_text();
}

static void say_floor__speaks_where_a_p_cannot_reach(void **state)
{
    (void)state;
    assert_string_equal(floor_of(18, 1), " With 18 control lineages p cannot "
                                         "fall below 0.053: .05 cannot be "
                                         "reached.");
    assert_string_equal(floor_of(1, 0), " With 1 control lineage p cannot fall "
                                        "below 0.500: .05 cannot be reached.");
    assert_string_equal(floor_of(99, 20),
                        " With 99 control lineages p cannot fall below 0.010, "
                        "and after Holm over 20 references not below 0.200: "
                        ".05 cannot be reached.");
    assert_non_null(strstr(floor_of(18, 44), "not below 1.000: "));
}

static void say_floor__is_silent_where_it_can(void **state)
{
    (void)state;
    assert_string_equal(floor_of(19, 1), ""); /* .05 itself is reached */
    assert_string_equal(floor_of(99, 5), "");
    assert_string_equal(floor_of(UINT32_MAX, 44), "");
    assert_string_not_equal(floor_of(99, 6), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(say__leaves_our_text_and_escapes_foreign),
        cmocka_unit_test(say_strongly__uses_the_marks_of_the_form),
        cmocka_unit_test(say_number__says_what_is_not_known),
        cmocka_unit_test(say_count__knows_one_from_many),
        cmocka_unit_test(say_percentile__names_its_basis),
        cmocka_unit_test(say_always__holds_both_limits),
        cmocka_unit_test(say_floor__speaks_where_a_p_cannot_reach),
        cmocka_unit_test(say_floor__is_silent_where_it_can),
    };

    return cmocka_run_group_tests_name("speech", tests, NULL, test_release);
}
