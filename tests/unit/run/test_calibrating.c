#include "run/calibrating.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/philox.h"
#include "run/calibration_file.h"
#include "support/block_world.h"

enum { DRAWS = 20 };

static char library[400];
static retort_calibration *world; /* of the library, three threads */

static int make_world(void **state)
{
    retort_calibrating how = {.draws = DRAWS, .threads = 3};

    if (fixture_make_folder(state) != 0)
        return -1;
    (void)snprintf(library, sizeof(library), "%s", fixture_path("w.rlib"));
    how.library = library;
    if (block_library(library, false) != RETORT_OK)
        return -1;
    return retort_calibrating_run(&world, &how, NULL) == RETORT_OK ? 0 : -1;
}

static int drop_world(void **state)
{
    retort_calibration_free(world);
    return fixture_drop_folder(state);
}

static retort_calibration *calibrate(const retort_calibrating *how)
{
    retort_calibration *c = NULL;
    retort_err err = {0};

    if (retort_calibrating_run(&c, how, &err) != RETORT_OK)
        fail_msg("%s: %s", err.file, err.text);
    return c;
}

/* Write @p c to @p name in the folder of the test. @return its path */
static const char *put(const retort_calibration *c, const char *name)
{
    const char *path = fixture_path(name);

    assert_int_equal(retort_calibration_file_write(c, RETORT_FORM_CALIBRATION,
                                                   path, true, NULL),
                     RETORT_OK);
    return path;
}

static void check_same_file(const char *a, const char *b)
{
    size_t a_len;
    size_t b_len;
    char *x = fixture_read(a, &a_len);
    char *y = fixture_read(b, &b_len);

    assert_true(x && y && a_len > 1000);
    assert_int_equal(a_len, b_len);
    assert_memory_equal(x, y, a_len);
    retort_mem_free(x);
    retort_mem_free(y);
}

static const retort_validation *distilled(const retort_calibration *c)
{
    return retort_calibration_validation(c, RETORT_PROPOSITION_DISTILLED);
}

static size_t dose_rows(const retort_validation *v)
{
    size_t n = 0;

    for (size_t i = 0; i < v->power_count; i++)
        n += strcmp(v->power[i].kind, "dose") == 0;
    return n;
}

/* --- from a library ------------------------------------------------------- */

static void run__validates_three_propositions_in_order(void **state)
{
    static const char *const ids[] = {"same", "tuned", "distilled"};

    (void)state;
    assert_int_equal(world->validation_count, 3);
    assert_int_equal(world->population.set_count, 3);
    assert_int_equal(world->draws, DRAWS);
    for (size_t i = 0; i < 3; i++) {
        const retort_validation *v = &world->validations[i];

        assert_string_equal(v->proposition, ids[i]);
        assert_int_equal(v->draws, DRAWS);
        assert_true(v->positive_pairs > 0);
        assert_true(v->null_pairs > 0);
        assert_true(v->acceptance_count > 0);
    }
    assert_int_equal(distilled(world)->positive_lineages, 2);
}

static void run__names_the_library_without_its_path(void **state)
{
    retort_library *lib = NULL;
    char digest[RETORT_DIGEST_HEX_BYTES];

    (void)state;
    assert_string_equal(world->population.library_name, "w.rlib");
    assert_int_equal(
        retort_library_open(&lib, library, RETORT_LIBRARY_READ, NULL),
        RETORT_OK);
    assert_int_equal(retort_library_digest(lib, digest, NULL), RETORT_OK);
    retort_library_abandon(lib);
    assert_string_equal(world->population.library_digest, digest);
}

static void run__puts_dose_rows_behind_the_power_of_distilled_only(void **state)
{
    const retort_validation *v = distilled(world);

    (void)state;
    assert_int_equal(dose_rows(&world->validations[0]), 0);
    assert_int_equal(dose_rows(&world->validations[1]), 0);
    assert_int_equal(dose_rows(v), 6);
    assert_true(v->power_count > 6);
    for (size_t i = v->power_count - 6; i < v->power_count; i++)
        assert_string_equal(v->power[i].kind, "dose");
}

/* The definition: 8 bytes of SHA-256 over the digest, cut to 53 bits. */
static uint64_t seed_by_definition(const char *digest)
{
    unsigned char bytes[RETORT_SHA256_BYTES];
    uint64_t first = 0;

    assert_int_equal(retort_sha256_of(retort_span_of(digest), bytes, NULL),
                     RETORT_OK);
    assert_true(retort_philox_seed(bytes) != 0);
    memcpy(&first, bytes, sizeof(first)); /* little-endian, as elsewhere */
    assert_true(first == retort_philox_seed(bytes));
    return first >> 11;
}

static void run__seeds_by_the_digest_of_the_library_alone(void **state)
{
    char elsewhere[400];
    retort_calibrating how = {.draws = 1, .threads = 1};
    const char *digest = world->population.library_digest;
    retort_calibration *c;

    (void)state;
    (void)snprintf(elsewhere, sizeof(elsewhere), "%s", fixture_path("o.rlib"));
    assert_int_equal(block_library(elsewhere, true), RETORT_OK);
    how.library = elsewhere;
    c = calibrate(&how);
    assert_string_equal(c->population.library_digest, digest);
    assert_int_equal(c->seed, world->seed);
    assert_int_equal(world->seed, seed_by_definition(digest));
    assert_true(world->seed < UINT64_C(1) << 53);
    retort_calibration_free(c);
}

static void run__gives_the_same_bytes_for_any_number_of_threads(void **state)
{
    retort_calibrating how = {.library = library, .draws = DRAWS, .threads = 1};
    retort_calibration *c = calibrate(&how);

    (void)state;
    check_same_file(put(world, "three.json"), put(c, "one.json"));
    retort_calibration_free(c);
}

/* Told stages, one after the other, with a bar behind each. */
static void note(void *ctx, const char *stage)
{
    char *text = ctx;
    size_t len = strlen(text);

    (void)snprintf(text + len, 200 - len, "%s|", stage);
}

static void run__tells_its_stages(void **state)
{
    char told[200] = "";
    retort_calibrating how = {.library = library,
                              .draws = 1,
                              .threads = 2,
                              .stage = note,
                              .stage_ctx = told};

    (void)state;
    retort_calibration_free(calibrate(&how));
    assert_string_equal(told, "fingerprints|scores|same|tuned|distilled|dose "
                              "response|");
}

/* --- with a table of one's own -------------------------------------------- */

static void run__lets_the_rows_of_a_table_come_first(void **state)
{
    static const char TABLE[] =
        "model\tvendor\tfamily\tbase\trelation\tteachers\tshare\tconfidence\t"
        "released\tsource\tnote\n"
        "maybe2\tacademic\tmaybe2\td\tsft-distill\tw2-a\tmain\tdocumented\t"
        "2024-01\tx\t-\n";
    char path[400];
    retort_calibrating how = {.library = library, .draws = 1, .threads = 2};
    retort_calibration *c;

    (void)state;
    (void)snprintf(path, sizeof(path), "%s", fixture_path("own.tsv"));
    fixture_write(path, TABLE, sizeof(TABLE) - 1);
    how.lineage = path;
    c = calibrate(&how);
    assert_int_equal(distilled(c)->positive_lineages,
                     distilled(world)->positive_lineages + 1);
    assert_int_equal(distilled(c)->positive_pairs,
                     distilled(world)->positive_pairs + 1);
    assert_string_equal(c->population.library_digest,
                        world->population.library_digest);
    retort_calibration_free(c);
}

/* --- what cannot be used -------------------------------------------------- */

/* Calibrating from @p path must fail like this. @return what was said */
static retort_err refusal(const char *path, const char *table,
                          retort_status expected)
{
    const retort_calibrating how = {
        .library = path, .lineage = table, .draws = 1, .threads = 1};
    retort_calibration *c = world;
    retort_err err = {0};

    assert_int_equal(retort_calibrating_run(&c, &how, &err), expected);
    assert_null(c);
    assert_int_equal(err.code, expected);
    assert_true(err.text[0] != '\0');
    return err;
}

static void run__names_the_library_that_is_not_there(void **state)
{
    retort_err err =
        refusal(fixture_path("nowhere.rlib"), NULL, RETORT_ERR_NOT_FOUND);

    (void)state;
    assert_non_null(strstr(err.file, "nowhere.rlib"));
}

static void run__names_the_table_that_is_none(void **state)
{
    char path[400];
    retort_err err;

    (void)state;
    (void)snprintf(path, sizeof(path), "%s", fixture_path("bad.tsv"));
    fixture_write(path, "nonsense\n", 9);
    err = refusal(library, path, RETORT_ERR_FORMAT);
    assert_non_null(strstr(err.file, "bad.tsv"));
}

/* A library of one model that keeps only some of its parts. */
static const char *poor_library(const char *families, bool replies)
{
    static char path[400];
    const world_model m = world_member(0, 0);
    retort_fingerprint *fp = world_count(&m, 0, 4, 0);
    retort_library *lib = NULL;

    (void)snprintf(path, sizeof(path), "%s", fixture_path("poor.rlib"));
    (void)remove(path);
    assert_non_null(fp);
    assert_int_equal(retort_fingerprint_keep(fp, families, replies, NULL),
                     RETORT_OK);
    assert_int_equal(
        retort_library_open(&lib, path, RETORT_LIBRARY_WRITE, NULL), RETORT_OK);
    assert_int_equal(retort_library_add(lib, "poor-one", fp, false, NULL),
                     RETORT_OK);
    assert_int_equal(retort_library_close(lib, NULL), RETORT_OK);
    retort_fingerprint_free(fp);
    return path;
}

static void run__names_the_model_that_lacks_something(void **state)
{
    retort_err err = refusal(poor_library("so,op,cl,lo", false), NULL,
                             RETORT_ERR_NOT_APPLICABLE);

    (void)state;
    assert_non_null(strstr(err.text, "poor-one"));
    assert_non_null(strstr(err.text, "replies"));
    assert_non_null(strstr(err.file, "poor.rlib"));
    err = refusal(poor_library("so,op,cl", true), NULL,
                  RETORT_ERR_NOT_APPLICABLE);
    assert_non_null(strstr(err.text, "poor-one"));
    assert_non_null(strstr(err.text, "family lo"));
    assert_non_null(strstr(err.file, "poor.rlib"));
}

static void run__of_models_without_any_pair_is_empty_but_complete(void **state)
{
    const retort_calibrating how = {
        .library = poor_library("so,op,cl,lo", true), .draws = 3, .threads = 2};
    retort_calibration *c = calibrate(&how);

    (void)state;
    assert_int_equal(c->validation_count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(c->validations[i].positive_pairs, 0);
        assert_int_equal(c->validations[i].null_pairs, 0);
        assert_true(isnan(c->validations[i].closed.cllr.value));
        assert_int_equal(dose_rows(&c->validations[i]), 0);
    }
    retort_calibration_free(c);
}

static void run__without_memory_leaves_nothing(void **state)
{
    const retort_calibrating how = {
        .library = poor_library("so,op,cl,lo", true), .draws = 2, .threads = 1};
    long refused = 0;

    (void)state;
    for (long n = 0;; n++) {
        retort_calibration *c = NULL;
        retort_status st;

        retort_mem_fail_at(n);
        st = retort_calibrating_run(&c, &how, NULL);
        retort_mem_fail_at(-1);
        if (st == RETORT_OK) {
            retort_calibration_free(c);
            break;
        }
        assert_int_equal(st, RETORT_ERR_NOMEM);
        assert_null(c);
        refused++;
    }
    assert_true(refused > 50);
}

/* --- from a file ---------------------------------------------------------- */

static retort_calibration *read_back(const char *name)
{
    retort_calibration *c = NULL;

    assert_int_equal(
        retort_calibration_file_read(&c, fixture_path(name), NULL, NULL),
        RETORT_OK);
    return c;
}

static void again__computes_the_figures_that_the_file_holds(void **state)
{
    const retort_calibrating how = {.draws = DRAWS, .threads = 2};
    retort_calibration *c;

    (void)state;
    (void)put(world, "first.json");
    c = read_back("first.json");
    assert_int_equal(retort_calibrating_again(c, &how, NULL), RETORT_OK);
    assert_int_equal(dose_rows(distilled(c)), 6);
    check_same_file(put(c, "again.json"), fixture_path("first.json"));
    retort_calibration_free(c);
}

/* Figures come from pairs: those of the file are not believed. */
static void again__does_not_believe_the_figures_of_the_file(void **state)
{
    const retort_calibrating how = {.draws = DRAWS, .threads = 1};
    retort_validation forged[3];
    retort_calibration *c;

    (void)state;
    (void)put(world, "first.json");
    c = read_back("first.json");
    memcpy(forged, c->validations, sizeof(forged));
    for (size_t i = 0; i < 3; i++) {
        forged[i].closed.cllr.value = 0.001;
        forged[i].positive_pairs = 999;
        forged[i].acceptance_count = 0;
    }
    c->validations = forged;
    assert_int_equal(retort_calibrating_again(c, &how, NULL), RETORT_OK);
    check_same_file(put(c, "again.json"), fixture_path("first.json"));
    retort_calibration_free(c);
}

static void again__takes_the_draws_it_is_told(void **state)
{
    const retort_calibrating how = {.draws = 2 * DRAWS, .threads = 1};
    retort_calibration *c;

    (void)state;
    (void)put(world, "first.json");
    c = read_back("first.json");
    assert_int_equal(retort_calibrating_again(c, &how, NULL), RETORT_OK);
    assert_int_equal(c->draws, 2 * DRAWS);
    assert_int_equal(distilled(c)->draws, 2 * DRAWS);
    assert_int_equal(c->seed, world->seed);
    assert_true(distilled(c)->closed.cllr.value ==
                distilled(world)->closed.cllr.value);
    retort_calibration_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(run__validates_three_propositions_in_order),
        cmocka_unit_test(run__names_the_library_without_its_path),
        cmocka_unit_test(
            run__puts_dose_rows_behind_the_power_of_distilled_only),
        cmocka_unit_test(run__seeds_by_the_digest_of_the_library_alone),
        cmocka_unit_test(run__gives_the_same_bytes_for_any_number_of_threads),
        cmocka_unit_test(run__tells_its_stages),
        cmocka_unit_test(run__lets_the_rows_of_a_table_come_first),
        cmocka_unit_test(run__names_the_library_that_is_not_there),
        cmocka_unit_test(run__names_the_table_that_is_none),
        cmocka_unit_test(run__names_the_model_that_lacks_something),
        cmocka_unit_test(run__of_models_without_any_pair_is_empty_but_complete),
        cmocka_unit_test(run__without_memory_leaves_nothing),
        cmocka_unit_test(again__computes_the_figures_that_the_file_holds),
        cmocka_unit_test(again__does_not_believe_the_figures_of_the_file),
        cmocka_unit_test(again__takes_the_draws_it_is_told),
    };

    return cmocka_run_group_tests(tests, make_world, drop_world);
}
