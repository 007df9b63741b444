/**
 * @file text/channels.h
 * Reasoning, answer, prose and code: cutting a reply into its channels
 * (docs/text-rules.md, "Channels"). Works on text with LF line ends.
 */
#ifndef TEXT_CHANNELS_H
#define TEXT_CHANNELS_H

#include <retort/span.h>
#include <stdbool.h>

#include "base/buf.h"

/** @p text without spaces, tabs and line ends at both ends. */
retort_span retort_text_trim(retort_span text);

/** Outcome of retort_split_reasoning(). */
typedef struct retort_split {
    retort_span answer;    /**< trimmed; may be empty */
    bool had_reasoning;    /**< some reasoning was not empty */
    bool missing_open_tag; /**< a closing tag stood without its opening tag */
} retort_split;

/**
 * Split reasoning in tags from the answer.
 *
 * @param reasoning  receives the trimmed pieces, a blank line between them and
 *                   before them if it holds something already; NULL: not wanted.
 *                   Its status is for the caller to ask.
 */
retort_split retort_split_reasoning(retort_span text, retort_buf *reasoning);

/** Append a piece of reasoning, trimmed, a blank line before it. */
void retort_reasoning_add(retort_buf *reasoning, retort_span piece);

/**
 * Cut @p answer by its fenced code.
 * @param code  true: append what stands inside the fences, a blank line between
 *              blocks; false: append the lines outside
 */
void retort_fences_cut(retort_span answer, bool code, retort_buf *out);

/** A fence line, taken apart. */
typedef struct retort_fence {
    char mark;        /**< '`' or '~' */
    size_t run;       /**< how many of them, 3 or more; 0: not a fence line */
    retort_span info; /**< what stands behind them in the line, trimmed */
} retort_fence;

/**
 * Look at one line (without its line end) as the opening of fenced code.
 * Backticks with another backtick behind them are inline code, not a fence.
 */
retort_fence retort_fence_of(retort_span line);

/** Does @p line close the code that @p open opened? */
bool retort_fence_closes(retort_fence open, retort_span line);

/** Next line of @p rest, without its line end; @p rest moves behind it. */
retort_span retort_text_line(retort_span *rest);

#endif /* TEXT_CHANNELS_H */
