/*
 * Blocks are read straight behind the bytes of the batch and scanned there, so
 * a byte is copied only if its element is cut by the end of the batch: that
 * tail waits in `carry` for the next one.
 */
#include "ingest/reader.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "ingest/batch_fill.h"
#include "ingest/bytestream.h"
#include "ingest/detect.h"
#include "ingest/jsonlex.h"
#include "ingest/textdir.h"

enum { BATCH_BYTES = 1 << 20 };

struct retort_reader {
    char *path;
    retort_bytestream *stream; /* one of these two */
    retort_textdir *dir;
    retort_jsonlex lex;
    retort_detection detection;
    size_t batch_bytes;
    size_t block_bytes;
    retort_batch held; /* read for the detection, not yet handed out */
    bool has_held;
    retort_batch carry; /* scanned bytes of an element not yet whole */
    bool is_ended;      /* all was read, and the facts are known */
    bool is_over;       /* and the caller was told */
    retort_file_facts facts;
};

static char *copy_of(const char *s)
{
    size_t bytes = strlen(s) + 1;
    char *p = retort_mem_new(bytes, 1);

    if (p)
        memcpy(p, s, bytes);
    return p;
}

static void name_file(const retort_reader *r, retort_err *err)
{
    if (err && err->file[0] == '\0')
        retort_err_in_file(err, r->path);
}

static retort_status no_memory(retort_err *err)
{
    return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a batch");
}

/* ---- JSON ---- */

static retort_status keep_facts(retort_reader *r, retort_err *err)
{
    retort_stream_facts facts;
    retort_status st = retort_bytestream_facts(r->stream, &facts, err);

    if (st != RETORT_OK)
        return st;
    memcpy(r->facts.sha256, facts.sha256, sizeof(facts.sha256));
    r->facts.bytes = facts.bytes;
    r->facts.compression = facts.compression;
    r->facts.members = facts.members;
    r->facts.elements = r->lex.record;
    r->facts.array = r->lex.is_array;
    r->is_ended = true;
    return RETORT_OK;
}

/* List the element just found; @base is the input offset of the batch. */
static retort_status list_found(const retort_reader *r, retort_batch *batch,
                                uint64_t base, retort_err *err)
{
    const retort_lex_element *found = &r->lex.found;
    retort_element *item = retort_batch_item(batch);

    if (!item)
        return no_memory(err);
    item->record = found->record;
    item->offset = found->start;
    item->bad = found->bad;
    if (!found->bad) {
        item->at = (size_t)(found->start - base);
        item->len = (size_t)(found->end - found->start);
    }
    return RETORT_OK;
}

/* Scan the bytes from @from on and list the elements that end in them. */
static retort_status scan(retort_reader *r, retort_batch *batch, size_t from,
                          uint64_t base, retort_err *err)
{
    retort_span fresh = {batch->bytes + from, batch->len - from};
    retort_status st;

    while ((st = retort_jsonlex_next(&r->lex, &fresh, err)) == RETORT_OK) {
        st = list_found(r, batch, base, err);
        if (st != RETORT_OK)
            return st;
    }
    return st == RETORT_END ? RETORT_OK : st;
}

/* The input is used up: a last line may lack its end. */
static retort_status finish(retort_reader *r, retort_batch *batch,
                            uint64_t base, retort_err *err)
{
    retort_status st = retort_jsonlex_finish(&r->lex, err);

    if (st == RETORT_OK)
        st = list_found(r, batch, base, err);
    if (st != RETORT_OK && st != RETORT_END)
        return st;
    return keep_facts(r, err);
}

static retort_status add_block(retort_reader *r, retort_batch *batch,
                               uint64_t base, retort_err *err)
{
    char *room = retort_batch_room(batch, r->block_bytes);
    size_t from = batch->len;
    size_t len;
    retort_status st;

    if (!room)
        return no_memory(err);
    st = retort_bytestream_read(r->stream, room, r->block_bytes, &len, err);
    if (st == RETORT_END)
        return finish(r, batch, base, err);
    if (st != RETORT_OK)
        return st;
    batch->len += len;
    return scan(r, batch, from, base, err);
}

/* Move the bytes of the open element out of the batch. */
static retort_status split_tail(retort_reader *r, retort_batch *batch,
                                uint64_t base, retort_err *err)
{
    size_t keep = r->lex.is_open ? (size_t)(r->lex.start - base) : batch->len;
    size_t tail = batch->len - keep;
    char *room;

    retort_batch_reset(&r->carry);
    if (tail == 0)
        return RETORT_OK;
    room = retort_batch_room(&r->carry, tail);
    if (!room)
        return no_memory(err);
    memcpy(room, batch->bytes + keep, tail);
    r->carry.len = tail;
    batch->len = keep;
    return RETORT_OK;
}

static retort_status take_carry(retort_reader *r, retort_batch *batch,
                                retort_err *err)
{
    char *room;

    retort_batch_reset(batch);
    if (r->carry.len == 0)
        return RETORT_OK;
    room = retort_batch_room(batch, r->carry.len);
    if (!room)
        return no_memory(err);
    memcpy(room, r->carry.bytes, r->carry.len);
    batch->len = r->carry.len;
    return RETORT_OK;
}

/* Whole elements: @want_bytes or more, and @want_items unless bytes are many. */
static retort_status fill(retort_reader *r, retort_batch *batch,
                          size_t want_bytes, size_t want_items, retort_err *err)
{
    retort_status st = take_carry(r, batch, err);
    uint64_t base = r->lex.offset - batch->len;

    while (st == RETORT_OK && !r->is_ended &&
           (batch->count == 0 || batch->len < want_bytes ||
            (batch->count < want_items && batch->len < BATCH_BYTES))) {
        st = add_block(r, batch, base, err);
        if (batch->count == 0 && !r->lex.is_open) {
            batch->len = 0; /* nothing but space: it need not be kept */
            base = r->lex.offset;
        }
    }
    if (st == RETORT_OK)
        st = split_tail(r, batch, base, err);
    if (st == RETORT_OK && batch->count == 0)
        return RETORT_END;
    return st;
}

static retort_status choose(retort_reader *r, const char *format,
                            retort_err *err)
{
    retort_detection *d = &r->detection;

    if (!format)
        return retort_detect(&r->held, d, err);
    d->adapter = retort_adapter_find(format);
    (void)snprintf(d->reason, sizeof(d->reason), "format %s was asked for",
                   d->adapter->name);
    return RETORT_OK;
}

static retort_status open_json(retort_reader *r,
                               const retort_read_options *options,
                               retort_err *err)
{
    retort_status st = retort_bytestream_open(&r->stream, r->path, err);

    if (st != RETORT_OK)
        return st;
    retort_jsonlex_init(&r->lex, options->skip_bad);
    st = fill(r, &r->held, r->batch_bytes, RETORT_DETECT_ELEMENTS, err);
    if (st == RETORT_END)
        return RETORT_FAIL(err, RETORT_ERR_EMPTY, "input holds no records");
    if (st != RETORT_OK)
        return st;
    r->has_held = true;
    return choose(r, options->format, err);
}

/* ---- text folders ---- */

static retort_status open_text(retort_reader *r, retort_err *err)
{
    retort_status st = retort_textdir_open(&r->dir, r->path, err);

    if (st != RETORT_OK)
        return st;
    r->detection.adapter = retort_adapter_find("text");
    (void)snprintf(r->detection.reason, sizeof(r->detection.reason),
                   "folder with %zu .txt or .md files: text",
                   retort_textdir_replies(r->dir));
    return RETORT_OK;
}

static retort_status next_text(retort_reader *r, retort_batch *batch,
                               retort_err *err)
{
    retort_status st = retort_textdir_next(r->dir, batch, r->batch_bytes, err);

    if (st == RETORT_OK)
        r->facts.elements += batch->count;
    if (st != RETORT_END || r->is_ended)
        return st;
    st = retort_textdir_digest(r->dir, r->facts.sha256, err);
    if (st != RETORT_OK)
        return st;
    r->facts.bytes = retort_textdir_bytes(r->dir);
    r->facts.compression = "none";
    r->is_ended = true;
    return RETORT_END;
}

/* ---- reader ---- */

static retort_status check_format(const char *format, bool folder,
                                  retort_err *err)
{
    bool is_text = format && strcmp(format, "text") == 0;

    if (format && !retort_adapter_find(format))
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "no format is called %s; retort formats lists them",
                           format);
    if (folder && format && !is_text)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "format %s reads files, and this is a folder",
                           format);
    if (!folder && is_text)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "format text reads folders, and this is none");
    return RETORT_OK;
}

static bool is_folder(const char *path)
{
    struct stat sb;

    return strcmp(path, "-") != 0 && lstat(path, &sb) == 0 &&
           S_ISDIR(sb.st_mode);
}

static retort_status open_any(retort_reader *r,
                              const retort_read_options *options,
                              retort_err *err)
{
    bool folder = is_folder(r->path);
    retort_status st = check_format(options->format, folder, err);

    if (st != RETORT_OK)
        return st;
    return folder ? open_text(r, err) : open_json(r, options, err);
}

retort_status retort_reader_open(retort_reader **out, const char *path,
                                 const retort_read_options *options,
                                 retort_err *err)
{
    const retort_read_options none = {0};
    retort_reader *r = retort_mem_new(1, sizeof(*r));
    retort_status st;

    *out = NULL;
    if (!r)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a reader");
    if (!options)
        options = &none;
    r->batch_bytes = options->batch_bytes ? options->batch_bytes : BATCH_BYTES;
    r->block_bytes = r->batch_bytes < RETORT_BLOCK_BYTES ? r->batch_bytes
                                                         : RETORT_BLOCK_BYTES;
    r->path = copy_of(path);
    if (r->path)
        st = open_any(r, options, err);
    else
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a path");
    if (st != RETORT_OK) {
        if (r->path)
            name_file(r, err);
        retort_reader_close(r);
        return st;
    }
    *out = r;
    return RETORT_OK;
}

const retort_adapter *retort_reader_adapter(const retort_reader *r)
{
    return r->detection.adapter;
}

const char *retort_reader_reason(const retort_reader *r)
{
    return r->detection.reason;
}

retort_status retort_reader_next(retort_reader *r, retort_batch *batch,
                                 retort_err *err)
{
    retort_status st = RETORT_OK;

    if (r->has_held) {
        retort_batch spare = *batch;

        *batch = r->held;
        r->held = spare;
        r->has_held = false;
        return RETORT_OK;
    }
    if (r->dir)
        st = next_text(r, batch, err);
    else
        st = fill(r, batch, r->batch_bytes, 1, err);
    if (st == RETORT_END)
        r->is_over = true;
    else if (st != RETORT_OK)
        name_file(r, err);
    return st;
}

retort_status retort_reader_facts(retort_reader *r, retort_file_facts *out,
                                  retort_err *err)
{
    if (!r->is_over)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "facts are known when the input has been read");
    *out = r->facts;
    return RETORT_OK;
}

void retort_reader_close(retort_reader *r)
{
    if (!r)
        return;
    retort_mem_free(r->path);
    retort_bytestream_close(r->stream);
    retort_textdir_close(r->dir);
    retort_batch_release(&r->held);
    retort_batch_release(&r->carry);
    retort_mem_free(r);
}
