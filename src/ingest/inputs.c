#include "ingest/inputs.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

#include "ingest/dirwalk.h"

static bool holds_text(const retort_path_list *files)
{
    for (size_t i = 0; i < files->count; i++)
        if (retort_file_kind_of(files->paths[i]) == RETORT_FILE_TEXT)
            return true;
    return false;
}

static retort_status add_json(const char *folder, const retort_path_list *files,
                              retort_path_list *out, retort_err *err)
{
    retort_status st = RETORT_OK;

    for (size_t i = 0; i < files->count && st == RETORT_OK; i++)
        if (retort_file_kind_of(files->paths[i]) == RETORT_FILE_JSON)
            st = retort_path_list_add(out, folder, files->paths[i], err);
    if (st == RETORT_OK && out->count == 0)
        st = RETORT_FAIL(err, RETORT_ERR_EMPTY,
                         "folder holds no .json, .jsonl, .txt or .md file");
    return st;
}

/* Without the slashes at its end, which would double in the paths below. */
static retort_status list_folder(const char *path, retort_path_list *out,
                                 retort_err *err)
{
    retort_path_list files = {0};
    retort_path_list root = {0};
    size_t len = strlen(path);
    retort_status st = retort_path_list_add(&root, "", path, err);

    if (st != RETORT_OK)
        goto out;
    while (len > 1 && root.paths[0][len - 1] == '/')
        root.paths[0][--len] = '\0';
    st = retort_dirwalk(root.paths[0], &files, err);
    if (st != RETORT_OK)
        goto out;
    if (holds_text(&files))
        st = retort_path_list_add(out, "", root.paths[0], err);
    else
        st = add_json(root.paths[0], &files, out, err);
out:
    retort_path_list_release(&files);
    retort_path_list_release(&root);
    return st;
}

retort_status retort_input_list(const char *path, retort_path_list *out,
                                retort_err *err)
{
    retort_status st;
    struct stat sb = {.st_mode = 0};
    bool is_stdin = strcmp(path, "-") == 0;

    *out = (retort_path_list){0};
    if (!is_stdin && lstat(path, &sb) != 0)
        st = RETORT_FAIL(err,
                         errno == ENOENT || errno == ENOTDIR
                             ? RETORT_ERR_NOT_FOUND
                             : RETORT_ERR_IO,
                         "cannot look at it: %s", strerror(errno));
    else if (S_ISDIR(sb.st_mode))
        st = list_folder(path, out, err);
    else
        st = retort_path_list_add(out, "", path, err);
    if (st == RETORT_OK)
        return st;
    retort_path_list_release(out);
    retort_err_in_file(err, path);
    return st;
}
