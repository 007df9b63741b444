/**
 * @file report/speech.h
 * Sentences about scores, part by part: the words that findings about a
 * ranking and findings about one pair share.
 *
 * Text of ours goes through retort_say() as it is; names and labels of models
 * go through the escape of the form.
 */
#ifndef REPORT_SPEECH_H
#define REPORT_SPEECH_H

#include <retort/screening.h>
#include <stdint.h>

#include "base/buf.h"
#include "report/finding.h"

/** Who is spoken about, to whom, and in which form. */
typedef struct retort_speech {
    retort_buf *out;
    const retort_suspect *s;
    const retort_finding_form *form;
} retort_speech;

/** Text of ours. */
void retort_say(const retort_speech *p, const char *ours);

/** Text of ours that must not be passed over. */
void retort_say_strongly(const retort_speech *p, const char *ours);

/** A foreign name, marked as one. */
void retort_say_name(const retort_speech *p, const char *name);

/** Foreign text, not marked. */
void retort_say_foreign(const retort_speech *p, const char *text);

/** A number, or "not known". */
void retort_say_number(const retort_speech *p, double value, int decimals);

/** A score of @p c as its column shows it, or "not known". */
void retort_say_score(const retort_speech *p, const retort_candidate *c,
                      retort_score score);

/** "1 model", "2 models". */
void retort_say_count(const retort_speech *p, uint64_t count, const char *one,
                      const char *many);

/** Begin a paragraph; retort_say_end() ends it. */
void retort_say_label(const retort_speech *p, const char *label);

void retort_say_end(const retort_speech *p);

/**
 * ", above 92.5 % of 27 control suspects (9 lineages, weighing equally)", or
 * what stands in its place. Ends without a full stop.
 */
void retort_say_percentile(const retort_speech *p, const retort_candidate *c);

/**
 * A sentence, with a space before it, when rank p cannot reach .05 however near
 * the suspect is: with @p lineages of control suspects it cannot fall below
 * 1 / (lineages + 1), and the least of @p references after Holm not below
 * references times that. Nothing when it can.
 */
void retort_say_floor(const retort_speech *p, uint32_t lineages,
                      uint32_t references);

/** The last paragraph of every finding: its two limits. */
void retort_say_always(const retort_speech *p);

#endif /* REPORT_SPEECH_H */
