/* How the profile changes with prompts, background and the way of telling. */
#include <stdio.h>

#include "base/mem.h"
#include "evaluate/sections.h"

enum { BACKGROUND_DRAWS = 10 };

/* Rows of one way of comparing: wT of it, later TM of it. */
struct way {
    char label[96];
    double *tables[BACKGROUND_DRAWS];
    size_t count;
};

enum { WAYS_MAX = 12 };

struct ways {
    struct way items[WAYS_MAX];
    size_t count;
};

static void ways_release(struct ways *w)
{
    for (size_t i = 0; i < w->count; i++)
        for (size_t k = 0; k < BACKGROUND_DRAWS; k++)
            retort_mem_free(w->items[i].tables[k]);
    w->count = 0;
}

static retort_status print_ways(eval_page *p, const struct ways *w,
                                const char *first, retort_err *err)
{
    static const struct {
        const char *title;
        unsigned view;
    } views[] = {{"\nwT:\n", EVAL_WT}, {"\nTM:\n", EVAL_TM}};
    retort_status st = RETORT_OK;

    for (size_t v = 0; v < 2; v++) {
        retort_buf_puts(&p->text, views[v].title);
        eval_page_head(p, first);
        for (size_t i = 0; st == RETORT_OK && i < w->count; i++) {
            const eval_ask ask = {.what = EVAL_ASK_VIEW,
                                  .view = views[v].view,
                                  .metric = eval_auc,
                                  .tables =
                                      (const double *const *)w->items[i].tables,
                                  .count = w->items[i].count};

            st = eval_page_row(p, w->items[i].label, &ask, err);
        }
    }
    return st;
}

static retort_status add_sides(eval_page *p, struct ways *w, const char *label,
                               eval_side suspect, eval_side reference,
                               retort_err *err)
{
    struct way *way = &w->items[w->count++];

    *way = (struct way){.count = 1};
    (void)snprintf(way->label, sizeof(way->label), "%s", label);
    way->tables[0] = eval_table_new(p->labels->n);
    if (!way->tables[0])
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for scores");
    return eval_scores_profile(way->tables[0], p->labels, suspect, reference,
                               p->threads, err);
}

/* --- prompts --------------------------------------------------------------- */

/* Mean number of prompts of the references in a cut. */
static size_t prompts_in(const eval_models *m, eval_cut cut)
{
    uint64_t sum = 0;
    uint64_t n = 0;

    for (size_t i = 0; i < m->count; i++)
        if (m->items[i].is_reference) {
            sum += retort_fingerprint_prompts(m->items[i].cut[cut]);
            n++;
        }
    return n ? (size_t)((sum + n / 2) / n) : 0;
}

static retort_status add_prompts(eval_page *p, retort_err *err)
{
    static const eval_cut cuts[] = {EVAL_CUT_1, EVAL_CUT_2,  EVAL_CUT_4,
                                    EVAL_CUT_8, EVAL_CUT_16, EVAL_CUT_ALL};
    static const eval_side early = {.cut = EVAL_CUT_16};
    static const eval_side late = {.cut = EVAL_CUT_LATE};
    struct ways w = {.count = 0};
    char label[96];
    retort_status st = RETORT_OK;

    for (size_t i = 0; st == RETORT_OK && i < sizeof(cuts) / sizeof(*cuts);
         i++) {
        const eval_side side = {.cut = cuts[i]};

        (void)snprintf(label, sizeof(label), "%zu",
                       prompts_in(p->labels->models, cuts[i]));
        st = add_sides(p, &w, label, side, side, err);
    }
    (void)snprintf(label, sizeof(label), "%zu of S, %zu others of R",
                   prompts_in(p->labels->models, EVAL_CUT_16),
                   prompts_in(p->labels->models, EVAL_CUT_LATE));
    if (st == RETORT_OK)
        st = add_sides(p, &w, label, early, late, err);
    if (st == RETORT_OK)
        st = print_ways(p, &w, "prompts", err);
    ways_release(&w);
    return st;
}

/* --- background ------------------------------------------------------------ */

static retort_status add_draws(eval_page *p, struct ways *w, size_t lineages,
                               retort_err *err)
{
    struct way *way = &w->items[w->count++];
    retort_status st = RETORT_OK;

    *way = (struct way){.count = BACKGROUND_DRAWS};
    (void)snprintf(way->label, sizeof(way->label), "%zu", lineages);
    for (size_t d = 0; st == RETORT_OK && d < BACKGROUND_DRAWS; d++) {
        way->tables[d] = eval_table_new(p->labels->n);
        if (!way->tables[d])
            return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for scores");
        st = eval_scores_background(way->tables[d], p->labels, lineages, d,
                                    p->threads, err);
    }
    return st;
}

static retort_status add_backgrounds(eval_page *p, retort_err *err)
{
    static const size_t sizes[] = {3, 5, 10};
    static const eval_side whole = {.cut = EVAL_CUT_ALL};
    size_t all = eval_background_lineages(p->labels);
    struct ways w = {.count = 0};
    char label[96];
    retort_status st = RETORT_OK;

    for (size_t i = 0; st == RETORT_OK && i < 3; i++)
        if (sizes[i] + 2 <= all)
            st = add_draws(p, &w, sizes[i], err);
    (void)snprintf(label, sizeof(label), "all: %zu without those of the pair",
                   all);
    if (st == RETORT_OK)
        st = add_sides(p, &w, label, whole, whole, err);
    if (st == RETORT_OK)
        st = print_ways(p, &w, "background lineages", err);
    ways_release(&w);
    return st;
}

retort_status eval_section_size(eval_page *p, const eval_scores *scores,
                                retort_err *err)
{
    retort_status st;

    (void)scores;
    retort_buf_puts(
        &p->text,
        "\n## How much is needed\n\n"
        "**Prompts**, by the profile. The prompts are those of the first 1, 2, "
        "4, 8, 16 and all 32 prompt\nblocks, for suspects, references and "
        "background alike; in the last row S has other prompts than R\nand the "
        "background (mean numbers of a reference):\n");
    st = add_prompts(p, err);
    retort_buf_printf(
        &p->text,
        "\n**Reference lineages in the background**, by the profile: mean of "
        "%d draws (not counting those of S\nand R, which are passed over):\n",
        BACKGROUND_DRAWS);
    if (st == RETORT_OK)
        st = add_backgrounds(p, err);
    return st;
}

/* --- replies told otherwise ------------------------------------------------ */

retort_status eval_section_texts(eval_page *p, const eval_scores *scores,
                                 bool has_texts, bool has_topics,
                                 retort_err *err)
{
    static const char *const labels[] = {
        [EVAL_FIRST_WORDS] = "first 100 words",
        [EVAL_NO_MARKDOWN] = "Markdown stripped",
        [EVAL_NO_PUNCTUATION] = "lower case without punctuation",
        [EVAL_SHUFFLED] = "words shuffled (content only)",
    };
    static const eval_side whole = {.cut = EVAL_CUT_ALL};
    const eval_side topic = {.is_variant = true, .variant = EVAL_TOPIC};
    const eval_side others = {.is_variant = true, .variant = EVAL_OTHER_TOPICS};
    struct ways w = {.count = 0};
    retort_status st = RETORT_OK;

    (void)scores;
    retort_buf_puts(&p->text, "\n## Replies told otherwise\n\n");
    if (!has_texts) {
        retort_buf_puts(&p->text, "Left out: they need the texts.\n");
        return RETORT_OK;
    }
    retort_buf_puts(
        &p->text,
        "By the profile, with all replies of all models changed in the same "
        "way. *Content only* is a baseline:\nwords shuffled inside each reply, "
        "all else gone. *Topic shift*: S answers the prompts of the data\nsets "
        "selfinstruct and koala, R and the background those of the others.\n");
    st = add_sides(p, &w, "as they are", whole, whole, err);
    for (eval_variant v = 0; st == RETORT_OK && v < EVAL_TOPIC; v++) {
        const eval_side side = {.is_variant = true, .variant = v};

        st = add_sides(p, &w, labels[v], side, side, err);
    }
    if (st == RETORT_OK && has_topics)
        st = add_sides(p, &w, "topic shift", topic, others, err);
    if (st == RETORT_OK)
        st = print_ways(p, &w, "replies", err);
    if (!has_topics)
        retort_buf_puts(&p->text, "\nNo topic shift: no record carries a field "
                                  "`dataset`.\n");
    ways_release(&w);
    return st;
}
