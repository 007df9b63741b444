/*
 * Two passes: the lines become rows whose cells point into one copy of each
 * line, then the rows are sorted by name, which also brings rows of one name
 * together. Linear but for the sort.
 */
#include "fingerprint/lineage_tsv.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "fingerprint/lineage_words.h"

enum { FIRST_ROWS = 256, COLUMNS_MAX = 32, NO_COLUMN = 255 };

struct column {
    const char *name;
    size_t offset;
};

/* In the order of the struct, which is the order of the shipped table. */
static const struct column columns[RETORT_LINEAGE_COLUMNS] = {
    {"model", offsetof(retort_lineage_row, model)},
    {"vendor", offsetof(retort_lineage_row, vendor)},
    {"family", offsetof(retort_lineage_row, family)},
    {"base", offsetof(retort_lineage_row, base)},
    {"relation", offsetof(retort_lineage_row, relation)},
    {"teachers", offsetof(retort_lineage_row, teachers)},
    {"share", offsetof(retort_lineage_row, share)},
    {"confidence", offsetof(retort_lineage_row, confidence)},
    {"released", offsetof(retort_lineage_row, released)},
    {"source", offsetof(retort_lineage_row, source)},
    {"note", offsetof(retort_lineage_row, note)},
};

struct entry {
    retort_lineage_row row;
    size_t line; /* 1-based */
};

struct parser {
    retort_span rest;
    size_t line;        /* 1-based number of the line last read */
    size_t line_offset; /* of its first byte */
    size_t next_offset;
    size_t column_count;
    unsigned char column[COLUMNS_MAX]; /* index into columns, or NO_COLUMN */
    struct entry *entries;
    size_t entry_count;
    size_t entry_room;
    retort_arena *arena;
    retort_err *err;
};

#define FAIL_LINE(p, code, ...)                                                \
    RETORT_FAIL_AT((p)->err, (code), (p)->line, (p)->line_offset, __VA_ARGS__)

const char *retort_lineage_column_name(size_t i)
{
    return columns[i].name;
}

const char **retort_lineage_cell_slot(retort_lineage_row *row, size_t i)
{
    return (const char **)(void *)((char *)row + columns[i].offset);
}

const char *retort_lineage_cell(const retort_lineage_row *row, size_t i)
{
    const char *cell;

    memcpy(&cell, (const char *)row + columns[i].offset, sizeof(cell));
    return cell;
}

/* Unicode table 3-7: lead bytes, and what may follow them first. */
struct lead {
    unsigned char first;
    unsigned char last;
    unsigned char low;
    unsigned char high;
    size_t len;
};

static const struct lead leads[] = {
    {0x00, 0x7f, 0x00, 0x00, 1}, {0xc2, 0xdf, 0x80, 0xbf, 2},
    {0xe0, 0xe0, 0xa0, 0xbf, 3}, {0xe1, 0xec, 0x80, 0xbf, 3},
    {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
    {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4},
    {0xf4, 0xf4, 0x80, 0x8f, 4},
};

static const struct lead *find_lead(unsigned char byte)
{
    for (size_t i = 0; i < sizeof(leads) / sizeof(leads[0]); i++)
        if (byte >= leads[i].first && byte <= leads[i].last)
            return &leads[i];
    return NULL;
}

/* Length of the UTF-8 sequence at @p p, 0 if it is none. */
static size_t sequence_length(const unsigned char *p, size_t left)
{
    const struct lead *lead = find_lead(p[0]);

    if (!lead || lead->len > left)
        return 0;
    if (lead->len > 1 && (p[1] < lead->low || p[1] > lead->high))
        return 0;
    for (size_t i = 2; i < lead->len; i++)
        if (p[i] < 0x80 || p[i] > 0xbf)
            return 0;
    return lead->len;
}

retort_status retort_lineage_text_check(retort_span text)
{
    const unsigned char *p = (const unsigned char *)text.ptr;
    bool has_control = false;
    size_t at = 0;

    while (at < text.len) {
        size_t len = sequence_length(p + at, text.len - at);

        if (len == 0)
            return RETORT_ERR_UTF8;
        if (p[at] < 0x20 || p[at] == 0x7f)
            has_control = true;
        at += len;
    }
    return has_control ? RETORT_ERR_FORMAT : RETORT_OK;
}

static retort_status check_cells(const retort_lineage_row *row, retort_err *err)
{
    size_t total = 0;

    for (size_t i = 0; i < RETORT_LINEAGE_COLUMNS; i++) {
        retort_span cell = retort_span_of(retort_lineage_cell(row, i));
        retort_status st = retort_lineage_text_check(cell);

        if (st == RETORT_ERR_UTF8)
            return RETORT_FAIL(err, RETORT_ERR_UTF8, "%s is not UTF-8",
                               columns[i].name);
        if (st != RETORT_OK)
            return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                               "%s holds a control character", columns[i].name);
        total += cell.len;
    }
    if (total > RETORT_LINEAGE_LINE_BYTES_MAX)
        return RETORT_FAIL(err, RETORT_ERR_LIMIT,
                           "row of %zu bytes, more than %zu", total,
                           RETORT_LINEAGE_LINE_BYTES_MAX);
    return RETORT_OK;
}

/* A model is named in comma lists, so its name must survive in one. */
static retort_status check_model(const retort_lineage_row *row, retort_err *err)
{
    size_t len = strlen(row->model);

    if (len == 0)
        return RETORT_FAIL(err, RETORT_ERR_FORMAT, "model is empty");
    if (strchr(row->model, ',') || row->model[0] == ' ' ||
        row->model[len - 1] == ' ')
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "model \"%.80s\" holds a comma or outer spaces",
                           row->model);
    return RETORT_OK;
}

static retort_status check_words(const retort_lineage_row *row, retort_err *err)
{
    retort_relation relation;
    retort_confidence confidence;

    if (!retort_relation_parse(retort_span_of(row->relation), &relation))
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "relation \"%.40s\" is not one of %s", row->relation,
                           retort_relation_words());
    if (!retort_confidence_parse(retort_span_of(row->confidence), &confidence))
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "confidence \"%.40s\" is not one of %s",
                           row->confidence, retort_confidence_words());
    return RETORT_OK;
}

static retort_status check_shares(const retort_lineage_row *row,
                                  size_t teachers, retort_err *err)
{
    retort_list list = retort_list_of(retort_span_of(row->share));
    size_t shares = retort_list_count(retort_span_of(row->share));
    retort_span item;

    if (shares != 0 && shares != teachers)
        return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                           "%zu shares for %zu teachers", shares, teachers);
    while (retort_list_next(&list, &item)) {
        retort_share share;

        if (!retort_share_parse(item, &share))
            return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                               "share \"%.*s\" is not one of %s",
                               item.len < 40 ? (int)item.len : 40, item.ptr,
                               retort_share_words());
    }
    return RETORT_OK;
}

static retort_status check_teachers(const retort_lineage_row *row,
                                    retort_err *err)
{
    retort_list list = retort_list_of(retort_span_of(row->teachers));
    size_t count = retort_list_count(retort_span_of(row->teachers));
    retort_span item;

    if (count > RETORT_LINEAGE_TEACHERS_MAX)
        return RETORT_FAIL(err, RETORT_ERR_LIMIT, "%zu teachers, more than %zu",
                           count, RETORT_LINEAGE_TEACHERS_MAX);
    while (retort_list_next(&list, &item)) {
        if (item.len == 0)
            return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                               "teachers has an empty item");
        if (retort_word_is(item, row->model))
            return RETORT_FAIL(err, RETORT_ERR_FORMAT,
                               "\"%.80s\" is named as its own teacher",
                               row->model);
    }
    return check_shares(row, count, err);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_month(const char *s)
{
    for (size_t i = 0; i < 7; i++)
        if (i == 4 ? s[i] != '-' : !is_digit(s[i]))
            return false;
    return s[7] == '\0' &&
           ((s[5] == '0' && s[6] >= '1') || (s[5] == '1' && s[6] <= '2'));
}

retort_status retort_lineage_row_check(const retort_lineage_row *row,
                                       retort_err *err)
{
    retort_status st = check_cells(row, err);

    if (st == RETORT_OK)
        st = check_model(row, err);
    if (st == RETORT_OK)
        st = check_words(row, err);
    if (st == RETORT_OK)
        st = check_teachers(row, err);
    if (st == RETORT_OK && row->released[0] && !is_month(row->released))
        st = RETORT_FAIL(err, RETORT_ERR_FORMAT,
                         "released \"%.40s\" is not YYYY-MM", row->released);
    return st;
}

/* The next line without its end. @return RETORT_END after the last one. */
static retort_status next_line(struct parser *p, retort_span *out)
{
    const char *end;
    size_t len;

    if (p->rest.len == 0)
        return RETORT_END;
    end = memchr(p->rest.ptr, '\n', p->rest.len);
    len = end ? (size_t)(end - p->rest.ptr) : p->rest.len;
    *out = (retort_span){p->rest.ptr, len};
    p->line++;
    p->line_offset = p->next_offset;
    len += end != NULL;
    p->rest.ptr += len;
    p->rest.len -= len;
    p->next_offset += len;
    if (out->len && out->ptr[out->len - 1] == '\r')
        out->len--;
    if (out->len > RETORT_LINEAGE_LINE_BYTES_MAX)
        return FAIL_LINE(p, RETORT_ERR_LIMIT,
                         "line %zu has %zu bytes, more than %zu", p->line,
                         out->len, RETORT_LINEAGE_LINE_BYTES_MAX);
    return RETORT_OK;
}

static retort_span take_cell(retort_span *rest, bool *more)
{
    const char *tab = rest->len ? memchr(rest->ptr, '\t', rest->len) : NULL;
    retort_span cell = *rest;

    *more = tab != NULL;
    if (tab) {
        cell.len = (size_t)(tab - rest->ptr);
        rest->ptr = tab + 1;
        rest->len -= cell.len + 1;
    }
    return cell;
}

static size_t cell_count(retort_span line)
{
    size_t n = 1;

    for (size_t i = 0; i < line.len; i++)
        n += line.ptr[i] == '\t';
    return n;
}

static retort_status place_column(struct parser *p, retort_span name,
                                  unsigned char *out)
{
    *out = NO_COLUMN;
    if (retort_word_is(name, "set"))
        return RETORT_OK;
    for (size_t i = 0; i < RETORT_LINEAGE_COLUMNS; i++) {
        if (!retort_word_is(name, columns[i].name))
            continue;
        if (memchr(p->column, (int)i, p->column_count))
            return FAIL_LINE(p, RETORT_ERR_FORMAT,
                             "header names column %s twice", columns[i].name);
        *out = (unsigned char)i;
        return RETORT_OK;
    }
    return FAIL_LINE(p, RETORT_ERR_FORMAT, "header names unknown column %.*s",
                     name.len < 40 ? (int)name.len : 40, name.ptr);
}

static retort_status check_header(struct parser *p)
{
    for (size_t i = 0; i < RETORT_LINEAGE_COLUMNS; i++)
        if (!memchr(p->column, (int)i, p->column_count))
            return FAIL_LINE(p, RETORT_ERR_FORMAT, "header lacks column %s",
                             columns[i].name);
    return RETORT_OK;
}

static retort_status read_header(struct parser *p)
{
    retort_span line = {NULL, 0};
    retort_status st = next_line(p, &line);
    bool more = true;

    if (st == RETORT_END)
        return RETORT_FAIL(p->err, RETORT_ERR_FORMAT, "table has no header");
    if (st == RETORT_OK && cell_count(line) > COLUMNS_MAX)
        st = FAIL_LINE(p, RETORT_ERR_FORMAT, "header has %zu columns, not %d",
                       cell_count(line), RETORT_LINEAGE_COLUMNS);
    while (st == RETORT_OK && more) {
        retort_span name = take_cell(&line, &more);
        unsigned char column;

        st = place_column(p, name, &column);
        if (st == RETORT_OK)
            p->column[p->column_count++] = column;
    }
    return st == RETORT_OK ? check_header(p) : st;
}

/* Cells end in NUL inside one copy of the line. */
static retort_status cut_cells(struct parser *p, retort_span line,
                               retort_lineage_row *row)
{
    size_t found = cell_count(line);
    char *copy;

    if (found != p->column_count)
        return FAIL_LINE(p, RETORT_ERR_FORMAT,
                         "line %zu has %zu cells, the header has %zu", p->line,
                         found, p->column_count);
    copy = retort_arena_take(p->arena, line.len + 1, 1);
    if (!copy)
        return RETORT_FAIL(p->err, RETORT_ERR_NOMEM,
                           "no memory for a lineage row");
    memcpy(copy, line.ptr, line.len);
    copy[line.len] = '\0';
    for (size_t i = 0; i < p->column_count; i++) {
        char *tab = strchr(copy, '\t');

        if (tab)
            *tab = '\0';
        if (p->column[i] != NO_COLUMN)
            *retort_lineage_cell_slot(row, p->column[i]) =
                strcmp(copy, "-") == 0 ? "" : copy;
        copy = tab ? tab + 1 : copy;
    }
    return RETORT_OK;
}

static struct entry *new_entry(struct parser *p)
{
    if (p->entry_count == p->entry_room) {
        size_t room = p->entry_room ? 2 * p->entry_room : FIRST_ROWS;
        struct entry *grown =
            retort_mem_resize(p->entries, room, sizeof(*grown));

        if (!grown)
            return NULL;
        p->entries = grown;
        p->entry_room = room;
    }
    return &p->entries[p->entry_count++];
}

/* The text as it stands, before NULs could hide the rest of a cell. */
static retort_status check_line_text(struct parser *p, retort_span line)
{
    bool more = true;

    while (more) {
        retort_status st = retort_lineage_text_check(take_cell(&line, &more));

        if (st == RETORT_ERR_UTF8)
            return FAIL_LINE(p, RETORT_ERR_UTF8, "line %zu is not UTF-8",
                             p->line);
        if (st != RETORT_OK)
            return FAIL_LINE(p, RETORT_ERR_FORMAT,
                             "line %zu holds a control character", p->line);
    }
    return RETORT_OK;
}

static retort_status read_row(struct parser *p, retort_span line)
{
    retort_err why = {0};
    struct entry *e;
    retort_status st = check_line_text(p, line);

    if (st != RETORT_OK)
        return st;
    if (p->entry_count == RETORT_LINEAGE_ROWS_MAX)
        return FAIL_LINE(p, RETORT_ERR_LIMIT,
                         "table has more rows than %zu at line %zu",
                         RETORT_LINEAGE_ROWS_MAX, p->line);
    e = new_entry(p);
    if (!e)
        return RETORT_FAIL(p->err, RETORT_ERR_NOMEM,
                           "no memory for %zu lineage rows", p->entry_count);
    e->line = p->line;
    st = cut_cells(p, line, &e->row);
    if (st != RETORT_OK)
        return st;
    st = retort_lineage_row_check(&e->row, &why);
    if (st != RETORT_OK)
        retort_err_fill_at(p->err, st, p->line, p->line_offset,
                           "line %zu: %.280s", p->line, why.text);
    return st;
}

static int by_name_and_line(const void *a, const void *b)
{
    const struct entry *x = a;
    const struct entry *y = b;
    int order = strcmp(x->row.model, y->row.model);

    return order ? order : (x->line > y->line) - (x->line < y->line);
}

static retort_status refuse_twins(const struct parser *p)
{
    for (size_t i = 1; i < p->entry_count; i++) {
        const struct entry *first = &p->entries[i - 1];
        const struct entry *second = &p->entries[i];

        if (strcmp(first->row.model, second->row.model) == 0)
            return RETORT_FAIL_AT(p->err, RETORT_ERR_FORMAT, second->line, 0,
                                  "model \"%.80s\" stands on lines %zu and %zu",
                                  second->row.model, first->line, second->line);
    }
    return RETORT_OK;
}

static retort_status read_rows(struct parser *p)
{
    retort_status st = read_header(p);
    retort_span line = {NULL, 0};

    while (st == RETORT_OK) {
        st = next_line(p, &line);
        if (st == RETORT_OK && line.len)
            st = read_row(p, line);
    }
    if (st != RETORT_END)
        return st;
    if (p->entry_count)
        qsort(p->entries, p->entry_count, sizeof(*p->entries),
              by_name_and_line);
    return refuse_twins(p);
}

static retort_status keep_rows(const struct parser *p,
                               retort_lineage_table *out)
{
    if (p->entry_count == 0)
        return RETORT_OK;
    out->rows = retort_mem_new(p->entry_count, sizeof(*out->rows));
    if (!out->rows)
        return RETORT_FAIL(p->err, RETORT_ERR_NOMEM,
                           "no memory for %zu lineage rows", p->entry_count);
    for (size_t i = 0; i < p->entry_count; i++)
        out->rows[i] = p->entries[i].row;
    out->count = p->entry_count;
    return RETORT_OK;
}

retort_status retort_lineage_table_decode(retort_lineage_table *out,
                                          retort_span tsv, retort_err *err)
{
    static const char mark[] = "\xef\xbb\xbf";
    struct parser p = {.rest = tsv, .arena = &out->arena, .err = err};
    retort_status st;

    *out = (retort_lineage_table){0};
    if (tsv.len >= 3 && memcmp(tsv.ptr, mark, 3) == 0) {
        p.rest.ptr += 3;
        p.rest.len -= 3;
        p.next_offset = 3;
    }
    st = read_rows(&p);
    if (st == RETORT_OK)
        st = keep_rows(&p, out);
    retort_mem_free(p.entries);
    if (st != RETORT_OK)
        retort_lineage_table_release(out);
    return st;
}

void retort_lineage_table_release(retort_lineage_table *table)
{
    retort_mem_free(table->rows);
    retort_arena_release(&table->arena);
    *table = (retort_lineage_table){0};
}
