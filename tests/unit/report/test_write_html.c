#include "report/sink.h"

#include <ctype.h>

#include "report/page.h"
#include "report/policy.h"
#include "support/report_test.h"

static void write_it(const retort_screening *s)
{
    assert_int_equal(retort_html_write(s, test_out(), NULL), RETORT_OK);
}

static void write__is_one_page_that_loads_nothing(void **state)
{
    static const char *const NEVER[] = {
        "<script", "<link",   "<img",       "<iframe", "<object",
        " style=", " src=",   " onload",    "http://", "https://",
        "url(",    "@import", "javascript:"};
    retort_screening *s = test_sample(false);

    (void)state;
    write_it(s);
    for (size_t i = 0; i < sizeof(NEVER) / sizeof(NEVER[0]); i++)
        assert_not_written(NEVER[i]);
    assert_int_equal(test_count(test_text(), "<style>"), 1);
    assert_int_equal(test_count(test_text(), "<h1>"), 1);
    assert_written("<html lang=\"en\">");
    assert_written("<meta charset=\"utf-8\">");
    retort_screening_free(s);
}

/* The digest must be of the very bytes between the tags. */
static void write__allows_the_style_it_carries(void **state)
{
    retort_screening *s = test_sample(false);
    retort_buf policy;
    const char *style;
    size_t len;
    char *copy;

    (void)state;
    write_it(s);
    style = strstr(test_text(), "<style>") + strlen("<style>");
    len = (size_t)(strstr(style, "</style>") - style);
    copy = test_malloc(len + 1);
    memcpy(copy, style, len);
    copy[len] = '\0';
    retort_buf_init(&policy, 4096);
    retort_buf_puts(&policy, "Content-Security-Policy\" content=\"");
    assert_int_equal(retort_policy_write(&policy, copy, NULL), RETORT_OK);
    assert_written(policy.ptr);
    retort_buf_release(&policy);
    test_free(copy);
    retort_screening_free(s);
}

/* Elements never come from names: hostile ones make none, tame ones as many. */
static void write__makes_no_element_of_foreign_text(void **state)
{
    static const char *const TAGS[] = {"<script", "<img",        "<svg onload",
                                       "<b ",     "<a href=\"j", "<!--"};
    retort_screening *tame = test_sample(false);
    retort_screening *wild = test_sample(true);
    size_t elements;
    size_t marks;

    (void)state;
    wild->provenance.library_notice = "one\nbreak";
    write_it(tame);
    elements = test_count(test_text(), "<");
    write_it(wild);
    marks =
        test_count(test_text(), "<span class=\"mark\">mixed scripts</span>");
    assert_true(marks > 0);
    assert_int_equal(test_count(test_text(), "<"), elements + 2 * marks);
    for (size_t i = 0; i < sizeof(TAGS) / sizeof(TAGS[0]); i++)
        assert_not_written(TAGS[i]);
    assert_written("&lt;script&gt;document.body");
    assert_written("[U+202E]");
    retort_screening_free(tame);
    retort_screening_free(wild);
}

/* Attributes are ours: the same with any names. */
static void write__puts_no_foreign_text_into_attributes(void **state)
{
    static const char MARK[] = "foreignmark";
    retort_screening *s = test_sample(false);
    const char *text;
    bool is_tag = false;

    (void)state;
    s->status = s->provenance.library_name = s->provenance.options = MARK;
    for (size_t i = 0; i < SAMPLE_CANDIDATES; i++) {
        retort_candidate *c = test_candidate(s, i);

        c->model = c->lineage = c->vendor = c->relation = c->released = MARK;
        c->percentile_basis = MARK;
    }
    test_suspect(s, 0)->name = test_suspect(s, 0)->lineage = MARK;
    test_suspect(s, 0)->content_digest = MARK;
    write_it(s);
    for (text = test_text(); *text; text++) {
        if (*text == '<' || *text == '>')
            is_tag = *text == '<';
        assert_false(is_tag && strncmp(text, MARK, sizeof(MARK) - 1) == 0);
    }
    retort_screening_free(s);
}

/* Words that no report may use, and the one place for "probable". */
static void write__keeps_to_the_words_of_the_house(void **state)
{
    static const char *const FORBIDDEN[] = {
        "match",      "proves", "certain",        "confiden",
        "likelihood", "guilty", "could not have", "copied from the reference"};
    retort_screening *s = test_sample(false);

    (void)state;
    write_it(s);
    for (size_t i = 0; i < test_buf.len; i++)
        test_buf.ptr[i] = (char)tolower((unsigned char)test_buf.ptr[i]);
    for (size_t i = 0; i < sizeof(FORBIDDEN) / sizeof(FORBIDDEN[0]); i++)
        assert_not_written(FORBIDDEN[i]);
    assert_not_written("probability");
    assert_int_equal(test_count(test_text(), "probable"), 1);
    assert_written("no number on this page says how probable it is");
    retort_screening_free(s);
}

static void write__gives_every_id_once_and_every_link_a_target(void **state)
{
    retort_screening *s = test_sample(false);
    const char *p;

    (void)state;
    write_it(s);
    for (p = strstr(test_text(), " id=\""); p; p = strstr(p + 1, " id=\"")) {
        char id[80] = "";
        size_t len = strcspn(p + 5, "\"") + 6;

        assert_true(len < sizeof(id));
        memcpy(id, p, len);
        assert_int_equal(test_count(test_text(), id), 1);
    }
    for (p = strstr(test_text(), "href=\"#"); p;
         p = strstr(p + 1, "href=\"#")) {
        char id[80] = " id=\"";
        size_t len = strcspn(p + 7, "\"") + 1;

        memcpy(id + 5, p + 7, len);
        assert_written(id);
    }
    retort_screening_free(s);
}

static void write__names_the_suspect_in_the_title(void **state)
{
    retort_screening *s = test_sample(true);

    (void)state;
    s->suspect_count = 1;
    write_it(s);
    assert_written("<title>retort: &lt;script&gt;document.body.id=&#39;evil"
                   "&#39;&lt;/script&gt;, screening only</title>");
    retort_screening_free(s);
}

static void write__of_evidence_says_so_in_its_title(void **state)
{
    retort_screening *s = test_weighed(false);

    (void)state;
    write_it(s);
    assert_written("<title>retort: mystery-chat-2025, evidence</title>");
    assert_not_written("screening only");
    assert_written("<p class=\"statusline\"><bdi>" RETORT_EVIDENCE_STATUS);
    retort_screening_free(s);
}

static void write__makes_no_element_of_foreign_evidence(void **state)
{
    retort_screening *tame = test_weighed(false);
    retort_screening *wild = test_weighed(true);
    size_t elements;
    size_t marks;

    (void)state;
    wild->provenance.library_notice = "one\nbreak";
    write_it(tame);
    elements = test_count(test_text(), "<");
    write_it(wild);
    marks =
        test_count(test_text(), "<span class=\"mark\">mixed scripts</span>");
    assert_int_equal(test_count(test_text(), "<"), elements + 2 * marks);
    retort_screening_free(tame);
    retort_screening_free(wild);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(write__is_one_page_that_loads_nothing),
        cmocka_unit_test(write__allows_the_style_it_carries),
        cmocka_unit_test(write__makes_no_element_of_foreign_text),
        cmocka_unit_test(write__puts_no_foreign_text_into_attributes),
        cmocka_unit_test(write__keeps_to_the_words_of_the_house),
        cmocka_unit_test(write__gives_every_id_once_and_every_link_a_target),
        cmocka_unit_test(write__names_the_suspect_in_the_title),
        cmocka_unit_test(write__of_evidence_says_so_in_its_title),
        cmocka_unit_test(write__makes_no_element_of_foreign_evidence),
    };

    return cmocka_run_group_tests_name("write_html", tests, NULL, test_release);
}
