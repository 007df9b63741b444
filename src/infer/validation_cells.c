#include "infer/validation_cells.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* A pair on its way into its cell. */
struct placed {
    const retort_comparison *item;
    double score;
    bool is_positive;
};

static double score_of(const retort_comparison *c, retort_cells_score which)
{
    switch (which) {
    case RETORT_CELLS_CLOSED: return c->at[RETORT_CLOSED].score;
    case RETORT_CELLS_OPEN: return c->at[RETORT_OPEN].score;
    case RETORT_CELLS_HUB: return c->hub;
    case RETORT_CELLS_LENGTH: break;
    }
    return c->length;
}

static bool is_wanted(const retort_comparison *c, bool with_doubtful)
{
    return c->use == RETORT_USE_POSITIVE || c->use == RETORT_USE_NULL ||
           (with_doubtful && c->use < RETORT_USE_COUNT);
}

/* By cell; pairs of a cell as they stand in the set. */
static int by_cell(const void *a, const void *b)
{
    const struct placed *x = a;
    const struct placed *y = b;

    if (x->item->suspect_lineage != y->item->suspect_lineage)
        return x->item->suspect_lineage < y->item->suspect_lineage ? -1 : 1;
    if (x->item->reference_lineage != y->item->reference_lineage)
        return x->item->reference_lineage < y->item->reference_lineage ? -1 : 1;
    if (x->is_positive != y->is_positive)
        return x->is_positive ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

static size_t place(const retort_cells_how *how, struct placed *to)
{
    size_t n = 0;

    for (size_t i = 0; i < how->set->count; i++) {
        const retort_comparison *c = &how->set->items[i];
        double score = score_of(c, how->score);

        if (is_wanted(c, how->with_doubtful) && isfinite(score))
            to[n++] =
                (struct placed){c, score,
                                c->use == RETORT_USE_POSITIVE ||
                                    c->use == RETORT_USE_DOUBTFUL_POSITIVE};
    }
    qsort(to, n, sizeof(*to), by_cell);
    return n;
}

/* Take item i, which opens a cell unless it falls into the last one. */
static void take(retort_cells *c, const struct placed *p, uint32_t i)
{
    const struct placed *before = i > 0 ? p - 1 : NULL;
    bool is_new = !before || before->is_positive != p->is_positive ||
                  before->item->suspect_lineage != p->item->suspect_lineage ||
                  before->item->reference_lineage != p->item->reference_lineage;

    if (is_new)
        c->cell[c->cells++] =
            (retort_cell){.suspect = p->item->suspect_lineage,
                          .reference = p->item->reference_lineage,
                          .first = i,
                          .is_positive = p->is_positive};
    c->cell[c->cells - 1].count++;
    c->item[i] = p->item;
    c->score[i] = p->score;
    c->cell_of[i] = (uint32_t)c->cells - 1;
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

/* Sort @p n numbers and drop repeats. */
static uint32_t distinct(uint32_t *numbers, size_t n)
{
    uint32_t kept = 0;

    qsort(numbers, n, sizeof(*numbers), by_number);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || numbers[kept - 1] != numbers[i])
            numbers[kept++] = numbers[i];
    return kept;
}

static uint32_t find(const uint32_t *numbers, uint32_t n, uint32_t what)
{
    const uint32_t *at =
        n > 0 ? bsearch(&what, numbers, n, sizeof(*numbers), by_number) : NULL;

    return at ? (uint32_t)(at - numbers) : RETORT_CELLS_NONE;
}

uint32_t retort_cells_suspect(const retort_cells *c, uint32_t lineage)
{
    return find(c->suspect, c->suspects, lineage);
}

uint32_t retort_cells_reference(const retort_cells *c, uint32_t lineage)
{
    return find(c->reference, c->references, lineage);
}

/* Lineages of the table become local numbers. */
static void number_lineages(retort_cells *c)
{
    for (size_t k = 0; k < c->cells; k++) {
        c->suspect[k] = c->cell[k].suspect;
        c->reference[k] = c->cell[k].reference;
    }
    c->suspects = distinct(c->suspect, c->cells);
    c->references = distinct(c->reference, c->cells);
    for (size_t k = 0; k < c->cells; k++) {
        retort_cell *cell = &c->cell[k];

        cell->suspect = retort_cells_suspect(c, cell->suspect);
        cell->reference = retort_cells_reference(c, cell->reference);
    }
}

static retort_status index_cells(retort_cells *c, retort_err *err)
{
    size_t places = (size_t)c->suspects * c->references;
    size_t k = 0;

    c->first_at = retort_mem_new(places + 1, sizeof(*c->first_at));
    if (!c->first_at)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM,
                           "no memory for %zu cells of a validation", places);
    for (size_t at = 0; at <= places; at++) {
        while (k < c->cells && (size_t)c->cell[k].suspect * c->references +
                                       c->cell[k].reference <
                                   at)
            k++;
        c->first_at[at] = (uint32_t)k;
    }
    return RETORT_OK;
}

/* Which cells count; @p has_positive is room for a flag a reference. */
static void set_counted(retort_cells *c, uint8_t *has_positive)
{
    for (size_t k = 0; k < c->cells; k++)
        if (c->cell[k].is_positive)
            has_positive[c->cell[k].reference] = 1;
    for (size_t k = 0; k < c->cells; k++)
        c->cell[k].is_counted = has_positive[c->cell[k].reference];
}

static uint32_t kept_of(const retort_cell *cell, const uint8_t *keep)
{
    uint32_t n = 0;

    if (!cell->is_counted)
        return 0;
    if (!keep)
        return cell->count;
    for (uint32_t i = 0; i < cell->count; i++)
        n += keep[cell->first + i] != 0;
    return n;
}

/* Cells of a class that hold something. */
static uint32_t cells_of(const retort_cells *c, bool is_positive,
                         const uint8_t *keep)
{
    uint32_t n = 0;

    for (size_t k = 0; k < c->cells; k++)
        n += c->cell[k].is_positive == is_positive &&
             kept_of(&c->cell[k], keep) > 0;
    return n;
}

static void set_weights(retort_cells *c)
{
    double positive = cells_of(c, true, NULL);
    double null = cells_of(c, false, NULL);

    for (size_t i = 0; i < c->count; i++) {
        const retort_cell *cell = &c->cell[c->cell_of[i]];

        if (cell->is_counted)
            c->weight[i] = 1.0 / ((cell->is_positive ? positive : null) *
                                  (double)cell->count);
    }
}

static bool has_room(retort_cells *c, size_t room)
{
    c->item = retort_mem_new(room, sizeof(const retort_comparison *));
    c->score = retort_mem_new(room, sizeof(*c->score));
    c->weight = retort_mem_new(room, sizeof(*c->weight));
    c->cell_of = retort_mem_new(room, sizeof(*c->cell_of));
    c->cell = retort_mem_new(room, sizeof(*c->cell));
    c->suspect = retort_mem_new(room, sizeof(*c->suspect));
    c->reference = retort_mem_new(room, sizeof(*c->reference));
    return c->item && c->score && c->weight && c->cell_of && c->cell &&
           c->suspect && c->reference;
}

retort_status retort_cells_make(retort_cells *out, const retort_cells_how *how,
                                retort_err *err)
{
    size_t room = how->set->count + 1; /* also an empty set has its tables */
    struct placed *placed = retort_mem_new(room, sizeof(*placed));
    uint8_t *has_positive = retort_mem_new(room, 1);
    retort_status st = RETORT_OK;

    out->how = *how;
    if (!placed || !has_positive || !has_room(out, room)) {
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM,
                         "no memory for %zu pairs of a validation", room);
        goto out;
    }
    out->count = place(how, placed);
    for (size_t i = 0; i < out->count; i++)
        take(out, &placed[i], (uint32_t)i);
    number_lineages(out);
    set_counted(out, has_positive);
    set_weights(out);
    st = index_cells(out, err);
out:
    retort_mem_free(placed);
    retort_mem_free(has_positive);
    return st;
}

void retort_cells_release(retort_cells *c)
{
    retort_mem_free(c->item);
    retort_mem_free(c->score);
    retort_mem_free(c->weight);
    retort_mem_free(c->cell_of);
    retort_mem_free(c->cell);
    retort_mem_free(c->suspect);
    retort_mem_free(c->reference);
    retort_mem_free(c->first_at);
    *c = (retort_cells){0};
}

/* Distinct suspect lineages of a class: its cells stand by suspect. */
static uint32_t lineages_of(const retort_cells *c, bool is_positive,
                            const uint8_t *keep)
{
    uint32_t n = 0;
    uint32_t last = RETORT_CELLS_NONE;

    for (size_t k = 0; k < c->cells; k++) {
        const retort_cell *cell = &c->cell[k];

        if (cell->is_positive != is_positive || cell->suspect == last ||
            kept_of(cell, keep) == 0)
            continue;
        last = cell->suspect;
        n++;
    }
    return n;
}

/* Reference lineages with a positive. */
static uint32_t references_of(const retort_cells *c, const uint8_t *keep)
{
    uint32_t n = 0;

    for (uint32_t r = 0; r < c->references; r++) {
        bool has = false;

        for (size_t k = 0; k < c->cells && !has; k++)
            has = c->cell[k].reference == r && c->cell[k].is_positive &&
                  kept_of(&c->cell[k], keep) > 0;
        n += has;
    }
    return n;
}

retort_cells_counts retort_cells_count(const retort_cells *c,
                                       const uint8_t *keep)
{
    retort_cells_counts n = {0};

    for (size_t k = 0; k < c->cells; k++) {
        uint32_t kept = kept_of(&c->cell[k], keep);

        if (c->cell[k].is_positive)
            n.positives += kept;
        else
            n.nulls += kept;
    }
    n.positive_lineages = lineages_of(c, true, keep);
    n.null_lineages = lineages_of(c, false, keep);
    n.reference_lineages = references_of(c, keep);
    return n;
}

/* Append the kept items of a class at @p at and on. */
static retort_class one_class(const retort_cells *c, const double *value,
                              const uint8_t *keep, bool is_positive,
                              double *values, double *weights)
{
    double cells = cells_of(c, is_positive, keep);
    retort_class out = {.value = values, .weight = weights};

    for (size_t k = 0; k < c->cells; k++) {
        const retort_cell *cell = &c->cell[k];
        uint32_t kept =
            cell->is_positive == is_positive ? kept_of(cell, keep) : 0;

        for (uint32_t i = cell->first;
             kept > 0 && i < cell->first + cell->count; i++) {
            if (keep && !keep[i])
                continue;
            values[out.count] = value[i];
            weights[out.count++] = 1.0 / (cells * (double)kept);
        }
    }
    out.units = lineages_of(c, is_positive, keep);
    return out;
}

retort_classes retort_cells_classes(const retort_cells *c, const double *value,
                                    const uint8_t *keep, double *room)
{
    retort_classes out;

    out.positive = one_class(c, value, keep, true, room, room + c->count);
    out.null = one_class(c, value, keep, false, room + out.positive.count,
                         room + c->count + out.positive.count);
    return out;
}
