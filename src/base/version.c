#include <retort/version.h>

const char *retort_version(void)
{
    return RETORT_VERSION;
}
