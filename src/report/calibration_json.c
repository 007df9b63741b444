#include "report/calibration_json.h"

#include "report/calibration_check.h"
#include "report/calibration_fields.h"

retort_status retort_calibration_json_write(const retort_calibration *c,
                                            retort_buf *out, retort_err *err)
{
    retort_status st = retort_calibration_check(c, err);

    if (st != RETORT_OK)
        return st;
    return retort_document_write(&retort_calibration_document, c, out, err);
}

retort_status retort_calibration_json_read(retort_calibration **out,
                                           retort_span json, retort_err *err)
{
    retort_calibration *c = NULL;
    retort_status st;

    *out = NULL;
    st = retort_calibration_new(&c, err);
    if (st != RETORT_OK)
        return st;
    st = retort_document_read(&retort_calibration_document, json, c->arena, c,
                              err);
    if (st == RETORT_OK)
        st = retort_calibration_check(c, err);
    if (st == RETORT_OK) {
        *out = c;
        c = NULL; /* now the caller's */
    }
    retort_calibration_free(c);
    return st;
}
