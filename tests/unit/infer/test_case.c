#include "infer/case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "infer/refusals.h"
#include "infer/selection.h"
#include "infer/wording.h"
#include "support/synthetic_population.h"

/* References of the usual population: 0..7 have two students each. */
enum { TAUGHT = 2, UNTAUGHT = 12, HIGH = 3, LOW = -2 };

static retort_arena ARENA;

static int release_arena(void **state)
{
    (void)state;
    retort_arena_release(&ARENA);
    return 0;
}

static retort_evidence weigh_as(const test_population *p,
                                retort_proposition proposition,
                                const retort_case *c,
                                const retort_case_options *o)
{
    retort_evidence e;

    assert_int_equal(
        retort_case_weigh(&p->all, proposition, c, o, &ARENA, &e, NULL),
        RETORT_OK);
    return e;
}

static retort_evidence weigh(const test_population *p, const retort_case *c)
{
    return weigh_as(p, RETORT_PROPOSITION_DISTILLED, c, &TEST_OPTIONS);
}

static const retort_rule *rule(const retort_evidence *e, const char *id)
{
    const retort_rule *r = retort_rules_find(e->rules, e->rule_count, id);

    assert_non_null(r);
    return r;
}

static size_t failed(const retort_evidence *e)
{
    size_t n = 0;

    for (size_t i = 0; i < e->rule_count; i++)
        n += e->rules[i].refuses && !e->rules[i].passed;
    return n;
}

/* Refused by one rule only, and no number left that looks like a ratio. */
static void assert_refused_by(const retort_evidence *e, const char *id)
{
    const retort_setting *s[2] = {&e->closed, &e->open};

    assert_string_equal(e->verdict, "refused");
    assert_false(rule(e, id)->passed);
    assert_int_equal(failed(e), 1);
    assert_true(isnan(e->llr) && isnan(e->low) && isnan(e->high));
    assert_string_equal(e->headline, "");
    assert_string_equal(e->label, "");
    assert_non_null(strstr(e->sentence, "No likelihood ratio is given"));
    for (int i = 0; i < 2; i++) {
        assert_true(!isnan(s[i]->score));
        assert_true(isnan(s[i]->raw) && isnan(s[i]->llr));
        assert_true(isnan(s[i]->slope) && isnan(s[i]->intercept));
        assert_true(isnan(s[i]->lower) && isnan(s[i]->upper));
        assert_true(isnan(s[i]->low) && isnan(s[i]->median) &&
                    isnan(s[i]->high));
        assert_true(isnan(s[i]->sandwich_low) && isnan(s[i]->sandwich_high));
        assert_true(isnan(s[i]->ridge_tenth) && isnan(s[i]->ridge_tenfold));
    }
}

static void assert_same_numbers(double a, double b)
{
    if (!(isnan(a) && isnan(b)))
        assert_memory_equal(&a, &b, sizeof(a));
}

static void assert_same_setting(const retort_setting *a,
                                const retort_setting *b)
{
    const double x[] = {
        a->score,        a->slope,         a->intercept,   a->mean,
        a->sd,           a->raw,           a->llr,         a->lower,
        a->upper,        a->low,           a->median,      a->high,
        a->sandwich_low, a->sandwich_high, a->ridge_tenth, a->ridge_tenfold,
        a->ceiling};
    const double y[] = {
        b->score,        b->slope,         b->intercept,   b->mean,
        b->sd,           b->raw,           b->llr,         b->lower,
        b->upper,        b->low,           b->median,      b->high,
        b->sandwich_low, b->sandwich_high, b->ridge_tenth, b->ridge_tenfold,
        b->ceiling};

    for (size_t i = 0; i < sizeof(x) / sizeof(x[0]); i++)
        assert_same_numbers(x[i], y[i]);
    assert_int_equal(a->skipped, b->skipped);
    assert_string_equal(a->active, b->active);
}

static void assert_same(const retort_evidence *a, const retort_evidence *b)
{
    assert_same_setting(&a->closed, &b->closed);
    assert_same_setting(&a->open, &b->open);
    assert_same_numbers(a->p, b->p);
    assert_same_numbers(a->power, b->power);
    assert_same_numbers(a->false_support, b->false_support);
    assert_string_equal(a->sentence, b->sentence);
    assert_string_equal(a->verdict, b->verdict);
    assert_int_equal(a->rival_count, b->rival_count);
    for (size_t i = 0; i < a->rule_count; i++)
        assert_same_numbers(a->rules[i].value, b->rules[i].value);
}

static void weigh__supports_and_speaks_against(void **state)
{
    test_population p;
    retort_case c;
    retort_evidence e;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    c = test_case_of(&p, TAUGHT, HIGH);
    e = weigh(&p, &c);
    assert_string_equal(e.verdict, "supported");
    assert_string_equal(e.calibration, "other teachers");
    assert_true(e.llr > 0.3 && e.low > 0 && e.low <= e.llr);
    assert_true(e.llr == fmin(e.closed.llr, e.open.llr));
    assert_int_equal(failed(&e), 0);
    assert_int_equal(e.scale_model_count, 0);
    c = test_case_of(&p, TAUGHT, LOW);
    e = weigh(&p, &c);
    assert_string_equal(e.verdict, "against");
    assert_true(e.llr < 0 && e.high < 0);
    c = test_case_of(&p, TAUGHT, 1.3); /* between the classes */
    e = weigh(&p, &c);
    assert_string_equal(e.verdict, "inconclusive");
    assert_string_equal(e.label, RETORT_WORDING_UNDECIDED);
    test_population_release(&p);
}

static void weigh__leaves_both_lineages_out(void **state)
{
    test_population p;
    retort_case c;
    retort_evidence e;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    c = test_case_of(&p, TAUGHT, HIGH);
    e = weigh(&p, &c); /* its two students have no other teacher */
    assert_int_equal(e.closed.positive_lineages, 14);
    assert_int_equal(e.closed.null_lineages, 32);
    assert_int_equal(e.closed.reference_lineages, 7);
    c.suspect_lineage = "line-019"; /* a student of reference 3 */
    e = weigh(&p, &c);
    assert_int_equal(e.closed.positive_lineages, 13);
    assert_int_equal(e.closed.null_lineages, 31);
    assert_int_equal(e.closed.reference_lineages, 7);
    test_population_release(&p);
}

static void weigh__scales_an_untaught_reference(void **state)
{
    test_population p;
    retort_case c;
    retort_evidence e;
    retort_evidence moved;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    c = test_case_of(&p, UNTAUGHT, HIGH);
    e = weigh(&p, &c);
    assert_string_equal(e.calibration, "common source");
    assert_string_equal(e.verdict, "supported");
    assert_int_equal(e.scale_model_count, 32);
    assert_string_equal(e.scale_models[0], "model-0016");
    assert_true(rule(&e, "reference-lineages")->value == 8);
    assert_non_null(strstr(e.sentence, "the 32 control suspects of R itself"));
    for (size_t i = 0; i < p.count; i++) { /* R's scores on another scale */
        if (p.items[i].reference != UNTAUGHT)
            continue;
        for (int o = 0; o < RETORT_SETTINGS; o++) {
            p.items[i].at[o].score = 8 * p.items[i].at[o].score + 4;
            for (int b = 0; b < RETORT_COMPARISON_BLOCKS; b++)
                p.items[i].at[o].effect[b] *= 8;
        }
    }
    for (int o = 0; o < RETORT_SETTINGS; o++) {
        c.at[o].score = 8 * c.at[o].score + 4;
        for (int b = 0; b < RETORT_COMPARISON_BLOCKS; b++)
            c.at[o].effect[b] *= 8;
    }
    moved = weigh(&p, &c);
    assert_true(fabs(moved.closed.raw - e.closed.raw) < 1e-9);
    assert_true(fabs(moved.closed.low - e.closed.low) < 1e-9);
    assert_true(fabs(moved.low - e.low) < 1e-9);
    test_population_release(&p);
}

/* A reference that the population does not have, with pairs of its own. */
static void weigh__takes_pairs_of_a_new_reference(void **state)
{
    test_population p;
    static retort_comparison own[64];
    size_t count = 0;
    retort_case c;
    retort_evidence known;
    retort_evidence foreign;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    c = test_case_of(&p, UNTAUGHT, HIGH);
    known = weigh(&p, &c);
    for (size_t i = 0; i < p.count; i++) {
        if (p.items[i].reference != UNTAUGHT)
            continue;
        own[count] = p.items[i];
        own[count].reference = UINT32_MAX;
        own[count++].reference_lineage = UINT32_MAX;
    }
    c.reference = "our own";
    c.reference_lineage = "";
    foreign = weigh(&p, &c);
    assert_string_equal(foreign.verdict, "refused");
    assert_false(rule(&foreign, "score-range")->passed);
    assert_true(rule(&foreign, "null-lineages-reference")->value == 0);
    c.own = own;
    c.own_count = count;
    foreign = weigh(&p, &c);
    assert_int_equal(failed(&foreign), 0);
    assert_true(fabs(foreign.closed.raw - known.closed.raw) < 1e-12);
    assert_true(foreign.p == known.p);
    assert_int_equal(foreign.scale_model_count, 32);
    test_population_release(&p);
}

static void weigh__asks_kin_over_taught_references(void **state)
{
    test_population p;
    retort_case c;
    retort_evidence e;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    c = test_case_of(&p, UNTAUGHT, HIGH);
    c.released = "2020-01";
    c.identical_share = 0.9;
    e = weigh_as(&p, RETORT_PROPOSITION_SAME, &c, &TEST_OPTIONS);
    assert_string_equal(e.proposition, "same");
    assert_string_equal(e.calibration, "other references");
    assert_string_equal(e.verdict, "supported");
    assert_int_equal(e.closed.nulls, 32 * 8 - 16);
    assert_null(retort_rules_find(e.rules, e.rule_count, "release-order"));
    assert_non_null(strstr(e.sentence, "S is R itself"));
    test_population_release(&p);
}

static retort_status backwards(void *ctx, size_t count, retort_piece_fn piece,
                               void *work, retort_err *err)
{
    (void)ctx;
    for (size_t i = count; i > 0; i--) {
        retort_status st = piece(work, i - 1, err);

        if (st != RETORT_OK)
            return st;
    }
    return RETORT_OK;
}

static void weigh__gives_the_same_bytes_for_any_threads(void **state)
{
    const retort_pool pool = {backwards, NULL};
    retort_case_options o = TEST_OPTIONS;
    test_population p;

    (void)state;
    o.pool = &pool;
    test_population_init(&p, &TEST_RECIPE);
    for (uint32_t r = TAUGHT; r <= UNTAUGHT; r += UNTAUGHT - TAUGHT) {
        retort_case c = test_case_of(&p, r, HIGH);
        retort_evidence a = weigh(&p, &c);
        retort_evidence b = weigh_as(&p, RETORT_PROPOSITION_DISTILLED, &c, &o);

        assert_same(&a, &b);
    }
    test_population_release(&p);
}

static void weigh__does_not_care_for_order_and_names(void **state)
{
    test_population p;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    for (uint32_t r = TAUGHT; r <= UNTAUGHT; r += UNTAUGHT - TAUGHT) {
        retort_case c = test_case_of(&p, r, HIGH);
        retort_evidence a = weigh(&p, &c);
        retort_evidence b;

        for (size_t i = p.count; i > 1; i--) {
            size_t k = test_noise_below(&p.noise, i);
            retort_comparison swap = p.items[k];

            p.items[k] = p.items[i - 1];
            p.items[i - 1] = swap;
        }
        for (size_t i = 0; i < p.all.lineage_count + p.all.model_count; i++)
            p.names[i][0] = p.names[i][0] == 'l' ? 'L' : 'M';
        b = weigh(&p, &c);
        assert_same(&a, &b);
    }
    test_population_release(&p);
}

static void weigh__gives_another_interval_for_another_seed(void **state)
{
    retort_case_options o = TEST_OPTIONS;
    test_population p;
    retort_case c;
    retort_evidence a;
    retort_evidence b;

    (void)state;
    o.seed++;
    test_population_init(&p, &TEST_RECIPE);
    c = test_case_of(&p, TAUGHT, 2);
    a = weigh(&p, &c);
    b = weigh_as(&p, RETORT_PROPOSITION_DISTILLED, &c, &o);
    assert_true(a.closed.low != b.closed.low);
    assert_true(a.closed.llr == b.closed.llr);
    test_population_release(&p);
}

/* Copy all pairs of a suspect lineage, as if it had twice the models. */
static void duplicate(test_population *p, uint32_t lineage)
{
    size_t count = p->count;

    for (size_t i = 0; i < count; i++) {
        if (p->items[i].suspect_lineage == lineage)
            p->items[p->count++] = p->items[i];
    }
    test_population_point(p);
}

static void weigh__counts_lineages_not_models(void **state)
{
    test_population p;
    retort_case c;
    retort_evidence a;
    retort_evidence b;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    c = test_case_of(&p, TAUGHT, HIGH);
    a = weigh(&p, &c);
    duplicate(&p, 20); /* a student */
    for (int i = 0; i < 3; i++)
        duplicate(&p, 40); /* of nobody: eight models */
    b = weigh(&p, &c);
    assert_int_equal(b.closed.nulls, a.closed.nulls + 7 * 7 + 6);
    assert_int_equal(b.closed.null_lineages, a.closed.null_lineages);
    assert_true(fabs(a.closed.raw - b.closed.raw) < 1e-9);
    assert_true(b.closed.upper <= a.closed.upper + 1e-12);
    assert_true(b.closed.lower >= a.closed.lower - 1e-12);
    assert_true(fabs(a.closed.low - b.closed.low) < 1e-9);
    assert_true(fabs(a.closed.high - b.closed.high) < 1e-9);
    assert_true(a.p == b.p);
    test_population_release(&p);
}

static void weigh__finds_little_in_shuffled_labels(void **state)
{
    test_recipe r = TEST_RECIPE;
    int refused = 0;

    (void)state;
    r.shift = 0; /* labels that say nothing about scores */
    for (r.seed = 1; r.seed <= 12; r.seed++) {
        test_population p;
        retort_case c;
        retort_evidence e;

        test_population_init(&p, &r);
        c = test_case_of(&p, TAUGHT, 2);
        e = weigh(&p, &c);
        assert_string_not_equal(e.verdict, "against");
        if (strcmp(e.verdict, "refused") == 0) {
            refused++;
            assert_true(!rule(&e, "slope")->passed ||
                        !rule(&e, "skipped-draws")->passed);
        } else {
            assert_string_equal(e.verdict, "inconclusive");
            assert_true(fabs(e.llr) < 0.5);
        }
        test_population_release(&p);
    }
    assert_in_range(refused, 1, 11);
}

static void weigh__finds_a_control_no_student(void **state)
{
    test_recipe r = TEST_RECIPE;
    test_population p;

    (void)state;
    r.shift = 6;
    test_population_init(&p, &r);
    for (size_t i = 0; i < p.count; i++) {
        retort_case c = test_case_of(&p, TAUGHT, 0);
        retort_case_options o = TEST_OPTIONS;
        retort_evidence e;

        if (p.items[i].reference != TAUGHT || p.items[i].use != RETORT_USE_NULL)
            continue;
        o.draws = 20;
        c.at[RETORT_CLOSED] = p.items[i].at[RETORT_CLOSED];
        c.at[RETORT_OPEN] = p.items[i].at[RETORT_OPEN];
        e = weigh_as(&p, RETORT_PROPOSITION_DISTILLED, &c, &o);
        assert_true(e.closed.llr <= 0);
        assert_string_not_equal(e.verdict, "supported");
    }
    test_population_release(&p);
}

static void at__rises_up_to_a_ceiling(void **state)
{
    const uint32_t nobody[2] = {RETORT_LINEAGE_NONE, RETORT_LINEAGE_NONE};
    test_population p;
    double before = -(double)INFINITY;
    int rises = 0;
    int rests = 0;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    for (double score = -3; score < 9; score += 0.25) {
        retort_case_point at;

        assert_int_equal(retort_case_at(&p.all, RETORT_PROPOSITION_DISTILLED,
                                        RETORT_CLOSED, false, nobody, 0, score,
                                        &TEST_OPTIONS, &at, NULL),
                         RETORT_OK);
        assert_true(at.raw >= before);
        assert_true(at.raw == before || rests == 0); /* once up, for good */
        *(at.raw > before ? &rises : &rests) += 1;
        before = at.raw;
        assert_int_equal(at.positive_lineages, 16);
        assert_int_equal(at.null_lineages, 32);
    }
    assert_true(rises > 10 && rests > 10);
    test_population_release(&p);
}

/* Where there is no ceiling: that has one side only. */
static void at__turns_round_with_the_labels(void **state)
{
    const uint32_t nobody[2] = {RETORT_LINEAGE_NONE, RETORT_LINEAGE_NONE};
    test_recipe r = TEST_RECIPE;
    test_population p;
    retort_case_point a;
    retort_case_point b;

    (void)state;
    r.taught = r.references; /* every reference has both classes */
    test_population_init(&p, &r);
    assert_int_equal(retort_case_at(&p.all, RETORT_PROPOSITION_SAME,
                                    RETORT_CLOSED, false, nobody, 0, 1.75,
                                    &TEST_OPTIONS, &a, NULL),
                     RETORT_OK);
    for (size_t i = 0; i < p.count; i++) {
        p.items[i].use = p.items[i].use == RETORT_USE_NULL ? RETORT_USE_POSITIVE
                                                           : RETORT_USE_NULL;
        p.items[i].at[RETORT_CLOSED].score *= -1;
    }
    assert_int_equal(retort_case_at(&p.all, RETORT_PROPOSITION_SAME,
                                    RETORT_CLOSED, false, nobody, 0, -1.75,
                                    &TEST_OPTIONS, &b, NULL),
                     RETORT_OK);
    assert_true(fabs(a.raw + b.raw) < 1e-10);
    assert_int_equal(a.positive_lineages, b.null_lineages);
    test_population_release(&p);
}

static void at__agrees_with_weigh(void **state)
{
    const uint32_t leave[2] = {RETORT_LINEAGE_NONE, UNTAUGHT};
    test_population p;
    retort_case c;
    retort_evidence e;
    retort_case_point at;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    c = test_case_of(&p, UNTAUGHT, HIGH);
    e = weigh(&p, &c);
    for (int o = 0; o < RETORT_SETTINGS; o++) {
        const retort_setting *s = o == RETORT_CLOSED ? &e.closed : &e.open;

        assert_int_equal(retort_case_at(&p.all, RETORT_PROPOSITION_DISTILLED,
                                        (retort_open)o, true, leave, UNTAUGHT,
                                        c.at[o].score, &TEST_OPTIONS, &at,
                                        NULL),
                         RETORT_OK);
        assert_true(at.raw == s->raw && at.llr == s->llr);
        assert_true(at.lower == s->lower && at.upper == s->upper);
        assert_int_equal(at.null_lineages, s->null_lineages);
    }
    test_population_release(&p);
}

static void at__has_no_ratio_without_a_fit(void **state)
{
    const uint32_t nobody[2] = {RETORT_LINEAGE_NONE, RETORT_LINEAGE_NONE};
    test_population p;
    retort_case_point at;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    p.sets[2].count = 0;
    assert_int_equal(retort_case_at(&p.all, RETORT_PROPOSITION_DISTILLED,
                                    RETORT_CLOSED, false, nobody, 0, 1,
                                    &TEST_OPTIONS, &at, NULL),
                     RETORT_OK);
    assert_true(isnan(at.raw) && isnan(at.llr));
    p.all.set_count = 0; /* a calibration of other propositions */
    assert_int_equal(retort_case_at(&p.all, RETORT_PROPOSITION_DISTILLED,
                                    RETORT_CLOSED, false, nobody, 0, 1,
                                    &TEST_OPTIONS, &at, NULL),
                     RETORT_OK);
    assert_true(isnan(at.raw));
    test_population_release(&p);
}

/* S01 */
static void weigh__says_nothing_where_all_scores_are_equal(void **state)
{
    test_population p;
    retort_case c;
    retort_evidence e;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    for (size_t i = 0; i < p.count; i++) {
        memset(p.items[i].at, 0, sizeof(p.items[i].at));
        p.items[i].at[0].score = p.items[i].at[1].score = 0.5;
    }
    c = test_case_of(&p, TAUGHT, 0.5);
    memset(c.at, 0, sizeof(c.at));
    c.at[0].score = c.at[1].score = 0.5;
    e = weigh(&p, &c);
    assert_string_equal(e.verdict, "inconclusive");
    assert_string_equal(e.label, RETORT_WORDING_UNDECIDED);
    assert_true(e.llr == 0 && e.low == 0 && e.high == 0);
    assert_true(isnan(e.closed.sandwich_low));
    c.at[1].score = 0.6; /* nothing was calibrated there */
    e = weigh(&p, &c);
    assert_refused_by(&e, "score-range");
    test_population_release(&p);
}

/* S02 */
static void weigh__bounds_perfect_separation(void **state)
{
    test_recipe r = TEST_RECIPE;
    test_population p;
    retort_case c;
    retort_evidence e;

    (void)state;
    r.shift = 30;
    test_population_init(&p, &r);
    c = test_case_of(&p, TAUGHT, 30);
    e = weigh(&p, &c);
    assert_string_equal(e.verdict, "supported");
    assert_true(e.closed.llr <= log10(32) + 1e-12);
    assert_true(e.closed.high <= log10(32) + 1e-12);
    assert_string_not_equal(e.closed.active, "none");
    test_population_release(&p);
}

/* S03, S06 */
static void weigh__refuses_what_cannot_be_fitted(void **state)
{
    test_population p;
    retort_case c;
    retort_evidence e;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    c = test_case_of(&p, TAUGHT, -HIGH);
    for (size_t i = 0; i < p.count; i++) {
        p.items[i].at[0].score *= -1;
        p.items[i].at[1].score *= -1;
    }
    e = weigh(&p, &c);
    assert_string_equal(e.verdict, "refused");
    assert_false(rule(&e, "slope")->passed);
    assert_true(isnan(e.power));
    p.all.model_count = 0;
    p.all.lineage_count = 0;
    p.all.set_count = 0;
    e = weigh(&p, &c);
    assert_string_equal(e.verdict, "refused");
    assert_true(rule(&e, "positive-lineages")->value == 0);
    assert_true(isnan(rule(&e, "length-least")->limit));
    assert_true(retort_wording_is_clean(e.sentence, NULL));
    test_population_release(&p);
}

/* S04 */
static void weigh__notices_numbers_that_are_none(void **state)
{
    test_population p;
    retort_case c;
    retort_evidence e;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    c = test_case_of(&p, TAUGHT, (double)NAN);
    e = weigh(&p, &c);
    assert_string_equal(e.verdict, "refused");
    assert_false(rule(&e, "score-range")->passed);
    assert_true(isnan(e.p));
    c = test_case_of(&p, TAUGHT, (double)INFINITY);
    assert_int_equal(retort_case_weigh(&p.all, RETORT_PROPOSITION_DISTILLED, &c,
                                       &TEST_OPTIONS, &ARENA, &e, NULL),
                     RETORT_ERR_INTERNAL);
    c = test_case_of(&p, TAUGHT, HIGH);
    p.items[3].at[RETORT_OPEN].score = -(double)INFINITY;
    assert_int_equal(retort_case_weigh(&p.all, RETORT_PROPOSITION_DISTILLED, &c,
                                       &TEST_OPTIONS, &ARENA, &e, NULL),
                     RETORT_ERR_INTERNAL);
    test_population_release(&p);
}

/* A rule that a field of the case decides: the field's address and limits. */
struct provoked {
    const char *id;
    size_t field;
    bool is_count;
    double limit;
    double step; /* to the bad side */
};

#define IN_CASE(f) offsetof(retort_case, f)

static void set(retort_case *c, const struct provoked *r, double value)
{
    uint32_t count = (uint32_t)value;

    if (r->is_count)
        memcpy((char *)c + r->field, &count, sizeof(count));
    else
        memcpy((char *)c + r->field, &value, sizeof(value));
}

static void weigh__refuses_by_each_rule_of_the_case(void **state)
{
    static const struct provoked ALL[] = {
        {"shared-prompts", IN_CASE(shared_prompts), true, 100, -1},
        {"control-lineages", IN_CASE(control_lineages), true, 10, -1},
        {"control-vendors", IN_CASE(control_vendors), true, 8, -1},
        {"length-least", IN_CASE(median_chars), false, 600, -1},
        {"length-most", IN_CASE(median_chars), false, 1070, 1},
        {"language-least", IN_CASE(closed_class_share), false, 0.40, -1e-6},
        {"language-most", IN_CASE(closed_class_share), false, 0.40 + 0.001 * 47,
         1e-6},
        {"constant-text", IN_CASE(same_reply_share), false, 0.05, 1e-6},
        {"identical-replies", IN_CASE(identical_share), false, 0.05, 1e-6},
        {"split-half", IN_CASE(split_half), false, 0.05, -1e-6},
    };
    test_population p;
    retort_case_options o = TEST_OPTIONS;

    (void)state;
    o.draws = 40;
    test_population_init(&p, &TEST_RECIPE);
    for (size_t i = 0; i < sizeof(ALL) / sizeof(ALL[0]); i++) {
        const struct provoked *r = &ALL[i];

        for (int by = -1; by <= 1; by++) {
            retort_case c = test_case_of(&p, TAUGHT, HIGH);
            retort_evidence e;

            set(&c, r, r->limit + by * r->step);
            c.suspect_prompts = c.shared_prompts;
            e = weigh_as(&p, RETORT_PROPOSITION_DISTILLED, &c, &o);
            if (by > 0)
                assert_refused_by(&e, r->id);
            else
                assert_string_equal(e.verdict, "supported");
        }
    }
    test_population_release(&p);
}

static void weigh__refuses_a_suspect_older_than_r(void **state)
{
    static const char *const RELEASED[] = {"2023-04", "2023-03", "2023-02"};
    test_population p;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    for (int i = 0; i < 3; i++) {
        retort_case c = test_case_of(&p, TAUGHT, HIGH);
        retort_evidence e;

        c.released = RELEASED[i];
        e = weigh(&p, &c);
        if (i == 2)
            assert_refused_by(&e, "release-order");
        else
            assert_string_equal(e.verdict, "supported");
        c.reference_released = "";
        e = weigh(&p, &c);
        assert_true(rule(&e, "release-order")->passed);
        assert_string_equal(e.verdict, "supported");
    }
    test_population_release(&p);
}

/* Take all pairs of suspect lineages @p first and on out of the population. */
static void drop_lineages(test_population *p, uint32_t first, uint32_t end)
{
    for (size_t i = 0; i < p->count; i++) {
        if (p->items[i].suspect_lineage >= first &&
            p->items[i].suspect_lineage < end)
            p->items[i].use = RETORT_USE_COUNT;
    }
}

static void weigh__refuses_with_few_lineages(void **state)
{
    static const struct {
        const char *id;
        uint32_t students, others, taught, reference;
        uint32_t first, end; /* lineages dropped at the limit */
    } ALL[] = {
        /* 2 of 7 students are R's: 5 are left; the lineages dropped are 1 */
        {"positive-lineages", 7, 20, 5, 1, 16, 17},
        {"null-lineages", 8, 12, 8, 12, 27, 28},
    };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        for (int drop = 0; drop < 2; drop++) {
            test_recipe r = TEST_RECIPE;
            test_population p;
            retort_case c;
            retort_evidence e;
            const retort_rule *held;

            r.students = ALL[i].students;
            r.others = ALL[i].others;
            r.taught = ALL[i].taught;
            r.shift = 6;
            test_population_init(&p, &r);
            if (drop)
                drop_lineages(&p, 18, 19);
            c = test_case_of(&p, ALL[i].reference, 6);
            e = weigh(&p, &c);
            held = rule(&e, ALL[i].id);
            assert_true(held->value == held->limit - drop);
            if (drop)
                assert_refused_by(&e, ALL[i].id);
            else
                assert_true(held->passed);
            test_population_release(&p);
        }
    }
}

/* Null suspects of R itself: 9, 8, 7. */
static void weigh__refuses_with_few_null_suspects_of_r(void **state)
{
    (void)state;
    for (uint32_t left = 9; left >= 7; left--) {
        test_population p;
        retort_case c;
        retort_evidence e;

        test_population_init(&p, &TEST_RECIPE);
        for (size_t i = 0; i < p.count; i++) {
            if (p.items[i].reference == UNTAUGHT &&
                p.items[i].suspect_lineage >= 16 + left)
                p.items[i].use = RETORT_USE_COUNT;
        }
        c = test_case_of(&p, UNTAUGHT, HIGH);
        e = weigh(&p, &c);
        assert_true(rule(&e, "null-lineages-reference")->value == left);
        if (left < 8)
            assert_refused_by(&e, "null-lineages-reference");
        else
            assert_int_equal(failed(&e), 0);
        test_population_release(&p);
    }
}

/* Taught reference lineages behind a common source: 4, 3, 2. */
static void weigh__refuses_a_source_of_few_references(void **state)
{
    (void)state;
    for (uint32_t taught = 4; taught >= 2; taught--) {
        test_recipe r = TEST_RECIPE;
        retort_case_options o = TEST_OPTIONS;
        test_population p;
        retort_case c;
        retort_evidence e;

        r.taught = taught;
        r.shift = 6;
        test_population_init(&p, &r);
        c = test_case_of(&p, UNTAUGHT, 4);
        o.draws = 0;
        e = weigh_as(&p, RETORT_PROPOSITION_DISTILLED, &c, &o);
        assert_true(rule(&e, "reference-lineages")->value == taught);
        if (taught < 3)
            assert_refused_by(&e, "reference-lineages");
        else
            assert_int_equal(failed(&e), 0);
        c = test_case_of(&p, 1, 4); /* R has students: not asked */
        e = weigh_as(&p, RETORT_PROPOSITION_DISTILLED, &c, &o);
        assert_true(isnan(rule(&e, "reference-lineages")->value));
        assert_true(rule(&e, "reference-lineages")->passed);
        test_population_release(&p);
    }
}

static void weigh__refuses_when_draws_have_no_fit(void **state)
{
    test_recipe r = TEST_RECIPE;
    bool seen = false;

    (void)state;
    r.shift = 0.1;
    for (r.seed = 1; r.seed < 40 && !seen; r.seed++) {
        test_population p;
        retort_case c;
        retort_evidence e;

        test_population_init(&p, &r);
        c = test_case_of(&p, TAUGHT, 1);
        e = weigh(&p, &c);
        if (!rule(&e, "skipped-draws")->passed) {
            seen = true;
            assert_refused_by(&e, "skipped-draws");
            assert_true(rule(&e, "skipped-draws")->value > 0.2);
            assert_true(e.closed.skipped > 0);
        }
        test_population_release(&p);
    }
    assert_true(seen);
}

static void weigh__refuses_a_score_out_of_range(void **state)
{
    test_population p;
    retort_case c;
    retort_evidence e;
    double most = -(double)INFINITY;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    c = test_case_of(&p, TAUGHT, HIGH);
    e = weigh(&p, &c);
    for (size_t i = 0; i < p.count; i++) {
        if (p.items[i].reference < 8 && p.items[i].reference != TAUGHT)
            most = fmax(most, p.items[i].at[RETORT_CLOSED].score);
    }
    for (int i = -1; i <= 1; i++) {
        c.at[RETORT_CLOSED].score = most + e.closed.sd * (1 + 1e-6 * i);
        c.at[RETORT_OPEN].score = 1;
        if (i > 0) {
            e = weigh(&p, &c);
            assert_refused_by(&e, "score-range");
        } else {
            retort_evidence inside = weigh(&p, &c);

            if (i < 0)
                assert_true(rule(&inside, "score-range")->passed);
            assert_true(fabs(rule(&inside, "score-range")->value - 1) < 1e-5);
        }
    }
    test_population_release(&p);
}

static void weigh__refuses_by_a_limit_of_the_calibration(void **state)
{
    const retort_rule acceptance = {
        "cllr-upper", "Cllr stays below 1.", 1.2, 1, false, false};
    test_population p;
    retort_case c;
    retort_evidence e;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    c = test_case_of(&p, TAUGHT, HIGH);
    c.acceptance = &acceptance;
    c.acceptance_count = 1;
    e = weigh(&p, &c);
    assert_refused_by(&e, "cllr-upper");
    assert_true(!isnan(e.power));
    assert_true(!isnan(e.p));
    test_population_release(&p);
}

static void weigh__warns_and_caps_with_few_prompts(void **state)
{
    test_recipe r = TEST_RECIPE;
    test_population p;

    (void)state;
    r.shift = 12;
    r.others = 60;
    r.students = 60;
    test_population_init(&p, &r);
    for (uint32_t n = 199; n <= 201; n++) {
        retort_case c = test_case_of(&p, TAUGHT, 12);
        retort_evidence e;

        c.shared_prompts = c.suspect_prompts = n;
        e = weigh(&p, &c);
        assert_string_equal(e.verdict, "supported");
        assert_true(e.low > 1);
        assert_string_equal(e.label, n < 200 ? "limited" : "moderate");
        assert_int_equal(rule(&e, "shared-prompts-advised")->passed, n >= 200);
        c.shared_prompts = 400;
        c.suspect_prompts = 444 + (n - 199); /* share .9009, .8989, .8969 */
        e = weigh(&p, &c);
        assert_string_equal(e.verdict, "supported");
        assert_int_equal(rule(&e, "prompt-overlap")->passed, n == 199);
    }
    test_population_release(&p);
}

static void weigh__has_no_verdict_without_draws(void **state)
{
    retort_case_options o = TEST_OPTIONS;
    test_population p;
    retort_case c;
    retort_evidence e;

    (void)state;
    o.draws = 0;
    test_population_init(&p, &TEST_RECIPE);
    c = test_case_of(&p, TAUGHT, HIGH);
    e = weigh_as(&p, RETORT_PROPOSITION_DISTILLED, &c, &o);
    assert_string_equal(e.verdict, "inconclusive");
    assert_true(e.llr > 0 && isnan(e.low));
    assert_non_null(strstr(e.sentence, "no interval was calculated"));
    test_population_release(&p);
}

static void weigh__finds_rivals_and_keeps_the_lineage_of_r_out(void **state)
{
    test_population p;
    retort_case c;
    retort_evidence e;
    retort_case_rival rivals[3];

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    c = test_case_of(&p, TAUGHT, HIGH);
    rivals[0] = (retort_case_rival){"twin", c.reference_lineage, &c.at[0]};
    rivals[1] = (retort_case_rival){"near", "other", &c.at[0]};
    rivals[2] = (retort_case_rival){"far", "third", &p.items[0].at[0]};
    c.rivals = rivals;
    c.rival_count = 3;
    e = weigh(&p, &c);
    assert_int_equal(e.rival_count, 1);
    assert_string_equal(e.rivals[0].model, "near");
    assert_non_null(strstr(e.sentence, "{R, near}"));
    test_population_release(&p);
}

static void weigh__checks_its_options(void **state)
{
    static const struct {
        uint32_t draws;
        double prior, ridge;
        retort_status expected;
    } ALL[] = {
        {RETORT_CASE_DRAWS_MAX + 1, 0.5, 0.01, RETORT_ERR_ARG},
        {0, 0, 0.01, RETORT_ERR_ARG},
        {0, 1, 0.01, RETORT_ERR_ARG},
        {0, (double)NAN, 0.01, RETORT_ERR_ARG},
        {0, 0.5, -1, RETORT_ERR_ARG},
        {0, 0.5, (double)INFINITY, RETORT_ERR_ARG},
        {1, 0.1, 0, RETORT_OK},
    };
    test_population p;
    retort_case c;

    (void)state;
    test_population_init(&p, &TEST_RECIPE);
    c = test_case_of(&p, TAUGHT, HIGH);
    for (size_t i = 0; i < sizeof(ALL) / sizeof(ALL[0]); i++) {
        const uint32_t nobody[2] = {RETORT_LINEAGE_NONE, RETORT_LINEAGE_NONE};
        retort_case_options o = {ALL[i].draws, 1, ALL[i].prior, ALL[i].ridge,
                                 NULL};
        retort_evidence e;
        retort_case_point at;

        assert_int_equal(retort_case_weigh(&p.all, RETORT_PROPOSITION_DISTILLED,
                                           &c, &o, &ARENA, &e, NULL),
                         ALL[i].expected);
        assert_string_equal(e.caution, retort_wording_caution());
        assert_int_equal(retort_case_at(&p.all, RETORT_PROPOSITION_DISTILLED,
                                        RETORT_CLOSED, false, nobody, 0, 1, &o,
                                        &at, NULL),
                         ALL[i].expected);
    }
    test_population_release(&p);
}

static void weigh__is_always_clean(void **state)
{
    test_recipe r = TEST_RECIPE;
    retort_case_options o = TEST_OPTIONS;

    (void)state;
    o.draws = 20;
    for (r.seed = 100; r.seed < 140; r.seed++) {
        test_population p;
        test_noise n = {r.seed};
        const char *found;

        r.shift = (double)test_noise_below(&n, 60) / 10;
        r.students = 4 + (uint32_t)test_noise_below(&n, 20);
        test_population_init(&p, &r);
        for (int i = 0; i < 4; i++) {
            retort_case c =
                test_case_of(&p, (uint32_t)test_noise_below(&n, 16),
                             (double)test_noise_below(&n, 80) / 10 - 3);
            retort_evidence e;

            c.shared_prompts = (uint32_t)test_noise_below(&n, 400);
            e = weigh_as(&p, RETORT_PROPOSITION_DISTILLED, &c, &o);
            if (!retort_wording_is_clean(e.sentence, &found))
                fail_msg("\"%s\" in: %s", found, e.sentence);
            assert_string_equal(e.caution, retort_wording_caution());
            assert_int_equal(strcmp(e.verdict, "refused") == 0,
                             retort_rules_refuse(e.rules, e.rule_count));
            assert_int_equal(strcmp(e.verdict, "refused") == 0, isnan(e.llr));
        }
        test_population_release(&p);
    }
}

static void weigh__tells_when_memory_is_refused(void **state)
{
    retort_case_options o = TEST_OPTIONS;
    test_population p;
    retort_status st = RETORT_ERR_NOMEM;
    retort_case c;
    long n = 0;

    (void)state;
    o.draws = 2;
    test_population_init(&p, &TEST_RECIPE);
    c = test_case_of(&p, UNTAUGHT, HIGH);
    for (; st == RETORT_ERR_NOMEM; n++) {
        retort_arena arena = {0};
        retort_err err = {0};
        retort_evidence e;

        retort_mem_fail_at(n);
        st = retort_case_weigh(&p.all, RETORT_PROPOSITION_DISTILLED, &c, &o,
                               &arena, &e, &err);
        retort_mem_fail_at(-1);
        assert_int_equal(err.code, st);
        retort_arena_release(&arena);
    }
    assert_int_equal(st, RETORT_OK);
    assert_true(n > 100);
    test_population_release(&p);
}

#define TEST(f) cmocka_unit_test_teardown(f, release_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(weigh__supports_and_speaks_against),
        TEST(weigh__leaves_both_lineages_out),
        TEST(weigh__scales_an_untaught_reference),
        TEST(weigh__takes_pairs_of_a_new_reference),
        TEST(weigh__asks_kin_over_taught_references),
        TEST(weigh__gives_the_same_bytes_for_any_threads),
        TEST(weigh__does_not_care_for_order_and_names),
        TEST(weigh__gives_another_interval_for_another_seed),
        TEST(weigh__counts_lineages_not_models),
        TEST(weigh__finds_little_in_shuffled_labels),
        TEST(weigh__finds_a_control_no_student),
        TEST(at__rises_up_to_a_ceiling),
        TEST(at__turns_round_with_the_labels),
        TEST(at__agrees_with_weigh),
        TEST(at__has_no_ratio_without_a_fit),
        TEST(weigh__says_nothing_where_all_scores_are_equal),
        TEST(weigh__bounds_perfect_separation),
        TEST(weigh__refuses_what_cannot_be_fitted),
        TEST(weigh__notices_numbers_that_are_none),
        TEST(weigh__refuses_by_each_rule_of_the_case),
        TEST(weigh__refuses_a_suspect_older_than_r),
        TEST(weigh__refuses_with_few_lineages),
        TEST(weigh__refuses_with_few_null_suspects_of_r),
        TEST(weigh__refuses_a_source_of_few_references),
        TEST(weigh__refuses_when_draws_have_no_fit),
        TEST(weigh__refuses_a_score_out_of_range),
        TEST(weigh__refuses_by_a_limit_of_the_calibration),
        TEST(weigh__warns_and_caps_with_few_prompts),
        TEST(weigh__has_no_verdict_without_draws),
        TEST(weigh__finds_rivals_and_keeps_the_lineage_of_r_out),
        TEST(weigh__checks_its_options),
        TEST(weigh__is_always_clean),
        TEST(weigh__tells_when_memory_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
