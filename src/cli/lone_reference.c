#include "cli/lone_reference.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/outfile.h"

enum { PATH_BYTES_MAX = 4096 };

static retort_status make_folders(retort_lone_reference *r, retort_err *err)
{
    if (retort_buf_status(&r->file) != RETORT_OK)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a file name");
    if (mkdir(r->folder.ptr, 0700) == 0)
        return RETORT_OK;
    return RETORT_FAIL(err, RETORT_ERR_IO, "cannot make folder %.200s: %s",
                       r->folder.ptr, strerror(errno));
}

static retort_status write_file(const retort_lone_reference *r,
                                const retort_fingerprint *fp, retort_err *err)
{
    unsigned char *bytes = NULL;
    size_t len = 0;
    retort_status st = retort_fingerprint_encode(fp, true, &bytes, &len, err);

    if (st == RETORT_OK)
        st = retort_outfile_put(r->file.ptr, false,
                                (retort_span){(const char *)bytes, len}, err);
    retort_fingerprint_bytes_free(bytes);
    return st;
}

retort_status retort_lone_reference_open(retort_lone_reference *r,
                                         const char *name,
                                         const retort_fingerprint *fp,
                                         retort_err *err)
{
    retort_status st;

    retort_buf_init(&r->top, PATH_BYTES_MAX);
    retort_buf_init(&r->folder, PATH_BYTES_MAX);
    retort_buf_init(&r->file, PATH_BYTES_MAX);
    if (!name[0] || name[0] == '.' || strchr(name, '/'))
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "reference name '%.80s' cannot name a file", name);
    retort_buf_puts(&r->top, "/tmp/retort-XXXXXX");
    if (retort_buf_status(&r->top) != RETORT_OK)
        return RETORT_FAIL(err, RETORT_ERR_NOMEM, "no memory for a file name");
    if (!mkdtemp(r->top.ptr)) {
        st = RETORT_FAIL(err, RETORT_ERR_IO, "cannot make a folder in /tmp: %s",
                         strerror(errno));
        retort_buf_release(&r->top);
        return st;
    }
    retort_buf_printf(&r->folder, "%s/%s", r->top.ptr, name);
    retort_buf_printf(&r->file, "%s/%s/%s.rfp", r->top.ptr, name, name);
    st = make_folders(r, err);
    return st == RETORT_OK ? write_file(r, fp, err) : st;
}

void retort_lone_reference_close(retort_lone_reference *r)
{
    if (r->file.ptr)
        (void)unlink(r->file.ptr);
    if (r->folder.ptr)
        (void)rmdir(r->folder.ptr);
    if (r->top.ptr)
        (void)rmdir(r->top.ptr);
    retort_buf_release(&r->top);
    retort_buf_release(&r->folder);
    retort_buf_release(&r->file);
}
