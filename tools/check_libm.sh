#!/bin/sh
# check_libm.sh - fail when a library or program imports a function of libm that
# may differ between machines. Those that are exact (sqrt, floor, ldexp, fmod)
# are free; the others have their like in src/base/detmath.h.
#
#   tools/check_libm.sh FILE...       objects, archives, libraries, programs
set -eu
[ $# -gt 0 ] || { echo "usage: check_libm.sh FILE..." >&2; exit 2; }

# An unstripped file names its imports in both tables, a stripped one only in
# the second, an object only in the first.
imports() {
    nm -A -u "$1"
    nm -A -D -u "$1" 2>/dev/null || :
}
check() { # check FILE
    imports "$1" | awk -v file="$1" '
BEGIN {
    n = split("acos acosh acospi asin asinh asinpi atan atan2 atanh atanpi " \
              "cabs cacos carg casin catan cbrt ccos ccosh cexp clog cos " \
              "cosh cospi cpow csin csinh csqrt ctan ctanh drem erf erfc " \
              "exp exp10 exp10m1 exp2 exp2m1 expm1 fma gamma hypot j0 j1 jn " \
              "lgamma log log10 log10p1 log1p log2 log2p1 logp1 pow pow10 " \
              "pown powr rootn rsqrt sin sincos sinh sinpi tan tanh tanpi " \
              "tgamma y0 y1 yn", name, " ")
    for (i = 1; i <= n; i++)
        inexact[name[i]] = 1
}
# The function that an imported symbol stands for: no version, no variant.
function plain(symbol) {
    sub(/@.*/, "", symbol)
    if (symbol ~ /^__.*_finite$/) {
        sub(/^__/, "", symbol)
        sub(/_finite$/, "", symbol)
    }
    sub(/_r$/, "", symbol)
    if (!(symbol in inexact))
        sub(/([fl]|f(32|64|128)x?)(_r)?$/, "", symbol)
    return symbol
}
{
    symbols++
    sub(/:$/, "", $1)
    if (plain($NF) in inexact && !(($1, $NF) in told)) {
        told[$1, $NF] = 1
        printf "%s imports %s\n", $1, $NF
        bad++
    }
}
END {
    if (symbols)
        printf "%s: %d violations\n", file, bad
    else
        printf "%s: no imports were read\n", file
    exit bad || !symbols ? 1 : 0
}'
}
refused=0
for file; do
    check "$file" || refused=1
done
exit "$refused"
