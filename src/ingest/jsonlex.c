/*
 * A table of states, one small scanner each. A scanner takes bytes as long as
 * they belong to its state, then sets the next state; it may stop at any byte,
 * so blocks can be cut anywhere. The long runs, string interiors, are passed by
 * retort_plain_end(); escapes and UTF-8 have a quick way for sequences that lie
 * whole in the block and a byte-wise way for those that are cut or wrong.
 */
#include "ingest/jsonlex.h"

#include <stddef.h>
#include <string.h>

#include "ingest/jsonescape.h"
#include "ingest/jsonnumber.h"
#include "ingest/plainscan.h"

/* The messages below name the limits. */
_Static_assert(RETORT_RECORD_BYTES_MAX == 16777216, "told in a message");
_Static_assert(RETORT_RECORDS_MAX == 10000000, "told in a message");
_Static_assert(RETORT_DEPTH_MAX == 64, "told in a message");
_Static_assert(RETORT_KEYS_MAX == 1024, "told in a message");

static const char BOM_REST[] = "\xbb\xbf";

enum lex_state {
    ST_TOP,         /* at the start of the input */
    ST_BOM,         /* in the byte order mark */
    ST_NEXT_LINE,   /* between two lines */
    ST_LINE_END,    /* behind the value of a line */
    ST_BAD_LINE,    /* passing over a bad line */
    ST_OUTER_FIRST, /* behind the [ of the top-level array */
    ST_OUTER_ITEM,  /* behind a comma of the top-level array */
    ST_OUTER_AFTER, /* behind an item of the top-level array */
    ST_OUTER_END,   /* behind the top-level array */
    ST_VALUE,       /* a value must come */
    ST_FIRST_ITEM,  /* behind [ */
    ST_FIRST_KEY,   /* behind { */
    ST_KEY,         /* behind a comma in an object */
    ST_COLON,       /* behind a key */
    ST_AFTER,       /* behind a value inside an array or object */
    ST_STRING,      /* in a string */
    ST_UTF8,        /* in a UTF-8 sequence of a string */
    ST_ESCAPE,      /* behind a backslash */
    ST_HEX,         /* in the digits of a \u escape */
    ST_PAIR_SLASH,  /* behind a high surrogate escape */
    ST_PAIR_U,      /* and behind the backslash that follows it */
    ST_NUMBER,      /* in a number */
    ST_LITERAL,     /* in true, false, null, NaN or Infinity */
    ST_COUNT
};

typedef const char *(*scan_fn)(retort_jsonlex *lex, const char *p,
                               const char *end);

static uint64_t offset_of(const retort_jsonlex *lex, const char *p)
{
    return lex->offset + (uint64_t)(p - lex->block);
}

static void set_fault(retort_jsonlex *lex, uint64_t at, retort_status code,
                      const char *text)
{
    lex->fault = code;
    lex->fault_offset = at;
    lex->fault_text = text;
}

/* The limit wins over other faults behind it, wherever blocks are cut. */
static void set_too_long(retort_jsonlex *lex, uint64_t from)
{
    set_fault(lex, from + RETORT_RECORD_BYTES_MAX, RETORT_ERR_LIMIT,
              "record is longer than 16777216 bytes");
    lex->is_final = true;
}

static const char *fault(retort_jsonlex *lex, const char *p, retort_status code,
                         const char *text)
{
    uint64_t at = offset_of(lex, p);

    lex->fault_byte = (unsigned char)*p;
    if (lex->is_open && at - lex->start > RETORT_RECORD_BYTES_MAX)
        set_too_long(lex, lex->start);
    else
        set_fault(lex, at, code, text);
    return p;
}

static const char *unexpected(retort_jsonlex *lex, const char *p,
                              const char *wanted)
{
    unsigned char c = (unsigned char)*p;

    if (c >= 0x80 && !retort_utf8_lead_of(c).more)
        return fault(lex, p, RETORT_ERR_UTF8, "text is not UTF-8");
    return fault(lex, p, RETORT_ERR_JSON, wanted);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *skip_space(const char *p, const char *end)
{
    while (p < end && is_space(*p))
        p++;
    return p;
}

/* As skip_space() inside a value, where skip_bad allows no line end. */
static const char *skip_gap(retort_jsonlex *lex, const char *p, const char *end)
{
    while (p < end && is_space(*p)) {
        if (*p == '\n' && lex->skip_bad && !lex->is_array)
            return fault(lex, p, RETORT_ERR_JSON, "line ends inside a value");
        p++;
    }
    return p;
}

/* Stop of a scanner that skipped a gap: block used up, or a fault. */
static bool must_stop(const retort_jsonlex *lex, const char *p, const char *end)
{
    return p == end || lex->fault != RETORT_OK;
}

static void emit(retort_jsonlex *lex, bool bad)
{
    lex->found = (retort_lex_element){.start = lex->start,
                                      .end = bad ? lex->start : lex->end,
                                      .record = lex->record,
                                      .bad = bad};
    lex->has_found = true;
    lex->is_open = false;
    lex->depth = 0;
}

static bool open_element(retort_jsonlex *lex, const char *p)
{
    if (++lex->record > RETORT_RECORDS_MAX) {
        (void)fault(lex, p, RETORT_ERR_LIMIT,
                    "input holds more than 10000000 records");
        lex->is_final = true;
        return false;
    }
    lex->start = offset_of(lex, p);
    lex->is_open = true;
    lex->state = ST_VALUE;
    return true;
}

/* A value is complete; @end_at is one past it. */
static void value_done(retort_jsonlex *lex, uint64_t end_at)
{
    if (lex->depth > 0) {
        lex->state = ST_AFTER;
        return;
    }
    lex->end = end_at;
    if (end_at - lex->start > RETORT_RECORD_BYTES_MAX) {
        set_too_long(lex, lex->start);
    } else if (lex->is_array) {
        lex->state = ST_OUTER_AFTER;
        emit(lex, false);
    } else {
        lex->state = ST_LINE_END;
    }
}

static const char *push(retort_jsonlex *lex, const char *p, bool object)
{
    uint64_t bit;

    if (lex->depth >= RETORT_DEPTH_MAX)
        return fault(lex, p, RETORT_ERR_LIMIT,
                     "arrays and objects nest deeper than 64 levels");
    bit = UINT64_C(1) << lex->depth;
    lex->is_object = object ? lex->is_object | bit : lex->is_object & ~bit;
    lex->keys[lex->depth++] = 0;
    lex->state = object ? ST_FIRST_KEY : ST_FIRST_ITEM;
    return p + 1;
}

static const char *pop(retort_jsonlex *lex, const char *p)
{
    lex->depth--;
    value_done(lex, offset_of(lex, p) + 1);
    return p + 1;
}

static bool in_object(const retort_jsonlex *lex)
{
    return lex->is_object >> (lex->depth - 1) & 1;
}

/* ---- frame: lines and the top-level array ---- */

static const char *scan_next_line(retort_jsonlex *lex, const char *p,
                                  const char *end)
{
    p = skip_space(p, end);
    if (p < end)
        (void)open_element(lex, p);
    return p;
}

static const char *scan_top(retort_jsonlex *lex, const char *p, const char *end)
{
    if (offset_of(lex, p) == 0 && (unsigned char)*p == 0xef) {
        lex->literal = BOM_REST;
        lex->state = ST_BOM;
        return p + 1;
    }
    p = skip_space(p, end);
    if (p == end)
        return p;
    if (*p != '[')
        return scan_next_line(lex, p, end);
    lex->is_array = true;
    lex->state = ST_OUTER_FIRST;
    return p + 1;
}

static const char *scan_bom(retort_jsonlex *lex, const char *p, const char *end)
{
    while (p < end && *lex->literal) {
        if (*p != *lex->literal)
            return fault(lex, p, RETORT_ERR_JSON, "expected a JSON value");
        p++;
        lex->literal++;
    }
    if (!*lex->literal)
        lex->state = ST_TOP;
    return p;
}

static const char *scan_line_end(retort_jsonlex *lex, const char *p,
                                 const char *end)
{
    while (p < end && *p != '\n' && is_space(*p))
        p++;
    if (offset_of(lex, p) - lex->end > RETORT_RECORD_BYTES_MAX) {
        set_too_long(lex, lex->end);
    } else if (p < end && *p != '\n') {
        return unexpected(lex, p, "expected a line end behind the value");
    } else if (p < end) {
        lex->state = ST_NEXT_LINE;
        emit(lex, false);
        p++;
    }
    return p;
}

static const char *scan_bad_line(retort_jsonlex *lex, const char *p,
                                 const char *end)
{
    const char *line_end = memchr(p, '\n', (size_t)(end - p));

    if (offset_of(lex, line_end ? line_end : end) - lex->start >
        RETORT_RECORD_BYTES_MAX) {
        set_too_long(lex, lex->start);
        return p;
    }
    if (!line_end)
        return end;
    lex->state = ST_NEXT_LINE;
    emit(lex, true);
    return line_end + 1;
}

static const char *scan_outer_item(retort_jsonlex *lex, const char *p,
                                   const char *end)
{
    p = skip_space(p, end);
    if (p == end)
        return p;
    if (*p == ']' && lex->state == ST_OUTER_FIRST) {
        lex->state = ST_OUTER_END;
        return p + 1;
    }
    (void)open_element(lex, p);
    return p;
}

static const char *scan_outer_after(retort_jsonlex *lex, const char *p,
                                    const char *end)
{
    p = skip_space(p, end);
    if (p == end)
        return p;
    if (*p != ',' && *p != ']')
        return unexpected(lex, p, "expected , or ] behind an array item");
    lex->state = *p == ',' ? ST_OUTER_ITEM : ST_OUTER_END;
    return p + 1;
}

static const char *scan_outer_end(retort_jsonlex *lex, const char *p,
                                  const char *end)
{
    p = skip_space(p, end);
    if (p == end)
        return p;
    return unexpected(lex, p, "expected nothing behind the array");
}

/* ---- values ---- */

static const char *literal_of(char first)
{
    switch (first) {
    case 't': return "true";
    case 'f': return "false";
    case 'n': return "null";
    case 'N': return "NaN";
    case 'I': return "Infinity";
    default: return NULL;
    }
}

static const char *scan_value(retort_jsonlex *lex, const char *p,
                              const char *end)
{
    p = skip_gap(lex, p, end);
    if (must_stop(lex, p, end))
        return p;
    if (*p == '"') {
        lex->in_key = false;
        lex->state = ST_STRING;
        return p + 1;
    }
    if (*p == '{' || *p == '[')
        return push(lex, p, *p == '{');
    if (*p == '-' || (*p >= '0' && *p <= '9')) {
        lex->number = RETORT_NUMBER_START;
        lex->state = ST_NUMBER;
        return p;
    }
    lex->literal = literal_of(*p);
    if (!lex->literal)
        return unexpected(lex, p, "expected a JSON value");
    lex->state = ST_LITERAL;
    return p;
}

static const char *scan_first_item(retort_jsonlex *lex, const char *p,
                                   const char *end)
{
    p = skip_gap(lex, p, end);
    if (must_stop(lex, p, end))
        return p;
    if (*p == ']')
        return pop(lex, p);
    lex->state = ST_VALUE;
    return p;
}

static const char *open_key(retort_jsonlex *lex, const char *p)
{
    uint16_t *keys = &lex->keys[lex->depth - 1];

    if (*p != '"')
        return unexpected(lex, p, "expected a key in double quotes");
    if (*keys >= RETORT_KEYS_MAX)
        return fault(lex, p, RETORT_ERR_LIMIT,
                     "object holds more than 1024 keys");
    (*keys)++;
    lex->in_key = true;
    lex->state = ST_STRING;
    return p + 1;
}

static const char *scan_key(retort_jsonlex *lex, const char *p, const char *end)
{
    p = skip_gap(lex, p, end);
    if (must_stop(lex, p, end))
        return p;
    if (*p == '}' && lex->state == ST_FIRST_KEY)
        return pop(lex, p);
    return open_key(lex, p);
}

static const char *scan_colon(retort_jsonlex *lex, const char *p,
                              const char *end)
{
    p = skip_gap(lex, p, end);
    if (must_stop(lex, p, end))
        return p;
    if (*p != ':')
        return unexpected(lex, p, "expected : behind a key");
    lex->state = ST_VALUE;
    return p + 1;
}

static const char *scan_after(retort_jsonlex *lex, const char *p,
                              const char *end)
{
    p = skip_gap(lex, p, end);
    if (must_stop(lex, p, end))
        return p;
    if (*p == ',') {
        lex->state = in_object(lex) ? ST_KEY : ST_VALUE;
        return p + 1;
    }
    if (*p == (in_object(lex) ? '}' : ']'))
        return pop(lex, p);
    return unexpected(lex, p,
                      in_object(lex) ? "expected , or } in an object"
                                     : "expected , or ] in an array");
}

static const char *scan_literal(retort_jsonlex *lex, const char *p,
                                const char *end)
{
    while (p < end && *lex->literal) {
        if (*p != *lex->literal)
            return unexpected(lex, p, "expected a JSON value");
        p++;
        lex->literal++;
    }
    if (!*lex->literal)
        value_done(lex, offset_of(lex, p));
    return p;
}

/* ---- numbers ---- */

static const char *scan_number(retort_jsonlex *lex, const char *p,
                               const char *end)
{
    for (; p < end && retort_number_has(*p); p++) {
        lex->number = retort_number_step(lex->number, *p);
        if (lex->number == RETORT_NUMBER_BAD)
            return fault(lex, p, RETORT_ERR_JSON, "number is malformed");
    }
    if (p == end)
        return p;
    if (lex->number == RETORT_NUMBER_MINUS && *p == 'I') {
        lex->literal = literal_of('I');
        lex->state = ST_LITERAL;
    } else if (retort_number_is_whole(lex->number)) {
        value_done(lex, offset_of(lex, p));
    } else {
        return unexpected(lex, p, "number is malformed");
    }
    return p;
}

/* ---- strings ---- */

/* Behind the run of whole, right UTF-8 sequences at @p. */
static const char *pass_utf8(const char *p, const char *end)
{
    while (p < end && (unsigned char)*p >= 0x80) {
        size_t step = retort_utf8_sequence(p, (size_t)(end - p));

        if (step == 0)
            break;
        p += step;
    }
    return p;
}

static const char *open_utf8(retort_jsonlex *lex, const char *p)
{
    lex->utf8 = retort_utf8_lead_of((unsigned char)*p);
    if (!lex->utf8.more)
        return fault(lex, p, RETORT_ERR_UTF8, "text is not UTF-8");
    lex->state = ST_UTF8;
    return p + 1;
}

static const char *close_string(retort_jsonlex *lex, const char *p)
{
    if (lex->in_key)
        lex->state = ST_COLON;
    else
        value_done(lex, offset_of(lex, p) + 1);
    return p + 1;
}

static const char *scan_string(retort_jsonlex *lex, const char *p,
                               const char *end)
{
    for (;;) {
        const char *next;

        p = retort_plain_end(p, end);
        if (p == end)
            return p;
        if (*p == '"')
            return close_string(lex, p);
        if (*p == '\\') {
            next = retort_escape_pass(p, end);
            if (!next) {
                lex->state = ST_ESCAPE;
                return p + 1;
            }
        } else if ((unsigned char)*p >= 0x80) {
            next = pass_utf8(p, end);
            if (next < end && (unsigned char)*next >= 0x80)
                return open_utf8(lex, next);
        } else {
            return fault(lex, p, RETORT_ERR_JSON,
                         "control character in a string is not escaped");
        }
        p = next;
    }
}

static const char *scan_utf8(retort_jsonlex *lex, const char *p,
                             const char *end)
{
    for (; p < end && lex->utf8.more; p++) {
        unsigned char c = (unsigned char)*p;

        if (c < lex->utf8.low || c > lex->utf8.high)
            return fault(lex, p, RETORT_ERR_UTF8, "text is not UTF-8");
        lex->utf8 =
            (retort_utf8_lead){(unsigned char)(lex->utf8.more - 1), 0x80, 0xbf};
    }
    if (!lex->utf8.more)
        lex->state = ST_STRING;
    return p;
}

static const char *open_hex(retort_jsonlex *lex, const char *p, bool low_half)
{
    lex->is_low_half = low_half;
    lex->unit = 0;
    lex->hex_left = 4;
    lex->state = ST_HEX;
    return p + 1;
}

static const char *scan_escape(retort_jsonlex *lex, const char *p,
                               const char *end)
{
    (void)end;
    if (*p == 'u')
        return open_hex(lex, p, false);
    if (!retort_escape_is_simple(*p))
        return unexpected(lex, p, "escape is unknown");
    lex->state = ST_STRING;
    return p + 1;
}

static const char *scan_hex(retort_jsonlex *lex, const char *p, const char *end)
{
    for (; p < end && lex->hex_left; p++, lex->hex_left--) {
        int digit = retort_hex_value(*p);

        if (digit < 0)
            return unexpected(lex, p, "\\u wants four hex digits");
        lex->unit = lex->unit * 16 + (unsigned)digit;
    }
    if (lex->hex_left)
        return p;
    if (lex->is_low_half != retort_is_low_half(lex->unit))
        return fault(lex, p - 1, RETORT_ERR_JSON,
                     "surrogate escape stands alone");
    lex->state = retort_is_high_half(lex->unit) ? ST_PAIR_SLASH : ST_STRING;
    return p;
}

static const char *scan_pair_slash(retort_jsonlex *lex, const char *p,
                                   const char *end)
{
    (void)end;
    if (*p != '\\')
        return fault(lex, p, RETORT_ERR_JSON, "surrogate escape stands alone");
    lex->state = ST_PAIR_U;
    return p + 1;
}

static const char *scan_pair_u(retort_jsonlex *lex, const char *p,
                               const char *end)
{
    (void)end;
    if (*p != 'u')
        return fault(lex, p, RETORT_ERR_JSON, "surrogate escape stands alone");
    return open_hex(lex, p, true);
}

static const scan_fn SCAN[ST_COUNT] = {
    [ST_TOP] = scan_top,
    [ST_BOM] = scan_bom,
    [ST_NEXT_LINE] = scan_next_line,
    [ST_LINE_END] = scan_line_end,
    [ST_BAD_LINE] = scan_bad_line,
    [ST_OUTER_FIRST] = scan_outer_item,
    [ST_OUTER_ITEM] = scan_outer_item,
    [ST_OUTER_AFTER] = scan_outer_after,
    [ST_OUTER_END] = scan_outer_end,
    [ST_VALUE] = scan_value,
    [ST_FIRST_ITEM] = scan_first_item,
    [ST_FIRST_KEY] = scan_key,
    [ST_KEY] = scan_key,
    [ST_COLON] = scan_colon,
    [ST_AFTER] = scan_after,
    [ST_STRING] = scan_string,
    [ST_UTF8] = scan_utf8,
    [ST_ESCAPE] = scan_escape,
    [ST_HEX] = scan_hex,
    [ST_PAIR_SLASH] = scan_pair_slash,
    [ST_PAIR_U] = scan_pair_u,
    [ST_NUMBER] = scan_number,
    [ST_LITERAL] = scan_literal,
};

void retort_jsonlex_init(retort_jsonlex *lex, bool skip_bad)
{
    *lex = (retort_jsonlex){.skip_bad = skip_bad, .state = ST_TOP};
}

static retort_status tell(const retort_jsonlex *lex, retort_err *err)
{
    unsigned char c = lex->fault_byte;

    if (lex->fault == RETORT_ERR_LIMIT || lex->fault == RETORT_ERR_TRUNCATED)
        retort_err_fill_at(err, lex->fault, lex->record, lex->fault_offset,
                           "%s", lex->fault_text);
    else if (c > 0x20 && c < 0x7f)
        retort_err_fill_at(err, lex->fault, lex->record, lex->fault_offset,
                           "%s, found '%c'", lex->fault_text, c);
    else
        retort_err_fill_at(err, lex->fault, lex->record, lex->fault_offset,
                           "%s, found byte 0x%02X", lex->fault_text, c);
    return lex->fault;
}

/* May the fault be forgiven as a bad line? */
static bool forgive(retort_jsonlex *lex)
{
    if (!lex->skip_bad || !lex->is_open || lex->is_array || lex->is_final)
        return false;
    lex->fault = RETORT_OK;
    lex->state = ST_BAD_LINE;
    return true;
}

/* A record must fail when it passes the limit, not when it ends. */
static bool is_too_long(const retort_jsonlex *lex)
{
    return lex->is_open && lex->state != ST_LINE_END &&
           lex->offset - lex->start > RETORT_RECORD_BYTES_MAX;
}

retort_status retort_jsonlex_next(retort_jsonlex *lex, retort_span *bytes,
                                  retort_err *err)
{
    const char *p = bytes->ptr;
    const char *end = bytes->ptr + bytes->len;

    lex->block = p;
    lex->has_found = false;
    while (p < end && !lex->has_found) {
        p = SCAN[lex->state](lex, p, end);
        if (lex->fault != RETORT_OK && !forgive(lex))
            return tell(lex, err);
    }
    lex->offset = offset_of(lex, p);
    lex->block = p;
    *bytes = (retort_span){p, (size_t)(end - p)};
    if (lex->has_found)
        return RETORT_OK;
    if (is_too_long(lex)) {
        set_too_long(lex, lex->start);
        return tell(lex, err);
    }
    return RETORT_END;
}

retort_status retort_jsonlex_finish(retort_jsonlex *lex, retort_err *err)
{
    lex->has_found = false;
    lex->block = NULL;
    if (lex->state == ST_TOP || lex->state == ST_NEXT_LINE ||
        lex->state == ST_OUTER_END)
        return RETORT_END;
    if (lex->state == ST_NUMBER && !lex->is_array && lex->depth == 0 &&
        retort_number_is_whole(lex->number)) {
        lex->end = lex->offset;
        lex->state = ST_LINE_END;
    }
    if (lex->state == ST_LINE_END) {
        emit(lex, false);
    } else if (lex->is_open && lex->skip_bad && !lex->is_array) {
        emit(lex, true);
    } else {
        set_fault(lex, lex->offset, RETORT_ERR_TRUNCATED,
                  lex->is_open ? "input ends inside a value"
                               : "input ends inside the array");
        return tell(lex, err);
    }
    lex->state = ST_NEXT_LINE;
    return RETORT_OK;
}
