#include <retort/report.h>

#include <string.h>

#include "report/result_fields.h"

/* A comparison is of one pair. */
static retort_status check_pairs(const retort_screening *s, retort_err *err)
{
    for (size_t i = 0; i < s->suspect_count; i++) {
        size_t found = s->suspects[i].candidate_count;

        if (found != 1)
            return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                               "suspects[%zu].candidates: %zu members, a "
                               "comparison has 1",
                               i, found);
    }
    return RETORT_OK;
}

static retort_status check_kind(const retort_screening *s, retort_err *err)
{
    if (strcmp(s->kind, "screen") == 0)
        return RETORT_OK;
    if (strcmp(s->kind, "compare") == 0)
        return check_pairs(s, err);
    return RETORT_FAIL(err, RETORT_ERR_FORMAT, "kind: want screen or compare");
}

static bool is_verdict(const char *text)
{
    static const char *const VERDICTS[] = {
        "supported", "against",     "inconclusive", "refused",
        "flagged",   "not flagged", "not available"};

    for (size_t i = 0; i < sizeof(VERDICTS) / sizeof(VERDICTS[0]); i++) {
        if (strcmp(VERDICTS[i], text) == 0)
            return true;
    }
    return false;
}

/* One row a proposition, in their order: nothing weighed may be left out. */
static retort_status check_rows(const retort_suspect *s, size_t number,
                                retort_err *err)
{
    if (s->evidence_count != RETORT_PROPOSITION_COUNT)
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "suspects[%zu].evidence: %zu members, want %d",
                           number, s->evidence_count, RETORT_PROPOSITION_COUNT);
    for (size_t i = 0; i < s->evidence_count; i++) {
        const retort_evidence *e = &s->evidence[i];
        const char *id = retort_proposition_about((retort_proposition)i)->id;

        if (strcmp(e->proposition, id) != 0)
            return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                               "suspects[%zu].evidence[%zu].proposition: want "
                               "%s",
                               number, i, id);
        if (!is_verdict(e->verdict))
            return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                               "suspects[%zu].evidence[%zu].verdict: unknown "
                               "verdict '%.40s'",
                               number, i, e->verdict);
    }
    return RETORT_OK;
}

/* Evidence is of pairs, and names the calibration it stands on. */
static retort_status check_evidence(const retort_screening *s, retort_err *err)
{
    retort_status st = RETORT_OK;

    if (strcmp(s->kind, "compare") != 0)
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "status: a screening has no evidence");
    if (!*s->provenance.calibration_digest)
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "provenance.calibration_digest: empty, but the "
                           "status names a calibration");
    for (size_t i = 0; i < s->suspect_count && st == RETORT_OK; i++)
        st = check_rows(&s->suspects[i], i, err);
    return st;
}

static retort_status check_no_evidence(const retort_screening *s,
                                       retort_err *err)
{
    for (size_t i = 0; i < s->suspect_count; i++) {
        if (s->suspects[i].evidence_count > 0)
            return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                               "suspects[%zu].evidence: %zu members, but the "
                               "status is \"" RETORT_SCREENING_STATUS "\"",
                               i, s->suspects[i].evidence_count);
    }
    return RETORT_OK;
}

/* A result that says more of itself than it may is not ours. */
static retort_status check_status(const retort_screening *s, retort_err *err)
{
    if (strcmp(s->status, RETORT_SCREENING_STATUS) == 0)
        return check_no_evidence(s, err);
    if (strcmp(s->status, RETORT_EVIDENCE_STATUS) == 0)
        return check_evidence(s, err);
    return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                       "status: want \"" RETORT_SCREENING_STATUS
                       "\" or \"" RETORT_EVIDENCE_STATUS "\"");
}

retort_status retort_report_read_json(retort_screening **out, retort_span text,
                                      retort_err *err)
{
    retort_screening *s = NULL;
    retort_status st;

    *out = NULL;
    st = retort_screening_new(&s, err);
    if (st != RETORT_OK)
        return st;
    st = retort_document_read(&retort_result_document, text, s->arena, s, err);
    if (st == RETORT_OK)
        st = check_kind(s, err);
    if (st == RETORT_OK)
        st = check_status(s, err);
    if (st == RETORT_OK) {
        *out = s;
        s = NULL; /* now the caller's */
    }
    retort_screening_free(s);
    return st;
}
