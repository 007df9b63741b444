#include "report/page.h"

#include <math.h>

#include "support/report_test.h"

static void pair__shows_every_score_with_place_and_meaning(void **state)
{
    retort_screening *s = test_pair(false);

    (void)state;
    retort_page_pair(test_out(), &s->suspects[0], 7);
    for (int i = 0; i < RETORT_SCORE_COUNT; i++)
        assert_written(retort_score_about((retort_score)i)->title);
    assert_int_equal(test_count(test_text(), "<tr>"), 1 + RETORT_SCORE_COUNT);
    assert_written("<td class=\"n\">3 <span class=\"unit\">of 44 "
                   "references</span></td>");
    assert_written("of 60 models</span>");
    assert_written("id=\"s7-pair\"");
    assert_written("among 28 control suspects of 17 lineages");
    assert_written("31 models of 18 lineages and 11 vendors");
    assert_written("21 lineages</dd>");
    assert_written(" %</td>");
    retort_screening_free(s);
}

static void pair__shows_dashes_for_what_is_not_known(void **state)
{
    retort_screening *s = test_pair(false);
    retort_candidate *c = test_own(s->suspects[0].candidates);

    (void)state;
    for (int i = 0; i < RETORT_SCORE_COUNT; i++)
        c->score[i] = (double)NAN;
    c->percentile = (double)NAN;
    c->rank_distilled = c->rank_kin = 0;
    retort_page_pair(test_out(), &s->suspects[0], 1);
    assert_int_equal(test_count(test_text(), "<span class=\"none\">"),
                     2 * RETORT_SCORE_COUNT + 1);
    assert_not_written("nan");
    retort_screening_free(s);
}

static void pair__names_references_as_the_basis(void **state)
{
    retort_screening *s = test_pair(false);
    retort_candidate *c = test_own(s->suspects[0].candidates);

    (void)state;
    c->percentile_basis = "<references>";
    c->control_suspects = 4;
    retort_page_pair(test_out(), &s->suspects[0], 1);
    assert_written("among <bdi>&lt;references&gt;</bdi>, for want of control "
                   "suspects (4)");
    retort_screening_free(s);
}

static void pair__says_when_nothing_was_compared(void **state)
{
    retort_suspect s = {.name = "S"};

    (void)state;
    retort_page_pair(test_out(), &s, 1);
    assert_written("Nothing was compared.");
    assert_not_written("<table>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pair__shows_every_score_with_place_and_meaning),
        cmocka_unit_test(pair__shows_dashes_for_what_is_not_known),
        cmocka_unit_test(pair__names_references_as_the_basis),
        cmocka_unit_test(pair__says_when_nothing_was_compared),
    };

    return cmocka_run_group_tests_name("page_pair", tests, NULL, test_release);
}
