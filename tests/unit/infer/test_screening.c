#include <retort/screening.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/mem.h"

static void about__knows_every_score(void **state)
{
    (void)state;
    for (int i = 0; i < RETORT_SCORE_COUNT; i++) {
        const retort_score_info *about = retort_score_about((retort_score)i);

        assert_true(strlen(about->id) > 0);
        assert_true(strlen(about->title) > 0);
        assert_true(strlen(about->meaning) > 20);
        for (int j = 0; j < i; j++)
            assert_string_not_equal(retort_score_about((retort_score)j)->id,
                                    about->id);
    }
}

static void about__calls_two_scores_baselines(void **state)
{
    (void)state;
    for (int i = 0; i < RETORT_SCORE_COUNT; i++)
        assert_int_equal(retort_score_about((retort_score)i)->is_baseline,
                         i == RETORT_SCORE_HUB || i == RETORT_SCORE_LENGTH);
}

static void new__is_empty_and_free_takes_null(void **state)
{
    retort_screening *s = NULL;

    (void)state;
    assert_int_equal(retort_screening_new(&s, NULL), RETORT_OK);
    assert_int_equal(s->suspect_count, 0);
    assert_int_equal(s->heatmap.size, 0);
    assert_non_null(s->arena);
    retort_screening_free(s);
    retort_screening_free(NULL);
}

static void new__tells_when_memory_is_refused(void **state)
{
    (void)state;
    for (long n = 0; n < 2; n++) {
        retort_screening *s = (retort_screening *)(uintptr_t)1;
        retort_err err = {0};

        retort_mem_fail_at(n);
        assert_int_equal(retort_screening_new(&s, &err), RETORT_ERR_NOMEM);
        retort_mem_fail_at(-1);
        assert_null(s);
        assert_int_equal(err.code, RETORT_ERR_NOMEM);
    }
}

static void take__is_zeroed_and_refuses_overflow(void **state)
{
    retort_screening *s = NULL;
    unsigned char *p;

    (void)state;
    assert_int_equal(retort_screening_new(&s, NULL), RETORT_OK);
    p = retort_screening_take(s, 1000, 100);
    assert_non_null(p);
    for (size_t i = 0; i < 100000; i++)
        assert_int_equal(p[i], 0);
    assert_null(retort_screening_take(s, SIZE_MAX / 2, 3));
    retort_mem_fail_at(0);
    assert_null(retort_screening_take(s, 1000000, 8));
    retort_mem_fail_at(-1);
    retort_screening_free(s);
}

static void copy__is_apart_from_its_source(void **state)
{
    char text[] = "name";
    retort_screening *s = NULL;
    const char *copy;

    (void)state;
    assert_int_equal(retort_screening_new(&s, NULL), RETORT_OK);
    copy = retort_screening_copy(s, text);
    text[0] = 'g';
    assert_string_equal(copy, "name");
    assert_string_equal(retort_screening_copy(s, ""), "");
    retort_screening_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(about__knows_every_score),
        cmocka_unit_test(about__calls_two_scores_baselines),
        cmocka_unit_test(new__is_empty_and_free_takes_null),
        cmocka_unit_test(new__tells_when_memory_is_refused),
        cmocka_unit_test(take__is_zeroed_and_refuses_overflow),
        cmocka_unit_test(copy__is_apart_from_its_source),
    };

    return cmocka_run_group_tests_name("screening", tests, NULL, NULL);
}
