/*
 * The strict check against its definition: what passes is exactly what decodes
 * to scalar values that encode to the same bytes; the offset of a failure is
 * the longest prefix that passes.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t check_by_definition(const char *p, size_t len)
{
    size_t at = 0;

    while (at < len) {
        char again[RETORT_UTF8_BYTES_MAX];
        size_t bytes;
        uint32_t cp = retort_utf8_decode(p + at, p + len, &bytes);

        if (cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff))
            break;
        if (retort_utf8_encode(again, cp) != bytes ||
            memcmp(again, p + at, bytes) != 0)
            break;
        at += bytes;
    }
    return at;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *p = (const char *)data;

    if (retort_utf8_check((retort_span){p, size}) !=
        check_by_definition(p, size))
        abort();
    return 0;
}
