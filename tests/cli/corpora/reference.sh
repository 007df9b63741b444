#!/bin/sh
# The shipped library is what its script makes: models fingerprinted anew from
# the published replies have the digests that the library holds.
set -eu
library=$RETORT_SOURCE/corpora/reference.rlib
from=$RETORT_SHARED/alpacaeval
[ -d "$from" ] || from=$RETORT_SHARED/data/alpacaeval
[ -d "$from" ] || {
    echo "skipped: no published replies in $RETORT_SHARED"
    exit 77
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/models"

models="alpaca-7b guanaco-13b gpt4_0314 Mistral-7B+RAHF-DUAL+LoRA"
for m in $models; do
    "$RETORT" fingerprint "$from/$m.json.gz" --name-by file -q \
        --families so,op,cl,lo -o "$work/models/$m.rfp"
done
"$RETORT" library add "$work/new.rlib" "$work"/models/*.rfp \
    --families so,op,cl,lo --lineage "$RETORT_SOURCE/corpora/lineage.tsv"
"$RETORT" library list "$work/new.rlib" | sed 1d >"$work/new"
"$RETORT" library list "$library" >"$work/shipped"
[ "$(wc -l <"$work/new")" -eq 4 ] || {
    echo "expected 4 models:"
    cat "$work/new"
    exit 1
}
while read -r line; do
    grep -qxF "$line" "$work/shipped" || {
        echo "the shipped library does not hold: $line"
        exit 1
    }
done <"$work/new"
