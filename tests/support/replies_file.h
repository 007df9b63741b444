/**
 * @file support/replies_file.h
 * JSONL of random replies in files, and fingerprints made from files: for the
 * tests of the run layer.
 */
#ifndef SUPPORT_REPLIES_FILE_H
#define SUPPORT_REPLIES_FILE_H

#include <stdlib.h>

#include "base/mem.h"
#include "report/escape.h"
#include "run/fingerprinting.h"
#include "support/library_fixture.h"
#include "support/random_corpus.h"

/** One JSON line. NULL leaves a field out. */
static inline void line_put(retort_buf *out, const char *model,
                            const char *prompt, const char *reply)
{
    retort_buf_puts(out, "{");
    if (model) {
        retort_buf_puts(out, "\"model\":");
        retort_escape_json(out, model);
        retort_buf_puts(out, ",");
    }
    if (prompt) {
        retort_buf_puts(out, "\"prompt\":");
        retort_escape_json(out, prompt);
        retort_buf_puts(out, ",");
    }
    retort_buf_puts(out, "\"response\":");
    retort_escape_json(out, reply);
    retort_buf_puts(out, "}\n");
}

/** A random line of one of @p models models. */
static inline void line_random(test_random *r, size_t models, retort_buf *out)
{
    char model[32];
    char prompt[32];
    retort_buf reply;

    retort_buf_init(&reply, 1 << 20);
    (void)snprintf(model, sizeof(model), "model-%zu", random_below(r, models));
    (void)snprintf(prompt, sizeof(prompt), "question %zu", random_below(r, 40));
    random_reply(r, &reply);
    line_put(out, model, prompt, reply.ptr);
    retort_buf_release(&reply);
}

/** Write a file of the test folder. */
static inline const char *lines_write(const char *name, const retort_buf *b)
{
    const char *path = fixture_path(name);

    fixture_write(path, b->ptr, b->len);
    return path;
}

/** What a run made: digests and bytes of all models, in one buffer. */
typedef struct test_made {
    size_t models;
    char digest[64][RETORT_DIGEST_HEX_BYTES];
    char name[64][40];
    uint64_t replies[64];
    unsigned char record_digest[64][RETORT_SHA256_BYTES];
    retort_buf bytes;
} test_made;

static inline retort_status made_keep(void *ctx, const retort_made *made,
                                      retort_err *err)
{
    test_made *m = ctx;

    if (m->models == 64)
        return RETORT_FAIL(err, RETORT_ERR_LIMIT, "too many for the test");
    (void)snprintf(m->name[m->models], 40, "%.39s", made->model);
    m->replies[m->models] = retort_fingerprint_replies(made->fp);
    memcpy(m->record_digest[m->models], made->fp->record_digest,
           RETORT_SHA256_BYTES);
    if (made->bytes)
        retort_buf_add(&m->bytes,
                       (retort_span){(const char *)made->bytes, made->len});
    return retort_fingerprint_digest(made->fp, m->digest[m->models++], err);
}

/** Run; @p made is released with made_release(). */
static inline retort_status made_run(const retort_fingerprinting *how,
                                     test_made *made, retort_err *err)
{
    retort_fingerprinting_facts facts;
    retort_status st;

    made->models = 0;
    retort_buf_init(&made->bytes, (size_t)1 << 30);
    st = retort_fingerprint_inputs(how, made_keep, made, &facts, err);
    retort_fingerprinting_facts_release(&facts);
    return st;
}

static inline void made_release(test_made *made)
{
    retort_buf_release(&made->bytes);
}

#endif /* SUPPORT_REPLIES_FILE_H */
