/*
 * Short cuts for the tests of the report layer: cmocka, one buffer that every
 * test may write to, and questions about what was written.
 */
#ifndef SUPPORT_REPORT_TEST_H
#define SUPPORT_REPORT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <retort/report.h>
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "support/sample_evidence.h"
#include "support/sample_screening.h"

enum { REPORT_TEST_BYTES_MAX = 1 << 26 };

/* What the last test_out() call started: one test, one buffer. */
static retort_buf test_buf;

/* An empty buffer; whatever it held is gone. */
static inline retort_buf *test_out(void)
{
    if (test_buf.max > 0)
        retort_buf_release(&test_buf);
    retort_buf_init(&test_buf, REPORT_TEST_BYTES_MAX);
    return &test_buf;
}

/* What was written since, as a string. */
static inline const char *test_text(void)
{
    assert_int_equal(retort_buf_status(&test_buf), RETORT_OK);
    return test_buf.ptr ? test_buf.ptr : "";
}

static inline int test_release(void **state)
{
    (void)state;
    if (test_buf.max > 0)
        retort_buf_release(&test_buf);
    return 0;
}

/* How often @p part stands in @p text. */
static inline size_t test_count(const char *text, const char *part)
{
    size_t n = 0;

    for (const char *p = strstr(text, part); p; p = strstr(p + 1, part))
        n++;
    return n;
}

/* Fail at the caller's line unless @p part stands in the output as wanted. */
static inline void test_look_for(const char *part, bool wanted,
                                 const char *file, int line)
{
    if ((strstr(test_text(), part) != NULL) == wanted)
        return;
    print_error("%s: %s\n", wanted ? "not written" : "written", part);
    _fail(file, line);
}

/* NOLINTBEGIN(readability-identifier-naming): named as cmocka names its own */
#define assert_written(part) test_look_for((part), true, __FILE__, __LINE__)
#define assert_not_written(part)                                               \
    test_look_for((part), false, __FILE__, __LINE__)
/* NOLINTEND(readability-identifier-naming) */

/* The sample, or a failed test. */
static inline retort_screening *test_sample(bool hostile)
{
    retort_screening *s = sample_screening(hostile);

    assert_non_null(s);
    return s;
}

/* What a result points to, for a test to change: it owns the memory. */
static inline void *test_own(const void *p)
{
    void *own;

    memcpy(&own, &p, sizeof(own));
    return own;
}

static inline retort_suspect *test_suspect(retort_screening *s, size_t i)
{
    return test_own(&s->suspects[i]);
}

static inline retort_candidate *test_candidate(retort_screening *s, size_t i)
{
    return test_own(&s->suspects[0].candidates[i]);
}

/* The sample cut down to one suspect and a few of everything. */
static inline retort_screening *test_small(bool hostile)
{
    retort_screening *s = test_sample(hostile);
    retort_suspect *suspect = test_suspect(s, 0);
    retort_strip *strip = test_own(suspect->strips);

    s->suspect_count = 1;
    suspect->candidate_count = 3;
    suspect->strip_count = 1;
    strip->point_count = 4;
    s->heatmap.size = 2;
    return s;
}

/* A comparison: the third reference of the sample, its ranks kept. */
static inline retort_screening *test_pair(bool hostile)
{
    retort_screening *s = test_small(hostile);
    retort_suspect *suspect = test_suspect(s, 0);

    s->kind = "compare";
    suspect->candidates += 2;
    suspect->candidate_count = 1;
    s->heatmap.size = 0;
    return s;
}

/* A comparison with evidence; the third reference as in test_pair(). */
static inline retort_screening *test_weighed(bool hostile)
{
    retort_screening *s = test_pair(hostile);

    assert_true(sample_weigh(s, hostile));
    return s;
}

/* Row of evidence of a proposition, for a test to change. */
static inline retort_evidence *test_evidence(retort_screening *s,
                                             retort_proposition proposition)
{
    return test_own(&s->suspects[0].evidence[proposition]);
}

/* Replace the output by that of a sink. */
static inline void test_write(const retort_screening *s, const char *sink)
{
    char *bytes = NULL;
    size_t len = 0;

    assert_int_equal(retort_report_write(s, sink, &bytes, &len, NULL),
                     RETORT_OK);
    retort_buf_add(test_out(), (retort_span){bytes, len});
    retort_report_bytes_free(bytes);
}

#endif /* SUPPORT_REPORT_TEST_H */
