#!/bin/sh
# The demonstration: two suspects that ship, screened against the library that
# ships. One has a documented teacher and finds it first, above all control
# suspects; the other was tuned on text of people and nothing stands out at the
# top. The same bytes for any number of threads.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$RETORT_SOURCE/corpora"

screen() { # screen MODEL OUT [OPTION]...
    model=$1
    out=$2
    shift 2
    "$RETORT" screen "demo/$model.rfp" --library reference.rlib -q \
        -o "$work/$out" "$@"
}
screen OpenHermes-2.5-Mistral-7B student.json --threads 1
screen OpenHermes-2.5-Mistral-7B again.json --threads 2
cmp "$work/student.json" "$work/again.json"
screen humpback-llama-65b people.json
screen humpback-llama-65b people.html

best() { # best FILE FIELD: of the reference that ranks first
    jq -r ".suspects[0].candidates[] | select(.rank_distilled == 1) | .$2" \
        "$work/$1"
}
wrong() {
    echo "$1"
    exit 1
}
command -v jq >/dev/null || {
    echo "skipped: jq is not installed"
    exit 77
}
[ "$(best student.json model)" = gpt4_0314 ] ||
    wrong "the student's teacher is not first: $(best student.json model)"
[ "$(best student.json 'percentile >= 99')" = true ] ||
    wrong "the teacher does not stand out: $(best student.json percentile)"
[ "$(best people.json 'percentile < 90')" = true ] ||
    wrong "somebody stands out: $(best people.json percentile)"
grep -q 'error rate not established' "$work/people.html" ||
    wrong "the page does not say what it is"
