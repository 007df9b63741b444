#include "report/columns.h"
#include "report/escape.h"
#include "report/page.h"
#include "report/policy.h"
#include "report/sink.h"

enum { STYLE_BYTES_MAX = 1 << 16 };

static void put_title(retort_buf *out, const retort_screening *result)
{
    retort_buf_puts(out, "<title>retort: ");
    if (result->suspect_count == 1)
        retort_escape_html(out, result->suspects[0].name);
    else
        retort_buf_printf(out, "%zu suspects", result->suspect_count);
    retort_buf_puts(out, retort_column_has_evidence(result)
                             ? ", evidence</title>\n"
                             : ", screening only</title>\n");
}

static void put_style(retort_buf *out)
{
    for (size_t i = 0; retort_page_style[i]; i++)
        retort_buf_puts(out, retort_page_style[i]);
}

static retort_status put_policy(retort_buf *out, retort_err *err)
{
    retort_status st;
    retort_buf style;

    retort_buf_init(&style, STYLE_BYTES_MAX);
    put_style(&style);
    st = retort_buf_status(&style);
    if (st == RETORT_OK)
        st = retort_policy_write(out, style.ptr, err);
    else
        st = RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for the report");
    retort_buf_release(&style);
    return st;
}

static retort_status put_head(retort_buf *out, const retort_screening *result,
                              retort_err *err)
{
    retort_status st;

    retort_buf_puts(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
                         "<meta charset=\"utf-8\">\n"
                         "<meta http-equiv=\"Content-Security-Policy\" "
                         "content=\"");
    st = put_policy(out, err);
    retort_buf_puts(out, "\">\n<meta name=\"viewport\" "
                         "content=\"width=device-width, initial-scale=1\">\n"
                         "<meta name=\"color-scheme\" content=\"light dark\">\n"
                         "<meta name=\"referrer\" content=\"no-referrer\">\n"
                         "<meta name=\"robots\" content=\"noindex\">\n");
    put_title(out, result);
    retort_buf_puts(out, "<style>");
    put_style(out);
    retort_buf_puts(out, "</style>\n</head>\n<body>\n");
    return st;
}

retort_status retort_html_write(const retort_screening *result, retort_buf *out,
                                retort_err *err)
{
    retort_status st = put_head(out, result, err);

    if (st != RETORT_OK)
        return st;
    retort_page_top(out, result);
    for (size_t i = 0; i < result->suspect_count; i++)
        retort_page_suspect(out, result, i + 1);
    retort_page_library(out, &result->heatmap);
    retort_page_provenance(out, result);
    retort_page_words(out, result);
    retort_buf_puts(out, "</main>\n</body>\n</html>\n");
    return RETORT_OK;
}
