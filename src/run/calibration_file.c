#include "run/calibration_file.h"

#include "base/infile.h"
#include "base/mem.h"
#include "base/outfile.h"
#include "report/calibration_json.h"
#include "report/fields.h"
#include "report/validation_csv.h"
#include "report/validation_json.h"
#include "report/validation_text.h"

static retort_status digest_of(retort_span bytes, char *out, retort_err *err)
{
    unsigned char digest[RETORT_SHA256_BYTES];
    retort_status st = retort_sha256_of(bytes, digest, err);

    if (st == RETORT_OK)
        retort_sha256_hex(digest, out);
    return st;
}

retort_status retort_calibration_file_read(retort_calibration **out,
                                           const char *path,
                                           char digest[RETORT_SHA256_HEX_BYTES],
                                           retort_err *err)
{
    char *json = NULL;
    size_t len = 0;
    retort_status st =
        retort_infile_read(path, RETORT_FIELDS_BYTES_MAX, &json, &len, err);

    *out = NULL;
    if (st != RETORT_OK)
        return st;
    if (digest)
        st = digest_of((retort_span){json, len}, digest, err);
    if (st == RETORT_OK)
        st = retort_calibration_json_read(out, (retort_span){json, len}, err);
    if (st != RETORT_OK)
        retort_err_in_file(err, path);
    retort_mem_free(json);
    return st;
}

retort_status retort_calibration_file_try(const char *path, bool force,
                                          retort_err *err)
{
    retort_outfile *f = NULL;
    retort_status st = retort_outfile_open(&f, path, force, err);

    retort_outfile_abandon(f);
    return st;
}

static retort_status fill(retort_buf *out, const retort_calibration *c,
                          retort_calibration_form form, retort_err *err)
{
    switch (form) {
    case RETORT_FORM_CALIBRATION:
        return retort_calibration_json_write(c, out, err);
    case RETORT_FORM_VALIDATION:
        return retort_validation_json_write(c, out, err);
    case RETORT_FORM_PAIRS:
        retort_validation_csv_write(c, out);
        return RETORT_OK;
    case RETORT_FORM_TEXT:
        retort_validation_text_write(c, out);
        return RETORT_OK;
    }
    return RETORT_FAIL(err, RETORT_ERR_INTERNAL, "no such form: %d", (int)form);
}

retort_status retort_calibration_file_write(const retort_calibration *c,
                                            retort_calibration_form form,
                                            const char *path, bool force,
                                            retort_err *err)
{
    retort_buf out;
    retort_status st;

    retort_buf_init(&out, RETORT_FIELDS_BYTES_MAX);
    st = fill(&out, c, form, err);
    if (st == RETORT_OK && retort_buf_status(&out) != RETORT_OK)
        st = RETORT_FAIL(err, retort_buf_status(&out),
                         "no room for the calibration");
    if (st == RETORT_OK)
        st = retort_outfile_put(path, force, (retort_span){out.ptr, out.len},
                                err);
    retort_buf_release(&out);
    return st;
}
