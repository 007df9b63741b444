#include "fingerprint/library_scores.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "support/library_fixture.h"

enum { SEEN_MAX = 8 };

struct seen {
    char suspect[SEEN_MAX][16];
    char reference[SEEN_MAX][16];
    double value[SEEN_MAX];
    size_t count;
    size_t stop_at;
};

static retort_status see(void *ctx, const retort_library_score *score,
                         retort_err *err)
{
    struct seen *seen = ctx;

    if (seen->count == seen->stop_at)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "enough");
    (void)snprintf(seen->suspect[seen->count], 16, "%s", score->suspect);
    (void)snprintf(seen->reference[seen->count], 16, "%s", score->reference);
    seen->value[seen->count++] = score->value;
    return RETORT_OK;
}

static retort_library *open_library(const char *name, retort_library_mode mode)
{
    retort_library *lib;

    assert_int_equal(retort_library_open(&lib, fixture_path(name), mode, NULL),
                     RETORT_OK);
    return lib;
}

static const char *digest_of(const retort_library *lib)
{
    static char hex[RETORT_DIGEST_HEX_BYTES];

    assert_int_equal(retort_library_digest(lib, hex, NULL), RETORT_OK);
    return hex;
}

static const retort_library_score three[] = {
    {"z", "a", 0.1},
    {"a", "z", -1.5e-300},
    {"a", "b", 3.0},
};

static void get__yields_what_put_took_in_order(void **state)
{
    retort_library *lib = open_library("s", RETORT_LIBRARY_WRITE);

    (void)state;
    assert_int_equal(retort_library_scores_put(lib, "profile", digest_of(lib),
                                               three, 3, NULL),
                     RETORT_OK);
    for (int round = 0; round < 3; round++) { /* this session, file, rewrite */
        struct seen seen = {.stop_at = SEEN_MAX};

        assert_int_equal(retort_library_scores_get(
                             lib, "profile", digest_of(lib), see, &seen, NULL),
                         RETORT_OK);
        assert_int_equal(seen.count, 3);
        assert_string_equal(seen.suspect[0], "a");
        assert_string_equal(seen.reference[0], "b");
        assert_string_equal(seen.reference[1], "z");
        assert_string_equal(seen.suspect[2], "z");
        assert_memory_equal(&seen.value[0], &three[2].value, sizeof(double));
        assert_memory_equal(&seen.value[1], &three[1].value, sizeof(double));
        assert_memory_equal(&seen.value[2], &three[0].value, sizeof(double));
        assert_int_equal(retort_library_close(lib, NULL), RETORT_OK);
        lib = open_library("s", RETORT_LIBRARY_WRITE);
    }
    retort_library_abandon(lib);
}

static void get__keeps_what_is_no_number(void **state)
{
    const retort_library_score odd[] = {{"a", "a", (double)NAN},
                                        {"b", "b", (double)INFINITY},
                                        {"c", "c", -(double)INFINITY}};
    retort_library *lib = open_library("odd", RETORT_LIBRARY_WRITE);
    struct seen seen = {.stop_at = SEEN_MAX};

    (void)state;
    assert_int_equal(
        retort_library_scores_put(lib, "k", digest_of(lib), odd, 3, NULL),
        RETORT_OK);
    assert_int_equal(retort_library_close(lib, NULL), RETORT_OK);
    lib = open_library("odd", RETORT_LIBRARY_READ);
    assert_int_equal(
        retort_library_scores_get(lib, "k", digest_of(lib), see, &seen, NULL),
        RETORT_OK);
    assert_true(isnan(seen.value[0]));
    assert_true(isinf(seen.value[1]) && seen.value[1] > 0);
    assert_true(isinf(seen.value[2]) && seen.value[2] < 0);
    retort_library_abandon(lib);
}

static void get__finds_nothing_under_another_digest_or_kind(void **state)
{
    retort_library *lib = open_library("miss", RETORT_LIBRARY_WRITE);
    struct seen seen = {.stop_at = SEEN_MAX};
    retort_err err = {0};

    (void)state;
    assert_int_equal(
        retort_library_scores_put(lib, "k", digest_of(lib), three, 3, NULL),
        RETORT_OK);
    assert_int_equal(retort_library_scores_get(lib, "other", digest_of(lib),
                                               see, &seen, &err),
                     RETORT_ERR_NOT_FOUND);
    assert_int_equal(retort_library_scores_get(lib, "k", fixture_digest('0'),
                                               see, &seen, &err),
                     RETORT_ERR_NOT_FOUND);
    assert_non_null(strstr(err.text, "not 0000000000000000"));
    assert_int_equal(seen.count, 0);
    retort_library_abandon(lib);
}

static void put__replaces_the_whole_set(void **state)
{
    retort_library *lib = open_library("again", RETORT_LIBRARY_WRITE);
    struct seen seen = {.stop_at = SEEN_MAX};

    (void)state;
    assert_int_equal(
        retort_library_scores_put(lib, "k", digest_of(lib), three, 3, NULL),
        RETORT_OK);
    assert_int_equal(
        retort_library_scores_put(lib, "k", digest_of(lib), three, 1, NULL),
        RETORT_OK);
    assert_int_equal(
        retort_library_scores_get(lib, "k", digest_of(lib), see, &seen, NULL),
        RETORT_OK);
    assert_int_equal(seen.count, 1);
    assert_int_equal(
        retort_library_scores_put(lib, "k", digest_of(lib), NULL, 0, NULL),
        RETORT_OK);
    assert_int_equal(
        retort_library_scores_get(lib, "k", digest_of(lib), see, &seen, NULL),
        RETORT_OK);
    assert_int_equal(seen.count, 1);
    retort_library_abandon(lib);
}

static void put__refuses_what_it_cannot_keep(void **state)
{
    const retort_library_score twice[] = {{"a", "b", 1}, {"a", "b", 2}};
    const retort_library_score unnamed[] = {{"a", "b c", 1}};
    retort_library *lib = open_library("args", RETORT_LIBRARY_WRITE);
    retort_err err = {0};

    (void)state;
    assert_int_equal(
        retort_library_scores_put(lib, "", digest_of(lib), three, 3, NULL),
        RETORT_ERR_ARG);
    assert_int_equal(retort_library_scores_put(lib, "k", "abc", three, 3, NULL),
                     RETORT_ERR_ARG);
    assert_int_equal(
        retort_library_scores_put(lib, "k", digest_of(lib), unnamed, 1, NULL),
        RETORT_ERR_ARG);
    assert_int_equal(retort_library_close(lib, NULL), RETORT_OK);
    lib = open_library("args", RETORT_LIBRARY_WRITE);
    assert_int_equal(
        retort_library_scores_put(lib, "k", digest_of(lib), twice, 2, &err),
        RETORT_ERR_ARG);
    assert_non_null(strstr(err.text, "two scores for a against b"));
    assert_int_equal(retort_library_close(lib, NULL), RETORT_ERR_IO);
    lib = open_library("args", RETORT_LIBRARY_READ);
    assert_int_equal(
        retort_library_scores_put(lib, "k", digest_of(lib), three, 3, NULL),
        RETORT_ERR_ARG);
    retort_library_abandon(lib);
}

static void close__drops_scores_of_another_library(void **state)
{
    retort_library *lib = open_library("stale", RETORT_LIBRARY_WRITE);
    struct seen seen = {.stop_at = SEEN_MAX};

    (void)state;
    assert_int_equal(
        retort_library_scores_put(lib, "k", digest_of(lib), three, 3, NULL),
        RETORT_OK);
    assert_int_equal(retort_library_close(lib, NULL), RETORT_OK);
    lib = open_library("stale", RETORT_LIBRARY_WRITE);
    assert_int_equal(fixture_put(lib, "m", "x"), RETORT_OK);
    assert_int_equal(retort_library_close(lib, NULL), RETORT_OK);
    lib = open_library("stale", RETORT_LIBRARY_READ);
    assert_int_equal(
        retort_library_scores_get(lib, "k", digest_of(lib), see, &seen, NULL),
        RETORT_ERR_NOT_FOUND);
    retort_library_abandon(lib);
}

static void get__stops_when_told_to(void **state)
{
    retort_library *lib = open_library("stop", RETORT_LIBRARY_WRITE);
    struct seen seen = {.stop_at = 2};
    retort_err err = {0};

    (void)state;
    assert_int_equal(
        retort_library_scores_put(lib, "k", digest_of(lib), three, 3, NULL),
        RETORT_OK);
    assert_int_equal(
        retort_library_scores_get(lib, "k", digest_of(lib), see, &seen, &err),
        RETORT_ERR_NOMEM);
    assert_string_equal(err.text, "enough");
    assert_int_equal(seen.count, 2);
    retort_library_abandon(lib);
}

static void get__refuses_broken_rows(void **state)
{
    static const char *const lies[] = {
        "UPDATE score SET suspect = 'a b' WHERE suspect = 'z'",
        "UPDATE score SET reference = '' WHERE suspect = 'z'",
        "UPDATE score_set SET library_digest = 'x'",
    };

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        retort_library *lib = open_library("lie", RETORT_LIBRARY_WRITE);
        struct seen seen = {.stop_at = SEEN_MAX};

        assert_int_equal(
            retort_library_scores_put(lib, "k", digest_of(lib), three, 3, NULL),
            RETORT_OK);
        assert_int_equal(retort_library_close(lib, NULL), RETORT_OK);
        assert_int_equal(fixture_sql(fixture_path("lie"), lies[i]), RETORT_OK);
        lib = open_library("lie", RETORT_LIBRARY_READ);
        assert_int_equal(retort_library_scores_get(lib, "k", digest_of(lib),
                                                   see, &seen, NULL),
                         RETORT_ERR_FORMAT);
        retort_library_abandon(lib);
        (void)fixture_empty_folder();
    }
}

static void copy__keeps_kinds_up_to_the_limit(void **state)
{
    retort_library *lib = open_library("kinds", RETORT_LIBRARY_WRITE);
    struct seen seen = {.stop_at = SEEN_MAX};
    char kind[16];

    (void)state;
    for (size_t i = 0; i <= RETORT_SCORE_KINDS_MAX; i++) {
        (void)snprintf(kind, sizeof(kind), "k%03zu", i);
        assert_int_equal(retort_library_scores_put(lib, kind, digest_of(lib),
                                                   three, 1, NULL),
                         RETORT_OK);
    }
    assert_int_equal(retort_library_close(lib, NULL), RETORT_OK);
    lib = open_library("kinds", RETORT_LIBRARY_READ);
    assert_int_equal(retort_library_scores_get(lib, "k063", digest_of(lib), see,
                                               &seen, NULL),
                     RETORT_OK);
    assert_int_equal(retort_library_scores_get(lib, "k064", digest_of(lib), see,
                                               &seen, NULL),
                     RETORT_ERR_NOT_FOUND);
    retort_library_abandon(lib);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(get__yields_what_put_took_in_order),
        cmocka_unit_test(get__keeps_what_is_no_number),
        cmocka_unit_test(get__finds_nothing_under_another_digest_or_kind),
        cmocka_unit_test(put__replaces_the_whole_set),
        cmocka_unit_test(put__refuses_what_it_cannot_keep),
        cmocka_unit_test(close__drops_scores_of_another_library),
        cmocka_unit_test(get__stops_when_told_to),
        cmocka_unit_test(get__refuses_broken_rows),
        cmocka_unit_test(copy__keeps_kinds_up_to_the_limit),
    };

    return cmocka_run_group_tests_name(
        "library_scores", tests, fixture_make_folder, fixture_drop_folder);
}
