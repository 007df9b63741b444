#include "ingest/textdir.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <retort/limits.h>

#include "base/mem.h"
#include "unit/ingest/files_helper.h"

/* All elements of the folder at @path, one a line. */
static const char *read_dir(const char *path, size_t want_bytes)
{
    static char all[4096];
    retort_textdir *dir;
    retort_batch batch = {0};
    retort_status st;
    uint64_t records = 0;
    size_t len = 0;

    assert_int_equal(retort_textdir_open(&dir, path, NULL), RETORT_OK);
    while ((st = retort_textdir_next(dir, &batch, want_bytes, NULL)) ==
           RETORT_OK) {
        assert_true(batch.count > 0);
        for (size_t i = 0; i < batch.count; i++) {
            assert_int_equal(batch.items[i].record, ++records);
            len += (size_t)snprintf(all + len, sizeof(all) - len, "%.*s\n",
                                    (int)batch.items[i].len,
                                    batch.bytes + batch.items[i].at);
        }
    }
    assert_int_equal(st, RETORT_END);
    retort_batch_release(&batch);
    retort_textdir_close(dir);
    return all;
}

static void next__writes_one_object_a_file_in_order(void **state)
{
    static const char want[] =
        "{\"model\":\"suspect-7b\",\"prompt_id\":\"a\",\"prompt\":\"why?\","
        "\"reasoning\":\"hm\",\"response\":\"first\\u000aanswer\"}\n"
        "{\"model\":\"suspect-7b\",\"prompt_id\":\"sub/b\","
        "\"response\":\"say \\u0022no\\u0022\"}\n";
    const char *root = files_folder("suspect-7b");

    (void)state;
    (void)files_folder("suspect-7b/sub");
    (void)files_put_text("suspect-7b/sub/b.md", "say \"no\"");
    (void)files_put_text("suspect-7b/a.txt", "\xef\xbb\xbf"
                                             "first\nanswer");
    (void)files_put_text("suspect-7b/a.prompt.txt", "why?");
    (void)files_put_text("suspect-7b/a.reasoning.txt", "hm");
    (void)files_put_text("suspect-7b/.hidden.txt", "no");
    assert_string_equal(read_dir(root, 1 << 20), want);
    assert_string_equal(read_dir(root, 1), want);
}

static void next__drops_no_file_in_silence(void **state)
{
    static const char want[] =
        "{\"model\":\"odd\",\"prompt_id\":\"a\",\"response\":\"\"}\n"
        "{\"unknown_file\":\"\"}\n"
        "{}\n";
    const char *root = files_folder("odd");

    (void)state;
    (void)files_put_text("odd/a.txt", "");
    (void)files_put_text("odd/meta.json", "{}");
    (void)files_put_text("odd/orphan.prompt.txt", "never asked");
    assert_string_equal(read_dir(root, 1 << 20), want);
}

static void open__names_the_model_after_the_folder(void **state)
{
    static const char want[] =
        "{\"model\":\"named\",\"prompt_id\":\"a\",\"response\":\"x\"}\n";
    const char *root = files_folder("named");
    char path[FILES_PATH_BYTES + 8];

    (void)state;
    (void)files_put_text("named/a.txt", "x");
    (void)files_folder("named/sub");
    (void)snprintf(path, sizeof(path), "%s///", root);
    assert_string_equal(read_dir(path, 1), want);
    (void)snprintf(path, sizeof(path), "%s/.", root);
    assert_string_equal(read_dir(path, 1), want);
    (void)snprintf(path, sizeof(path), "%s/sub/..", root);
    assert_string_equal(read_dir(path, 1), want);
}

static void open__says_why_a_folder_is_none(void **state)
{
    const char *json = files_folder("json");
    const char *empty = files_folder("empty");
    retort_textdir *dir;
    retort_err err = {0};

    (void)state;
    (void)files_put_text("json/a.jsonl", "{}");
    assert_int_equal(retort_textdir_open(&dir, json, &err), RETORT_ERR_SHAPE);
    assert_null(dir);
    assert_non_null(strstr(err.text, "pass the files themselves"));
    assert_int_equal(retort_textdir_open(&dir, empty, &err), RETORT_ERR_EMPTY);
}

static void next__names_file_and_offset_of_bad_text(void **state)
{
    const char *root = files_folder("bad");
    const char *file = files_put_text("bad/latin.txt", "caf\xe9");
    retort_textdir *dir;
    retort_batch batch = {0};
    retort_err err = {0};

    (void)state;
    assert_int_equal(retort_textdir_open(&dir, root, NULL), RETORT_OK);
    assert_int_equal(retort_textdir_next(dir, &batch, 1, &err),
                     RETORT_ERR_UTF8);
    assert_string_equal(err.file, file);
    assert_int_equal(err.offset, 3);
    retort_batch_release(&batch);
    retort_textdir_close(dir);
}

static void next__refuses_names_that_are_no_text(void **state)
{
    static const char *const names[] = {"names/a\nb.txt", "names/a\xff.txt"};
    static const retort_status want[] = {RETORT_ERR_FORMAT, RETORT_ERR_UTF8};
    const char *root = files_folder("names");

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        const char *file = files_put_text(names[i], "x");
        retort_textdir *dir;
        retort_batch batch = {0};

        assert_int_equal(retort_textdir_open(&dir, root, NULL), RETORT_OK);
        assert_int_equal(retort_textdir_next(dir, &batch, 1, NULL), want[i]);
        retort_batch_release(&batch);
        retort_textdir_close(dir);
        assert_int_equal(unlink(file), 0);
    }
}

static void next__stops_at_the_limit_of_a_file(void **state)
{
    char *text = retort_mem_new(RETORT_RECORD_BYTES_MAX + 1, 1);
    const char *root = files_folder("long");

    (void)state;
    assert_non_null(text);
    memset(text, 'a', RETORT_RECORD_BYTES_MAX + 1);
    for (size_t d = 0; d <= 2; d++) {
        retort_textdir *dir;
        retort_batch batch = {0};
        retort_err err = {0};

        (void)files_put("long/a.txt", text, RETORT_RECORD_BYTES_MAX - 1 + d);
        assert_int_equal(retort_textdir_open(&dir, root, NULL), RETORT_OK);
        assert_int_equal(retort_textdir_next(dir, &batch, 1, &err),
                         d == 2 ? RETORT_ERR_LIMIT : RETORT_OK);
        retort_batch_release(&batch);
        retort_textdir_close(dir);
    }
    retort_mem_free(text);
}

static void digest__is_that_of_the_listing_sha256sum_prints(void **state)
{
    /* printf abc | sha256sum, with the name of the file */
    static const char line[] =
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        "  a.txt\n";
    const char *root = files_folder("digest");
    unsigned char got[RETORT_SHA256_BYTES];
    unsigned char want[RETORT_SHA256_BYTES];
    retort_textdir *dir;
    retort_sha256 *sha;
    retort_batch batch = {0};

    (void)state;
    (void)files_put_text("digest/a.txt", "abc");
    assert_int_equal(retort_textdir_open(&dir, root, NULL), RETORT_OK);
    assert_int_equal(retort_textdir_replies(dir), 1);
    assert_int_equal(retort_textdir_next(dir, &batch, 1, NULL), RETORT_OK);
    assert_int_equal(retort_textdir_next(dir, &batch, 1, NULL), RETORT_END);
    assert_int_equal(retort_textdir_bytes(dir), 3);
    assert_int_equal(retort_textdir_digest(dir, got, NULL), RETORT_OK);
    assert_int_equal(retort_sha256_new(&sha, NULL), RETORT_OK);
    retort_sha256_update(sha, line, strlen(line));
    assert_int_equal(retort_sha256_final(sha, want, NULL), RETORT_OK);
    assert_memory_equal(got, want, sizeof(want));
    retort_sha256_free(sha);
    retort_batch_release(&batch);
    retort_textdir_close(dir);
}

static void next__survives_want_of_memory(void **state)
{
    const char *root = files_folder("memory");
    retort_status st = RETORT_ERR_NOMEM;
    long n = 0;

    (void)state;
    (void)files_put_text("memory/a.txt", "x");
    (void)files_put_text("memory/a.prompt.txt", "y");
    for (; st == RETORT_ERR_NOMEM; n++) {
        retort_textdir *dir = NULL;
        retort_batch batch = {0};

        retort_mem_fail_at(n);
        st = retort_textdir_open(&dir, root, NULL);
        if (st == RETORT_OK)
            st = retort_textdir_next(dir, &batch, 1, NULL);
        retort_mem_fail_at(-1);
        retort_batch_release(&batch);
        retort_textdir_close(dir);
    }
    assert_int_equal(st, RETORT_OK);
    assert_true(n > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(next__writes_one_object_a_file_in_order),
        cmocka_unit_test(next__drops_no_file_in_silence),
        cmocka_unit_test(open__names_the_model_after_the_folder),
        cmocka_unit_test(open__says_why_a_folder_is_none),
        cmocka_unit_test(next__names_file_and_offset_of_bad_text),
        cmocka_unit_test(next__refuses_names_that_are_no_text),
        cmocka_unit_test(next__stops_at_the_limit_of_a_file),
        cmocka_unit_test(digest__is_that_of_the_listing_sha256sum_prints),
        cmocka_unit_test(next__survives_want_of_memory),
    };

    return cmocka_run_group_tests_name("textdir", tests, files_setup,
                                       files_teardown);
}
