/*
 * Skeleton tokens by token hash: one look-up a word in a table that fits the
 * first-level cache, no string is compared.
 *
 * The suffix class of a word that is not closed-class is that of its longest
 * ending in the table, if the word has at least the stated number of bytes:
 *
 *     class    endings        bytes     class    endings        bytes
 *     "*able"  able ible      6         "*ity"   ity            6
 *     "*al"    al             5         "*ive"   ive            6
 *     "*ance"  ance ence      6         "*ize"   ize ise        6
 *     "*ed"    ed             5         "*ly"    ly             5
 *     "*er"    er             5         "*ment"  ment           7
 *     "*est"   est            6         "*ness"  ness           6
 *     "*ful"   ful            6         "*ous"   ous            6
 *     "*ic"    ic             5         "*s"     s (not ss us is) 4
 *     "*ing"   ing            5         "*tion"  tion sion      6
 *     "*"      every other word and every CJK character
 */
#include "features/skeleton.h"

#include <string.h>

#include "base/hash.h"
#include "features/lexicon.h"

typedef enum suffix_class {
    SUFFIX_NONE,
    SUFFIX_ABLE,
    SUFFIX_AL,
    SUFFIX_ANCE,
    SUFFIX_ED,
    SUFFIX_ER,
    SUFFIX_EST,
    SUFFIX_FUL,
    SUFFIX_IC,
    SUFFIX_ING,
    SUFFIX_ITY,
    SUFFIX_IVE,
    SUFFIX_IZE,
    SUFFIX_LY,
    SUFFIX_MENT,
    SUFFIX_NESS,
    SUFFIX_OUS,
    SUFFIX_S,
    SUFFIX_TION,
    SUFFIX_COUNT
} suffix_class;

static const char *const SPELLING[SUFFIX_COUNT] = {
    [SUFFIX_NONE] = "*",     [SUFFIX_ABLE] = "*able", [SUFFIX_AL] = "*al",
    [SUFFIX_ANCE] = "*ance", [SUFFIX_ED] = "*ed",     [SUFFIX_ER] = "*er",
    [SUFFIX_EST] = "*est",   [SUFFIX_FUL] = "*ful",   [SUFFIX_IC] = "*ic",
    [SUFFIX_ING] = "*ing",   [SUFFIX_ITY] = "*ity",   [SUFFIX_IVE] = "*ive",
    [SUFFIX_IZE] = "*ize",   [SUFFIX_LY] = "*ly",     [SUFFIX_MENT] = "*ment",
    [SUFFIX_NESS] = "*ness", [SUFFIX_OUS] = "*ous",   [SUFFIX_S] = "*s",
    [SUFFIX_TION] = "*tion",
};

static retort_lexicon kept_words;

static const retort_lexicon *kept(void)
{
    if (!retort_lexicon_ready(&kept_words)) {
        for (size_t i = 0; i < retort_closed_class_count; i++)
            retort_lexicon_put(&kept_words,
                               retort_span_of(retort_closed_class[i]), 1);
        retort_lexicon_publish(&kept_words);
    }
    return &kept_words;
}

static int compare(retort_span word, const char *entry)
{
    size_t len = strlen(entry);
    int order = memcmp(word.ptr, entry, word.len < len ? word.len : len);

    return order ? order : (word.len > len) - (word.len < len);
}

bool retort_skeleton_keeps(retort_span word)
{
    size_t lo = 0;
    size_t hi = retort_closed_class_count;

    while (word.len > 0 && lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int order = compare(word, retort_closed_class[mid]);

        if (order == 0)
            return true;
        if (order < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return false;
}

/*
 * The last two letters of a word leave one class it can have; the last four
 * bytes and the length decide. No branch depends on the word.
 */
enum { LETTERS = 26, NO_LETTER = LETTERS };

#define ENDS_IN(a, b) [(a) - 'a'][(b) - 'a']
/* Any byte before the s; the designators behind it take three pairs back. */
#define ROW_OF_S [0 ... NO_LETTER]['s' - 'a']

static const uint8_t CANDIDATE[NO_LETTER + 1][NO_LETTER + 1] = {
void retort_skeleton_hash(const retort_tokens *tokens, uint64_t *skeleton,
                          uint64_t *suffix)
{
    const retort_lexicon *keep = kept();
    uint64_t spelled[SUFFIX_COUNT];
    uint64_t number = retort_hash_token("#", 1);

    for (size_t c = 0; c < SUFFIX_COUNT; c++)
        spelled[c] = retort_hash_token(SPELLING[c], strlen(SPELLING[c]));
    for (size_t i = 0; i < tokens->count; i++) {
        uint64_t hash = tokens->hash[i];
        uint8_t kind = tokens->kind[i];

        skeleton[i] = suffix[i] = hash;
        if (kind == RETORT_TOKEN_WORD) {
            if (retort_lexicon_marks(keep, hash))
                continue;
            skeleton[i] = spelled[SUFFIX_NONE];
            suffix[i] = spelled[classify(tokens->lower + tokens->at[i],
                                         tokens->len[i])];
        } else if (kind == RETORT_TOKEN_NUMBER) {
            skeleton[i] = suffix[i] = number;
        } else if (kind == RETORT_TOKEN_CJK) {
            skeleton[i] = suffix[i] = spelled[SUFFIX_NONE];
        }
    }
}
