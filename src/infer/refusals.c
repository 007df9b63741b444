#include "infer/refusals.h"

#include <math.h>
#include <string.h>

const retort_refusal_row *retort_refusal_row_of(const char *id)
{
    size_t count;
    const retort_refusal_row *rows = retort_refusal_rows(&count);

    for (size_t i = 0; i < count; i++) {
        if (strcmp(rows[i].id, id) == 0)
            return &rows[i];
    }
    return NULL;
}

static retort_rule hold(const retort_refusal_row *row,
                        const retort_case_facts *facts)
{
    retort_rule r = {
        .id = row->id,
        .text = row->text,
        .value = row->value(facts),
        .limit = row->varying ? row->varying(facts) : row->limit,
        .refuses = row->refuses,
    };

    r.passed =
        row->side == RETORT_AT_LEAST ? r.value >= r.limit : r.value <= r.limit;
    if (isnan(r.value) && row->not_asked) {
        r.text = row->not_asked;
        r.passed = true;
    }
    return r;
}

retort_status retort_refusals_hold(retort_proposition proposition,
                                   const retort_case_facts *facts,
                                   const retort_rule *acceptance,
                                   size_t acceptance_count, retort_arena *arena,
                                   const retort_rule **out, size_t *count,
                                   retort_err *err)
{
    size_t rows;
    const retort_refusal_row *row = retort_refusal_rows(&rows);
    retort_rule *rule =
        retort_arena_take(arena, rows + acceptance_count, sizeof(*rule));
    size_t n = 0;

    *out = NULL;
    *count = 0;
    if (!rule)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu rules",
                           rows + acceptance_count);
    for (size_t i = 0; i < rows; i++) {
        if (row[i].asked & 1U << proposition)
            rule[n++] = hold(&row[i], facts);
    }
    for (size_t i = 0; i < acceptance_count; i++) {
        rule[n] = acceptance[i];
        rule[n++].refuses = true;
    }
    *out = rule;
    *count = n;
    return RETORT_OK;
}

bool retort_rules_refuse(const retort_rule *rules, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (rules[i].refuses && !rules[i].passed)
            return true;
    }
    return false;
}

const retort_rule *retort_rules_find(const retort_rule *rules, size_t count,
                                     const char *id)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(rules[i].id, id) == 0)
            return &rules[i];
    }
    return NULL;
}
