#include "fingerprint/library_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

enum { TRIES = 100, SUFFIX_BYTES = 48 };

static retort_status io_error(const char *what, const char *path,
                              retort_err *err)
{
    int code = errno;

    retort_err_fill(err, RETORT_ERR_IO, "cannot %s %.200s: %s", what, path,
                    strerror(code));
    if (err)
        err->sys_errno = code;
    return RETORT_ERR_IO;
}

retort_status retort_file_look(const char *path, retort_file_mark *out,
                               retort_err *err)
{
    struct stat sb;

    *out = (retort_file_mark){0};
    if (stat(path, &sb) != 0)
        return errno == ENOENT ? RETORT_OK : io_error("look at", path, err);
    if (!S_ISREG(sb.st_mode))
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "%.200s is not a regular file", path);
    *out = (retort_file_mark){
        .exists = true,
        .device = (uint64_t)sb.st_dev,
        .inode = (uint64_t)sb.st_ino,
        .bytes = sb.st_size,
        .seconds = sb.st_mtim.tv_sec,
        .nanoseconds = sb.st_mtim.tv_nsec,
    };
    return RETORT_OK;
}

retort_status retort_file_beside(char **out, const char *path, retort_err *err)
{
    size_t len = strlen(path);
    char *name = retort_mem_new(len + SUFFIX_BYTES, 1);

    *out = NULL;
    if (!name)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a file name");
    memcpy(name, path, len);
    for (int n = 0; n < TRIES; n++) {
        int fd;

        (void)snprintf(name + len, SUFFIX_BYTES, ".%ld-%d.partial",
                       (long)getpid(), n);
        fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
        if (fd >= 0) {
            (void)close(fd);
            *out = name;
            return RETORT_OK;
        }
        if (errno != EEXIST)
            break;
    }
    retort_mem_free(name);
    return io_error("write beside", path, err);
}

static bool same_mark(const retort_file_mark *a, const retort_file_mark *b)
{
    return a->exists == b->exists && a->device == b->device &&
           a->inode == b->inode && a->bytes == b->bytes &&
           a->seconds == b->seconds && a->nanoseconds == b->nanoseconds;
}

/* SQLite was told not to sync; the whole file is synced once. */
static retort_status sync_file(const char *path, retort_err *err)
{
    int fd = open(path, O_RDWR | O_CLOEXEC);

    if (fd < 0)
        return io_error("sync", path, err);
    if (fsync(fd) != 0) {
        retort_status st = io_error("sync", path, err);

        (void)close(fd);
        return st;
    }
    return close(fd) == 0 ? RETORT_OK : io_error("close", path, err);
}

retort_status retort_file_exchange(const char *temp, const char *path,
                                   const retort_file_mark *mark,
                                   retort_err *err)
{
    retort_file_mark now;
    retort_status st = sync_file(temp, err);

    if (st == RETORT_OK)
        st = retort_file_look(path, &now, err);
    if (st == RETORT_OK && !same_mark(&now, mark))
        st = RETORT_FAIL(err, RETORT_ERR_IO,
                         "%.200s was changed by another program meanwhile",
                         path);
    if (st == RETORT_OK && rename(temp, path) != 0)
        st = io_error("write", path, err);
    if (st != RETORT_OK)
        (void)unlink(temp);
    return st == RETORT_OK ? st : RETORT_ERR_IO;
}
