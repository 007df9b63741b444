/*
 * so: at the first word token after the start of the reply, a full stop,
 * question mark, exclamation mark, colon or line end, the prefixes of 1 to 4
 * tokens. List marks, Markdown, numbers and quotes before that word are passed
 * over; punctuation and line ends inside a prefix are kept.
 */
#include "features/families.h"
#include "features/sequence.h"

enum { PREFIX_MAX = 4 };

size_t retort_openings_bound(size_t tokens, size_t bytes)
{
    (void)bytes;
    return tokens * PREFIX_MAX;
}

static bool ends_sentence(const retort_tokens *t, size_t i)
{
    char c = t->lower[t->at[i]];

    if (t->kind[i] == RETORT_TOKEN_NEWLINE || t->kind[i] == RETORT_TOKEN_BLANK)
        return true;
    return t->kind[i] == RETORT_TOKEN_PUNCT && t->len[i] == 1 &&
           (c == '.' || c == '?' || c == '!' || c == ':');
}

void retort_openings_count(const retort_reply_view *r, retort_hash_list *out)
{
    const retort_tokens *t = r->tokens;
    bool open = true;

    for (size_t i = 0; i < t->count; i++) {
        bool word =
            t->kind[i] == RETORT_TOKEN_WORD || t->kind[i] == RETORT_TOKEN_CJK;

        if (open && word) {
            retort_sequence_prefixes(t->hash, t->count, i, PREFIX_MAX, out);
            open = false;
        } else if (ends_sentence(t, i)) {
            open = true;
        }
    }
}
