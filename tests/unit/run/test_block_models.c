#include "run/block_models.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/block_world.h"

static char path[400];

static int make_library(void **state)
{
    if (fixture_make_folder(state) != 0)
        return -1;
    (void)snprintf(path, sizeof(path), "%s", fixture_path("w.rlib"));
    return block_library(path, false) == RETORT_OK ? 0 : -1;
}

static retort_status load(const char *file, const retort_lineage_row *rows,
                          size_t count, retort_block_models **out,
                          retort_err *err)
{
    retort_block_source source = {
        .library_name = "w", .rows = rows, .row_count = count};
    retort_library *lib = NULL;
    retort_status st =
        retort_library_open(&lib, file, RETORT_LIBRARY_READ, err);

    *out = NULL;
    source.library = lib;
    if (st == RETORT_OK)
        st = retort_block_models_load(out, &source, err);
    retort_library_abandon(lib); /* strings must not need it */
    return st;
}

static retort_block_models *load_all(void)
{
    retort_block_models *m = NULL;

    assert_int_equal(load(path, NULL, 0, &m, NULL), RETORT_OK);
    return m;
}

static const retort_block_model *item(const retort_block_models *m,
                                      const char *name)
{
    size_t i = retort_block_models_find(m, name);

    assert_true(i != SIZE_MAX);
    return &m->items[i];
}

static void load__lists_models_with_their_rows(void **state)
{
    retort_block_models *m = load_all();

    (void)state;
    assert_int_equal(m->count, BLOCK_MODELS);
    for (size_t i = 1; i < m->count; i++)
        assert_true(strcmp(m->items[i - 1].name, m->items[i].name) < 0);
    assert_true(item(m, "w2-a")->is_reference);
    assert_false(item(m, "w2-b")->is_reference);
    assert_string_equal(item(m, "w2-b")->lineage, "w2");
    assert_string_equal(item(m, "main0")->row->share, "main");
    assert_null(item(m, "lost")->row);
    assert_string_equal(item(m, "lost")->lineage, "lost");
    assert_true(item(m, "lost")->population == RETORT_POPULATION_NONE);
    assert_int_equal(retort_block_models_find(m, "w2"), SIZE_MAX);
    assert_string_equal(m->library_name, "w");
    assert_int_equal(strlen(m->digest), RETORT_DIGEST_HEX_BYTES - 1);
    retort_block_models_free(m);
}

static void load__keeps_counts_and_replies_but_no_tables(void **state)
{
    const world_model how = world_member(3, 1);
    retort_fingerprint *fp = block_count(&how, 0, WORLD_PROMPTS, BLOCK_BITS);
    retort_block_models *m = load_all();
    const retort_block_model *got = item(m, "w3-b");
    retort_block_counts want;

    (void)state;
    assert_int_equal(retort_block_counts_make(&want, fp, NULL), RETORT_OK);
    assert_memory_equal(got->counts.from, want.from, sizeof(want.from));
    assert_memory_equal(got->counts.entries, want.entries,
                        want.from[RETORT_BLOCKS * RETORT_PROFILE_FAMILIES] *
                            sizeof(*want.entries));
    assert_memory_equal(got->counts.prompts, want.prompts,
                        sizeof(want.prompts));
    for (size_t f = 0; f < RETORT_FAMILY_MAX; f++)
        assert_null(got->fp->tables[f].family);
    assert_int_equal(got->fp->reply_count, WORLD_PROMPTS);
    assert_non_null(got->fp->style);
    assert_memory_equal(got->fp->record_digest, fp->record_digest,
                        RETORT_SHA256_BYTES);
    retort_block_counts_release(&want);
    retort_block_models_free(m);
    retort_fingerprint_free(fp);
}

static void load__takes_given_rows_first(void **state)
{
    const retort_lineage_row rows[] = {
        {"w1-a", "v", "other", "", "human-sft", "", "", "documented", "", "",
         ""},
        {"absent", "v", "far", "", "teacher", "", "", "documented", "", "", ""},
    };
    retort_block_models *m = NULL;

    (void)state;
    assert_int_equal(load(path, rows, 2, &m, NULL), RETORT_OK);
    assert_string_equal(item(m, "w1-a")->lineage, "other");
    assert_false(item(m, "w1-a")->is_reference);
    assert_string_equal(item(m, "w1-b")->lineage, "w1");
    assert_int_equal(m->count, BLOCK_MODELS); /* rows add no models */
    assert_true(retort_population_find(m->population, "absent") !=
                RETORT_POPULATION_NONE);
    retort_block_models_free(m);
}

static void teachers__are_lineages_of_documented_ones(void **state)
{
    retort_block_models *m = load_all();
    retort_model models[BLOCK_MODELS];
    retort_modelset *set = NULL;
    uint32_t out[BLOCK_MODELS];
    size_t n;

    (void)state;
    for (size_t i = 0; i < m->count; i++)
        models[i] = retort_block_models_item(m, i);
    assert_int_equal(retort_modelset_new(&set, models, m->count, NULL),
                     RETORT_OK);
    n = retort_block_models_teachers(m, item(m, "mixed01")->population, set,
                                     out);
    assert_int_equal(n, 2);
    for (size_t k = 0; k < n; k++)
        assert_int_equal(
            out[k],
            set->models[retort_block_models_find(m, k ? "w1-a" : "w0-a")]
                .lineage);
    assert_int_equal(retort_block_models_teachers(
                         m, item(m, "maybe2")->population, set, out),
                     0); /* not documented */
    assert_int_equal(
        retort_block_models_teachers(m, RETORT_POPULATION_NONE, set, out), 0);
    retort_modelset_free(set);
    retort_block_models_free(m);
}

static void load__names_the_model_that_lacks_something(void **state)
{
    const world_model how = world_member(0, 0);
    retort_fingerprint *fp = world_count(&how, 0, 3, 0);
    char bare[400];
    retort_library *lib = NULL;
    retort_block_models *m = NULL;
    retort_err err = {0};

    (void)state;
    (void)snprintf(bare, sizeof(bare), "%s", fixture_path("bare.rlib"));
    assert_int_equal(retort_fingerprint_keep(fp, "so,op,lo", true, NULL),
                     RETORT_OK);
    assert_int_equal(
        retort_library_open(&lib, bare, RETORT_LIBRARY_WRITE, NULL), RETORT_OK);
    assert_int_equal(retort_library_add(lib, "half", fp, false, NULL),
                     RETORT_OK);
    assert_int_equal(retort_library_close(lib, NULL), RETORT_OK);
    assert_int_equal(load(bare, NULL, 0, &m, &err), RETORT_ERR_NOT_APPLICABLE);
    assert_null(m);
    assert_string_equal(err.text,
                        "half: a fingerprint lacks feature family cl");
    retort_fingerprint_free(fp);
}

static void load__survives_refused_allocations(void **state)
{
    retort_library *lib = NULL;
    retort_block_models *m = NULL;
    retort_status st = RETORT_ERR_NOMEM;

    (void)state;
    assert_int_equal(retort_library_open(&lib, path, RETORT_LIBRARY_READ, NULL),
                     RETORT_OK);
    for (long n = 0; st != RETORT_OK; n += 1 + n / 8) {
        const retort_block_source source = {.library = lib,
                                            .library_name = "w"};

        retort_mem_fail_at(n);
        st = retort_block_models_load(&m, &source, NULL);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || (st == RETORT_ERR_NOMEM && !m));
    }
    retort_block_models_free(m);
    retort_library_abandon(lib);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(load__lists_models_with_their_rows),
        cmocka_unit_test(load__keeps_counts_and_replies_but_no_tables),
        cmocka_unit_test(load__takes_given_rows_first),
        cmocka_unit_test(teachers__are_lineages_of_documented_ones),
        cmocka_unit_test(load__names_the_model_that_lacks_something),
        cmocka_unit_test(load__survives_refused_allocations),
    };

    return cmocka_run_group_tests_name("block_models", tests, make_library,
                                       fixture_drop_folder);
}
