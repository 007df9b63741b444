#include "ingest/reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <retort/limits.h>

#include "base/buf.h"
#include "base/mem.h"
#include "ingest/bytestream.h"
#include "unit/ingest/files_helper.h"
#include "unit/ingest/pack_helper.h"

/* All that came out of one input, as one text. */
typedef struct outcome {
    retort_status status;
    retort_err err;
    retort_buf seen; /* each element: record:offset:bytes, or bad */
    retort_counts counts;
    retort_file_facts facts;
    char format[32];
    char reason[256];
} outcome;

static retort_status count_record(void *ctx, const retort_record *rec,
                                  retort_err *err)
{
    (void)err;
    *(size_t *)ctx += rec->response.len;
    return RETORT_OK;
}

static void take_batch(outcome *o, const retort_batch *b,
                       const retort_adapter *adapter)
{
    size_t bytes = 0;

    assert_true(b->count > 0);
    for (size_t i = 0; i < b->count && o->status == RETORT_OK; i++) {
        const retort_element *e = &b->items[i];

        assert_true(e->at + e->len <= b->len);
        retort_buf_printf(&o->seen, "%llu:%llu:%.*s\n",
                          (unsigned long long)e->record,
                          (unsigned long long)e->offset,
                          e->bad ? 3 : (int)(e->len > 40 ? 40 : e->len),
                          e->bad ? "bad" : b->bytes + e->at);
        o->status = retort_adapter_convert(adapter, NULL, b, e, count_record,
                                           &bytes, &o->counts, &o->err);
    }
}

static outcome *read_with(const char *path, const retort_read_options *options)
{
    static outcome o;
    retort_reader *r;
    retort_batch batch = {0};

    retort_buf_release(&o.seen);
    o = (outcome){.status = RETORT_OK};
    retort_buf_init(&o.seen, 64 << 20);
    o.status = retort_reader_open(&r, path, options, &o.err);
    if (o.status != RETORT_OK) {
        assert_null(r);
        return &o;
    }
    assert_int_equal(retort_reader_facts(r, &o.facts, NULL),
                     options && options->batch_bytes == 1 ? RETORT_ERR_ARG
                                                          : RETORT_ERR_ARG);
    (void)snprintf(o.format, sizeof(o.format), "%s",
                   retort_reader_adapter(r)->name);
    (void)snprintf(o.reason, sizeof(o.reason), "%s", retort_reader_reason(r));
    while ((o.status = retort_reader_next(r, &batch, &o.err)) == RETORT_OK)
        take_batch(&o, &batch, retort_reader_adapter(r));
    if (o.status == RETORT_END) {
        assert_int_equal(retort_reader_facts(r, &o.facts, NULL), RETORT_OK);
        assert_int_equal(retort_reader_next(r, &batch, NULL), RETORT_END);
    }
    retort_batch_release(&batch);
    retort_reader_close(r);
    assert_int_equal(retort_buf_status(&o.seen), RETORT_OK);
    return &o;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
    };

    return cmocka_run_group_tests_name("reader", tests, files_setup, files_teardown);
}
