#include <retort/limits.h>

static const retort_limit TABLE[] = {
    {"record", RETORT_RECORD_BYTES_MAX, "bytes", "one JSON element or line"},
    {"depth", RETORT_DEPTH_MAX, "levels", "nested arrays and objects"},
    {"keys", RETORT_KEYS_MAX, "keys", "keys of one JSON object"},
    {"records", RETORT_RECORDS_MAX, "records", "records of one run"},
    {"inflated", RETORT_INFLATED_MAX, "bytes", "decompressed bytes of a file"},
    {"ratio", RETORT_INFLATE_RATIO_MAX, "to 1",
     "decompression, after the first MiB"},
    {"label", RETORT_LABEL_BYTES_MAX, "bytes", "model name as a label"},
    {"path-depth", RETORT_PATH_DEPTH_MAX, "levels", "folders below an input"},
    {"threads", RETORT_THREADS_MAX, "threads", "--threads"},
    {"models", RETORT_MODELS_MAX, "models", "models of one run or library"},
    {"fingerprint", RETORT_FINGERPRINT_BYTES_MAX, "bytes",
     "one fingerprint file"},
    {NULL, 0, NULL, NULL},
};

const retort_limit *retort_limits(void)
{
    return TABLE;
}
