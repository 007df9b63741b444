/*
 * Any bytes are refused as a lineage table, or give a population in which every
 * pair has a label or a reason.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "compare/population_counts.h"
#include "compare/population_kin.h"
#include "compare/population_pair.h"
#include "fingerprint/lineage_tsv.h"

enum { MODELS_MAX = 64 }; /* pairs grow with the square */

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void ask_pairs(const retort_population *pop)
{
    size_t n = retort_population_count(pop);

    for (size_t s = 0; s < n; s++) {
        for (size_t r = 0; r < n; r++) {
            retort_pair pair = retort_population_pair(pop, s, r);

            require((pair.label == RETORT_PAIR_UNLABELLED) ==
                    (pair.reason != RETORT_REASON_NONE));
            require(!retort_pair_is_null(pair.label) ||
                    !retort_population_is_joined(pop, s, r));
            require(retort_population_kin(pop, s, r) < RETORT_KIN_COUNT);
        }
    }
}

static void ask_counts(const retort_population *pop)
{
    retort_population_totals totals;
    retort_reference_counts counts;

    if (retort_population_total(pop, &totals, NULL) != RETORT_OK ||
        retort_population_count(pop) == 0)
        return;
    require(totals.null_lineages <= retort_population_lineage_count(pop));
    if (retort_population_counts(pop, RETORT_POPULATION_NONE, 0, &counts,
                                 NULL) == RETORT_OK)
        require(counts.null_lineages <= totals.null_lineages);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    retort_lineage_table table;
    retort_population *pop = NULL;
    retort_err err = {0};
    retort_status st = retort_lineage_table_decode(
        &table, (retort_span){(const char *)data, size}, &err);

    require(st == RETORT_OK ||
            (err.code == st && err.text[0] && table.count == 0));
    for (size_t i = 0; i < table.count; i++)
        require(retort_lineage_row_check(&table.rows[i], NULL) == RETORT_OK);
    if (table.count <= MODELS_MAX &&
        retort_population_new(&pop, table.rows, table.count, NULL) ==
            RETORT_OK) {
        ask_pairs(pop);
        ask_counts(pop);
    }
    retort_population_free(pop);
    retort_lineage_table_release(&table);
    return 0;
}
