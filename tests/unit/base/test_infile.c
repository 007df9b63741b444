#include "base/infile.h"

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

#include "base/mem.h"

static char folder[64];
static char path[128];

static int make_folder(void **state)
{
    (void)state;
    (void)snprintf(folder, sizeof(folder), "/tmp/retort-test-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    (void)snprintf(path, sizeof(path), "%s/file", folder);
    return 0;
}

static int drop_folder(void **state)
{
    (void)state;
    (void)unlink(path);
    return rmdir(folder);
}

static void write_file(const void *bytes, size_t len)
{
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, len, f), len);
    assert_int_equal(fclose(f), 0);
}

static void read__keeps_every_byte_and_ends_in_nul(void **state)
{
    char *p = NULL;
    size_t len = 0;

    (void)state;
    write_file("a\0b\xff", 4);
    assert_int_equal(retort_infile_read(path, 4, &p, &len, NULL), RETORT_OK);
    assert_int_equal(len, 4);
    assert_memory_equal(p, "a\0b\xff", 5);
    retort_mem_free(p);
}

static void read__of_an_empty_file_is_empty(void **state)
{
    char *p = NULL;
    size_t len = 9;

    (void)state;
    write_file("", 0);
    assert_int_equal(retort_infile_read(path, 0, &p, &len, NULL), RETORT_OK);
    assert_int_equal(len, 0);
    assert_string_equal(p, "");
    retort_mem_free(p);
}

static void read__holds_the_limit(void **state)
{
    static const retort_status want[] = {RETORT_OK, RETORT_OK,
                                         RETORT_ERR_LIMIT};
    const size_t most = 10;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        retort_err err = {0};
        char *p = (void *)1;
        size_t len = 1;

        write_file("0123456789a", most - 1 + i);
        assert_int_equal(retort_infile_read(path, most, &p, &len, &err),
                         want[i]);
        assert_int_equal(len, want[i] == RETORT_OK ? most - 1 + i : 0);
        if (want[i] != RETORT_OK) {
            assert_null(p);
            assert_string_equal(err.file, path);
            assert_non_null(strstr(err.text, "11"));
            assert_non_null(strstr(err.text, "10"));
        }
        retort_mem_free(p);
    }
}

static retort_status try(const char *what, retort_err *err)
{
    char *p = (void *)1;
    size_t len = 1;
    retort_status st = retort_infile_read(what, 100, &p, &len, err);

    assert_null(p);
    assert_int_equal(len, 0);
    assert_int_equal(err->code, st);
    return st;
}

static void read__refuses_what_is_no_regular_file(void **state)
{
    char pipe_path[160];
    char link_path[160];
    retort_err err = {0};

    (void)state;
    assert_int_equal(try(folder, &err), RETORT_ERR_FORMAT);
    assert_string_equal(err.file, folder);
    assert_int_equal(try("/dev/zero", &err), RETORT_ERR_FORMAT);
    (void)snprintf(pipe_path, sizeof(pipe_path), "%s/pipe", folder);
    assert_int_equal(mkfifo(pipe_path, 0600), 0);
    assert_int_equal(try(pipe_path, &err), RETORT_ERR_FORMAT); /* no waiting */
    (void)unlink(pipe_path);
    (void)snprintf(link_path, sizeof(link_path), "%s/link", folder);
    assert_int_equal(symlink(folder, link_path), 0);
    assert_int_equal(try(link_path, &err), RETORT_ERR_FORMAT);
    (void)unlink(link_path);
}

static void read__follows_links_to_files(void **state)
{
    char link_path[160];
    char *p = NULL;
    size_t len = 0;

    (void)state;
    write_file("x", 1);
    (void)snprintf(link_path, sizeof(link_path), "%s/link", folder);
    assert_int_equal(symlink("file", link_path), 0);
    assert_int_equal(retort_infile_read(link_path, 4, &p, &len, NULL),
                     RETORT_OK);
    assert_string_equal(p, "x");
    retort_mem_free(p);
    (void)unlink(link_path);
}

static void read__tells_absent_from_unreadable(void **state)
{
    char long_name[400];
    retort_err err = {0};

    (void)state;
    assert_int_equal(try("/nonexistent/file", &err), RETORT_ERR_NOT_FOUND);
    assert_string_equal(err.file, "/nonexistent/file");
    assert_int_equal(try("", &err), RETORT_ERR_NOT_FOUND);
    memset(long_name, 'n', sizeof(long_name) - 1);
    long_name[sizeof(long_name) - 1] = '\0';
    assert_int_equal(try(long_name, &err), RETORT_ERR_IO);
    write_file("x", 1);
    if (geteuid() == 0) /* root reads everything */
        return;
    assert_int_equal(chmod(path, 0), 0);
    assert_int_equal(try(path, &err), RETORT_ERR_IO);
    assert_int_equal(chmod(path, 0600), 0);
}

static void read__reports_lack_of_memory(void **state)
{
    retort_err err = {0};
    char *p = NULL;
    size_t len = 0;

    (void)state;
    write_file("x", 1);
    retort_mem_fail_at(0);
    assert_int_equal(retort_infile_read(path, 4, &p, &len, &err),
                     RETORT_ERR_NOMEM);
    retort_mem_fail_at(-1);
    assert_null(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(read__keeps_every_byte_and_ends_in_nul),
        cmocka_unit_test(read__of_an_empty_file_is_empty),
        cmocka_unit_test(read__holds_the_limit),
        cmocka_unit_test(read__refuses_what_is_no_regular_file),
        cmocka_unit_test(read__follows_links_to_files),
        cmocka_unit_test(read__tells_absent_from_unreadable),
        cmocka_unit_test(read__reports_lack_of_memory),
    };

    return cmocka_run_group_tests_name("infile", tests, make_folder,
                                       drop_folder);
}
