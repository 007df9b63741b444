#include "report/number.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    DIGITS_SAFE = 15, /* decimals of this many digits survive a double */
    DIGITS_MAX = 17,
    PRINTED_BYTES = 400, /* the longest double in %f has 309 + 10 places */
};

/* A positive number as digits d.ddd x 10^exponent, no trailing zeros. */
typedef struct decimal {
    char digits[DIGITS_MAX + 1];
    int count;
    int exponent;
} decimal;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Print with that many digits; the decimal mark of the locale is left out. */
static bool reads_back(double value, int count, decimal *out)
{
    char text[PRINTED_BYTES];
    const char *p = text;

    (void)snprintf(text, sizeof(text), "%.*e", count - 1, value);
    out->count = 0;
    for (; *p && *p != 'e'; p++) {
        if (is_digit(*p) && out->count < DIGITS_MAX)
            out->digits[out->count++] = *p;
    }
    out->exponent = *p ? (int)strtol(p + 1, NULL, 10) : 0;
    while (out->count > 1 && out->digits[out->count - 1] == '0')
        out->count--;
    out->digits[out->count] = '\0';
    return strtod(text, NULL) == value;
}

static decimal shortest(double value)
{
    decimal d = {.count = 0};
    int count = value < DBL_MIN ? 1 : DIGITS_SAFE;

    while (!reads_back(value, count, &d) && count < DIGITS_MAX)
        count++;
    return d;
}

/* Digits with the point behind the first @p whole of them. */
static void put_plain(retort_buf *out, const decimal *d, int whole)
{
    if (whole <= 0) {
        retort_buf_puts(out, "0.");
        for (int i = whole; i < 0; i++)
            retort_buf_puts(out, "0");
        retort_buf_puts(out, d->digits);
        return;
    }
    for (int i = 0; i < whole || i < d->count; i++) {
        if (i == whole)
            retort_buf_puts(out, ".");
        retort_buf_printf(out, "%c", i < d->count ? d->digits[i] : '0');
    }
}

void retort_number_exact(retort_buf *out, double value)
{
    decimal d;

    if (!isfinite(value)) {
        retort_buf_puts(out, "null");
        return;
    }
    if (value == 0) {
        retort_buf_puts(out, "0");
        return;
    }
    if (value < 0)
        retort_buf_puts(out, "-");
    d = shortest(fabs(value));
    if (d.exponent > -7 && d.exponent < DIGITS_SAFE) {
        put_plain(out, &d, d.exponent + 1);
        return;
    }
    put_plain(out, &d, 1);
    retort_buf_printf(out, "e%+d", d.exponent);
}

bool retort_number_fixed(retort_buf *out, double value, int decimals)
{
    char text[PRINTED_BYTES];
    const char *p = text;

    if (!isfinite(value))
        return false;
    (void)snprintf(text, sizeof(text), "%.*f", decimals, value);
    if (*p == '-') {
        if (strpbrk(text, "123456789"))
            retort_buf_puts(out, "-");
        p++;
    }
    while (is_digit(*p))
        retort_buf_printf(out, "%c", *p++);
    if (*p)
        retort_buf_puts(out, ".");
    for (; *p; p++) {
        if (is_digit(*p))
            retort_buf_printf(out, "%c", *p);
    }
    return true;
}

int retort_number_decimals(double value)
{
    if (value == floor(value))
        return 0;
    return fabs(value) < 1 ? 3 : 2;
}

void retort_number_count(retort_buf *out, uint64_t count)
{
    retort_buf_printf(out, "%" PRIu64, count);
}
