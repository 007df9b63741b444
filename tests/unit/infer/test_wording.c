#include "infer/wording.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "infer/answers.h"
#include "support/noise.h"

static void label__has_its_ends(void **state)
{
    static const struct {
        double end;
        const char *word;
    } ALL[] = {
        {0.0001, "slight"},
        {0.2999, "slight"},
        {0.3, "limited"},
        {1, "limited"},
        {1.0001, "moderate"},
        {2, "moderate"},
        {2.0001, "moderately strong"},
        {3, "moderately strong"},
        {3.0001, "strong"},
        {4, "strong"},
        {4.0001, "very strong"},
        {6, "very strong"},
        {6.0001, "extremely strong"},
        {99, "extremely strong"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(ALL) / sizeof(ALL[0]); i++) {
        assert_string_equal(retort_wording_label(ALL[i].end, false),
                            ALL[i].word);
        assert_string_equal(retort_wording_label(-ALL[i].end, false),
                            ALL[i].word);
        assert_string_equal(retort_wording_label(ALL[i].end, true),
                            ALL[i].end < 0.3 ? "slight" : "limited");
    }
    assert_string_equal(retort_wording_label(0, false),
                        RETORT_WORDING_UNDECIDED);
    assert_string_equal(retort_wording_label((double)NAN, true),
                        RETORT_WORDING_UNDECIDED);
}

static void nearest_end__is_0_where_the_interval_holds_it(void **state)
{
    (void)state;
    assert_true(retort_wording_nearest_end(0.5, 2) == 0.5);
    assert_true(retort_wording_nearest_end(-2, -0.5) == -0.5);
    assert_true(retort_wording_nearest_end(-1, 1) == 0);
    assert_true(retort_wording_nearest_end(0, 1) == 0);
    assert_true(retort_wording_nearest_end(-1, 0) == 0);
    assert_true(retort_wording_nearest_end((double)NAN, 1) == 0);
    assert_true(retort_wording_nearest_end(1, (double)NAN) == 0);
}

static void expect_number(double x, int figures, const char *expected)
{
    retort_buf b;

    retort_buf_init(&b, 256);
    retort_wording_figures(&b, x, figures);
    assert_int_equal(retort_buf_status(&b), RETORT_OK);
    assert_string_equal(b.ptr, expected);
    retort_buf_release(&b);
}

static void figures__are_as_many_as_asked(void **state)
{
    (void)state;
    expect_number(3.24, 2, "3.2");
    expect_number(9.96, 2, "10");
    expect_number(1, 2, "1.0");
    expect_number(12.4, 2, "12");
    expect_number(1254, 2, "1300");
    expect_number(0.0312, 2, "0.031");
    expect_number(-0.5, 2, "-0.50");
    expect_number(123456, 4, "123500");
    expect_number(3.14159, 4, "3.142");
    expect_number(1e20, 2, "1.0e20");
    expect_number(1e-12, 1, "1e-12");
    expect_number(0, 2, "0");
    expect_number((double)NAN, 2, "not known");
    expect_number(-(double)INFINITY, 2, "-infinite");
}

static void percent__drops_zeros(void **state)
{
    retort_buf b;

    (void)state;
    retort_buf_init(&b, 256);
    retort_wording_percent(&b, 0.05);
    retort_buf_puts(&b, " ");
    retort_wording_percent(&b, 0.049876);
    assert_string_equal(b.ptr, "5 % 4.988 %");
    retort_buf_release(&b);
}

/* Supported evidence for *distilled*. */
static retort_evidence evidence(double llr, double low, double high,
                                const char *verdict)
{
    retort_evidence e;

    retort_evidence_blank(RETORT_PROPOSITION_DISTILLED, &e);
    e.verdict = verdict;
    e.llr = e.closed.llr = e.open.llr = llr;
    e.low = low;
    e.high = high;
    e.headline = "closed";
    e.calibration = "other teachers";
    e.p = 0.25;
    e.p_floor = 1.0 / 20;
    return e;
}

static void write_all(retort_evidence *e, retort_arena *arena)
{
    assert_int_equal(retort_wording_write(e, arena, NULL), RETORT_OK);
}

static void expect_part(const retort_evidence *e, const char *part)
{
    if (!strstr(e->sentence, part))
        fail_msg("no \"%s\" in: %s", part, e->sentence);
}

static void write__says_the_direction_twice(void **state)
{
    const retort_proposition_info *p =
        retort_proposition_about(RETORT_PROPOSITION_DISTILLED);
    retort_arena arena = {0};
    retort_evidence e = evidence(1.5, 1.2, 1.7, "supported");
    const char *more;
    const char *less;

    (void)state;
    write_all(&e, &arena);
    assert_string_equal(e.label, "moderate");
    expect_part(&e, "Likelihood ratio 32, log10 1.50, 95 % interval 16 to 50");
    expect_part(&e, "moderate support for the proposition that S was trained");
    expect_part(&e, "closed calibration");
    more = strstr(e.sentence, "32 times more probable if ");
    less = strstr(e.sentence, "32 times less probable if ");
    assert_non_null(more);
    assert_non_null(less);
    more += strlen("32 times more probable if ");
    less += strlen("32 times less probable if ");
    assert_memory_equal(more, p->hp, strlen(p->hp));
    assert_memory_equal(less, p->hd, strlen(p->hd));
    retort_arena_release(&arena);
}

static void write__turns_a_ratio_below_one_round(void **state)
{
    const retort_proposition_info *p =
        retort_proposition_about(RETORT_PROPOSITION_DISTILLED);
    retort_arena arena = {0};
    retort_evidence e = evidence(-0.5, -0.9, -0.4, "against");
    const char *more;

    (void)state;
    write_all(&e, &arena);
    assert_string_equal(e.label, "limited");
    expect_part(&e, "Likelihood ratio 0.32, its inverse 3.2, log10 -0.50");
    expect_part(&e, "limited support for the proposition that S was made "
                    "without R's replies");
    more = strstr(e.sentence, "3.2 times more probable if ");
    assert_non_null(more);
    more += strlen("3.2 times more probable if ");
    assert_memory_equal(more, p->hd, strlen(p->hd));
    retort_arena_release(&arena);
}

static void write__does_not_decide_where_nothing_does(void **state)
{
    retort_arena arena = {0};
    retort_evidence e = evidence(0.4, -0.1, 0.9, "inconclusive");

    (void)state;
    write_all(&e, &arena);
    assert_string_equal(e.label, RETORT_WORDING_UNDECIDED);
    expect_part(&e, "The findings do not distinguish the propositions: "
                    "likelihood ratio and interval do not lie on one side");
    expect_part(&e, "2.5 times more probable");
    assert_null(strstr(e.sentence, "support for"));
    e.open.llr = -0.1;
    write_all(&e, &arena);
    expect_part(&e, "opposite directions");
    e = evidence(0.4, (double)NAN, (double)NAN, "inconclusive");
    write_all(&e, &arena);
    expect_part(&e, "no interval was calculated");
    expect_part(&e, "without an interval");
    retort_arena_release(&arena);
}

static void write__calls_weak_support_slight(void **state)
{
    retort_arena arena = {0};
    retort_evidence e = evidence(0.4, 0.1, 0.9, "supported");

    (void)state;
    write_all(&e, &arena);
    assert_string_equal(e.label, "slight");
    expect_part(&e, "slight support for the proposition that ");
    retort_arena_release(&arena);
}

static void write__caps_the_label_with_few_prompts(void **state)
{
    retort_rule rule = {"shared-prompts-advised", "", 199, 200, false, false};
    retort_arena arena = {0};
    retort_evidence e = evidence(2.5, 2.2, 2.9, "supported");

    (void)state;
    e.rules = &rule;
    e.rule_count = 1;
    write_all(&e, &arena);
    assert_string_equal(e.label, "limited");
    expect_part(&e, "fewer than 200 shared prompts");
    rule.passed = true;
    write_all(&e, &arena);
    assert_string_equal(e.label, "moderately strong");
    assert_null(strstr(e.sentence, "fewer than 200"));
    retort_arena_release(&arena);
}

static void write__names_what_a_refusal_misses(void **state)
{
    const retort_rule rules[] = {
        {"shared-prompts", "", 80, 100, false, true},
        {"constant-text", "", 0.0625, 0.05, false, true},
        {"devpav", "", 0.4, 0.3, false, true},
        {"split-half", "", (double)NAN, 0.3, false, true},
        {"control-vendors", "", 11, 8, true, true},
        {"prompt-overlap", "", 0.5, 0.9, false, false},
    };
    retort_arena arena = {0};
    retort_evidence e =
        evidence((double)NAN, (double)NAN, (double)NAN, "refused");

    (void)state;
    e.rules = rules;
    e.rule_count = 6;
    write_all(&e, &arena);
    assert_string_equal(e.label, "");
    expect_part(&e, "No likelihood ratio is given");
    expect_part(&e, "shared prompts 80, needed at least 100; ");
    expect_part(&e, "same reply of S 0.0625, allowed at most 0.05; ");
    expect_part(&e, "devpav 0.4 against a limit of 0.3; ");
    expect_part(&e, "profile not known, needed at least 0.3. ");
    assert_null(strstr(e.sentence, "vendors"));
    assert_null(strstr(e.sentence, "0.9"));
    assert_null(strstr(e.sentence, "times more"));
    expect_part(&e, "rank p 0.25");
    retort_arena_release(&arena);
}

static void write__widens_the_claim_to_rivals(void **state)
{
    const retort_rival rivals[6] = {{"m1", "a", 1, 1}, {"m2", "b", 1, 1},
                                    {"m3", "c", 1, 1}, {"m4", "d", 1, 1},
                                    {"m5", "e", 1, 1}, {"m6", "f", 1, 1}};
    retort_arena arena = {0};
    retort_evidence e = evidence(1.5, 1.2, 1.7, "supported");

    (void)state;
    e.rivals = rivals;
    e.rival_count = 2;
    write_all(&e, &arena);
    expect_part(&e, "{R, m1, m2}");
    e.rival_count = 6;
    write_all(&e, &arena);
    expect_part(&e, "{R, m1, m2, m3, m4 and 2 more}");
    e.rival_count = 0;
    write_all(&e, &arena);
    assert_null(strchr(e.sentence, '{'));
    retort_arena_release(&arena);
}

static void write__says_what_a_rank_cannot_reach(void **state)
{
    retort_arena arena = {0};
    retort_evidence e = evidence(1.5, 1.2, 1.7, "supported");

    (void)state;
    e.p_floor = 1.0 / 20; /* 19 lineages: exactly .05 */
    write_all(&e, &arena);
    expect_part(&e, "the 19 lineages of R's control suspects");
    assert_null(strstr(e.sentence, ".05 cannot be reached"));
    e.p_floor = 1.0 / 19;
    write_all(&e, &arena);
    expect_part(&e, "the 18 lineages of R's control suspects");
    expect_part(&e, "cannot be below 0.053, so that .05 cannot be reached.");
    retort_arena_release(&arena);
}

static void write__says_a_common_source(void **state)
{
    const char *const names[2] = {"x", "y"};
    retort_arena arena = {0};
    retort_evidence e = evidence(1.5, 1.2, 1.7, "supported");

    (void)state;
    e.calibration = "common source";
    e.scale_models = names;
    e.scale_model_count = 2;
    write_all(&e, &arena);
    expect_part(&e, "R has no documented students here");
    expect_part(&e, "the 2 control suspects of R itself");
    retort_arena_release(&arena);
}

/* Any numbers, any verdict, any proposition: no forbidden phrase. */
static void write__is_always_clean(void **state)
{
    static const char *const VERDICT[] = {"supported", "against",
                                          "inconclusive", "refused"};
    retort_arena arena = {0};
    test_noise n = {2024};

    (void)state;
    for (int i = 0; i < 3000; i++) {
        retort_evidence e =
            evidence((double)test_noise_below(&n, 20000) / 1000 - 10,
                     (double)test_noise_below(&n, 20000) / 1000 - 10,
                     (double)test_noise_below(&n, 20000) / 1000 - 10,
                     VERDICT[test_noise_below(&n, 4)]);
        const char *found;

        e.proposition =
            retort_proposition_about((retort_proposition)test_noise_below(
                                         &n, RETORT_PROPOSITION_COUNT))
                ->id;
        e.calibration =
            test_noise_below(&n, 2) ? "common source" : "other teachers";
        write_all(&e, &arena);
        if (!retort_wording_is_clean(e.sentence, &found))
            fail_msg("\"%s\" in: %s", found, e.sentence);
        assert_true(retort_wording_is_clean(e.label, NULL));
        assert_true(e.sentence[strlen(e.sentence) - 1] == '.');
        assert_null(strstr(e.sentence, "  "));
        retort_arena_reset(&arena);
    }
    retort_arena_release(&arena);
}

static void write__tells_when_memory_is_refused(void **state)
{
    retort_status st = RETORT_ERR_NOMEM;
    long n = 0;

    (void)state;
    for (; st == RETORT_ERR_NOMEM; n++) {
        retort_arena arena = {0};
        retort_evidence e = evidence(1.5, 1.2, 1.7, "supported");

        retort_mem_fail_at(n);
        st = retort_wording_write(&e, &arena, NULL);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || e.sentence[0] == '\0');
        retort_arena_release(&arena);
    }
    assert_int_equal(st, RETORT_OK);
    assert_true(n > 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(label__has_its_ends),
        cmocka_unit_test(nearest_end__is_0_where_the_interval_holds_it),
        cmocka_unit_test(figures__are_as_many_as_asked),
        cmocka_unit_test(percent__drops_zeros),
        cmocka_unit_test(write__says_the_direction_twice),
        cmocka_unit_test(write__turns_a_ratio_below_one_round),
        cmocka_unit_test(write__does_not_decide_where_nothing_does),
        cmocka_unit_test(write__calls_weak_support_slight),
        cmocka_unit_test(write__caps_the_label_with_few_prompts),
        cmocka_unit_test(write__names_what_a_refusal_misses),
        cmocka_unit_test(write__widens_the_claim_to_rivals),
        cmocka_unit_test(write__says_what_a_rank_cannot_reach),
        cmocka_unit_test(write__says_a_common_source),
        cmocka_unit_test(write__is_always_clean),
        cmocka_unit_test(write__tells_when_memory_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
