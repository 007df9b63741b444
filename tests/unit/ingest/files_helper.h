/*
 * Files and folders of a test, below a fresh folder that is removed with all in
 * it at the end. Use files_setup and files_teardown as group fixtures.
 */
#ifndef UNIT_INGEST_FILES_HELPER_H
#define UNIT_INGEST_FILES_HELPER_H

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILES_MADE_MAX = 128, FILES_PATH_BYTES = 512 };

static char files_root[64];
static char files_made[FILES_MADE_MAX][FILES_PATH_BYTES];
static size_t files_count;

static inline int files_setup(void **state)
{
    (void)state;
    (void)snprintf(files_root, sizeof(files_root), "/tmp/retort-test-XXXXXX");
    return mkdtemp(files_root) ? 0 : -1;
}

static inline int files_teardown(void **state)
{
    (void)state;
    while (files_count > 0)
        (void)remove(files_made[--files_count]);
    return rmdir(files_root);
}

/* Full path of a name below the root, to be removed at the end. */
static inline const char *files_path(const char *name)
{
    char *path = files_made[files_count];

    assert_true(files_count < FILES_MADE_MAX);
    (void)snprintf(path, FILES_PATH_BYTES, "%s/%s", files_root, name);
    for (size_t i = 0; i < files_count; i++)
        if (strcmp(files_made[i], path) == 0)
            return files_made[i];
    files_count++;
    return path;
}

static inline const char *files_put(const char *name, const void *bytes,
                                    size_t len)
{
    const char *path = files_path(name);
    FILE *fp = fopen(path, "wb");

    assert_non_null(fp);
    assert_int_equal(fwrite(bytes, 1, len, fp), len);
    assert_int_equal(fclose(fp), 0);
    return path;
}

static inline const char *files_put_text(const char *name, const char *text)
{
    return files_put(name, text, strlen(text));
}

static inline const char *files_folder(const char *name)
{
    const char *path = files_path(name);

    assert_int_equal(mkdir(path, 0700), 0);
    return path;
}

#endif /* UNIT_INGEST_FILES_HELPER_H */
