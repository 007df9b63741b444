#include "report/text_pair.h"

#include <math.h>

#include "support/report_test.h"

static void pair__shows_every_score_with_place_and_meaning(void **state)
{
    retort_screening *s = test_pair(false);
    const retort_suspect *suspect = &s->suspects[0];

    (void)state;
    retort_text_pair(test_out(), suspect, suspect->candidates);
    for (int i = 0; i < RETORT_SCORE_COUNT; i++)
        assert_written(retort_score_about((retort_score)i)->title);
    assert_written("3 of 44 references    Cosine of the habits of opening,");
    assert_written(" of 60 models ");
    assert_written("reference         alder-1-19b-instruct-2024-06\n");
    assert_written(" % ");
    assert_written("among 28 control suspects of 17 lineages\n");
    assert_written("31 models of 18 lineages and 11 vendors\n");
    assert_written("background        21 lineages\n");
    assert_written("shared prompts    799\n");
    retort_screening_free(s);
}

static void pair__shows_dashes_for_what_is_not_known(void **state)
{
    retort_suspect s = {.name = "S"};
    retort_candidate c = {.model = "m",
                          .lineage = "",
                          .vendor = "",
                          .relation = "",
                          .released = "",
                          .percentile = (double)NAN,
                          .percentile_basis = ""};

    (void)state;
    for (int i = 0; i < RETORT_SCORE_COUNT; i++)
        c.score[i] = (double)NAN;
    retort_text_pair(test_out(), &s, &c);
    assert_written("lineage           not known\n");
    assert_written("percentile        not known\n");
    assert_written("Reuse               -  -  ");
    assert_not_written("nan");
    assert_not_written("%");
    assert_not_written("above the suspect");
}

static void pair__names_references_as_the_basis(void **state)
{
    retort_screening *s = test_pair(false);
    retort_candidate *c = test_own(s->suspects[0].candidates);

    (void)state;
    c->percentile_basis = "references";
    c->control_suspects = 4;
    retort_text_pair(test_out(), &s->suspects[0], c);
    assert_written("among references, for want of control suspects (4)\n");
    retort_screening_free(s);
}

static void pair__tells_the_strip_in_numbers(void **state)
{
    static const retort_strip_point POINTS[] = {
        {"a", "a", -1}, {"b", "b", 0}, {"c", "c", 1}};
    const retort_strip strip = {"m", 0.5, POINTS, 3};
    retort_screening *s = test_pair(false);
    retort_suspect *suspect = test_suspect(s, 0);

    (void)state;
    suspect->strips = &strip;
    retort_text_pair(test_out(), suspect, suspect->candidates);
    assert_written("their profiles    -1.000, -0.500, 0.000, 0.500, 1.000 ");
    assert_written("above the suspect 1 of 3\n");
    retort_screening_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pair__shows_every_score_with_place_and_meaning),
        cmocka_unit_test(pair__shows_dashes_for_what_is_not_known),
        cmocka_unit_test(pair__names_references_as_the_basis),
        cmocka_unit_test(pair__tells_the_strip_in_numbers),
    };

    return cmocka_run_group_tests_name("text_pair", tests, NULL, test_release);
}
