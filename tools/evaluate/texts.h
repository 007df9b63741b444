/**
 * @file evaluate/texts.h
 * Fingerprints of the folder's replies told otherwise (evaluate/transform.h),
 * and of its topics apart.
 *
 * Replies are read, prepared and keyed as the program does it; then the text is
 * changed and counted. Topics stand in field `dataset`: the first file whose
 * first record has it says which prompt belongs to which topic; prompts that it
 * does not have belong to none.
 */
#ifndef EVALUATE_TEXTS_H
#define EVALUATE_TEXTS_H

#include "evaluate/models.h"

/**
 * Fill `variant` of all models.
 * @param[out] has_topics  false: no file has the field; EVAL_TOPIC and
 *                         EVAL_OTHER_TOPICS stay NULL
 */
RETORT_MUST_CHECK retort_status eval_texts_count(eval_models *m, size_t threads,
                                                 bool *has_topics,
                                                 retort_err *err);

#endif /* EVALUATE_TEXTS_H */
