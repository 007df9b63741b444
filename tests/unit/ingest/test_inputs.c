#include "ingest/inputs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "unit/ingest/files_helper.h"

/* The list has just these paths, given below the root of the test. */
static void assert_lists(const char *path, const char *const want[], size_t n)
{
    retort_path_list list;

    assert_int_equal(retort_input_list(path, &list, NULL), RETORT_OK);
    assert_int_equal(list.count, n);
    for (size_t i = 0; i < n; i++) {
        char full[FILES_PATH_BYTES];

        (void)snprintf(full, sizeof(full), "%s/%s", files_root, want[i]);
        assert_string_equal(list.paths[i], full);
    }
    retort_path_list_release(&list);
}

static void list__gives_a_file_and_standard_input_back(void **state)
{
    static const char *const want[] = {"one.anything"};
    retort_path_list list;

    (void)state;
    assert_lists(files_put_text("one.anything", "x"), want, 1);
    assert_int_equal(retort_input_list("-", &list, NULL), RETORT_OK);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.paths[0], "-");
    retort_path_list_release(&list);
}

static void list__finds_json_files_below_a_folder(void **state)
{
    static const char *const want[] = {"data/a/x.ndjson.zst", "data/b.json.gz",
                                       "data/c.jsonl"};
    const char *folder = files_folder("data");
    char slashes[FILES_PATH_BYTES + 4];

    (void)state;
    (void)files_folder("data/a");
    (void)files_put_text("data/c.jsonl", "");
    (void)files_put_text("data/b.json.gz", "");
    (void)files_put_text("data/a/x.ndjson.zst", "");
    (void)files_put_text("data/notes", "");
    (void)files_put_text("data/README.md", "");
    (void)files_put_text("data/.cache.json", "");
    assert_lists(folder, want, 3);
    (void)snprintf(slashes, sizeof(slashes), "%s//", folder);
    assert_lists(slashes, want, 3);
}

static void list__keeps_a_text_folder_whole(void **state)
{
    static const char *const want[] = {"texts"};
    const char *folder = files_folder("texts");
    char slash[FILES_PATH_BYTES + 4];

    (void)state;
    (void)files_folder("texts/sub");
    (void)files_put_text("texts/sub/a.md", "");
    (void)files_put_text("texts/meta.json", "");
    assert_lists(folder, want, 1);
    (void)snprintf(slash, sizeof(slash), "%s/", folder);
    assert_lists(slash, want, 1);
}

static void list__refuses_what_holds_no_input(void **state)
{
    const char *folder = files_folder("empty");
    retort_path_list list;
    retort_err err = {0};

    (void)state;
    (void)files_put_text("empty/picture.png", "");
    assert_int_equal(retort_input_list(folder, &list, &err), RETORT_ERR_EMPTY);
    assert_string_equal(err.file, folder);
    assert_int_equal(list.count, 0);
    assert_int_equal(retort_input_list("/nowhere/at/all", &list, &err),
                     RETORT_ERR_NOT_FOUND);
    assert_string_equal(err.file, "/nowhere/at/all");
}

static void list__leaves_links_for_the_reader_to_refuse(void **state)
{
    static const char *const want[] = {"link"};
    const char *link = files_path("link");

    (void)state;
    assert_int_equal(symlink("/tmp", link), 0);
    assert_lists(link, want, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(list__gives_a_file_and_standard_input_back),
        cmocka_unit_test(list__finds_json_files_below_a_folder),
        cmocka_unit_test(list__keeps_a_text_folder_whole),
        cmocka_unit_test(list__refuses_what_holds_no_input),
        cmocka_unit_test(list__leaves_links_for_the_reader_to_refuse),
    };

    return cmocka_run_group_tests_name("inputs", tests, files_setup,
                                       files_teardown);
}
