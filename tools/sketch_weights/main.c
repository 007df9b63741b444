/*
 * Makes src/features/sketch_table.c: the frozen weights of the sketch.
 *
 *     sketch_weights LINEAGE.tsv FILE... > src/features/sketch_table.c
 *
 * A FILE holds the replies of the model it is named after. For each bucket of
 * the 3-gram hash: the share of a model's replies that hold it, mean within a
 * lineage, then over lineages. The weight of a bucket is the idf of that share
 * rounded to a power of two: 1 above 1/2, 4 above 1/8, 8 above 1/64, else 16.
 * Run once a rule version; the table is part of the file format.
 */
#include <retort/limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/infile.h"
#include "base/mem.h"
#include "features/sketch.h"
#include "fingerprint/lineage_tsv.h"
#include "ingest/adapter.h"
#include "ingest/reader.h"
#include "run/preparing.h"

enum { BUCKETS = 1 << RETORT_SKETCH_WEIGHT_BITS, LINEAGES_MAX = 512 };

struct tally {
    retort_preparer *preparer;
    retort_tokens tokens;
    uint32_t seen[BUCKETS]; /* number of the last reply that held it */
    uint32_t held[BUCKETS]; /* replies that hold it */
    uint32_t replies;
};

static double lineage_share[LINEAGES_MAX][BUCKETS];
static unsigned lineage_models[LINEAGES_MAX];

static size_t char_bytes(unsigned char lead)
{
    return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

static void count_grams(struct tally *t)
{
    const char *p = t->tokens.lower;
    const char *end = p + t->tokens.lower_len;

    for (; p < end; p += char_bytes((unsigned char)*p)) {
        size_t len = 0;
        int n = 0;

        for (; n < 3 && p + len < end; n++)
            len += char_bytes((unsigned char)p[len]);
        if (n == 3 && p + len <= end) {
            uint32_t b =
                retort_bucket(retort_hash64(p, len), RETORT_SKETCH_WEIGHT_BITS);

            t->held[b] += t->seen[b] != t->replies;
            t->seen[b] = t->replies;
        }
    }
}

static retort_status receive(void *ctx, const retort_record *rec,
                             retort_err *err)
{
    const retort_fp_params params = {.rules = 1};
    struct tally *t = ctx;
    retort_reply_facts facts;
    retort_span text;
    retort_status st =
        retort_preparer_run(t->preparer, &params, rec, &facts, &text, err);

    if (st == RETORT_OK)
        st = retort_tokens_scan(&t->tokens, text, err);
    if (st == RETORT_OK) {
        t->replies++;
        count_grams(t);
    }
    return st;
}

static retort_status read_file(const char *path, struct tally *t,
                               retort_err *err)
{
    retort_read_options options = {0};
    retort_reader *r = NULL;
    retort_batch batch = {0};
    retort_counts counts = {0};
    retort_status st = retort_reader_open(&r, path, &options, err);

    while (st == RETORT_OK) {
        st = retort_reader_next(r, &batch, err);
        for (size_t i = 0; st == RETORT_OK && i < batch.count; i++)
            st = retort_adapter_convert(retort_reader_adapter(r), NULL, &batch,
                                        &batch.items[i], receive, t, &counts,
                                        err);
    }
    retort_batch_release(&batch);
    retort_reader_close(r);
    return st == RETORT_END ? RETORT_OK : st;
}

/* The lineage of the model that @p path is named after, or -1. */
static int lineage_of(const retort_lineage_table *table, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    static const char *names[LINEAGES_MAX];
    static int count;

    for (size_t i = 0; i < table->count; i++) {
        const retort_lineage_row *row = &table->rows[i];
        size_t len = strlen(row->model);
        int l = 0;

        if (strncmp(name, row->model, len) != 0 ||
            (strcmp(name + len, ".json.gz") != 0 &&
             strcmp(name + len, ".json") != 0))
            continue;
        while (l < count && strcmp(names[l], row->family) != 0)
            l++;
        if (l == count && count < LINEAGES_MAX)
            names[count++] = row->family;
        return l < LINEAGES_MAX ? l : -1;
    }
    return -1;
}

static int exponent_of(double share)
{
    if (share > 1.0 / 2)
        return 1;
    if (share > 1.0 / 8)
        return 3;
    return share > 1.0 / 64 ? 4 : 5;
}

static void print_table(void)
{
    (void)printf("/* Made by tools/sketch_weights; rule version 1. */\n"
                 "#include \"features/sketch.h\"\n\n"
                 "const uint8_t "
                 "retort_sketch_weights[1 << RETORT_SKETCH_WEIGHT_BITS] = {");
    for (size_t b = 0; b < BUCKETS; b++) {
        double share = 0.0;
        unsigned lineages = 0;

        for (size_t l = 0; l < LINEAGES_MAX; l++) {
            if (!lineage_models[l])
                continue;
            share += lineage_share[l][b] / (double)lineage_models[l];
            lineages++;
        }
        (void)printf("%s%d,", b % 32 ? "" : "\n    ",
                     exponent_of(share / (double)lineages));
    }
    (void)printf("\n};\n");
}

int main(int argc, char **argv)
{
    static struct tally t;
    retort_lineage_table table = {0};
    retort_err err = {0};
    char *tsv = NULL;
    size_t len = 0;
    retort_status st = RETORT_OK;

    if (argc < 3)
        return EXIT_FAILURE;
    st = retort_infile_read(argv[1], (size_t)1 << 24, &tsv, &len, &err);
    if (st == RETORT_OK)
        st = retort_lineage_table_decode(&table, (retort_span){tsv, len}, &err);
    if (st == RETORT_OK)
        st = retort_preparer_new(&t.preparer, &err);
    for (int i = 2; st == RETORT_OK && i < argc; i++) {
        int l = lineage_of(&table, argv[i]);

        memset(t.seen, 0, sizeof(t.seen));
        memset(t.held, 0, sizeof(t.held));
        t.replies = 0;
        st = read_file(argv[i], &t, &err);
        if (st != RETORT_OK || l < 0 || !t.replies)
            continue;
        lineage_models[l]++;
        for (size_t b = 0; b < BUCKETS; b++)
            lineage_share[l][b] += (double)t.held[b] / (double)t.replies;
    }
    if (st != RETORT_OK)
        (void)fprintf(stderr, "sketch_weights: %s: %s\n", err.file, err.text);
    else
        print_table();
    retort_preparer_free(t.preparer);
    retort_tokens_release(&t.tokens);
    retort_lineage_table_release(&table);
    retort_mem_free(tsv);
    return st == RETORT_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
