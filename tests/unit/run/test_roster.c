#include "run/roster.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/mem.h"
#include "support/model_world.h"

static char folder_refs[400];
static char folder_controls[400];
static char library[400];
static char table[400];

/* References and controls in two folders, and both in a library. */
static int make_world(void **state)
{
    retort_buf tsv;

    if (fixture_make_folder(state) != 0)
        return -1;
    (void)snprintf(folder_refs, 400, "%s", fixture_path("refs"));
    (void)snprintf(folder_controls, 400, "%s", fixture_path("controls"));
    (void)snprintf(library, 400, "%s", fixture_path("all.rlib"));
    (void)snprintf(table, 400, "%s", fixture_path("lineage.tsv"));
    if (mkdir(folder_refs, 0700) != 0 || mkdir(folder_controls, 0700) != 0)
        return -1;
    if (world_write(folder_refs, "l", 0) != RETORT_OK)
        return -1;
    for (unsigned i = 0; i < WORLD_LINEAGES; i++) {
        char from[600];
        char to[600];

        (void)snprintf(from, 600, "%s/%s.rfp", folder_refs,
                       world_name("l", i, 1));
        (void)snprintf(to, 600, "%s/%s.rfp", folder_controls,
                       world_name("l", i, 1));
        if (rename(from, to) != 0)
            return -1;
    }
    retort_buf_init(&tsv, 1 << 16);
    world_table("l", &tsv);
    fixture_write(table, tsv.ptr, tsv.len);
    retort_buf_release(&tsv);
    return world_library(library, "l", false, 0, NULL) == RETORT_OK ? 0 : -1;
}

static int drop_world(void **state)
{
    for (unsigned i = 0; i < 2 * WORLD_LINEAGES; i++) {
        char path[600];

        (void)snprintf(path, 600, "%s/%s.rfp",
                       i % 2 ? folder_controls : folder_refs,
                       world_name("l", i / 2, i % 2));
        (void)unlink(path);
    }
    (void)rmdir(folder_refs);
    (void)rmdir(folder_controls);
    return fixture_drop_folder(state);
}

static retort_roster *load(const retort_roster_source *source)
{
    retort_roster *r = NULL;
    retort_err err = {0};

    if (retort_roster_load(&r, source, &err) != RETORT_OK)
        fail_msg("%s: %s", err.file, err.text);
    return r;
}

static retort_roster_source from_folders(void)
{
    return (retort_roster_source){.references = folder_refs,
                                  .controls = folder_controls,
                                  .lineage = table,
                                  .threads = 2};
}

static void check_scores(const retort_roster *a, const retort_roster *b,
                         double tolerance)
{
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count * a->count; i++) {
        assert_int_equal(isnan(a->profile[i]), isnan(b->profile[i]));
        assert_int_equal(isnan(a->common[i]), isnan(b->common[i]));
        if (!isnan(a->profile[i]))
            assert_true(fabs(a->profile[i] - b->profile[i]) <= tolerance);
        if (!isnan(a->common[i]))
            assert_true(fabs(a->common[i] - b->common[i]) <= tolerance);
    }
    for (size_t i = 0; i < a->count; i++)
        assert_true((isnan(a->hub[i]) && isnan(b->hub[i])) ||
                    fabs(a->hub[i] - b->hub[i]) <= tolerance);
}

static void load__of_folders_tells_references_from_controls(void **state)
{
    retort_roster_source source = from_folders();
    retort_roster *r = load(&source);

    (void)state;
    assert_int_equal(r->count, 12);
    assert_string_equal(r->name, "refs");
    assert_string_equal(r->notice, "");
    assert_int_equal(strlen(r->digest), 64);
    for (size_t i = 0; i < r->count; i++) {
        const retort_roster_model *m = &r->models[i];

        if (i)
            assert_true(strcmp(r->models[i - 1].name, m->name) < 0);
        assert_int_equal(m->is_reference, i % 2 == 0);
        assert_int_equal(m->is_control, i % 2 == 1);
        assert_true(m->background);
        assert_non_null(m->row);
        assert_int_equal(m->row->vendor[0], 'v');
    }
    retort_roster_free(r);
    retort_roster_free(NULL);
}

static void load__of_a_library_follows_its_table(void **state)
{
    const retort_roster_source source = {.library = library, .threads = 1};
    retort_roster *r = load(&source);

    (void)state;
    assert_int_equal(r->count, 12);
    assert_string_equal(r->name, "all.rlib");
    for (size_t i = 0; i < r->count; i++) {
        assert_int_equal(r->models[i].is_reference, i % 2 == 0);
        assert_false(r->models[i].is_control);
        assert_int_equal(r->models[i].background, i % 2 == 0);
    }
    retort_roster_free(r);
}

static void load__profile_is_known_for_references_only(void **state)
{
    const retort_roster_source source = {.library = library, .threads = 1};
    retort_roster *r = load(&source);

    (void)state;
    for (size_t s = 0; s < r->count; s++)
        for (size_t t = 0; t < r->count; t++) {
            bool known = r->models[t].is_reference && s != t;

            assert_int_equal(!isnan(r->profile[s * r->count + t]), known);
            assert_int_equal(!isnan(r->common[s * r->count + t]),
                             r->models[t].is_reference &&
                                 r->models[s].is_reference);
        }
    for (size_t t = 0; t < r->count; t++)
        assert_int_equal(!isnan(r->hub[t]), r->models[t].is_reference);
    retort_roster_free(r);
}

static void load__scores_do_not_depend_on_threads(void **state)
{
    retort_roster_source source = from_folders();
    retort_roster *one;
    retort_roster *four;

    (void)state;
    source.threads = 1;
    one = load(&source);
    source.threads = 4;
    four = load(&source);
    check_scores(one, four, 0.0);
    assert_string_equal(one->digest, four->digest);
    retort_roster_free(one);
    retort_roster_free(four);
}

/* Kept scores are those that would be computed. */
static void index__keeps_what_load_computes(void **state)
{
    const char *path = fixture_path("kept.rlib");
    retort_roster_source source = {.library = path, .threads = 1};
    retort_library *lib = NULL;
    retort_roster *computed;
    retort_roster *kept;

    (void)state;
    assert_int_equal(world_library(path, "l", true, 0, NULL), RETORT_OK);
    computed = load(&source);
    assert_int_equal(
        retort_library_open(&lib, path, RETORT_LIBRARY_WRITE, NULL), RETORT_OK);
    assert_int_equal(retort_roster_index(lib, 2, NULL), RETORT_OK);
    assert_int_equal(retort_library_close(lib, NULL), RETORT_OK);
    kept = load(&source);
    check_scores(computed, kept, 0.0);
    assert_string_equal(computed->digest, kept->digest);
    retort_roster_free(computed);
    retort_roster_free(kept);
    (void)unlink(path);
}

/* A library filled the other way round is the same roster. */
static void load__does_not_depend_on_the_order_of_adding(void **state)
{
    const char *path = fixture_path("reversed.rlib");
    const retort_roster_source a = {.library = library, .threads = 1};
    const retort_roster_source b = {.library = path, .threads = 1};
    retort_roster *x;
    retort_roster *y;

    (void)state;
    assert_int_equal(world_library(path, "l", true, 0, NULL), RETORT_OK);
    x = load(&a);
    y = load(&b);
    check_scores(x, y, 0.0);
    assert_string_equal(x->digest, y->digest);
    for (size_t i = 0; i < x->count; i++)
        assert_string_equal(x->models[i].name, y->models[i].name);
    retort_roster_free(x);
    retort_roster_free(y);
    (void)unlink(path);
}

static void load__names_what_is_wrong(void **state)
{
    char empty[400];
    const char *bad = fixture_path("bad.tsv");
    retort_roster_source source = from_folders();
    retort_roster *r = (void *)1;
    retort_err err = {0};

    (void)state;
    (void)snprintf(empty, 400, "%s", fixture_path("none"));
    assert_int_equal(mkdir(empty, 0700), 0);
    source.controls = empty;
    assert_int_equal(retort_roster_load(&r, &source, &err), RETORT_ERR_EMPTY);
    assert_non_null(strstr(err.text, empty));
    assert_null(r);
    (void)rmdir(empty);
    source.controls = folder_refs; /* every name twice */
    assert_int_equal(retort_roster_load(&r, &source, &err), RETORT_ERR_ARG);
    assert_non_null(strstr(err.text, "l0-a"));
    source = from_folders();
    fixture_write(bad, "nothing", 7);
    source.lineage = bad;
    assert_int_equal(retort_roster_load(&r, &source, &err), RETORT_ERR_FORMAT);
    assert_string_equal(err.file, bad);
    source.lineage = "/nonexistent.tsv";
    assert_int_equal(retort_roster_load(&r, &source, &err),
                     RETORT_ERR_NOT_FOUND);
    source = (retort_roster_source){.library = "/nonexistent.rlib"};
    assert_int_equal(retort_roster_load(&r, &source, &err),
                     RETORT_ERR_NOT_FOUND);
    source = (retort_roster_source){.references = "/nonexistent"};
    assert_int_not_equal(retort_roster_load(&r, &source, &err), RETORT_OK);
    assert_null(r);
}

static void load__names_a_damaged_fingerprint(void **state)
{
    retort_roster_source source = from_folders();
    retort_roster *r = NULL;
    retort_err err = {0};
    char path[600];

    (void)state;
    (void)snprintf(path, 600, "%s/zz.rfp", folder_controls);
    fixture_write(path, "RETORTFP", 8);
    assert_int_equal(retort_roster_load(&r, &source, &err), RETORT_ERR_FORMAT);
    assert_string_equal(err.file, path);
    (void)unlink(path);
    (void)snprintf(path, 600, "%s/notes.txt", folder_controls);
    fixture_write(path, "not ours", 8);
    r = load(&source); /* other files are passed over */
    assert_int_equal(r->count, 12);
    retort_roster_free(r);
    (void)unlink(path);
}

static void load__without_a_table_takes_each_model_for_itself(void **state)
{
    retort_roster_source source = from_folders();
    retort_roster *r;

    (void)state;
    source.lineage = NULL;
    source.references = folder_refs;
    r = load(&source);
    assert_int_equal(r->count, 12);
    for (size_t i = 0; i < r->count; i++) {
        assert_string_equal(r->models[i].row->family, "");
        assert_int_equal(r->models[i].is_reference, i % 2 == 0);
    }
    retort_roster_free(r);
}

static void load__fails_cleanly_without_memory(void **state)
{
    char refs[400];
    char path[600];
    const world_model m = world_member(1, 0);
    retort_status st = RETORT_ERR_NOMEM;
    long n = 0;

    (void)state;
    (void)snprintf(refs, 400, "%s", fixture_path("two"));
    assert_int_equal(mkdir(refs, 0700), 0);
    for (unsigned i = 0; i < 2; i++) {
        retort_fingerprint *fp = world_count(&m, 0, 2 + i, 0);
        unsigned char *bytes;
        size_t len;

        assert_int_equal(
            retort_fingerprint_encode(fp, true, &bytes, &len, NULL), RETORT_OK);
        (void)snprintf(path, 600, "%s/m%u.rfp", refs, i);
        fixture_write(path, bytes, len);
        retort_fingerprint_bytes_free(bytes);
        retort_fingerprint_free(fp);
    }
    for (; st != RETORT_OK && n < 1000; n++) {
        const retort_roster_source source = {.references = refs, .threads = 1};
        retort_roster *r = NULL;

        retort_mem_fail_at(n);
        st = retort_roster_load(&r, &source, NULL);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || st == RETORT_ERR_NOMEM);
        assert_int_equal(r == NULL, st != RETORT_OK);
        retort_roster_free(r);
    }
    assert_int_equal(st, RETORT_OK);
    assert_true(n > 40);
    for (unsigned i = 0; i < 2; i++) {
        (void)snprintf(path, 600, "%s/m%u.rfp", refs, i);
        (void)unlink(path);
    }
    (void)rmdir(refs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(load__of_folders_tells_references_from_controls),
        cmocka_unit_test(load__of_a_library_follows_its_table),
        cmocka_unit_test(load__profile_is_known_for_references_only),
        cmocka_unit_test(load__scores_do_not_depend_on_threads),
        cmocka_unit_test(index__keeps_what_load_computes),
        cmocka_unit_test(load__does_not_depend_on_the_order_of_adding),
        cmocka_unit_test(load__names_what_is_wrong),
        cmocka_unit_test(load__names_a_damaged_fingerprint),
        cmocka_unit_test(load__without_a_table_takes_each_model_for_itself),
        cmocka_unit_test(load__fails_cleanly_without_memory),
    };

    return cmocka_run_group_tests_name("roster", tests, make_world, drop_world);
}
