#include "report/calibration_fields.h"

#include <assert.h>
#include <retort/evidence.h>

#include "infer/calibration.h"

#define ONE    RETORT_FIELD_ONE
#define INNER  RETORT_FIELD_INNER
#define LIST   RETORT_FIELD_LIST
#define FIELDS RETORT_FIELDS

/* A score and the effects of its blocks stand in one list. */
enum { SCORE_NUMBERS = 1 + RETORT_COMPARISON_BLOCKS };
static_assert(sizeof(retort_block_score) == SCORE_NUMBERS * sizeof(double),
              "a block score is numbers only");

#define M retort_population_model
static const retort_field MODEL_ROWS[] = {
    ONE("base", STRING, M, base),
    ONE("closed_class_share", NUMBER, M, closed_class_share),
    ONE("is_control", BOOL, M, is_control),
    ONE("is_reference", BOOL, M, is_reference),
    ONE("lineage", COUNT32, M, lineage),
    ONE("median_chars", NUMBER, M, median_chars),
    ONE("name", STRING, M, name),
    ONE("prompts", COUNT32, M, prompts),
    ONE("vendor", STRING, M, vendor),
};
#undef M
static const retort_fields MODEL = FIELDS(MODEL_ROWS, retort_population_model);

#define C            retort_comparison
#define AT(settings) (offsetof(C, at) + (settings) * sizeof(retort_block_score))
static const retort_field COMPARISON_ROWS[] = {
    {"closed", RETORT_FIELD_NUMBERS, AT(RETORT_CLOSED), 0, SCORE_NUMBERS, NULL},
    ONE("hub", NUMBER, C, hub),
    ONE("is_time_impossible", BOOL, C, is_time_impossible),
    ONE("length", NUMBER, C, length),
    {"open", RETORT_FIELD_REPEAT, AT(RETORT_OPEN), AT(RETORT_CLOSED),
     SCORE_NUMBERS, NULL},
    ONE("reference", COUNT32, C, reference),
    ONE("reference_lineage", COUNT32, C, reference_lineage),
    ONE("shared_prompts", COUNT32, C, shared_prompts),
    ONE("shares_base", BOOL, C, shares_base),
    ONE("stratum", STRING, C, stratum),
    ONE("suspect", COUNT32, C, suspect),
    ONE("suspect_lineage", COUNT32, C, suspect_lineage),
    {"use", RETORT_FIELD_COUNT32, offsetof(C, use), 0, RETORT_USE_COUNT - 1,
     NULL},
};
#undef AT
#undef C
static const retort_fields COMPARISON =
    FIELDS(COMPARISON_ROWS, retort_comparison);

static const retort_field SET_ROWS[] = {
    LIST("items", OBJECTS, retort_comparison_set, items, count,
         RETORT_CALIBRATION_PAIRS_MAX, &COMPARISON),
    ONE("proposition", STRING, retort_comparison_set, proposition),
};
static const retort_fields SET = FIELDS(SET_ROWS, retort_comparison_set);

#define P retort_comparisons
static const retort_field POPULATION_ROWS[] = {
    ONE("features", STRING, P, features),
    ONE("library_digest", STRING, P, library_digest),
    ONE("library_name", STRING, P, library_name),
    LIST("lineages", STRINGS, P, lineages, lineage_count,
         RETORT_CALIBRATION_MODELS_MAX, NULL),
    LIST("models", OBJECTS, P, models, model_count,
         RETORT_CALIBRATION_MODELS_MAX, &MODEL),
    ONE("rules_version", COUNT32, P, rules_version),
    LIST("sets", OBJECTS, P, sets, set_count, RETORT_PROPOSITION_COUNT, &SET),
};
#undef P
static const retort_fields POPULATION =
    FIELDS(POPULATION_ROWS, retort_comparisons);

#define K retort_calibration
static const retort_field CALIBRATION_ROWS[] = {
    ONE("draws", COUNT32, K, draws),
    {"format", RETORT_FIELD_FORMAT, 0, 0, 0, NULL},
    INNER("population", K, population, POPULATION),
    ONE("prior", NUMBER, K, prior),
    ONE("seed", COUNT64, K, seed),
    LIST("validations", OBJECTS, K, validations, validation_count,
         RETORT_PROPOSITION_COUNT, &retort_validation_fields),
};
static const retort_fields CALIBRATION =
    FIELDS(CALIBRATION_ROWS, retort_calibration);

const retort_document retort_calibration_document = {
    "calibration", RETORT_CALIBRATION_FORMAT, &CALIBRATION};

static const retort_field VALIDATED_ROWS[] = {
    ONE("draws", COUNT32, K, draws),
    ONE("features", STRING, K, population.features),
    {"format", RETORT_FIELD_FORMAT, 0, 0, 0, NULL},
    ONE("library_digest", STRING, K, population.library_digest),
    ONE("library_name", STRING, K, population.library_name),
    ONE("prior", NUMBER, K, prior),
    ONE("rules_version", COUNT32, K, population.rules_version),
    ONE("seed", COUNT64, K, seed),
    LIST("validations", OBJECTS, K, validations, validation_count,
         RETORT_PROPOSITION_COUNT, &retort_validation_fields),
};
#undef K
static const retort_fields VALIDATED =
    FIELDS(VALIDATED_ROWS, retort_calibration);

const retort_document retort_validation_document = {
    "validation", RETORT_VALIDATION_FORMAT, &VALIDATED};
