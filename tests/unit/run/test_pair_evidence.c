#include "run/pair_evidence.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "run/calibrating.h"
#include "run/screen.h"
#include "support/block_world.h"

enum { DRAWS = 30 };

static const world_model NEWCOMER = {60, 0, 80, 0}; /* student of lineage 0 */
static const world_model MAIN0 = {50, 0, 70, 0};    /* in the library */

static const retort_proposition ASKED[] = {RETORT_PROPOSITION_SAME,
                                           RETORT_PROPOSITION_TUNED,
                                           RETORT_PROPOSITION_DISTILLED};

static char library[400];
static const char *const CALIBRATION_DIGEST =
    "1111111111111111111111111111111111111111111111111111111111111111";
static retort_calibration *calibration;
static retort_roster *roster;

static int make_world(void **state)
{
    const retort_calibrating how = {
        .library = library, .draws = DRAWS, .threads = 2};
    const retort_roster_source source = {.library = library, .threads = 2};

    if (fixture_make_folder(state) != 0)
        return -1;
    (void)snprintf(library, sizeof(library), "%s", fixture_path("w.rlib"));
    if (block_library(library, false) != RETORT_OK ||
        retort_calibrating_run(&calibration, &how, NULL) != RETORT_OK)
        return -1;
    return retort_roster_load(&roster, &source, NULL) == RETORT_OK ? 0 : -1;
}

static int drop_world(void **state)
{
    retort_roster_free(roster);
    retort_calibration_free(calibration);
    return fixture_drop_folder(state);
}

/* A suspect held against one reference, before its evidence is weighed. */
struct held {
    retort_fingerprint *fp;
    retort_screening *result;
    retort_pair_evidence how;
};

static struct held hold(const world_model *m, const char *reference)
{
    struct held h = {.fp = block_count(m, 0, WORLD_PROMPTS, BLOCK_BITS)};
    const retort_screen_options options = {.only = reference};
    const retort_screen_suspect suspect = {"suspect", h.fp};
    retort_err err = {0};

    assert_non_null(h.fp);
    if (retort_screen_run(roster, &suspect, 1, &options, &h.result, &err) !=
        RETORT_OK)
        fail_msg("%s", err.text);
    h.how = (retort_pair_evidence){.calibration = calibration,
                                   .calibration_digest = CALIBRATION_DIGEST,
                                   .library = library,
                                   .suspect = h.fp,
                                   .draws = DRAWS,
                                   .threads = 2};
    return h;
}

static void release(struct held *h)
{
    retort_screening_free(h->result);
    retort_fingerprint_free(h->fp);
}

static void add(struct held *h)
{
    retort_err err = {0};

    if (retort_pair_evidence_add(h->result, &h->how, &err) != RETORT_OK)
        fail_msg("%s: %s", err.file, err.text);
}

static const retort_evidence *evidence(const struct held *h,
                                       retort_proposition p)
{
    assert_int_equal(h->result->suspects[0].evidence_count,
                     RETORT_PROPOSITION_COUNT);
    return &h->result->suspects[0].evidence[p];
}

static const retort_rule *rule(const retort_evidence *e, const char *id)
{
    for (size_t i = 0; i < e->rule_count; i++)
        if (strcmp(e->rules[i].id, id) == 0)
            return &e->rules[i];
    return NULL;
}

/* --- what is put into the result ------------------------------------------ */

static void add__answers_five_questions_in_order(void **state)
{
    static const char *const ids[] = {"same", "tuned", "reuse", "distilled",
                                      "canary"};
    struct held h = hold(&NEWCOMER, "w0-a");

    (void)state;
    assert_string_equal(h.result->status, RETORT_SCREENING_STATUS);
    assert_string_equal(h.result->provenance.calibration_digest, "");
    assert_false(retort_pair_evidence_is_refused(h.result));
    add(&h);
    assert_string_equal(h.result->status, RETORT_EVIDENCE_STATUS);
    assert_string_equal(h.result->provenance.calibration_digest,
                        CALIBRATION_DIGEST);
    for (size_t i = 0; i < RETORT_PROPOSITION_COUNT; i++) {
        const retort_evidence *e = evidence(&h, (retort_proposition)i);

        assert_string_equal(e->proposition, ids[i]);
        assert_true(e->verdict[0] != '\0');
        assert_true(e->sentence[0] != '\0');
        assert_true(e->caution[0] != '\0');
    }
    assert_string_equal(evidence(&h, RETORT_PROPOSITION_REUSE)->verdict,
                        "not available");
    assert_string_equal(evidence(&h, RETORT_PROPOSITION_CANARY)->verdict,
                        "not available");
    release(&h);
}

static void add__leaves_the_screening_as_it_is(void **state)
{
    struct held h = hold(&NEWCOMER, "w0-a");
    struct held plain = hold(&NEWCOMER, "w0-a");
    const retort_suspect *a;
    const retort_suspect *b = plain.result->suspects;

    (void)state;
    add(&h);
    a = h.result->suspects;
    assert_int_equal(h.result->suspect_count, 1);
    assert_string_equal(a->name, b->name);
    assert_string_equal(a->content_digest, b->content_digest);
    assert_int_equal(a->candidate_count, 1);
    assert_int_equal(a->warning_count, b->warning_count);
    for (size_t i = 0; i < RETORT_SCORE_COUNT; i++)
        assert_memory_equal(&a->candidates[0].score[i],
                            &b->candidates[0].score[i], sizeof(double));
    release(&plain);
    release(&h);
}

/* Five lineages cannot carry a likelihood ratio; what was scored stays. */
static void add__refuses_in_a_small_world_and_keeps_the_scores(void **state)
{
    struct held h = hold(&NEWCOMER, "w0-a");

    (void)state;
    add(&h);
    assert_true(retort_pair_evidence_is_refused(h.result));
    for (size_t i = 0; i < 3; i++) {
        const retort_evidence *e = evidence(&h, ASKED[i]);
        const retort_rule *r = rule(e, "control-lineages");

        assert_string_equal(e->verdict, "refused");
        assert_true(isnan(e->llr) && isnan(e->low) && isnan(e->high));
        assert_true(isnan(e->closed.llr) && isnan(e->open.llr));
        assert_string_equal(e->label, "");
        assert_true(isfinite(e->closed.score));
        assert_non_null(r);
        assert_true(r->refuses && !r->passed);
        assert_true(r->value < r->limit);
    }
    assert_true(
        fabs(evidence(&h, RETORT_PROPOSITION_DISTILLED)->closed.score -
             h.result->suspects->candidates->score[RETORT_SCORE_PROFILE]) <
        1e-9);
    release(&h);
}

/* The acceptance limits of a case are those of the calibration's figures. */
static void add__carries_the_acceptance_limits_of_the_calibration(void **state)
{
    struct held h = hold(&NEWCOMER, "w0-a");
    const retort_validation *v =
        retort_calibration_validation(calibration, RETORT_PROPOSITION_SAME);
    const retort_evidence *e;

    (void)state;
    add(&h);
    e = evidence(&h, RETORT_PROPOSITION_SAME);
    assert_true(v->acceptance_count > 0);
    for (size_t i = 0; i < v->acceptance_count; i++) {
        const retort_rule *r = rule(e, v->acceptance[i].id);

        assert_non_null(r);
        assert_int_equal(r->passed, v->acceptance[i].passed);
        assert_true(r->refuses);
        assert_memory_equal(&r->value, &v->acceptance[i].value,
                            sizeof(r->value));
    }
    release(&h);
}

/* A calibration may be freed before the result is read. */
static void add__keeps_nothing_of_the_calibration(void **state)
{
    const retort_calibrating how = {
        .library = library, .draws = 2, .threads = 2};
    struct held h = hold(&NEWCOMER, "w2-a");
    retort_calibration *brief = NULL;
    size_t read = 0;

    (void)state;
    assert_int_equal(retort_calibrating_run(&brief, &how, NULL), RETORT_OK);
    h.how.calibration = brief;
    add(&h);
    retort_calibration_free(brief);
    for (size_t i = 0; i < RETORT_PROPOSITION_COUNT; i++) {
        const retort_evidence *e = evidence(&h, (retort_proposition)i);

        for (size_t k = 0; k < e->rule_count; k++)
            read += strlen(e->rules[k].id) + strlen(e->rules[k].text);
        for (size_t k = 0; k < e->scale_model_count; k++)
            read += strlen(e->scale_models[k]);
        for (size_t k = 0; k < e->rival_count; k++)
            read += strlen(e->rivals[k].model) + strlen(e->rivals[k].lineage);
    }
    assert_true(read > 0);
    assert_true(evidence(&h, RETORT_PROPOSITION_DISTILLED)->scale_model_count >
                0);
    release(&h);
}

static void is_refused__without_evidence_is_not(void **state)
{
    retort_screening *empty = NULL;

    (void)state;
    assert_int_equal(retort_screening_new(&empty, NULL), RETORT_OK);
    assert_false(retort_pair_evidence_is_refused(empty));
    retort_screening_free(empty);
}

/* --- the same for any threads, other for another pair --------------------- */

static void check_setting(const retort_setting *a, const retort_setting *b)
{
    assert_memory_equal(&a->score, &b->score, sizeof(a->score));
    assert_memory_equal(&a->slope, &b->slope, sizeof(a->slope));
    assert_memory_equal(&a->llr, &b->llr, sizeof(a->llr));
    assert_memory_equal(&a->low, &b->low, sizeof(a->low));
    assert_memory_equal(&a->high, &b->high, sizeof(a->high));
    assert_int_equal(a->positives, b->positives);
    assert_int_equal(a->nulls, b->nulls);
    assert_int_equal(a->skipped, b->skipped);
}

static void check_equal(const struct held *x, const struct held *y)
{
    for (size_t i = 0; i < RETORT_PROPOSITION_COUNT; i++) {
        const retort_evidence *a = evidence(x, (retort_proposition)i);
        const retort_evidence *b = evidence(y, (retort_proposition)i);

        assert_string_equal(a->verdict, b->verdict);
        assert_string_equal(a->sentence, b->sentence);
        assert_memory_equal(&a->llr, &b->llr, sizeof(a->llr));
        assert_memory_equal(&a->p, &b->p, sizeof(a->p));
        check_setting(&a->closed, &b->closed);
        check_setting(&a->open, &b->open);
        assert_int_equal(a->rule_count, b->rule_count);
        for (size_t r = 0; r < a->rule_count; r++)
            assert_memory_equal(&a->rules[r].value, &b->rules[r].value,
                                sizeof(double));
        assert_int_equal(a->rival_count, b->rival_count);
        for (size_t r = 0; r < a->rival_count; r++) {
            assert_string_equal(a->rivals[r].model, b->rivals[r].model);
            assert_memory_equal(&a->rivals[r].chance, &b->rivals[r].chance,
                                sizeof(double));
        }
    }
}

static void add__is_the_same_for_any_number_of_threads(void **state)
{
    struct held one = hold(&NEWCOMER, "w0-a");
    struct held three = hold(&NEWCOMER, "w0-a");

    (void)state;
    one.how.threads = 1;
    three.how.threads = 3;
    add(&one);
    add(&three);
    check_equal(&one, &three);
    release(&three);
    release(&one);
}

/* Chances are shares of draws: another calibration file, other draws. */
static void add__draws_by_the_digest_of_the_calibration(void **state)
{
    struct held one = hold(&NEWCOMER, "w2-a");
    struct held two = hold(&NEWCOMER, "w2-a");
    const retort_evidence *a;
    const retort_evidence *b;
    bool differs = false;

    (void)state;
    two.how.calibration_digest =
        "3333333333333333333333333333333333333333333333333333333333333333";
    add(&one);
    add(&two);
    a = evidence(&one, RETORT_PROPOSITION_DISTILLED);
    b = evidence(&two, RETORT_PROPOSITION_DISTILLED);
    assert_int_equal(a->rival_count, b->rival_count);
    for (size_t i = 0; i < a->rival_count; i++)
        differs = differs || a->rivals[i].chance != b->rivals[i].chance;
    assert_true(differs);
    release(&two);
    release(&one);
}

/* --- a suspect that the library knows ------------------------------------- */

static void add__knows_a_model_of_the_library(void **state)
{
    struct held h = hold(&MAIN0, "w1-a");
    const retort_evidence *e;

    (void)state;
    add(&h);
    e = evidence(&h, RETORT_PROPOSITION_DISTILLED);
    assert_true(isfinite(e->closed.score));
    /* its documented teacher leaves the background of the open setting */
    assert_true(e->open.score != e->closed.score);
    for (size_t i = 0; i < e->rival_count; i++)
        assert_string_not_equal(e->rivals[i].model, "main0");
    release(&h);
}

static void add__takes_a_declared_lineage(void **state)
{
    struct held own = hold(&NEWCOMER, "w0-a");
    struct held kin = hold(&NEWCOMER, "w0-a");

    (void)state;
    kin.how.suspect_lineage = "w3";
    add(&own);
    add(&kin);
    /* w3 leaves the background with its suspect */
    assert_true(evidence(&own, RETORT_PROPOSITION_DISTILLED)->closed.score !=
                evidence(&kin, RETORT_PROPOSITION_DISTILLED)->closed.score);
    release(&kin);
    release(&own);
}

/* --- failures ------------------------------------------------------------- */

/* The pair must fail like this and stay a screening. @return what was said */
static retort_err failure(struct held *h, retort_status expected)
{
    const retort_suspect *suspects = h->result->suspects;
    retort_err err = {0};

    assert_int_equal(retort_pair_evidence_add(h->result, &h->how, &err),
                     expected);
    assert_int_equal(err.code, expected);
    assert_string_equal(h->result->status, RETORT_SCREENING_STATUS);
    assert_string_equal(h->result->provenance.calibration_digest, "");
    assert_ptr_equal(h->result->suspects, suspects);
    assert_int_equal(suspects->evidence_count, 0);
    assert_null(suspects->evidence);
    assert_false(retort_pair_evidence_is_refused(h->result));
    return err;
}

static void add__refuses_the_calibration_of_another_library(void **state)
{
    static const char *const other =
        "2222222222222222222222222222222222222222222222222222222222222222";
    struct held h = hold(&NEWCOMER, "w0-a");
    retort_calibration forged = *calibration;
    retort_err err;

    (void)state;
    forged.population.library_digest = other;
    h.how.calibration = &forged;
    err = failure(&h, RETORT_ERR_MISMATCH);
    assert_non_null(strstr(err.text, other));
    assert_non_null(strstr(err.text, calibration->population.library_digest));
    release(&h);
}

static void add__refuses_other_features_and_other_rules(void **state)
{
    struct held h = hold(&NEWCOMER, "w0-a");
    retort_calibration forged = *calibration;
    retort_err err;

    (void)state;
    h.how.calibration = &forged;
    forged.population.features = "so 2^20; nothing else";
    err = failure(&h, RETORT_ERR_MISMATCH);
    assert_non_null(strstr(err.text, "so 2^20; nothing else"));
    assert_non_null(strstr(err.text, calibration->population.features));
    forged.population.features = calibration->population.features;
    forged.population.rules_version = 4711;
    err = failure(&h, RETORT_ERR_MISMATCH);
    assert_non_null(strstr(err.text, "rule version 4711"));
    assert_non_null(strstr(err.text, "with 1"));
    release(&h);
}

/* Without its figures nobody knows whether a calibration was accepted. */
static void add__refuses_a_calibration_without_figures(void **state)
{
    struct held h = hold(&NEWCOMER, "w0-a");
    retort_calibration forged = *calibration;
    retort_err err;

    (void)state;
    forged.validation_count = 2;
    h.how.calibration = &forged;
    err = failure(&h, RETORT_ERR_FORMAT);
    assert_non_null(strstr(err.text, "distilled"));
    release(&h);
}

/* Let the candidate be another model. */
static void rename_candidate(struct held *h, const char *name)
{
    retort_suspect *s = retort_screening_take(h->result, 1, sizeof(*s));
    retort_candidate *c = retort_screening_take(h->result, 1, sizeof(*c));

    assert_true(s && c);
    *s = h->result->suspects[0];
    *c = s->candidates[0];
    c->model = name;
    s->candidates = c;
    h->result->suspects = s;
}

static void add__names_the_reference_that_is_not_there(void **state)
{
    struct held h = hold(&NEWCOMER, "w0-a");
    retort_err err;

    (void)state;
    rename_candidate(&h, "nobody");
    err = failure(&h, RETORT_ERR_NOT_FOUND);
    assert_non_null(strstr(err.text, "nobody"));
    release(&h);
}

static void add__does_not_weigh_a_model_against_itself(void **state)
{
    struct held h = hold(&MAIN0, "w0-a");
    retort_err err;

    (void)state;
    rename_candidate(&h, "main0");
    err = failure(&h, RETORT_ERR_ARG);
    assert_non_null(strstr(err.text, "main0"));
    release(&h);
}

static void add__weighs_one_pair_only(void **state)
{
    struct held h = hold(&NEWCOMER, "w0-a");
    retort_suspect *s;
    retort_err err;

    (void)state;
    rename_candidate(&h, "w0-a");
    s = retort_screening_take(h.result, 1, sizeof(*s));
    assert_non_null(s);
    *s = h.result->suspects[0];
    s->candidate_count = 0;
    h.result->suspects = s;
    err = failure(&h, RETORT_ERR_ARG);
    assert_non_null(strstr(err.text, "0 candidates"));
    release(&h);
}

static void add__names_the_library_that_is_not_there(void **state)
{
    struct held h = hold(&NEWCOMER, "w0-a");
    retort_err err;

    (void)state;
    h.how.library = fixture_path("nowhere.rlib");
    err = failure(&h, RETORT_ERR_NOT_FOUND);
    assert_non_null(strstr(err.file, "nowhere.rlib"));
    release(&h);
}

static void add__names_the_suspect_that_lacks_something(void **state)
{
    struct held h = hold(&NEWCOMER, "w0-a");
    retort_err err;

    (void)state;
    assert_int_equal(retort_fingerprint_keep(h.fp, "so,op,cl", true, NULL),
                     RETORT_OK);
    err = failure(&h, RETORT_ERR_NOT_APPLICABLE);
    assert_non_null(strstr(err.text, "suspect: "));
    assert_non_null(strstr(err.text, "family lo"));
    release(&h);
}

static void add__without_memory_changes_nothing(void **state)
{
    struct held h = hold(&NEWCOMER, "w0-a");
    size_t refused = 0;

    (void)state;
    h.how.threads = 1;
    h.how.draws = 2;
    for (long n = 0;; n += 1 + n / 16) {
        retort_err err = {0};
        retort_status st;

        retort_mem_fail_at(n);
        st = retort_pair_evidence_add(h.result, &h.how, &err);
        retort_mem_fail_at(-1);
        if (st == RETORT_OK)
            break;
        assert_int_equal(st, RETORT_ERR_NOMEM);
        assert_string_equal(h.result->status, RETORT_SCREENING_STATUS);
        assert_string_equal(h.result->provenance.calibration_digest, "");
        assert_int_equal(h.result->suspects->evidence_count, 0);
        refused++;
    }
    assert_true(refused > 50);
    release(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(add__answers_five_questions_in_order),
        cmocka_unit_test(add__leaves_the_screening_as_it_is),
        cmocka_unit_test(add__refuses_in_a_small_world_and_keeps_the_scores),
        cmocka_unit_test(add__carries_the_acceptance_limits_of_the_calibration),
        cmocka_unit_test(add__keeps_nothing_of_the_calibration),
        cmocka_unit_test(is_refused__without_evidence_is_not),
        cmocka_unit_test(add__is_the_same_for_any_number_of_threads),
        cmocka_unit_test(add__draws_by_the_digest_of_the_calibration),
        cmocka_unit_test(add__knows_a_model_of_the_library),
        cmocka_unit_test(add__takes_a_declared_lineage),
        cmocka_unit_test(add__refuses_the_calibration_of_another_library),
        cmocka_unit_test(add__refuses_other_features_and_other_rules),
        cmocka_unit_test(add__refuses_a_calibration_without_figures),
        cmocka_unit_test(add__names_the_reference_that_is_not_there),
        cmocka_unit_test(add__does_not_weigh_a_model_against_itself),
        cmocka_unit_test(add__weighs_one_pair_only),
        cmocka_unit_test(add__names_the_library_that_is_not_there),
        cmocka_unit_test(add__names_the_suspect_that_lacks_something),
        cmocka_unit_test(add__without_memory_changes_nothing),
    };

    return cmocka_run_group_tests(tests, make_world, drop_world);
}
