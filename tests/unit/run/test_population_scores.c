#include "run/population_scores.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "compare/matched.h"
#include "compare/population_kin.h"
#include "compare/population_pair.h"
#include "compare/profile.h"
#include "run/thread_pool.h"
#include "support/block_world.h"

enum { SHIPPED_STEP = 6 }; /* every sixth model: all take minutes unoptimised */

/* A population scored, with what it was made from. */
struct scored {
    retort_library *lib;
    retort_block_models *models;
    retort_arena arena;
    retort_comparisons all;
};

static struct scored world;

static retort_status score(struct scored *s, const char *path, size_t threads,
                           retort_err *err)
{
    retort_thread_pool at;
    retort_block_source source = {.library_name = "w.rlib"};
    retort_status st =
        retort_library_open(&s->lib, path, RETORT_LIBRARY_READ, err);

    source.library = s->lib;
    if (st == RETORT_OK)
        st = retort_block_models_load(&s->models, &source, err);
    if (st == RETORT_OK)
        st = retort_population_scores(
            s->models, threads ? retort_thread_pool_init(&at, threads) : NULL,
            &s->arena, &s->all, err);
    return st;
}

static void release(struct scored *s)
{
    retort_library_abandon(s->lib);
    retort_block_models_free(s->models);
    retort_arena_release(&s->arena);
}

static int make_world(void **state)
{
    if (fixture_make_folder(state) != 0 ||
        block_library(fixture_path("w.rlib"), false) != RETORT_OK)
        return -1;
    return score(&world, fixture_path("w.rlib"), 2, NULL) == RETORT_OK ? 0 : -1;
}

static int drop_world(void **state)
{
    release(&world);
    return fixture_drop_folder(state);
}

static uint32_t model(const retort_comparisons *all, const char *name)
{
    for (uint32_t i = 0; i < all->model_count; i++)
        if (strcmp(all->models[i].name, name) == 0)
            return i;
    return UINT32_MAX;
}

static const retort_comparison *find(const retort_comparisons *all, size_t set,
                                     const char *s, const char *r)
{
    for (size_t i = 0; i < all->sets[set].count; i++) {
        const retort_comparison *c = &all->sets[set].items[i];

        if (c->suspect == model(all, s) && c->reference == model(all, r))
            return c;
    }
    return NULL;
}

enum { SAME, TUNED, DISTILLED };

/* Is the pair used like this? */
static bool is_used(size_t set, const char *s, const char *r, retort_use use,
                    const char *stratum)
{
    const retort_comparison *c = find(&world.all, set, s, r);

    return c && c->use == (uint32_t)use && strcmp(c->stratum, stratum) == 0;
}

/* --- labels --------------------------------------------------------------- */

static void distilled__has_positives_nulls_and_doubtful_pairs(void **state)
{
    (void)state;
    assert_true(
        is_used(DISTILLED, "main0", "w0-a", RETORT_USE_POSITIVE, "main"));
    assert_true(
        is_used(DISTILLED, "mixed01", "w1-a", RETORT_USE_POSITIVE, "part"));
    assert_true(
        is_used(DISTILLED, "main0", "w2-a", RETORT_USE_NULL, "other-student"));
    assert_true(
        is_used(DISTILLED, "human", "w0-a", RETORT_USE_NULL, "human-data"));
    assert_true(
        is_used(DISTILLED, "w1-a", "w0-a", RETORT_USE_NULL, "own-model"));
    /* R is not documented; S is not; neither is */
    assert_true(is_used(DISTILLED, "main0", "w5-a", RETORT_USE_DOUBTFUL_NULL,
                        "other-student"));
    assert_true(is_used(DISTILLED, "maybe2", "w2-a",
                        RETORT_USE_DOUBTFUL_POSITIVE, "main"));
    assert_true(is_used(DISTILLED, "maybe2", "w0-a", RETORT_USE_DOUBTFUL_NULL,
                        "other-student"));
    assert_true(is_used(DISTILLED, "maybe2", "w5-a", RETORT_USE_DOUBTFUL_NULL,
                        "other-student"));
    /* a path, no reference, no row */
    assert_null(find(&world.all, DISTILLED, "tuned3", "w3-a"));
    assert_null(find(&world.all, DISTILLED, "main0", "w0-b"));
    assert_null(find(&world.all, DISTILLED, "lost", "w0-a"));
}

static void kin__has_pairs_of_weights_and_strangers(void **state)
{
    (void)state;
    assert_true(is_used(SAME, "w0-b", "w0-a", RETORT_USE_POSITIVE, "same"));
    assert_null(find(&world.all, SAME, "w0-a", "w0-b")); /* R a variant */
    assert_true(is_used(TUNED, "tuned3", "w3-a", RETORT_USE_POSITIVE, "tuned"));
    assert_null(find(&world.all, TUNED, "tuned3", "w3-b"));
    assert_null(find(&world.all, TUNED, "w0-b", "w0-a"));
    assert_null(find(&world.all, SAME, "tuned3", "w3-a"));
    for (size_t set = SAME; set <= TUNED; set++) {
        assert_true(
            is_used(set, "maybe2", "w5-a", RETORT_USE_NULL, "unrelated"));
        assert_true(is_used(set, "w1-a", "w0-a", RETORT_USE_NULL, "unrelated"));
        assert_null(find(&world.all, set, "w1-a", "w0-b"));  /* no reference */
        assert_null(find(&world.all, set, "main0", "w0-a")); /* a path */
        assert_null(find(&world.all, set, "lost", "w0-a"));
        assert_null(find(&world.all, set, "w0-a", "lost"));
    }
}

static void time__is_impossible_for_nulls_only(void **state)
{
    (void)state;
    assert_true(
        find(&world.all, DISTILLED, "human", "w4-a")->is_time_impossible);
    assert_false(
        find(&world.all, DISTILLED, "human", "w3-a")->is_time_impossible);
    assert_true(find(&world.all, SAME, "human", "w4-a")->is_time_impossible);
    for (size_t k = 0; k < world.all.set_count; k++)
        for (size_t i = 0; i < world.all.sets[k].count; i++) {
            const retort_comparison *c = &world.all.sets[k].items[i];

            assert_true(!c->is_time_impossible || c->use == RETORT_USE_NULL ||
                        c->use == RETORT_USE_DOUBTFUL_NULL);
        }
}

static void sets__stand_in_order(void **state)
{
    static const char *const ids[] = {"same", "tuned", "distilled"};

    (void)state;
    assert_int_equal(world.all.set_count, 3);
    for (size_t k = 0; k < 3; k++) {
        const retort_comparison_set *set = &world.all.sets[k];

        assert_string_equal(set->proposition, ids[k]);
        for (size_t i = 1; i < set->count; i++) {
            const retort_comparison *a = &set->items[i - 1];
            const retort_comparison *b = &set->items[i];

            assert_true(
                a->suspect < b->suspect ||
                (a->suspect == b->suspect && a->reference < b->reference));
        }
    }
}

/* --- models --------------------------------------------------------------- */

static void models__say_what_is_known(void **state)
{
    const retort_comparisons *all = &world.all;
    const retort_population_model *m;

    (void)state;
    assert_int_equal(all->model_count, BLOCK_MODELS);
    for (size_t i = 1; i < all->model_count; i++)
        assert_true(strcmp(all->models[i - 1].name, all->models[i].name) < 0);
    for (size_t i = 1; i < all->lineage_count; i++)
        assert_true(strcmp(all->lineages[i - 1], all->lineages[i]) < 0);
    m = &all->models[model(all, "w2-b")];
    assert_string_equal(all->lineages[m->lineage], "w2");
    assert_string_equal(m->vendor, "v2");
    assert_false(m->is_reference || m->is_control);
    assert_int_equal(m->prompts, WORLD_PROMPTS);
    assert_true(m->median_chars > 100.0 && m->closed_class_share >= 0.0);
    m = &all->models[model(all, "human")];
    assert_true(m->is_control && !m->is_reference);
    assert_string_equal(m->vendor, ""); /* academic is none */
    assert_string_equal(m->base, "e");
    m = &all->models[model(all, "w5-a")];
    assert_true(m->is_control && m->is_reference);
    m = &all->models[model(all, "lost")];
    assert_string_equal(all->lineages[m->lineage], "lost");
    assert_false(m->is_control || m->is_reference);
}

static void out__names_what_it_is_made_from(void **state)
{
    (void)state;
    assert_string_equal(world.all.features,
                        "so 2^8, op 2^8, cl 2^8, lo 2^8; sketch; key text; "
                        "channel answer");
    assert_string_equal(world.all.library_digest, world.models->digest);
    assert_string_equal(world.all.library_name, "w.rlib");
    assert_int_equal(world.all.rules_version, 1);
}

/* --- scores --------------------------------------------------------------- */

/* The whole library in one set, as the screening scores it. */
static retort_modelset *plain_set(const retort_block_counts **counts)
{
    retort_model items[BLOCK_MODELS];
    retort_modelset *set = NULL;

    for (size_t i = 0; i < world.models->count; i++) {
        items[i] = retort_block_models_item(world.models, i);
        counts[i] = &world.models->items[i].counts;
    }
    assert_int_equal(
        retort_modelset_new(&set, items, world.models->count, NULL), RETORT_OK);
    return set;
}

static void scores__are_those_of_the_comparison_layer(void **state)
{
    const retort_block_counts *counts[BLOCK_MODELS];
    retort_modelset *set = plain_set(counts);
    retort_matched matched[BLOCK_MODELS];
    retort_profile *p = NULL;

    (void)state;
    assert_int_equal(retort_profile_of_blocks(&p, set, counts, NULL, NULL),
                     RETORT_OK);
    for (size_t k = 0; k < 3; k++)
        for (size_t i = 0; i < world.all.sets[k].count; i++) {
            const retort_comparison *c = &world.all.sets[k].items[i];
            size_t s = c->suspect;

            assert_int_equal(retort_matched_scores(set, &s, 1, matched, NULL),
                             RETORT_OK);
            assert_true(c->at[RETORT_CLOSED].score ==
                        (k == DISTILLED
                             ? retort_profile_score(p, s, c->reference)
                             : matched[c->reference].residual));
            assert_true(c->length == matched[c->reference].length);
            assert_true(c->hub == retort_profile_hub(p, c->reference));
            assert_int_equal(c->shared_prompts, WORLD_PROMPTS);
        }
    retort_profile_free(p);
    retort_modelset_free(set);
}

static void open__differs_where_another_teacher_is_documented(void **state)
{
    const retort_block_counts *counts[BLOCK_MODELS];
    retort_modelset *set = plain_set(counts);
    uint32_t w1 = set->models[model(&world.all, "w1-a")].lineage;
    retort_profile *p = NULL;
    const retort_comparison *c;

    (void)state;
    assert_int_equal(retort_profile_of_blocks(&p, set, counts, NULL, NULL),
                     RETORT_OK);
    c = find(&world.all, DISTILLED, "mixed01", "w0-a");
    assert_true(c->at[RETORT_OPEN].score ==
                retort_profile_score_out(p, c->suspect, c->reference, &w1, 1));
    assert_true(c->at[RETORT_OPEN].score != c->at[RETORT_CLOSED].score);
    c = find(&world.all, DISTILLED, "main0", "w0-a"); /* only R itself */
    assert_memory_equal(&c->at[RETORT_OPEN], &c->at[RETORT_CLOSED],
                        sizeof(c->at[0]));
    c = find(&world.all, DISTILLED, "main0", "w2-a");
    assert_true(c->at[RETORT_OPEN].score != c->at[RETORT_CLOSED].score);
    c = find(&world.all, DISTILLED, "maybe2", "w0-a"); /* not documented */
    assert_true(c->at[RETORT_OPEN].score == c->at[RETORT_CLOSED].score);
    c = find(&world.all, SAME, "w0-b", "w0-a");
    assert_memory_equal(&c->at[RETORT_OPEN], &c->at[RETORT_CLOSED],
                        sizeof(c->at[0]));
    retort_profile_free(p);
    retort_modelset_free(set);
}

static void scores__tell_students_and_kin_from_strangers(void **state)
{
    const retort_comparisons *all = &world.all;

    (void)state;
    assert_true(find(all, DISTILLED, "main0", "w0-a")->at[0].score >
                2.0 * fabs(find(all, DISTILLED, "main0", "w2-a")->at[0].score));
    assert_true(find(all, TUNED, "tuned3", "w3-a")->at[0].score >
                find(all, TUNED, "tuned3", "w2-a")->at[0].score);
}

static void assert_alike(const retort_comparisons *a,
                         const retort_comparisons *b)
{
    assert_int_equal(a->set_count, b->set_count);
    for (size_t k = 0; k < a->set_count; k++) {
        assert_int_equal(a->sets[k].count, b->sets[k].count);
        for (size_t i = 0; i < a->sets[k].count; i++) {
            const retort_comparison *x = &a->sets[k].items[i];
            const retort_comparison *y = &b->sets[k].items[i];

            assert_int_equal(x->suspect, y->suspect);
            assert_int_equal(x->reference, y->reference);
            assert_int_equal(x->use, y->use);
            assert_memory_equal(x->at, y->at, sizeof(x->at));
            assert_true(x->hub == y->hub && x->length == y->length);
        }
    }
}

static void scores__depend_on_neither_threads_nor_order(void **state)
{
    static const size_t threads[] = {0, 5};

    (void)state;
    assert_int_equal(block_library(fixture_path("back.rlib"), true), RETORT_OK);
    for (size_t t = 0; t < 2; t++) {
        struct scored other = {.lib = NULL};

        assert_int_equal(
            score(&other, fixture_path("back.rlib"), threads[t], NULL),
            RETORT_OK);
        assert_alike(&world.all, &other.all);
        release(&other);
    }
}

/* --- other libraries ------------------------------------------------------ */

static void scores_of__an_empty_library_are_empty(void **state)
{
    retort_library *lib = NULL;
    retort_arena arena = {0};
    retort_comparisons out;
    retort_block_source source = {.library_name = "empty"};

    (void)state;
    assert_int_equal(retort_library_open(&lib, fixture_path("empty.rlib"),
                                         RETORT_LIBRARY_WRITE, NULL),
                     RETORT_OK);
    source.library = lib;
    assert_int_equal(
        retort_population_scores_of(&source, NULL, &arena, &out, NULL),
        RETORT_OK);
    assert_int_equal(out.model_count, 0);
    assert_int_equal(out.lineage_count, 0);
    assert_int_equal(out.set_count, 3);
    for (size_t k = 0; k < 3; k++)
        assert_int_equal(out.sets[k].count, 0);
    retort_arena_release(&arena);
    retort_library_abandon(lib);
}

static void scores__survive_refused_allocations(void **state)
{
    retort_status st = RETORT_ERR_NOMEM;

    (void)state;
    for (long n = 0; st != RETORT_OK; n += 1 + n / 4) {
        retort_arena arena = {0};
        retort_comparisons out;

        retort_mem_fail_at(n);
        st = retort_population_scores(world.models, NULL, &arena, &out, NULL);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || st == RETORT_ERR_NOMEM);
        retort_arena_release(&arena);
    }
}

/* Some models of the shipped library, with the whole lineage table. */
static void write_shipped(const char *path)
{
    retort_library *from = NULL;
    retort_library *to = NULL;

    assert_int_equal(
        retort_library_open(&from, TEST_DATA_DIR "/../corpora/reference.rlib",
                            RETORT_LIBRARY_READ, NULL),
        RETORT_OK);
    assert_int_equal(retort_library_open(&to, path, RETORT_LIBRARY_WRITE, NULL),
                     RETORT_OK);
    assert_int_equal(retort_library_merge_rows(to, retort_library_row(from, 0),
                                               retort_library_row_count(from),
                                               NULL),
                     RETORT_OK);
    for (size_t i = 0; i < retort_library_count(from); i += SHIPPED_STEP) {
        retort_fingerprint *fp = NULL;

        assert_int_equal(retort_library_load(from, i, &fp, NULL), RETORT_OK);
        assert_int_equal(retort_library_add(to, retort_library_name(from, i),
                                            fp, false, NULL),
                         RETORT_OK);
        retort_fingerprint_free(fp);
    }
    assert_int_equal(retort_library_close(to, NULL), RETORT_OK);
    retort_library_abandon(from);
}

/* Uses of the pairs of *distilled* and of kin, counted from the table. */
static void count_uses(const retort_block_models *m, size_t uses[3][2])
{
    memset(uses, 0, 3 * sizeof(*uses));
    for (size_t i = 0; i < m->count; i++)
        for (size_t j = 0; j < m->count; j++) {
            size_t s = m->items[i].population;
            size_t r = m->items[j].population;
            retort_pair pair = retort_population_pair(m->population, s, r);
            retort_kin kin = retort_population_kin(m->population, s, r);

            if (i == j)
                continue;
            uses[DISTILLED][0] += retort_pair_is_positive(pair.label);
            uses[DISTILLED][1] += retort_pair_is_null(pair.label);
            uses[SAME][0] += kin == RETORT_KIN_SAME;
            uses[TUNED][0] += kin == RETORT_KIN_TUNED;
            if (kin == RETORT_KIN_NONE && m->items[j].is_reference) {
                uses[SAME][1]++;
                uses[TUNED][1]++;
            }
        }
}

static void scores__of_the_shipped_library_are_complete(void **state)
{
    struct scored s = {.lib = NULL};
    size_t want[3][2];

    (void)state;
    write_shipped(fixture_path("shipped.rlib"));
    assert_int_equal(score(&s, fixture_path("shipped.rlib"), 0, NULL),
                     RETORT_OK);
    count_uses(s.models, want);
    for (size_t k = 0; k < 3; k++) {
        size_t got[RETORT_USE_COUNT] = {0};

        for (size_t i = 0; i < s.all.sets[k].count; i++) {
            const retort_comparison *c = &s.all.sets[k].items[i];

            got[c->use]++;
            assert_true(isfinite(c->length) && isfinite(c->hub));
            for (size_t o = 0; o < RETORT_SETTINGS; o++) {
                assert_true(isfinite(c->at[o].score));
                for (size_t b = 0; b < RETORT_COMPARISON_BLOCKS; b++)
                    assert_true(isfinite(c->at[o].effect[b]));
            }
        }
        assert_int_equal(got[RETORT_USE_POSITIVE], want[k][0]);
        assert_int_equal(got[RETORT_USE_NULL], want[k][1]);
        assert_true(k != DISTILLED || want[k][0] > 0);
        assert_true(want[k][1] > 0);
    }
    release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distilled__has_positives_nulls_and_doubtful_pairs),
        cmocka_unit_test(kin__has_pairs_of_weights_and_strangers),
        cmocka_unit_test(time__is_impossible_for_nulls_only),
        cmocka_unit_test(sets__stand_in_order),
        cmocka_unit_test(models__say_what_is_known),
        cmocka_unit_test(out__names_what_it_is_made_from),
        cmocka_unit_test(scores__are_those_of_the_comparison_layer),
        cmocka_unit_test(open__differs_where_another_teacher_is_documented),
        cmocka_unit_test(scores__tell_students_and_kin_from_strangers),
        cmocka_unit_test(scores__depend_on_neither_threads_nor_order),
        cmocka_unit_test(scores_of__an_empty_library_are_empty),
        cmocka_unit_test(scores__survive_refused_allocations),
        cmocka_unit_test(scores__of_the_shipped_library_are_complete),
    };

    return cmocka_run_group_tests_name("population_scores", tests, make_world,
                                       drop_world);
}
