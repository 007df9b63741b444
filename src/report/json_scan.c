#include "report/json_scan.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "report/codepoint.h"

typedef struct scanner {
    const char *at;
    const char *end;
    const char *start;
    const retort_json_limits *limits;
    size_t depth;
    size_t objects;
    size_t values;
    retort_err *err;
} scanner;

static retort_status bad(scanner *s, retort_status code, const char *what)
{
    retort_err_fill_at(s->err, code, 0, (uint64_t)(s->at - s->start), "%s",
                       what);
    return code;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* The unit of \uXXXX at s->at, or -1. */
static long unit_at(const scanner *s)
{
    long unit = 0;

    if (s->end - s->at < 6 || s->at[0] != '\\' || s->at[1] != 'u')
        return -1;
    for (int i = 2; i < 6; i++) {
        int digit = hex_value(s->at[i]);

        if (digit < 0)
            return -1;
        unit = unit << 4 | digit;
    }
    return unit;
}

static retort_status scan_unicode_escape(scanner *s)
{
    long unit = unit_at(s);

    if (unit < 0)
        return bad(s, RETORT_ERR_JSON, "broken \\u escape");
    if (unit == 0)
        return bad(s, RETORT_ERR_JSON, "U+0000 in a string");
    if (unit >= 0xdc00 && unit < 0xe000)
        return bad(s, RETORT_ERR_JSON, "lone low surrogate");
    s->at += 6;
    if (unit < 0xd800 || unit >= 0xe000)
        return RETORT_OK;
    unit = unit_at(s);
    if (unit < 0xdc00 || unit >= 0xe000)
        return bad(s, RETORT_ERR_JSON, "lone high surrogate");
    s->at += 6;
    return RETORT_OK;
}

static retort_status scan_escape(scanner *s)
{
    if (s->end - s->at < 2)
        return bad(s, RETORT_ERR_JSON, "text ends in an escape");
    if (s->at[1] == 'u')
        return scan_unicode_escape(s);
    if (s->at[1] == '\0' || !strchr("\"\\/bfnrt", s->at[1]))
        return bad(s, RETORT_ERR_JSON, "unknown escape");
    s->at += 2;
    return RETORT_OK;
}

static retort_status scan_string(scanner *s)
{
    s->at++;
    while (s->at < s->end && *s->at != '"') {
        retort_status st = RETORT_OK;
        uint32_t cp;
        size_t used;

        if (*s->at == '\\') {
            st = scan_escape(s);
            if (st != RETORT_OK)
                return st;
            continue;
        }
        used = retort_codepoint_read(
            (retort_span){s->at, (size_t)(s->end - s->at)}, &cp);
        if (used == 0)
            return bad(s, RETORT_ERR_UTF8, "bytes that are not UTF-8");
        if (cp < 0x20)
            return bad(s, RETORT_ERR_JSON, "control character in a string");
        s->at += used;
    }
    if (s->at == s->end)
        return bad(s, RETORT_ERR_JSON, "text ends in a string");
    s->at++;
    return RETORT_OK;
}

/* Step over digits. @return how many */
static size_t skip_digits(scanner *s)
{
    const char *from = s->at;

    while (s->at < s->end && *s->at >= '0' && *s->at <= '9')
        s->at++;
    return (size_t)(s->at - from);
}

static bool skip_one_of(scanner *s, const char *set)
{
    if (s->at == s->end || *s->at == '\0' || !strchr(set, *s->at))
        return false;
    s->at++;
    return true;
}

static retort_status scan_number(scanner *s)
{
    const char *first;

    (void)skip_one_of(s, "-");
    first = s->at;
    if (skip_digits(s) == 0 || (*first == '0' && s->at - first > 1))
        return bad(s, RETORT_ERR_JSON, "broken number");
    if (skip_one_of(s, ".") && skip_digits(s) == 0)
        return bad(s, RETORT_ERR_JSON, "no digit behind the point");
    if (skip_one_of(s, "eE")) {
        (void)skip_one_of(s, "+-");
        if (skip_digits(s) == 0)
            return bad(s, RETORT_ERR_JSON, "no digit in the exponent");
    }
    return RETORT_OK;
}

static retort_status scan_word(scanner *s)
{
    static const char *const WORDS[] = {"true", "false", "null"};

    for (size_t i = 0; i < sizeof(WORDS) / sizeof(WORDS[0]); i++) {
        size_t len = strlen(WORDS[i]);

        if ((size_t)(s->end - s->at) >= len &&
            memcmp(s->at, WORDS[i], len) == 0) {
            s->at += len;
            return RETORT_OK;
        }
    }
    if ((unsigned char)*s->at >= 0x80)
        return bad(s, RETORT_ERR_JSON, "text outside a string");
    return bad(s, RETORT_ERR_JSON, "neither a value nor a bracket");
}

static retort_status scan_bracket(scanner *s)
{
    char c = *s->at;

    if (c == ']' || c == '}') {
        if (s->depth == 0)
            return bad(s, RETORT_ERR_JSON, "bracket that was never opened");
        s->depth--;
    } else {
        if (++s->depth > s->limits->depth_max)
            return bad(s, RETORT_ERR_LIMIT, "nested too deep");
        s->values++;
        if (c == '{')
            s->objects++;
    }
    s->at++;
    return RETORT_OK;
}

static retort_status scan_value(scanner *s)
{
    s->values++;
    if (*s->at == '"')
        return scan_string(s);
    if (*s->at == '-' || (*s->at >= '0' && *s->at <= '9'))
        return scan_number(s);
    return scan_word(s);
}

static retort_status scan_token(scanner *s)
{
    retort_status st = RETORT_OK;

    switch (*s->at) {
    case ',':
    case ':': s->at++; break;
    case '[':
    case ']':
    case '{':
    case '}': st = scan_bracket(s); break;
    default: st = scan_value(s);
    }
    if (st == RETORT_OK && s->objects > s->limits->objects_max)
        st = bad(s, RETORT_ERR_LIMIT, "too many objects");
    if (st == RETORT_OK && s->values > s->limits->values_max)
        st = bad(s, RETORT_ERR_LIMIT, "too many values");
    return st;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

retort_status retort_json_scan(retort_span text,
                               const retort_json_limits *limits,
                               size_t *out_len, retort_err *err)
{
    scanner s = {
        .at = text.ptr, .start = text.ptr, .limits = limits, .err = err};
    retort_status st = RETORT_OK;

    while (text.len > 0 && is_space(text.ptr[text.len - 1]))
        text.len--;
    *out_len = text.len;
    if (text.len == 0)
        return RETORT_FAIL(err, RETORT_ERR_JSON, "no JSON text");
    s.end = text.ptr + text.len;
    while (s.at < s.end && st == RETORT_OK) {
        if (is_space(*s.at))
            s.at++;
        else
            st = scan_token(&s);
    }
    if (st == RETORT_OK && s.depth > 0)
        st = bad(&s, RETORT_ERR_JSON, "text ends before its last bracket");
    return st;
}
