#include "features/word_marks.h"

#include <assert.h>
#include <stdatomic.h>
#include <string.h>

#include "base/hash.h"
#include "features/lexicon.h"
#include "features/skeleton.h"
#include "features/stylometry_table.h"

static_assert(RETORT_MARK_CLOSED == 0, "bit 0, as users take it");
static_assert((int)RETORT_MARK_COUNT < (int)RETORT_PHRASE_SHIFT,
              "phrases stand above marks");

/* The listed words, and the token hashes of the phrases; 0 ends a phrase. */
static struct {
    retort_lexicon words;
    _Atomic uint64_t phrase[RETORT_STYLE_PHRASES_MAX][RETORT_PHRASE_WORDS_MAX];
} listed;

/* The next word of a list with single spaces; empty at its end. */
static retort_span next_word(const char **list)
{
    retort_span word = {*list, strcspn(*list, " ")};

    *list += word.len + (word.ptr[word.len] == ' ');
    return word;
}

static uint32_t mark_bit(retort_style_mark mark)
{
    return (uint32_t)1 << mark;
}

static void list_closed_class(void)
{
    for (size_t i = 0; i < retort_closed_class_count; i++) {
        retort_span word = retort_span_of(retort_closed_class[i]);
        uint32_t marks = mark_bit(RETORT_MARK_CLOSED);

        if (memchr(word.ptr, '\'', word.len))
            marks |= mark_bit(RETORT_MARK_CONTRACTION);
        retort_lexicon_put(&listed.words, word, marks);
    }
}

static void list_words(const retort_style_list *list)
{
    const char *rest = list->words;

    for (retort_span w = next_word(&rest); w.len; w = next_word(&rest))
        retort_lexicon_put(&listed.words, w, mark_bit(list->mark));
}

/* Keep the hashes of phrase @p i, a long one's first ones; mark its first word
 * if that is new. */
static void list_phrase(size_t i)
{
    const char *rest = retort_style_phrases[i].words;
    retort_span head = next_word(&rest);
    retort_span word = head;

    for (size_t k = 0; word.len && k < RETORT_PHRASE_WORDS_MAX;
         k++, word = next_word(&rest))
        atomic_store_explicit(&listed.phrase[i][k],
                              retort_hash_token(word.ptr, word.len),
                              memory_order_relaxed);
    if (i > 0 &&
        strncmp(retort_style_phrases[i - 1].words, head.ptr, head.len + 1) == 0)
        return;
    retort_lexicon_put(&listed.words, head,
                       (uint32_t)(i + 1) << RETORT_PHRASE_SHIFT);
}

static void list_all(void)
{
    if (retort_lexicon_ready(&listed.words))
        return;
    assert(retort_style_phrase_count <= RETORT_STYLE_PHRASES_MAX);
    list_closed_class();
    for (size_t i = 0; i < retort_style_list_count; i++)
        list_words(&retort_style_lists[i]);
    for (size_t i = 0; i < retort_style_phrase_count; i++)
        list_phrase(i);
    retort_lexicon_publish(&listed.words);
}

void retort_word_marks(const retort_tokens *tokens, uint32_t *marks)
{
    list_all();
    for (size_t i = 0; i < tokens->count; i++)
        marks[i] = retort_lexicon_marks(&listed.words, tokens->hash[i]);
}

bool retort_phrase_starts(size_t phrase, uint64_t hash)
{
    return atomic_load_explicit(&listed.phrase[phrase][0],
                                memory_order_relaxed) == hash;
}

bool retort_phrase_stands(const retort_tokens *tokens, size_t phrase, size_t at)
{
    size_t room = tokens->count - at;

    for (size_t k = 0; k < RETORT_PHRASE_WORDS_MAX; k++) {
        uint64_t want = atomic_load_explicit(&listed.phrase[phrase][k],
                                             memory_order_relaxed);

        if (want == 0)
            break;
        if (k >= room || tokens->hash[at + k] != want)
            return false;
    }
    return true;
}
