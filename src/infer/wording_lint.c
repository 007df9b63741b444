/*
 * Phrases are held against the text word by word, from every word on. A text
 * has few words that begin a phrase, so the cost is that of reading it.
 */
#include "infer/wording.h"

#include <string.h>

enum { WILD_MAX = 6 };

/* A word of the text, or its end (length 0). */
struct word {
    const char *ptr;
    size_t len;
};

static bool is_word_byte(char c)
{
    unsigned char u = (unsigned char)c;

    return u >= 0x80 || (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z') ||
           (u >= 'A' && u <= 'Z') || u == '-' || u == '\'' || u == '_';
}

/* The per cent sign is a word of its own. */
static struct word next_word(const char *p)
{
    struct word w;

    while (*p && *p != '%' && !is_word_byte(*p))
        p++;
    w.ptr = p;
    w.len = *p == '%';
    while (w.len == 0 && is_word_byte(*p))
        p++;
    if (w.len == 0)
        w.len = (size_t)(p - w.ptr);
    return w;
}

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static bool is_equal(struct word a, struct word b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++) {
        if (lower(a.ptr[i]) != lower(b.ptr[i]))
            return false;
    }
    return true;
}

/* Words of @p phrase without "*", from here on; where they end, or NULL. */
static const char *skip_words(const char *phrase, const char *text)
{
    for (;;) {
        struct word want = next_word(phrase);
        struct word is = next_word(text);

        if (want.len == 0)
            return text;
        if (!is_equal(want, is))
            return NULL;
        phrase = want.ptr + want.len;
        text = is.ptr + is.len;
    }
}

/* Does the text go on with @p phrase? */
static bool has_phrase(const char *phrase, const char *text)
{
    const char *star = strchr(phrase, '*');
    char head[64];
    size_t len;

    if (!star)
        return skip_words(phrase, text) != NULL;
    len = (size_t)(star - phrase);
    if (len >= sizeof(head))
        return false;
    memcpy(head, phrase, len);
    head[len] = '\0';
    text = skip_words(head, text);
    for (int i = 0; text && i < WILD_MAX; i++) {
        struct word any = next_word(text);

        text = any.ptr + any.len;
        if (any.len && skip_words(star + 1, text))
            return true;
    }
    return false;
}

/* The one sentence that may say what it is not. */
static const char *skip_allowed(const char *text)
{
    return skip_words("This is not the probability that S was distilled from R",
                      text);
}

static const char *phrase_at(const char *text)
{
    const char *const *phrase = retort_wording_forbidden();

    while (*phrase && !has_phrase(*phrase, text))
        phrase++;
    return *phrase;
}

bool retort_wording_is_clean(const char *text, const char **found)
{
    const char *bad = NULL;
    struct word w = next_word(text);

    while (w.len && !bad) {
        const char *behind = skip_allowed(w.ptr);

        if (!behind) {
            bad = phrase_at(w.ptr);
            behind = w.ptr + w.len;
        }
        w = next_word(behind);
    }
    if (found)
        *found = bad;
    return !bad;
}
