/*
 * The first two bytes choose the channel and how much of the rest is the
 * reasoning field. What comes out is strict UTF-8 without carriage returns.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "text/prepare.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(retort_span text)
{
    if (retort_utf8_check(text) != text.len)
        abort();
    if (text.len && memchr(text.ptr, '\r', text.len))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *p = (const char *)data;
    retort_text_scratch *s = NULL;
    retort_span reasoning, response, folded;
    retort_prepared out;

    if (size < 2 || retort_text_scratch_new(&s, NULL) != RETORT_OK)
        return 0;
    reasoning = (retort_span){p + 2, (size - 2) * data[1] / 255};
    response = (retort_span){p + 2 + reasoning.len, size - 2 - reasoning.len};
    if (retort_text_prepare(s, response, reasoning,
                            (retort_channel)(data[0] % RETORT_CHANNEL_COUNT),
                            &out, NULL) == RETORT_OK)
        check_text(out.text);
    if (retort_text_fold_prompt(s, response, &folded, NULL) == RETORT_OK)
        check_text(folded);
    retort_text_scratch_free(s);
    return 0;
}
