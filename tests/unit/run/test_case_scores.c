#include "run/case_scores.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "compare/population_counts.h"
#include "compare/profile.h"
#include "run/population_scores.h"
#include "run/suspect_facts.h"
#include "run/thread_pool.h"
#include "support/block_world.h"

static char path[400];
static retort_block_models *models;
static retort_arena arena;

static int make_world(void **state)
{
    retort_library *lib = NULL;
    retort_block_source source = {.library_name = "w.rlib"};
    retort_status st;

    if (fixture_make_folder(state) != 0)
        return -1;
    (void)snprintf(path, sizeof(path), "%s", fixture_path("w.rlib"));
    st = block_library(path, false);
    if (st == RETORT_OK)
        st = retort_library_open(&lib, path, RETORT_LIBRARY_READ, NULL);
    source.library = lib;
    if (st == RETORT_OK)
        st = retort_block_models_load(&models, &source, NULL);
    retort_library_abandon(lib);
    return st == RETORT_OK ? 0 : -1;
}

static int drop_world(void **state)
{
    retort_block_models_free(models);
    retort_arena_release(&arena);
    return fixture_drop_folder(state);
}

/* A suspect with its scorer. */
struct suspect {
    retort_fingerprint *fp;
    retort_case_scorer *scorer;
};

/* The replies of library model @p how, or of a newcomer. */
static struct suspect suspect(const world_model *how, const char *lineage)
{
    struct suspect s = {.fp = block_count(how, 0, WORLD_PROMPTS, BLOCK_BITS)};
    const retort_case_suspect in = {"S", s.fp, lineage};

    assert_non_null(s.fp);
    assert_int_equal(retort_case_scorer_new(&s.scorer, models, &in, NULL, NULL),
                     RETORT_OK);
    return s;
}

static void release(struct suspect *s)
{
    retort_case_scorer_free(s->scorer);
    retort_fingerprint_free(s->fp);
}

static const world_model newcomer = {60, 0, 80, 0}; /* student of lineage 0 */
static const world_model mixed01 = {51, 0, 71, 0};

static retort_case ask(struct suspect *s, retort_proposition proposition,
                       const char *reference)
{
    retort_case out;

    assert_int_equal(retort_case_scores(s->scorer, proposition, reference,
                                        &arena, &out, NULL),
                     RETORT_OK);
    return out;
}

static const retort_case_rival *rival(const retort_case *c, const char *name)
{
    for (size_t i = 0; i < c->rival_count; i++)
        if (strcmp(c->rivals[i].model, name) == 0)
            return &c->rivals[i];
    return NULL;
}

static bool is_near(double a, double b)
{
    return fabs(a - b) < 1e-12;
}

/* --- a newcomer ----------------------------------------------------------- */

static void case__of_a_newcomer_says_what_is_known(void **state)
{
    struct suspect s = suspect(&newcomer, NULL);
    retort_case c = ask(&s, RETORT_PROPOSITION_DISTILLED, "w0-a");
    retort_reference_counts counts;
    const retort_population *pop = models->population;

    (void)state;
    assert_null(retort_case_scorer_twin(s.scorer));
    assert_string_equal(c.suspect, "S");
    assert_string_equal(c.reference, "w0-a");
    assert_string_equal(c.suspect_lineage, "");
    assert_string_equal(c.reference_lineage, "w0");
    assert_string_equal(c.released, "");
    assert_string_equal(c.reference_released, "2023-01");
    assert_int_equal(c.shared_prompts, WORLD_PROMPTS);
    assert_int_equal(c.suspect_prompts, WORLD_PROMPTS);
    assert_int_equal(retort_population_counts(
                         pop, RETORT_POPULATION_NONE,
                         retort_population_find(pop, "w0-a"), &counts, NULL),
                     RETORT_OK);
    assert_int_equal(c.control_lineages, counts.control_lineages);
    assert_int_equal(c.control_vendors, counts.control_vendors);
    assert_true(c.control_lineages > 0 && c.control_vendors > 0);
    assert_true(c.median_chars == retort_suspect_median_chars(s.fp));
    assert_true(c.closed_class_share == retort_suspect_closed_class(s.fp));
    assert_true(c.same_reply_share == retort_suspect_same_reply(s.fp));
    assert_true(c.identical_share == 0.0);
    assert_true(c.has_students); /* main0 and mixed01 */
    assert_int_equal(c.acceptance_count, 0);
    assert_false(ask(&s, RETORT_PROPOSITION_DISTILLED, "w2-a").has_students);
    release(&s);
}

static void case__ranks_the_teacher_over_its_rivals(void **state)
{
    struct suspect s = suspect(&newcomer, NULL);
    retort_case c = ask(&s, RETORT_PROPOSITION_DISTILLED, "w0-a");

    (void)state;
    assert_int_equal(c.rival_count, WORLD_LINEAGES - 1);
    assert_null(rival(&c, "w0-a"));
    assert_null(rival(&c, "w1-b")); /* no reference */
    for (size_t i = 0; i < c.rival_count; i++) {
        retort_case other =
            ask(&s, RETORT_PROPOSITION_DISTILLED, c.rivals[i].model);

        assert_true(c.rivals[i].score->score < c.at[RETORT_CLOSED].score);
        assert_memory_equal(c.rivals[i].score, &other.at[RETORT_CLOSED],
                            sizeof(other.at[0]));
        assert_string_equal(c.rivals[i].lineage, other.reference_lineage);
    }
    assert_memory_equal(&c.at[RETORT_CLOSED], &c.at[RETORT_OPEN],
                        sizeof(c.at[0])); /* nobody knows its teachers */
    release(&s);
}

static void case__of_kin_is_scored_by_the_residual(void **state)
{
    const world_model how = {3, 3, 3, 77}; /* tuned from lineage 3 */
    struct suspect s = suspect(&how, NULL);
    retort_case tuned = ask(&s, RETORT_PROPOSITION_TUNED, "w3-b");
    retort_case same = ask(&s, RETORT_PROPOSITION_SAME, "w3-b");
    double sum = 0.0;

    (void)state;
    assert_memory_equal(tuned.at, same.at, sizeof(tuned.at));
    for (size_t b = 0; b < RETORT_COMPARISON_BLOCKS; b++)
        sum += tuned.at[0].effect[b];
    assert_true(is_near(sum, 0.0));
    for (size_t i = 0; i < tuned.rival_count; i++)
        if (strcmp(tuned.rivals[i].lineage, "w3") != 0)
            assert_true(tuned.rivals[i].score->score < tuned.at[0].score);
    release(&s);
}

static void case__of_a_model_that_is_no_reference_can_be_asked_for(void **state)
{
    struct suspect s = suspect(&newcomer, NULL);
    retort_case before = ask(&s, RETORT_PROPOSITION_DISTILLED, "w0-a");
    retort_case c = ask(&s, RETORT_PROPOSITION_DISTILLED, "w0-b");
    retort_case after = ask(&s, RETORT_PROPOSITION_DISTILLED, "w0-a");
    retort_case unknown = ask(&s, RETORT_PROPOSITION_DISTILLED, "lost");

    (void)state;
    assert_true(c.at[RETORT_CLOSED].score > 0.0);
    assert_int_equal(c.rival_count, WORLD_LINEAGES);
    assert_memory_equal(before.at, after.at, sizeof(before.at));
    assert_true(isfinite(unknown.at[RETORT_CLOSED].score));
    assert_string_equal(unknown.reference_lineage, "lost");
    assert_false(unknown.has_students);
    release(&s);
}

/* --- a model of the library ----------------------------------------------- */

/* Pair (s, r) of a set of the population's comparisons. */
static const retort_comparison *find(const retort_comparisons *all,
                                     retort_proposition proposition,
                                     const char *s, const char *r)
{
    const retort_comparison_set *set = retort_comparisons_of(all, proposition);

    for (size_t i = 0; i < set->count; i++)
        if (strcmp(all->models[set->items[i].suspect].name, s) == 0 &&
            strcmp(all->models[set->items[i].reference].name, r) == 0)
            return &set->items[i];
    return NULL;
}

static void assert_scores_near(const retort_block_score *a,
                               const retort_block_score *b)
{
    assert_true(is_near(a->score, b->score));
    for (size_t i = 0; i < RETORT_COMPARISON_BLOCKS; i++)
        assert_true(is_near(a->effect[i], b->effect[i]));
}

static void case__of_a_library_model_is_that_of_the_population(void **state)
{
    static const char *const refs[] = {"w0-a", "w1-a", "w2-a"};
    struct suspect s = suspect(&mixed01, NULL);
    retort_comparisons all;

    (void)state;
    assert_string_equal(retort_case_scorer_twin(s.scorer), "mixed01");
    assert_int_equal(retort_population_scores(models, NULL, &arena, &all, NULL),
                     RETORT_OK);
    for (size_t i = 0; i < 3; i++) {
        const retort_comparison *want =
            find(&all, RETORT_PROPOSITION_DISTILLED, "mixed01", refs[i]);
        retort_case c = ask(&s, RETORT_PROPOSITION_DISTILLED, refs[i]);

        assert_string_equal(c.suspect_lineage, "mixed01");
        assert_string_equal(c.released, "2024-01");
        for (size_t k = 0; k < RETORT_SETTINGS; k++)
            assert_scores_near(&c.at[k], &want->at[k]);
        assert_true(c.at[RETORT_OPEN].score != c.at[RETORT_CLOSED].score);
    }
    assert_scores_near(
        &ask(&s, RETORT_PROPOSITION_SAME, "w2-a").at[RETORT_CLOSED],
        &find(&all, RETORT_PROPOSITION_SAME, "mixed01", "w2-a")->at[0]);
    /* its own row counts as no student */
    assert_false(ask(&s, RETORT_PROPOSITION_DISTILLED, "w1-a").has_students);
    release(&s);
}

static void case__of_a_reference_keeps_it_out_of_background_and_rivals(
    void **state)
{
    const world_model how = world_member(2, 0); /* w2-a itself */
    struct suspect s = suspect(&how, NULL);
    retort_case c = ask(&s, RETORT_PROPOSITION_DISTILLED, "w0-a");
    retort_comparisons all;
    retort_err err = {0};
    retort_case none;

    (void)state;
    assert_string_equal(retort_case_scorer_twin(s.scorer), "w2-a");
    assert_null(rival(&c, "w2-a"));
    assert_int_equal(c.rival_count, WORLD_LINEAGES - 2);
    assert_int_equal(retort_population_scores(models, NULL, &arena, &all, NULL),
                     RETORT_OK);
    assert_scores_near(
        &c.at[RETORT_CLOSED],
        &find(&all, RETORT_PROPOSITION_DISTILLED, "w2-a", "w0-a")->at[0]);
    assert_int_equal(retort_case_scores(s.scorer, RETORT_PROPOSITION_DISTILLED,
                                        "w2-a", &arena, &none, &err),
                     RETORT_ERR_ARG);
    assert_string_equal(err.text, "w2-a holds the very records of the suspect: "
                                  "there is nothing to compare");
    release(&s);
}

static void case__takes_a_declared_lineage_first(void **state)
{
    struct suspect s = suspect(&newcomer, "w1");
    struct suspect free_one = suspect(&newcomer, NULL);
    struct suspect alone = suspect(&newcomer, "nobody's");
    retort_case c = ask(&s, RETORT_PROPOSITION_DISTILLED, "w0-a");
    retort_case d = ask(&free_one, RETORT_PROPOSITION_DISTILLED, "w0-a");
    retort_case e = ask(&alone, RETORT_PROPOSITION_DISTILLED, "w0-a");

    (void)state;
    assert_string_equal(c.suspect_lineage, "w1");
    assert_string_equal(e.suspect_lineage, "nobody's");
    assert_null(rival(&c, "w1-a"));
    assert_non_null(rival(&d, "w1-a"));
    assert_int_equal(c.control_lineages + 1, d.control_lineages);
    assert_int_equal(c.control_vendors + 1, d.control_vendors);
    assert_true(c.at[0].score != d.at[0].score); /* w1 left the background */
    assert_true(c.split_half != d.split_half);
    assert_true(e.at[0].score == d.at[0].score);
    assert_int_equal(e.control_lineages, d.control_lineages);
    release(&s);
    release(&free_one);
    release(&alone);
}

/* --- facts ---------------------------------------------------------------- */

static void split_half__is_the_profile_of_two_halves(void **state)
{
    struct suspect s = suspect(&newcomer, NULL);
    retort_case c = ask(&s, RETORT_PROPOSITION_DISTILLED, "w0-a");
    retort_model items[BLOCK_MODELS + 2];
    const retort_block_counts *counts[BLOCK_MODELS + 2];
    retort_block_counts all;
    retort_block_counts half[2];
    retort_modelset *set = NULL;
    retort_profile *p = NULL;
    size_t n = models->count;

    (void)state;
    assert_int_equal(retort_block_counts_make(&all, s.fp, NULL), RETORT_OK);
    for (size_t i = 0; i < n; i++) {
        items[i] = retort_block_models_item(models, i);
        counts[i] = &models->items[i].counts;
    }
    for (size_t k = 0; k < 2; k++) {
        assert_int_equal(retort_block_counts_mix(&half[k], &all,
                                                 UINT32_C(0xffff) << 16 * k,
                                                 NULL, 0, NULL),
                         RETORT_OK);
        items[n + k] = (retort_model){
            .name = "half", .family = "", .vendor = "", .fp = s.fp};
        counts[n + k] = &half[k];
    }
    assert_int_equal(retort_modelset_new(&set, items, n + 2, NULL), RETORT_OK);
    assert_int_equal(retort_profile_of_blocks(&p, set, counts, NULL, NULL),
                     RETORT_OK);
    assert_true(is_near(c.split_half, retort_profile_score(p, n, n + 1)));
    assert_true(c.split_half > 0.0);
    retort_profile_free(p);
    retort_modelset_free(set);
    retort_block_counts_release(&half[0]);
    retort_block_counts_release(&half[1]);
    retort_block_counts_release(&all);
    release(&s);
}

static void identical_share__counts_replies_that_are_equal(void **state)
{
    const world_model how = world_member(4, 1);
    struct suspect s = suspect(&how, NULL);
    size_t i = retort_block_models_find(models, "w4-a");
    retort_case c = ask(&s, RETORT_PROPOSITION_SAME, "w4-a");

    (void)state;
    assert_true(c.identical_share ==
                retort_suspect_equal_replies(s.fp, models->items[i].fp));
    assert_true(c.identical_share > 0.0 && c.identical_share < 1.0);
    release(&s);
}

/* --- requests ------------------------------------------------------------- */

static void scores__refuse_what_cannot_be_asked(void **state)
{
    struct suspect s = suspect(&newcomer, NULL);
    retort_err err = {0};
    retort_case c;

    (void)state;
    assert_int_equal(retort_case_scores(s.scorer, RETORT_PROPOSITION_DISTILLED,
                                        "w9-a", &arena, &c, &err),
                     RETORT_ERR_NOT_FOUND);
    assert_string_equal(err.text, "w9-a is not among the models of w.rlib");
    assert_int_equal(retort_case_scores(s.scorer, RETORT_PROPOSITION_REUSE,
                                        "w0-a", &arena, &c, &err),
                     RETORT_ERR_ARG);
    release(&s);
}

static void scores__are_the_same_for_any_threads(void **state)
{
    retort_fingerprint *fp =
        block_count(&newcomer, 0, WORLD_PROMPTS, BLOCK_BITS);
    const retort_case_suspect in = {"S", fp, NULL};
    struct suspect one = suspect(&newcomer, NULL);
    struct suspect many = {.fp = fp};
    retort_thread_pool at;

    (void)state;
    assert_int_equal(retort_case_scorer_new(&many.scorer, models, &in,
                                            retort_thread_pool_init(&at, 4),
                                            NULL),
                     RETORT_OK);
    for (retort_proposition p = RETORT_PROPOSITION_SAME;
         p <= RETORT_PROPOSITION_DISTILLED; p++) {
        retort_case a;
        retort_case b;

        if (p == RETORT_PROPOSITION_REUSE)
            continue;
        a = ask(&one, p, "w0-a");
        b = ask(&many, p, "w0-a");
        assert_memory_equal(a.at, b.at, sizeof(a.at));
        assert_true(a.split_half == b.split_half);
    }
    release(&one);
    release(&many);
}

static void new__says_what_the_suspect_lacks(void **state)
{
    retort_fingerprint *fp =
        block_count(&newcomer, 0, WORLD_PROMPTS, BLOCK_BITS);
    const retort_case_suspect in = {"S", fp, NULL};
    retort_case_scorer *c = NULL;
    retort_err err = {0};

    (void)state;
    assert_int_equal(retort_fingerprint_keep(fp, "so,op,cl", true, NULL),
                     RETORT_OK);
    assert_int_equal(retort_case_scorer_new(&c, models, &in, NULL, &err),
                     RETORT_ERR_NOT_APPLICABLE);
    assert_null(c);
    assert_string_equal(err.text, "a fingerprint lacks feature family lo");
    retort_fingerprint_free(fp);
    fp = block_count(&newcomer, 0, WORLD_PROMPTS, BLOCK_BITS);
    fp->params.channel = 1;
    {
        const retort_case_suspect other = {"S", fp, NULL};

        assert_int_equal(retort_case_scorer_new(&c, models, &other, NULL, NULL),
                         RETORT_ERR_MISMATCH);
    }
    retort_fingerprint_free(fp);
}

static void new_and_scores__survive_refused_allocations(void **state)
{
    struct suspect s = suspect(&newcomer, NULL);
    const retort_case_suspect in = {"S", s.fp, NULL};
    retort_case_scorer *c = NULL;
    retort_status st = RETORT_ERR_NOMEM;
    retort_case out;

    (void)state;
    for (long n = 0; st != RETORT_OK; n += 1 + n / 4) {
        retort_mem_fail_at(n);
        st = retort_case_scorer_new(&c, models, &in, NULL, NULL);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || (st == RETORT_ERR_NOMEM && !c));
    }
    retort_case_scorer_free(c);
    st = RETORT_ERR_NOMEM;
    for (long n = 0; st != RETORT_OK; n++) {
        retort_arena fresh = {0};

        retort_mem_fail_at(n);
        st = retort_case_scores(s.scorer, RETORT_PROPOSITION_DISTILLED, "w0-a",
                                &fresh, &out, NULL);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || st == RETORT_ERR_NOMEM);
        retort_arena_release(&fresh);
    }
    release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case__of_a_newcomer_says_what_is_known),
        cmocka_unit_test(case__ranks_the_teacher_over_its_rivals),
        cmocka_unit_test(case__of_kin_is_scored_by_the_residual),
        cmocka_unit_test(
            case__of_a_model_that_is_no_reference_can_be_asked_for),
        cmocka_unit_test(case__of_a_library_model_is_that_of_the_population),
        cmocka_unit_test(
            case__of_a_reference_keeps_it_out_of_background_and_rivals),
        cmocka_unit_test(case__takes_a_declared_lineage_first),
        cmocka_unit_test(split_half__is_the_profile_of_two_halves),
        cmocka_unit_test(identical_share__counts_replies_that_are_equal),
        cmocka_unit_test(scores__refuse_what_cannot_be_asked),
        cmocka_unit_test(scores__are_the_same_for_any_threads),
        cmocka_unit_test(new__says_what_the_suspect_lacks),
        cmocka_unit_test(new_and_scores__survive_refused_allocations),
    };

    return cmocka_run_group_tests_name("case_scores", tests, make_world,
                                       drop_world);
}
