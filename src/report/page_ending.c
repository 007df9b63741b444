#include <stdbool.h>

#include "report/columns.h"
#include "report/html.h"
#include "report/page.h"

void retort_page_provenance(retort_buf *out, const retort_screening *result)
{
    const retort_provenance *p = &result->provenance;

    retort_buf_puts(out, "<section id=\"provenance\">\n<h2>Provenance</h2>\n"
                         "<dl class=\"facts wide\">\n");
    retort_html_fact(out, "Tool", p->tool);
    retort_html_fact(out, "Version", p->version);
    retort_html_fact(out, "Build", p->build);
    retort_html_fact_count(out, "Version of the rules", p->rules_version);
    retort_html_fact(out, "Options", p->options);
    retort_html_fact(out, "Library", p->library_name);
    retort_html_fact_digest(out, "Digest of the library, SHA-256",
                            p->library_digest);
    retort_html_fact_count(out, "Models in it", p->library_models);
    retort_html_fact_count(out, "Lineages in it", p->library_lineages);
    retort_html_fact_count(out, "References in it", p->library_references);
    if (*p->calibration_digest)
        retort_html_fact_digest(out, "Digest of the calibration, SHA-256",
                                p->calibration_digest);
    retort_html_fact(out, "Terms of the library", p->library_notice);
    for (size_t i = 0; i < result->suspect_count; i++)
        retort_html_fact_digest(out, "Digest of a suspect, SHA-256",
                                result->suspects[i].content_digest);
    retort_buf_puts(out, "</dl>\n</section>\n");
}

static void put_limits(retort_buf *out, const char *const *limits)
{
    retort_buf_puts(out, "<section id=\"not-said\">\n"
                         "<h2>What this does not say</h2>\n<ul>\n");
    for (size_t i = 0; limits[i]; i++)
        retort_buf_printf(out, "<li>%s</li>\n", limits[i]);
    retort_buf_puts(out, "</ul>\n</section>\n");
}

static void put_terms(retort_buf *out, const retort_page_term *terms)
{
    for (const retort_page_term *t = terms; t->term; t++)
        retort_buf_printf(out, "<div><dt>%s</dt><dd>%s</dd></div>\n", t->term,
                          t->meaning);
}

static void put_glossary(retort_buf *out, bool has_evidence)
{
    retort_buf_puts(out, "<section id=\"words\">\n<h2>Words</h2>\n"
                         "<dl class=\"words\">\n");
    if (has_evidence)
        put_terms(out, retort_page_evidence_glossary);
    put_terms(out, retort_page_glossary);
    for (int i = 0; i < RETORT_SCORE_COUNT; i++) {
        const retort_score_info *about = retort_score_about((retort_score)i);

        retort_buf_printf(out, "<div><dt>%s</dt><dd>", about->title);
        retort_html_foreign(out, about->meaning);
        retort_buf_puts(out, "</dd></div>\n");
    }
    retort_buf_puts(out, "</dl>\n</section>\n");
}

void retort_page_words(retort_buf *out, const retort_screening *result)
{
    bool has_evidence = retort_column_has_evidence(result);

    put_limits(out,
               has_evidence ? retort_page_evidence_limits : retort_page_limits);
    put_glossary(out, has_evidence);
}
