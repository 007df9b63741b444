#include "cli/command.h"

struct inspect_args {
    bool json;
    retort_operands file;
};

static const retort_option OPTIONS[] = {
    RETORT_OPTION_ROW_JSON(struct inspect_args),
    {.name = NULL},
};

static const retort_example EXAMPLES[] = {
    {"retort inspect model.rfp", "what was counted, from what, by which tool"},
    {"retort inspect model.rfp --json | jq -r .content_digest",
     "the identity of a fingerprint, as reports print it"},
    {NULL, NULL},
};

const retort_command cmd_inspect = {
    .summary = "show what a fingerprint or a library holds",
    .usage = "FILE [--json]",
    .about =
        "Prints the parameters, counts and provenance of a file of ours. The "
        "content digest is the SHA-256 of the content part: two fingerprints "
        "with one digest are the same evidence, whoever made them and when.",
    .options = OPTIONS,
    .operands = {"FILE", 1, 1, offsetof(struct inspect_args, file)},
    .args_bytes = sizeof(struct inspect_args),
    .examples = EXAMPLES,
    .exits = "02345",
    .see_also = "fingerprint merge library",
};
