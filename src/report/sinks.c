#include <retort/report.h>

#include <string.h>

#include "base/mem.h"
#include "report/sink.h"

#define OUTPUT_BYTES_MAX ((size_t)1 << 30)

/* Both tables have the same order. */
static const retort_sink_info INFO[] = {
    {"html", ".html", "one page to look at, in any browser"},
    {"json", ".json", "the whole result for machines"},
    {"csv", ".csv", "scores for a spreadsheet, a row per pair"},
    {"text", ".txt", "tables for a terminal"},
    {NULL, NULL, NULL},
};
static const retort_sink_write WRITE[] = {
    retort_html_write,
    retort_json_write,
    retort_csv_write,
    retort_text_write,
};

const retort_sink_info *retort_report_sinks(void)
{
    return INFO;
}

static retort_sink_write find_sink(const char *name)
{
    for (size_t i = 0; INFO[i].name; i++) {
        if (strcmp(INFO[i].name, name) == 0)
            return WRITE[i];
    }
    return NULL;
}

static retort_status output_status(const retort_buf *b, retort_err *err)
{
    retort_status st = retort_buf_status(b);

    if (st == RETORT_ERR_LIMIT)
        return RETORT_FAIL(err, RETORT_ERR_LIMIT,
                           "the report is larger than %zu bytes", b->max);
    if (st == RETORT_ERR_NOMEM)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for the report");
    return st;
}

retort_status retort_report_write(const retort_screening *result,
                                  const char *sink, char **out, size_t *out_len,
                                  retort_err *err)
{
    retort_sink_write write = find_sink(sink);
    retort_status st;
    retort_buf b;

    *out = NULL;
    *out_len = 0;
    if (!write)
        return RETORT_FAIL(err, RETORT_ERR_ARG, "no report format '%s'", sink);
    retort_buf_init(&b, OUTPUT_BYTES_MAX);
    st = write(result, &b, err);
    if (st == RETORT_OK)
        st = output_status(&b, err);
    if (st == RETORT_OK) {
        *out = b.ptr;
        *out_len = b.len;
        b.ptr = NULL; /* now the caller's */
    }
    retort_buf_release(&b);
    return st;
}

void retort_report_bytes_free(char *bytes)
{
    retort_mem_free(bytes);
}
