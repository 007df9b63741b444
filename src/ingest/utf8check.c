#include "ingest/utf8check.h"

size_t retort_utf8_prefix(retort_span text)
{
    size_t at = 0;

    while (at < text.len) {
        size_t step = 1;

        if ((unsigned char)text.ptr[at] >= 0x80)
            step = retort_utf8_sequence(text.ptr + at, text.len - at);
        if (step == 0)
            break;
        at += step;
    }
    return at;
}
