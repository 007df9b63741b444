#include "base/mem.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

/* Atomic: workers allocate while a test counts down. */
static _Atomic long fail_at = -1;

static int refuse(size_t count, size_t size)
{
    if (count == 0 || size == 0 || count > SIZE_MAX / size)
        return 1;
    if (fail_at < 0)
        return 0;
    return atomic_fetch_sub(&fail_at, 1) == 0;
}

void *retort_mem_new(size_t count, size_t size)
{
    return refuse(count, size) ? NULL : calloc(count, size);
}

void *retort_mem_resize(void *old, size_t count, size_t size)
{
    return refuse(count, size) ? NULL : realloc(old, count * size);
}

void retort_mem_free(void *p)
{
    free(p);
}

void retort_mem_fail_at(long n)
{
    fail_at = n;
}
