#include "ingest/dirwalk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <retort/limits.h>

#include "base/mem.h"
#include "unit/ingest/files_helper.h"

static void walk__lists_files_below_in_order_of_bytes(void **state)
{
    static const char *const want[] = {"B.txt", "a/z/deep", "a/zz", "b.txt"};
    const char *root = files_folder("tree");
    retort_path_list list;

    (void)state;
    (void)files_put_text("tree/b.txt", "");
    (void)files_put_text("tree/B.txt", "");
    (void)files_put_text("tree/.hidden", "");
    (void)files_folder("tree/a");
    (void)files_folder("tree/a/z");
    (void)files_put_text("tree/a/z/deep", "");
    (void)files_put_text("tree/a/zz", "");
    (void)files_folder("tree/.git");
    (void)files_put_text("tree/.git/config", "");
    assert_int_equal(retort_dirwalk(root, &list, NULL), RETORT_OK);
    assert_int_equal(list.count, 4);
    for (size_t i = 0; i < list.count; i++)
        assert_string_equal(list.paths[i], want[i]);
    retort_path_list_release(&list);
}

static void walk__refuses_links_and_pipes(void **state)
{
    const char *links = files_folder("links");
    const char *pipes = files_folder("pipes");
    retort_path_list list;
    retort_err err = {0};

    (void)state;
    (void)files_put_text("links/a", "");
    assert_int_equal(symlink("a", files_path("links/b")), 0);
    assert_int_equal(retort_dirwalk(links, &list, &err), RETORT_ERR_FORMAT);
    assert_string_equal(err.text, "b is a symbolic link, not a regular file");
    assert_int_equal(list.count, 0);
    assert_int_equal(mkfifo(files_path("pipes/p"), 0600), 0);
    assert_int_equal(retort_dirwalk(pipes, &list, &err), RETORT_ERR_FORMAT);
}

static void walk__refuses_a_link_to_a_folder_as_root(void **state)
{
    retort_path_list list;
    const char *link = files_path("linked");

    (void)state;
    (void)files_folder("real");
    assert_int_equal(symlink("real", link), 0);
    assert_int_equal(retort_dirwalk(link, &list, NULL), RETORT_ERR_IO);
    assert_int_equal(retort_dirwalk("/nowhere/at/all", &list, NULL),
                     RETORT_ERR_NOT_FOUND);
}

static void walk__stops_at_the_limit_of_depth(void **state)
{
    char path[FILES_PATH_BYTES] = "deep";
    const char *root = files_folder(path);
    retort_path_list list;

    (void)state;
    for (size_t depth = 1; depth <= RETORT_PATH_DEPTH_MAX + 1; depth++) {
        strncat(path, "/d", 3);
        (void)files_folder(path);
        assert_int_equal(retort_dirwalk(root, &list, NULL),
                         depth > RETORT_PATH_DEPTH_MAX ? RETORT_ERR_LIMIT
                                                       : RETORT_OK);
        retort_path_list_release(&list);
    }
}

static void walk__survives_want_of_memory(void **state)
{
    const char *root = files_folder("memory");
    retort_status st = RETORT_ERR_NOMEM;
    retort_path_list list;
    long n = 0;

    (void)state;
    (void)files_folder("memory/a");
    (void)files_put_text("memory/a/b", "");
    for (; st == RETORT_ERR_NOMEM; n++) {
        retort_mem_fail_at(n);
        st = retort_dirwalk(root, &list, NULL);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || list.count == 0);
    }
    assert_int_equal(st, RETORT_OK);
    assert_true(n > 4);
    retort_path_list_release(&list);
}

static void kind_of__goes_by_the_end_of_the_name(void **state)
{
    static const struct {
        const char *path;
        retort_file_kind kind;
    } cases[] = {
        {"a.json", RETORT_FILE_JSON},        {"a.jsonl", RETORT_FILE_JSON},
        {"a.ndjson", RETORT_FILE_JSON},      {"x/a.json.gz", RETORT_FILE_JSON},
        {"a.jsonl.zst", RETORT_FILE_JSON},   {"a.ndjson.gz", RETORT_FILE_JSON},
        {"a.txt", RETORT_FILE_TEXT},         {"x.y/a.md", RETORT_FILE_TEXT},
        {"a.prompt.txt", RETORT_FILE_TEXT},  {"README.md", RETORT_FILE_OTHER},
        {"x/README.txt", RETORT_FILE_OTHER}, {"a", RETORT_FILE_OTHER},
        {"json", RETORT_FILE_OTHER},         {".json", RETORT_FILE_OTHER},
        {"a.json/b", RETORT_FILE_OTHER},     {"a.gz", RETORT_FILE_OTHER},
        {"a.json.bz2", RETORT_FILE_OTHER},   {"a.JSON", RETORT_FILE_OTHER},
        {".gz", RETORT_FILE_OTHER},          {"", RETORT_FILE_OTHER},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_int_equal(retort_file_kind_of(cases[i].path), cases[i].kind);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(walk__lists_files_below_in_order_of_bytes),
        cmocka_unit_test(walk__refuses_links_and_pipes),
        cmocka_unit_test(walk__refuses_a_link_to_a_folder_as_root),
        cmocka_unit_test(walk__stops_at_the_limit_of_depth),
        cmocka_unit_test(walk__survives_want_of_memory),
        cmocka_unit_test(kind_of__goes_by_the_end_of_the_name),
    };

    return cmocka_run_group_tests_name("dirwalk", tests, files_setup,
                                       files_teardown);
}
