#include "base/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

enum {
    FIRST_TRY = 0,
    LAST_TRY = 100,
    SUFFIX_BYTES = 48, /* of ".PID-TRY.partial" */
    BUFFER_BYTES = 1 << 16
};

struct retort_outfile {
    int fd;
    int failed; /* errno of the first failure, or 0 */
    bool force;
    bool is_stdout;
    char *path;
    char *temp;
    size_t used;
    unsigned char buffer[BUFFER_BYTES];
};

static char *copy_of(const char *s, size_t room)
{
    size_t len = strlen(s);
    char *p = retort_mem_new(len + room + 1, 1);

    if (p)
        memcpy(p, s, len);
    return p;
}

static void destroy(retort_outfile *f)
{
    if (!f)
        return;
    if (f->fd >= 0 && !f->is_stdout)
        (void)close(f->fd);
    retort_mem_free(f->path);
    retort_mem_free(f->temp);
    retort_mem_free(f);
}

/* A name beside the target that nobody else uses. */
static retort_status open_temp(retort_outfile *f, retort_err *err)
{
    size_t base = strlen(f->path);

    for (int n = FIRST_TRY; n < LAST_TRY; n++) {
        (void)snprintf(f->temp + base, SUFFIX_BYTES, ".%ld-%d.partial",
                       (long)getpid(), n);
        f->fd = open(f->temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
        if (f->fd >= 0)
            return RETORT_OK;
        if (errno != EEXIST)
            break;
    }
    f->temp[0] = '\0';
    return RETORT_FAIL(err, RETORT_ERR_IO, "cannot write %s: %s", f->path,
                       strerror(errno));
}

retort_status retort_outfile_open(retort_outfile **out, const char *path,
                                  bool force, retort_err *err)
{
    retort_status st = RETORT_OK;
    retort_outfile *f = NULL;
    struct stat sb;

    *out = NULL;
    if (strcmp(path, "-") != 0 && !force && lstat(path, &sb) == 0)
        return RETORT_FAIL(err, RETORT_ERR_EXISTS,
                           "%s exists; --force replaces it", path);
    f = retort_mem_new(1, sizeof(*f));
    if (!f)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a file");
    f->fd = -1;
    f->force = force;
    f->path = copy_of(path, 0);
    f->temp = copy_of(path, SUFFIX_BYTES);
    if (!f->path || !f->temp) {
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a file name");
        goto out;
    }
    if (strcmp(path, "-") == 0) {
        f->is_stdout = true;
        f->fd = STDOUT_FILENO;
    } else {
        st = open_temp(f, err);
        if (st != RETORT_OK)
            goto out;
    }
    *out = f;
    f = NULL; /* now the caller's */
out:
    destroy(f);
    return st;
}

static void drain(retort_outfile *f, const unsigned char *p, size_t len)
{
    while (len && !f->failed) {
        ssize_t n = write(f->fd, p, len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            f->failed = n < 0 ? errno : EIO;
            return;
        }
        p += n;
        len -= (size_t)n;
    }
}

static void flush(retort_outfile *f)
{
    drain(f, f->buffer, f->used);
    f->used = 0;
}

void retort_outfile_write(retort_outfile *f, const void *bytes, size_t len)
{
    if (len > BUFFER_BYTES - f->used)
        flush(f);
    if (len > BUFFER_BYTES) {
        drain(f, bytes, len);
        return;
    }
    if (len)
        memcpy(f->buffer + f->used, bytes, len);
    f->used += len;
}

/* rename() replaces; link() refuses to. The name was free when we began. */
static int move_into_place(const retort_outfile *f)
{
    if (f->force)
        return rename(f->temp, f->path) == 0 ? 0 : errno;
    if (link(f->temp, f->path) == 0) {
        (void)unlink(f->temp);
        return 0;
    }
    if (errno == EEXIST)
        return EEXIST;
    return rename(f->temp, f->path) == 0 ? 0 : errno;
}

retort_status retort_outfile_commit(retort_outfile *f, retort_err *err)
{
    retort_status st = RETORT_OK;

    flush(f);
    if (f->is_stdout) {
        if (f->failed)
            st = RETORT_FAIL(err, RETORT_ERR_IO, "standard output: %s",
                             strerror(f->failed));
        destroy(f);
        return st;
    }
    if (!f->failed && fsync(f->fd) != 0)
        f->failed = errno;
    if (close(f->fd) != 0 && !f->failed)
        f->failed = errno;
    f->fd = -1;
    if (!f->failed)
        f->failed = move_into_place(f);
    if (f->failed) {
        errno = f->failed;
        st = RETORT_FAIL(err, RETORT_ERR_IO, "cannot write %s: %s", f->path,
                         strerror(f->failed));
    } else {
        f->temp[0] = '\0'; /* it is the output now */
    }
    retort_outfile_abandon(f);
    return st;
}

void retort_outfile_abandon(retort_outfile *f)
{
    if (!f)
        return;
    if (!f->is_stdout && f->temp[0])
        (void)unlink(f->temp);
    destroy(f);
}

retort_status retort_outfile_put(const char *path, bool force,
                                 retort_span bytes, retort_err *err)
{
    retort_outfile *f;
    retort_status st = retort_outfile_open(&f, path, force, err);

    if (st != RETORT_OK)
        return st;
    retort_outfile_write(f, bytes.ptr, bytes.len);
    return retort_outfile_commit(f, err);
}
