#include <retort/limits.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

static const retort_limit *find(const char *name)
{
    for (const retort_limit *l = retort_limits(); l->name; l++)
        if (strcmp(l->name, name) == 0)
            return l;
    return NULL;
}

/* The figures that docs and users rely on, written out. */
static void limits__hold_the_documented_values(void **state)
{
    static const struct {
        const char *name;
        uint64_t value;
    } expected[] = {
        {"record", 16777216},
        {"depth", 64},
        {"keys", 1024},
        {"records", 10000000},
        {"inflated", 8589934592u},
        {"ratio", 200},
        {"label", 128},
        {"path-depth", 16},
        {"threads", 256},
        {"models", 20000},
        {"fingerprint", 2147483648u},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
        const retort_limit *l = find(expected[i].name);

        assert_non_null(l);
        assert_int_equal(l->value, expected[i].value);
    }
}

/* `retort limits --json` prints the texts without escaping them. */
static void limits__are_named_once_in_plain_ascii(void **state)
{
    (void)state;
    for (const retort_limit *l = retort_limits(); l->name; l++) {
        assert_ptr_equal(find(l->name), l);
        assert_true(l->value > 0);
        for (const char *p = l->what; *p; p++)
            assert_true(*p >= ' ' && *p <= '~' && *p != '"' && *p != '\\');
        assert_true(strlen(l->unit) > 0 && strlen(l->what) > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits__hold_the_documented_values),
        cmocka_unit_test(limits__are_named_once_in_plain_ascii),
    };

    return cmocka_run_group_tests_name("limits", tests, NULL, NULL);
}
