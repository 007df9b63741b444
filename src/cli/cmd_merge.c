#include <retort/limits.h>

#include <retort/fingerprint.h>
#include <retort/version.h>
#include <string.h>

#include "base/buf.h"
#include "base/outfile.h"
#include "cli/command.h"
#include "cli/json_value.h"
#include "run/fingerprinting.h"

/* Half of what a fingerprint file may hold of it. */
enum { PROVENANCE_BYTES_MAX = 1 << 19 };

struct merge_args {
    const char *output;
    const char *model;
    bool fold;
    bool force;
    retort_operands inputs;
};

/* The sum so far, and where it came from. */
struct merging {
    retort_fingerprint *sum;
    retort_buf provenance;
};

/* The provenance of a sum lists its parts, each with its digest. */
static retort_status add_provenance(retort_buf *b, const retort_fingerprint *fp,
                                    retort_err *err)
{
    char digest[RETORT_DIGEST_HEX_BYTES];
    retort_status st = retort_fingerprint_digest(fp, digest, err);

    if (st != RETORT_OK)
        return st;
    if (fp->provenance[0] &&
        !retort_json_is_value(retort_span_of(fp->provenance)))
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "provenance is not JSON of %zu levels at most",
                           RETORT_DEPTH_MAX);
    retort_buf_printf(b, "%s{\"content_digest\":\"%s\",\"provenance\":%s}",
                      b->len ? "," : "{\"merged\":[", digest,
                      fp->provenance[0] ? fp->provenance : "{}");
    return RETORT_OK;
}

static retort_status check_model(const struct merging *m,
                                 const retort_fingerprint *fp, retort_err *err)
{
    const char *a = retort_fingerprint_model(m->sum);
    const char *b = retort_fingerprint_model(fp);

    if (strcmp(a, b) == 0)
        return RETORT_OK;
    return RETORT_FAIL(err, RETORT_ERR_MISMATCH,
                       "models '%.80s' and '%.80s' differ; --model NAME makes "
                       "them one",
                       a, b);
}

static retort_status add_file(struct merging *m, const struct merge_args *args,
                              const char *path, retort_err *err)
{
    retort_fingerprint *fp = NULL;
    retort_status st = retort_fingerprint_load(&fp, path, err);

    if (st != RETORT_OK)
        return st;
    st = add_provenance(&m->provenance, fp, err);
    if (st == RETORT_OK && m->sum && !args->model)
        st = check_model(m, fp, err);
    if (st == RETORT_OK && m->sum) {
        st = retort_fingerprint_merge(m->sum, fp, args->fold, err);
    } else if (st == RETORT_OK) {
        m->sum = fp;
        fp = NULL; /* now the sum's */
    }
    if (st != RETORT_OK)
        retort_err_in_file(err, path);
    retort_fingerprint_free(fp);
    return st;
}

static retort_status label(struct merging *m, const char *model,
                           retort_err *err)
{
    retort_buf *b = &m->provenance;
    retort_status st = RETORT_OK;

    retort_buf_printf(b, "],\"rules\":%d,\"tool\":\"retort %s\"}",
                      RETORT_RULES_VERSION, retort_version());
    if (retort_buf_status(b) != RETORT_OK)
        return RETORT_FAIL(err, retort_buf_status(b),
                           "provenance of the parts is too large");
    if (model)
        st = retort_fp_set_model(m->sum, model, err);
    return st == RETORT_OK ? retort_fp_set_provenance(m->sum, b->ptr, err) : st;
}

static retort_status write_sum(const struct merging *m,
                               const struct merge_args *args, retort_err *err)
{
    unsigned char *bytes = NULL;
    size_t len = 0;
    retort_status st =
        retort_fingerprint_encode(m->sum, false, &bytes, &len, err);

    if (st == RETORT_OK)
        st = retort_outfile_put(args->output, args->force,
                                (retort_span){(const char *)bytes, len}, err);
    retort_fingerprint_bytes_free(bytes);
    return st;
}

static retort_status run(const void *opaque, retort_err *err)
{
    const struct merge_args *args = opaque;
    struct merging m = {0};
    retort_status st = RETORT_OK;

    retort_buf_init(&m.provenance, PROVENANCE_BYTES_MAX);
    for (size_t i = 0; i < args->inputs.count && st == RETORT_OK; i++)
        st = add_file(&m, args, args->inputs.items[i], err);
    if (st == RETORT_OK)
        st = label(&m, args->model, err);
    if (st == RETORT_OK)
        st = write_sum(&m, args, err);
    retort_fingerprint_free(m.sum);
    retort_buf_release(&m.provenance);
    return st;
}

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
    .run = run,
};
