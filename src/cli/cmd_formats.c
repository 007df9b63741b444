#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/nearest.h"
#include "run/fingerprinting.h"

struct formats_args {
    retort_operands name;
};

static retort_status explain(const char *name, retort_err *err)
{
    retort_nearest n;

    retort_nearest_init(&n, retort_span_of(name));
    for (const retort_adapter *a = retort_adapters(); a->name; a++) {
        retort_nearest_offer(&n, retort_span_of(a->name));
        if (strcmp(a->name, name) != 0)
            continue;
        (void)printf("%s: %s\n\n%s\n", a->name, a->summary, a->detail);
        return RETORT_OK;
    }
    return RETORT_FAIL(err, RETORT_ERR_ARG,
                       "no format '%.80s'%s%.*s%s; 'retort formats' lists them",
                       name, n.best.len ? "; did you mean " : "",
                       (int)n.best.len, n.best.ptr ? n.best.ptr : "",
                       n.best.len ? "?" : "");
}

static retort_status run(const void *opaque, retort_err *err)
{
    const struct formats_args *args = opaque;

    if (args->name.count)
        return explain(args->name.items[0], err);
    for (const retort_adapter *a = retort_adapters(); a->name; a++)
        (void)printf("%-20s %s\n", a->name, a->summary);
    return RETORT_OK;
}

static const retort_example EXAMPLES[] = {
    {"retort formats", "one format a line"},
    {"retort formats openai-chat", "where each field is taken from"},
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
    .run = run,
};
