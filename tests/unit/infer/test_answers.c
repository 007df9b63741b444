#include "infer/answers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "infer/wording.h"

static void blank__says_nothing(void **state)
{
    retort_evidence e;

    (void)state;
    retort_evidence_blank(RETORT_PROPOSITION_TUNED, &e);
    assert_string_equal(e.proposition, "tuned");
    assert_string_equal(e.verdict, "not available");
    assert_string_equal(e.caution, retort_wording_caution());
    assert_string_equal(e.sentence, "");
    assert_string_equal(e.label, "");
    assert_string_equal(e.headline, "");
    assert_string_equal(e.calibration, "");
    assert_string_equal(e.explained_by, "");
    assert_string_equal(e.closed.active, "");
    assert_true(isnan(e.llr));
    assert_true(isnan(e.open.score));
    assert_true(isnan(e.p));
    assert_true(isnan(e.power));
    assert_int_equal(e.rule_count, 0);
}

static void reuse__flags_from_the_limit_up(void **state)
{
    static const double SHARE[] = {0, 0.0499, 0.05, 0.0501, 1};
    retort_arena arena = {0};

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        retort_evidence e;

        assert_int_equal(retort_reuse_weigh(SHARE[i], 120, &arena, &e, NULL),
                         RETORT_OK);
        assert_string_equal(e.verdict, i < 2 ? "not flagged" : "flagged");
        assert_int_equal(e.rules[0].passed, i < 2);
        assert_true(e.rules[0].value == SHARE[i]);
        assert_true(e.rules[0].limit == 0.05);
        assert_false(e.rules[0].refuses);
        assert_true(e.closed.score == SHARE[i]);
        assert_true(isnan(e.llr));
        assert_true(retort_wording_is_clean(e.sentence, NULL));
        assert_non_null(strstr(e.sentence, "120"));
    }
    retort_arena_release(&arena);
}

static void reuse__says_the_share(void **state)
{
    retort_arena arena = {0};
    retort_evidence e;

    (void)state;
    assert_int_equal(retort_reuse_weigh(0.1525, 80, &arena, &e, NULL),
                     RETORT_OK);
    assert_non_null(strstr(e.sentence, "15.25 %"));
    assert_non_null(strstr(e.sentence, "from 5 % up"));
    retort_arena_release(&arena);
}

static void reuse__is_not_available_without_prompts(void **state)
{
    retort_arena arena = {0};
    retort_evidence e;

    (void)state;
    assert_int_equal(retort_reuse_weigh((double)NAN, 120, &arena, &e, NULL),
                     RETORT_OK);
    assert_string_equal(e.verdict, "not available");
    assert_int_equal(retort_reuse_weigh(0.5, 0, &arena, &e, NULL), RETORT_OK);
    assert_string_equal(e.verdict, "not available");
    assert_int_equal(e.rule_count, 0);
    assert_true(strlen(e.sentence) > 0);
    retort_arena_release(&arena);
}

static void reuse__tells_when_memory_is_refused(void **state)
{
    retort_status st = RETORT_ERR_NOMEM;
    long n = 0;

    (void)state;
    for (; st == RETORT_ERR_NOMEM; n++) {
        retort_arena arena = {0};
        retort_evidence e;

        retort_mem_fail_at(n);
        st = retort_reuse_weigh(0.5, 10, &arena, &e, NULL);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || e.sentence[0] == '\0');
        retort_arena_release(&arena);
    }
    assert_int_equal(st, RETORT_OK);
    assert_true(n > 2);
}

static void canary__is_not_available(void **state)
{
    retort_evidence e;

    (void)state;
    retort_canary_absent(&e);
    assert_string_equal(e.proposition, "canary");
    assert_string_equal(e.verdict, "not available");
    assert_non_null(strstr(e.sentence, "keys"));
    assert_true(retort_wording_is_clean(e.sentence, NULL));
}

static void make(retort_evidence five[RETORT_PROPOSITION_COUNT],
                 const char *same, const char *tuned, const char *reuse)
{
    for (int i = 0; i < RETORT_PROPOSITION_COUNT; i++) {
        retort_evidence_blank((retort_proposition)i, &five[i]);
        five[i].verdict = "supported";
        five[i].explained_by = "stale";
    }
    five[RETORT_PROPOSITION_SAME].verdict = same;
    five[RETORT_PROPOSITION_TUNED].verdict = tuned;
    five[RETORT_PROPOSITION_REUSE].verdict = reuse;
    retort_evidence_explain(five);
}

static void explain__names_the_first_that_holds(void **state)
{
    retort_evidence e[RETORT_PROPOSITION_COUNT];

    (void)state;
    make(e, "supported", "supported", "flagged");
    assert_string_equal(e[RETORT_PROPOSITION_SAME].explained_by, "");
    assert_string_equal(e[RETORT_PROPOSITION_TUNED].explained_by, "same");
    assert_string_equal(e[RETORT_PROPOSITION_REUSE].explained_by, "same");
    assert_string_equal(e[RETORT_PROPOSITION_DISTILLED].explained_by, "same");
    assert_string_equal(e[RETORT_PROPOSITION_CANARY].explained_by, "");
    make(e, "against", "supported", "flagged");
    assert_string_equal(e[RETORT_PROPOSITION_TUNED].explained_by, "");
    assert_string_equal(e[RETORT_PROPOSITION_REUSE].explained_by, "");
    assert_string_equal(e[RETORT_PROPOSITION_DISTILLED].explained_by, "tuned");
    make(e, "inconclusive", "refused", "flagged");
    assert_string_equal(e[RETORT_PROPOSITION_DISTILLED].explained_by, "reuse");
    make(e, "inconclusive", "refused", "not flagged");
    assert_string_equal(e[RETORT_PROPOSITION_DISTILLED].explained_by, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blank__says_nothing),
        cmocka_unit_test(reuse__flags_from_the_limit_up),
        cmocka_unit_test(reuse__says_the_share),
        cmocka_unit_test(reuse__is_not_available_without_prompts),
        cmocka_unit_test(reuse__tells_when_memory_is_refused),
        cmocka_unit_test(canary__is_not_available),
        cmocka_unit_test(explain__names_the_first_that_holds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
