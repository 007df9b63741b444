/*
 * Skeleton tokens by token hash and marks; no string is compared.
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

enum suffix_class {
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
};

/* Padded as a token is for its hash (base/hash.h). */
static const char SPELLING[SUFFIX_COUNT][RETORT_TOKEN_PAD_BYTES] = {
    [SUFFIX_NONE] = "*",     [SUFFIX_ABLE] = "*able", [SUFFIX_AL] = "*al",
    [SUFFIX_ANCE] = "*ance", [SUFFIX_ED] = "*ed",     [SUFFIX_ER] = "*er",
    [SUFFIX_EST] = "*est",   [SUFFIX_FUL] = "*ful",   [SUFFIX_IC] = "*ic",
    [SUFFIX_ING] = "*ing",   [SUFFIX_ITY] = "*ity",   [SUFFIX_IVE] = "*ive",
    [SUFFIX_IZE] = "*ize",   [SUFFIX_LY] = "*ly",     [SUFFIX_MENT] = "*ment",
    [SUFFIX_NESS] = "*ness", [SUFFIX_OUS] = "*ous",   [SUFFIX_S] = "*s",
    [SUFFIX_TION] = "*tion",
};

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
 * The last two letters leave one class that a word can have; its last four
 * bytes and its length decide. No branch depends on the word.
 */
enum { LETTERS = 26, SUFFIX_NEVER = SUFFIX_COUNT };

#define PAIR(a, b) [(a) - 'a'][(b) - 'a']
#define WITH_S(a)  PAIR(a, 's') = SUFFIX_S

static const uint8_t CANDIDATE[LETTERS + 1][LETTERS + 1] = {
    PAIR('l', 'e') = SUFFIX_ABLE,
    PAIR('a', 'l') = SUFFIX_AL,
    PAIR('c', 'e') = SUFFIX_ANCE,
    PAIR('e', 'd') = SUFFIX_ED,
    PAIR('e', 'r') = SUFFIX_ER,
    PAIR('s', 't') = SUFFIX_EST,
    PAIR('u', 'l') = SUFFIX_FUL,
    PAIR('i', 'c') = SUFFIX_IC,
    PAIR('n', 'g') = SUFFIX_ING,
    PAIR('t', 'y') = SUFFIX_ITY,
    PAIR('v', 'e') = SUFFIX_IVE,
    PAIR('z', 'e') = SUFFIX_IZE,
    PAIR('s', 'e') = SUFFIX_IZE,
    PAIR('l', 'y') = SUFFIX_LY,
    PAIR('n', 't') = SUFFIX_MENT,
    PAIR('s', 's') = SUFFIX_NESS,
    PAIR('u', 's') = SUFFIX_OUS,
    PAIR('o', 'n') = SUFFIX_TION,
    PAIR('i', 's') = SUFFIX_NEVER,
    WITH_S('a'),
    WITH_S('b'),
    WITH_S('c'),
    WITH_S('d'),
    WITH_S('e'),
    WITH_S('f'),
    WITH_S('g'),
    WITH_S('h'),
    WITH_S('j'),
    WITH_S('k'),
    WITH_S('l'),
    WITH_S('m'),
    WITH_S('n'),
    WITH_S('o'),
    WITH_S('p'),
    WITH_S('q'),
    WITH_S('r'),
    WITH_S('t'),
    WITH_S('v'),
    WITH_S('w'),
    WITH_S('x'),
    WITH_S('y'),
    WITH_S('z'),
    WITH_S('a' + LETTERS),
};

/* Four bytes as a little-endian machine reads them; 0 is any byte. */
#define TAIL(a, b, c, d)                                                       \
    ((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16 |                \
     (uint32_t)(d) << 24)
#define MASK2 TAIL(0, 0, 0xff, 0xff)
#define MASK3 TAIL(0, 0xff, 0xff, 0xff)
#define MASK4 TAIL(0xff, 0xff, 0xff, 0xff)

/* The tail of a word under mask is one of two; it has least bytes or more. */
static const struct ending {
    uint32_t least;
    uint32_t mask;
    uint32_t one;
    uint32_t other;
} ENDING[SUFFIX_COUNT + 1] = {
    [SUFFIX_NONE] = {0, 0, 0, 0},
    [SUFFIX_ABLE] = {6, MASK4, TAIL('a', 'b', 'l', 'e'),
                     TAIL('i', 'b', 'l', 'e')},
    [SUFFIX_AL] = {5, MASK2, TAIL(0, 0, 'a', 'l'), 0},
    [SUFFIX_ANCE] = {6, MASK4, TAIL('a', 'n', 'c', 'e'),
                     TAIL('e', 'n', 'c', 'e')},
    [SUFFIX_ED] = {5, MASK2, TAIL(0, 0, 'e', 'd'), 0},
    [SUFFIX_ER] = {5, MASK2, TAIL(0, 0, 'e', 'r'), 0},
    [SUFFIX_EST] = {6, MASK3, TAIL(0, 'e', 's', 't'), 0},
    [SUFFIX_FUL] = {6, MASK3, TAIL(0, 'f', 'u', 'l'), 0},
    [SUFFIX_IC] = {5, MASK2, TAIL(0, 0, 'i', 'c'), 0},
    [SUFFIX_ING] = {5, MASK3, TAIL(0, 'i', 'n', 'g'), 0},
    [SUFFIX_ITY] = {6, MASK3, TAIL(0, 'i', 't', 'y'), 0},
    [SUFFIX_IVE] = {6, MASK3, TAIL(0, 'i', 'v', 'e'), 0},
    [SUFFIX_IZE] = {6, MASK3, TAIL(0, 'i', 'z', 'e'), TAIL(0, 'i', 's', 'e')},
    [SUFFIX_LY] = {5, MASK2, TAIL(0, 0, 'l', 'y'), 0},
    [SUFFIX_MENT] = {7, MASK4, TAIL('m', 'e', 'n', 't'), 0},
    [SUFFIX_NESS] = {6, MASK4, TAIL('n', 'e', 's', 's'), 0},
    [SUFFIX_OUS] = {6, MASK3, TAIL(0, 'o', 'u', 's'), 0},
    [SUFFIX_S] = {4, 0, 0, 0},
    [SUFFIX_TION] = {6, MASK4, TAIL('t', 'i', 'o', 'n'),
                     TAIL('s', 'i', 'o', 'n')},
    [SUFFIX_NEVER] = {UINT32_MAX, 0, 0, 0},
};

/* Index of a byte in CANDIDATE; all that are not a-z share the last one. */
static inline uint32_t letter_of(uint32_t byte)
{
    uint32_t letter = byte - 'a';

    return letter < LETTERS ? letter : LETTERS;
}

/* The bytes up to 64 behind @p word may be read. */
static inline uint32_t classify(const char *word, uint32_t len)
{
    uint32_t tail;
    uint32_t found;
    const struct ending *e;
    uint32_t fits;

    memcpy(&tail, word + (len > 4 ? len - 4 : 0), sizeof(tail));
    found = CANDIDATE[letter_of(tail >> 16 & 0xff)][letter_of(tail >> 24)];
    e = &ENDING[found];
    tail &= e->mask;
    fits = (uint32_t)(len >= e->least) &
           (uint32_t)((tail == e->one) | (tail == e->other));
    return fits * found; /* SUFFIX_NONE is 0 */
}

/*
 * How tokens of each kind become skeleton tokens; no branch depends on the
 * kind: it is past predicting. All bits set: the token stays what it is.
 */
static const uint64_t STAYS[RETORT_TOKEN_KIND_COUNT] = {
    [RETORT_TOKEN_WORD] = 0,
    [RETORT_TOKEN_NUMBER] = 0,
    [RETORT_TOKEN_CJK] = 0,
    [RETORT_TOKEN_PUNCT] = UINT64_MAX,
    [RETORT_TOKEN_NEWLINE] = UINT64_MAX,
    [RETORT_TOKEN_BLANK] = UINT64_MAX,
    [RETORT_TOKEN_HEADING] = UINT64_MAX,
    [RETORT_TOKEN_BULLET] = UINT64_MAX,
    [RETORT_TOKEN_ITEM] = UINT64_MAX,
    [RETORT_TOKEN_BOLD] = UINT64_MAX,
    [RETORT_TOKEN_FENCE] = UINT64_MAX,
    [RETORT_TOKEN_BAR] = UINT64_MAX,
};

enum { NUMBER = SUFFIX_COUNT, SPELLINGS };

void retort_skeleton_hash(const retort_tokens *tokens, const uint32_t *marks,
                          uint64_t *skeleton, uint64_t *suffix)
{
    uint64_t spelled[SPELLINGS];

    for (size_t c = 0; c < SUFFIX_COUNT; c++)
        spelled[c] = retort_hash64(SPELLING[c], sizeof(SPELLING[c]));
    spelled[NUMBER] = retort_hash_token("#", 1);
    for (size_t i = 0; i < tokens->count; i++) {
        uint8_t kind = tokens->kind[i];
        uint64_t stays = STAYS[kind] | (0 - (uint64_t)(marks[i] & 1));
        uint64_t own = tokens->hash[i] & stays;
        uint32_t is_word = kind == RETORT_TOKEN_WORD;
        uint32_t plain = kind == RETORT_TOKEN_NUMBER ? NUMBER : SUFFIX_NONE;
        uint32_t ending =
            classify(tokens->lower + tokens->at[i], tokens->len[i]);

        ending = is_word ? ending : plain;
        skeleton[i] = own | (spelled[plain] & ~stays);
        suffix[i] = own | (spelled[ending] & ~stays);
    }
}
