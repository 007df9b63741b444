#include "run/block_scores.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/philox.h"
#include "compare/matched.h"
#include "compare/profile.h"
#include "run/thread_pool.h"
#include "support/block_world.h"

enum { MODELS = BLOCK_MODELS, DRAWS = 20, B = RETORT_BLOCKS };

/* The models of the block world in one set, with their counts. */
struct cast {
    retort_fingerprint *fp[MODELS];
    retort_block_counts counts[MODELS];
    const retort_block_counts *list[MODELS];
    retort_modelset *set;
};

static struct cast world;

static int make_cast(void **state)
{
    block_model models[MODELS];
    retort_model items[MODELS];

    (void)state;
    block_models(models);
    for (size_t i = 0; i < MODELS; i++) {
        static char family[MODELS][20];

        (void)snprintf(family[i], 20, "l%u", models[i].how.habits);
        world.fp[i] = block_count(&models[i].how, 0, WORLD_PROMPTS, BLOCK_BITS);
        if (!world.fp[i] ||
            retort_block_counts_make(&world.counts[i], world.fp[i], NULL) != 0)
            return -1;
        world.list[i] = &world.counts[i];
        items[i] = (retort_model){.name = "m",
                                  .family = family[i],
                                  .vendor = "",
                                  .background = i < 2 * WORLD_LINEAGES,
                                  .fp = world.fp[i]};
    }
    return retort_modelset_new(&world.set, items, MODELS, NULL);
}

static int drop_cast(void **state)
{
    (void)state;
    retort_modelset_free(world.set);
    for (size_t i = 0; i < MODELS; i++) {
        retort_block_counts_release(&world.counts[i]);
        retort_fingerprint_free(world.fp[i]);
    }
    return 0;
}

enum { ASKS = 5 };

/* Student and teacher, variant and first, strangers; open and closed. */
static void ask(retort_profile_ask asks[ASKS], const uint32_t *out)
{
    asks[0] = (retort_profile_ask){2 * WORLD_LINEAGES, 0, NULL, 0};
    asks[1] = (retort_profile_ask){3, 2, NULL, 0};
    asks[2] = (retort_profile_ask){2 * WORLD_LINEAGES + 3, 6, NULL, 0};
    asks[3] = (retort_profile_ask){2 * WORLD_LINEAGES + 1, 0, NULL, 0};
    asks[4] = (retort_profile_ask){2 * WORLD_LINEAGES + 1, 0, out, 1};
}

static void score(retort_block_score out[ASKS], size_t threads)
{
    retort_profile_ask asks[ASKS];
    retort_thread_pool at;
    uint32_t teacher = world.set->models[2].lineage;

    ask(asks, &teacher);
    assert_int_equal(retort_profile_block_scores(
                         world.set, world.list, asks, ASKS,
                         threads ? retort_thread_pool_init(&at, threads) : NULL,
                         out, NULL),
                     RETORT_OK);
}

static double profile_at(const uint16_t *times, const retort_profile_ask *a)
{
    retort_profile *p = NULL;
    double v;

    assert_int_equal(
        retort_profile_of_blocks(&p, world.set, world.list, times, NULL),
        RETORT_OK);
    v = retort_profile_score_out(p, a->suspect, a->reference, a->out,
                                 a->out_count);
    retort_profile_free(p);
    return v;
}

static void profile__effects_are_centred_differences(void **state)
{
    retort_profile_ask asks[ASKS];
    retort_block_score got[ASKS];
    uint32_t teacher = world.set->models[2].lineage;

    (void)state;
    ask(asks, &teacher);
    score(got, 0);
    for (size_t i = 0; i < ASKS; i++) {
        double effect[B];
        double mean = 0.0;
        double sum = 0.0;

        assert_true(got[i].score == profile_at(NULL, &asks[i]));
        for (size_t b = 0; b < B; b++) {
            uint16_t times[B];

            for (size_t k = 0; k < B; k++)
                times[k] = k == b ? 0 : 1;
            effect[b] =
                31.0 / 32.0 * (got[i].score - profile_at(times, &asks[i]));
            mean += effect[b] / 32.0;
            sum += got[i].effect[b];
        }
        for (size_t b = 0; b < B; b++)
            assert_true(fabs(got[i].effect[b] - (effect[b] - mean)) < 1e-12);
        assert_true(fabs(sum) < 1e-12);
    }
    assert_true(got[3].score != got[4].score);
}

static void scores__are_the_same_for_any_threads(void **state)
{
    retort_block_score one[ASKS];
    retort_block_score many[ASKS];

    (void)state;
    score(one, 0);
    score(many, 3);
    assert_memory_equal(one, many, sizeof(one));
}

/* Half of the blocks twice, the others never. */
static void draw_half(uint64_t draw, uint16_t *times)
{
    uint32_t left = B / 2;

    for (uint32_t b = 0; b < B; b++) {
        bool taken = retort_philox_below(5, draw, b, B - b) < left;

        times[b] = taken ? 2 : 0;
        left -= taken;
    }
}

/* Correlation of linearised with recomputed scores over draws of one pair. */
static double agreement(const double *exact, const double *linear)
{
    double x = 0.0;
    double y = 0.0;
    double xx = 0.0;
    double yy = 0.0;
    double xy = 0.0;

    for (size_t d = 0; d < DRAWS; d++) {
        x += exact[d] / DRAWS;
        y += linear[d] / DRAWS;
    }
    for (size_t d = 0; d < DRAWS; d++) {
        xx += (exact[d] - x) * (exact[d] - x);
        yy += (linear[d] - y) * (linear[d] - y);
        xy += (exact[d] - x) * (linear[d] - y);
    }
    return xy / sqrt(xx * yy);
}

static void profile__effects_foretell_scores_of_half_the_blocks(void **state)
{
    retort_profile_ask asks[ASKS];
    retort_block_score got[ASKS];
    double exact[ASKS][DRAWS];
    double linear[ASKS][DRAWS];
    double mean = 0.0;
    uint32_t teacher = world.set->models[2].lineage;

    (void)state;
    ask(asks, &teacher);
    score(got, 0);
    for (size_t d = 0; d < DRAWS; d++) {
        uint16_t times[B];

        draw_half(d, times);
        for (size_t i = 0; i < ASKS; i++) {
            exact[i][d] = profile_at(times, &asks[i]);
            linear[i][d] = retort_block_score_at(&got[i], times);
        }
    }
    for (size_t i = 0; i < ASKS; i++) {
        double r = agreement(exact[i], linear[i]);

        print_message("pair %zu: linearised and recomputed agree by %.3f\n", i,
                      r);
        assert_true(r > 0.8); /* four prompts a block, some blocks empty */
        mean += r / ASKS;
    }
    assert_true(mean > 0.9);
}

static void profile__that_cannot_be_had_has_no_effects(void **state)
{
    retort_block_score out;
    uint32_t all[WORLD_LINEAGES];
    retort_profile_ask a = {2 * WORLD_LINEAGES, 0, all, WORLD_LINEAGES};

    (void)state;
    for (size_t i = 0; i < WORLD_LINEAGES; i++)
        all[i] = world.set->models[2 * i].lineage;
    assert_int_equal(retort_profile_block_scores(world.set, world.list, &a, 1,
                                                 NULL, &out, NULL),
                     RETORT_OK);
    assert_true(isnan(out.score));
    for (size_t b = 0; b < B; b++)
        assert_true(out.effect[b] == 0.0);
}

static void residual__effects_are_those_of_a_mean_over_prompts(void **state)
{
    static retort_matched_sums sums[B][MODELS];
    retort_prompt_score pairs[] = {
        {.suspect = 0, .reference = 1},
        {.suspect = 12, .reference = 0},
        {.suspect = 12, .reference = 4},
    };
    retort_thread_pool at;
    retort_likeness *likeness = NULL;
    retort_matched all[MODELS];
    size_t s = 12;

    (void)state;
    assert_int_equal(retort_prompt_block_scores(world.set, pairs, 3,
                                                retort_thread_pool_init(&at, 2),
                                                NULL),
                     RETORT_OK);
    assert_int_equal(retort_likeness_new(&likeness, world.set, false, NULL),
                     RETORT_OK);
    assert_int_equal(retort_matched_scores(world.set, &s, 1, all, NULL),
                     RETORT_OK);
    for (size_t b = 0; b < B; b++)
        assert_int_equal(
            retort_matched_block(world.set, likeness, &s, 1, b, sums[b], NULL),
            RETORT_OK);
    for (size_t i = 1; i < 3; i++) {
        size_t r = pairs[i].reference;

        assert_true(pairs[i].residual.score == all[r].residual);
        assert_true(pairs[i].length == all[r].length);
        assert_int_equal(pairs[i].shared, WORLD_PROMPTS);
        for (size_t b = 0; b < B; b++)
            assert_true(fabs(pairs[i].residual.effect[b] -
                             (sums[b][r].residual -
                              all[r].residual * (double)sums[b][r].scored) /
                                 WORLD_PROMPTS) < 1e-12);
    }
    retort_likeness_free(likeness);
}

static void scores__survive_refused_allocations(void **state)
{
    retort_profile_ask asks[ASKS];
    retort_block_score out[ASKS];
    retort_prompt_score pair = {.suspect = 0, .reference = 2};
    uint32_t teacher = 0;
    retort_status st = RETORT_ERR_NOMEM;

    (void)state;
    ask(asks, &teacher);
    for (long n = 0; st != RETORT_OK; n += 1 + n / 4) {
        retort_mem_fail_at(n);
        st = retort_profile_block_scores(world.set, world.list, asks, 1, NULL,
                                         out, NULL);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || st == RETORT_ERR_NOMEM);
    }
    st = RETORT_ERR_NOMEM;
    for (long n = 0; st != RETORT_OK; n += 1 + n / 4) {
        retort_mem_fail_at(n);
        st = retort_prompt_block_scores(world.set, &pair, 1, NULL, NULL);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || st == RETORT_ERR_NOMEM);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(profile__effects_are_centred_differences),
        cmocka_unit_test(scores__are_the_same_for_any_threads),
        cmocka_unit_test(profile__effects_foretell_scores_of_half_the_blocks),
        cmocka_unit_test(profile__that_cannot_be_had_has_no_effects),
        cmocka_unit_test(residual__effects_are_those_of_a_mean_over_prompts),
        cmocka_unit_test(scores__survive_refused_allocations),
    };

    return cmocka_run_group_tests_name("block_scores", tests, make_cast,
                                       drop_cast);
}
