/**
 * @file support/lineage_rows.h
 * Small lineage tables for tests: invented models, and the shipped table.
 */
#ifndef SUPPORT_LINEAGE_ROWS_H
#define SUPPORT_LINEAGE_ROWS_H

#include <retort/library.h>
#include <stdio.h>

#include "fingerprint/lineage_tsv.h"

/* model, vendor, lineage, base, relation, teachers, share, confidence, month */
#define ROW(m, v, f, b, rel, t, sh, c, d)                                      \
    {                                                                          \
        .model = (m), .vendor = (v), .family = (f), .base = (b),               \
        .relation = (rel), .teachers = (t), .share = (sh), .confidence = (c),  \
        .released = (d), .source = "", .note = ""                              \
    }

#define ROWS(array) (array), sizeof(array) / sizeof((array)[0])

/* The 128 rows of corpora/lineage.tsv. @return RETORT_OK if they read */
static inline retort_status read_shipped_table(retort_lineage_table *out)
{
    static char text[1 << 17];
    FILE *f = fopen(TEST_DATA_DIR "/../corpora/lineage.tsv", "r");
    size_t len = 0;

    *out = (retort_lineage_table){0};
    if (!f)
        return RETORT_ERR_IO;
    len = fread(text, 1, sizeof(text), f);
    (void)fclose(f);
    return retort_lineage_table_decode(out, (retort_span){text, len}, NULL);
}

#endif /* SUPPORT_LINEAGE_ROWS_H */
