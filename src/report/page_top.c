#include <inttypes.h>

#include "report/columns.h"
#include "report/escape.h"
#include "report/finding.h"
#include "report/html.h"
#include "report/page.h"

static bool is_one_pair(const retort_screening *result)
{
    return retort_page_is_pair(result) && result->suspect_count == 1 &&
           result->suspects[0].candidate_count > 0;
}

static void put_against(retort_buf *out, const retort_screening *result)
{
    const retort_provenance *p = &result->provenance;

    retort_buf_puts(out, " <span class=\"against\">against ");
    if (is_one_pair(result)) {
        retort_html_name(out, result->suspects[0].candidates[0].model);
        retort_buf_printf(out,
                          ", with a library of %" PRIu32 " models of %" PRIu32
                          " lineages behind them",
                          p->library_models, p->library_lineages);
    } else {
        retort_buf_printf(out,
                          "%" PRIu32 " references; library of %" PRIu32
                          " models of %" PRIu32 " lineages",
                          p->library_references, p->library_models,
                          p->library_lineages);
    }
    retort_buf_puts(out, "</span></h1>\n");
}

static void put_heading(retort_buf *out, const retort_screening *result)
{
    retort_buf_printf(out, "<header>\n<p class=\"kicker\">retort %s</p>\n<h1>",
                      retort_page_is_pair(result) ? "comparison report"
                                                  : "screening report");
    if (result->suspect_count == 1)
        retort_html_name(out, result->suspects[0].name);
    else
        retort_buf_printf(out, "%zu suspects", result->suspect_count);
    put_against(out, result);
}

static void put_status(retort_buf *out, const retort_screening *result)
{
    retort_buf_puts(out, "<div class=\"status\" role=\"note\">\n"
                         "<p class=\"statusline\">");
    retort_html_foreign(out, result->status);
    retort_buf_puts(out, "</p>\n<p>");
    retort_buf_puts(out, retort_finding_limits());
    retort_buf_puts(out, "</p>\n</div>\n</header>\n");
}

static void put_contents(retort_buf *out, const retort_screening *result)
{
    retort_buf_puts(out, "<nav aria-label=\"Contents\">\n<ul>\n");
    for (size_t i = 0; i < result->suspect_count; i++) {
        retort_buf_printf(out, "<li><a href=\"#s%zu\">", i + 1);
        retort_html_foreign(out, result->suspects[i].name);
        retort_buf_puts(out, "</a></li>\n");
    }
    if (result->heatmap.size > 0)
        retort_buf_puts(out, "<li><a href=\"#library\">Library</a></li>\n");
    retort_buf_puts(
        out, "<li><a href=\"#provenance\">Provenance</a></li>\n"
             "<li><a href=\"#not-said\">What this does not say</a></li>\n"
             "<li><a href=\"#words\">Words</a></li>\n</ul>\n</nav>\n");
}

static void put_glance_row(retort_buf *out, const retort_suspect *s,
                           size_t number)
{
    const retort_candidate *top = retort_column_ranked(s, 1);

    retort_buf_printf(out, "<tr><th scope=\"row\"><a href=\"#s%zu\">", number);
    retort_html_foreign(out, s->name);
    retort_buf_puts(out, "</a></th>");
    if (!top) {
        retort_buf_puts(out, "<td colspan=\"4\">no reference has a profile "
                             "score</td></tr>\n");
        return;
    }
    retort_html_cell(out, top->model);
    retort_html_cell_number(out, top->score[RETORT_SCORE_PROFILE], 3);
    retort_html_cell_number(out, top->percentile, 1);
    if (retort_column_ranked_count(s) < 2)
        retort_buf_puts(out, "<td>no ranking</td></tr>\n");
    else if (retort_finding_is_beaten(s, top))
        retort_buf_puts(out, "<td><strong>does not beat them</strong></td>"
                             "</tr>\n");
    else
        retort_buf_puts(out, "<td>neither puts it first</td></tr>\n");
}

/* One suspect needs no overview: its finding is right below. A pair has no
 * nearest reference. */
static void put_glance(retort_buf *out, const retort_screening *result)
{
    if (result->suspect_count < 2 || retort_page_is_pair(result))
        return;
    retort_html_table_open(out, "glance", "Nearest reference by profile");
    retort_buf_puts(out, "<thead><tr>");
    retort_html_head(out, "", "Suspect");
    retort_html_head(out, "", "Nearest reference");
    retort_html_head(out, "n", "Profile");
    retort_html_head(out, "n", "Percentile");
    retort_html_head(out, "", "Hub and length baselines");
    retort_buf_puts(out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < result->suspect_count; i++)
        put_glance_row(out, &result->suspects[i], i + 1);
    retort_buf_puts(out, "</tbody>\n");
    retort_html_table_close(out);
}

void retort_page_top(retort_buf *out, const retort_screening *result)
{
    put_heading(out, result);
    put_status(out, result);
    put_contents(out, result);
    retort_buf_puts(out, "<main>\n");
    put_glance(out, result);
}
