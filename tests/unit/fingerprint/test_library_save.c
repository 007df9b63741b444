#include "fingerprint/library_save.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/stat.h>

#include "fingerprint/library_scores.h"
#include "support/library_fixture.h"

#define HEADER                                                                 \
    "model\tvendor\tfamily\tbase\trelation\tteachers\tshare\tconfidence\t"     \
    "released\tsource\tnote\n"

enum { MODELS = 40 };

static retort_library *open_library(const char *name)
{
    retort_library *lib;

    assert_int_equal(retort_library_open(&lib, fixture_path(name),
                                         RETORT_LIBRARY_WRITE, NULL),
                     RETORT_OK);
    return lib;
}

/* Model i, with bytes that reach over several pages. */
static void put_model(retort_library *lib, size_t i)
{
    static char bytes[20001];
    char name[16];

    memset(bytes, 'a' + (int)(i % 26), sizeof(bytes) - 1);
    bytes[(i * 977) % 20000] = '\0';
    (void)snprintf(name, sizeof(name), "model-%02zu", i);
    assert_int_equal(fixture_put(lib, name, bytes), RETORT_OK);
}

static void put_row(retort_library *lib, size_t i)
{
    char tsv[400];

    (void)snprintf(tsv, sizeof(tsv),
                   HEADER "model-%02zu\tv\tf\t-\tteacher\t-\t-\t-\t-\ts\tn\n",
                   i);
    assert_int_equal(retort_library_set_lineage(lib, retort_span_of(tsv), NULL),
                     RETORT_OK);
}

static void put_scores(retort_library *lib, const char *kind)
{
    const retort_library_score scores[] = {{"b", "a", 0.25}, {"a", "b", 0.5}};
    char hex[RETORT_DIGEST_HEX_BYTES];

    assert_int_equal(retort_library_digest(lib, hex, NULL), RETORT_OK);
    assert_int_equal(retort_library_scores_put(lib, kind, hex, scores, 2, NULL),
                     RETORT_OK);
}

static void assert_same_bytes(const char *name, const char *other)
{
    size_t len;
    size_t other_len;
    char *bytes = fixture_read(fixture_path(name), &len);
    char *others = fixture_read(fixture_path(other), &other_len);

    assert_int_equal(len, other_len);
    assert_true(len > 0);
    assert_memory_equal(bytes, others, len);
    retort_mem_free(bytes);
    retort_mem_free(others);
}

static void save__writes_the_same_bytes_for_the_same_content(void **state)
{
    retort_library *lib = open_library("forward");

    (void)state;
    for (size_t i = 0; i < MODELS; i++) {
        put_model(lib, i);
        put_row(lib, i);
    }
    assert_int_equal(retort_library_set_note(lib, "k", "v", NULL), RETORT_OK);
    put_scores(lib, "one");
    put_scores(lib, "two");
    assert_int_equal(retort_library_close(lib, NULL), RETORT_OK);

    lib = open_library("backward");
    put_row(lib, 7);
    for (size_t i = MODELS; i-- > MODELS / 2;)
        put_model(lib, i);
    assert_int_equal(retort_library_set_note(lib, "k", "other", NULL),
                     RETORT_OK);
    assert_int_equal(retort_library_close(lib, NULL), RETORT_OK);
    lib = open_library("backward"); /* in two sessions, scores the other way */
    for (size_t i = MODELS / 2; i-- > 0;)
        put_model(lib, i);
    for (size_t i = MODELS; i-- > 0;)
        put_row(lib, i);
    put_scores(lib, "two");
    put_scores(lib, "one");
    assert_int_equal(retort_library_set_note(lib, "k", "v", NULL), RETORT_OK);
    assert_int_equal(retort_library_close(lib, NULL), RETORT_OK);
    assert_same_bytes("forward", "backward");
}

static void save__of_an_unchanged_library_changes_no_byte(void **state)
{
    size_t len;
    char *bytes = fixture_read(fixture_path("forward"), &len);

    (void)state;
    fixture_write(fixture_path("copy"), bytes, len);
    retort_mem_free(bytes);
    assert_int_equal(retort_library_close(open_library("copy"), NULL),
                     RETORT_OK);
    assert_same_bytes("forward", "copy");
}

static void save__keeps_blobs_of_the_old_file_and_of_the_session(void **state)
{
    retort_library *lib = open_library("both");
    struct sqlite3 *db;
    struct sqlite3_stmt *stmt;
    static const char *const want[] = {"old", "new", "kept"};

    (void)state;
    assert_int_equal(fixture_put(lib, "a", "old"), RETORT_OK);
    assert_int_equal(fixture_put(lib, "c", "kept"), RETORT_OK);
    assert_int_equal(retort_library_close(lib, NULL), RETORT_OK);
    lib = open_library("both");
    assert_int_equal(fixture_put(lib, "b", "new"), RETORT_OK);
    assert_int_equal(retort_library_close(lib, NULL), RETORT_OK);
    assert_int_equal(
        retort_db_open(&db, fixture_path("both"), RETORT_DB_IMMUTABLE, NULL),
        RETORT_OK);
    assert_int_equal(
        retort_db_prepare(db, "SELECT fingerprint FROM model ORDER BY name",
                          &stmt, NULL),
        RETORT_OK);
    for (size_t i = 0; i < 3; i++) {
        retort_span blob;

        assert_int_equal(retort_db_step(stmt, NULL), RETORT_OK);
        blob = retort_db_blob(stmt, 0);
        assert_int_equal(blob.len, strlen(want[i]));
        assert_memory_equal(blob.ptr, want[i], blob.len);
    }
    assert_int_equal(retort_db_step(stmt, NULL), RETORT_END);
    retort_db_finish(stmt);
    retort_db_close(db);
}

static void save__fills_the_views(void **state)
{
    static const struct {
        const char *sql;
        const char *want;
    } ask[] = {
        {"SELECT count(*) || name || relation FROM members",
         "1model-03teacher"},
        {"SELECT lineage || rows || members || reference_rows || student_rows "
         "FROM lineage_counts",
         "f2120"},
        {"SELECT count(*) || name FROM reference_rows", "1model-03"},
    };
    retort_library *lib = open_library("views");
    struct sqlite3 *db;

    (void)state;
    put_model(lib, 3);
    put_row(lib, 3);
    put_row(lib, 4);
    assert_int_equal(retort_library_close(lib, NULL), RETORT_OK);
    assert_int_equal(
        retort_db_open(&db, fixture_path("views"), RETORT_DB_IMMUTABLE, NULL),
        RETORT_OK);
    for (size_t i = 0; i < sizeof(ask) / sizeof(ask[0]); i++) {
        struct sqlite3_stmt *stmt;

        assert_int_equal(retort_db_prepare(db, ask[i].sql, &stmt, NULL),
                         RETORT_OK);
        assert_int_equal(retort_db_step(stmt, NULL), RETORT_OK);
        assert_string_equal(retort_db_text(stmt, 0), ask[i].want);
        retort_db_finish(stmt);
    }
    retort_db_close(db);
}

static void save__leaves_nothing_behind_when_it_fails(void **state)
{
    retort_library *lib;
    retort_err err = {0};

    (void)state;
    (void)fixture_empty_folder();
    lib = open_library("lost");
    put_model(lib, 1);
    assert_int_equal(mkdir(fixture_path("lost"), 0700), 0);
    assert_int_equal(retort_library_close(lib, &err), RETORT_ERR_IO);
    assert_int_equal(err.code, RETORT_ERR_IO);
    assert_int_equal(rmdir(fixture_path("lost")), 0);
    assert_int_equal(fixture_empty_folder(), 0);
}

static void save__finds_an_old_file_that_lost_a_model(void **state)
{
    retort_library *lib = open_library("hole");
    retort_err err = {0};

    (void)state;
    put_model(lib, 1);
    put_model(lib, 2);
    assert_int_equal(retort_library_close(lib, NULL), RETORT_OK);
    lib = open_library("hole");
    lib->models[0].name = "model-00"; /* as if the file had said so */
    assert_int_equal(retort_library_save(lib, &err), RETORT_ERR_FORMAT);
    assert_non_null(strstr(err.text, "lost the fingerprint of model-00"));
    retort_library_abandon(lib);
    assert_int_equal(fixture_empty_folder(), 1);
}

static void save__says_so_when_memory_runs_out(void **state)
{
    retort_library *lib = open_library("oom");

    (void)state;
    put_model(lib, 1);
    retort_mem_fail_at(0);
    assert_int_equal(retort_library_save(lib, NULL), RETORT_ERR_NOMEM);
    retort_mem_fail_at(-1);
    assert_int_equal(retort_library_save(lib, NULL), RETORT_OK);
    retort_library_abandon(lib);
    assert_int_equal(fixture_empty_folder(), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(save__writes_the_same_bytes_for_the_same_content),
        cmocka_unit_test(save__of_an_unchanged_library_changes_no_byte),
        cmocka_unit_test(save__keeps_blobs_of_the_old_file_and_of_the_session),
        cmocka_unit_test(save__fills_the_views),
        cmocka_unit_test(save__leaves_nothing_behind_when_it_fails),
        cmocka_unit_test(save__finds_an_old_file_that_lost_a_model),
        cmocka_unit_test(save__says_so_when_memory_runs_out),
    };

    return cmocka_run_group_tests_name(
        "library_save", tests, fixture_make_folder, fixture_drop_folder);
}
