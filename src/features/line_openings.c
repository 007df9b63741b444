/*
 * lo: at the first token, whatever it is, of the reply and of each line, the
 * prefixes of 1 to 5 skeleton tokens.
 */
#include "features/families.h"
#include "features/sequence.h"

enum { PREFIX_MAX = 5 };

size_t retort_lines_bound(size_t tokens, size_t bytes)
{
    (void)bytes;
    return tokens * PREFIX_MAX;
}

void retort_lines_count(const retort_reply_view *r, retort_hash_list *out)
{
    const retort_tokens *t = r->tokens;
    bool open = true;

    for (size_t i = 0; i < t->count; i++) {
        if (t->kind[i] == RETORT_TOKEN_NEWLINE ||
            t->kind[i] == RETORT_TOKEN_BLANK) {
            open = true;
        } else if (open) {
            retort_sequence_prefixes(r->skeleton, t->count, i, PREFIX_MAX, out);
            open = false;
        }
    }
}
