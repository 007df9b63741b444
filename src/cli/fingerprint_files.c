#include "cli/fingerprint_files.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_BYTES_MAX = 1 << 16, FILE_NAME_BYTES_MAX = 240 };

retort_status retort_fingerprint_files_init(retort_fingerprint_files *f,
                                            const char *output, bool force,
                                            retort_err *err)
{
    size_t len = output ? strlen(output) : 0;

    *f = (retort_fingerprint_files){.output = output, .force = force};
    retort_buf_init(&f->path, PATH_BYTES_MAX);
    f->is_folder = len > 0 && output[len - 1] == '/';
    if (f->is_folder && mkdir(output, 0777) != 0 && errno != EEXIST)
        return RETORT_FAIL(err, RETORT_ERR_IO, "cannot make folder %.200s: %s",
                           output, strerror(errno));
    if (output && !f->is_folder)
        return retort_outfile_open(&f->pending, output, force, err);
    return RETORT_OK;
}

static bool is_plain(char c, bool first)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
        (c >= '0' && c <= '9') || c == '_')
        return true;
    return !first && (c == '.' || c == '-');
}

static retort_status name_file(retort_fingerprint_files *f, const char *model,
                               retort_err *err)
{
    size_t folder_len = strlen(f->output);

    f->path.len = 0;
    retort_buf_puts(&f->path, f->output);
    if (!f->is_folder)
        return RETORT_OK;
    for (const char *p = model; *p; p++) {
        if (is_plain(*p, p == model))
            retort_buf_add(&f->path, (retort_span){p, 1});
        else
            retort_buf_printf(&f->path, "%%%02X", (unsigned char)*p);
    }
    retort_buf_puts(&f->path, ".rfp");
    if (retort_buf_status(&f->path) != RETORT_OK ||
        f->path.len - folder_len > FILE_NAME_BYTES_MAX || !model[0])
        return RETORT_FAIL(err, RETORT_ERR_LIMIT,
                           "model name '%.80s' makes no file name of 1 to %d "
                           "bytes; --model gives another",
                           model, FILE_NAME_BYTES_MAX);
    return RETORT_OK;
}

retort_status retort_fingerprint_files_take(retort_fingerprint_files *f,
                                            const retort_made *made,
                                            retort_err *err)
{
    retort_status st;

    f->models++;
    if (!f->output)
        return RETORT_OK;
    if (!f->is_folder && f->models > 1)
        return RETORT_FAIL(err, RETORT_ERR_ARG,
                           "the inputs name more than one model, '%.80s' among "
                           "them; --model NAME makes them one, an output "
                           "ending in / takes one file a model",
                           made->model);
    st = name_file(f, made->model, err);
    if (st == RETORT_OK && f->is_folder)
        return retort_outfile_put(
            f->path.ptr, f->force,
            (retort_span){(const char *)made->bytes, made->len}, err);
    if (st == RETORT_OK)
        retort_outfile_write(f->pending, made->bytes, made->len);
    return st;
}

retort_status retort_fingerprint_files_commit(retort_fingerprint_files *f,
                                              retort_err *err)
{
    retort_outfile *pending = f->pending;

    f->pending = NULL;
    return pending ? retort_outfile_commit(pending, err) : RETORT_OK;
}

void retort_fingerprint_files_release(retort_fingerprint_files *f)
{
    retort_outfile_abandon(f->pending);
    f->pending = NULL;
    retort_buf_release(&f->path);
}
