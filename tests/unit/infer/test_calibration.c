#include "infer/calibration.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"

static void calibration__owns_what_its_arena_holds(void **state)
{
    retort_calibration *c;
    retort_validation *v;

    (void)state;
    assert_int_equal(retort_calibration_new(&c, NULL), RETORT_OK);
    v = retort_arena_take(c->arena, 2, sizeof(*v));
    assert_non_null(v);
    v[0] = (retort_validation){.proposition = "tuned"};
    v[1] = (retort_validation){.proposition = "distilled"};
    c->validations = v;
    c->validation_count = 2;
    assert_ptr_equal(
        retort_calibration_validation(c, RETORT_PROPOSITION_DISTILLED), &v[1]);
    assert_ptr_equal(retort_calibration_validation(c, RETORT_PROPOSITION_TUNED),
                     &v[0]);
    assert_null(retort_calibration_validation(c, RETORT_PROPOSITION_SAME));
    retort_calibration_free(c); /* the leak checker looks on */
}

static void free__takes_nothing(void **state)
{
    (void)state;
    retort_calibration_free(NULL);
}

static void new__reports_missing_memory(void **state)
{
    (void)state;
    for (long n = 0; n < 2; n++) {
        retort_calibration *c;

        retort_mem_fail_at(n);
        assert_int_equal(retort_calibration_new(&c, NULL), RETORT_ERR_NOMEM);
        retort_mem_fail_at(-1);
        assert_null(c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calibration__owns_what_its_arena_holds),
        cmocka_unit_test(free__takes_nothing),
        cmocka_unit_test(new__reports_missing_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
