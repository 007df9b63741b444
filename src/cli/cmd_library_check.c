#include "cli/command.h"

struct library_check_args {
    bool json;
    retort_operands file;
};

static const retort_option OPTIONS[] = {
    RETORT_OPTION_ROW_JSON(struct library_check_args),
    {.name = NULL},
};

static const retort_example EXAMPLES[] = {
    {"retort library check corpora/reference.rlib",
     "the counts that cap every claim made from this library"},
    {NULL, NULL},
};

const retort_command cmd_library_check = {
    .summary = "count the controls behind each reference",
    .usage = "FILE.rlib [--json]",
    .about =
        "For each reference: control lineages and vendors, null suspects and "
        "documented students, by the definitions of docs/method.md. They are "
        "what every claim from this library rests on; a reference with few "
        "controls supports little, however near a suspect is.",
    .options = OPTIONS,
    .operands = {"FILE", 1, 1, offsetof(struct library_check_args, file)},
    .args_bytes = sizeof(struct library_check_args),
    .examples = EXAMPLES,
    .exits = "02345",
};
