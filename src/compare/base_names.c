#include "compare/base_names.h"

#include <string.h>

retort_bases retort_bases_of(const char *cell)
{
    return (retort_bases){retort_span_of(cell)};
}

static bool parts_names(char c)
{
    return c == '(' || c == ')' || c == ',';
}

static retort_span trim(retort_span s)
{
    while (s.len && s.ptr[0] == ' ') {
        s.ptr++;
        s.len--;
    }
    while (s.len && s.ptr[s.len - 1] == ' ')
        s.len--;
    return s;
}

bool retort_bases_next(retort_bases *bases, retort_span *out_name)
{
    retort_span rest = bases->rest;

    while (rest.len) {
        size_t end = 0;

        while (end < rest.len && !parts_names(rest.ptr[end]))
            end++;
        *out_name = trim((retort_span){rest.ptr, end});
        end += end < rest.len;
        rest.ptr += end;
        rest.len -= end;
        bases->rest = rest;
        if (out_name->len)
            return true;
    }
    return false;
}

static bool is_size_char(char c)
{
    return (c >= '0' && c <= '9') || c == '.' || c == 'x';
}

retort_span retort_base_stem(retort_span name)
{
    size_t at = name.len;

    if (at < 3 || (name.ptr[at - 1] != 'b' && name.ptr[at - 1] != 'm'))
        return name;
    at--;
    while (at && is_size_char(name.ptr[at - 1]))
        at--;
    if (at < 2 || at == name.len - 1 || name.ptr[at - 1] != '-')
        return name;
    return (retort_span){name.ptr, at - 1};
}

static bool same_span(retort_span a, retort_span b)
{
    return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

bool retort_bases_shared(const char *cell, const char *other)
{
    retort_bases left = retort_bases_of(cell);
    retort_span a;
    retort_span b;

    while (retort_bases_next(&left, &a)) {
        retort_bases right = retort_bases_of(other);

        while (retort_bases_next(&right, &b))
            if (same_span(retort_base_stem(a), retort_base_stem(b)))
                return true;
    }
    return false;
}
