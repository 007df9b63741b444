#include "text/char_class.h"

#include <stddef.h>
#include <utf8proc.h>

static const struct cjk_range {
    uint32_t first;
    uint32_t last;
} cjk[] = {
    {0x1100, 0x11ff},   /* Hangul Jamo */
    {0x2e80, 0x2fd5},   /* radicals */
    {0x3005, 0x3007},   /* iteration mark, closing mark, zero */
    {0x3021, 0x3029},   /* Hangzhou numerals */
    {0x3038, 0x303b},   /* more of them, vertical iteration mark */
    {0x3041, 0x3096},   /* Hiragana */
    {0x309d, 0x309f},   /* Hiragana iteration marks */
    {0x30a1, 0x30fa},   /* Katakana */
    {0x30fc, 0x30ff},   /* prolonged sound and iteration marks */
    {0x3131, 0x318e},   /* Hangul compatibility Jamo */
    {0x31f0, 0x31ff},   /* small Katakana */
    {0x3400, 0x4dbf},   /* Han, extension A */
    {0x4e00, 0x9fff},   /* Han */
    {0xa960, 0xa97c},   /* Hangul Jamo extended A */
    {0xac00, 0xd7a3},   /* Hangul syllables */
    {0xd7b0, 0xd7fb},   /* Hangul Jamo extended B */
    {0xf900, 0xfaff},   /* Han, compatibility */
    {0xff66, 0xff9f},   /* half-width Katakana */
    {0xffa0, 0xffdc},   /* half-width Hangul */
    {0x1aff0, 0x1b16f}, /* Kana supplements */
    {0x20000, 0x3fffd}, /* Han, extensions B and up */
};

static bool is_cjk(uint32_t cp)
{
    size_t low = 0, high = sizeof(cjk) / sizeof(cjk[0]);

    if (cp < cjk[0].first)
        return false;
    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (cp > cjk[mid].last)
            low = mid + 1;
        else if (cp < cjk[mid].first)
            high = mid;
        else
            return true;
    }
    return false;
}

retort_char_class retort_char_class_of(uint32_t cp)
{
    utf8proc_category_t category;

    if (is_cjk(cp))
        return RETORT_CHAR_CJK;
    category = utf8proc_category((utf8proc_int32_t)cp);
    if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME)
        return RETORT_CHAR_LETTER;
    return category == UTF8PROC_CATEGORY_ND ? RETORT_CHAR_DIGIT
                                            : RETORT_CHAR_OTHER;
}

bool retort_char_is_space(uint32_t cp)
{
    if (cp < 0x80)
        return cp == ' ' || (cp >= '\t' && cp <= '\r');
    return cp == 0x85 || cp == 0xa0 || cp == 0x1680 ||
           (cp >= 0x2000 && cp <= 0x200a) || cp == 0x2028 || cp == 0x2029 ||
           cp == 0x202f || cp == 0x205f || cp == 0x3000;
}
