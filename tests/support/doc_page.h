/*
 * A page of docs/ held against the tables of fields that it documents.
 */
#ifndef SUPPORT_DOC_PAGE_H
#define SUPPORT_DOC_PAGE_H

#include <stdio.h>

#include "report/fields.h"
#include "support/report_test.h"

enum { DOC_TABLES_MAX = 64 };

/* Tables reached from a document, each once. */
typedef struct doc_tables {
    const retort_fields *table[DOC_TABLES_MAX];
    size_t count;
} doc_tables;

/* Put docs/NAME into the output of the test. */
static inline void doc_read(const char *name)
{
    char path[512];
    char part[4096];
    size_t n;
    FILE *fp;

    (void)snprintf(path, sizeof(path), "%s/../docs/%s", TEST_DATA_DIR, name);
    fp = fopen(path, "rb");
    assert_non_null(fp);
    (void)test_out();
    while ((n = fread(part, 1, sizeof(part), fp)) > 0)
        retort_buf_add(&test_buf, (retort_span){part, n});
    (void)fclose(fp);
}

static inline void doc_add(doc_tables *t, const retort_fields *fields)
{
    for (size_t i = 0; i < t->count; i++) {
        if (t->table[i] == fields)
            return;
    }
    assert_true(t->count < DOC_TABLES_MAX);
    t->table[t->count++] = fields;
}

/* All tables of @p document, @p but left out (it stands on another page). */
static inline doc_tables doc_tables_of(const retort_document *document,
                                       const retort_fields *but)
{
    doc_tables t = {.count = 0};

    doc_add(&t, document->fields);
    for (size_t n = 0; n < t.count; n++) {
        for (size_t i = 0; i < t.table[n]->count; i++) {
            const retort_fields *inner = t.table[n]->rows[i].inner;

            if (inner && inner != but)
                doc_add(&t, inner);
        }
    }
    return t;
}

/* Every key stands on the page in code marks. @return number of keys */
static inline size_t doc_check_named(const doc_tables *t)
{
    size_t keys = 0;

    for (size_t n = 0; n < t->count; n++) {
        for (size_t i = 0; i < t->table[n]->count; i++) {
            char want[80];

            (void)snprintf(want, sizeof(want), "`%s`",
                           t->table[n]->rows[i].key);
            assert_written(want);
            keys++;
        }
    }
    return keys;
}

static inline void doc_check_limit(size_t limit, const char *unit)
{
    char want[80];

    (void)snprintf(want, sizeof(want), "%zu%s", limit, unit);
    assert_written(want);
}

#endif /* SUPPORT_DOC_PAGE_H */
