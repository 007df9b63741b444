#include "fingerprint/lineage_tsv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

#define HEADER                                                                 \
    "model\tvendor\tfamily\tbase\trelation\tteachers\tshare\tconfidence\t"     \
    "released\tsource\tnote\n"
#define ROW_A "a\tv\tf\tb\tteacher\t-\t-\tdocumented\t2023-01\ts\tn\n"

static retort_status decode(retort_lineage_table *t, const char *text,
                            retort_err *err)
{
    return retort_lineage_table_decode(t, retort_span_of(text), err);
}

/* The table must be refused with this status, line, and words. */
static void refuse(const char *text, retort_status st, uint64_t line,
                   const char *words)
{
    retort_lineage_table t;
    retort_err err = {0};

    assert_int_equal(decode(&t, text, &err), st);
    assert_int_equal(err.code, st);
    assert_int_equal(err.record, line);
    if (!strstr(err.text, words))
        fail_msg("\"%s\" lacks \"%s\"", err.text, words);
    assert_null(t.rows);
    assert_int_equal(t.count, 0);
}

static void decode__reads_rows_by_name(void **state)
{
    retort_lineage_table t;

    (void)state;
    assert_int_equal(
        decode(&t,
               HEADER
               "zeta\tacademic\tz\tllama-1-7b\tsft-distill\ta, b\t"
               "main,part\tself-declared\t2023-12\tpaper\tsome words\n" ROW_A,
               NULL),
        RETORT_OK);
    assert_int_equal(t.count, 2);
    assert_string_equal(t.rows[0].model, "a");
    assert_string_equal(t.rows[0].teachers, "");
    assert_string_equal(t.rows[0].share, "");
    assert_string_equal(t.rows[1].model, "zeta");
    assert_string_equal(t.rows[1].vendor, "academic");
    assert_string_equal(t.rows[1].family, "z");
    assert_string_equal(t.rows[1].base, "llama-1-7b");
    assert_string_equal(t.rows[1].relation, "sft-distill");
    assert_string_equal(t.rows[1].teachers, "a, b");
    assert_string_equal(t.rows[1].share, "main,part");
    assert_string_equal(t.rows[1].confidence, "self-declared");
    assert_string_equal(t.rows[1].released, "2023-12");
    assert_string_equal(t.rows[1].source, "paper");
    assert_string_equal(t.rows[1].note, "some words");
    retort_lineage_table_release(&t);
    assert_null(t.rows);
}

static void decode__finds_columns_in_any_order_and_skips_set(void **state)
{
    retort_lineage_table t;

    (void)state;
    assert_int_equal(
        decode(&t,
               "set\tnote\tsource\treleased\tconfidence\tshare\tteachers\t"
               "relation\tbase\tfamily\tvendor\tmodel\n"
               "x\tn\ts\t2024-02\tdoubtful\t-\t-\tversion\tb\tf\tv\tm\n",
               NULL),
        RETORT_OK);
    assert_int_equal(t.count, 1);
    assert_string_equal(t.rows[0].model, "m");
    assert_string_equal(t.rows[0].note, "n");
    assert_string_equal(t.rows[0].relation, "version");
    retort_lineage_table_release(&t);
}

static void decode__takes_dashes_and_empty_cells_for_unknown(void **state)
{
    retort_lineage_table t;

    (void)state;
    assert_int_equal(decode(&t, HEADER "a\t-\t\t-\t\t-\t\t-\t\t-\t\n", NULL),
                     RETORT_OK);
    for (size_t i = 1; i < RETORT_LINEAGE_COLUMNS; i++)
        assert_string_equal(retort_lineage_cell(&t.rows[0], i), "");
    retort_lineage_table_release(&t);
}

static void decode__takes_a_mark_crlf_and_blank_lines(void **state)
{
    retort_lineage_table t;

    (void)state;
    assert_int_equal(
        decode(&t,
               "\xef\xbb\xbfmodel\tvendor\tfamily\tbase\trelation\tteachers\t"
               "share\tconfidence\treleased\tsource\tnote\r\n\r\n"
               "a\tv\tf\tb\tteacher\t-\t-\t-\t-\ts\t\xc3\xa4\r\n\n"
               "b\tv\tf\tb\tteacher\t-\t-\t-\t-\ts\tlast",
               NULL),
        RETORT_OK);
    assert_int_equal(t.count, 2);
    assert_string_equal(t.rows[0].note, "\xc3\xa4");
    assert_string_equal(t.rows[1].note, "last");
    retort_lineage_table_release(&t);
}

static void decode__takes_a_table_without_rows(void **state)
{
    retort_lineage_table t;

    (void)state;
    assert_int_equal(decode(&t, HEADER, NULL), RETORT_OK);
    assert_int_equal(t.count, 0);
    retort_lineage_table_release(&t);
    refuse("", RETORT_ERR_FORMAT, 0, "no header");
}

static void decode__refuses_a_header_that_lacks_repeats_or_invents(void **state)
{
    (void)state;
    refuse("model\tvendor\n", RETORT_ERR_FORMAT, 1, "lacks column family");
    refuse("model\tvendor\tmodel\n", RETORT_ERR_FORMAT, 1,
           "column model twice");
    refuse("model\tVendor\n", RETORT_ERR_FORMAT, 1, "unknown column Vendor");
    refuse("\n" HEADER, RETORT_ERR_FORMAT, 1, "unknown column");
}

static void decode__refuses_rows_of_other_width(void **state)
{
    (void)state;
    refuse(HEADER "a\tv\n", RETORT_ERR_FORMAT, 2,
           "line 2 has 2 cells, the header has 11");
    refuse(HEADER ROW_A "b\tv\tf\tb\tteacher\t-\t-\t-\t-\ts\tn\tx\n",
           RETORT_ERR_FORMAT, 3, "line 3 has 12 cells, the header has 11");
}

static void decode__refuses_a_model_twice_and_names_both_lines(void **state)
{
    (void)state;
    refuse(HEADER ROW_A "b\tv\tf\tb\tteacher\t-\t-\t-\t-\ts\tn\n" ROW_A,
           RETORT_ERR_FORMAT, 4, "\"a\" stands on lines 2 and 4");
}

static void decode__refuses_unknown_words_and_names_the_known(void **state)
{
    (void)state;
    refuse(HEADER "a\tv\tf\tb\tpupil\t-\t-\t-\t-\ts\tn\n", RETORT_ERR_FORMAT, 2,
           "line 2: relation \"pupil\" is not one of teacher, version, "
           "variant, derived, sft-distill, mixed-distill, logit-distill, "
           "human-sft, ensemble, adversarial, unknown");
    refuse(HEADER "a\tv\tf\tb\tteacher\t-\t-\tsure\t-\ts\tn\n",
           RETORT_ERR_FORMAT, 2,
           "confidence \"sure\" is not one of documented, self-declared, "
           "inferred, doubtful");
    refuse(HEADER "a\tv\tf\tb\tsft-distill\tb\tmost\t-\t-\ts\tn\n",
           RETORT_ERR_FORMAT, 2,
           "share \"most\" is not one of main, part, preference-only, unknown, "
           "-");
}

static void decode__wants_a_share_for_every_teacher_or_none(void **state)
{
    retort_lineage_table t;

    (void)state;
    refuse(HEADER "a\tv\tf\tb\tderived\tb,c\tmain\t-\t-\ts\tn\n",
           RETORT_ERR_FORMAT, 2, "1 shares for 2 teachers");
    refuse(HEADER "a\tv\tf\tb\tderived\t-\tmain\t-\t-\ts\tn\n",
           RETORT_ERR_FORMAT, 2, "1 shares for 0 teachers");
    assert_int_equal(
        decode(&t, HEADER "a\tv\tf\tb\tderived\tb,c\t-\t-\t-\ts\tn\n", NULL),
        RETORT_OK);
    retort_lineage_table_release(&t);
}

static void decode__refuses_teachers_that_cannot_be(void **state)
{
    (void)state;
    refuse(HEADER "a\tv\tf\tb\tderived\tb,,c\t-\t-\t-\ts\tn\n",
           RETORT_ERR_FORMAT, 2, "empty item");
    refuse(HEADER "a\tv\tf\tb\tderived\tb,a\t-\t-\t-\ts\tn\n",
           RETORT_ERR_FORMAT, 2, "its own teacher");
}

static void decode__refuses_names_that_a_list_cannot_hold(void **state)
{
    (void)state;
    refuse(HEADER "a,b\tv\tf\tb\tteacher\t-\t-\t-\t-\ts\tn\n",
           RETORT_ERR_FORMAT, 2, "comma");
    refuse(HEADER " a\tv\tf\tb\tteacher\t-\t-\t-\t-\ts\tn\n", RETORT_ERR_FORMAT,
           2, "outer spaces");
    refuse(HEADER "-\tv\tf\tb\tteacher\t-\t-\t-\t-\ts\tn\n", RETORT_ERR_FORMAT,
           2, "model is empty");
}

static void row_check__wants_a_month(void **state)
{
    static const char *const good[] = {"", "2023-01", "2023-09", "2023-10",
                                       "1999-12"};
    static const char *const bad[] = {
        "2023",  "2023-00", "2023-13", "2023-1",  "2023-011",  "2023/01",
        "23-01", "2023-19", "2023-20", "2o23-01", "2023-01-01"};
    retort_lineage_row row = {"m", "", "", "", "", "", "", "", "", "", ""};
    retort_err err = {0};

    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        row.released = good[i];
        assert_int_equal(retort_lineage_row_check(&row, NULL), RETORT_OK);
    }
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        row.released = bad[i];
        assert_int_equal(retort_lineage_row_check(&row, &err),
                         RETORT_ERR_FORMAT);
        assert_non_null(strstr(err.text, bad[i]));
    }
}

static void text_check__follows_the_table_of_well_formed_sequences(void **state)
{
    static const char *const good[] = {"",
                                       "plain",
                                       "\xc2\x80",
                                       "\xdf\xbf",
                                       "\xe0\xa0\x80",
                                       "\xed\x9f\xbf",
                                       "\xee\x80\x80",
                                       "\xf0\x90\x80\x80",
                                       "\xf4\x8f\xbf\xbf"};
    static const char *const bad[] = {"\x80",
                                      "\xc0\xaf",
                                      "\xc1\xbf",
                                      "\xc2",
                                      "\xc2\x41",
                                      "\xe0\x9f\xbf",
                                      "\xed\xa0\x80",
                                      "\xe1\x80",
                                      "\xe1\x80\xc0",
                                      "\xf0\x8f\xbf\xbf",
                                      "\xf4\x90\x80\x80",
                                      "\xf5\x80\x80\x80",
                                      "\xff"};

    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
        assert_int_equal(retort_lineage_text_check(retort_span_of(good[i])),
                         RETORT_OK);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_int_equal(retort_lineage_text_check(retort_span_of(bad[i])),
                         RETORT_ERR_UTF8);
}

static void decode__refuses_bytes_that_are_no_text(void **state)
{
    static const char nul[] =
        HEADER "a\tv\tf\tb\tteacher\t-\t-\t-\t-\ts\tn\0x\n";
    retort_lineage_table t;
    retort_err err = {0};

    (void)state;
    refuse(HEADER ROW_A "b\tv\tf\tb\tteacher\t-\t-\t-\t-\ts\t\xc0\xaf\n",
           RETORT_ERR_UTF8, 3, "line 3 is not UTF-8");
    refuse(HEADER "b\tv\tf\tb\tteacher\t-\t-\t-\t-\ts\t\x1b[1m\n",
           RETORT_ERR_FORMAT, 2, "line 2 holds a control character");
    assert_int_equal(retort_lineage_table_decode(
                         &t, (retort_span){nul, sizeof(nul) - 1}, &err),
                     RETORT_ERR_FORMAT);
    assert_int_equal(err.record, 2);
    assert_int_equal(err.offset, strlen(HEADER));
}

/* A row whose line has @p bytes bytes. */
static void add_row_of(retort_buf *b, size_t bytes)
{
    static const char start[] = "a\tv\tf\tb\tteacher\t-\t-\t-\t-\ts\t";

    retort_buf_puts(b, start);
    for (size_t i = strlen(start); i < bytes; i++)
        retort_buf_puts(b, "n");
    retort_buf_puts(b, "\n");
}

static void decode__holds_a_line_to_its_limit(void **state)
{
    (void)state;
    for (size_t more = 0; more < 3; more++) {
        size_t bytes = RETORT_LINEAGE_LINE_BYTES_MAX - 1 + more;
        retort_lineage_table t;
        retort_buf b;

        retort_buf_init(&b, 1 << 20);
        retort_buf_puts(&b, HEADER);
        add_row_of(&b, bytes);
        assert_int_equal(retort_buf_status(&b), RETORT_OK);
        assert_int_equal(decode(&t, b.ptr, NULL),
                         more < 2 ? RETORT_OK : RETORT_ERR_LIMIT);
        retort_lineage_table_release(&t);
        retort_buf_release(&b);
    }
}

static void decode__holds_the_rows_to_their_limit(void **state)
{
    retort_err err = {0};

    (void)state;
    for (size_t more = 0; more < 3; more++) {
        size_t rows = RETORT_LINEAGE_ROWS_MAX - 1 + more;
        retort_lineage_table t;
        retort_buf b;

        retort_buf_init(&b, 8 << 20);
        retort_buf_puts(&b, HEADER);
        for (size_t i = rows; i > 0; i--)
            retort_buf_printf(&b, "m%zu\t\t\t\t\t\t\t\t\t\t\n", i);
        assert_int_equal(retort_buf_status(&b), RETORT_OK);
        assert_int_equal(decode(&t, b.ptr, &err),
                         more < 2 ? RETORT_OK : RETORT_ERR_LIMIT);
        assert_int_equal(t.count, more < 2 ? rows : 0);
        retort_lineage_table_release(&t);
        retort_buf_release(&b);
    }
    assert_int_equal(err.record, RETORT_LINEAGE_ROWS_MAX + 2);
}

static void row_check__holds_the_teachers_to_their_limit(void **state)
{
    retort_lineage_row row = {"m", "", "", "", "", "", "", "", "", "", ""};

    (void)state;
    for (size_t more = 0; more < 3; more++) {
        retort_buf b;

        retort_buf_init(&b, 4096);
        for (size_t i = 1; i < RETORT_LINEAGE_TEACHERS_MAX + more; i++)
            retort_buf_printf(&b, i == 1 ? "t%zu" : ",t%zu", i);
        row.teachers = b.ptr;
        assert_int_equal(retort_lineage_row_check(&row, NULL),
                         more < 2 ? RETORT_OK : RETORT_ERR_LIMIT);
        retort_buf_release(&b);
    }
}

static void decode__gives_all_back_when_memory_runs_out(void **state)
{
    retort_status st = RETORT_ERR_NOMEM;
    retort_lineage_table t;
    long n = 0;

    (void)state;
    for (; st == RETORT_ERR_NOMEM; n++) {
        retort_mem_fail_at(n);
        st = decode(&t, HEADER ROW_A, NULL);
        retort_mem_fail_at(-1);
        assert_true(st == RETORT_OK || t.rows == NULL);
    }
    assert_int_equal(st, RETORT_OK);
    assert_int_equal(n, 4); /* entries, arena block, rows, success */
    retort_lineage_table_release(&t);
}

/* The shipped table must read, and with it every name it mentions. */
static void decode__reads_the_shipped_table(void **state)
{
    static char text[1 << 17];
    FILE *f = fopen(TEST_DATA_DIR "/../corpora/lineage.tsv", "r");
    retort_lineage_table t;
    size_t len;

    (void)state;
    assert_non_null(f);
    len = fread(text, 1, sizeof(text), f);
    (void)fclose(f);
    assert_true(len < sizeof(text));
    assert_int_equal(
        retort_lineage_table_decode(&t, (retort_span){text, len}, NULL),
        RETORT_OK);
    assert_int_equal(t.count, 128);
    retort_lineage_table_release(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decode__reads_rows_by_name),
        cmocka_unit_test(decode__finds_columns_in_any_order_and_skips_set),
        cmocka_unit_test(decode__takes_dashes_and_empty_cells_for_unknown),
        cmocka_unit_test(decode__takes_a_mark_crlf_and_blank_lines),
        cmocka_unit_test(decode__takes_a_table_without_rows),
        cmocka_unit_test(
            decode__refuses_a_header_that_lacks_repeats_or_invents),
        cmocka_unit_test(decode__refuses_rows_of_other_width),
        cmocka_unit_test(decode__refuses_a_model_twice_and_names_both_lines),
        cmocka_unit_test(decode__refuses_unknown_words_and_names_the_known),
        cmocka_unit_test(decode__wants_a_share_for_every_teacher_or_none),
        cmocka_unit_test(decode__refuses_teachers_that_cannot_be),
        cmocka_unit_test(decode__refuses_names_that_a_list_cannot_hold),
        cmocka_unit_test(row_check__wants_a_month),
        cmocka_unit_test(
            text_check__follows_the_table_of_well_formed_sequences),
        cmocka_unit_test(decode__refuses_bytes_that_are_no_text),
        cmocka_unit_test(decode__holds_a_line_to_its_limit),
        cmocka_unit_test(decode__holds_the_rows_to_their_limit),
        cmocka_unit_test(row_check__holds_the_teachers_to_their_limit),
        cmocka_unit_test(decode__gives_all_back_when_memory_runs_out),
        cmocka_unit_test(decode__reads_the_shipped_table),
    };

    return cmocka_run_group_tests_name("lineage_tsv", tests, NULL, NULL);
}
