#include "ingest/jsonnumber.h"

enum byte_class { ZERO, DIGIT, POINT, E, PLUS, MINUS, CLASS_COUNT };

/* Bad wherever the table is silent: RETORT_NUMBER_START never comes back. */
static const unsigned char NEXT[RETORT_NUMBER_BAD][CLASS_COUNT] = {
    [RETORT_NUMBER_START] = {[ZERO] = RETORT_NUMBER_ZERO,
                             [DIGIT] = RETORT_NUMBER_WHOLE,
                             [MINUS] = RETORT_NUMBER_MINUS},
    [RETORT_NUMBER_MINUS] =
        {[ZERO] = RETORT_NUMBER_ZERO, [DIGIT] = RETORT_NUMBER_WHOLE},
    [RETORT_NUMBER_ZERO] =
        {[POINT] = RETORT_NUMBER_POINT, [E] = RETORT_NUMBER_E},
    [RETORT_NUMBER_WHOLE] = {[ZERO] = RETORT_NUMBER_WHOLE,
                             [DIGIT] = RETORT_NUMBER_WHOLE,
                             [POINT] = RETORT_NUMBER_POINT,
                             [E] = RETORT_NUMBER_E},
    [RETORT_NUMBER_POINT] =
        {[ZERO] = RETORT_NUMBER_FRACTION, [DIGIT] = RETORT_NUMBER_FRACTION},
    [RETORT_NUMBER_FRACTION] = {[ZERO] = RETORT_NUMBER_FRACTION,
                                [DIGIT] = RETORT_NUMBER_FRACTION,
                                [E] = RETORT_NUMBER_E},
    [RETORT_NUMBER_E] = {[ZERO] = RETORT_NUMBER_EXPONENT,
                         [DIGIT] = RETORT_NUMBER_EXPONENT,
                         [PLUS] = RETORT_NUMBER_SIGN,
                         [MINUS] = RETORT_NUMBER_SIGN},
    [RETORT_NUMBER_SIGN] =
        {[ZERO] = RETORT_NUMBER_EXPONENT, [DIGIT] = RETORT_NUMBER_EXPONENT},
    [RETORT_NUMBER_EXPONENT] =
        {[ZERO] = RETORT_NUMBER_EXPONENT, [DIGIT] = RETORT_NUMBER_EXPONENT},
};

static enum byte_class class_of(char c)
{
    if (c == '0')
        return ZERO;
    if (c >= '1' && c <= '9')
        return DIGIT;
    switch (c) {
    case '.': return POINT;
    case 'e':
    case 'E': return E;
    case '+': return PLUS;
    case '-': return MINUS;
    default: return CLASS_COUNT;
    }
}

bool retort_number_has(char c)
{
    return class_of(c) != CLASS_COUNT;
}

unsigned char retort_number_step(unsigned char state, char c)
{
    unsigned char next = NEXT[state][class_of(c)];

    return next == RETORT_NUMBER_START ? RETORT_NUMBER_BAD : next;
}

bool retort_number_is_whole(unsigned char state)
{
    return state == RETORT_NUMBER_ZERO || state == RETORT_NUMBER_WHOLE ||
           state == RETORT_NUMBER_FRACTION || state == RETORT_NUMBER_EXPONENT;
}
