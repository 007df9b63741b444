#include "cli/command.h"

struct formats_args {
    retort_operands name;
};

static const retort_example EXAMPLES[] = {
    {"retort formats", "one format a line"},
    {"retort formats openai-batch", "where each field is taken from"},
    {NULL, NULL},
};

const retort_command cmd_formats = {
    .summary = "list the input formats, or explain one",
    .usage = "[NAME]",
    .about = "Formats are told from the keys of the first records. When that "
             "goes wrong, 'retort fingerprint --explain-format' says why, "
             "--format NAME decides, and --map names fields one by one.",
    .operands = {"NAME", 0, 1, offsetof(struct formats_args, name)},
    .args_bytes = sizeof(struct formats_args),
    .examples = EXAMPLES,
    .exits = "024",
    .see_also = "fingerprint",
};
