#include "fingerprint/lineage_words.h"

#include <string.h>

static const char *const relation_words[RETORT_RELATION_COUNT] = {
    [RETORT_RELATION_UNKNOWN] = "unknown",
    [RETORT_RELATION_TEACHER] = "teacher",
    [RETORT_RELATION_VERSION] = "version",
    [RETORT_RELATION_VARIANT] = "variant",
    [RETORT_RELATION_DERIVED] = "derived",
    [RETORT_RELATION_SFT_DISTILL] = "sft-distill",
    [RETORT_RELATION_MIXED_DISTILL] = "mixed-distill",
    [RETORT_RELATION_LOGIT_DISTILL] = "logit-distill",
    [RETORT_RELATION_HUMAN_SFT] = "human-sft",
    [RETORT_RELATION_ENSEMBLE] = "ensemble",
    [RETORT_RELATION_ADVERSARIAL] = "adversarial",
};

static const char *const confidence_words[RETORT_CONFIDENCE_COUNT] = {
    [RETORT_CONFIDENCE_UNKNOWN] = "",
    [RETORT_CONFIDENCE_DOCUMENTED] = "documented",
    [RETORT_CONFIDENCE_SELF_DECLARED] = "self-declared",
    [RETORT_CONFIDENCE_INFERRED] = "inferred",
    [RETORT_CONFIDENCE_DOUBTFUL] = "doubtful",
};

static const char *const share_words[RETORT_SHARE_COUNT] = {
    [RETORT_SHARE_NONE] = "-",
    [RETORT_SHARE_MAIN] = "main",
    [RETORT_SHARE_PART] = "part",
    [RETORT_SHARE_PREFERENCE] = "preference-only",
    [RETORT_SHARE_UNKNOWN] = "unknown",
};

bool retort_word_is(retort_span word, const char *text)
{
    size_t len = strlen(text);

    return word.len == len && (len == 0 || memcmp(word.ptr, text, len) == 0);
}

/* Position of a word in a table, or the size of the table. */
static size_t find(const char *const *words, size_t count, retort_span word)
{
    size_t i = 0;

    while (i < count && !retort_word_is(word, words[i]))
        i++;
    return i;
}

bool retort_relation_parse(retort_span word, retort_relation *out)
{
    size_t i = find(relation_words, RETORT_RELATION_COUNT, word);

    if (word.len == 0)
        i = RETORT_RELATION_UNKNOWN;
    if (i < RETORT_RELATION_COUNT)
        *out = (retort_relation)i;
    return i < RETORT_RELATION_COUNT;
}

bool retort_confidence_parse(retort_span word, retort_confidence *out)
{
    size_t i = find(confidence_words, RETORT_CONFIDENCE_COUNT, word);

    if (i < RETORT_CONFIDENCE_COUNT)
        *out = (retort_confidence)i;
    return i < RETORT_CONFIDENCE_COUNT;
}

bool retort_share_parse(retort_span word, retort_share *out)
{
    size_t i = find(share_words, RETORT_SHARE_COUNT, word);

    if (i < RETORT_SHARE_COUNT)
        *out = (retort_share)i;
    return i < RETORT_SHARE_COUNT;
}

const char *retort_relation_word(retort_relation relation)
{
    return relation_words[relation];
}

const char *retort_confidence_word(retort_confidence confidence)
{
    return confidence_words[confidence];
}

const char *retort_share_word(retort_share share)
{
    return share_words[share];
}

const char *retort_relation_words(void)
{
    return "teacher, version, variant, derived, sft-distill, mixed-distill, "
           "logit-distill, human-sft, ensemble, adversarial, unknown";
}

const char *retort_confidence_words(void)
{
    return "documented, self-declared, inferred, doubtful";
}

const char *retort_share_words(void)
{
    return "main, part, preference-only, unknown, -";
}

static retort_span trim(retort_span s)
{
    while (s.len && s.ptr[0] == ' ') {
        s.ptr++;
        s.len--;
    }
    while (s.len && s.ptr[s.len - 1] == ' ')
        s.len--;
    return s;
}

retort_list retort_list_of(retort_span text)
{
    return (retort_list){text, text.len > 0};
}

bool retort_list_next(retort_list *list, retort_span *out_item)
{
    retort_span rest = list->rest;
    const char *comma;

    if (!list->more)
        return false;
    comma = rest.len ? memchr(rest.ptr, ',', rest.len) : NULL;
    if (!comma) {
        *out_item = trim(rest);
        list->more = false;
        return true;
    }
    *out_item = trim((retort_span){rest.ptr, (size_t)(comma - rest.ptr)});
    list->rest.len -= (size_t)(comma - rest.ptr) + 1;
    list->rest.ptr = comma + 1;
    return true;
}

size_t retort_list_count(retort_span text)
{
    retort_list list = retort_list_of(text);
    retort_span item;
    size_t n = 0;

    while (retort_list_next(&list, &item))
        n++;
    return n;
}
