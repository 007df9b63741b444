#include "report/finding.h"

#include "support/report_test.h"

static const retort_finding_form FORM = {"{", "|", "}\n", "!",
                                         "!", "<", ">",   retort_escape_text};

/* A suspect of two references that a test may bend. */
typedef struct scene {
    retort_suspect s;
    retort_candidate c[3];
} scene;

static scene plain(void)
{
    scene x = {.s = {.name = "S", .candidate_count = 3}};

    for (size_t i = 0; i < 3; i++) {
        static const char *const MODEL[] = {"alder", "birch", "cedar"};

        x.c[i] = (retort_candidate){
            .model = MODEL[i],
            .lineage = MODEL[i],
            .rank_distilled = (uint32_t)i + 1,
            .rank_kin = 3 - (uint32_t)i,
            .percentile = 90 - (double)i,
            .percentile_basis = "control suspects",
            .control_suspects = 20,
            .control_suspect_lineages = 12,
            .score = {0.5 - 0.1 * (double)i, 0.1 * (double)i, 2, 0, 0, 0.01,
                      0.3 + 0.1 * (double)i, -1 + 0.1 * (double)i}};
    }
    return x;
}

static void tell(scene *x)
{
    x->s.candidates = x->c;
    retort_finding_write(test_out(), &x->s, &FORM);
}

static void write__says_kin_before_copies_before_distilled(void **state)
{
    scene x = plain();
    const char *text;

    (void)state;
    tell(&x);
    text = test_text();
    assert_true(strstr(text, "{Same or tuned|") == text);
    assert_true(strstr(text, "{Copied replies|") > text);
    assert_true(strstr(text, "{Distilled|") > strstr(text, "{Copied replies|"));
    assert_written("nearest model is <cedar> (0.200, PMZ 2.00), lineage cedar");
    assert_written("No model reaches the flag of 5 %");
}

static void write__ranks_and_compares_the_top_reference(void **state)
{
    scene x = plain();

    (void)state;
    tell(&x);
    assert_written(
        "By profile the nearest of 3 references is <alder> with "
        "0.500, above 90.0 % of 20 control suspects (12 lineages, "
        "weighing equally). Next: <birch> (0.400), <cedar> (0.300).");
    assert_written("another lineage is <birch>, 0.100 lower");
    assert_written("None of the 3 references with control suspects is above "
                   "95 % of them: none stands out.");
    assert_written("gives <alder> place 3 of 3; reply lengths alone give it "
                   "place 3 of 3. No baseline that is known puts it first.");
    assert_not_written("does not beat");
}

static void write__says_when_the_top_is_beaten(void **state)
{
    static const retort_score BASELINE[] = {RETORT_SCORE_HUB,
                                            RETORT_SCORE_LENGTH};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        scene x = plain();

        x.c[0].score[BASELINE[i]] = 5;
        tell(&x);
        assert_written("!The top reference does not beat its baselines!");
        assert_true(retort_finding_is_beaten(&x.s, &x.c[0]));
    }
}

static void write__names_those_that_stand_out(void **state)
{
    scene x = plain();

    (void)state;
    x.c[0].percentile = 95;
    x.c[1].percentile = 94.9;
    tell(&x);
    assert_written("1 stands out, above 95 % of them or more: <alder>. By "
                   "chance alone about one reference in twenty would.");
    x.c[1].percentile = 99;
    tell(&x);
    assert_written(
        "2 stand out, above 95 % of them or more: <alder>, <birch>.");
    x.c[1].percentile_basis = "references";
    tell(&x);
    assert_written("Of 2 references with control suspects, 1 stands out");
}

static void write__counts_names_it_does_not_list(void **state)
{
    retort_screening *s = test_sample(false);

    (void)state;
    for (size_t i = 0; i < 6; i++)
        test_candidate(s, i)->percentile = 99;
    retort_finding_write(test_out(), &s->suspects[0], &FORM);
    assert_written("6 stand out");
    assert_written(" and 2 more. By chance");
    retort_screening_free(s);
}

static void write__says_when_there_are_no_controls(void **state)
{
    scene x = plain();

    (void)state;
    for (size_t i = 0; i < 3; i++)
        x.c[i].percentile_basis = "references";
    tell(&x);
    assert_written("above 90.0 % of the other references (it has too few "
                   "control suspects for a scale of its own)");
    assert_written("No reference has control suspects enough");
}

static void write__flags_copied_replies(void **state)
{
    scene x = plain();

    (void)state;
    x.c[2].score[RETORT_SCORE_REUSE] = RETORT_REUSE_FLAG;
    tell(&x);
    assert_written("!1 model reaches the flag of 5 % of shared prompts!: "
                   "<cedar> with 5.0 %.");
    x.c[0].score[RETORT_SCORE_REUSE] = 0.5;
    tell(&x);
    assert_written("!2 models reach the flag of 5 % of shared prompts!, most "
                   "of all <alder> with 50.0 %.");
    for (size_t i = 0; i < 3; i++)
        x.c[i].score[RETORT_SCORE_REUSE] = (double)NAN;
    tell(&x);
    assert_not_written("Copied replies");
}

static void write__does_not_rank_a_single_reference(void **state)
{
    scene x = plain();

    (void)state;
    x.s.candidate_count = 1;
    tell(&x);
    assert_written("The one reference compared, <alder>, has profile 0.500");
    assert_written("With a single reference there is no ranking");
    assert_false(retort_finding_is_beaten(&x.s, &x.c[0]));
}

static void write__says_what_is_missing(void **state)
{
    scene x = plain();

    (void)state;
    x.c[0].percentile = (double)NAN;
    x.c[0].is_own_lineage = true;
    x.c[2].rank_kin = 3;
    x.c[0].rank_kin = 1;
    for (size_t i = 0; i < 3; i++)
        x.c[i].score[RETORT_SCORE_HUB] = x.c[i].score[RETORT_SCORE_LENGTH] =
            (double)NAN;
    tell(&x);
    assert_written("; its percentile is not known");
    assert_written("which is the suspect's own lineage");
    assert_written("where likeness is expected");
    assert_written("Without baselines the ranking has nothing to be held "
                   "against");
    x.s.candidate_count = 0;
    tell(&x);
    assert_written("No model has a residual cosine");
    assert_written("No reference has a profile score");
}

static void write__always_ends_in_its_limits(void **state)
{
    scene x = plain();

    (void)state;
    for (size_t n = 0; n <= 3; n++) {
        x.s.candidate_count = n;
        tell(&x);
        assert_non_null(strstr(test_text(), "{Always|"));
        assert_written("does not exclude a common teacher; direction of "
                       "copying is not inferred.}\n");
    }
}

static void write__escapes_every_name(void **state)
{
    scene x = plain();

    (void)state;
    for (size_t i = 0; i < 3; i++)
        x.c[i].model = x.c[i].lineage = "\x1b[2J";
    tell(&x);
    assert_not_written("\x1b");
    assert_written("<\\x1b[2J>");
}

static void standing_out__says_when_p_cannot_reach(void **state)
{
    retort_screening *s = test_small(false);

    (void)state;
    test_suspect(s, 0)->ranked_references = 3;
    for (size_t i = 0; i < 3; i++) {
        test_candidate(s, i)->p = 0.5;
        test_candidate(s, i)->control_suspect_lineages = 10 + (uint32_t)i;
    }
    retort_finding_write(test_out(), &s->suspects[0], &FORM);
    assert_written("With 12 control lineages p cannot fall below 0.077, and "
                   "after Holm over 3 references not below 0.231: .05 cannot "
                   "be reached.");
    test_candidate(s, 1)->control_suspect_lineages = 99;
    retort_finding_write(test_out(), &s->suspects[0], &FORM);
    assert_not_written("cannot fall below");
    test_candidate(s, 1)->p = (double)NAN; /* no p, no floor */
    retort_finding_write(test_out(), &s->suspects[0], &FORM);
    assert_written("With 12 control lineages");
    retort_screening_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(write__says_kin_before_copies_before_distilled),
        cmocka_unit_test(write__ranks_and_compares_the_top_reference),
        cmocka_unit_test(write__says_when_the_top_is_beaten),
        cmocka_unit_test(write__names_those_that_stand_out),
        cmocka_unit_test(write__counts_names_it_does_not_list),
        cmocka_unit_test(write__says_when_there_are_no_controls),
        cmocka_unit_test(write__flags_copied_replies),
        cmocka_unit_test(write__does_not_rank_a_single_reference),
        cmocka_unit_test(write__says_what_is_missing),
        cmocka_unit_test(write__always_ends_in_its_limits),
        cmocka_unit_test(write__escapes_every_name),
        cmocka_unit_test(standing_out__says_when_p_cannot_reach),
    };

    return cmocka_run_group_tests_name("finding", tests, NULL, test_release);
}
