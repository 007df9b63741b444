# The check of imported mathematics still catches what it is there for.
: "${RETORT_SOURCE:?top folder of the source}"
exec sh "$RETORT_SOURCE/tools/test_check_libm.sh"
