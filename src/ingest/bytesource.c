#include "ingest/bytesource.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

struct retort_bytesource {
    int fd;
    bool is_stdin;
    bool has_size; /* a regular file that we opened at its start */
    uint64_t size; /* when it was opened */
    uint64_t bytes;
    retort_sha256 *digest;
};

static const char *kind_of(mode_t mode)
{
    if (S_ISDIR(mode))
        return "a folder";
    if (S_ISLNK(mode))
        return "a symbolic link";
    if (S_ISFIFO(mode))
        return "a named pipe";
    if (S_ISSOCK(mode))
        return "a socket";
    if (S_ISCHR(mode) || S_ISBLK(mode))
        return "a device";
    return "no regular file";
}

/* The reason, told by what stands at @path where open() gave up. */
static retort_status refuse(const char *path, int error, retort_err *err)
{
    struct stat sb;

    errno = error;
    if (error == ENOENT || error == ENOTDIR)
        return RETORT_FAIL(err, RETORT_ERR_NOT_FOUND, "no such file");
    if (lstat(path, &sb) == 0 && !S_ISREG(sb.st_mode))
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "input is %s, not a regular file",
                           kind_of(sb.st_mode));
    errno = error;
    return RETORT_FAIL(err, RETORT_ERR_IO, "cannot open: %s", strerror(error));
}

static retort_status open_file(retort_bytesource *src, const char *path,
                               retort_err *err)
{
    struct stat sb;

    src->fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (src->fd < 0)
        return refuse(path, errno, err);
    if (fstat(src->fd, &sb) != 0)
        return RETORT_FAIL(err, RETORT_ERR_IO, "cannot look at it: %s",
                           strerror(errno));
    if (!S_ISREG(sb.st_mode))
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "input is %s, not a regular file",
                           kind_of(sb.st_mode));
    src->has_size = true;
    src->size = (uint64_t)sb.st_size;
    return RETORT_OK;
}

static retort_status open_stdin(retort_bytesource *src, retort_err *err)
{
    struct stat sb;

    src->fd = STDIN_FILENO;
    src->is_stdin = true;
    if (fstat(src->fd, &sb) != 0)
        return RETORT_FAIL(err, RETORT_ERR_IO, "standard input: %s",
                           strerror(errno));
    if (S_ISDIR(sb.st_mode))
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "standard input is a folder");
    return RETORT_OK;
}

retort_status retort_bytesource_open(retort_bytesource **out, const char *path,
                                     retort_err *err)
{
    retort_status st = RETORT_OK;
    retort_bytesource *src = NULL;

    *out = NULL;
    src = retort_mem_new(1, sizeof(*src));
    if (!src)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for an input");
    src->fd = -1;
    st = retort_sha256_new(&src->digest, err);
    if (st != RETORT_OK)
        goto out;
    if (strcmp(path, "-") == 0)
        st = open_stdin(src, err);
    else
        st = open_file(src, path, err);
    if (st != RETORT_OK)
        goto out;
    *out = src;
    src = NULL; /* now the caller's */
out:
    retort_bytesource_close(src);
    return st;
}

/* Standard input may have been set not to wait by whoever shares it. */
static ssize_t read_some(int fd, char *buf, size_t room)
{
    for (;;) {
        ssize_t n = read(fd, buf, room);
        struct pollfd wait = {.fd = fd, .events = POLLIN};

        if (n >= 0)
            return n;
        if (errno == EINTR)
            continue;
        if (errno != EAGAIN)
            return -1;
        if (poll(&wait, 1, -1) < 0 && errno != EINTR)
            return -1;
    }
}

static retort_status changed(retort_bytesource *src, uint64_t now,
                             retort_err *err)
{
    errno = 0;
    return RETORT_FAIL(err, RETORT_ERR_IO,
                       "file changed while it was read: %llu bytes, was %llu",
                       (unsigned long long)now, (unsigned long long)src->size);
}

static retort_status check_end(retort_bytesource *src, retort_err *err)
{
    struct stat sb;

    if (!src->has_size)
        return RETORT_END;
    if (src->bytes != src->size)
        return changed(src, src->bytes, err);
    if (fstat(src->fd, &sb) != 0)
        return RETORT_FAIL(err, RETORT_ERR_IO, "cannot look at it: %s",
                           strerror(errno));
    if ((uint64_t)sb.st_size != src->size)
        return changed(src, (uint64_t)sb.st_size, err);
    return RETORT_END;
}

retort_status retort_bytesource_read(retort_bytesource *src, char *buf,
                                     size_t room, size_t *out_len,
                                     retort_err *err)
{
    ssize_t n = read_some(src->fd, buf, room);

    *out_len = 0;
    if (n < 0 && src->has_size && src->size == 0)
        return RETORT_FAIL(err, RETORT_ERR_FORMAT, "input is no plain file: %s",
                           strerror(errno));
    if (n < 0)
        return RETORT_FAIL(err, RETORT_ERR_IO, "cannot read: %s",
                           strerror(errno));
    if (n == 0)
        return check_end(src, err);
    retort_sha256_update(src->digest, buf, (size_t)n);
    src->bytes += (uint64_t)n;
    if (src->has_size && src->bytes > src->size)
        return changed(src, src->bytes, err);
    *out_len = (size_t)n;
    return RETORT_OK;
}

uint64_t retort_bytesource_bytes(const retort_bytesource *src)
{
    return src->bytes;
}

retort_status retort_bytesource_digest(retort_bytesource *src,
                                       unsigned char out[RETORT_SHA256_BYTES],
                                       retort_err *err)
{
    return retort_sha256_final(src->digest, out, err);
}

void retort_bytesource_close(retort_bytesource *src)
{
    if (!src)
        return;
    if (src->fd >= 0 && !src->is_stdin)
        (void)close(src->fd);
    retort_sha256_free(src->digest);
    retort_mem_free(src);
}
