#include "base/outfile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

enum { PATH_BYTES = 256, MUCH = 300 * 1000 };

/* Each test works in an empty folder of its own. */
static char folder[PATH_BYTES];
static char target[PATH_BYTES + 16];

static int make_folder(void **state)
{
    (void)state;
    (void)snprintf(folder, sizeof(folder), "/tmp/retort-outfile-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    (void)snprintf(target, sizeof(target), "%s/out", folder);
    return 0;
}

static size_t count_files(void)
{
    DIR *dir = opendir(folder);
    struct dirent *e;
    size_t n = 0;

    assert_non_null(dir);
    while ((e = readdir(dir)) != NULL)
        n += e->d_name[0] != '.';
    (void)closedir(dir);
    return n;
}

static int drop_folder(void **state)
{
    (void)state;
    (void)unlink(target);
    return rmdir(folder); /* fails, and the test with it, if litter is left */
}

static void put(const char *path, const char *text)
{
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static void assert_holds(const char *path, const char *text)
{
    char found[256] = "";
    FILE *f = fopen(path, "rb");

    assert_non_null(f);
    found[fread(found, 1, sizeof(found) - 1, f)] = '\0';
    assert_int_equal(fclose(f), 0);
    assert_string_equal(found, text);
}

static void commit__makes_the_file_appear_whole(void **state)
{
    retort_outfile *f;

    (void)state;
    assert_int_equal(retort_outfile_open(&f, target, false, NULL), RETORT_OK);
    retort_outfile_write(f, "one ", 4);
    retort_outfile_write(f, "two", 3);
    assert_int_equal(access(target, F_OK), -1);
    assert_int_equal(retort_outfile_commit(f, NULL), RETORT_OK);
    assert_holds(target, "one two");
    assert_int_equal(count_files(), 1);
}

/* More than the buffer, in one piece and in many. */
static void write__loses_no_byte_around_the_buffer(void **state)
{
    static char bytes[MUCH];
    retort_outfile *f;
    struct stat sb;
    FILE *in;

    (void)state;
    for (size_t i = 0; i < MUCH; i++)
        bytes[i] = (char)('a' + i % 23);
    assert_int_equal(retort_outfile_open(&f, target, false, NULL), RETORT_OK);
    for (size_t at = 0; at < MUCH; at += 1000)
        retort_outfile_write(f, bytes + at, 1000);
    retort_outfile_write(f, bytes, MUCH);
    retort_outfile_write(f, "", 0);
    assert_int_equal(retort_outfile_commit(f, NULL), RETORT_OK);
    assert_int_equal(stat(target, &sb), 0);
    assert_int_equal(sb.st_size, 2 * MUCH);
    in = fopen(target, "rb");
    assert_non_null(in);
    for (size_t i = 0; i < (size_t)2 * MUCH; i++)
        if (fgetc(in) != 'a' + (int)(i % MUCH % 23))
            fail_msg("byte %zu differs", i);
    assert_int_equal(fclose(in), 0);
}

static void open__refuses_what_exists(void **state)
{
    retort_err err = {0};
    retort_outfile *f;

    (void)state;
    put(target, "old");
    assert_int_equal(retort_outfile_open(&f, target, false, &err),
                     RETORT_ERR_EXISTS);
    assert_null(f);
    assert_non_null(strstr(err.text, "--force"));
    assert_non_null(strstr(err.text, target));
    assert_holds(target, "old");
    assert_int_equal(count_files(), 1);
}

static void open__with_force_replaces_on_commit(void **state)
{
    retort_outfile *f;

    (void)state;
    put(target, "old");
    assert_int_equal(retort_outfile_open(&f, target, true, NULL), RETORT_OK);
    retort_outfile_write(f, "new", 3);
    assert_holds(target, "old");
    assert_int_equal(retort_outfile_commit(f, NULL), RETORT_OK);
    assert_holds(target, "new");
    assert_int_equal(count_files(), 1);
}

/* Somebody else was faster: theirs stays, ours is not left about. */
static void commit__never_replaces_what_came_in_between(void **state)
{
    retort_err err = {0};
    retort_outfile *f;

    (void)state;
    assert_int_equal(retort_outfile_open(&f, target, false, NULL), RETORT_OK);
    retort_outfile_write(f, "ours", 4);
    put(target, "theirs");
    assert_int_equal(retort_status_exit(retort_outfile_commit(f, &err)), 4);
    assert_holds(target, "theirs");
    assert_int_equal(count_files(), 1);
}

static void open__refuses_a_dangling_link(void **state)
{
    retort_outfile *f;

    (void)state;
    assert_int_equal(symlink("nowhere", target), 0);
    assert_int_equal(retort_outfile_open(&f, target, false, NULL),
                     RETORT_ERR_EXISTS);
    assert_null(f);
}

static void open__tells_when_the_folder_is_absent(void **state)
{
    char path[PATH_BYTES + 32];
    retort_err err = {0};
    retort_outfile *f;

    (void)state;
    (void)snprintf(path, sizeof(path), "%s/none/out", folder);
    assert_int_equal(retort_outfile_open(&f, path, false, &err), RETORT_ERR_IO);
    assert_null(f);
    assert_int_equal(err.sys_errno, ENOENT);
}

static void abandon__leaves_nothing(void **state)
{
    static char bytes[MUCH];
    retort_outfile *f;

    (void)state;
    assert_int_equal(retort_outfile_open(&f, target, false, NULL), RETORT_OK);
    retort_outfile_write(f, bytes, MUCH);
    assert_int_equal(count_files(), 1);
    retort_outfile_abandon(f);
    assert_int_equal(count_files(), 0);
    retort_outfile_abandon(NULL);
}

static void abandon__under_force_keeps_the_old_file(void **state)
{
    retort_outfile *f;

    (void)state;
    put(target, "old");
    assert_int_equal(retort_outfile_open(&f, target, true, NULL), RETORT_OK);
    retort_outfile_write(f, "new", 3);
    retort_outfile_abandon(f);
    assert_holds(target, "old");
    assert_int_equal(count_files(), 1);
}

/* A quota of one byte less than the file, of the file, and of one more. */
static void commit__fails_where_the_disk_ends(void **state)
{
    static char bytes[MUCH];
    struct rlimit old;
    void (*before)(int) = signal(SIGXFSZ, SIG_IGN);

    (void)state;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    for (int more = -1; more <= 1; more++) {
        struct rlimit tight = {(rlim_t)(MUCH + more), old.rlim_max};
        retort_err err = {0};
        retort_outfile *f;
        retort_status st;

        assert_int_equal(retort_outfile_open(&f, target, true, NULL),
                         RETORT_OK);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
        retort_outfile_write(f, bytes, MUCH);
        retort_outfile_write(f, "", 0);
        st = retort_outfile_commit(f, &err);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
        assert_int_equal(st, more < 0 ? RETORT_ERR_IO : RETORT_OK);
        assert_int_equal(err.sys_errno, more < 0 ? EFBIG : 0);
        assert_int_equal(count_files(), more < 0 ? 0 : 1);
    }
    (void)signal(SIGXFSZ, before);
}

/* Run put() with standard output going to a path of our choice. */
static retort_status put_on(const char *path, int flags, retort_err *err)
{
    int saved = dup(STDOUT_FILENO);
    int fd = open(path, flags, 0600);
    retort_status st;

    assert_true(saved >= 0 && fd >= 0);
    (void)fflush(stdout);
    assert_int_equal(dup2(fd, STDOUT_FILENO), STDOUT_FILENO);
    (void)close(fd);
    st = retort_outfile_put("-", false, retort_span_of("shown"), err);
    assert_int_equal(dup2(saved, STDOUT_FILENO), STDOUT_FILENO);
    (void)close(saved);
    return st;
}

static void put__writes_to_standard_output(void **state)
{
    (void)state;
    assert_int_equal(put_on(target, O_WRONLY | O_CREAT, NULL), RETORT_OK);
    assert_holds(target, "shown");
}

static void put__tells_when_standard_output_is_full(void **state)
{
    retort_err err = {0};

    (void)state;
    if (access("/dev/full", W_OK) != 0) {
        print_message("skipped: no /dev/full to write to\n");
        skip();
    }
    assert_int_equal(put_on("/dev/full", O_WRONLY, &err), RETORT_ERR_IO);
    assert_non_null(strstr(err.text, "standard output"));
}

static void put__is_all_or_nothing_when_memory_runs_out(void **state)
{
    retort_status st = RETORT_ERR_NOMEM;
    long n = 0;

    (void)state;
    for (; st == RETORT_ERR_NOMEM; n++) {
        retort_mem_fail_at(n);
        st = retort_outfile_put(target, false, retort_span_of("x"), NULL);
        retort_mem_fail_at(-1);
        assert_int_equal(count_files(), st == RETORT_OK ? 1 : 0);
    }
    assert_int_equal(st, RETORT_OK);
    assert_int_equal(n, 4); /* struct, name, temporary name, success */
}

#define IN_FOLDER(test)                                                        \
    cmocka_unit_test_setup_teardown(test, make_folder, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(commit__makes_the_file_appear_whole),
        IN_FOLDER(write__loses_no_byte_around_the_buffer),
        IN_FOLDER(open__refuses_what_exists),
        IN_FOLDER(open__with_force_replaces_on_commit),
        IN_FOLDER(commit__never_replaces_what_came_in_between),
        IN_FOLDER(open__refuses_a_dangling_link),
        IN_FOLDER(open__tells_when_the_folder_is_absent),
        IN_FOLDER(abandon__leaves_nothing),
        IN_FOLDER(abandon__under_force_keeps_the_old_file),
        IN_FOLDER(commit__fails_where_the_disk_ends),
        IN_FOLDER(put__writes_to_standard_output),
        IN_FOLDER(put__tells_when_standard_output_is_full),
        IN_FOLDER(put__is_all_or_nothing_when_memory_runs_out),
    };

    return cmocka_run_group_tests_name("outfile", tests, NULL, NULL);
}
