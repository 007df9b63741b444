/* The head of the page: what was computed on what, and how to read it. */
#include <retort/version.h>

#include "base/mem.h"
#include "evaluate/sections.h"
#include "evaluate/seed.h"

static void add_head(eval_page *p, const eval_title *t)
{
    const eval_models *m = p->labels->models;
    retort_buf *b = &p->text;

    retort_buf_puts(b, "# Evaluation\n\n"
                       "Made by\n\n");
    retort_buf_printf(b, "```\n%s\n```\n\n", t->command);
    retort_buf_printf(
        b,
        "Rule version %d, retort %s. %zu models with %llu replies from `%s`; "
        "lineage from `%s`.\nSHA-256 over names and record digests: `%s`.\n",
        RETORT_RULES_VERSION, retort_version(), m->count,
        (unsigned long long)m->replies, t->source,
        t->lineage ? t->lineage : t->source, m->digest);
    if (!t->from_texts)
        retort_buf_puts(b, "\nFingerprints come from a library: rows that need "
                           "the texts are left out.\n");
    retort_buf_printf(
        b,
        "\nIn brackets: 95 %% percentile interval of %d bootstrap replicates "
        "that draw suspect lineages\nwith replacement (Philox 4x32-10, seed "
        "%llu; the same draws for all figures of a column).\nReplicates in "
        "which a figure does not exist are skipped and counted.\n",
        EVAL_REPLICATES, (unsigned long long)EVAL_SEED);
}

static void add_split(eval_page *p)
{
    retort_buf_puts(
        &p->text,
        "\nSuspect lineages are split by the lowest bit of the first byte of "
        "the SHA-256 of their name:\n*choosing* may be used to choose "
        "between variants of a score, *held* (1) may not. References are\n"
        "not split.");
    retort_buf_puts(&p->text,
                    p->held ? " This page opens the held part; the look is "
                              "written down in `docs/results/looks.tsv`.\n"
                            : " **Only the choosing part was looked at for "
                              "this page.**\n");
}

static const char READING[] =
    "\n## Words\n\n"
    "A *pair* is a suspect S and a reference R (a `teacher` or `version` row). "
    "A pair is *positive* if S\nis documented to be trained on replies of R's "
    "lineage (share main or part), a *null* if the table\nsays otherwise, and "
    "else not used. AUC is the chance that a positive scores above a null; .5 "
    "is\nblind. A lineage has one vote wherever lineages are compared.\n\n"
    "- **wT** fixes a reference: its students against its null suspects, one "
    "vote a suspect lineage on\n  each side; mean over references by the "
    "number of their positive lineages. Nulls of wT are all\n  documented "
    "nulls, time-impossible ones (S older than R), and pairs whose only flaw "
    "is that R's own\n  row is not documented; the *strict* line leaves the "
    "last kind out.\n"
    "- **wF** fixes a teacher lineage: the score is averaged over its "
    "references; its students against\n  students of others and suspects tuned "
    "on text of people.\n"
    "- **TM** pools all pairs, teacher-matched: nulls only on reference "
    "lineages that have a positive in\n  the same part; cells (suspect lineage "
    "x reference lineage) weigh equally.\n\n"
    "Scores: the *profile* is what the program ranks *distilled* by; "
    "*residual* cosine ranks *same* and\n"
    "*tuned*; PMZ, rare phrases, Delta and reuse stand beside them. Residual "
    "compares replies by their\n"
    "sketches, as a library has them, or *by words* where hash sets of the "
    "replies are kept.\n"
    "*hub* (how near R is to everybody) and *length* (how alike the lengths "
    "are) are baselines that a score\n"
    "must beat.\n";

struct counts {
    size_t pairs[RETORT_PAIR_LABEL_COUNT];
    size_t wide;
    size_t positive_lineages;
    size_t null_lineages;
};

static void count_suspect(const eval_labels *l, size_t s, struct counts *c,
                          bool *positive, bool *null)
{
    for (size_t r = 0; r < l->n; r++) {
        const eval_label *label = eval_label_at(l, s, r);
        size_t lineage = eval_lineage(l, s);

        if (s == r)
            continue;
        c->pairs[label->pair.label]++;
        c->wide += eval_is_wide_null(label) && !eval_is_null(label);
        if (eval_is_positive(label) && !positive[lineage]) {
            positive[lineage] = true;
            c->positive_lineages++;
        }
        if (eval_is_wide_null(label) && !null[lineage]) {
            null[lineage] = true;
            c->null_lineages++;
        }
    }
}

static retort_status count(const eval_labels *l, eval_part part,
                           struct counts *c, retort_err *err)
{
    bool *positive = retort_mem_new(l->lineages, sizeof(*positive));
    bool *null = retort_mem_new(l->lineages, sizeof(*null));
    retort_status st = RETORT_OK;

    *c = (struct counts){.wide = 0};
    if (!positive || !null)
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for lineages");
    for (size_t s = 0; st == RETORT_OK && s < l->n; s++)
        if (eval_in_part(l, s, part))
            count_suspect(l, s, c, positive, null);
    retort_mem_free(positive);
    retort_mem_free(null);
    return st;
}

static retort_status add_counts(eval_page *p, retort_err *err)
{
    static const char *const rows[] = {
        "positive pairs, share main",       "positive pairs, share part",
        "suspect lineages with a positive", "null pairs",
        "null pairs, time-impossible",      "null pairs but for R's own row",
        "suspect lineages with a null"};
    struct counts c[EVAL_PARTS];
    retort_status st = RETORT_OK;

    for (eval_part part = 0; st == RETORT_OK && part < EVAL_PARTS; part++)
        st = count(p->labels, part, &c[part], err);
    if (st != RETORT_OK)
        return st;
    retort_buf_puts(&p->text, "\n## Pairs\n");
    eval_page_head(p, "count");
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        retort_buf_printf(&p->text, "| %s |", rows[i]);
        for (eval_part part = 0; part < EVAL_PARTS; part++) {
            const size_t value[] = {
                c[part].pairs[RETORT_PAIR_POSITIVE_MAIN],
                c[part].pairs[RETORT_PAIR_POSITIVE_PART],
                c[part].positive_lineages,
                c[part].pairs[RETORT_PAIR_NULL],
                c[part].pairs[RETORT_PAIR_NULL_TIME_IMPOSSIBLE],
                c[part].wide,
                c[part].null_lineages,
            };

            if (eval_page_shows(p, part))
                retort_buf_printf(&p->text, " %zu |", value[i]);
        }
        retort_buf_puts(&p->text, "\n");
    }
    return RETORT_OK;
}

retort_status eval_section_title(eval_page *p, const eval_title *title,
                                 retort_err *err)
{
    add_head(p, title);
    add_split(p);
    retort_buf_puts(&p->text, READING);
    return add_counts(p, err);
}

void eval_section_doubts(eval_page *p)
{
    retort_buf_puts(
        &p->text,
        "\n## Doubts\n\n"
        "- One set of prompts in English, and almost only OpenAI teachers of "
        "2023-24: the figures say how\n  well their students are told apart, "
        "not how well anybody's are. Other models, prompts and\n  domains were "
        "not looked at.\n"
        "- The held part is small (see *Pairs*): an AUC over so few positive "
        "lineages cannot be known better\n"
        "  than to about +-.08, and its interval is itself rough. Differences "
        "below .03 mean nothing here.\n"
        "- Labels are what documents say. Nulls of other labs' own models may "
        "hide undisclosed training\n  on a teacher's replies, positives of "
        "share part may hold little of it; both lower the figures.\n"
        "- Reference lineages are drawn by no bootstrap here, so the intervals "
        "are too narrow for other\n  teachers.\n"
        "- *all* contains *choosing*, where the scores of rule version 1 were "
        "compared before they were\n  fixed. Prototypes of the same scores saw "
        "the held suspects too.\n"
        "- Not here yet: calibration (Cllr, misleading evidence, refusals), "
        "dose response, other samples of\n  a prompt.\n");
}
