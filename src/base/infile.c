#include "base/infile.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

static retort_status open_regular(const char *path, size_t most, int *out,
                                  size_t *size, retort_err *err)
{
    struct stat sb;

    *out = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (*out < 0 && errno == ENOENT)
        return RETORT_FAIL(err, RETORT_ERR_NOT_FOUND, "no such file");
    if (*out < 0 || fstat(*out, &sb) != 0)
        return RETORT_FAIL(err, RETORT_ERR_IO, "cannot open: %s",
                           strerror(errno));
    if (!S_ISREG(sb.st_mode))
        return RETORT_FAIL(err, RETORT_ERR_FORMAT, "not a regular file");
    if ((uint64_t)sb.st_size > most)
        return RETORT_FAIL(err, RETORT_ERR_LIMIT,
                           "%llu bytes are above the limit of %zu",
                           (unsigned long long)sb.st_size, most);
    *size = (size_t)sb.st_size;
    return RETORT_OK;
}

static retort_status read_all(int fd, char *p, size_t size, size_t *got,
                              retort_err *err)
{
    *got = 0;
    while (*got < size) {
        ssize_t n = read(fd, p + *got, size - *got);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return RETORT_FAIL(err, RETORT_ERR_IO, "cannot read: %s",
                               strerror(errno));
        if (n == 0)
            break;
        *got += (size_t)n;
    }
    return RETORT_OK;
}

retort_status retort_infile_read(const char *path, size_t most, char **out,
                                 size_t *out_len, retort_err *err)
{
    int fd = -1;
    size_t size = 0;
    retort_status st = open_regular(path, most, &fd, &size, err);

    *out = NULL;
    *out_len = 0;
    if (st == RETORT_OK) {
        *out = retort_mem_new(size + 1, 1);
        if (!*out)
            st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu bytes",
                             size);
    }
    if (st == RETORT_OK)
        st = read_all(fd, *out, size, out_len, err);
    if (fd >= 0)
        (void)close(fd);
    if (st != RETORT_OK) {
        retort_mem_free(*out);
        *out = NULL;
        *out_len = 0;
        retort_err_in_file(err, path);
    }
    return st;
}
