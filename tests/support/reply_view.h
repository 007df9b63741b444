/**
 * @file support/reply_view.h
 * A reply view of a text, for tests of the features layer.
 */
#ifndef SUPPORT_REPLY_VIEW_H
#define SUPPORT_REPLY_VIEW_H

#include <assert.h>

#include "base/mem.h"
#include "features/family.h"
#include "features/skeleton.h"
#include "features/word_marks.h"

/** A view and what it borrows. Zero-initialise; reuse; release. */
typedef struct test_reply {
    retort_tokens tokens;
    uint64_t *skeleton;
    uint64_t *suffix;
    uint32_t *marks;
    retort_reply_view view;
} test_reply;

static inline void test_reply_release(test_reply *r)
{
    retort_tokens_release(&r->tokens);
    retort_mem_free(r->skeleton);
    retort_mem_free(r->suffix);
    retort_mem_free(r->marks);
    *r = (test_reply){0};
}

/** Make @p r the view of @p text, which is borrowed. Aborts without memory. */
static inline const retort_reply_view *test_reply_of(test_reply *r,
                                                     retort_span text)
{
    retort_status st = retort_tokens_scan(&r->tokens, text, NULL);
    size_t room = r->tokens.count + 1;

    retort_mem_free(r->skeleton);
    retort_mem_free(r->suffix);
    retort_mem_free(r->marks);
    r->skeleton = retort_mem_new(room, sizeof(*r->skeleton));
    r->suffix = retort_mem_new(room, sizeof(*r->suffix));
    r->marks = retort_mem_new(room, sizeof(*r->marks));
    assert(st == RETORT_OK && r->skeleton && r->suffix && r->marks);
    (void)st;
    retort_word_marks(&r->tokens, r->marks);
    retort_skeleton_hash(&r->tokens, r->marks, r->skeleton, r->suffix);
    r->view =
        (retort_reply_view){&r->tokens, r->skeleton, r->suffix, r->marks, text};
    return &r->view;
}

#endif /* SUPPORT_REPLY_VIEW_H */
