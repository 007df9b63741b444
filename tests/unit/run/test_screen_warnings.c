#include "run/screen_warnings.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/mem.h"
#include "support/fingerprint_bytes.h"

/* Facts that call for no warning. */
static retort_screen_facts calm(const retort_fingerprint *fp)
{
    return (retort_screen_facts){.fp = fp,
                                 .prompts = 400,
                                 .shared_prompts = 400,
                                 .median_chars = 900,
                                 .duplicates = 0,
                                 .covered = 1.0,
                                 .reuse = (double)NAN,
                                 .background = 20};
}

static retort_fingerprint *replies(uint32_t n)
{
    const retort_fp_params params = {.rules = 1};

    return bytes_small(&params, 0, 4, n);
}

/* Is there a warning of this id? Its number must stand beside its limit. */
static bool warns(const retort_screen_facts *f, const char *id, double *value)
{
    retort_screening *s = NULL;
    const retort_warning *w = NULL;
    size_t n = 0;
    bool found = false;

    assert_int_equal(retort_screening_new(&s, NULL), RETORT_OK);
    assert_int_equal(retort_screen_warn(s, f, &w, &n, NULL), RETORT_OK);
    for (size_t i = 0; i < n; i++) {
        assert_true(w[i].text[0]);
        if (strcmp(w[i].id, id) != 0)
            continue;
        assert_false(found); /* once only */
        found = true;
        if (value)
            *value = w[i].value;
    }
    if (!id[0])
        found = n > 0;
    retort_screening_free(s);
    return found;
}

static void warn__is_silent_when_all_is_well(void **state)
{
    retort_fingerprint *fp = replies(400);
    const retort_screen_facts f = calm(fp);

    (void)state;
    assert_false(warns(&f, "", NULL));
    retort_fingerprint_free(fp);
}

static void warn__holds_the_limits_of_prompts(void **state)
{
    retort_fingerprint *fp = replies(400);
    static const struct {
        uint64_t shared;
        uint64_t prompts;
        bool none;
        bool few;
        bool unshared;
    } all[] = {{0, 400, true, false, false},    {1, 1, false, true, false},
               {99, 99, false, true, false},    {100, 100, false, true, false},
               {199, 199, false, true, false},  {200, 200, false, false, false},
               {360, 400, false, false, false}, {359, 400, false, false, true},
               {0, 0, true, false, false}};

    (void)state;
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        retort_screen_facts f = calm(fp);
        double value = -1.0;

        f.shared_prompts = all[i].shared;
        f.prompts = all[i].prompts;
        assert_int_equal(warns(&f, "no-shared-prompts", &value), all[i].none);
        assert_int_equal(warns(&f, "few-prompts", &value), all[i].few);
        if (all[i].few)
            assert_true(value == (double)all[i].shared);
        assert_int_equal(warns(&f, "prompts-not-shared", &value),
                         all[i].unshared);
    }
    retort_fingerprint_free(fp);
}

struct number {
    const char *id;
    size_t at; /* of the double in the facts */
    double quiet;
    double loud;
};

static void warn__holds_the_limits_of_numbers(void **state)
{
    static const struct number all[] = {
        {"short-replies", offsetof(retort_screen_facts, median_chars), 200.0,
         199.5},
        {"duplicate-replies", offsetof(retort_screen_facts, duplicates), 0.05,
         0.0501},
        {"prompts-not-covered", offsetof(retort_screen_facts, covered), 0.9,
         0.8999},
        {"reuse", offsetof(retort_screen_facts, reuse), 0.05, 0.0501},
    };
    retort_fingerprint *fp = replies(400);

    (void)state;
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        retort_screen_facts f = calm(fp);
        double value = 0.0;

        f.reuse_model = "that-model";
        memcpy((char *)&f + all[i].at, &all[i].quiet, sizeof(double));
        assert_false(warns(&f, "", NULL));
        memcpy((char *)&f + all[i].at, &all[i].loud, sizeof(double));
        assert_true(warns(&f, all[i].id, &value));
        assert_true(value == all[i].loud);
        value = (double)NAN; /* not known is no reason to warn */
        memcpy((char *)&f + all[i].at, &value, sizeof(double));
        assert_false(warns(&f, all[i].id, NULL));
    }
    retort_fingerprint_free(fp);
}

static void warn__tells_cut_replies_and_templates(void **state)
{
    retort_fingerprint *fp = replies(100);
    retort_screen_facts f = calm(fp);
    double value = 0.0;

    (void)state;
    fp->stats.truncated = 5;
    assert_false(warns(&f, "", NULL));
    fp->stats.truncated = 6;
    assert_true(warns(&f, "truncated-replies", &value));
    assert_true(value == 0.06);
    fp->stats.templates = 1;
    assert_true(warns(&f, "templates", &value));
    assert_true(value == 0.01);
    retort_fingerprint_free(fp);
}

/* A file may claim templates and hold no replies: the number stays a number. */
static void warn__of_no_replies_is_finite(void **state)
{
    retort_fingerprint *fp = replies(0);
    retort_screen_facts f = calm(fp);
    double value = 0.0;

    (void)state;
    fp->stats.templates = 3;
    fp->stats.truncated = 3;
    if (warns(&f, "templates", &value))
        assert_true(isfinite(value));
    if (warns(&f, "truncated-replies", &value))
        assert_true(isfinite(value));
    retort_fingerprint_free(fp);
}

static void warn__names_twins_and_lineages(void **state)
{
    static char name[400];
    retort_fingerprint *fp = replies(400);
    retort_screen_facts f = calm(fp);

    (void)state;
    memset(name, 'n', sizeof(name) - 1); /* cut, not overrun */
    f.twin = name;
    f.close = name;
    f.close_share = 0.75;
    f.unknown_lineage = name;
    f.background = 9;
    assert_true(warns(&f, "same-records", NULL));
    assert_true(warns(&f, "same-text", NULL));
    assert_true(warns(&f, "unknown-lineage", NULL));
    assert_true(warns(&f, "small-background", NULL));
    f.background = 10;
    assert_false(warns(&f, "small-background", NULL));
    retort_fingerprint_free(fp);
}

/* All at once fit. */
static void warn__has_room_for_all(void **state)
{
    retort_fingerprint *fp = replies(10);
    retort_screen_facts f = {.fp = fp,
                             .prompts = 100,
                             .shared_prompts = 50,
                             .median_chars = 1.0,
                             .duplicates = 1.0,
                             .covered = 0.0,
                             .reuse = 1.0,
                             .reuse_model = "m",
                             .twin = "m",
                             .close = "m",
                             .close_share = 1.0,
                             .unknown_lineage = "l"};
    retort_screening *s = NULL;
    const retort_warning *w = NULL;
    size_t n = 0;

    (void)state;
    fp->stats.truncated = 10;
    fp->stats.templates = 10;
    assert_int_equal(retort_screening_new(&s, NULL), RETORT_OK);
    assert_int_equal(retort_screen_warn(s, &f, &w, &n, NULL), RETORT_OK);
    assert_int_equal(n, 12);
    retort_screening_free(s);
    retort_fingerprint_free(fp);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(warn__is_silent_when_all_is_well),
        cmocka_unit_test(warn__holds_the_limits_of_prompts),
        cmocka_unit_test(warn__holds_the_limits_of_numbers),
        cmocka_unit_test(warn__tells_cut_replies_and_templates),
        cmocka_unit_test(warn__of_no_replies_is_finite),
        cmocka_unit_test(warn__names_twins_and_lineages),
        cmocka_unit_test(warn__has_room_for_all),
    };

    return cmocka_run_group_tests_name("screen_warnings", tests, NULL, NULL);
}
