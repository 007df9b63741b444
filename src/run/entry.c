#include "run/entry.h"

#include <string.h>

#include "base/bytes.h"

enum {
    LENGTH_BYTES = 4,
    FLAGS_AT = LENGTH_BYTES,
    KEY_AT = 5,
    DIGEST_AT = KEY_AT + RETORT_KEY_BYTES,
    HEAD_BYTES = DIGEST_AT + RETORT_SHA256_BYTES
};
enum { REASONING = 1, TEMPLATE = 2, TRUNCATED = 4 };

void retort_entry_put(retort_buf *out, const retort_reply_facts *facts,
                      retort_span text)
{
    unsigned char head[HEAD_BYTES];

    retort_put_le(head, text.len, LENGTH_BYTES);
    head[FLAGS_AT] = (unsigned char)((facts->had_reasoning ? REASONING : 0) |
                                     (facts->was_template ? TEMPLATE : 0) |
                                     (facts->truncated ? TRUNCATED : 0));
    memcpy(head + KEY_AT, facts->key, RETORT_KEY_BYTES);
    memcpy(head + DIGEST_AT, facts->digest, RETORT_SHA256_BYTES);
    retort_buf_add(out, (retort_span){(const char *)head, sizeof(head)});
    retort_buf_add(out, text);
}

bool retort_entry_next(retort_span *rest, retort_reply_facts *facts,
                       retort_span *text)
{
    const unsigned char *p = (const unsigned char *)rest->ptr;
    size_t len;

    if (rest->len < HEAD_BYTES)
        return false;
    len = (size_t)retort_get_le(p, LENGTH_BYTES);
    *facts = (retort_reply_facts){
        .had_reasoning = (p[FLAGS_AT] & REASONING) != 0,
        .was_template = (p[FLAGS_AT] & TEMPLATE) != 0,
        .truncated = (p[FLAGS_AT] & TRUNCATED) != 0,
    };
    memcpy(facts->key, p + KEY_AT, RETORT_KEY_BYTES);
    memcpy(facts->digest, p + DIGEST_AT, RETORT_SHA256_BYTES);
    *text = (retort_span){rest->ptr + HEAD_BYTES, len};
    *rest = (retort_span){rest->ptr + HEAD_BYTES + len,
                          rest->len - HEAD_BYTES - len};
    return true;
}
