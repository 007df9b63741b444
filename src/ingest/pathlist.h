/**
 * @file ingest/pathlist.h
 * A list of paths that owns them.
 */
#ifndef INGEST_PATHLIST_H
#define INGEST_PATHLIST_H

#include <retort/attrs.h>
#include <retort/status.h>
#include <stdbool.h>
#include <stddef.h>

/** Zero is an empty list. */
typedef struct retort_path_list {
    char **paths;
    size_t count;
    size_t cap;
} retort_path_list;

/**
 * Append "@p folder/@p name", or @p name alone when @p folder is empty.
 * @return RETORT_OK or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_path_list_add(retort_path_list *list,
                                                     const char *folder,
                                                     const char *name,
                                                     retort_err *err);

/** Ascending order of bytes, whatever the locale. */
void retort_path_list_sort(retort_path_list *list);

/** Is @p path in the sorted list? */
bool retort_path_list_has(const retort_path_list *list, const char *path);

/** Free all paths and return to the empty state. */
void retort_path_list_release(retort_path_list *list);

#endif /* INGEST_PATHLIST_H */
