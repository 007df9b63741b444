#define _XOPEN_SOURCE 700 /* realpath() */
#include "ingest/textdir.h"

#include <errno.h>
#include <limits.h>
#include <retort/limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "ingest/batch_fill.h"
#include "ingest/bytesource.h"
#include "ingest/dirwalk.h"
#include "ingest/pathlist.h"
#include "ingest/utf8check.h"

/* Reply, prompt and reasoning, with every byte as an escape of six. */
#define OBJECT_BYTES_MAX (20 * RETORT_RECORD_BYTES_MAX)

static const char PROMPT_END[] = ".prompt.txt";
static const char REASONING_END[] = ".reasoning.txt";

struct retort_textdir {
    retort_path_list root;  /* one path, the folder */
    retort_path_list files; /* relative, sorted */
    char *model;            /* last part of the folder's path */
    size_t next;            /* file to look at */
    size_t replies;
    uint64_t records;
    uint64_t bytes;
    retort_sha256 *listing;
    retort_buf text;   /* of one file */
    retort_buf object; /* JSON of one element */
};

static bool ends_in(const char *path, const char *end)
{
    size_t len = strlen(path);
    size_t n = strlen(end);

    return len > n && strcmp(path + len - n, end) == 0;
}

static bool is_sidecar(const char *path)
{
    return ends_in(path, PROMPT_END) || ends_in(path, REASONING_END);
}

static bool is_reply(const char *path)
{
    return retort_file_kind_of(path) == RETORT_FILE_TEXT && !is_sidecar(path);
}

/* Path without the extension of a reply, or without the end of a sidecar. */
static size_t stem_of(const char *path)
{
    if (ends_in(path, PROMPT_END))
        return strlen(path) - strlen(PROMPT_END);
    if (ends_in(path, REASONING_END))
        return strlen(path) - strlen(REASONING_END);
    return (size_t)(strrchr(path, '.') - path);
}

static retort_status judge(retort_textdir *dir, retort_err *err)
{
    size_t json = 0;

    for (size_t i = 0; i < dir->files.count; i++) {
        dir->replies += is_reply(dir->files.paths[i]);
        json += retort_file_kind_of(dir->files.paths[i]) == RETORT_FILE_JSON;
    }
    if (dir->replies)
        return RETORT_OK;
    if (json)
        return RETORT_FAIL(err, RETORT_ERR_SHAPE,
                           "folder holds %zu JSON files and no text; pass the "
                           "files themselves",
                           json);
    return RETORT_FAIL(err, RETORT_ERR_EMPTY,
                       "folder holds no .txt or .md file");
}

/* The last part of the path, of the real one where it is only dots. */
static retort_status name_model(retort_textdir *dir, retort_err *err)
{
    char real[PATH_MAX];
    const char *path = dir->root.paths[0];
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    size_t len;

    if ((strcmp(name, ".") == 0 || strcmp(name, "..") == 0) &&
        realpath(path, real)) {
        slash = strrchr(real, '/');
        name = slash ? slash + 1 : real;
    }
    len = strlen(name);
    if (retort_utf8_prefix((retort_span){name, len}) != len)
        return RETORT_FAIL(err, RETORT_ERR_UTF8,
                           "name of the folder is not UTF-8");
    dir->model = retort_mem_new(len + 1, 1);
    if (!dir->model)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a name");
    memcpy(dir->model, name, len);
    return RETORT_OK;
}

static retort_status prepare(retort_textdir *dir, const char *path,
                             retort_err *err)
{
    size_t len = strlen(path);
    retort_status st = retort_path_list_add(&dir->root, "", path, err);

    if (st != RETORT_OK)
        return st;
    while (len > 1 && dir->root.paths[0][len - 1] == '/')
        dir->root.paths[0][--len] = '\0';
    st = retort_sha256_new(&dir->listing, err);
    if (st == RETORT_OK)
        st = retort_dirwalk(dir->root.paths[0], &dir->files, err);
    if (st == RETORT_OK)
        st = judge(dir, err);
    if (st == RETORT_OK)
        st = name_model(dir, err);
    return st;
}

retort_status retort_textdir_open(retort_textdir **out, const char *path,
                                  retort_err *err)
{
    retort_textdir *dir = retort_mem_new(1, sizeof(*dir));
    retort_status st;

    *out = NULL;
    if (!dir)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a folder");
    retort_buf_init(&dir->text, RETORT_RECORD_BYTES_MAX + 1);
    retort_buf_init(&dir->object, OBJECT_BYTES_MAX);
    st = prepare(dir, path, err);
    if (st != RETORT_OK) {
        retort_textdir_close(dir);
        return st;
    }
    *out = dir;
    return RETORT_OK;
}

size_t retort_textdir_replies(const retort_textdir *dir)
{
    return dir->replies;
}

/* ---- one file ---- */

static retort_status read_all(retort_textdir *dir, retort_bytesource *src,
                              retort_err *err)
{
    char block[8192];
    size_t len;
    retort_status st;

    dir->text.len = 0;
    while ((st = retort_bytesource_read(src, block, sizeof(block), &len,
                                        err)) == RETORT_OK) {
        retort_buf_add(&dir->text, (retort_span){block, len});
        if (retort_buf_status(&dir->text) == RETORT_ERR_LIMIT)
            return RETORT_FAIL_AT(
                err, RETORT_ERR_LIMIT, 0, RETORT_RECORD_BYTES_MAX,
                "file is longer than %zu bytes", RETORT_RECORD_BYTES_MAX);
        if (retort_buf_status(&dir->text) != RETORT_OK)
            return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a file");
    }
    return st == RETORT_END ? RETORT_OK : st;
}

/* The line that sha256sum would print. */
static retort_status list_digest(retort_textdir *dir, retort_bytesource *src,
                                 const char *name, retort_err *err)
{
    unsigned char digest[RETORT_SHA256_BYTES];
    char hex[RETORT_SHA256_HEX_BYTES];
    retort_status st = retort_bytesource_digest(src, digest, err);

    if (st != RETORT_OK)
        return st;
    retort_sha256_hex(digest, hex);
    retort_sha256_update(dir->listing, hex, strlen(hex));
    retort_sha256_update(dir->listing, "  ", 2);
    retort_sha256_update(dir->listing, name, strlen(name));
    retort_sha256_update(dir->listing, "\n", 1);
    return RETORT_OK;
}

static retort_status check_text(const retort_textdir *dir, retort_err *err)
{
    retort_span text = {dir->text.ptr, dir->text.len};
    size_t good = retort_utf8_prefix(text);

    if (good == text.len)
        return RETORT_OK;
    return RETORT_FAIL_AT(err, RETORT_ERR_UTF8, 0, good,
                          "text is not UTF-8, found byte 0x%02X",
                          (unsigned char)text.ptr[good]);
}

/* Read @name into dir->text, checked; errors name its full path. */
static retort_status read_file(retort_textdir *dir, const char *name,
                               retort_err *err)
{
    retort_path_list full = {0};
    retort_bytesource *src = NULL;
    retort_status st =
        retort_path_list_add(&full, dir->root.paths[0], name, err);

    if (st != RETORT_OK)
        return st;
    st = retort_bytesource_open(&src, full.paths[0], err);
    if (st == RETORT_OK)
        st = read_all(dir, src, err);
    if (st == RETORT_OK)
        st = check_text(dir, err);
    if (st == RETORT_OK)
        st = list_digest(dir, src, name, err);
    if (st == RETORT_OK)
        dir->bytes += retort_bytesource_bytes(src);
    else
        retort_err_in_file(err, full.paths[0]);
    retort_bytesource_close(src);
    retort_path_list_release(&full);
    return st;
}

/* ---- one element ---- */

static void write_string(retort_buf *b, retort_span text)
{
    size_t from = 0;

    retort_buf_puts(b, "\"");
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        retort_buf_add(b, (retort_span){text.ptr + from, i - from});
        retort_buf_printf(b, "\\u%04x", c);
        from = i + 1;
    }
    retort_buf_add(b, (retort_span){text.ptr + from, text.len - from});
    retort_buf_puts(b, "\"");
}

static void write_field(retort_buf *b, const char *name, retort_span text)
{
    retort_buf_printf(b, "%s\"%s\":", b->len > 1 ? "," : "", name);
    write_string(b, text);
}

static retort_span file_text(const retort_textdir *dir)
{
    retort_span text = {dir->text.len ? dir->text.ptr : "", dir->text.len};

    if (text.len >= 3 && memcmp(text.ptr, "\xef\xbb\xbf", 3) == 0)
        text = (retort_span){text.ptr + 3, text.len - 3};
    return text;
}

static retort_status add_file(retort_textdir *dir, const char *field,
                              const char *name, retort_err *err)
{
    retort_status st = read_file(dir, name, err);

    if (st == RETORT_OK)
        write_field(&dir->object, field, file_text(dir));
    return st;
}

static retort_status add_sidecar(retort_textdir *dir, const char *field,
                                 retort_span stem, const char *end,
                                 retort_err *err)
{
    retort_buf name;
    retort_status st;

    retort_buf_init(&name, PATH_MAX * RETORT_PATH_DEPTH_MAX);
    retort_buf_add(&name, stem);
    retort_buf_puts(&name, end);
    st = retort_buf_status(&name);
    if (st != RETORT_OK)
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a path");
    else if (retort_path_list_has(&dir->files, name.ptr))
        st = add_file(dir, field, name.ptr, err);
    retort_buf_release(&name);
    return st;
}

/* Names go into records and into the listing, one line a file. */
static retort_status check_name(const char *name, retort_err *err)
{
    size_t len = strlen(name);

    for (size_t i = 0; i < len; i++)
        if ((unsigned char)name[i] < 0x20 || name[i] == 0x7f)
            return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                               "a file name holds a control character");
    if (retort_utf8_prefix((retort_span){name, len}) != len)
        return RETORT_FAIL(err, RETORT_ERR_UTF8, "a file name is not UTF-8");
    return RETORT_OK;
}

static retort_status write_reply(retort_textdir *dir, const char *name,
                                 retort_err *err)
{
    retort_span stem = {name, stem_of(name)};
    retort_status st = check_name(name, err);

    if (st != RETORT_OK)
        return st;
    write_field(&dir->object, "model", retort_span_of(dir->model));
    write_field(&dir->object, "prompt_id", stem);
    st = add_sidecar(dir, "prompt", stem, PROMPT_END, err);
    if (st == RETORT_OK)
        st = add_sidecar(dir, "reasoning", stem, REASONING_END, err);
    if (st == RETORT_OK)
        st = add_file(dir, "response", name, err);
    return st;
}

/* Does a reply stand beside this prompt or reasoning? */
static bool has_reply(const retort_textdir *dir, const char *sidecar)
{
    static const char *const ends[] = {".txt", ".md"};
    char path[PATH_MAX]; /* a longer one could not have been listed */
    bool found = false;

    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]) && !found; i++) {
        (void)snprintf(path, sizeof(path), "%.*s%s", (int)stem_of(sidecar),
                       sidecar, ends[i]);
        found = retort_path_list_has(&dir->files, path) && is_reply(path);
    }
    return found;
}

/* Write the object of @name; false if it belongs to another file. */
static bool write_object(retort_textdir *dir, const char *name,
                         retort_status *st, retort_err *err)
{
    retort_buf *b = &dir->object;

    b->len = 0;
    retort_buf_puts(b, "{");
    *st = RETORT_OK;
    if (is_reply(name))
        *st = write_reply(dir, name, err);
    else if (!is_sidecar(name))
        write_field(b, "unknown_file", retort_span_of(""));
    else if (has_reply(dir, name))
        return false;
    retort_buf_puts(b, "}");
    if (*st == RETORT_OK && retort_buf_status(b) != RETORT_OK)
        *st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a reply");
    return true;
}

static retort_status append(retort_textdir *dir, retort_batch *batch,
                            uint64_t offset, retort_err *err)
{
    char *room = retort_batch_room(batch, dir->object.len);
    retort_element *item = room ? retort_batch_item(batch) : NULL;

    if (!item)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a batch");
    memcpy(room, dir->object.ptr, dir->object.len);
    *item = (retort_element){.at = batch->len,
                             .len = dir->object.len,
                             .record = ++dir->records,
                             .offset = offset};
    batch->len += dir->object.len;
    return RETORT_OK;
}

retort_status retort_textdir_next(retort_textdir *dir, retort_batch *batch,
                                  size_t want_bytes, retort_err *err)
{
    retort_status st = RETORT_OK;

    retort_batch_reset(batch);
    while (dir->next < dir->files.count &&
           (batch->count == 0 || batch->len < want_bytes)) {
        const char *name = dir->files.paths[dir->next++];
        uint64_t offset = dir->bytes;

        if (!write_object(dir, name, &st, err))
            continue;
        if (st == RETORT_OK)
            st = append(dir, batch, offset, err);
        if (st != RETORT_OK)
            return st;
    }
    return batch->count ? RETORT_OK : RETORT_END;
}

uint64_t retort_textdir_bytes(const retort_textdir *dir)
{
    return dir->bytes;
}

retort_status retort_textdir_digest(retort_textdir *dir,
                                    unsigned char out[RETORT_SHA256_BYTES],
                                    retort_err *err)
{
    return retort_sha256_final(dir->listing, out, err);
}

void retort_textdir_close(retort_textdir *dir)
{
    if (!dir)
        return;
    retort_path_list_release(&dir->root);
    retort_path_list_release(&dir->files);
    retort_mem_free(dir->model);
    retort_sha256_free(dir->listing);
    retort_buf_release(&dir->text);
    retort_buf_release(&dir->object);
    retort_mem_free(dir);
}
