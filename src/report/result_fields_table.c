#include <retort/screening.h>

#include "report/result_fields.h"

/* Short names, so that the tables below read as tables. */
#define ONE    RETORT_FIELD_ONE
#define INNER  RETORT_FIELD_INNER
#define LIST   RETORT_FIELD_LIST
#define FIELDS RETORT_FIELDS

#define SCORE(key, which)                                                      \
    {                                                                          \
        key, RETORT_FIELD_NUMBER,                                              \
            offsetof(retort_candidate, score) +                                \
                sizeof(double) * (size_t)(which),                              \
            0, 0, NULL                                                         \
    }

static const retort_field SCORE_ROWS[] = {
    SCORE("delta", RETORT_SCORE_DELTA),
    SCORE("hub", RETORT_SCORE_HUB),
    SCORE("length", RETORT_SCORE_LENGTH),
    SCORE("pmz", RETORT_SCORE_PMZ),
    SCORE("profile", RETORT_SCORE_PROFILE),
    SCORE("rare", RETORT_SCORE_RARE),
    SCORE("residual", RETORT_SCORE_RESIDUAL),
    SCORE("reuse", RETORT_SCORE_REUSE),
};
static const retort_fields SCORES = FIELDS(SCORE_ROWS, retort_candidate);

#define C retort_candidate
static const retort_field CANDIDATE_ROWS[] = {
    ONE("background_lineages", COUNT32, C, background_lineages),
    ONE("control_lineages", COUNT32, C, control_lineages),
    ONE("control_suspect_lineages", COUNT32, C, control_suspect_lineages),
    ONE("control_suspects", COUNT32, C, control_suspects),
    ONE("control_vendors", COUNT32, C, control_vendors),
    ONE("controls", COUNT32, C, controls),
    ONE("in_nearest_set", BOOL, C, in_nearest_set),
    ONE("is_own_lineage", BOOL, C, is_own_lineage),
    ONE("is_reference", BOOL, C, is_reference),
    ONE("lineage", STRING, C, lineage),
    ONE("model", STRING, C, model),
    ONE("p", NUMBER, C, p),
    ONE("p_holm", NUMBER, C, p_holm),
    ONE("percentile", NUMBER, C, percentile),
    ONE("percentile_basis", STRING, C, percentile_basis),
    ONE("rank_distilled", COUNT32, C, rank_distilled),
    ONE("rank_kin", COUNT32, C, rank_kin),
    ONE("relation", STRING, C, relation),
    ONE("released", STRING, C, released),
    /* The rows inside count from the start of the candidate. */
    {"scores", RETORT_FIELD_OBJECT, 0, 0, 0, &SCORES},
    ONE("shared_prompts", COUNT32, C, shared_prompts),
    ONE("vendor", STRING, C, vendor),
};
#undef C
static const retort_fields CANDIDATE = FIELDS(CANDIDATE_ROWS, retort_candidate);

static const retort_field WARNING_ROWS[] = {
    ONE("id", STRING, retort_warning, id),
    ONE("limit", NUMBER, retort_warning, limit),
    ONE("text", STRING, retort_warning, text),
    ONE("value", NUMBER, retort_warning, value),
};
static const retort_fields WARNING = FIELDS(WARNING_ROWS, retort_warning);

static const retort_field POINT_ROWS[] = {
    ONE("lineage", STRING, retort_strip_point, lineage),
    ONE("model", STRING, retort_strip_point, model),
    ONE("score", NUMBER, retort_strip_point, score),
};
static const retort_fields POINT = FIELDS(POINT_ROWS, retort_strip_point);

static const retort_field STRIP_ROWS[] = {
    LIST("points", OBJECTS, retort_strip, points, point_count,
         RETORT_RESULT_LIST_MAX, &POINT),
    ONE("reference", STRING, retort_strip, reference),
    ONE("suspect_score", NUMBER, retort_strip, suspect_score),
};
static const retort_fields STRIP = FIELDS(STRIP_ROWS, retort_strip);

#define S retort_suspect
static const retort_field SUSPECT_ROWS[] = {
    LIST("candidates", OBJECTS, S, candidates, candidate_count,
         RETORT_RESULT_LIST_MAX, &CANDIDATE),
    ONE("content_digest", STRING, S, content_digest),
    LIST("evidence", OBJECTS, S, evidence, evidence_count,
         RETORT_PROPOSITION_COUNT, &retort_evidence_fields),
    LIST("left_out", STRINGS, S, left_out, left_out_count,
         RETORT_RESULT_REMARKS_MAX, NULL),
    ONE("lineage", STRING, S, lineage),
    ONE("median_chars", NUMBER, S, median_chars),
    ONE("name", STRING, S, name),
    ONE("prompts", COUNT64, S, prompts),
    ONE("ranked_models", COUNT32, S, ranked_models),
    ONE("ranked_references", COUNT32, S, ranked_references),
    ONE("replies", COUNT64, S, replies),
    LIST("strips", OBJECTS, S, strips, strip_count, RETORT_RESULT_STRIPS_MAX,
         &STRIP),
    LIST("warnings", OBJECTS, S, warnings, warning_count,
         RETORT_RESULT_REMARKS_MAX, &WARNING),
};
#undef S
static const retort_fields SUSPECT = FIELDS(SUSPECT_ROWS, retort_suspect);

/* Three lists of one length: each is read against the count of the first. */
#define H retort_heatmap
static const retort_field HEATMAP_ROWS[] = {
    LIST("labels", STRINGS, H, labels, size, RETORT_RESULT_HEATMAP_MAX, NULL),
    LIST("lineages", STRINGS, H, lineages, size, RETORT_RESULT_HEATMAP_MAX,
         NULL),
    LIST("values", MATRIX, H, values, size, RETORT_RESULT_HEATMAP_MAX, NULL),
};
#undef H
static const retort_fields HEATMAP = FIELDS(HEATMAP_ROWS, retort_heatmap);

#define P retort_provenance
static const retort_field PROVENANCE_ROWS[] = {
    ONE("build", STRING, P, build),
    ONE("calibration_digest", STRING, P, calibration_digest),
    ONE("library_digest", STRING, P, library_digest),
    ONE("library_lineages", COUNT32, P, library_lineages),
    ONE("library_models", COUNT32, P, library_models),
    ONE("library_name", STRING, P, library_name),
    ONE("library_notice", STRING, P, library_notice),
    ONE("library_references", COUNT32, P, library_references),
    ONE("options", STRING, P, options),
    ONE("rules_version", COUNT32, P, rules_version),
    ONE("tool", STRING, P, tool),
    ONE("version", STRING, P, version),
};
#undef P
static const retort_fields PROVENANCE =
    FIELDS(PROVENANCE_ROWS, retort_provenance);

static const retort_field RESULT_ROWS[] = {
    {"format", RETORT_FIELD_FORMAT, 0, 0, 0, NULL},
    INNER("heatmap", retort_screening, heatmap, HEATMAP),
    ONE("kind", STRING, retort_screening, kind),
    INNER("provenance", retort_screening, provenance, PROVENANCE),
    ONE("status", STRING, retort_screening, status),
    LIST("suspects", OBJECTS, retort_screening, suspects, suspect_count,
         RETORT_RESULT_LIST_MAX, &SUSPECT),
};

static const retort_fields RESULT = FIELDS(RESULT_ROWS, retort_screening);

const retort_document retort_result_document = {"result", RETORT_RESULT_FORMAT,
                                                &RESULT};
