#include "run/preparing.h"

#include <string.h>

#include "base/bytes.h"
#include "base/mem.h"

struct retort_preparer {
    retort_text_scratch *text;
    retort_sha256 *sha;
};

retort_status retort_preparer_new(retort_preparer **out, retort_err *err)
{
    retort_preparer *p = retort_mem_new(1, sizeof(*p));
    retort_status st;

    *out = NULL;
    if (!p)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a preparer");
    st = retort_text_scratch_new(&p->text, err);
    if (st == RETORT_OK)
        st = retort_sha256_new(&p->sha, err);
    if (st == RETORT_OK) {
        *out = p;
        p = NULL; /* now the caller's */
    }
    retort_preparer_free(p);
    return st;
}

void retort_preparer_free(retort_preparer *p)
{
    if (!p)
        return;
    retort_text_scratch_free(p->text);
    retort_sha256_free(p->sha);
    retort_mem_free(p);
}

static void digest_field(retort_sha256 *h, retort_span s)
{
    unsigned char len[8];

    retort_put_le(len, s.len, sizeof(len));
    retort_sha256_update(h, len, sizeof(len));
    retort_sha256_update(h, s.ptr, s.len);
}

/* First 128 bits of the SHA-256 of the folded prompt, or of the id. */
static retort_status key_of(retort_preparer *p, uint32_t rule,
                            const retort_record *rec, retort_reply_facts *facts,
                            retort_err *err)
{
    unsigned char digest[RETORT_SHA256_BYTES];
    retort_span by = rec->prompt_id;
    retort_status st = RETORT_OK;

    if (rule == RETORT_PROMPT_KEY_TEXT)
        st = retort_text_fold_prompt(p->text, rec->prompt, &by, err);
    if (st != RETORT_OK)
        return st;
    if (by.len == 0)
        return RETORT_FAIL(err, RETORT_ERR_SHAPE,
                           rule == RETORT_PROMPT_KEY_TEXT
                               ? "the record has no prompt; --prompt-key id "
                                 "pairs replies by prompt id instead"
                               : "the record has no prompt id");
    retort_sha256_update(p->sha, by.ptr, by.len);
    st = retort_sha256_final(p->sha, digest, err);
    memcpy(facts->key, digest, sizeof(facts->key));
    return st;
}

retort_status retort_preparer_run(retort_preparer *p,
                                  const retort_fp_params *params,
                                  const retort_record *rec,
                                  retort_reply_facts *facts, retort_span *text,
                                  retort_err *err)
{
    retort_prepared prepared;
    retort_status st;

    *facts = (retort_reply_facts){.truncated = rec->truncated};
    st = key_of(p, params->key, rec, facts, err);
    if (st != RETORT_OK)
        return st;
    digest_field(p->sha, rec->system);
    digest_field(p->sha, rec->prompt);
    digest_field(p->sha, rec->reasoning);
    digest_field(p->sha, rec->response);
    st = retort_sha256_final(p->sha, facts->digest, err);
    if (st == RETORT_OK)
        st = retort_text_prepare(p->text, rec->response, rec->reasoning,
                                 (retort_channel)params->channel, &prepared,
                                 err);
    if (st != RETORT_OK)
        return st;
    facts->had_reasoning = prepared.had_reasoning;
    facts->was_template = prepared.was_template;
    *text = prepared.text;
    return RETORT_OK;
}
