#include "run/screen.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/mem.h"
#include "support/model_world.h"

static char library[400];    /* twelve models with hash sets per reply */
static char relabelled[400]; /* the same under other names, filled backwards */
static char flipped[400];    /* under names of another order */

/* A library with its control scores, as `retort library add` leaves it. */
static bool make_library(const char *path, const char *prefix, bool reversed)
{
    retort_library *lib = NULL;

    if (world_library(path, prefix, reversed, 1, NULL) != RETORT_OK ||
        retort_library_open(&lib, path, RETORT_LIBRARY_WRITE, NULL) !=
            RETORT_OK)
        return false;
    if (retort_roster_index(lib, 2, NULL) == RETORT_OK)
        return retort_library_close(lib, NULL) == RETORT_OK;
    retort_library_abandon(lib);
    return false;
}

static int make_world(void **state)
{
    if (fixture_make_folder(state) != 0)
        return -1;
    (void)snprintf(library, 400, "%s", fixture_path("l.rlib"));
    (void)snprintf(relabelled, 400, "%s", fixture_path("z.rlib"));
    (void)snprintf(flipped, 400, "%s", fixture_path("f.rlib"));
    world_flip = true;
    if (!make_library(flipped, "l", false))
        return -1;
    world_flip = false;
    return make_library(library, "l", false) &&
                   make_library(relabelled, "zz", true)
               ? 0
               : -1;
}

static retort_roster *roster_of(const char *path, size_t threads)
{
    const retort_roster_source source = {.library = path, .threads = threads};
    retort_roster *r = NULL;
    retort_err err = {0};

    if (retort_roster_load(&r, &source, &err) != RETORT_OK)
        fail_msg("%s", err.text);
    return r;
}

static const retort_screen_options PLAIN = {.strips = 3};

/* Screen one fingerprint; the roster is gone when the result is read. */
static retort_screening *screen(const char *path, size_t threads,
                                const retort_fingerprint *fp,
                                const retort_screen_options *options)
{
    retort_roster *r = roster_of(path, threads);
    const retort_screen_suspect suspect = {"suspect", fp};
    retort_screening *s = NULL;
    retort_err err = {0};

    if (retort_screen_run(r, &suspect, 1, options, &s, &err) != RETORT_OK)
        fail_msg("%s", err.text);
    retort_roster_free(r);
    return s;
}

static const retort_warning *warning(const retort_screening *s, const char *id)
{
    const retort_suspect *x = &s->suspects[0];

    for (size_t i = 0; i < x->warning_count; i++)
        if (strcmp(x->warnings[i].id, id) == 0)
            return &x->warnings[i];
    return NULL;
}

static const retort_candidate *candidate(const retort_screening *s,
                                         const char *model)
{
    const retort_suspect *x = &s->suspects[0];

    for (size_t i = 0; i < x->candidate_count; i++)
        if (strcmp(x->candidates[i].model, model) == 0)
            return &x->candidates[i];
    return NULL;
}

static bool left_out(const retort_screening *s, const char *title)
{
    const retort_suspect *x = &s->suspects[0];

    for (size_t i = 0; i < x->left_out_count; i++)
        if (strncmp(x->left_out[i], title, strlen(title)) == 0)
            return true;
    return false;
}

static bool same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static void check_equal(const retort_screening *a, const retort_screening *b)
{
    const retort_suspect *x = &a->suspects[0];
    const retort_suspect *y = &b->suspects[0];

    assert_int_equal(x->candidate_count, y->candidate_count);
    for (size_t i = 0; i < x->candidate_count; i++) {
        const retort_candidate *c = &x->candidates[i];
        const retort_candidate *d = &y->candidates[i];

        assert_string_equal(c->model, d->model);
        for (size_t k = 0; k < RETORT_SCORE_COUNT; k++)
            assert_true(same(c->score[k], d->score[k]));
        assert_true(same(c->percentile, d->percentile));
        assert_int_equal(c->rank_distilled, d->rank_distilled);
        assert_int_equal(c->rank_kin, d->rank_kin);
        assert_int_equal(c->controls, d->controls);
        assert_int_equal(c->shared_prompts, d->shared_prompts);
    }
    assert_int_equal(a->heatmap.size, b->heatmap.size);
    for (size_t i = 0; i < a->heatmap.size * a->heatmap.size; i++)
        assert_true(same(a->heatmap.values[i], b->heatmap.values[i]));
}

/* --- who ranks first ------------------------------------------------------------ */

static void screen__ranks_the_teacher_first_for_distilled(void **state)
{
    (void)state;
    for (unsigned teacher = 0; teacher < WORLD_LINEAGES; teacher++) {
        const world_model m = world_student(teacher);
        retort_fingerprint *fp = world_count(&m, 0, WORLD_PROMPTS, 1);
        retort_screening *s = screen(library, 2, fp, &PLAIN);
        const retort_suspect *x = &s->suspects[0];

        assert_string_equal(x->candidates[0].model,
                            world_name("l", teacher, 0));
        assert_int_equal(x->candidates[0].rank_distilled, 1);
        assert_true(x->candidates[0].score[RETORT_SCORE_PROFILE] >
                    x->candidates[1].score[RETORT_SCORE_PROFILE] + 0.1);
        assert_int_equal(x->candidate_count, 12);
        for (size_t i = 0; i < 12; i++) {
            assert_int_equal(x->candidates[i].is_reference, i < 6);
            assert_int_equal(x->candidates[i].rank_distilled,
                             i < 6 ? i + 1 : 0);
        }
        retort_screening_free(s);
        retort_fingerprint_free(fp);
    }
}

static void screen__ranks_the_variant_first_for_kin(void **state)
{
    (void)state;
    for (unsigned lineage = 0; lineage < WORLD_LINEAGES; lineage += 2) {
        world_model m = world_member(lineage, 1);
        retort_fingerprint *fp;
        retort_screening *s;

        m.own = 40; /* another variant of the lineage */
        fp = world_count(&m, 0, WORLD_PROMPTS, 1);
        s = screen(library, 1, fp, &PLAIN);
        for (size_t i = 0; i < s->suspects[0].candidate_count; i++) {
            const retort_candidate *c = &s->suspects[0].candidates[i];
            char family[8];

            (void)snprintf(family, sizeof(family), "l%u", lineage);
            assert_int_equal(c->rank_kin <= 2, strcmp(c->lineage, family) == 0);
        }
        retort_screening_free(s);
        retort_fingerprint_free(fp);
    }
}

/* --- determinism ------------------------------------------------------------------ */

static void screen__does_not_depend_on_threads(void **state)
{
    const world_model m = world_student(2);
    retort_fingerprint *fp = world_count(&m, 0, WORLD_PROMPTS, 1);
    const char *bare = fixture_path("bare.rlib");
    retort_screening *kept = screen(library, 1, fp, &PLAIN);
    retort_screening *a;
    retort_screening *b;

    (void)state;
    assert_int_equal(world_library(bare, "l", true, 1, NULL), RETORT_OK);
    a = screen(bare, 1, fp, &PLAIN);
    b = screen(bare, 4, fp, &PLAIN);
    check_equal(a, b);
    check_equal(a, kept);
    retort_screening_free(a);
    retort_screening_free(b);
    retort_screening_free(kept);
    retort_fingerprint_free(fp);
}

/* Other names, given backwards: the same scores. The order of the models is
 * the same here, since names keep their order under the new prefix. */
static void screen__scores_do_not_depend_on_labels(void **state)
{
    const world_model m = world_student(3);
    retort_fingerprint *fp = world_count(&m, 0, WORLD_PROMPTS, 1);
    retort_screening *a = screen(library, 1, fp, &PLAIN);
    retort_screening *b = screen(relabelled, 1, fp, &PLAIN);

    (void)state;
    for (unsigned i = 0; i < 12; i++) {
        const retort_candidate *c = candidate(a, world_name("l", i / 2, i % 2));
        const retort_candidate *d =
            candidate(b, world_name("zz", i / 2, i % 2));

        for (size_t k = 0; k < RETORT_SCORE_COUNT; k++)
            assert_true(same(c->score[k], d->score[k]));
        assert_true(same(c->percentile, d->percentile));
        assert_int_equal(c->rank_distilled, d->rank_distilled);
        assert_int_equal(c->rank_kin, d->rank_kin);
    }
    retort_screening_free(a);
    retort_screening_free(b);
    retort_fingerprint_free(fp);
}

/* Names of another order add the same numbers in another order. */
static void screen__scores_hardly_depend_on_the_order_of_names(void **state)
{
    const world_model m = world_student(3);
    retort_fingerprint *fp = world_count(&m, 0, WORLD_PROMPTS, 1);
    retort_screening *a = screen(library, 1, fp, &PLAIN);
    retort_screening *b = screen(flipped, 1, fp, &PLAIN);

    (void)state;
    for (unsigned i = 0; i < 12; i++) {
        const retort_candidate *c;
        const retort_candidate *d;

        c = candidate(a, world_name("l", i / 2, i % 2));
        world_flip = true;
        d = candidate(b, world_name("l", i / 2, i % 2));
        world_flip = false;
        for (size_t k = 0; k < RETORT_SCORE_COUNT; k++) {
            assert_int_equal(isnan(c->score[k]), isnan(d->score[k]));
            if (!isnan(c->score[k]))
                assert_true(fabs(c->score[k] - d->score[k]) < 1e-12);
        }
        assert_true(same(c->percentile, d->percentile));
        assert_int_equal(c->rank_distilled, d->rank_distilled);
        assert_int_equal(c->rank_kin, d->rank_kin);
    }
    retort_screening_free(a);
    retort_screening_free(b);
    retort_fingerprint_free(fp);
}

/* Suspects are never part of each other's background. */
static void screen__suspects_do_not_see_each_other(void **state)
{
    const world_model m[2] = {world_student(1), world_student(4)};
    retort_fingerprint *fp[2];
    retort_screen_suspect suspects[2];
    retort_roster *r = roster_of(library, 1);
    retort_screening *both = NULL;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        fp[i] = world_count(&m[i], 0, WORLD_PROMPTS, 1);
        suspects[i] = (retort_screen_suspect){i ? "b" : "a", fp[i]};
    }
    assert_int_equal(retort_screen_run(r, suspects, 2, &PLAIN, &both, NULL),
                     RETORT_OK);
    for (size_t i = 0; i < 2; i++) {
        retort_screening *one = screen(library, 1, fp[i], &PLAIN);
        const retort_suspect *x = &one->suspects[0];
        const retort_suspect *y = &both->suspects[i];

        assert_int_equal(x->candidate_count, y->candidate_count);
        for (size_t k = 0; k < x->candidate_count; k++) {
            assert_string_equal(x->candidates[k].model, y->candidates[k].model);
            for (size_t n = 0; n < RETORT_SCORE_COUNT; n++)
                assert_true(
                    same(x->candidates[k].score[n], y->candidates[k].score[n]));
        }
        retort_screening_free(one);
        retort_fingerprint_free(fp[i]);
    }
    retort_screening_free(both);
    retort_roster_free(r);
}

/* --- the suspect is in the library -------------------------------------------------- */

static void screen__leaves_out_the_model_of_the_same_records(void **state)
{
    const world_model m = world_member(2, 0);
    retort_fingerprint *fp = world_count(&m, 0, WORLD_PROMPTS, 1);
    retort_screening *s = screen(library, 1, fp, &PLAIN);
    const retort_suspect *x = &s->suspects[0];

    (void)state;
    assert_int_equal(x->candidate_count, 11);
    assert_null(candidate(s, "l2-a"));
    assert_string_equal(x->lineage, "l2");
    assert_non_null(warning(s, "same-records"));
    assert_non_null(strstr(warning(s, "same-records")->text, "l2-a"));
    assert_true(candidate(s, "l2-b")->is_own_lineage);
    assert_false(candidate(s, "l3-b")->is_own_lineage);
    retort_screening_free(s);
    retort_fingerprint_free(fp);
}

static void screen__tells_the_same_text_under_another_name(void **state)
{
    const world_model m = world_member(2, 0);
    retort_fingerprint *fp = world_count(&m, 0, WORLD_PROMPTS - 1, 1);
    retort_screening *s = screen(library, 1, fp, &PLAIN);

    (void)state;
    assert_null(warning(s, "same-records"));
    assert_non_null(warning(s, "same-text"));
    assert_true(warning(s, "same-text")->value == 1.0);
    assert_non_null(warning(s, "reuse"));
    assert_true(warning(s, "reuse")->value > 0.99);
    retort_screening_free(s);
    retort_fingerprint_free(fp);
}

/* --- warnings ------------------------------------------------------------------------- */

static void screen__warns_of_copied_replies(void **state)
{
    const world_model own = world_student(1);
    const world_model other = world_member(4, 0);
    retort_fingerprint *fp = world_count(&own, 0, 108, 1);
    retort_fingerprint *copied = world_count(&other, 108, 120, 1);
    retort_screening *s;

    (void)state;
    assert_int_equal(retort_fingerprint_merge(fp, copied, false, NULL),
                     RETORT_OK);
    s = screen(library, 1, fp, &PLAIN);
    assert_non_null(warning(s, "reuse"));
    assert_non_null(strstr(warning(s, "reuse")->text, "l4-a"));
    assert_true(warning(s, "reuse")->value > 0.05);
    assert_true(warning(s, "reuse")->value < 0.2);
    assert_null(warning(s, "same-text"));
    retort_screening_free(s);
    retort_fingerprint_free(copied);
    retort_fingerprint_free(fp);
}

static void screen__warns_of_few_and_unshared_prompts(void **state)
{
    const world_model m = world_student(1);
    retort_fingerprint *few = world_count(&m, 0, 50, 1);
    retort_fingerprint *beside = world_count(&m, 60, 180, 1);
    retort_fingerprint *apart = world_count(&m, 500, 600, 1);
    retort_screening *s = screen(library, 1, few, &PLAIN);

    (void)state;
    assert_true(warning(s, "few-prompts")->value == 50.0);
    assert_null(warning(s, "prompts-not-shared"));
    assert_non_null(warning(s, "prompts-not-covered"));
    retort_screening_free(s);
    s = screen(library, 1, beside, &PLAIN);
    assert_true(warning(s, "prompts-not-shared")->value == 0.5);
    retort_screening_free(s);
    s = screen(library, 1, apart, &PLAIN);
    assert_non_null(warning(s, "no-shared-prompts"));
    for (size_t i = 0; i < s->suspects[0].candidate_count; i++) {
        const retort_candidate *c = &s->suspects[0].candidates[i];

        assert_true(isnan(c->score[RETORT_SCORE_RESIDUAL]));
        assert_true(isnan(c->score[RETORT_SCORE_LENGTH]));
        assert_int_equal(c->rank_kin, 0);
        assert_int_equal(c->shared_prompts, 0);
    }
    assert_string_equal(s->suspects[0].candidates[0].model, "l1-a");
    retort_screening_free(s);
    retort_fingerprint_free(few);
    retort_fingerprint_free(beside);
    retort_fingerprint_free(apart);
}

static void screen__of_no_replies_has_no_scores(void **state)
{
    const world_model m = world_student(1);
    retort_fingerprint *fp = world_count(&m, 0, 0, 1);
    retort_screening *s = screen(library, 1, fp, &PLAIN);
    const retort_suspect *x = &s->suspects[0];

    (void)state;
    assert_int_equal(x->candidate_count, 12);
    assert_true(isnan(x->median_chars));
    for (size_t i = 0; i < 12; i++)
        assert_int_equal(x->candidates[i].rank_distilled, 0);
    retort_screening_free(s);
    retort_fingerprint_free(fp);
}

/* --- what is left out -------------------------------------------------------------------- */

static void screen__says_which_scores_are_left_out(void **state)
{
    const world_model m = world_student(1);
    retort_fingerprint *fp = world_count(&m, 0, WORLD_PROMPTS, 1);
    retort_screening *s = screen(library, 1, fp, &PLAIN);

    (void)state;
    assert_int_equal(s->suspects[0].left_out_count, 0);
    retort_screening_free(s);
    assert_int_equal(retort_fingerprint_keep(fp, "so,op,cl,lo", true, NULL),
                     RETORT_OK);
    fp->params.detail = 1; /* kept without its sets, else as it was */
    s = screen(library, 1, fp, &PLAIN);
    assert_true(left_out(s, retort_score_about(RETORT_SCORE_RARE)->title));
    assert_true(left_out(s, retort_score_about(RETORT_SCORE_REUSE)->title));
    assert_true(left_out(s, retort_score_about(RETORT_SCORE_DELTA)->title));
    assert_false(left_out(s, retort_score_about(RETORT_SCORE_PROFILE)->title));
    retort_screening_free(s);
    assert_int_equal(retort_fingerprint_keep(fp, "so", false, NULL), RETORT_OK);
    fp->params.detail = 1;
    s = screen(library, 1, fp, &PLAIN);
    assert_true(left_out(s, retort_score_about(RETORT_SCORE_PROFILE)->title));
    assert_true(left_out(s, retort_score_about(RETORT_SCORE_RESIDUAL)->title));
    assert_true(left_out(s, retort_score_about(RETORT_SCORE_PMZ)->title));
    assert_true(left_out(s, retort_score_about(RETORT_SCORE_LENGTH)->title));
    for (size_t i = 0; i < s->suspects[0].candidate_count; i++)
        for (size_t k = 0; k < RETORT_SCORE_COUNT; k++)
            if (k != RETORT_SCORE_HUB)
                assert_true(isnan(s->suspects[0].candidates[i].score[k]));
    retort_screening_free(s);
    retort_fingerprint_free(fp);
}

/* --- percentiles --------------------------------------------------------------------------- */

static void screen__percentile_basis_needs_ten_control_suspects(void **state)
{
    const world_model m = world_student(1);
    retort_fingerprint *fp = world_count(&m, 0, WORLD_PROMPTS, 1);
    retort_screen_options own = PLAIN;
    retort_screening *s = screen(library, 1, fp, &PLAIN);
    const retort_candidate *c = candidate(s, "l1-a");

    (void)state;
    assert_int_equal(c->control_suspects, 10);
    assert_int_equal(c->control_suspect_lineages, 5);
    assert_string_equal(c->percentile_basis, "control suspects");
    assert_true(c->percentile == 100.0);
    assert_int_equal(s->suspects[0].strip_count, 3);
    assert_string_equal(s->suspects[0].strips[0].reference, "l1-a");
    assert_int_equal(s->suspects[0].strips[0].point_count, 10);
    for (size_t i = 1; i < 10; i++)
        assert_true(s->suspects[0].strips[0].points[i - 1].score <=
                    s->suspects[0].strips[0].points[i].score);
    assert_string_equal(candidate(s, "l1-b")->percentile_basis, "");
    retort_screening_free(s);
    own.suspect_lineage = "l5"; /* two control suspects fewer */
    s = screen(library, 1, fp, &own);
    c = candidate(s, "l1-a");
    assert_int_equal(c->control_suspects, 8);
    assert_string_equal(c->percentile_basis, "references");
    assert_true(c->percentile == 100.0);
    assert_true(candidate(s, "l5-a")->is_own_lineage);
    assert_null(warning(s, "unknown-lineage"));
    retort_screening_free(s);
    own.suspect_lineage = "nobody";
    s = screen(library, 1, fp, &own);
    assert_non_null(warning(s, "unknown-lineage"));
    assert_string_equal(s->suspects[0].lineage, "nobody");
    retort_screening_free(s);
    retort_fingerprint_free(fp);
}

/* --- the result as a whole ------------------------------------------------------------------- */

static void screen__result_outlives_roster_and_suspect(void **state)
{
    const world_model m = world_student(1);
    retort_roster *r = roster_of(library, 1);
    char name[16] = "temporary";
    retort_fingerprint *fp = world_count(&m, 0, WORLD_PROMPTS, 1);
    const retort_screen_suspect suspect = {name, fp};
    retort_screening *s = NULL;

    (void)state;
    assert_int_equal(retort_screen_run(r, &suspect, 1, &PLAIN, &s, NULL),
                     RETORT_OK);
    retort_roster_free(r);
    retort_fingerprint_free(fp);
    memset(name, 'x', sizeof(name) - 1);
    assert_string_equal(s->suspects[0].name, "temporary");
    assert_string_equal(s->kind, "screen");
    assert_int_equal(strlen(s->suspects[0].content_digest), 64);
    for (size_t i = 0; i < s->suspects[0].candidate_count; i++) {
        const retort_candidate *c = &s->suspects[0].candidates[i];

        assert_int_equal(c->model[0], 'l');
        assert_int_equal(c->vendor[0], 'v');
        assert_int_equal(c->lineage[0], 'l');
        assert_int_equal(strlen(c->released), 7);
        assert_true(strlen(c->relation) > 0);
    }
    for (size_t i = 0; i < s->suspects[0].strip_count; i++)
        for (size_t k = 0; k < s->suspects[0].strips[i].point_count; k++)
            assert_int_equal(s->suspects[0].strips[i].points[k].model[0], 'l');
    for (size_t i = 0; i < s->heatmap.size; i++) {
        assert_int_equal(s->heatmap.labels[i][0], 'l');
        assert_int_equal(s->heatmap.lineages[i][0], 'l');
    }
    assert_string_equal(s->provenance.library_name, "l.rlib");
    assert_int_equal(strlen(s->provenance.library_digest), 64);
    assert_int_equal(s->provenance.library_models, 12);
    assert_int_equal(s->provenance.library_lineages, 6);
    assert_int_equal(s->provenance.library_references, 6);
    assert_string_equal(s->provenance.options, "");
    retort_screening_free(s);
}

static void screen__heatmap_is_symmetric(void **state)
{
    const world_model m = world_student(1);
    retort_fingerprint *fp = world_count(&m, 0, WORLD_PROMPTS, 1);
    retort_screening *s = screen(library, 1, fp, &PLAIN);
    const retort_heatmap *h = &s->heatmap;

    (void)state;
    assert_int_equal(h->size, 6);
    for (size_t i = 0; i < h->size; i++)
        for (size_t k = 0; k < h->size; k++)
            assert_true(
                same(h->values[i * h->size + k], h->values[k * h->size + i]));
    retort_screening_free(s);
    retort_fingerprint_free(fp);
}

static void compare__keeps_one_candidate_with_its_rank(void **state)
{
    const world_model m = world_student(1);
    retort_fingerprint *fp = world_count(&m, 0, WORLD_PROMPTS, 1);
    const retort_screen_options only = {.only = "l4-a"};
    const retort_screen_options none = {.only = "nobody"};
    retort_screening *whole = screen(library, 1, fp, &PLAIN);
    retort_screening *s = screen(library, 1, fp, &only);
    retort_roster *r = roster_of(library, 1);
    const retort_screen_suspect suspect = {"suspect", fp};
    retort_screening *out = (void *)1;
    retort_err err = {0};

    (void)state;
    assert_string_equal(s->kind, "compare");
    assert_int_equal(s->suspects[0].candidate_count, 1);
    assert_int_equal(s->heatmap.size, 0);
    assert_int_equal(s->suspects[0].strip_count, 1);
    assert_int_equal(s->suspects[0].candidates[0].rank_distilled,
                     candidate(whole, "l4-a")->rank_distilled);
    assert_true(same(s->suspects[0].candidates[0].percentile,
                     candidate(whole, "l4-a")->percentile));
    assert_int_equal(retort_screen_run(r, &suspect, 1, &none, &out, &err),
                     RETORT_ERR_NOT_FOUND);
    assert_non_null(strstr(err.text, "nobody"));
    assert_null(out);
    retort_roster_free(r);
    retort_screening_free(s);
    retort_screening_free(whole);
    retort_fingerprint_free(fp);
}

static void screen__refuses_a_suspect_of_other_parameters(void **state)
{
    const world_model m = world_student(1);
    retort_fingerprint *fp = world_count(&m, 0, 30, 1);
    retort_roster *r = roster_of(library, 1);
    const retort_screen_suspect suspect = {"the-suspect", fp};
    retort_screening *out = (void *)1;
    retort_err err = {0};

    (void)state;
    fp->params.channel = 2;
    assert_int_equal(retort_screen_run(r, &suspect, 1, &PLAIN, &out, &err),
                     RETORT_ERR_MISMATCH);
    assert_non_null(strstr(err.text, "the-suspect"));
    assert_null(out);
    retort_roster_free(r);
    retort_fingerprint_free(fp);
}

static void screen__fails_cleanly_without_memory(void **state)
{
    const world_model m = world_student(1);
    retort_fingerprint *fp = world_count(&m, 0, 3, 1);
    retort_roster *r = roster_of(library, 1);
    const retort_screen_suspect suspect = {"s", fp};
    retort_status st = RETORT_ERR_NOMEM;
    long n = 0;

    (void)state;
    for (; st != RETORT_OK && n < 3000; n += 1 + n / 8) { /* each takes long */
        retort_screening *out = NULL;

        retort_mem_fail_at(n);
        st = retort_screen_run(r, &suspect, 1, &PLAIN, &out, NULL);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || st == RETORT_ERR_NOMEM);
        assert_int_equal(out == NULL, st != RETORT_OK);
        retort_screening_free(out);
    }
    assert_int_equal(st, RETORT_OK);
    assert_true(n > 15);
    retort_roster_free(r);
    retort_fingerprint_free(fp);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(screen__ranks_the_teacher_first_for_distilled),
        cmocka_unit_test(screen__ranks_the_variant_first_for_kin),
        cmocka_unit_test(screen__does_not_depend_on_threads),
        cmocka_unit_test(screen__scores_do_not_depend_on_labels),
        cmocka_unit_test(screen__scores_hardly_depend_on_the_order_of_names),
        cmocka_unit_test(screen__suspects_do_not_see_each_other),
        cmocka_unit_test(screen__leaves_out_the_model_of_the_same_records),
        cmocka_unit_test(screen__tells_the_same_text_under_another_name),
        cmocka_unit_test(screen__warns_of_copied_replies),
        cmocka_unit_test(screen__warns_of_few_and_unshared_prompts),
        cmocka_unit_test(screen__of_no_replies_has_no_scores),
        cmocka_unit_test(screen__says_which_scores_are_left_out),
        cmocka_unit_test(screen__percentile_basis_needs_ten_control_suspects),
        cmocka_unit_test(screen__result_outlives_roster_and_suspect),
        cmocka_unit_test(screen__heatmap_is_symmetric),
        cmocka_unit_test(compare__keeps_one_candidate_with_its_rank),
        cmocka_unit_test(screen__refuses_a_suspect_of_other_parameters),
        cmocka_unit_test(screen__fails_cleanly_without_memory),
    };

    return cmocka_run_group_tests_name("screen", tests, make_world,
                                       fixture_drop_folder);
}
