#include "cli/json_value.h"

#include <retort/limits.h>
#include <string.h>

#include "cli/terminal.h"

/* What may stand next. */
enum expect { VALUE, VALUE_OR_END, KEY, KEY_OR_END, COLON, COMMA_OR_END };

struct scan {
    const char *at;
    const char *end;
    enum expect expect;
    size_t depth;
    char open[RETORT_DEPTH_MAX]; /* the brackets we are in */
};

static bool is_digit(const struct scan *s)
{
    return s->at < s->end && *s->at >= '0' && *s->at <= '9';
}

static bool skip_char(struct scan *s, const char *set)
{
    if (s->at == s->end || !*s->at || !strchr(set, *s->at))
        return false;
    s->at++;
    return true;
}

static bool skip_digits(struct scan *s)
{
    if (!is_digit(s))
        return false;
    while (is_digit(s))
        s->at++;
    return true;
}

static bool skip_number(struct scan *s)
{
    (void)skip_char(s, "-");
    if (!skip_char(s, "0") && !skip_digits(s))
        return false;
    if (skip_char(s, ".") && !skip_digits(s))
        return false;
    if (!skip_char(s, "eE"))
        return true;
    (void)skip_char(s, "+-");
    return skip_digits(s);
}

static bool skip_escape(struct scan *s)
{
    if (!skip_char(s, "u"))
        return skip_char(s, "\"\\/bfnrt");
    for (int i = 0; i < 4; i++)
        if (!skip_char(s, "0123456789abcdefABCDEF"))
            return false;
    return true;
}

/* From behind the opening quote. */
static bool skip_string(struct scan *s)
{
    while (s->at < s->end) {
        unsigned char c = (unsigned char)*s->at++;

        if (c == '"')
            return true;
        if (c < 0x20 || (c == '\\' && !skip_escape(s)))
            return false;
    }
    return false;
}

static bool skip_word(struct scan *s, const char *word)
{
    size_t len = strlen(word);

    if ((size_t)(s->end - s->at) < len || memcmp(s->at, word, len) != 0)
        return false;
    s->at += len;
    return true;
}

static bool open_bracket(struct scan *s, char c)
{
    if (s->depth == RETORT_DEPTH_MAX)
        return false;
    s->open[s->depth++] = c;
    s->expect = c == '{' ? KEY_OR_END : VALUE_OR_END;
    return true;
}

static bool take_value(struct scan *s)
{
    s->expect = COMMA_OR_END;
    if (skip_char(s, "\""))
        return skip_string(s);
    if (skip_char(s, "{"))
        return open_bracket(s, '{');
    if (skip_char(s, "["))
        return open_bracket(s, '[');
    return skip_word(s, "true") || skip_word(s, "false") ||
           skip_word(s, "null") || skip_number(s);
}

static bool take_end(struct scan *s)
{
    if (!s->depth || !skip_char(s, s->open[s->depth - 1] == '{' ? "}" : "]"))
        return false;
    s->depth--;
    s->expect = COMMA_OR_END;
    return true;
}

static bool take_key(struct scan *s)
{
    s->expect = COLON;
    return skip_char(s, "\"") && skip_string(s);
}

static bool take_comma(struct scan *s)
{
    if (!s->depth || !skip_char(s, ","))
        return false;
    s->expect = s->open[s->depth - 1] == '{' ? KEY : VALUE;
    return true;
}

static bool take(struct scan *s)
{
    switch (s->expect) {
    case VALUE: return take_value(s);
    case VALUE_OR_END: return take_end(s) || take_value(s);
    case KEY: return take_key(s);
    case KEY_OR_END: return take_end(s) || take_key(s);
    case COMMA_OR_END: return take_end(s) || take_comma(s);
    case COLON: s->expect = VALUE; return skip_char(s, ":");
    }
    return false;
}

bool retort_json_is_value(retort_span text)
{
    struct scan s = {.at = text.ptr, .end = text.ptr + text.len};

    if (!retort_terminal_is_utf8(text))
        return false;
    for (;;) {
        while (skip_char(&s, " \t\r\n"))
            ;
        if (s.at == s.end)
            return s.depth == 0 && s.expect == COMMA_OR_END;
        if (!take(&s))
            return false;
    }
}
