#!/bin/sh
# test_check_libm.sh - build small objects, archives, libraries and programs;
# check_libm.sh must report each import of an inexact function by its name, and
# nothing else.
set -eu
cd "$(dirname "$0")/.."
cc=${CC:-cc}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failures=0 cases=0

compile() { # compile NAME FUNCTION: NAME.o, which imports the function
    printf 'double %s(double); double f_%s(double x);\n' "$2" "$1" >"$dir/$1.c"
    printf 'double f_%s(double x) { return %s(x); }\n' "$1" "$2" >>"$dir/$1.c"
    "$cc" -fno-builtin -fPIC -w -c "$dir/$1.c" -o "$dir/$1.o"
}
fault() { # fault WHAT: the check did what it should not
    echo "FAILED: $1"
    sed 's/^/  found: /' "$dir/out"
    failures=$((failures + 1))
}
refuse() { # refuse FILE COMPLAINT: also when it is not the last file
    cases=$((cases + 1))
    if tools/check_libm.sh "$1" "$dir/root.o" >"$dir/out" 2>&1; then
        fault "${1##*/} is let through before a clean file"
    fi
    if tools/check_libm.sh "$1" >"$dir/out" 2>&1; then
        fault "${1##*/} is let through, expected: $2"
    elif ! grep -q -- "$2" "$dir/out"; then
        fault "${1##*/} is refused, but not with: $2"
    fi
}
allow() { # allow FILE
    cases=$((cases + 1))
    tools/check_libm.sh "$1" >"$dir/out" 2>&1 || fault "${1##*/} is refused"
}

compile root sqrt
for f in log logf exp expl pow exp2 exp10 log1p log10 expm1 lgamma lgamma_r \
    lgammaf_r tgamma erf erff sin cosf tanh sincos atan2 cbrt hypot fma fmaf \
    fmal cexp __log_finite __powf_finite logf64 expf128 y0 jnf; do
    compile seeded "$f"
    refuse "$dir/seeded.o" "seeded.o imports $f\$"
done
for f in sqrt floor ceil fabs ldexp frexp fmod modf rint nearbyint lround \
    retort_log retort_exp log_open exported my_sin logger powder __logs; do
    compile clean "$f"
    allow "$dir/clean.o"
done

compile seeded log
ar rc "$dir/clean.a" "$dir/root.o"
allow "$dir/clean.a"
ar rc "$dir/seeded.a" "$dir/root.o" "$dir/seeded.o"
refuse "$dir/seeded.a" "seeded.a:seeded.o imports log\$"
for name in root seeded; do
    "$cc" -shared "$dir/$name.o" -lm -o "$dir/$name.so"
    printf 'double f_%s(double); int main(int n, char **v) {' "$name" \
        >"$dir/main.c"
    printf ' (void)v; return (int)f_%s(n); }\n' "$name" >>"$dir/main.c"
    "$cc" "$dir/main.c" "$dir/$name.o" -lm -o "$dir/$name"
    cp "$dir/$name" "$dir/$name.stripped"
    strip "$dir/$name.stripped"
done
for kind in .so '' .stripped; do
    allow "$dir/root$kind"
    refuse "$dir/seeded$kind" "imports log"
done
refuse "$dir/absent.o" "no imports were read"
refuse "$dir/seeded.c" "no imports were read"
: >"$dir/empty.c"
"$cc" -c "$dir/empty.c" -o "$dir/empty.o"
refuse "$dir/empty.o" "no imports were read"

[ "$failures" -eq 0 ] || exit 1
echo "$cases files, each judged rightly"
