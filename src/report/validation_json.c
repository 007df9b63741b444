#include "report/validation_json.h"

#include "report/calibration_fields.h"

retort_status retort_validation_json_write(const retort_calibration *c,
                                           retort_buf *out, retort_err *err)
{
    return retort_document_write(&retort_validation_document, c, out, err);
}
