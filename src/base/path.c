#include "base/path.h"

#include <string.h>

retort_span retort_path_last(const char *path)
{
    size_t end = strlen(path);
    size_t from;

    while (end > 1 && path[end - 1] == '/')
        end--;
    for (from = end; from > 0 && path[from - 1] != '/'; from--)
        ;
    if (from == end)
        from = 0; /* the root */
    return (retort_span){path + from, end - from};
}
