/**
 * @file run/preparing.h
 * A canonical record to a prepared reply: text of the channel, prompt key,
 * digest of the record.
 *
 * The canonical record, as it is digested: system prompt, prompt, reasoning and
 * response, each as its length in 8 bytes (little-endian) and its bytes as
 * read. Neither the model's name nor the file belongs to it: the same replies
 * under two names have the same record digest.
 *
 * Threads: one preparer, one thread.
 */
#ifndef RUN_PREPARING_H
#define RUN_PREPARING_H

#include <retort/record.h>

#include "fingerprint/builder.h"
#include "text/prepare.h"

typedef struct retort_preparer retort_preparer;

RETORT_MUST_CHECK retort_status retort_preparer_new(retort_preparer **out,
                                                    retort_err *err);
void retort_preparer_free(retort_preparer *p);

/**
 * @param params      channel and prompt key
 * @param[out] facts  key, digest and flags of the reply
 * @param[out] text   lives until the next call
 * @return RETORT_OK, RETORT_ERR_SHAPE (no prompt, or no prompt id under the
 *         key by id), or as retort_text_prepare()
 */
RETORT_MUST_CHECK retort_status
retort_preparer_run(retort_preparer *p, const retort_fp_params *params,
                    const retort_record *rec, retort_reply_facts *facts,
                    retort_span *text, retort_err *err);

#endif /* RUN_PREPARING_H */
