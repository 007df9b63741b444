/*
 * Any bytes: tokens come in order, do not overlap, leave out white space only,
 * hash to their spelling, and folding folded text changes nothing. Bytes that
 * are not UTF-8 break the contract of the scan; they must still be harmless.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "text/tokens.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_tokens(const retort_tokens *t)
{
    size_t done = 0;

    for (size_t i = 0; i < t->count; i++) {
        retort_span s = retort_tokens_spelling(t, i);

        if (t->at[i] < done || t->len[i] == 0)
            abort();
        for (; done < t->at[i]; done++) {
            unsigned char c = (unsigned char)t->lower[done];

            if (c == '\n' || (c > ' ' && c != 0x7f))
                abort();
        }
        done += t->len[i];
        if (t->hash[i] != retort_hash_token(s.ptr, s.len))
            abort();
    }
    if (done > t->lower_len)
        abort();
}

static void check_fold(const retort_tokens *t)
{
    retort_tokens again = {0};

    if (retort_tokens_scan(&again, (retort_span){t->lower, t->lower_len},
                           NULL) == RETORT_OK &&
        (again.lower_len != t->lower_len || again.count != t->count ||
         memcmp(again.lower, t->lower, t->lower_len) != 0))
        abort();
    retort_tokens_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    retort_span text = {(const char *)data, size};
    retort_tokens t = {0};

    if (retort_tokens_scan(&t, text, NULL) == RETORT_OK) {
        check_tokens(&t);
        if (retort_utf8_check(text) == size)
            check_fold(&t);
    }
    retort_tokens_release(&t);
    return 0;
}
