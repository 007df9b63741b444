/**
 * @file support/library_fixture.h
 * A folder of its own for a test, and libraries with made-up contents in it.
 */
#ifndef SUPPORT_LIBRARY_FIXTURE_H
#define SUPPORT_LIBRARY_FIXTURE_H

#include <dirent.h>
#include <retort/library.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "fingerprint/fp.h"
#include "fingerprint/library_core.h"
#include "fingerprint/library_db.h"

static char fixture_folder[64];

/* Group set-up and tear-down of cmocka. */
static inline int fixture_make_folder(void **state)
{
    (void)state;
    (void)snprintf(fixture_folder, sizeof(fixture_folder),
                   "/tmp/retort-test-XXXXXX");
    return mkdtemp(fixture_folder) ? 0 : -1;
}

/* Remove all files in the folder. @return how many there were */
static inline size_t fixture_empty_folder(void)
{
    DIR *dir = opendir(fixture_folder);
    size_t n = 0;

    for (struct dirent *e = readdir(dir); e; e = readdir(dir)) {
        char path[400];

        if (e->d_name[0] == '.')
            continue;
        (void)snprintf(path, sizeof(path), "%s/%s", fixture_folder, e->d_name);
        (void)remove(path);
        n++;
    }
    (void)closedir(dir);
    return n;
}

static inline int fixture_drop_folder(void **state)
{
    (void)state;
    (void)fixture_empty_folder();
    return rmdir(fixture_folder);
}

/* Path of a file in the folder; good until the fourth next call. */
static inline const char *fixture_path(const char *name)
{
    static char path[4][400];
    static size_t turn;

    turn = (turn + 1) % 4;
    (void)snprintf(path[turn], sizeof(path[turn]), "%s/%s", fixture_folder,
                   name);
    return path[turn];
}

/* 64 hex digits of one kind. */
static inline const char *fixture_digest(char digit)
{
    static char hex[RETORT_DIGEST_HEX_BYTES];

    memset(hex, digit, RETORT_DIGEST_HEX_BYTES - 1);
    return hex;
}

/* Put a model whose "fingerprint" is @p bytes. */
static inline retort_status fixture_put(retort_library *lib, const char *name,
                                        const char *bytes)
{
    const retort_library_facts facts = {fixture_digest('a'), strlen(bytes), 3};

    return retort_library_put(lib, name, &facts, retort_span_of(bytes), false,
                              NULL);
}

/* A real fingerprint of nothing, told apart by its parameters. */
static inline retort_fingerprint *fixture_fingerprint(uint32_t channel)
{
    const retort_fp_params params = {.rules = 1, .channel = channel};
    retort_fingerprint *fp = NULL;

    if (retort_fp_new(&fp, &params, NULL) != RETORT_OK ||
        retort_fp_settle(fp, NULL) != RETORT_OK)
        return NULL;
    return fp;
}

/* Bytes of a file, freed by the caller with retort_mem_free(). */
static inline char *fixture_read(const char *path, size_t *out_len)
{
    FILE *f = fopen(path, "rb");
    char *bytes = NULL;
    long len;

    *out_len = 0;
    if (!f)
        return NULL;
    (void)fseek(f, 0, SEEK_END);
    len = ftell(f);
    (void)fseek(f, 0, SEEK_SET);
    bytes = retort_mem_new((size_t)len + 1, 1);
    if (bytes)
        *out_len = fread(bytes, 1, (size_t)len, f);
    (void)fclose(f);
    return bytes;
}

static inline void fixture_write(const char *path, const void *bytes,
                                 size_t len)
{
    FILE *f = fopen(path, "wb");

    (void)fwrite(bytes, 1, len, f);
    (void)fclose(f);
}

/* Change a library behind its back. */
static inline retort_status fixture_sql(const char *path, const char *sql)
{
    struct sqlite3 *db;
    retort_status st = retort_db_open(&db, path, RETORT_DB_PRIVATE, NULL);

    if (st == RETORT_OK)
        st = retort_db_exec(db, sql, NULL);
    retort_db_close(db);
    return st;
}

#endif /* SUPPORT_LIBRARY_FIXTURE_H */
