#include "report/fields.h"

#include <math.h>

#include "report/calibration_fields.h"
#include "report/result_fields.h"
#include "support/doc_page.h"

/* A struct of ours with every kind of number list. */
typedef struct thing {
    uint32_t small;
    double first[3];
    double second[3];
} thing;

static const retort_field ROWS[] = {
    {"first", RETORT_FIELD_NUMBERS, offsetof(thing, first), 0, 3, NULL},
    {"format", RETORT_FIELD_FORMAT, 0, 0, 0, NULL},
    {"second", RETORT_FIELD_REPEAT, offsetof(thing, second),
     offsetof(thing, first), 3, NULL},
    {"small", RETORT_FIELD_COUNT32, offsetof(thing, small), 0, 3, NULL},
};
static const retort_fields FIELDS = RETORT_FIELDS(ROWS, thing);
static const retort_document THING = {"thing", "thing-1", &FIELDS};

static const char *write_thing(const thing *t)
{
    assert_int_equal(retort_document_write(&THING, t, test_out(), NULL),
                     RETORT_OK);
    return test_text();
}

static void write__leaves_out_what_repeats(void **state)
{
    double no = (double)NAN;

    (void)state;
    assert_string_equal(
        write_thing(&(thing){3, {1, -0.5, no}, {1, -0.5, no}}),
        "{\"first\":[1,-0.5,null],\"format\":\"thing-1\",\"second\":[],"
        "\"small\":3}\n");
    assert_string_equal(
        write_thing(&(thing){0, {1, -0.5, no}, {1, -0.5, 0}}),
        "{\"first\":[1,-0.5,null],\"format\":\"thing-1\",\"second\":[1,-0.5,0],"
        "\"small\":0}\n");
}

/* What reads back equal counts as equal, or the bytes would change. */
static void write__takes_all_that_is_not_finite_for_equal(void **state)
{
    (void)state;
    (void)write_thing(
        &(thing){0, {(double)INFINITY, 0, -0.0}, {(double)NAN, -0.0, 0}});
    assert_written("\"first\":[null,0,0],");
    assert_written("\"second\":[],");
}

static void write__and_read_agree(void **state)
{
    static const thing THINGS[] = {
        {3, {1, 2, 3}, {1, 2, 3}},
        {2, {(double)NAN, 2, 3}, {(double)NAN, 2, 3}},
        {1, {1e300, 5e-324, 0.1}, {0.2, 1e-7, 123456789}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(THINGS) / sizeof(THINGS[0]); i++) {
        retort_arena arena = {0};
        thing back = {0};

        (void)write_thing(&THINGS[i]);
        assert_int_equal(retort_document_read(
                             &THING, (retort_span){test_buf.ptr, test_buf.len},
                             &arena, &back, NULL),
                         RETORT_OK);
        assert_int_equal(back.small, THINGS[i].small);
        for (size_t j = 0; j < 3; j++) {
            assert_true(isnan(back.first[j])
                            ? isnan(THINGS[i].first[j])
                            : back.first[j] == THINGS[i].first[j]);
            assert_true(isnan(back.second[j])
                            ? isnan(THINGS[i].second[j])
                            : back.second[j] == THINGS[i].second[j]);
        }
        retort_arena_release(&arena);
    }
}

static void write__holds_the_limit_of_a_count(void **state)
{
    thing t = {.small = 4};
    retort_err err = {0};

    (void)state;
    assert_int_equal(retort_document_write(&THING, &t, test_out(), &err),
                     RETORT_ERR_LIMIT);
    assert_string_equal(err.text, "small: 4 counted, more than 3");
}

static void write__appends_to_what_is_there(void **state)
{
    thing t = {.small = 1};

    (void)state;
    retort_buf_puts(test_out(), "before {");
    assert_int_equal(retort_document_write(&THING, &t, &test_buf, NULL),
                     RETORT_OK);
    assert_int_equal(strncmp(test_text(), "before {{\"first\":", 17), 0);
}

static void write__leaves_a_full_buffer_to_its_owner(void **state)
{
    thing t = {.small = 1};
    retort_buf b;

    (void)state;
    retort_buf_init(&b, 10);
    assert_int_equal(retort_document_write(&THING, &t, &b, NULL), RETORT_OK);
    assert_int_equal(retort_buf_status(&b), RETORT_ERR_LIMIT);
    retort_buf_release(&b);
}

static const retort_document *const DOCUMENTS[] = {
    &retort_result_document,
    &retort_calibration_document,
    &retort_validation_document,
};
enum { DOCUMENT_COUNT = sizeof(DOCUMENTS) / sizeof(DOCUMENTS[0]) };

static void fields__stand_in_order_of_their_keys(void **state)
{
    (void)state;
    for (size_t d = 0; d < DOCUMENT_COUNT; d++) {
        doc_tables t = doc_tables_of(DOCUMENTS[d], NULL);

        for (size_t n = 0; n < t.count; n++) {
            for (size_t i = 0; i < t.table[n]->count; i++) {
                const retort_field *f = &t.table[n]->rows[i];

                if (i > 0)
                    assert_true(strcmp(f[-1].key, f->key) < 0);
                assert_true(f->offset < t.table[n]->struct_bytes);
            }
        }
    }
}

static size_t bytes_of(const retort_field *f)
{
    switch (f->kind) {
    case RETORT_FIELD_FORMAT: return 0;
    case RETORT_FIELD_BOOL: return sizeof(bool);
    case RETORT_FIELD_COUNT32: return sizeof(uint32_t);
    case RETORT_FIELD_NUMBERS:
    case RETORT_FIELD_REPEAT: return f->most * sizeof(double);
    case RETORT_FIELD_OBJECT: return f->inner->struct_bytes;
    case RETORT_FIELD_STRING:
    case RETORT_FIELD_COUNT64:
    case RETORT_FIELD_NUMBER:
    case RETORT_FIELD_OBJECTS:
    case RETORT_FIELD_STRINGS:
    case RETORT_FIELD_MATRIX: return 8;
    }
    return 0;
}

static bool is_list(const retort_field *f)
{
    return f->kind == RETORT_FIELD_OBJECTS || f->kind == RETORT_FIELD_STRINGS ||
           f->kind == RETORT_FIELD_MATRIX;
}

/* The bytes that rows hold. Scores lie in the candidate itself: an object of
 * the same size. As deep as the table, which has no circle. */
/* NOLINTNEXTLINE(misc-no-recursion) */
static void mark_held(const retort_fields *fields, unsigned char *held)
{
    for (size_t i = 0; i < fields->count; i++) {
        const retort_field *f = &fields->rows[i];

        if (f->inner && f->kind == RETORT_FIELD_OBJECT && f->offset == 0 &&
            f->inner->struct_bytes == fields->struct_bytes)
            mark_held(f->inner, held);
        else
            memset(held + f->offset, 1, bytes_of(f));
        if (is_list(f))
            memset(held + f->other, 1, sizeof(size_t));
    }
}

/* Eight bytes of a struct that no row holds are a member without one. */
static void check_covered(const retort_fields *fields, size_t end)
{
    unsigned char held[8192] = {0};
    size_t run = 0;

    assert_true(fields->struct_bytes <= sizeof(held));
    mark_held(fields, held);
    for (size_t i = 0; i < end; i++) {
        run = held[i] ? 0 : run + 1;
        if (run >= 8)
            fail_msg("no row for byte %zu of the struct of '%s'", i,
                     fields->rows[0].key);
    }
}

/* The root keeps its arena to itself. */
static void fields__hold_every_member(void **state)
{
    (void)state;
    for (size_t d = 0; d < 2; d++) {
        doc_tables t = doc_tables_of(DOCUMENTS[d], NULL);

        check_covered(t.table[0], t.table[0]->struct_bytes - sizeof(void *));
        for (size_t n = 1; n < t.count; n++) {
            if (strcmp(t.table[n]->rows[0].key, "delta") != 0)
                check_covered(t.table[n], t.table[n]->struct_bytes);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(write__leaves_out_what_repeats),
        cmocka_unit_test(write__takes_all_that_is_not_finite_for_equal),
        cmocka_unit_test(write__and_read_agree),
        cmocka_unit_test(write__holds_the_limit_of_a_count),
        cmocka_unit_test(write__appends_to_what_is_there),
        cmocka_unit_test(write__leaves_a_full_buffer_to_its_owner),
        cmocka_unit_test(fields__stand_in_order_of_their_keys),
        cmocka_unit_test(fields__hold_every_member),
    };

    return cmocka_run_group_tests_name("fields_write", tests, NULL,
                                       test_release);
}
