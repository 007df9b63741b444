#include "text/char_class.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void class__is_right_for_one_of_each_kind(void **state)
{
    (void)state;
    assert_int_equal(retort_char_class_of(0xe9), RETORT_CHAR_LETTER);
    assert_int_equal(retort_char_class_of(0x301), RETORT_CHAR_LETTER);
    assert_int_equal(retort_char_class_of(0x20dd), RETORT_CHAR_LETTER);
    assert_int_equal(retort_char_class_of(0xe01), RETORT_CHAR_LETTER);
    assert_int_equal(retort_char_class_of(0x3105), RETORT_CHAR_LETTER);
    assert_int_equal(retort_char_class_of(0x663), RETORT_CHAR_DIGIT);
    assert_int_equal(retort_char_class_of(0xff11), RETORT_CHAR_DIGIT);
    assert_int_equal(retort_char_class_of(0xbd), RETORT_CHAR_OTHER);
    assert_int_equal(retort_char_class_of(0x2460), RETORT_CHAR_OTHER);
    assert_int_equal(retort_char_class_of(0x1f600), RETORT_CHAR_OTHER);
    assert_int_equal(retort_char_class_of(0x20ac), RETORT_CHAR_OTHER);
    assert_int_equal(retort_char_class_of(0xe000), RETORT_CHAR_OTHER);
    assert_int_equal(retort_char_class_of(0x378), RETORT_CHAR_OTHER);
    assert_int_equal(retort_char_class_of(0x1fffff), RETORT_CHAR_OTHER);
}

static void class__knows_the_ends_of_cjk_ranges(void **state)
{
    static const uint32_t inside[] = {
        0x1100, 0x11ff, 0x3005, 0x3007, 0x3041, 0x3096,  0x30a1,
        0x30fa, 0x30fc, 0x3400, 0x4e00, 0x9fff, 0xac00,  0xd7a3,
        0xf900, 0xfaff, 0xff66, 0xff9f, 0xffdc, 0x20000, 0x3fffd};
    static const uint32_t outside[] = {
        0x10ff, 0x1200, 0x3004, 0x3040, 0x3099, 0x30a0, 0x30fb,  0x33ff,
        0x4dc0, 0xa000, 0xabff, 0xd7a4, 0xff65, 0xffe0, 0x1ffff, 0x3fffe};

    (void)state;
    for (size_t i = 0; i < sizeof(inside) / sizeof(inside[0]); i++)
        assert_int_equal(retort_char_class_of(inside[i]), RETORT_CHAR_CJK);
    for (size_t i = 0; i < sizeof(outside) / sizeof(outside[0]); i++)
        assert_int_not_equal(retort_char_class_of(outside[i]), RETORT_CHAR_CJK);
}

/* Count from PropList.txt: 25 characters have White_Space. */
static void space__is_unicode_white_space(void **state)
{
    size_t count = 0;

    (void)state;
    for (uint32_t cp = 0; cp <= 0x10ffff; cp++)
        count += retort_char_is_space(cp);
    assert_int_equal(count, 25);
    assert_true(retort_char_is_space('\t'));
    assert_true(retort_char_is_space(0x2009));
    assert_true(retort_char_is_space(0x3000));
    assert_false(retort_char_is_space(0x200b));
    assert_false(retort_char_is_space(0x0e));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(class__is_right_for_one_of_each_kind),
        cmocka_unit_test(class__knows_the_ends_of_cjk_ranges),
        cmocka_unit_test(space__is_unicode_white_space),
    };

    return cmocka_run_group_tests_name("char_class", tests, NULL, NULL);
}
