#!/bin/sh
# check_mirror.sh - every source has its test, every command its page.
# Sources with nothing to call are exempt: tables (*_table.c) and src/cli,
# which tests/cli covers.
set -eu
cd "${1:-$(dirname "$0")/..}"
bad=0
want() { # want PATH WHY
    [ -e "$1" ] && return
    echo "missing $1 ($2)"
    bad=$((bad + 1))
}
for src in src/*/*.c; do
    layer=$(basename "$(dirname "$src")")
    case $src in *_table.c | src/cli/*) continue ;; esac
    want "tests/unit/$layer/test_$(basename "$src")" "for $src"
done
for t in tests/unit/*/test_*.c; do
    layer=$(basename "$(dirname "$t")")
    want "src/$layer/${t##*/test_}" "for $t"
done
for f in tests/fuzz/fuzz_*.c; do
    [ -e "$f" ] || continue
    name=$(basename "$f" .c)
    want "tests/fuzz/seeds/${name#fuzz_}" "for $f"
done
for cmd in $(grep -o '{"[a-z-]*", &cmd_' src/cli/main.c | cut -d'"' -f2); do
    want "docs/man/retort-$cmd.1" "for retort $cmd"
    want "tests/cli/$cmd" "for retort $cmd"
done
echo "$bad missing"
[ "$bad" -eq 0 ]
