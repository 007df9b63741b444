#include "evaluate/transform.h"

#include <stdbool.h>

#include "base/mem.h"
#include "base/philox.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/* The next word at or after @p at; empty at the end. */
static retort_span next_word(retort_span text, size_t at)
{
    size_t end;

    while (at < text.len && is_space(text.ptr[at]))
        at++;
    end = at;
    while (end < text.len && !is_space(text.ptr[end]))
        end++;
    return (retort_span){text.ptr + at, end - at};
}

static size_t end_of(retort_span text, retort_span word)
{
    return (size_t)(word.ptr - text.ptr) + word.len;
}

retort_span eval_first_words(retort_span text, size_t words)
{
    size_t end = 0;

    for (size_t n = 0; n < words; n++) {
        retort_span word = next_word(text, end);

        if (!word.len)
            break;
        end = end_of(text, word);
    }
    return (retort_span){text.ptr, end};
}

/* --- Markdown -------------------------------------------------------------- */

static size_t run_of(retort_span s, size_t at, char c)
{
    size_t n = 0;

    while (at + n < s.len && s.ptr[at + n] == c)
        n++;
    return n;
}

static bool is_blank(retort_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!is_space(s.ptr[i]))
            return false;
    return true;
}

static retort_span skip(retort_span s, size_t n)
{
    return (retort_span){s.ptr + n, s.len - n};
}

static retort_span skip_spaces(retort_span s)
{
    size_t n = 0;

    while (n < s.len && (s.ptr[n] == ' ' || s.ptr[n] == '\t'))
        n++;
    return skip(s, n);
}

/* Three or more of one of - * _ = and nothing else but bars and spaces, as
 * under a table's head; or a fence. */
static bool is_rule_or_fence(retort_span line)
{
    size_t signs = 0;

    if (run_of(line, 0, '`') >= 3 || run_of(line, 0, '~') >= 3)
        return true;
    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];

        if (c == '-' || c == '*' || c == '_' || c == '=')
            signs++;
        else if (c != '|' && c != ':' && !is_space(c))
            return false;
    }
    return signs >= 3;
}

/* Bytes of "12." or "3)", or 0: more than three digits are a year. */
static size_t number_bytes(retort_span line)
{
    size_t n = 0;

    while (n < line.len && n < 3 && line.ptr[n] >= '0' && line.ptr[n] <= '9')
        n++;
    if (n == 0 || n == line.len)
        return 0;
    return line.ptr[n] == '.' || line.ptr[n] == ')' ? n + 1 : 0;
}

static size_t sign_bytes(retort_span line)
{
    static const char bullet[] = "\xe2\x80\xa2";
    size_t n = run_of(line, 0, '#');

    if (n || !line.len)
        return n;
    if (line.len >= 3 && memcmp(line.ptr, bullet, 3) == 0)
        return 3;
    return strchr("-*+>", line.ptr[0]) && line.ptr[0] ? 1 : 0;
}

/* Bytes of a mark at the start of a line with the space behind it, or 0. */
static size_t mark_bytes(retort_span line)
{
    size_t n = sign_bytes(line);

    if (!n)
        n = number_bytes(line);
    return n && n < line.len && line.ptr[n] == ' ' ? n + 1 : 0;
}

/* Signs of bold and of code go, bars become spaces. */
static void add_inline(retort_span line, retort_buf *out)
{
    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];

        if ((c == '*' || c == '_') && run_of(line, i, c) >= 2)
            i += run_of(line, i, c) - 1;
        else if (c == '|')
            retort_buf_puts(out, " ");
        else if (c != '*' && c != '`')
            retort_buf_add(out, (retort_span){line.ptr + i, 1});
    }
}

static void strip_line(retort_span line, retort_buf *out)
{
    size_t n;

    line = skip_spaces(line);
    while ((n = mark_bytes(line)) != 0)
        line = skip_spaces(skip(line, n));
    add_inline(line, out);
}

void eval_strip_markdown(retort_span text, retort_buf *out)
{
    size_t from = 0;

    while (from < text.len) {
        size_t end = from;
        retort_span line;

        while (end < text.len && text.ptr[end] != '\n')
            end++;
        line = (retort_span){text.ptr + from, end - from};
        if (is_blank(line) || !is_rule_or_fence(skip_spaces(line))) {
            strip_line(line, out);
            if (end < text.len)
                retort_buf_puts(out, "\n");
        }
        from = end + 1;
    }
}

/* --- words only ------------------------------------------------------------ */

static void add_word(retort_span word, retort_buf *out)
{
    if (out->len && out->ptr[out->len - 1] != '\n')
        retort_buf_puts(out, " ");
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] != '\'')
            retort_buf_add(out, (retort_span){word.ptr + i, 1});
}

void eval_strip_punctuation(const retort_tokens *tokens, retort_buf *out)
{
    for (size_t i = 0; i < tokens->count; i++) {
        const retort_span word = {tokens->lower + tokens->at[i],
                                  tokens->len[i]};

        switch ((retort_token_kind)tokens->kind[i]) {
        case RETORT_TOKEN_WORD:
        case RETORT_TOKEN_NUMBER:
        case RETORT_TOKEN_CJK: add_word(word, out); break;
        case RETORT_TOKEN_NEWLINE: retort_buf_puts(out, "\n"); break;
        case RETORT_TOKEN_BLANK: retort_buf_puts(out, "\n\n"); break;
        case RETORT_TOKEN_PUNCT:
        case RETORT_TOKEN_HEADING:
        case RETORT_TOKEN_BULLET:
        case RETORT_TOKEN_ITEM:
        case RETORT_TOKEN_BOLD:
        case RETORT_TOKEN_FENCE:
        case RETORT_TOKEN_BAR:
        case RETORT_TOKEN_KIND_COUNT: break;
        }
    }
}

static size_t count_words(retort_span text)
{
    size_t n = 0;

    for (retort_span w = next_word(text, 0); w.len;
         w = next_word(text, end_of(text, w)))
        n++;
    return n;
}

retort_status eval_shuffle_words(retort_span text, uint64_t seed,
                                 uint64_t stream, retort_buf *out,
                                 retort_err *err)
{
    size_t count = count_words(text);
    retort_span *words;
    size_t at = 0;

    if (!count)
        return RETORT_OK;
    words = retort_mem_new(count, sizeof(*words));
    if (!words)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for %zu words",
                           count);
    for (size_t i = 0; i < count; i++) {
        words[i] = next_word(text, at);
        at = end_of(text, words[i]);
    }
    for (size_t i = count - 1; i > 0; i--) { /* Fisher and Yates */
        size_t j = retort_philox_below(seed, stream, i, (uint32_t)(i + 1));
        retort_span w = words[i];

        words[i] = words[j];
        words[j] = w;
    }
    for (size_t i = 0; i < count; i++) {
        if (i)
            retort_buf_puts(out, " ");
        retort_buf_add(out, words[i]);
    }
    retort_mem_free(words);
    return retort_buf_status(out);
}
