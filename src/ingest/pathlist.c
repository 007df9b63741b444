#include "ingest/pathlist.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { FIRST_CAP = 16 };

static bool grow(retort_path_list *list)
{
    size_t cap = list->cap ? list->cap * 2 : FIRST_CAP;
    char **p;

    if (list->count < list->cap)
        return true;
    p = retort_mem_resize(list->paths, cap, sizeof(*p));
    if (!p)
        return false;
    list->paths = p;
    list->cap = cap;
    return true;
}

retort_status retort_path_list_add(retort_path_list *list, const char *folder,
                                   const char *name, retort_err *err)
{
    size_t bytes = strlen(folder) + strlen(name) + 2;
    char *path = retort_mem_new(bytes, 1);

    if (!path || !grow(list)) {
        retort_mem_free(path);
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a path");
    }
    (void)snprintf(path, bytes, "%s%s%s", folder, *folder ? "/" : "", name);
    list->paths[list->count++] = path;
    return RETORT_OK;
}

static int by_bytes(const void *a, const void *b)
{
    const char *const *left = a;
    const char *const *right = b;

    return strcmp(*left, *right);
}

void retort_path_list_sort(retort_path_list *list)
{
    if (list->count)
        qsort(list->paths, list->count, sizeof(*list->paths), by_bytes);
}

bool retort_path_list_has(const retort_path_list *list, const char *path)
{
    return list->count && bsearch(&path, list->paths, list->count,
                                  sizeof(*list->paths), by_bytes) != NULL;
}

void retort_path_list_release(retort_path_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        retort_mem_free(list->paths[i]);
    retort_mem_free(list->paths);
    *list = (retort_path_list){0};
}
