#include "ingest/bytesource.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/socket.h>
#include <sys/un.h>

#include "base/mem.h"
#include "unit/ingest/files_helper.h"

static void assert_refused(const char *path, retort_status want,
                           const char *word)
{
    retort_bytesource *src;
    retort_err err = {0};

    assert_int_equal(retort_bytesource_open(&src, path, &err), want);
    assert_null(src);
    assert_non_null(strstr(err.text, word));
}

static void read__hands_out_and_digests_all_bytes(void **state)
{
    static const char want[] =
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    const char *path = files_put_text("abc", "abc");

    (void)state;
    for (size_t room = 1; room <= 4; room++) {
        retort_bytesource *src;
        unsigned char digest[RETORT_SHA256_BYTES];
        char hex[RETORT_SHA256_HEX_BYTES];
        char all[8] = "";
        char block[4];
        size_t len;

        assert_int_equal(retort_bytesource_open(&src, path, NULL), RETORT_OK);
        while (retort_bytesource_read(src, block, room, &len, NULL) ==
               RETORT_OK) {
            assert_in_range(len, 1, room);
            strncat(all, block, len);
        }
        assert_int_equal(len, 0);
        assert_string_equal(all, "abc");
        assert_int_equal(retort_bytesource_bytes(src), 3);
        assert_int_equal(retort_bytesource_digest(src, digest, NULL),
                         RETORT_OK);
        retort_sha256_hex(digest, hex);
        assert_string_equal(hex, want);
        retort_bytesource_close(src);
    }
}

static void open__refuses_what_is_no_regular_file(void **state)
{
    const char *file = files_put_text("plain", "x");
    const char *link = files_path("link");
    const char *pipe = files_path("pipe");
    const char *place = files_path("socket");
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);

    (void)state;
    assert_int_equal(symlink(file, link), 0);
    assert_int_equal(mkfifo(pipe, 0600), 0);
    (void)snprintf(address.sun_path, sizeof(address.sun_path), "%s", place);
    assert_int_equal(
        bind(fd, (const struct sockaddr *)&address, sizeof(address)), 0);
    assert_refused(link, RETORT_ERR_FORMAT, "a symbolic link");
    assert_refused(pipe, RETORT_ERR_FORMAT, "a named pipe");
    assert_refused(place, RETORT_ERR_FORMAT, "a socket");
    assert_refused(files_root, RETORT_ERR_FORMAT, "a folder");
    assert_refused("/dev/zero", RETORT_ERR_FORMAT, "a device");
    assert_int_equal(close(fd), 0);
}

static void open__says_what_is_missing(void **state)
{
    const char *file = files_put_text("here", "x");
    char below[FILES_PATH_BYTES + 8];

    (void)state;
    assert_refused("/nowhere/at/all", RETORT_ERR_NOT_FOUND, "no such file");
    (void)snprintf(below, sizeof(below), "%s/x", file);
    assert_refused(below, RETORT_ERR_NOT_FOUND, "no such file");
}

static void read__refuses_memory_of_a_process(void **state)
{
    retort_bytesource *src;
    char block[16];
    size_t len;

    (void)state;
    assert_int_equal(retort_bytesource_open(&src, "/proc/self/mem", NULL),
                     RETORT_OK);
    assert_int_equal(
        retort_bytesource_read(src, block, sizeof(block), &len, NULL),
        RETORT_ERR_FORMAT);
    retort_bytesource_close(src);
}

/* Read one byte, change the file to @size bytes, read on to the end. */
static retort_status read_while_it_becomes(off_t size)
{
    const char *path = files_put_text("moving", "0123456789");
    retort_bytesource *src;
    char block[64];
    size_t len;
    retort_status st;

    assert_int_equal(retort_bytesource_open(&src, path, NULL), RETORT_OK);
    assert_int_equal(retort_bytesource_read(src, block, 1, &len, NULL),
                     RETORT_OK);
    assert_int_equal(truncate(path, size), 0);
    do
        st = retort_bytesource_read(src, block, sizeof(block), &len, NULL);
    while (st == RETORT_OK);
    retort_bytesource_close(src);
    return st;
}

static void read__notices_a_file_that_changes_size(void **state)
{
    (void)state;
    assert_int_equal(read_while_it_becomes(10), RETORT_END);
    assert_int_equal(read_while_it_becomes(11), RETORT_ERR_IO);
    assert_int_equal(read_while_it_becomes(9), RETORT_ERR_IO);
    assert_int_equal(read_while_it_becomes(1000), RETORT_ERR_IO);
    assert_int_equal(read_while_it_becomes(0), RETORT_ERR_IO);
}

/* Put @fd in the place of standard input and read it all. */
static void assert_stdin_reads(int fd, const char *want)
{
    int saved = dup(STDIN_FILENO);
    retort_bytesource *src;
    char all[64] = "";
    char block[16];
    size_t len;

    assert_int_equal(dup2(fd, STDIN_FILENO), STDIN_FILENO);
    assert_int_equal(close(fd), 0);
    assert_int_equal(retort_bytesource_open(&src, "-", NULL), RETORT_OK);
    while (retort_bytesource_read(src, block, sizeof(block), &len, NULL) ==
           RETORT_OK)
        strncat(all, block, len);
    assert_string_equal(all, want);
    retort_bytesource_close(src);
    if (saved >= 0) {
        assert_int_equal(dup2(saved, STDIN_FILENO), STDIN_FILENO);
        assert_int_equal(close(saved), 0);
    }
}

static void open__takes_a_pipe_as_standard_input(void **state)
{
    int ends[2];

    (void)state;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
    assert_int_equal(write(ends[1], "from a pipe", 11), 11);
    assert_int_equal(close(ends[1]), 0);
    assert_stdin_reads(ends[0], "from a pipe");
}

static void open__takes_the_rest_of_a_file_as_standard_input(void **state)
{
    int fd = open(files_put_text("rest", "xxrest"), O_RDONLY);

    (void)state;
    assert_int_equal(lseek(fd, 2, SEEK_SET), 2);
    assert_stdin_reads(fd, "rest");
}

static void open__survives_want_of_memory(void **state)
{
    const char *path = files_put_text("memory", "x");
    retort_status st = RETORT_ERR_NOMEM;
    retort_bytesource *src = NULL;
    long n = 0;

    (void)state;
    for (; st == RETORT_ERR_NOMEM; n++) {
        retort_mem_fail_at(n);
        st = retort_bytesource_open(&src, path, NULL);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || src == NULL);
    }
    assert_int_equal(st, RETORT_OK);
    assert_int_equal(n, 3); /* source, digest, success */
    retort_bytesource_close(src);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(read__hands_out_and_digests_all_bytes),
        cmocka_unit_test(open__refuses_what_is_no_regular_file),
        cmocka_unit_test(open__says_what_is_missing),
        cmocka_unit_test(read__refuses_memory_of_a_process),
        cmocka_unit_test(read__notices_a_file_that_changes_size),
        cmocka_unit_test(open__takes_a_pipe_as_standard_input),
        cmocka_unit_test(open__takes_the_rest_of_a_file_as_standard_input),
        cmocka_unit_test(open__survives_want_of_memory),
    };

    return cmocka_run_group_tests_name("bytesource", tests, files_setup,
                                       files_teardown);
}
