/**
 * @file text/prepare.h
 * From a reply as read to the text that is fingerprinted.
 *
 * In this order: strict UTF-8 is checked; CRLF and CR become LF; NFC; reasoning
 * is split from the answer (fields of their own, <think> blocks, a closing tag
 * whose opening tag is missing); an answer that is a template (a JSON object
 * with the answer in a field, and the like) is unwrapped; the asked channel is
 * cut out. The rule is part of RETORT_RULES_VERSION (docs/text-rules.md).
 *
 * Threads: one scratch, one thread.
 */
#ifndef TEXT_PREPARE_H
#define TEXT_PREPARE_H

#include <retort/span.h>
#include <retort/status.h>
#include <stdbool.h>

/** Which part of a reply is fingerprinted. Values are stored in files. */
typedef enum retort_channel {
    RETORT_CHANNEL_ANSWER = 0,    /**< all but the reasoning: the default */
    RETORT_CHANNEL_PROSE = 1,     /**< the answer without fenced code */
    RETORT_CHANNEL_CODE = 2,      /**< fenced code of the answer only */
    RETORT_CHANNEL_REASONING = 3, /**< the reasoning only */
    RETORT_CHANNEL_COUNT
} retort_channel;

/** Name of a channel as the command line takes it. Static; NULL if unknown. */
const char *retort_channel_name(retort_channel channel);

/** Buffers reused from reply to reply. Made by new, freed by free. */
typedef struct retort_text_scratch retort_text_scratch;

RETORT_MUST_CHECK retort_status
retort_text_scratch_new(retort_text_scratch **out, retort_err *err);
void retort_text_scratch_free(retort_text_scratch *s);

/** A prepared reply. Spans live until the next call with the same scratch. */
typedef struct retort_prepared {
    retort_span text;      /**< the channel's text: NFC, LF line ends */
    bool had_reasoning;    /**< reasoning was found, in a field or inline */
    bool was_template;     /**< the answer was unwrapped from a template */
    bool missing_open_tag; /**< a closing tag without its opening tag */
} retort_prepared;

/**
 * Prepare one reply.
 *
 * @param response   the reply as read (UTF-8)
 * @param reasoning  reasoning given in a field of its own, or empty
 * @param[out] out   see retort_prepared; text may be empty
 * @return RETORT_OK, RETORT_ERR_UTF8 (err->offset is the first bad byte of the
 *         response), RETORT_ERR_LIMIT or RETORT_ERR_NOMEM
 */
RETORT_MUST_CHECK retort_status retort_text_prepare(
    retort_text_scratch *s, retort_span response, retort_span reasoning,
    retort_channel channel, retort_prepared *out, retort_err *err);

/**
 * The text of a prompt as it is keyed: NFC, every run of white space one space,
 * none at the ends (docs/text-rules.md). Lives as long as the scratch's next
 * call.
 */
RETORT_MUST_CHECK retort_status retort_text_fold_prompt(retort_text_scratch *s,
                                                        retort_span prompt,
                                                        retort_span *out,
                                                        retort_err *err);

#endif /* TEXT_PREPARE_H */
