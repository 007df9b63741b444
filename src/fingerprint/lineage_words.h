/**
 * @file fingerprint/lineage_words.h
 * The fixed vocabulary of the lineage table: relations, confidences, shares,
 * and the comma lists that columns `teachers` and `share` hold.
 *
 * Threads: pure functions, any number.
 */
#ifndef FINGERPRINT_LINEAGE_WORDS_H
#define FINGERPRINT_LINEAGE_WORDS_H

#include <retort/span.h>
#include <stdbool.h>

/** What a model is to the models its row names. */
typedef enum retort_relation {
    RETORT_RELATION_UNKNOWN,     /**< "unknown", or an empty cell */
    RETORT_RELATION_TEACHER,     /**< a lab's own model, first of a line */
    RETORT_RELATION_VERSION,     /**< another snapshot or size of such a line */
    RETORT_RELATION_VARIANT,     /**< same weights: prompt, decoding, host */
    RETORT_RELATION_DERIVED,     /**< weights moved from another model's */
    RETORT_RELATION_SFT_DISTILL, /**< tuned on replies of its teachers only */
    RETORT_RELATION_MIXED_DISTILL, /**< such replies among other text */
    RETORT_RELATION_LOGIT_DISTILL, /**< trained on a teacher's probabilities */
    RETORT_RELATION_HUMAN_SFT,     /**< tuned on text of people */
    RETORT_RELATION_ENSEMBLE,      /**< replies of several models combined */
    RETORT_RELATION_ADVERSARIAL,   /**< made to deceive a benchmark */
    RETORT_RELATION_COUNT
} retort_relation;

/** What a row of the table rests on. */
typedef enum retort_confidence {
    RETORT_CONFIDENCE_UNKNOWN, /**< an empty cell */
    RETORT_CONFIDENCE_DOCUMENTED,
    RETORT_CONFIDENCE_SELF_DECLARED,
    RETORT_CONFIDENCE_INFERRED,
    RETORT_CONFIDENCE_DOUBTFUL,
    RETORT_CONFIDENCE_COUNT
} retort_confidence;

/** How much of a student's tuning text is one teacher's. */
typedef enum retort_share {
    RETORT_SHARE_NONE, /**< "-": weight parent, same model, or no text */
    RETORT_SHARE_MAIN,
    RETORT_SHARE_PART,
    RETORT_SHARE_PREFERENCE, /**< "preference-only" */
    RETORT_SHARE_UNKNOWN,
    RETORT_SHARE_COUNT
} retort_share;

/** Read a word. @return false if it is none of the vocabulary. */
bool retort_relation_parse(retort_span word, retort_relation *out);
bool retort_confidence_parse(retort_span word, retort_confidence *out);
bool retort_share_parse(retort_span word, retort_share *out);

/** The word of a value; "" for an unknown confidence. Static. */
const char *retort_relation_word(retort_relation relation);
const char *retort_confidence_word(retort_confidence confidence);
const char *retort_share_word(retort_share share);

/** All words of a vocabulary, "a, b, c", for messages. Static. */
const char *retort_relation_words(void);
const char *retort_confidence_words(void);
const char *retort_share_words(void);

/** True if @p word equals @p text byte for byte. */
bool retort_word_is(retort_span word, const char *text);

/** A walk along a comma list. */
typedef struct retort_list {
    retort_span rest;
    bool more;
} retort_list;

/** Begin at the first item. An empty list has no items. */
retort_list retort_list_of(retort_span text);

/**
 * The next item without the spaces around it; "a,,b" has an empty one.
 * @return false when nothing is left
 */
bool retort_list_next(retort_list *list, retort_span *out_item);

/** Number of items. */
size_t retort_list_count(retort_span text);

#endif /* FINGERPRINT_LINEAGE_WORDS_H */
