#!/usr/bin/env bash
# demo.sh - build retort and screen the demonstration suspects.
#
# The suspects are fingerprints in corpora/demo; they are held against
# corpora/reference.rlib. Pages and results go to reports/demo.
set -euo pipefail
cd "$(dirname "$0")/.."
out=reports/demo

tools/setup.sh
cmake --preset release >/dev/null
cmake --build --preset release --target retort
retort=build/release/retort

milliseconds() { # of the clock
    local t=${EPOCHREALTIME/[.,]/}
    echo $((t / 1000))
}
mkdir -p "$out"
for suspect in corpora/demo/*.rfp; do
    name=$(basename "$suspect" .rfp)
    start=$(milliseconds)
    "$retort" screen "$suspect" --library corpora/reference.rlib \
        -o "$out/$name.json" --force --quiet
    "$retort" report "$out/$name.json" -o "$out/$name.html" --force
    took=$(($(milliseconds) - start))
    printf '%s screened in %d.%02d s: %s and %s\n' "$name" \
        $((took / 1000)) $((took % 1000 / 10)) \
        "$out/$name.html" "$out/$name.json"
done
echo "open $PWD/$out/*.html in a browser; the pages need no network"
