#!/bin/sh
# The installed library serves a stranger's program: headers, pkg-config file
# and shared library are enough to build docs/example.c and to run it.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cmake --install "$RETORT_BUILD" --prefix "$work/prefix" >"$work/install.log"
pc=$(find "$work/prefix" -name retort.pc)
lib=$(dirname "$(find "$work/prefix" -name libretort.so)")
[ -n "$pc" ] || {
    echo "no retort.pc was installed"
    exit 1
}
if nm -C "$lib/libretort.so" 2>/dev/null | grep -q __asan_init; then
    echo "skipped: a sanitizer build cannot be linked by a plain program"
    exit 77
fi

# Every public header compiles on its own.
for header in "$work"/prefix/include/retort/*.h; do
    printf '#include <retort/%s>\nint main(void) { return 0; }\n' \
        "$(basename "$header")" >"$work/alone.c"
    cc -std=c11 -Wall -Wextra -Wpedantic -Werror -I"$work/prefix/include" \
        -c "$work/alone.c" -o "$work/alone.o"
done

export PKG_CONFIG_PATH="$(dirname "$pc")"
# shellcheck disable=SC2046 # flags are words
cc -std=c11 -Wall -Wextra -Werror "$RETORT_SOURCE/docs/example.c" \
    -o "$work/example" $(pkg-config --cflags --libs retort)
export LD_LIBRARY_PATH="$lib"

for i in 1 2 3 4 5 6 7 8; do
    printf '{"prompt":"What is %d?","model":"m","response":"It is %d. Indeed, it is so.\\nFor sure."}\n' \
        "$i" "$i"
done >"$work/replies.jsonl"
for m in a b c d; do
    sed "s/Indeed/$m says/" "$work/replies.jsonl" >"$work/$m.jsonl"
    "$RETORT" fingerprint "$work/$m.jsonl" --model "$m" -q -o "$work/$m.rfp"
done
"$RETORT" library add "$work/l.rlib" "$work"/[a-d].rfp >/dev/null
"$work/example" "$work/replies.jsonl" "$work/l.rlib" >"$work/page.html"
grep -q '<title>' "$work/page.html"

code=0
"$work/example" "$work/nothing.jsonl" "$work/l.rlib" 2>"$work/err" || code=$?
[ "$code" -eq 3 ] || {
    echo "a missing input gave exit code $code, expected 3"
    cat "$work/err"
    exit 1
}
