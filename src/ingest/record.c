#include <retort/record.h>

const char *retort_skip_name(retort_skip reason)
{
    switch (reason) {
    case RETORT_SKIP_NO_REPLY: return "no reply field";
    case RETORT_SKIP_NULL: return "null reply";
    case RETORT_SKIP_EMPTY: return "empty reply";
    case RETORT_SKIP_ERROR_ROW: return "error row";
    case RETORT_SKIP_SHAPE: return "unknown shape";
    case RETORT_SKIP_BAD_LINE: return "bad line";
    case RETORT_SKIP_COUNT: break;
    }
    return "unknown reason";
}
