#include "text/nfc.h"

/*
 * Chosen by hand for what replies are made of; test_nfc.c checks every code
 * point in them against utf8proc. A character that is missing here costs time,
 * never a wrong result. Normalization stability (Unicode policy) keeps the
 * ranges true in later versions of the standard, for code points assigned now;
 * unassigned ones are left out where a mark could still come.
 */
const retort_nfc_range retort_nfc_inert[] = {
    {0x0080, 0x02ff},   /* Latin, IPA, spacing modifiers */
    {0x0388, 0x0482},   /* Greek from Epsilon with tonos, Cyrillic */
    {0x048a, 0x0556},   /* Cyrillic extensions, Armenian capitals */
    {0x0561, 0x0587},   /* Armenian small letters */
    {0x05d0, 0x05ea},   /* Hebrew letters */
    {0x060c, 0x060f},   /* Arabic comma and signs */
    {0x061b, 0x061c},   /* Arabic semicolon, letter mark */
    {0x061e, 0x064a},   /* Arabic letters */
    {0x0660, 0x066f},   /* Arabic digits */
    {0x0671, 0x06d5},   /* Arabic letters of other languages */
    {0x0904, 0x0939},   /* Devanagari letters */
    {0x0964, 0x0970},   /* danda, digits */
    {0x0e01, 0x0e30},   /* Thai consonants */
    {0x0e32, 0x0e33},   /* Thai vowels that take room */
    {0x0e3f, 0x0e46},   /* baht, leading vowels */
    {0x10d0, 0x10ff},   /* Georgian */
    {0x1e00, 0x1eff},   /* Latin with two marks, Vietnamese */
    {0x2002, 0x206f},   /* punctuation, zero-width and direction marks */
    {0x2070, 0x2071},   /* superscripts */
    {0x2074, 0x208e},   /* superscripts, subscripts */
    {0x20a0, 0x20c0},   /* currency */
    {0x2100, 0x2125},   /* letter-like symbols up to the ohm sign */
    {0x212c, 0x218b},   /* letter-like symbols, number forms, arrows */
    {0x2190, 0x2328},   /* arrows, mathematics, technical */
    {0x232b, 0x2426},   /* technical, control pictures */
    {0x2440, 0x244a},   /* optical character recognition */
    {0x2460, 0x2adb},   /* enclosed, boxes, shapes, dingbats, mathematics */
    {0x2add, 0x2b73},   /* mathematics, arrows */
    {0x3000, 0x3029},   /* CJK punctuation */
    {0x3030, 0x303f},   /* more of it */
    {0x3041, 0x3096},   /* Hiragana */
    {0x309b, 0x30ff},   /* Hiragana marks that take room, Katakana */
    {0x3105, 0x312f},   /* Bopomofo */
    {0x3131, 0x318e},   /* Hangul compatibility Jamo */
    {0x3190, 0x31e3},   /* Kanbun, strokes */
    {0x31f0, 0x321e},   /* small Katakana, enclosed Hangul */
    {0x3220, 0x9fff},   /* enclosed and squared CJK, Han */
    {0xac00, 0xd7a3},   /* Hangul syllables */
    {0xe000, 0xf8ff},   /* private use */
    {0xfe00, 0xfe0f},   /* variation selectors */
    {0xfe10, 0xfe19},   /* vertical forms */
    {0xfe30, 0xfe4f},   /* CJK compatibility forms */
    {0xfeff, 0xfeff},   /* byte order mark */
    {0xff01, 0xffbe},   /* full-width and half-width forms */
    {0xffe0, 0xffe6},   /* full-width signs */
    {0xfffc, 0xfffd},   /* object and replacement characters */
    {0x1f000, 0x1faff}, /* emoji and symbols */
    {0x20000, 0x2a6df}, /* Han, extension B */
};

const size_t retort_nfc_inert_count =
    sizeof(retort_nfc_inert) / sizeof(retort_nfc_inert[0]);
