#include "run/spool.h"

#include <retort/limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/mem.h"
#include "support/random_corpus.h"

enum { MODELS = 7, APPENDS = 400 };

/* What was appended to each model, and the spool of the same. */
struct twins {
    retort_spool *spool;
    retort_buf want[MODELS];
};

static size_t model_named(retort_spool *s, size_t i)
{
    char name[32];
    size_t out = 99;

    (void)snprintf(name, sizeof(name), "m%zu", i);
    assert_int_equal(retort_spool_model(s, retort_span_of(name), &out, NULL),
                     RETORT_OK);
    return out;
}

static void fill(struct twins *t, size_t memory)
{
    static char bytes[400000];
    test_random r = {5};

    assert_int_equal(retort_spool_new(&t->spool, memory, "/tmp", NULL),
                     RETORT_OK);
    for (size_t i = 0; i < MODELS; i++)
        retort_buf_init(&t->want[i], (size_t)1 << 28);
    for (size_t i = 0; i < APPENDS; i++) {
        size_t m = random_below(&r, MODELS);
        size_t len = 1 + random_below(&r, i % 50 ? 9000 : sizeof(bytes));

        memset(bytes, (int)i, len);
        assert_int_equal(retort_spool_append(t->spool, model_named(t->spool, m),
                                             (retort_span){bytes, len}, NULL),
                         RETORT_OK);
        retort_buf_add(&t->want[m], (retort_span){bytes, len});
    }
}

static void check(struct twins *t)
{
    retort_buf buf;

    retort_buf_init(&buf, (size_t)1 << 28);
    for (size_t i = 0; i < MODELS; i++) {
        size_t m = model_named(t->spool, i);
        size_t at = 0;

        for (size_t c = 0; c < retort_spool_chunk_count(t->spool, m); c++) {
            retort_span got;

            assert_int_equal(
                retort_spool_chunk(t->spool, m, c, &buf, &got, NULL),
                RETORT_OK);
            assert_int_equal(got.len, retort_spool_chunk_bytes(t->spool, m, c));
            assert_true(at + got.len <= t->want[i].len);
            assert_memory_equal(got.ptr, t->want[i].ptr + at, got.len);
            at += got.len;
        }
        assert_int_equal(at, t->want[i].len);
        retort_buf_release(&t->want[i]);
    }
    retort_buf_release(&buf);
    retort_spool_free(t->spool);
}

static void append__keeps_bytes_in_memory_and_on_disk(void **state)
{
    static const size_t memory[] = {0, 1, 100000, 1000000, SIZE_MAX};

    (void)state;
    for (size_t i = 0; i < sizeof(memory) / sizeof(memory[0]); i++) {
        struct twins t;

        fill(&t, memory[i]);
        check(&t);
    }
}

static void model__is_found_by_all_of_its_name(void **state)
{
    retort_spool *s = NULL;
    size_t a = 9;
    size_t b = 9;
    size_t c = 9;

    (void)state;
    assert_int_equal(retort_spool_new(&s, 0, "/tmp", NULL), RETORT_OK);
    assert_int_equal(retort_spool_model(s, retort_span_of("a/b"), &a, NULL),
                     RETORT_OK);
    assert_int_equal(retort_spool_model(s, retort_span_of("a"), &b, NULL),
                     RETORT_OK);
    assert_int_equal(retort_spool_model(s, retort_span_of(""), &c, NULL),
                     RETORT_OK);
    assert_true(a == 0 && b == 1 && c == 2);
    assert_int_equal(retort_spool_model(s, (retort_span){NULL, 0}, &c, NULL),
                     RETORT_OK);
    assert_int_equal(c, 2);
    assert_int_equal(retort_spool_model(s, (retort_span){"a/bc", 3}, &c, NULL),
                     RETORT_OK);
    assert_int_equal(c, 0);
    assert_int_equal(retort_spool_model_count(s), 3);
    assert_string_equal(retort_spool_model_name(s, 0), "a/b");
    assert_string_equal(retort_spool_model_name(s, 2), "");
    retort_spool_free(s);
    retort_spool_free(NULL);
}

static void model__holds_the_limit(void **state)
{
    retort_spool *s = NULL;
    retort_err err = {0};
    size_t out = 0;

    (void)state;
    assert_int_equal(retort_spool_new(&s, 0, "/tmp", NULL), RETORT_OK);
    for (size_t i = 0; i < RETORT_MODELS_MAX; i++)
        assert_int_equal(model_named(s, i), i);
    assert_int_equal(retort_spool_model(s, retort_span_of("more"), &out, &err),
                     RETORT_ERR_LIMIT);
    assert_non_null(strstr(err.text, "20000"));
    assert_int_equal(retort_spool_model_count(s), RETORT_MODELS_MAX);
    assert_int_equal(model_named(s, 17), 17); /* known ones are still found */
    retort_spool_free(s);
}

static void append__needs_no_folder_while_memory_lasts(void **state)
{
    retort_spool *s = NULL;
    static char bytes[100000];

    (void)state;
    assert_int_equal(retort_spool_new(&s, 1 << 20, "/nonexistent", NULL),
                     RETORT_OK);
    assert_int_equal(retort_spool_append(s, model_named(s, 0),
                                         (retort_span){bytes, sizeof(bytes)},
                                         NULL),
                     RETORT_OK);
    retort_spool_free(s);
}

static void append__names_the_folder_it_cannot_use(void **state)
{
    static char bytes[100000];
    static char long_name[5000];
    static const char *const folders[] = {"/nonexistent", "/dev/null",
                                          long_name};

    (void)state;
    memset(long_name, 'x', sizeof(long_name) - 1);
    for (size_t i = 0; i < 3; i++) {
        retort_spool *s = NULL;
        retort_err err = {0};

        assert_int_equal(retort_spool_new(&s, 0, folders[i], NULL), RETORT_OK);
        assert_int_equal(
            retort_spool_append(s, model_named(s, 0),
                                (retort_span){bytes, sizeof(bytes)}, &err),
            RETORT_ERR_IO);
        if (i < 2)
            assert_non_null(strstr(err.text, folders[i]));
        else
            assert_non_null(strstr(err.text, "too long"));
        retort_spool_free(s);
    }
}

/* The name is made, opened and unlinked: nothing is left behind. */
static void append__leaves_no_file_behind(void **state)
{
    char folder[] = "/tmp/retort-test-XXXXXX";
    static char bytes[100000];
    retort_spool *s = NULL;

    (void)state;
    assert_non_null(mkdtemp(folder));
    assert_int_equal(retort_spool_new(&s, 0, folder, NULL), RETORT_OK);
    assert_int_equal(retort_spool_append(s, model_named(s, 0),
                                         (retort_span){bytes, sizeof(bytes)},
                                         NULL),
                     RETORT_OK);
    assert_int_equal(rmdir(folder), 0);
    retort_spool_free(s);
}

static void spool__fails_cleanly_without_memory(void **state)
{
    static char bytes[300000];
    retort_status st = RETORT_ERR_NOMEM;
    long n = 0;

    (void)state;
    for (; st != RETORT_OK && n < 50; n++) {
        retort_spool *s = NULL;
        size_t m = 0;

        retort_mem_fail_at(n);
        st = retort_spool_new(&s, 0, "/tmp", NULL);
        if (st == RETORT_OK)
            st = retort_spool_model(s, retort_span_of("a"), &m, NULL);
        for (size_t len = 100; st == RETORT_OK && len < sizeof(bytes); len *= 9)
            st = retort_spool_append(s, m, (retort_span){bytes, len}, NULL);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || st == RETORT_ERR_NOMEM);
        retort_spool_free(s);
    }
    assert_int_equal(st, RETORT_OK);
    assert_true(n > 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(append__keeps_bytes_in_memory_and_on_disk),
        cmocka_unit_test(model__is_found_by_all_of_its_name),
        cmocka_unit_test(model__holds_the_limit),
        cmocka_unit_test(append__needs_no_folder_while_memory_lasts),
        cmocka_unit_test(append__names_the_folder_it_cannot_use),
        cmocka_unit_test(append__leaves_no_file_behind),
        cmocka_unit_test(spool__fails_cleanly_without_memory),
    };

    return cmocka_run_group_tests_name("spool", tests, NULL, NULL);
}
