/**
 * @file support/block_world.h
 * The world of support/model_world.h with small tables and with students: what
 * scores by prompt block are tested on. Small tables make a profile quick.
 */
#ifndef SUPPORT_BLOCK_WORLD_H
#define SUPPORT_BLOCK_WORLD_H

#include "compare/block_counts.h"
#include "support/model_world.h"

enum { BLOCK_BITS = 8, BLOCK_MODELS = 2 * WORLD_LINEAGES + 6 };

/** Fold a blocked table in place, by its definition. */
static inline bool block_fold(retort_fp_table *t, uint8_t bits)
{
    size_t old = (size_t)1 << t->bits;
    size_t new = (size_t)1 << bits;
    uint32_t *count = retort_mem_new(RETORT_BLOCKS * new, sizeof(*count));
    uint32_t *total = retort_mem_new(new, sizeof(*total));

    if (!count || !total)
        return false;
    for (size_t b = 0; b < RETORT_BLOCKS; b++)
        for (size_t i = 0; i < old; i++) {
            count[b * new + i *new / old] += t->count[b * old + i];
            total[i * new / old] += t->count[b * old + i];
        }
    retort_mem_free(t->count);
    retort_mem_free(t->total);
    t->count = count;
    t->total = total;
    t->bits = bits;
    return true;
}

/** world_count() with the families of the profile only, 2^bits buckets. */
static inline retort_fingerprint *block_count(const world_model *m, size_t from,
                                              size_t to, uint8_t bits)
{
    retort_fingerprint *fp = world_count(m, from, to, 0);
    bool ok = fp && retort_fingerprint_keep(fp, "so,op,cl,lo", true, NULL) ==
                        RETORT_OK;

    for (size_t f = 0; ok && f < RETORT_PROFILE_FAMILIES; f++)
        ok = block_fold(
            &fp->tables[retort_family_find(retort_profile_family(f))], bits);
    if (ok)
        return fp;
    retort_fingerprint_free(fp);
    return NULL;
}

/** A model of the library below. */
typedef struct block_model {
    char name[16];
    world_model how;
} block_model;

/** All eighteen; they are called w<lineage>-a, w<lineage>-b, and by what they
 * are. */
static inline void block_models(block_model out[BLOCK_MODELS])
{
    static const block_model others[BLOCK_MODELS - 2 * WORLD_LINEAGES] = {
        {"main0", {50, 0, 70, 0}},   /* student of 0 */
        {"mixed01", {51, 0, 71, 0}}, /* of 0, and by its row of 1 */
        {"maybe2", {52, 2, 72, 0}},  /* of 2, not documented */
        {"human", {53, 53, 73, 0}},  /* people's */
        {"tuned3", {3, 3, 3, 99}},   /* from the weights of 3 */
        {"lost", {54, 54, 74, 0}},   /* no row */
    };

    for (unsigned i = 0; i < 2 * WORLD_LINEAGES; i++) {
        (void)snprintf(out[i].name, sizeof(out[i].name), "%.15s",
                       world_name("w", i / 2, i % 2));
        out[i].how = world_member(i / 2, i % 2);
    }
    memcpy(out + 2 * WORLD_LINEAGES, others, sizeof(others));
}

/** The table: teacher 5 is inferred, w4 came last, lost is not in it. */
static inline void block_table(retort_buf *out)
{
    retort_buf_puts(out, "model\tvendor\tfamily\tbase\trelation\tteachers\t"
                         "share\tconfidence\treleased\tsource\tnote\n");
    for (unsigned i = 0; i < WORLD_LINEAGES; i++) {
        const char *confidence = i == 5 ? "inferred" : "documented";
        const char *year = i == 4 ? "2025" : "2023";

        retort_buf_printf(out,
                          "w%u-a\tv%u\tw%u\t-\tteacher\t-\t-\t%s\t%s-01\tx\t-\n"
                          "w%u-b\tv%u\tw%u\t-\tvariant\tw%u-a\t-\t%s\t%s-01\t"
                          "x\t-\n",
                          i, i, i, confidence, year, i, i, i, i, confidence,
                          year);
    }
    retort_buf_puts(
        out,
        "main0\tacademic\tmain0\tb\tsft-distill\tw0-a\tmain\tdocumented\t"
        "2024-01\tx\t-\n"
        "mixed01\tacademic\tmixed01\tc\tmixed-distill\tw0-a,w1-a\t"
        "main,part\tdocumented\t2024-01\tx\t-\n"
        "maybe2\tacademic\tmaybe2\td\tsft-distill\tw2-a\tmain\tinferred\t"
        "2024-01\tx\t-\n"
        "human\tacademic\thuman\te\thuman-sft\t-\t-\tdocumented\t2024-01\tx\t"
        "-\n"
        "tuned3\tacademic\ttuned3\tw3-a\tderived\tw3-a\t-\tdocumented\t2024-01"
        "\tx\t-\n");
}

/** Write the library; models are added forwards or backwards. */
static inline retort_status block_library(const char *path, bool reversed)
{
    block_model models[BLOCK_MODELS];
    retort_library *lib = NULL;
    retort_buf tsv;
    retort_status st =
        retort_library_open(&lib, path, RETORT_LIBRARY_WRITE, NULL);

    retort_buf_init(&tsv, 1 << 16);
    block_table(&tsv);
    block_models(models);
    if (st == RETORT_OK)
        st = retort_library_set_lineage(lib, (retort_span){tsv.ptr, tsv.len},
                                        NULL);
    for (size_t k = 0; st == RETORT_OK && k < BLOCK_MODELS; k++) {
        const block_model *m = &models[reversed ? BLOCK_MODELS - 1 - k : k];
        retort_fingerprint *fp =
            block_count(&m->how, 0, WORLD_PROMPTS, BLOCK_BITS);

        st = fp ? retort_library_add(lib, m->name, fp, false, NULL)
                : RETORT_ERR_NOMEM;
        retort_fingerprint_free(fp);
    }
    retort_buf_release(&tsv);
    if (st == RETORT_OK)
        return retort_library_close(lib, NULL);
    retort_library_abandon(lib);
    return st;
}

#endif /* SUPPORT_BLOCK_WORLD_H */
