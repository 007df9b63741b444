#include "ingest/reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <retort/limits.h>

#include "base/buf.h"
#include "base/mem.h"
#include "unit/ingest/files_helper.h"
#include "unit/ingest/pack_helper.h"

enum { SHOWN_BYTES = 40, TEXT_BYTES_MAX = 64 << 20 };

/* All that came out of one input. */
typedef struct outcome {
    retort_status status; /* RETORT_END when all went well */
    retort_err err;
    retort_buf seen; /* a line each element: record:offset:bytes, or bad */
    retort_counts counts;
    retort_file_facts facts;
    char format[32];
    char reason[256];
} outcome;

static retort_status count_bytes(void *ctx, const retort_record *rec,
                                 retort_err *err)
{
    (void)err;
    *(size_t *)ctx += rec->response.len;
    return RETORT_OK;
}

static retort_status take_batch(outcome *o, const retort_batch *b,
                                const retort_adapter *adapter)
{
    size_t bytes = 0;
    retort_status st = RETORT_OK;

    assert_true(b->count > 0);
    for (size_t i = 0; i < b->count && st == RETORT_OK; i++) {
        const retort_element *e = &b->items[i];
        size_t shown = e->len < SHOWN_BYTES ? e->len : SHOWN_BYTES;

        assert_true(e->at + e->len <= b->len);
        retort_buf_printf(
            &o->seen, "%llu:%llu:%.*s\n", (unsigned long long)e->record,
            (unsigned long long)e->offset, e->bad ? 3 : (int)shown,
            e->bad ? "bad" : b->bytes + e->at);
        st = retort_adapter_convert(adapter, NULL, b, e, count_bytes, &bytes,
                                    &o->counts, &o->err);
    }
    return st;
}

static void assert_counts_add_up(const outcome *o)
{
    uint64_t sum = o->counts.used;

    for (int i = 0; i < RETORT_SKIP_COUNT; i++)
        sum += o->counts.skipped[i];
    assert_int_equal(o->counts.read, sum);
}

static void read_on(outcome *o, retort_reader *r)
{
    retort_batch batch = {0};

    assert_int_equal(retort_reader_facts(r, &o->facts, NULL), RETORT_ERR_ARG);
    (void)snprintf(o->format, sizeof(o->format), "%s",
                   retort_reader_adapter(r)->name);
    (void)snprintf(o->reason, sizeof(o->reason), "%s", retort_reader_reason(r));
    while (o->status == RETORT_OK) {
        o->status = retort_reader_next(r, &batch, &o->err);
        if (o->status == RETORT_OK)
            o->status = take_batch(o, &batch, retort_reader_adapter(r));
    }
    if (o->status == RETORT_END) {
        assert_int_equal(retort_reader_next(r, &batch, NULL), RETORT_END);
        assert_int_equal(retort_reader_facts(r, &o->facts, NULL), RETORT_OK);
    }
    retort_batch_release(&batch);
}

/* Read @path; release what came out with forget(). */
static outcome read_with(const char *path, const char *format, bool skip_bad,
                         size_t batch_bytes)
{
    const retort_read_options options = {format, skip_bad, batch_bytes};
    outcome o = {.status = RETORT_OK};
    retort_reader *r;

    retort_buf_init(&o.seen, TEXT_BYTES_MAX);
    o.status = retort_reader_open(&r, path, &options, &o.err);
    if (o.status == RETORT_OK)
        read_on(&o, r);
    else
        assert_null(r);
    retort_reader_close(r);
    assert_int_equal(retort_buf_status(&o.seen), RETORT_OK);
    assert_counts_add_up(&o);
    return o;
}

static void forget(outcome *o)
{
    retort_buf_release(&o->seen);
}

static const char *seen(const outcome *o)
{
    return o->seen.ptr ? o->seen.ptr : "";
}

/* The file reads to these elements, whatever the size of batch and block. */
static void assert_reads(const char *path, const char *want)
{
    static const size_t sizes[] = {0, 1, 2, 3, 5, 7, 16, 61, 1000};

    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        outcome o = read_with(path, NULL, false, sizes[i]);

        assert_int_equal(o.status, RETORT_END);
        assert_string_equal(seen(&o), want);
        forget(&o);
    }
}

/* The file is refused with the same error, whatever the sizes. */
static void assert_refused(const char *path, retort_status want,
                           uint64_t record, uint64_t offset)
{
    static const size_t sizes[] = {0, 1, 2, 3, 5, 7, 16, 61, 1000};

    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        outcome o = read_with(path, NULL, false, sizes[i]);

        assert_int_equal(o.status, want);
        assert_string_equal(o.err.file, path);
        assert_int_equal(o.err.record, record);
        assert_int_equal(o.err.offset, offset);
        forget(&o);
    }
}

static void next__reads_lines_and_arrays_alike(void **state)
{
    (void)state;
    assert_reads(files_put_text("a.jsonl", "{\"output\":\"a\"}\n"
                                           "{\"output\":\"b\"}\n"),
                 "1:0:{\"output\":\"a\"}\n2:15:{\"output\":\"b\"}\n");
    assert_reads(files_put_text("a.crlf", "{\"output\":\"a\"}\r\n\r\n"
                                          "{\"output\":\"b\"}"),
                 "1:0:{\"output\":\"a\"}\n2:18:{\"output\":\"b\"}\n");
    assert_reads(files_put_text("a.json", "[\n {\"output\":\"a\"},\n"
                                          " {\"output\":\"b\"}\n]\n"),
                 "1:3:{\"output\":\"a\"}\n2:20:{\"output\":\"b\"}\n");
    assert_reads(files_put_text("a.bom", "\xef\xbb\xbf{\"output\":\"a\"}"),
                 "1:3:{\"output\":\"a\"}\n");
}

static void next__reads_one_object_spread_over_lines(void **state)
{
    const char *path = files_put_text(
        "one.json", "{\n\"object\":\"chat.completion\",\n\"choices\":[]\n}\n");
    outcome o = read_with(path, NULL, false, 0);

    (void)state;
    assert_int_equal(o.status, RETORT_END);
    assert_string_equal(o.format, "openai-chat");
    assert_int_equal(o.facts.elements, 1);
    assert_int_equal(o.counts.skipped[RETORT_SKIP_NO_REPLY], 1);
    forget(&o);
}

/* Elements of many lengths, so that ends fall on every place of a block. */
static retort_buf many_lines(size_t lines)
{
    retort_buf b;

    retort_buf_init(&b, TEXT_BYTES_MAX);
    for (size_t i = 0; i < lines; i++) {
        retort_buf_printf(&b, "{\"n\":%zu,\"output\":\"", i);
        for (size_t k = 0; k < i * 37 % 1500; k++)
            retort_buf_puts(&b, k % 7 ? "x" : "\\u00e9\xc3\xa9");
        retort_buf_puts(&b, "\"}\n");
    }
    assert_int_equal(retort_buf_status(&b), RETORT_OK);
    return b;
}

static void next__gives_the_same_elements_for_any_size_of_batch(void **state)
{
    static const size_t sizes[] = {1000, 4096, 100000, 262143, 5000000};
    retort_buf b = many_lines(1500);
    const char *path = files_put("many.jsonl", b.ptr, b.len);
    outcome want = read_with(path, NULL, false, 0);

    (void)state;
    assert_int_equal(want.status, RETORT_END);
    assert_int_equal(want.facts.elements, 1500);
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        outcome o = read_with(path, NULL, false, sizes[i]);

        assert_int_equal(o.status, RETORT_END);
        assert_string_equal(seen(&o), seen(&want));
        assert_string_equal(o.reason, want.reason);
        assert_memory_equal(o.facts.sha256, want.facts.sha256,
                            RETORT_SHA256_BYTES);
        assert_int_equal(o.counts.used, want.counts.used);
        forget(&o);
    }
    forget(&want);
    retort_buf_release(&b);
}

static void facts__tell_what_was_read(void **state)
{
    const char *path = files_put_text("facts.json", "[{\"output\":\"a\"}]");
    outcome o = read_with(path, NULL, false, 0);
    char hex[RETORT_SHA256_HEX_BYTES];

    (void)state;
    retort_sha256_hex(o.facts.sha256, hex);
    assert_string_equal(
        hex,
        "90345292182ad60c37ece948d75a7074c5aaa89e30dbc56b84c870c98d9c7362");
    assert_int_equal(o.facts.bytes, 16);
    assert_int_equal(o.facts.elements, 1);
    assert_string_equal(o.facts.compression, "none");
    assert_true(o.facts.array);
    assert_int_equal(o.facts.members, 0);
    forget(&o);
}

static void next__undoes_compression(void **state)
{
    static const char *const halves[] = {"{\"output\":\"a\"}\n{\"ou",
                                         "tput\":\"b\"}\n"};

    (void)state;
    for (int zstd = 0; zstd <= 1; zstd++) {
        retort_buf b;
        const char *path;
        outcome o;

        retort_buf_init(&b, PACK_BYTES_MAX);
        for (int half = 0; half <= 1; half++)
            (zstd ? pack_zstd : pack_gzip)(&b, halves[half]);
        path = files_put("packed", b.ptr, b.len);
        assert_reads(path, "1:0:{\"output\":\"a\"}\n2:15:{\"output\":\"b\"}\n");
        o = read_with(path, NULL, false, 0);
        assert_string_equal(o.facts.compression, zstd ? "zstd" : "gzip");
        assert_int_equal(o.facts.members, 2);
        assert_int_equal(o.facts.bytes, b.len);
        assert_false(o.facts.array);
        forget(&o);
        retort_buf_release(&b);
    }
}

static void next__refuses_a_gzip_inside_a_gzip(void **state)
{
    retort_buf b;

    (void)state;
    retort_buf_init(&b, PACK_BYTES_MAX);
    pack_gzip(&b, "\x1f\x8b\x08 not undone");
    assert_refused(files_put("nested.gz", b.ptr, b.len), RETORT_ERR_JSON, 1, 0);
    retort_buf_release(&b);
}

static void next__refuses_a_stream_that_is_cut(void **state)
{
    retort_buf b;
    outcome o;

    (void)state;
    retort_buf_init(&b, PACK_BYTES_MAX);
    pack_gzip(&b, "{\"output\":\"a\"}\n");
    o = read_with(files_put("cut.gz", b.ptr, b.len - 1), NULL, false, 0);
    assert_int_equal(o.status, RETORT_ERR_TRUNCATED);
    forget(&o);
    retort_buf_release(&b);
}

static void open__refuses_inputs_without_records(void **state)
{
    static const char *const texts[] = {"",   "\n\n",  " \r\n",
                                        "[]", "[ ]\n", "\xef\xbb\xbf"};

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        assert_refused(files_put_text("empty", texts[i]), RETORT_ERR_EMPTY, 0,
                       0);
}

static void next__names_file_record_and_offset_of_a_fault(void **state)
{
    (void)state;
    assert_refused(
        files_put_text("bad.jsonl", "{\"output\":\"a\"}\n{\"output\":}\n"),
        RETORT_ERR_JSON, 2, 25);
    assert_refused(files_put_text("bad.utf8", "{\"output\":\"\xc0\xaf\"}\n"),
                   RETORT_ERR_UTF8, 1, 11);
    assert_refused(files_put_text("bad.cut", "{\"output\":\"a"),
                   RETORT_ERR_TRUNCATED, 1, 12);
    assert_refused(files_put_text("bad.array", "[{\"output\":\"a\"}] {}"),
                   RETORT_ERR_JSON, 1, 17);
}

static void next__skips_bad_lines_when_asked(void **state)
{
    const char *path = files_put_text(
        "skip.jsonl", "oops\n{\"output\":\"a\"}\n{\"output\":\"b\n"
                      "{\"output\":\"\xff\"}\n{\"output\":\"c\"}\n{");
    static const size_t sizes[] = {0, 1, 3, 7, 100};

    (void)state;
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        outcome o = read_with(path, NULL, true, sizes[i]);

        assert_int_equal(o.status, RETORT_END);
        assert_string_equal(seen(&o), "1:0:bad\n2:5:{\"output\":\"a\"}\n"
                                      "3:20:bad\n4:33:bad\n"
                                      "5:48:{\"output\":\"c\"}\n6:63:bad\n");
        assert_int_equal(o.counts.read, 6);
        assert_int_equal(o.counts.used, 2);
        assert_int_equal(o.counts.skipped[RETORT_SKIP_BAD_LINE], 4);
        assert_int_equal(o.facts.elements, 6);
        forget(&o);
    }
    assert_refused(path, RETORT_ERR_JSON, 1, 0);
}

static void next__fails_at_the_limit_of_a_record(void **state)
{
    const size_t len = 3 * RETORT_RECORD_BYTES_MAX;
    char *text = retort_mem_new(len, 1);
    const char *path;
    outcome o;

    (void)state;
    assert_non_null(text);
    memset(text, 'a', len);
    text[0] = '"';
    path = files_put("long.jsonl", text, len);
    retort_mem_free(text);
    for (int skip_bad = 0; skip_bad <= 1; skip_bad++) {
        o = read_with(path, "plain", skip_bad, 0);
        assert_int_equal(o.status, RETORT_ERR_LIMIT);
        assert_int_equal(o.err.record, 1);
        assert_int_equal(o.err.offset, RETORT_RECORD_BYTES_MAX);
        forget(&o);
    }
}

static void next__needs_no_memory_for_white_space(void **state)
{
    const size_t len = 2 * RETORT_RECORD_BYTES_MAX;
    char *text = retort_mem_new(len, 1);
    retort_reader *r;
    retort_batch batch = {0};

    (void)state;
    assert_non_null(text);
    memset(text, ' ', len);
    memcpy(text + len - 16, "[{\"output\":\"a\"}]", 16);
    assert_int_equal(
        retort_reader_open(&r, files_put("space.json", text, len), NULL, NULL),
        RETORT_OK);
    retort_mem_free(text);
    assert_int_equal(retort_reader_next(r, &batch, NULL), RETORT_OK);
    assert_int_equal(batch.items[0].offset, len - 15);
    assert_true(batch.cap <= 1 << 20);
    retort_batch_release(&batch);
    retort_reader_close(r);
}

static void open__detects_and_explains(void **state)
{
    const char *path =
        files_put_text("explain.jsonl", "{\"prompt\":\"p\",\"reply\":\"r\"}\n"
                                        "[1]\n");
    outcome o = read_with(path, NULL, false, 0);

    (void)state;
    assert_string_equal(o.format, "plain");
    assert_string_equal(o.reason,
                        "1 of 2 elements have prompt and reply: plain");
    assert_int_equal(o.counts.skipped[RETORT_SKIP_SHAPE], 1);
    forget(&o);
    o = read_with(path, "alpacaeval", false, 0);
    assert_int_equal(o.status, RETORT_END);
    assert_string_equal(o.format, "alpacaeval");
    assert_string_equal(o.reason, "format alpacaeval was asked for");
    assert_int_equal(o.counts.skipped[RETORT_SKIP_NO_REPLY], 1);
    forget(&o);
}

static void open__looks_at_64_elements_whatever_the_batch(void **state)
{
    static const size_t sizes[] = {0, 1, 50, 5000};
    retort_buf b;
    const char *path;

    (void)state;
    retort_buf_init(&b, TEXT_BYTES_MAX);
    for (int i = 0; i < 63; i++)
        retort_buf_puts(&b, "{\"zz\":1}\n");
    retort_buf_puts(&b, "{\"output\":\"a\"}\n{\"reply\":\"b\"}\n");
    path = files_put("late.jsonl", b.ptr, b.len);
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        outcome o = read_with(path, NULL, false, sizes[i]);

        assert_int_equal(o.status, RETORT_END);
        assert_string_equal(o.reason, "1 of 64 elements have output: plain");
        assert_int_equal(o.counts.used, 2);
        assert_int_equal(o.counts.read, 65);
        forget(&o);
    }
    retort_buf_release(&b);
}

static void open__refuses_shapes_and_formats_it_does_not_know(void **state)
{
    const char *path = files_put_text("unknown.jsonl", "{\"zz\":1}\n");
    outcome o;

    (void)state;
    assert_refused(path, RETORT_ERR_SHAPE, 0, 0);
    o = read_with(path, "nobody", false, 0);
    assert_int_equal(o.status, RETORT_ERR_ARG);
    forget(&o);
    o = read_with(path, "text", false, 0);
    assert_int_equal(o.status, RETORT_ERR_ARG);
    forget(&o);
    o = read_with(files_root, "plain", false, 0);
    assert_int_equal(o.status, RETORT_ERR_ARG);
    forget(&o);
}

static void open__refuses_what_is_no_file(void **state)
{
    const char *link = files_path("link");
    const char *pipe = files_path("pipe");

    (void)state;
    assert_int_equal(symlink("a.jsonl", link), 0);
    assert_int_equal(mkfifo(pipe, 0600), 0);
    assert_refused(link, RETORT_ERR_FORMAT, 0, 0);
    assert_refused(pipe, RETORT_ERR_FORMAT, 0, 0);
    assert_refused("/nowhere/at/all", RETORT_ERR_NOT_FOUND, 0, 0);
}

static void open__takes_a_text_folder(void **state)
{
    const char *root = files_folder("model-x");
    outcome o;

    (void)state;
    (void)files_put_text("model-x/b.txt", "two");
    (void)files_put_text("model-x/a.md", "one");
    (void)files_put_text("model-x/c.txt", " ");
    for (size_t batch_bytes = 0; batch_bytes <= 1; batch_bytes++) {
        o = read_with(root, NULL, false, batch_bytes);
        assert_int_equal(o.status, RETORT_END);
        assert_string_equal(o.format, "text");
        assert_string_equal(o.reason, "folder with 3 .txt or .md files: text");
        assert_int_equal(o.counts.used, 2);
        assert_int_equal(o.counts.skipped[RETORT_SKIP_EMPTY], 1);
        assert_int_equal(o.facts.elements, 3);
        assert_int_equal(o.facts.bytes, 7);
        assert_string_equal(o.facts.compression, "none");
        forget(&o);
    }
    o = read_with(files_folder("void"), NULL, false, 0);
    assert_int_equal(o.status, RETORT_ERR_EMPTY);
    forget(&o);
}

static void open__names_the_file_at_fault_in_a_text_folder(void **state)
{
    const char *root = files_folder("faulty");
    const char *file = files_put_text("faulty/a.txt", "\xc3(");
    outcome o = read_with(root, NULL, false, 0);

    (void)state;
    assert_int_equal(o.status, RETORT_ERR_UTF8);
    assert_string_equal(o.err.file, file);
    assert_int_equal(o.err.offset, 0);
    forget(&o);
}

static void next__notices_a_file_that_grows(void **state)
{
    retort_buf b = many_lines(3000);
    const char *path = files_put("grows.jsonl", b.ptr, b.len);
    retort_reader *r;
    retort_batch batch = {0};
    retort_err err = {0};
    retort_status st;

    (void)state;
    assert_int_equal(retort_reader_open(&r, path, NULL, NULL), RETORT_OK);
    assert_int_equal(truncate(path, (off_t)b.len + 100), 0);
    do
        st = retort_reader_next(r, &batch, &err);
    while (st == RETORT_OK);
    assert_int_equal(st, RETORT_ERR_IO);
    assert_string_equal(err.file, path);
    retort_batch_release(&batch);
    retort_reader_close(r);
    retort_buf_release(&b);
}

static void next__survives_want_of_memory(void **state)
{
    const char *path = files_put_text("memory.jsonl", "{\"output\":\"a\"}\n"
                                                      "{\"output\":\"b\"}\n");
    retort_status st = RETORT_ERR_NOMEM;
    long n = 0;

    (void)state;
    for (; st == RETORT_ERR_NOMEM; n++) {
        const retort_read_options options = {.batch_bytes = 20};
        retort_reader *r = NULL;
        retort_batch batch = {0};

        retort_mem_fail_at(n);
        st = retort_reader_open(&r, path, &options, NULL);
        while (st == RETORT_OK)
            st = retort_reader_next(r, &batch, NULL);
        retort_mem_fail_at(-1);
        retort_batch_release(&batch);
        retort_reader_close(r);
    }
    assert_int_equal(st, RETORT_END);
    assert_true(n >= 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(next__reads_lines_and_arrays_alike),
        cmocka_unit_test(next__reads_one_object_spread_over_lines),
        cmocka_unit_test(next__gives_the_same_elements_for_any_size_of_batch),
        cmocka_unit_test(facts__tell_what_was_read),
        cmocka_unit_test(next__undoes_compression),
        cmocka_unit_test(next__refuses_a_gzip_inside_a_gzip),
        cmocka_unit_test(next__refuses_a_stream_that_is_cut),
        cmocka_unit_test(open__refuses_inputs_without_records),
        cmocka_unit_test(next__names_file_record_and_offset_of_a_fault),
        cmocka_unit_test(next__skips_bad_lines_when_asked),
        cmocka_unit_test(next__fails_at_the_limit_of_a_record),
        cmocka_unit_test(next__needs_no_memory_for_white_space),
        cmocka_unit_test(open__detects_and_explains),
        cmocka_unit_test(open__looks_at_64_elements_whatever_the_batch),
        cmocka_unit_test(open__refuses_shapes_and_formats_it_does_not_know),
        cmocka_unit_test(open__refuses_what_is_no_file),
        cmocka_unit_test(open__takes_a_text_folder),
        cmocka_unit_test(open__names_the_file_at_fault_in_a_text_folder),
        cmocka_unit_test(next__notices_a_file_that_grows),
        cmocka_unit_test(next__survives_want_of_memory),
    };

    return cmocka_run_group_tests_name("reader", tests, files_setup,
                                       files_teardown);
}
