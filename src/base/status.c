#include <retort/status.h>

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

/* Exit codes: 0 done, 1 finding, 2 usage, 3 input rejected, 4 I/O or resource,
 * 5 internal, 6 method not applicable. The id starts with the exit code. */
struct status_row {
    retort_status status;
    const char *id;
    const char *name;
    int exit_code;
};

static const struct status_row TABLE[] = {
    {RETORT_OK, "E0000", "ok", 0},
    {RETORT_END, "E0001", "end", 0},
    {RETORT_ERR_ARG, "E2001", "bad argument", 2},
    {RETORT_ERR_FORMAT, "E3001", "bad format", 3},
    {RETORT_ERR_UTF8, "E3002", "not UTF-8", 3},
    {RETORT_ERR_JSON, "E3003", "not JSON", 3},
    {RETORT_ERR_LIMIT, "E3004", "limit exceeded", 3},
    {RETORT_ERR_TRUNCATED, "E3005", "truncated", 3},
    {RETORT_ERR_EMPTY, "E3006", "no records", 3},
    {RETORT_ERR_SHAPE, "E3007", "unknown shape", 3},
    {RETORT_ERR_MISMATCH, "E3008", "unequal parameters", 3},
    {RETORT_ERR_NOT_FOUND, "E3009", "not found", 3},
    {RETORT_ERR_NOMEM, "E4001", "out of memory", 4},
    {RETORT_ERR_IO, "E4002", "i/o error", 4},
    {RETORT_ERR_EXISTS, "E4003", "output exists", 4},
    {RETORT_ERR_INTERNAL, "E5001", "internal error", 5},
    {RETORT_ERR_NOT_APPLICABLE, "E6001", "method not applicable", 6},
};

static const struct status_row *row_of(retort_status st)
{
    static const struct status_row unknown = {RETORT_ERR_INTERNAL, "E5000",
                                              "unknown status", 5};

    for (size_t i = 0; i < sizeof(TABLE) / sizeof(TABLE[0]); i++)
        if (TABLE[i].status == st)
            return &TABLE[i];
    return &unknown;
}

const char *retort_status_name(retort_status st)
{
    return row_of(st)->name;
}

const char *retort_status_id(retort_status st)
{
    return row_of(st)->id;
}

int retort_status_exit(retort_status st)
{
    return row_of(st)->exit_code;
}

static void fill(retort_err *err, retort_status code, const char *fmt,
                 va_list ap) RETORT_PRINTF(3, 0);

static void fill(retort_err *err, retort_status code, const char *fmt,
                 va_list ap)
{
    err->code = code;
    err->sys_errno = code == RETORT_ERR_IO ? errno : 0;
    err->record = 0;
    err->offset = 0;
    err->file[0] = '\0';
    (void)vsnprintf(err->text, sizeof(err->text), fmt, ap);
}

void retort_err_fill(retort_err *err, retort_status code, const char *fmt, ...)
{
    va_list ap;

    if (!err)
        return;
    va_start(ap, fmt);
    fill(err, code, fmt, ap);
    va_end(ap);
}

void retort_err_fill_at(retort_err *err, retort_status code, uint64_t record,
                        uint64_t offset, const char *fmt, ...)
{
    va_list ap;

    if (!err)
        return;
    va_start(ap, fmt);
    fill(err, code, fmt, ap);
    va_end(ap);
    err->record = record;
    err->offset = offset;
}

void retort_err_in_file(retort_err *err, const char *file)
{
    if (err)
        (void)snprintf(err->file, sizeof(err->file), "%s", file);
}
