#include "run/screen_ranks.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static retort_candidate candidate(const char *model, bool is_reference,
                                  double profile, double residual)
{
    retort_candidate c = {.model = model, .is_reference = is_reference};

    c.score[RETORT_SCORE_PROFILE] = profile;
    c.score[RETORT_SCORE_RESIDUAL] = residual;
    return c;
}

static void rank__orders_references_by_profile_and_all_by_residual(void **state)
{
    retort_candidate c[] = {candidate("variant", false, 0.9, 0.8),
                            candidate("b", true, 0.2, 0.1),
                            candidate("a", true, 0.2, 0.3),
                            candidate("blind", true, (double)NAN, (double)NAN)};
    uint32_t references;
    uint32_t models;

    (void)state;
    retort_candidates_rank(c, 4, &references, &models);
    assert_int_equal(references, 2);
    assert_int_equal(models, 3);
    assert_string_equal(c[0].model, "a");
    assert_int_equal(c[0].rank_distilled, 1);
    assert_int_equal(c[0].rank_kin, 2);
    assert_string_equal(c[1].model, "b");
    assert_string_equal(c[2].model, "blind");
    assert_int_equal(c[2].rank_distilled, 0);
    assert_string_equal(c[3].model, "variant");
    assert_int_equal(c[3].rank_distilled, 0);
    assert_int_equal(c[3].rank_kin, 1);
}

static void points_below__gives_a_lineage_one_vote(void **state)
{
    const retort_strip_point p[] = {{"a1", "a", 0.1},
                                    {"a2", "a", 0.1},
                                    {"a3", "a", 0.1},
                                    {"b1", "b", 0.5},
                                    {"c1", "", 0.3}};
    uint32_t lineages;
    double share = retort_points_below(p, 5, 0.3, &lineages);

    (void)state;
    assert_int_equal(lineages, 3);
    assert_true(fabs(share - 1.5 / 3.0) < 1e-12);
    assert_true(isnan(retort_points_below(p, 0, 0.3, &lineages)));
    assert_int_equal(lineages, 0);
}

static void place__counts_the_other_references(void **state)
{
    retort_candidate c[] = {
        candidate("a", true, 0.4, 0.0), candidate("b", true, 0.3, 0.0),
        candidate("c", true, 0.4, 0.0), candidate("d", false, 0.1, 0.0)};

    (void)state;
    retort_candidate_place(c, 4, &c[0]);
    assert_true(fabs(c[0].percentile - 75.0) < 1e-12);
    assert_string_equal(c[0].percentile_basis, "references");
    retort_candidate_place(c, 1, &c[0]);
    assert_true(isnan(c[0].percentile));
}

static void points_p__is_the_mean_over_members(void **state)
{
    const retort_strip_point p[] = {
        {"a1", "a", 0.1}, {"a2", "a", 0.3}, {"b1", "b", 0.5}, {"c1", "", 0.2}};

    (void)state;
    /* half of a, all of b, none of c: (1 + 1.5) / 4 */
    assert_true(fabs(retort_points_p(p, 4, 0.3) - 0.625) < 1e-12);
    assert_true(fabs(retort_points_p(p, 4, 0.9) - 0.25) < 1e-12);
    assert_true(fabs(retort_points_p(p, 4, -1.0) - 1.0) < 1e-12);
    assert_true(isnan(retort_points_p(p, 0, 0.3)));
    assert_true(isnan(retort_points_p(p, 4, (double)NAN)));
}

static void adjust__counts_candidates_with_a_p(void **state)
{
    retort_candidate c[3] = {{.p = 0.04}, {.p = (double)NAN}, {.p = 0.03}};

    (void)state;
    assert_int_equal(retort_candidates_adjust(c, 3, NULL), RETORT_OK);
    assert_true(fabs(c[2].p_holm - 0.06) < 1e-12);
    assert_true(fabs(c[0].p_holm - 0.06) < 1e-12);
    assert_true(isnan(c[1].p_holm));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            rank__orders_references_by_profile_and_all_by_residual),
        cmocka_unit_test(points_below__gives_a_lineage_one_vote),
        cmocka_unit_test(points_p__is_the_mean_over_members),
        cmocka_unit_test(adjust__counts_candidates_with_a_p),
        cmocka_unit_test(place__counts_the_other_references),
    };

    return cmocka_run_group_tests_name("screen_ranks", tests, NULL, NULL);
}
