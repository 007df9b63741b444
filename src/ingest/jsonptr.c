#include "ingest/jsonptr.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <json-c/json_object.h>

/* Undo ~0 and ~1 of the part at @p; NULL if it is wrong. */
static const char *read_part(const char *p, char out[])
{
    size_t n = 0;

    for (; *p && *p != '/'; p++) {
        char c = *p;

        if (c == '~') {
            p++;
            if (*p != '0' && *p != '1')
                return NULL;
            c = *p == '0' ? '~' : '/';
        }
        if (n + 1 >= RETORT_POINTER_TOKEN_BYTES_MAX)
            return NULL;
        out[n++] = c;
    }
    out[n] = '\0';
    return p;
}

/* "0" or digits without a leading zero, below @count; or "-1". */
static bool read_index(const char *part, size_t count, size_t *out)
{
    size_t n = 0;

    if (strcmp(part, "-1") == 0 && count > 0) {
        *out = count - 1;
        return true;
    }
    if (!*part || (part[0] == '0' && part[1]))
        return false;
    for (; *part; part++) {
        if (*part < '0' || *part > '9' || n >= count)
            return false;
        n = n * 10 + (size_t)(*part - '0');
    }
    *out = n;
    return n < count;
}

static bool descend(struct json_object **at, const char *part)
{
    size_t index;

    if (json_object_is_type(*at, json_type_object))
        return json_object_object_get_ex(*at, part, at);
    if (!json_object_is_type(*at, json_type_array) ||
        !read_index(part, json_object_array_length(*at), &index))
        return false;
    *at = json_object_array_get_idx(*at, index);
    return true;
}

retort_status retort_jsonptr_get(struct json_object *root, const char *pointer,
                                 struct json_object **out)
{
    char part[RETORT_POINTER_TOKEN_BYTES_MAX];
    struct json_object *at = root;
    bool found = true;

    *out = NULL;
    while (*pointer) {
        if (*pointer != '/')
            return RETORT_ERR_ARG;
        pointer = read_part(pointer + 1, part);
        if (!pointer)
            return RETORT_ERR_ARG;
        found = found && descend(&at, part);
    }
    if (!found)
        return RETORT_ERR_NOT_FOUND;
    *out = at;
    return RETORT_OK;
}
