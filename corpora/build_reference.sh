#!/bin/sh
# build_reference.sh - make reference.rlib and the demo suspects from replies.
#
#     corpora/build_reference.sh FOLDER [OUT]
#
# FOLDER holds one file a model, named MODEL.json.gz, as published in the
# results of AlpacaEval (corpora/README.md says where and at which commit).
# OUT is the folder to write to (default: corpora). Existing files are replaced.
# RETORT names the program (default: build/release/retort).
#
# The same replies give the same content digest of the library anywhere, and
# with Debian 12's SQLite the same bytes.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
retort=${RETORT:-$here/../build/release/retort}
[ $# -ge 1 ] || {
    sed -n '2,/^set/p' "$0" | sed '$d; s/^# \{0,1\}//' >&2
    exit 2
}
from=$1
out=${2:-$here}
[ -x "$retort" ] || {
    echo "build_reference: no program at $retort; build it or set RETORT" >&2
    exit 4
}
[ -d "$from" ] || {
    echo "build_reference: $from is no folder" >&2
    exit 3
}

# Families of the profile, in prompt blocks; single replies only as prompt key,
# length and sketch. No text.
families=so,op,cl,lo
suspects="OpenHermes-2.5-Mistral-7B humpback-llama-65b"
notice="Derived from outputs published by AlpacaEval under CC BY-NC 4.0; see corpora/NOTICE-reference.md"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
mkdir "$work/models"
"$retort" fingerprint "$from"/*.json.gz --name-by file \
    --families "$families" --quiet -o "$work/models/"
"$retort" library add "$work/reference.rlib" "$work"/models/*.rfp \
    --families "$families" --lineage "$here/lineage.tsv" --notice "$notice"

mkdir -p "$out/demo"
for name in $suspects; do
    cp "$work/models/$name.rfp" "$out/demo/$name.rfp"
done
cp "$work/reference.rlib" "$out/reference.rlib"
"$retort" inspect "$out/reference.rlib"
