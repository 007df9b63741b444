#include "evaluate/looks.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/infile.h"
#include "base/mem.h"
#include "base/outfile.h"

enum { LOOKS_BYTES_MAX = 1 << 20 };

int eval_looks_is_date(const char *text)
{
    static const char shape[] = "dddd-dd-dd";

    if (strlen(text) != sizeof(shape) - 1)
        return 0;
    for (size_t i = 0; shape[i]; i++)
        if (shape[i] == 'd' ? text[i] < '0' || text[i] > '9'
                            : text[i] != shape[i])
            return 0;
    return 1;
}

void eval_looks_commit(char out[EVAL_COMMIT_BYTES])
{
    /* tags excluded: the abbreviated hash, and whether files differ */
    FILE *f = popen("git describe --always --dirty --abbrev=12 --exclude='*' "
                    "2>/dev/null",
                    "r");
    size_t len = 0;

    (void)snprintf(out, EVAL_COMMIT_BYTES, "unknown");
    if (!f)
        return;
    if (fgets(out, EVAL_COMMIT_BYTES, f))
        len = strcspn(out, "\n");
    if (len)
        out[len] = '\0';
    else
        (void)snprintf(out, EVAL_COMMIT_BYTES, "unknown");
    (void)pclose(f);
}

retort_status eval_looks_append(const char *path, const char *commit,
                                const char *date, const char *purpose,
                                retort_err *err)
{
    char *old = NULL;
    size_t len = 0;
    retort_buf b;
    retort_status st;

    if (strpbrk(commit, "\t\n\r") || strpbrk(date, "\t\n\r") ||
        strpbrk(purpose, "\t\n\r"))
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "a field of %.200s must not hold a tab or line end",
                           path);
    retort_buf_init(&b, LOOKS_BYTES_MAX);
    st = retort_infile_read(path, LOOKS_BYTES_MAX, &old, &len, err);
    if (st == RETORT_OK)
        retort_buf_add(&b, (retort_span){old, len});
    else if (st == RETORT_ERR_NOT_FOUND)
        retort_buf_puts(&b, "commit\tdate\tpurpose\n");
    else
        goto out;
    retort_buf_printf(&b, "%s\t%s\t%s\n", commit, date, purpose);
    st = retort_buf_status(&b);
    if (st == RETORT_OK)
        st = retort_outfile_put(path, true, (retort_span){b.ptr, b.len}, err);
out:
    retort_mem_free(old);
    retort_buf_release(&b);
    return st;
}
