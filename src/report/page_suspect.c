#include "report/page.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/columns.h"
#include "report/finding.h"
#include "report/html.h"

static void put_compared(retort_buf *out, const retort_suspect *s)
{
    retort_buf_puts(out, "<dl class=\"facts\">\n");
    retort_html_fact_count(out, "Replies", s->replies);
    retort_html_fact_count(out, "Prompts", s->prompts);
    retort_buf_puts(out, "<div><dt>Median length</dt><dd>");
    retort_html_number(out, s->median_chars, 0);
    retort_buf_puts(out, " characters</dd></div>\n");
    retort_html_fact(out, "Lineage", *s->lineage ? s->lineage : "not known");
    retort_html_fact_digest(out, "Digest of the content, SHA-256",
                            s->content_digest);
    retort_buf_puts(out, "</dl>\n");
}

static void put_finding(retort_buf *out, const retort_suspect *s, bool is_pair,
                        bool has_evidence)
{
    static const retort_finding_form FORM = {
        "<div><dt>", "</dt><dd>", "</dd></div>\n", "<strong>",
        "</strong>", "<b><bdi>",  "</bdi></b>",    retort_escape_html};

    retort_buf_puts(out, has_evidence
                             ? "<h3>Screening, which weighs nothing</h3>\n"
                             : "<h3>Finding</h3>\n");
    retort_buf_puts(out, "<dl class=\"finding\">\n");
    if (is_pair)
        retort_finding_write_pair(out, s, &FORM);
    else
        retort_finding_write(out, s, &FORM);
    retort_buf_puts(out, "</dl>\n");
}

/* A whole number needs no decimals. */
static void put_measure(retort_buf *out, double value)
{
    retort_html_cell_number(out, value, value == floor(value) ? 0 : 2);
}

static void put_warning(retort_buf *out, const retort_warning *w)
{
    retort_buf_puts(out, "<tr><td>");
    retort_html_foreign(out, w->text);
    retort_buf_puts(out, "</td>");
    put_measure(out, w->value);
    put_measure(out, w->limit);
    retort_buf_puts(out, "<td><code>");
    retort_html_foreign(out, w->id);
    retort_buf_puts(out, "</code></td></tr>\n");
}

static void put_warnings(retort_buf *out, const retort_suspect *s,
                         size_t number)
{
    char id[40];

    if (s->warning_count == 0) {
        retort_buf_puts(out,
                        "<p class=\"quiet\">No warnings: every number that "
                        "is checked stayed within its limit.</p>\n");
        return;
    }
    (void)snprintf(id, sizeof(id), "s%zu-warnings", number);
    retort_html_table_open(out, id, "Warnings");
    retort_buf_puts(out, "<thead><tr>");
    retort_html_head(out, "", "What to keep in mind");
    retort_html_head(out, "n", "Found");
    retort_html_head(out, "n", "Limit");
    retort_html_head(out, "", "Id");
    retort_buf_puts(out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < s->warning_count; i++)
        put_warning(out, &s->warnings[i]);
    retort_buf_puts(out, "</tbody>\n");
    retort_html_table_close(out);
}

static void put_left_out(retort_buf *out, const retort_suspect *s)
{
    if (s->left_out_count == 0)
        return;
    retort_buf_puts(out, "<h3>Left out</h3>\n<ul class=\"quiet\">\n");
    for (size_t i = 0; i < s->left_out_count; i++) {
        retort_buf_puts(out, "<li>");
        retort_html_foreign(out, s->left_out[i]);
        retort_buf_puts(out, "</li>\n");
    }
    retort_buf_puts(out, "</ul>\n");
}

bool retort_page_is_pair(const retort_screening *result)
{
    return strcmp(result->kind, "compare") == 0;
}

void retort_page_suspect(retort_buf *out, const retort_screening *result,
                         size_t number)
{
    const retort_suspect *s = &result->suspects[number - 1];
    bool is_pair = retort_page_is_pair(result);
    bool has_evidence = retort_column_has_evidence(result);

    retort_buf_printf(out,
                      "<section class=\"suspect\" id=\"s%zu\">\n"
                      "<p class=\"kicker\">Suspect</p>\n<h2>",
                      number);
    retort_html_name(out, s->name);
    retort_buf_puts(out, "</h2>\n");
    put_compared(out, s);
    if (has_evidence)
        retort_page_evidence(out, s, number);
    put_finding(out, s, is_pair, has_evidence);
    put_warnings(out, s, number);
    if (is_pair)
        retort_page_pair(out, s, number);
    else
        retort_page_distilled(out, s, number);
    retort_page_strips(out, s, number);
    if (!is_pair)
        retort_page_kin(out, s, number);
    put_left_out(out, s);
    retort_buf_puts(out, "</section>\n");
}
