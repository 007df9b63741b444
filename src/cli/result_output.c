#include "cli/result_output.h"

#include <retort/report.h>
#include <string.h>

#include "base/outfile.h"

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text);
    size_t m = strlen(end);

    return n > m && strcmp(text + n - m, end) == 0;
}

retort_status retort_result_sink(const char *path, const char *format,
                                 const char **out, retort_err *err)
{
    bool to_stdout = !path || strcmp(path, "-") == 0;

    if (!format && to_stdout)
        format = "text";
    for (const retort_sink_info *s = retort_report_sinks(); s->name; s++) {
        if (format ? strcmp(s->name, format) == 0
                   : ends_with(path, s->extension)) {
            *out = s->name;
            return RETORT_OK;
        }
    }
    if (format)
        return RETORT_FAIL(err, RETORT_ERR_ARG, "no such format: '%.80s'",
                           format);
    return RETORT_FAIL(err, RETORT_ERR_ARG,
                       "cannot tell the format of '%.160s': its name ends in "
                       "none of .html, .json, .csv, .txt",
                       path);
}

retort_status retort_result_output(const retort_screening *result,
                                   const char *sink, const char *path,
                                   bool force, retort_err *err)
{
    char *bytes = NULL;
    size_t len = 0;
    retort_status st = retort_report_write(result, sink, &bytes, &len, err);

    if (st == RETORT_OK)
        st = retort_outfile_put(path ? path : "-", force,
                                (retort_span){bytes, len}, err);
    retort_report_bytes_free(bytes);
    return st;
}
