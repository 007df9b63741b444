#include "run/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <retort/limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/mem.h"

/* A chunk of this size is closed; larger entries get a chunk of their own. */
enum { CHUNK_BYTES = 256 * 1024, FIRST_BYTES = 4096 };

struct chunk {
    char *bytes; /* NULL: in the file at offset */
    uint64_t offset;
    size_t len;
    size_t cap;
};

struct spooled {
    char *name;
    size_t name_len;
    uint64_t hash;
    struct chunk *chunks;
    size_t count;
    size_t cap;
};

struct retort_spool {
    struct spooled *models;
    size_t count;
    size_t cap;
    size_t memory; /* bytes of chunks in memory */
    size_t memory_max;
    const char *folder;
    int fd; /* -1 until it is needed */
    uint64_t file_len;
};

static retort_status no_memory(retort_err *err)
{
    return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory to hold replies");
}

retort_status retort_spool_new(retort_spool **out, size_t memory_bytes,
                               const char *folder, retort_err *err)
{
    retort_spool *s = retort_mem_new(1, sizeof(*s));

    *out = NULL;
    if (!s)
        return no_memory(err);
    s->memory_max = memory_bytes;
    s->folder = folder;
    s->fd = -1;
    *out = s;
    return RETORT_OK;
}

void retort_spool_free(retort_spool *s)
{
    if (!s)
        return;
    for (size_t m = 0; m < s->count; m++) {
        for (size_t i = 0; i < s->models[m].count; i++)
            retort_mem_free(s->models[m].chunks[i].bytes);
        retort_mem_free(s->models[m].chunks);
        retort_mem_free(s->models[m].name);
    }
    retort_mem_free(s->models);
    if (s->fd >= 0)
        (void)close(s->fd);
    retort_mem_free(s);
}

static retort_status grow_models(retort_spool *s, retort_err *err)
{
    size_t cap = s->cap ? 2 * s->cap : 16;
    struct spooled *p;

    if (s->count >= RETORT_MODELS_MAX)
        return RETORT_FAIL(err, RETORT_ERR_LIMIT, "more than %zu models",
                           RETORT_MODELS_MAX);
    if (s->count < s->cap)
        return RETORT_OK;
    p = retort_mem_resize(s->models, cap, sizeof(*p));
    if (!p)
        return no_memory(err);
    s->models = p;
    s->cap = cap;
    return RETORT_OK;
}

retort_status retort_spool_model(retort_spool *s, retort_span name, size_t *out,
                                 retort_err *err)
{
    uint64_t hash = retort_hash64(name.ptr, name.len);
    struct spooled *m;
    retort_status st;

    for (size_t i = s->count; i-- > 0;)
        if (s->models[i].hash == hash && s->models[i].name_len == name.len &&
            (name.len == 0 ||
             memcmp(s->models[i].name, name.ptr, name.len) == 0)) {
            *out = i;
            return RETORT_OK;
        }
    st = grow_models(s, err);
    if (st != RETORT_OK)
        return st;
    m = &s->models[s->count];
    *m = (struct spooled){.hash = hash, .name_len = name.len};
    m->name = retort_mem_new(name.len + 1, 1);
    if (!m->name)
        return no_memory(err);
    if (name.len)
        memcpy(m->name, name.ptr, name.len);
    *out = s->count++;
    return RETORT_OK;
}

size_t retort_spool_model_count(const retort_spool *s)
{
    return s->count;
}

const char *retort_spool_model_name(const retort_spool *s, size_t model)
{
    return s->models[model].name;
}

static retort_status open_file(retort_spool *s, retort_err *err)
{
    char path[4096];
    int n = snprintf(path, sizeof(path), "%s/retort-XXXXXX", s->folder);

    if (n < 0 || (size_t)n >= sizeof(path))
        return RETORT_FAIL(err, RETORT_ERR_IO,
                           "the name of the temporary folder is too long");
    s->fd = mkstemp(path);
    if (s->fd < 0)
        return RETORT_FAIL(err, RETORT_ERR_IO,
                           "cannot make a temporary file in %s: %s", s->folder,
                           strerror(errno));
    (void)unlink(path);
    (void)fcntl(s->fd, F_SETFD, FD_CLOEXEC);
    return RETORT_OK;
}

static retort_status write_all(retort_spool *s, const char *p, size_t len,
                               retort_err *err)
{
    while (len) {
        ssize_t n = pwrite(s->fd, p, len, (off_t)s->file_len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return RETORT_FAIL(err, RETORT_ERR_IO,
                               "cannot write a temporary file in %s: %s",
                               s->folder, strerror(n < 0 ? errno : ENOSPC));
        p += n;
        len -= (size_t)n;
        s->file_len += (uint64_t)n;
    }
    return RETORT_OK;
}

/* Move a chunk to the file. */
static retort_status to_file(retort_spool *s, struct chunk *c, retort_err *err)
{
    retort_status st = s->fd < 0 ? open_file(s, err) : RETORT_OK;
    uint64_t offset = s->file_len;

    if (st == RETORT_OK)
        st = write_all(s, c->bytes, c->len, err);
    if (st != RETORT_OK)
        return st;
    c->offset = offset;
    s->memory -= c->cap;
    retort_mem_free(c->bytes);
    c->bytes = NULL;
    c->cap = 0;
    return RETORT_OK;
}

static retort_status add_chunk(struct spooled *m, retort_err *err)
{
    if (!m->chunks || m->count == m->cap) {
        size_t cap = m->cap ? 2 * m->cap : 4;
        struct chunk *p = retort_mem_resize(m->chunks, cap, sizeof(*p));

        if (!p)
            return no_memory(err);
        m->chunks = p;
        m->cap = cap;
    }
    m->chunks[m->count++] = (struct chunk){NULL, 0, 0, 0};
    return RETORT_OK;
}

/* The chunk that has room for @p more bytes, or a new one. */
static retort_status open_chunk(struct spooled *m, size_t more,
                                struct chunk **out, retort_err *err)
{
    struct chunk *last = m->count ? &m->chunks[m->count - 1] : NULL;
    retort_status st = RETORT_OK;

    if (!last || !last->bytes || last->len + more > CHUNK_BYTES)
        st = add_chunk(m, err);
    if (st == RETORT_OK)
        *out = &m->chunks[m->count - 1];
    return st;
}

static retort_status make_room(retort_spool *s, struct chunk *c, size_t more,
                               retort_err *err)
{
    size_t cap = c->cap ? c->cap : FIRST_BYTES;
    char *p;

    if (c->len + more <= c->cap)
        return RETORT_OK;
    while (cap < c->len + more)
        cap *= 2;
    p = retort_mem_resize(c->bytes, cap, 1);
    if (!p)
        return no_memory(err);
    s->memory += cap - c->cap;
    c->bytes = p;
    c->cap = cap;
    return RETORT_OK;
}

retort_status retort_spool_append(retort_spool *s, size_t model,
                                  retort_span entries, retort_err *err)
{
    struct spooled *m = &s->models[model];
    struct chunk *c = NULL;
    retort_status st = open_chunk(m, entries.len, &c, err);

    if (st == RETORT_OK)
        st = make_room(s, c, entries.len, err);
    if (st != RETORT_OK)
        return st;
    memcpy(c->bytes + c->len, entries.ptr, entries.len);
    c->len += entries.len;
    if (s->memory > s->memory_max && c->len >= CHUNK_BYTES / 4)
        return to_file(s, c, err);
    return RETORT_OK;
}

size_t retort_spool_chunk_count(const retort_spool *s, size_t model)
{
    return s->models[model].count;
}

size_t retort_spool_chunk_bytes(const retort_spool *s, size_t model,
                                size_t chunk)
{
    return s->models[model].chunks[chunk].len;
}

retort_status retort_spool_chunk(const retort_spool *s, size_t model,
                                 size_t chunk, retort_buf *buf,
                                 retort_span *out, retort_err *err)
{
    const struct chunk *c = &s->models[model].chunks[chunk];
    size_t got = 0;

    if (c->bytes) {
        *out = (retort_span){c->bytes, c->len};
        return RETORT_OK;
    }
    buf->len = 0;
    if (!retort_buf_reserve(buf, c->len))
        return no_memory(err);
    while (got < c->len) {
        ssize_t n = pread(s->fd, buf->ptr + got, c->len - got,
                          (off_t)(c->offset + got));

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return RETORT_FAIL(err, RETORT_ERR_IO,
                               "cannot read a temporary file back: %s",
                               strerror(n < 0 ? errno : EIO));
        got += (size_t)n;
    }
    buf->len = c->len;
    *out = (retort_span){buf->ptr, buf->len};
    return RETORT_OK;
}
