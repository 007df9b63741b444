#include "report/finding.h"

#include <math.h>

#include "support/report_test.h"

static const retort_finding_form FORM = {"{", "|", "}\n", "!",
                                         "!", "<", ">",   retort_escape_text};

static retort_candidate candidate(void)
{
    return (retort_candidate){.model = "alder",
                              .lineage = "alder",
                              .is_reference = true,
                              .rank_distilled = 4,
                              .rank_kin = 9,
                              .percentile = 90,
                              .percentile_basis = "control suspects",
                              .control_suspects = 20,
                              .control_suspect_lineages = 12,
                              .score = {0.5, 0.1, 2, 0, 0, 0.01, 0.3, -1}};
}

static void tell(const retort_candidate *c)
{
    retort_suspect s = {.name = "S",
                        .ranked_references = 44,
                        .ranked_models = 127,
                        .candidates = c,
                        .candidate_count = c ? 1 : 0};

    retort_finding_write_pair(test_out(), &s, &FORM);
}

static void write_pair__says_scores_and_places(void **state)
{
    retort_candidate c = candidate();

    (void)state;
    tell(&c);
    assert_written("{Same or tuned|By residual cosine <alder> has 0.100, place "
                   "9 of 127 models; its PMZ is 2.00.");
    assert_written("{Distilled|The one reference compared, <alder>, has "
                   "profile 0.500, place 4 of 44 references, above 90.0 % of "
                   "20 control suspects (12 lineages, weighing equally).");
    assert_written("Hub (0.300) never looks at the suspect, length (-1.00)");
    assert_written("{Always|");
}

static void write_pair__speaks_of_no_other_model(void **state)
{
    retort_candidate c = candidate();

    (void)state;
    for (int i = 0; i < 16; i++) {
        c = candidate();
        if (i & 1)
            c.score[RETORT_SCORE_RESIDUAL] = (double)NAN;
        if (i & 2)
            c.score[RETORT_SCORE_PROFILE] = (double)NAN;
        if (i & 4)
            c.percentile = 99;
        c.is_own_lineage = i & 8;
        tell(&c);
        assert_not_written("nearest");
        assert_not_written("No model");
        assert_not_written("No reference");
        assert_not_written("Next:");
    }
}

static void write_pair__says_what_the_pair_lacks(void **state)
{
    retort_candidate c = candidate();

    (void)state;
    c.score[RETORT_SCORE_RESIDUAL] = (double)NAN;
    c.score[RETORT_SCORE_PROFILE] = (double)NAN;
    c.percentile = (double)NAN;
    c.rank_distilled = c.rank_kin = 0;
    tell(&c);
    assert_written("This pair has no residual cosine");
    assert_written("has no profile score");
    assert_written("no control suspects enough");
    assert_not_written("place");
    tell(NULL);
    assert_written("Nothing was compared.");
    assert_written("{Always|");
}

static void write_pair__stands_out_from_95(void **state)
{
    retort_candidate c = candidate();

    (void)state;
    c.percentile = 94.9;
    tell(&c);
    assert_written("it does not stand out");
    c.percentile = 95;
    tell(&c);
    assert_written("It stands out, above 95 %");
    c.percentile_basis = "references";
    tell(&c);
    assert_written("no control suspects enough");
}

static void write_pair__flags_copies_from_5_percent(void **state)
{
    retort_candidate c = candidate();

    (void)state;
    tell(&c);
    assert_written("{Copied replies|1.0 % of shared prompts, below the flag");
    c.score[RETORT_SCORE_REUSE] = 0.05;
    tell(&c);
    assert_written("5.0 % of shared prompts, !at or above the flag of 5 %!");
    c.score[RETORT_SCORE_REUSE] = (double)NAN;
    tell(&c);
    assert_not_written("Copied replies");
}

static void write_pair__ranks_references_only(void **state)
{
    retort_candidate c = candidate();

    (void)state;
    c.is_reference = false;
    c.rank_distilled = 0;
    tell(&c);
    assert_written("The one model compared, <alder>, has profile 0.500; it is "
                   "no reference of the library");
    assert_written("{Baselines|Without a rank");
    assert_not_written("Standing out");
    assert_not_written("Hub");
    c.is_own_lineage = true;
    tell(&c);
    assert_written("It is of the suspect's own lineage, where likeness");
}

static void standing_out__tells_p_and_its_floor(void **state)
{
    retort_screening *s = test_pair(false);

    (void)state;
    test_candidate(s, 0)->p = 0.125;
    test_candidate(s, 0)->p_holm = (double)NAN;
    test_candidate(s, 0)->control_suspect_lineages = 18;
    retort_finding_write_pair(test_out(), &s->suspects[0], &FORM);
    assert_written("Its rank p is 0.125. With 18 control lineages p cannot "
                   "fall below 0.053, and after Holm over 44 references");
    test_candidate(s, 0)->p_holm = 0.75;
    retort_finding_write_pair(test_out(), &s->suspects[0], &FORM);
    assert_written("rank p is 0.125, 0.750 after Holm over all references.");
    test_candidate(s, 0)->p = (double)NAN;
    retort_finding_write_pair(test_out(), &s->suspects[0], &FORM);
    assert_not_written("rank p");
    retort_screening_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(write_pair__says_scores_and_places),
        cmocka_unit_test(write_pair__speaks_of_no_other_model),
        cmocka_unit_test(write_pair__says_what_the_pair_lacks),
        cmocka_unit_test(write_pair__stands_out_from_95),
        cmocka_unit_test(write_pair__flags_copies_from_5_percent),
        cmocka_unit_test(write_pair__ranks_references_only),
        cmocka_unit_test(standing_out__tells_p_and_its_floor),
    };

    return cmocka_run_group_tests_name("finding_pair", tests, NULL,
                                       test_release);
}
