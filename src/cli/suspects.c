#include "cli/suspects.h"

#include <retort/fingerprint.h>
#include <retort/version.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "cli/fingerprint_summary.h"
#include "cli/message.h"
#include "run/fingerprinting.h"

enum { COUNTS_BYTES_MAX = 4096 };

/* docs/format-fingerprint.md: how every fingerprint begins. */
static const char MAGIC[] = {'R', 'E', 'T', 'O', 'R', 'T', 'F', 'P'};

static bool begins_as_fingerprint(const char *path)
{
    char head[sizeof(MAGIC)] = "";
    struct stat sb;
    FILE *f;
    size_t n;

    if (stat(path, &sb) != 0 || !S_ISREG(sb.st_mode))
        return false;
    f = fopen(path, "rb");
    if (!f)
        return false;
    n = fread(head, 1, sizeof(head), f);
    (void)fclose(f);
    return n == sizeof(head) && memcmp(head, MAGIC, sizeof(MAGIC)) == 0;
}

/* Name of a file without its folders and a final ".rfp". */
static retort_span base_of(const char *path)
{
    static const char end[] = ".rfp";
    const char *slash = strrchr(path, '/');
    retort_span base = retort_span_of(slash && slash[1] ? slash + 1 : path);

    if (base.len > sizeof(end) - 1 &&
        strcmp(base.ptr + base.len - (sizeof(end) - 1), end) == 0)
        base.len -= sizeof(end) - 1;
    return base;
}

static bool make_room(retort_suspects *s)
{
    size_t cap = s->cap ? 2 * s->cap : 8;
    void *p;

    if (s->count < s->cap)
        return true;
    p = retort_mem_resize(s->items, cap, sizeof(*s->items));
    if (!p)
        return false;
    s->items = p;
    p = retort_mem_resize(s->parts, cap, sizeof(*s->parts));
    if (!p)
        return false;
    s->parts = p;
    s->cap = cap;
    return true;
}

/* Takes over fp, also on failure. */
static retort_status keep(retort_suspects *s, const char *path,
                          retort_fingerprint *fp, retort_err *err)
{
    retort_span from = retort_span_of(retort_fingerprint_model(fp));
    char *name;

    if (from.len == 0)
        from = base_of(path);
    name = retort_mem_new(from.len + 1, 1);
    if (!name || !make_room(s)) {
        retort_mem_free(name);
        retort_fingerprint_free(fp);
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a suspect");
    }
    memcpy(name, from.ptr, from.len);
    s->parts[s->count] = (retort_suspect_parts){name, fp};
    s->items[s->count++] = (retort_screen_suspect){name, fp};
    return RETORT_OK;
}

/* What the pipeline's callback needs. */
struct taking {
    retort_suspects *suspects;
    const char *path;
};

/* The pipeline keeps its fingerprint: a copy is made by way of its bytes. */
static retort_status take_made(void *ctx, const retort_made *made,
                               retort_err *err)
{
    struct taking *t = ctx;
    retort_fingerprint *fp = NULL;
    retort_status st = retort_fingerprint_decode(
        &fp, (retort_span){(const char *)made->bytes, made->len}, err);

    return st == RETORT_OK ? keep(t->suspects, t->path, fp, err) : st;
}

static void tell_counts(const retort_suspects_reading *how, const char *path,
                        const retort_counts *counts)
{
    retort_buf b;

    retort_buf_init(&b, COUNTS_BYTES_MAX);
    retort_fingerprint_summary_counts(&b, counts);
    if (!how->quiet && retort_buf_status(&b) == RETORT_OK)
        retort_message_note(how->command, "%.200s: %s", path, b.ptr);
    retort_buf_release(&b);
}

static retort_status add_replies(retort_suspects *s, const char *path,
                                 const retort_suspects_reading *how,
                                 retort_err *err)
{
    struct taking taking = {s, path};
    retort_fingerprinting plan = {
        .inputs = &path,
        .input_count = 1,
        .build.params.rules = RETORT_RULES_VERSION,
        .threads = how->threads,
        .encode = true,
    };
    retort_fingerprinting_facts facts = {0};
    retort_status st =
        retort_fingerprint_inputs(&plan, take_made, &taking, &facts, err);

    if (st == RETORT_OK)
        tell_counts(how, path, &facts.counts);
    retort_fingerprinting_facts_release(&facts);
    return st;
}

retort_status retort_suspects_add(retort_suspects *s, const char *path,
                                  const retort_suspects_reading *how,
                                  retort_err *err)
{
    retort_fingerprint *fp = NULL;
    retort_status st;

    if (!begins_as_fingerprint(path))
        return add_replies(s, path, how, err);
    st = retort_fingerprint_load(&fp, path, err);
    return st == RETORT_OK ? keep(s, path, fp, err) : st;
}

void retort_suspects_release(retort_suspects *s)
{
    for (size_t i = 0; i < s->count; i++) {
        retort_mem_free(s->parts[i].name);
        retort_fingerprint_free(s->parts[i].fp);
    }
    retort_mem_free(s->items);
    retort_mem_free(s->parts);
    *s = (retort_suspects){0};
}
