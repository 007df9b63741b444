#include "run/fingerprinting.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/replies_file.h"

static const size_t THREADS[] = {1, 2, 8};
enum { LINES = 300, MODELS = 5 };

/* LINES random lines of MODELS models, interleaved. */
static void lines_make(retort_buf *b, size_t *at)
{
    test_random r = {2024};

    retort_buf_init(b, (size_t)1 << 24);
    for (size_t i = 0; i < LINES; i++) {
        at[i] = b->len;
        line_random(&r, MODELS, b);
    }
    at[LINES] = b->len;
    assert_int_equal(retort_buf_status(b), RETORT_OK);
}

static retort_fingerprinting how_of(const char *const *inputs, size_t n)
{
    return (retort_fingerprinting){.inputs = inputs,
                                   .input_count = n,
                                   .build = {.params = {.rules = 1}},
                                   .threads = 2,
                                   .encode = true,
                                   .read = {.batch_bytes = 4096}};
}

static void check_digests(const test_made *a, const test_made *b)
{
    assert_int_equal(a->models, b->models);
    for (size_t i = 0; i < a->models; i++) {
        assert_string_equal(a->name[i], b->name[i]);
        assert_int_equal(a->replies[i], b->replies[i]);
        assert_string_equal(a->digest[i], b->digest[i]);
    }
}

static void check_bytes(const test_made *a, const test_made *b)
{
    assert_true(a->bytes.len > 0);
    assert_int_equal(a->bytes.len, b->bytes.len);
    assert_memory_equal(a->bytes.ptr, b->bytes.ptr, a->bytes.len);
}

/* --- the laws --------------------------------------------------------------- */

static void inputs__give_the_same_bytes_for_any_threads_and_batches(
    void **state)
{
    static const size_t batches[] = {512, 4096, 1 << 20};
    static size_t at[LINES + 1];
    static test_made want;
    static test_made got;
    retort_buf b;
    const char *path;

    (void)state;
    lines_make(&b, at);
    path = lines_write("mixed.jsonl", &b);
    for (uint32_t detail = 0; detail < 2; detail++) {
        retort_fingerprinting how = how_of(&path, 1);

        how.build.params.detail = detail;
        how.threads = 1;
        assert_int_equal(made_run(&how, &want, NULL), RETORT_OK);
        assert_int_equal(want.models, MODELS);
        for (size_t t = 0; t < 3; t++)
            for (size_t k = 0; k < 3; k++) {
                how.threads = THREADS[t];
                how.read.batch_bytes = batches[k];
                assert_int_equal(made_run(&how, &got, NULL), RETORT_OK);
                check_digests(&want, &got);
                check_bytes(&want, &got);
                made_release(&got);
            }
        made_release(&want);
    }
    retort_buf_release(&b);
}

/* Shuffled, sorted by model, cut into files: the same content. */
static void inputs__order_and_cut_do_not_show(void **state)
{
    static size_t at[LINES + 1];
    static test_made want;
    static test_made got;
    test_random r = {77};
    retort_buf b;
    char names[4][400];
    const char *paths[4] = {names[0], names[1], names[2], names[3]};
    const char *whole;

    (void)state;
    lines_make(&b, at);
    whole = lines_write("whole.jsonl", &b);
    {
        retort_fingerprinting how = how_of(&whole, 1);

        assert_int_equal(made_run(&how, &want, NULL), RETORT_OK);
    }
    for (int sorted = 0; sorted < 2; sorted++) {
        size_t order[LINES];
        retort_buf part[4];
        size_t n = 0;
        retort_fingerprinting how = how_of(paths, 4);

        if (sorted) { /* model by model */
            for (char m = '0'; m < '0' + MODELS; m++)
                for (size_t i = 0; i < LINES; i++)
                    if (strstr(b.ptr + at[i], "model-")[6] == m)
                        order[n++] = i;
            assert_int_equal(n, LINES);
        } else {
            for (size_t i = 0; i < LINES; i++) {
                size_t j = random_below(&r, i + 1);

                order[i] = order[j];
                order[j] = i;
            }
        }
        for (size_t f = 0; f < 4; f++) {
            char name[40];

            retort_buf_init(&part[f], 1 << 24);
            for (size_t i = f * LINES / 4; i < (f + 1) * LINES / 4; i++)
                retort_buf_add(&part[f],
                               (retort_span){b.ptr + at[order[i]],
                                             at[order[i] + 1] - at[order[i]]});
            (void)snprintf(name, sizeof(name), "part-%d-%zu.jsonl", sorted, f);
            (void)snprintf(names[f], sizeof(names[f]), "%s",
                           lines_write(name, &part[f]));
            retort_buf_release(&part[f]);
        }
        for (size_t t = 0; t < 3; t++) {
            how.threads = THREADS[t];
            assert_int_equal(made_run(&how, &got, NULL), RETORT_OK);
            check_digests(&want, &got);
            made_release(&got);
        }
    }
    made_release(&want);
    retort_buf_release(&b);
}

static void inputs__compression_does_not_show_in_the_content(void **state)
{
    static size_t at[LINES + 1];
    static test_made want;
    static test_made got;
    retort_buf b;
    char command[1000];
    char packed[400];
    const char *path;
    const char *gz = packed;

    (void)state;
    lines_make(&b, at);
    path = lines_write("plain.jsonl", &b);
    (void)snprintf(packed, sizeof(packed), "%s.gz", path);
    (void)snprintf(command, sizeof(command), "gzip -kf %s", path);
    if (system(command) != 0) {
        print_message("skipped: gzip is not installed\n");
        skip();
    }
    {
        retort_fingerprinting how = how_of(&path, 1);

        assert_int_equal(made_run(&how, &want, NULL), RETORT_OK);
        how.inputs = &gz;
        assert_int_equal(made_run(&how, &got, NULL), RETORT_OK);
    }
    check_digests(&want, &got);
    made_release(&want);
    made_release(&got);
    retort_buf_release(&b);
}

/* Two files of one model are its two fingerprints merged. */
static void inputs__together_are_the_merge_of_each(void **state)
{
    retort_buf b[2];
    char names[2][400];
    const char *paths[2] = {names[0], names[1]};
    static test_made made;
    test_random r = {5};

    (void)state;
    for (size_t f = 0; f < 2; f++) {
        retort_buf_init(&b[f], 1 << 24);
        for (int i = 0; i < 40; i++)
            line_random(&r, 1, &b[f]);
        (void)snprintf(names[f], 400, "%s",
                       lines_write(f ? "b.jsonl" : "a.jsonl", &b[f]));
        retort_buf_release(&b[f]);
    }
    {
        retort_fingerprinting how = how_of(paths, 1);
        retort_fingerprint *fp[2] = {NULL, NULL};
        char hex[RETORT_DIGEST_HEX_BYTES];

        for (size_t f = 0; f < 2; f++) {
            how.inputs = &paths[f];
            assert_int_equal(made_run(&how, &made, NULL), RETORT_OK);
            assert_int_equal(retort_fingerprint_decode(
                                 &fp[f],
                                 (retort_span){made.bytes.ptr, made.bytes.len},
                                 NULL),
                             RETORT_OK);
            made_release(&made);
        }
        assert_int_equal(retort_fingerprint_merge(fp[1], fp[0], false, NULL),
                         RETORT_OK);
        assert_int_equal(retort_fingerprint_digest(fp[1], hex, NULL),
                         RETORT_OK);
        how = how_of(paths, 2);
        assert_int_equal(made_run(&how, &made, NULL), RETORT_OK);
        assert_string_equal(made.digest[0], hex);
        made_release(&made);
        retort_fingerprint_free(fp[0]);
        retort_fingerprint_free(fp[1]);
    }
}

/* A large second model is counted in parts and waits on disk. */
static void inputs__spilled_and_counted_in_parts_is_the_same(void **state)
{
    enum { BIG = 75, EACH = 1 << 20 };
    static char filler[EACH];
    static test_made want;
    static test_made got;
    retort_buf b;
    const char *paths[2];
    const char *big;

    (void)state;
    for (size_t i = 0; i + 1 < EACH; i++)
        filler[i] = i % 11 ? (char)('a' + i % 3) : ' ';
    retort_buf_init(&b, (size_t)1 << 30);
    line_put(&b, "first", "p", "only one");
    paths[0] = fixture_path("first.jsonl");
    fixture_write(paths[0], b.ptr, b.len);
    b.len = 0;
    for (int i = 0; i < BIG; i++) {
        char prompt[20];

        (void)snprintf(prompt, sizeof(prompt), "p%d", i);
        filler[i % 3 * 100 + 5] = (char)('a' + i % 26);
        line_put(&b, "second", prompt, filler);
    }
    big = lines_write("big.jsonl", &b);
    retort_buf_release(&b);
    paths[1] = big;
    {
        retort_fingerprinting how = how_of(paths, 2);

        how.build.families = 1u << 8 | 1u << 9; /* quick ones */
        how.read.batch_bytes = 0;
        how.encode = false;
        assert_int_equal(made_run(&how, &got, NULL), RETORT_OK);
        how.inputs = &big; /* alone it is counted at once, never spooled */
        how.input_count = 1;
        assert_int_equal(made_run(&how, &want, NULL), RETORT_OK);
    }
    assert_int_equal(got.models, 2);
    assert_string_equal(got.name[1], "second");
    assert_int_equal(got.replies[1], BIG);
    assert_string_equal(got.digest[1], want.digest[0]);
    made_release(&want);
    made_release(&got);
    /* the same, without a folder to wait in */
    {
        retort_fingerprinting how = how_of(paths, 2);
        retort_err err = {0};

        how.build.families = 1u << 8;
        how.read.batch_bytes = 0;
        how.encode = false;
        how.temp_folder = "/nonexistent-folder";
        assert_int_equal(made_run(&how, &got, &err), RETORT_ERR_IO);
        assert_non_null(strstr(err.text, "/nonexistent-folder"));
        assert_int_equal(got.models, 0);
        made_release(&got);
    }
}

static void inputs__count_duplicates(void **state)
{
    static test_made made;
    retort_buf b;
    const char *path;

    (void)state;
    retort_buf_init(&b, 1 << 20);
    for (int i = 0; i < 3; i++)
        line_put(&b, "m", "p", "the same");
    path = lines_write("same.jsonl", &b);
    {
        retort_fingerprinting how = how_of(&path, 1);

        assert_int_equal(made_run(&how, &made, NULL), RETORT_OK);
    }
    assert_int_equal(made.models, 1);
    assert_int_equal(made.replies[0], 3);
    made_release(&made);
    retort_buf_release(&b);
}

/* The same replies under two names: records and content are equal. */
static void inputs__records_do_not_know_the_model(void **state)
{
    static test_made made;
    retort_buf b;
    const char *path;

    (void)state;
    retort_buf_init(&b, 1 << 20);
    for (int i = 0; i < 8; i++) {
        const char *prompt = i / 2 % 2 ? "one" : "two";

        line_put(&b, i % 2 ? "a" : "b", prompt, i / 2 % 2 ? "yes" : "no");
    }
    path = lines_write("names.jsonl", &b);
    {
        retort_fingerprinting how = how_of(&path, 1);

        assert_int_equal(made_run(&how, &made, NULL), RETORT_OK);
    }
    assert_int_equal(made.models, 2);
    assert_string_equal(made.name[0], "a");
    assert_memory_equal(made.record_digest[0], made.record_digest[1],
                        RETORT_SHA256_BYTES);
    assert_string_equal(made.digest[0], made.digest[1]);
    made_release(&made);
    retort_buf_release(&b);
}

/* --- names -------------------------------------------------------------------- */

static void model__is_named_by_option_record_or_file(void **state)
{
    static test_made made;
    retort_buf b;
    const char *path;

    (void)state;
    retort_buf_init(&b, 1 << 20);
    line_put(&b, "org/name 7B", "p", "r");
    line_put(&b, "", "p", "r");
    line_put(&b, NULL, "p", "r");
    path = lines_write("stem.v2.jsonl", &b);
    {
        retort_fingerprinting how = how_of(&path, 1);

        assert_int_equal(made_run(&how, &made, NULL), RETORT_OK);
        assert_int_equal(made.models, 2);
        assert_string_equal(made.name[0], "org/name 7B");
        assert_string_equal(made.name[1], "stem.v2");
        assert_int_equal(made.replies[1], 2);
        made_release(&made);
        how.model_from_file = true;
        assert_int_equal(made_run(&how, &made, NULL), RETORT_OK);
        assert_int_equal(made.models, 1);
        assert_string_equal(made.name[0], "stem.v2");
        made_release(&made);
        how.model = "given";
        assert_int_equal(made_run(&how, &made, NULL), RETORT_OK);
        assert_int_equal(made.models, 1);
        assert_string_equal(made.name[0], "given");
        made_release(&made);
    }
    retort_buf_release(&b);
}

/* A folder of texts is one input; its slash at the end is no part of a name. */
static void model__of_a_folder_is_the_name_of_the_folder(void **state)
{
    static test_made made;
    char folder[400];
    char file[500];
    const char *paths[1];

    (void)state;
    (void)snprintf(folder, sizeof(folder), "%s", fixture_path("texts"));
    assert_int_equal(mkdir(folder, 0700), 0);
    (void)snprintf(file, sizeof(file), "%s/q1.txt", folder);
    fixture_write(file, "A reply.", 8);
    for (int slash = 0; slash < 2; slash++) {
        char given[410];
        retort_fingerprinting how;

        (void)snprintf(given, sizeof(given), "%s%s", folder, slash ? "/" : "");
        paths[0] = given;
        how = how_of(paths, 1);
        how.build.params.key = RETORT_PROMPT_KEY_ID;
        how.model_from_file = true;
        assert_int_equal(made_run(&how, &made, NULL), RETORT_OK);
        assert_int_equal(made.models, 1);
        assert_string_equal(made.name[0], "texts");
        made_release(&made);
    }
    (void)unlink(file);
    (void)rmdir(folder);
}

/* Names of a mebibyte are taken or refused as a limit, never written so that
 * the file cannot be read. */
static void model__name_of_a_mebibyte_is_a_limit(void **state)
{
    static test_made made;
    static char name[(1 << 20) + 1];
    retort_buf b;
    const char *path;
    retort_err err = {0};

    (void)state;
    memset(name, 'n', sizeof(name) - 1);
    retort_buf_init(&b, 1 << 24);
    line_put(&b, name, "p", "r");
    path = lines_write("long.jsonl", &b);
    {
        retort_fingerprinting how = how_of(&path, 1);

        assert_int_equal(made_run(&how, &made, &err), RETORT_ERR_LIMIT);
        assert_int_equal(made.models, 0);
        assert_int_equal(err.code, RETORT_ERR_LIMIT);
        made_release(&made);
    }
    retort_buf_release(&b);
}

/* Cut at its NUL, this name would be that of another model. */
static void model__name_with_a_nul_is_refused(void **state)
{
    static const char *const text =
        "{\"model\":\"a\",\"prompt\":\"p\",\"response\":\"r\"}\n"
        "{\"model\":\"a\\u0000b\",\"prompt\":\"p\",\"response\":\"r\"}\n";
    const char *path = fixture_path("nul.jsonl");
    retort_fingerprinting how = how_of(&path, 1);
    static test_made made;
    retort_err err = {0};

    (void)state;
    fixture_write(path, text, strlen(text));
    assert_int_equal(made_run(&how, &made, &err), RETORT_ERR_FORMAT);
    assert_int_equal(err.record, 2);
    assert_string_equal(err.file, path);
    assert_int_equal(made.models, 0);
    made_release(&made);
    how.model = "given"; /* then nobody asks the record */
    assert_int_equal(made_run(&how, &made, &err), RETORT_OK);
    assert_int_equal(made.models, 1);
    made_release(&made);
}

/* --- failures ------------------------------------------------------------------ */

static void check_failure(const retort_fingerprinting *base, retort_status want,
                          const char *file, uint64_t record)
{
    static test_made made;

    for (size_t t = 0; t < 3; t++) {
        retort_fingerprinting how = *base;
        retort_err err = {0};

        how.threads = THREADS[t];
        assert_int_equal(made_run(&how, &made, &err), want);
        assert_int_equal(err.code, want);
        assert_true(err.text[0]);
        assert_string_equal(err.file, file);
        assert_int_equal(err.record, record);
        assert_int_equal(made.models, 0);
        made_release(&made);
    }
}

/* Errors in two files: the first in the order of the inputs is told. */
static void inputs__tell_the_first_error_whatever_the_threads(void **state)
{
    test_random r = {9};
    retort_buf good;
    retort_buf bad;
    char names[3][400];
    const char *paths[3] = {names[0], names[1], names[2]};
    const char *swapped[3] = {names[2], names[0], names[1]};
    retort_fingerprinting how = how_of(paths, 3);

    (void)state;
    retort_buf_init(&good, 1 << 24);
    for (int i = 0; i < 100; i++)
        line_random(&r, 2, &good);
    (void)snprintf(names[0], 400, "%s", lines_write("good.jsonl", &good));
    retort_buf_init(&bad, 1 << 24);
    retort_buf_add(&bad, (retort_span){good.ptr, good.len});
    line_put(&bad, "m", NULL, "no prompt"); /* found by a worker, late */
    retort_buf_add(&bad, (retort_span){good.ptr, good.len});
    (void)snprintf(names[1], 400, "%s", lines_write("late.jsonl", &bad));
    bad.len = 0;
    retort_buf_puts(&bad, "{\"response\":\n"); /* found by the reader, early */
    (void)snprintf(names[2], 400, "%s", lines_write("early.jsonl", &bad));
    how.read.format = "plain";
    how.read.batch_bytes = 1000;
    check_failure(&how, RETORT_ERR_SHAPE, names[1], 101);
    how.inputs = swapped;
    for (size_t t = 0; t < 3; t++) {
        static test_made made;
        retort_err err = {0};

        how.threads = THREADS[t];
        assert_int_not_equal(made_run(&how, &made, &err), RETORT_OK);
        assert_string_equal(err.file, names[2]);
        assert_int_equal(made.models, 0);
        made_release(&made);
    }
    retort_buf_release(&good);
    retort_buf_release(&bad);
}

static void inputs__need_what_the_key_is_made_of(void **state)
{
    static const struct {
        const char *line;
        uint32_t key;
        retort_status want;
    } all[] = {
        {"{\"response\":\"r\",\"prompt_id\":\"7\"}\n", RETORT_PROMPT_KEY_TEXT,
         RETORT_ERR_SHAPE},
        {"{\"response\":\"r\",\"prompt_id\":\"7\"}\n", RETORT_PROMPT_KEY_ID,
         RETORT_OK},
        {"{\"response\":\"r\",\"prompt\":\"p\"}\n", RETORT_PROMPT_KEY_ID,
         RETORT_ERR_SHAPE},
        {"{\"response\":\"r\",\"prompt\":\" \\n\"}\n", RETORT_PROMPT_KEY_TEXT,
         RETORT_ERR_SHAPE},
    };
    const char *path = fixture_path("key.jsonl");

    (void)state;
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        retort_fingerprinting how = how_of(&path, 1);

        fixture_write(path, all[i].line, strlen(all[i].line));
        how.build.params.key = all[i].key;
        if (all[i].want == RETORT_OK) {
            static test_made made;

            assert_int_equal(made_run(&how, &made, NULL), RETORT_OK);
            made_release(&made);
        } else {
            check_failure(&how, all[i].want, path, 1);
        }
    }
}

static void inputs__empty_or_absent_are_refused(void **state)
{
    const char *empty = fixture_path("empty.jsonl");
    const char *skipped = fixture_path("skipped.jsonl");
    const char *none = "/nonexistent/file.jsonl";
    const char *text = "{\"model\":\"m\",\"prompt\":\"p\",\"response\":\"\"}\n";
    retort_fingerprinting how = how_of(&empty, 1);
    static test_made made;
    retort_err err = {0};

    (void)state;
    fixture_write(empty, "", 0);
    check_failure(&how, RETORT_ERR_EMPTY, empty, 0);
    how.inputs = &none;
    check_failure(&how, RETORT_ERR_NOT_FOUND, none, 0);
    fixture_write(skipped, text, strlen(text));
    how.inputs = &skipped;
    assert_int_equal(made_run(&how, &made, &err), RETORT_ERR_EMPTY);
    assert_non_null(strstr(err.text, "1 records read"));
    made_release(&made);
    how.input_count = 0;
    assert_int_equal(made_run(&how, &made, &err), RETORT_ERR_EMPTY);
    made_release(&made);
}

static void inputs__unreadable_file_is_named(void **state)
{
    char below[420];
    const char *path = below;
    const char *file = fixture_path("closed.jsonl");
    retort_fingerprinting how = how_of(&path, 1);

    (void)state;
    fixture_write(file, "{}", 2);
    (void)snprintf(below, sizeof(below), "%s/below", file); /* also for root */
    check_failure(&how, RETORT_ERR_NOT_FOUND, path, 0);
    if (geteuid() == 0)
        return;
    assert_int_equal(chmod(file, 0), 0);
    path = file;
    check_failure(&how, RETORT_ERR_IO, path, 0);
}

static void inputs__facts_add_up(void **state)
{
    retort_fingerprinting_facts facts;
    static test_made made;
    retort_buf b;
    const char *path;
    test_random r = {1};

    (void)state;
    retort_buf_init(&b, 1 << 20);
    for (int i = 0; i < 50; i++)
        line_random(&r, 3, &b);
    line_put(&b, "m", "p", "");
    retort_buf_puts(&b,
                    "{\"model\":\"m\",\"prompt\":\"p\",\"response\":null}\n");
    path = lines_write("facts.jsonl", &b);
    {
        retort_fingerprinting how = how_of(&path, 1);
        uint64_t skips = 0;

        retort_buf_init(&made.bytes, 1 << 30);
        made.models = 0;
        assert_int_equal(
            retort_fingerprint_inputs(&how, made_keep, &made, &facts, NULL),
            RETORT_OK);
        for (int i = 0; i < RETORT_SKIP_COUNT; i++)
            skips += facts.counts.skipped[i];
        assert_int_equal(facts.counts.read, facts.counts.used + skips);
        assert_int_equal(facts.counts.read, 52);
        assert_int_equal(facts.counts.used, 50);
        assert_int_equal(facts.models, 3);
        assert_int_equal(facts.inputs[0].file.bytes, b.len);
        assert_string_equal(facts.inputs[0].format, "plain");
    }
    retort_fingerprinting_facts_release(&facts);
    made_release(&made);
    retort_buf_release(&b);
}

static retort_status refuse(void *ctx, const retort_made *made, retort_err *err)
{
    size_t *left = ctx;

    (void)made;
    if ((*left)--)
        return RETORT_OK;
    return RETORT_FAIL(err, RETORT_ERR_EXISTS, "no more");
}

static void inputs__stop_when_the_receiver_fails(void **state)
{
    static size_t at[LINES + 1];
    retort_buf b;
    const char *path;

    (void)state;
    lines_make(&b, at);
    path = lines_write("stop.jsonl", &b);
    for (size_t n = 0; n < MODELS; n++) {
        retort_fingerprinting how = how_of(&path, 1);
        retort_fingerprinting_facts facts;
        retort_err err = {0};
        size_t left = n;

        assert_int_equal(
            retort_fingerprint_inputs(&how, refuse, &left, &facts, &err),
            RETORT_ERR_EXISTS);
        assert_string_equal(err.text, "no more");
        retort_fingerprinting_facts_release(&facts);
    }
    retort_buf_release(&b);
}

static void inputs__fail_cleanly_without_memory(void **state)
{
    static test_made made;
    test_random r = {3};
    retort_buf b;
    const char *path;
    retort_status st = RETORT_ERR_NOMEM;
    long n = 0;

    (void)state;
    retort_buf_init(&b, 1 << 20);
    for (int i = 0; i < 4; i++)
        line_random(&r, 2, &b);
    path = lines_write("memory.jsonl", &b);
    for (; st != RETORT_OK && n < 600; n++) {
        retort_fingerprinting how = how_of(&path, 1);

        how.threads = 1;
        how.build.families = 0x101;
        how.build.params.detail = 1;
        retort_mem_fail_at(n);
        st = made_run(&how, &made, NULL);
        retort_mem_fail_at(-1);
        if (st != RETORT_OK && st != RETORT_ERR_NOMEM)
            fail_msg("allocation %ld: %s", n, retort_status_name(st));
        made_release(&made);
    }
    assert_int_equal(st, RETORT_OK);
    assert_true(n > 40);
    retort_buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            inputs__give_the_same_bytes_for_any_threads_and_batches),
        cmocka_unit_test(inputs__order_and_cut_do_not_show),
        cmocka_unit_test(inputs__compression_does_not_show_in_the_content),
        cmocka_unit_test(inputs__together_are_the_merge_of_each),
        cmocka_unit_test(inputs__spilled_and_counted_in_parts_is_the_same),
        cmocka_unit_test(inputs__count_duplicates),
        cmocka_unit_test(inputs__records_do_not_know_the_model),
        cmocka_unit_test(model__is_named_by_option_record_or_file),
        cmocka_unit_test(model__of_a_folder_is_the_name_of_the_folder),
        cmocka_unit_test(model__name_of_a_mebibyte_is_a_limit),
        cmocka_unit_test(model__name_with_a_nul_is_refused),
        cmocka_unit_test(inputs__tell_the_first_error_whatever_the_threads),
        cmocka_unit_test(inputs__need_what_the_key_is_made_of),
        cmocka_unit_test(inputs__empty_or_absent_are_refused),
        cmocka_unit_test(inputs__unreadable_file_is_named),
        cmocka_unit_test(inputs__facts_add_up),
        cmocka_unit_test(inputs__stop_when_the_receiver_fails),
        cmocka_unit_test(inputs__fail_cleanly_without_memory),
    };

    return cmocka_run_group_tests_name(
        "fingerprinting", tests, fixture_make_folder, fixture_drop_folder);
}
