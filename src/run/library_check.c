#include "run/library_check.h"

#include "base/mem.h"

void retort_library_checked_release(retort_library_checked *checked)
{
    retort_mem_free(checked->references);
    *checked = (retort_library_checked){0};
}

static retort_status no_memory(retort_err *err)
{
    return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory to check a library");
}

/* Rows of the models that have a fingerprint. */
static size_t rows_in_use(const retort_library *lib, retort_lineage_row *out)
{
    size_t n = 0;

    for (size_t i = 0; i < retort_library_count(lib); i++) {
        const retort_lineage_row *row = retort_library_lineage(lib, i);

        if (row)
            out[n++] = *row;
    }
    return n;
}

/* Every fingerprint is what its row says: decode it and digest its content. */
static retort_status verify_content(const retort_library *lib, retort_err *err)
{
    retort_status st = RETORT_OK;

    for (size_t i = 0; st == RETORT_OK && i < retort_library_count(lib); i++) {
        retort_fingerprint *fp = NULL;

        st = retort_library_load(lib, i, &fp, err);
        retort_fingerprint_free(fp);
    }
    return st;
}

static retort_status check_reference(const retort_population *pop, size_t model,
                                     retort_library_checked *out,
                                     retort_err *err)
{
    const retort_lineage_row *row = retort_population_row(pop, model);
    retort_checked_reference *r = &out->references[out->count];
    retort_status st = retort_population_counts(pop, RETORT_POPULATION_NONE,
                                                model, &r->counts, err);

    if (st != RETORT_OK)
        return st;
    r->model = row->model;
    r->lineage = row->family;
    r->vendor = row->vendor;
    r->passed = retort_population_rules(&out->totals, &r->counts, r->rules);
    out->passed += r->passed;
    out->count++;
    return RETORT_OK;
}

retort_status retort_library_check(const retort_library *lib,
                                   retort_library_checked *out, retort_err *err)
{
    size_t models = retort_library_count(lib);
    retort_lineage_row *rows = retort_mem_new(models + 1, sizeof(*rows));
    retort_population *pop = NULL;
    retort_status st = RETORT_OK;
    size_t n = 0;

    *out = (retort_library_checked){0};
    out->references = retort_mem_new(models + 1, sizeof(*out->references));
    if (!rows || !out->references)
        st = no_memory(err);
    if (st == RETORT_OK)
        st = verify_content(lib, err);
    if (st == RETORT_OK) {
        n = rows_in_use(lib, rows);
        out->without_row = models - n;
        st = retort_population_new(&pop, rows, n, err);
    }
    if (st == RETORT_OK)
        st = retort_population_total(pop, &out->totals, err);
    for (size_t i = 0; st == RETORT_OK && i < n; i++)
        if (retort_population_is_reference(pop, i))
            st = check_reference(pop, i, out, err);
    retort_population_free(pop);
    retort_mem_free(rows);
    if (st != RETORT_OK)
        retort_library_checked_release(out);
    return st;
}
