#include "ingest/jsonescape.h"

#include <stddef.h>

bool retort_escape_is_simple(char c)
{
    switch (c) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't': return true;
    default: return false;
    }
}

int retort_hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

static int hex4(const char *p)
{
    int a = retort_hex_value(p[0]);
    int b = retort_hex_value(p[1]);
    int c = retort_hex_value(p[2]);
    int d = retort_hex_value(p[3]);

    if (a < 0 || b < 0 || c < 0 || d < 0)
        return -1;
    return a * 4096 + b * 256 + c * 16 + d;
}

const char *retort_escape_pass(const char *p, const char *end)
{
    int unit;
    int low;

    if (end - p < 2)
        return NULL;
    if (retort_escape_is_simple(p[1]))
        return p + 2;
    if (p[1] != 'u' || end - p < 6)
        return NULL;
    unit = hex4(p + 2);
    if (unit < 0 || retort_is_low_half((unsigned)unit))
        return NULL;
    if (!retort_is_high_half((unsigned)unit))
        return p + 6;
    if (end - p < 12 || p[6] != '\\' || p[7] != 'u')
        return NULL;
    low = hex4(p + 8);
    return low >= 0 && retort_is_low_half((unsigned)low) ? p + 12 : NULL;
}
