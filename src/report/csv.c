#include "report/csv.h"

#include <math.h>

#include "report/escape.h"
#include "report/number.h"

void retort_csv_text(retort_buf *out, const char *text)
{
    retort_escape_csv(out, text);
    retort_buf_puts(out, ",");
}

void retort_csv_count(retort_buf *out, uint64_t count)
{
    retort_number_count(out, count);
    retort_buf_puts(out, ",");
}

void retort_csv_number(retort_buf *out, double value)
{
    if (isfinite(value))
        retort_number_exact(out, value);
    retort_buf_puts(out, ",");
}
