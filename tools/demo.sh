#!/usr/bin/env bash
# demo.sh - build retort, screen the demonstration suspects, weigh two pairs.
#
# The suspects are fingerprints in corpora/demo; they are held against
# corpora/reference.rlib, then each is weighed against one reference under a
# calibration made from it. Pages and results go to reports/demo.
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
calibration=$out/calibration.json
start=$(milliseconds)
"$retort" calibrate --library corpora/reference.rlib -o "$calibration" --force
took=$(($(milliseconds) - start))
printf 'calibrated in %d s: %s\n' $((took / 1000)) "$calibration"
for suspect in corpora/demo/*.rfp; do
    name=$(basename "$suspect" .rfp)-and-gpt4_0314
    "$retort" compare --suspect "$suspect" --reference gpt4_0314 \
        --library corpora/reference.rlib --calibration "$calibration" \
        -o "$out/$name.json" --force || [ $? -eq 6 ] # refused: also a result
    "$retort" report "$out/$name.json" -o "$out/$name.html" --force
    printf 'weighed: %s and %s\n' "$out/$name.html" "$out/$name.json"
done
echo "open $PWD/$out/*.html in a browser; the pages need no network"
