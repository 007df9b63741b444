#include "ingest/dirwalk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <retort/limits.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static size_t depth_of(const char *folder)
{
    size_t depth = *folder != '\0';

    for (; *folder; folder++)
        depth += *folder == '/';
    return depth;
}

/* Open "@root/@folder" without following a link in its last part. */
static DIR *open_folder(const char *root, const char *folder, retort_err *err,
                        retort_status *st)
{
    retort_path_list full = {0};
    DIR *dir = NULL;
    int fd;

    *st = retort_path_list_add(&full, *folder ? root : "",
                               *folder ? folder : root, err);
    if (*st != RETORT_OK)
        return NULL;
    fd = open(full.paths[0], O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0)
        dir = fdopendir(fd);
    if (!dir) {
        *st = RETORT_FAIL(
            err, errno == ENOENT ? RETORT_ERR_NOT_FOUND : RETORT_ERR_IO,
            "cannot open folder %s: %s", full.paths[0], strerror(errno));
        if (fd >= 0)
            (void)close(fd);
    }
    retort_path_list_release(&full);
    return dir;
}

static retort_status take_entry(int fd, const char *folder, const char *name,
                                retort_path_list *folders,
                                retort_path_list *files, retort_err *err)
{
    struct stat sb;

    if (fstatat(fd, name, &sb, AT_SYMLINK_NOFOLLOW) != 0)
        return RETORT_FAIL(err, RETORT_ERR_IO, "cannot look at %s/%s: %s",
                           folder, name, strerror(errno));
    if (S_ISDIR(sb.st_mode)) {
        if (depth_of(folder) >= RETORT_PATH_DEPTH_MAX)
            return RETORT_FAIL(err, RETORT_ERR_LIMIT,
                               "folders nest deeper than %zu levels",
                               RETORT_PATH_DEPTH_MAX);
        return retort_path_list_add(folders, folder, name, err);
    }
    if (!S_ISREG(sb.st_mode))
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "%s%s%s is %s, not a regular file", folder,
                           *folder ? "/" : "", name,
                           S_ISLNK(sb.st_mode) ? "a symbolic link"
                                               : "a device, pipe or socket");
    if (files->count >= RETORT_RECORDS_MAX)
        return RETORT_FAIL(err, RETORT_ERR_LIMIT, "more than %llu files",
                           (unsigned long long)RETORT_RECORDS_MAX);
    return retort_path_list_add(files, folder, name, err);
}

static retort_status read_folder(const char *root, const char *folder,
                                 retort_path_list *folders,
                                 retort_path_list *files, retort_err *err)
{
    retort_status st = RETORT_OK;
    DIR *dir = open_folder(root, folder, err, &st);

    while (dir && st == RETORT_OK) {
        const struct dirent *entry;

        errno = 0;
        entry = readdir(dir);
        if (!entry && errno)
            st = RETORT_FAIL(err, RETORT_ERR_IO, "cannot read folder %s: %s",
                             folder, strerror(errno));
        if (!entry)
            break;
        if (entry->d_name[0] != '.')
            st = take_entry(dirfd(dir), folder, entry->d_name, folders, files,
                            err);
    }
    if (dir)
        (void)closedir(dir);
    return st;
}

retort_status retort_dirwalk(const char *root, retort_path_list *out,
                             retort_err *err)
{
    retort_path_list folders = {0};
    retort_status st;

    *out = (retort_path_list){0};
    st = read_folder(root, "", &folders, out, err);
    for (size_t i = 0; i < folders.count && st == RETORT_OK; i++)
        st = read_folder(root, folders.paths[i], &folders, out, err);
    retort_path_list_release(&folders);
    if (st == RETORT_OK)
        retort_path_list_sort(out);
    else
        retort_path_list_release(out);
    return st;
}

static bool ends_in(const char *s, size_t len, const char *end)
{
    size_t n = strlen(end);

    return len > n && memcmp(s + len - n, end, n) == 0;
}

retort_file_kind retort_file_kind_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    size_t len = strlen(name);

    if (strncmp(name, "README.", 7) == 0)
        return RETORT_FILE_OTHER;
    if (ends_in(name, len, ".txt") || ends_in(name, len, ".md"))
        return RETORT_FILE_TEXT;
    if (ends_in(name, len, ".gz"))
        len -= 3;
    else if (ends_in(name, len, ".zst"))
        len -= 4;
    if (ends_in(name, len, ".json") || ends_in(name, len, ".jsonl") ||
        ends_in(name, len, ".ndjson"))
        return RETORT_FILE_JSON;
    return RETORT_FILE_OTHER;
}
