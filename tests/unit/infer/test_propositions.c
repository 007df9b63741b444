#include <retort/evidence.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <retort/screening.h>
#include <string.h>

#include "infer/wording.h"

static const char *const IDS[RETORT_PROPOSITION_COUNT] = {
    "same", "tuned", "reuse", "distilled", "canary"};

static void about__knows_five_questions_in_order(void **state)
{
    (void)state;
    for (int i = 0; i < RETORT_PROPOSITION_COUNT; i++)
        assert_string_equal(retort_proposition_about((retort_proposition)i)->id,
                            IDS[i]);
}

static void about__names_a_score_that_exists(void **state)
{
    (void)state;
    for (int i = 0; i < RETORT_PROPOSITION_COUNT; i++) {
        const char *score =
            retort_proposition_about((retort_proposition)i)->score;
        int known = i == RETORT_PROPOSITION_CANARY && score[0] == '\0';

        for (int s = 0; s < RETORT_SCORE_COUNT; s++)
            known +=
                strcmp(retort_score_about((retort_score)s)->id, score) == 0;
        assert_int_equal(known, 1);
    }
}

static void about__answers_three_by_ratio(void **state)
{
    (void)state;
    for (int i = 0; i < RETORT_PROPOSITION_COUNT; i++) {
        retort_answer expected =
            i == RETORT_PROPOSITION_REUSE    ? RETORT_ANSWER_LIMIT
            : i == RETORT_PROPOSITION_CANARY ? RETORT_ANSWER_KEYS
                                             : RETORT_ANSWER_RATIO;

        assert_int_equal(
            retort_proposition_about((retort_proposition)i)->answer, expected);
    }
}

static void about__says_hp_and_hd_as_clauses_about_s(void **state)
{
    (void)state;
    for (int i = 0; i < RETORT_PROPOSITION_COUNT; i++) {
        const retort_proposition_info *p =
            retort_proposition_about((retort_proposition)i);

        assert_int_equal(p->hp[0], 'S');
        assert_int_equal(p->hd[0], 'S');
        assert_string_not_equal(p->hp, p->hd);
        assert_int_not_equal(p->hp[strlen(p->hp) - 1], '.');
        assert_int_not_equal(p->hd[strlen(p->hd) - 1], '.');
        assert_int_equal(p->question[strlen(p->question) - 1], '?');
        assert_true(strlen(p->population) > 20);
    }
}

static void about__is_clean(void **state)
{
    (void)state;
    for (int i = 0; i < RETORT_PROPOSITION_COUNT; i++) {
        const retort_proposition_info *p =
            retort_proposition_about((retort_proposition)i);

        assert_true(retort_wording_is_clean(p->question, NULL));
        assert_true(retort_wording_is_clean(p->hp, NULL));
        assert_true(retort_wording_is_clean(p->hd, NULL));
        assert_true(retort_wording_is_clean(p->population, NULL));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(about__knows_five_questions_in_order),
        cmocka_unit_test(about__names_a_score_that_exists),
        cmocka_unit_test(about__answers_three_by_ratio),
        cmocka_unit_test(about__says_hp_and_hd_as_clauses_about_s),
        cmocka_unit_test(about__is_clean),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
