#include <retort/limits.h>

#include "cli/command.h"

struct merge_args {
    const char *output;
    const char *model;
    bool fold;
    bool force;
    retort_operands inputs;
};

static const retort_option OPTIONS[] = {
    {.name = "output",
     .letter = 'o',
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct merge_args, output),
     .value = "OUT",
     .help = "fingerprint file to write, \"-\" for standard output",
     .required = true},
    {.name = "model",
     .kind = RETORT_OPTION_STRING,
     .target = offsetof(struct merge_args, model),
     .value = "NAME",
     .help = "call the model of the result NAME; needed when the inputs name "
             "different ones",
     .otherwise = "the name in the inputs"},
    {.name = "fold",
     .target = offsetof(struct merge_args, fold),
     .help = "meet at the smaller bucket counts and the common families; "
             "without it unequal parameters are an error"},
    RETORT_OPTION_ROW_FORCE(struct merge_args),
    {.name = NULL},
};

static const retort_example EXAMPLES[] = {
    {"retort merge part-*.rfp -o model.rfp",
     "shards counted on many machines become one fingerprint"},
    {NULL, NULL},
};

const retort_command cmd_merge = {
    .summary = "add fingerprints of one model together",
    .usage = "A.rfp B.rfp... -o OUT [OPTION]...",
    .about =
        "Merging the fingerprints of two sets of replies gives exactly the "
        "fingerprint of both sets together, in any order and grouping. That "
        "is how a large corpus is counted by many processes.\n\n"
        "Fingerprints of different rule versions or parameters do not merge; "
        "the message names both values.",
    .options = OPTIONS,
    .operands = {"FILE.rfp", 2, (size_t)RETORT_MODELS_MAX,
                 offsetof(struct merge_args, inputs)},
    .args_bytes = sizeof(struct merge_args),
    .examples = EXAMPLES,
    .exits = "02345",
    .see_also = "fingerprint inspect",
};
