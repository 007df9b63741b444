# One pair, from a library and from files.
. "${0%/*}/../expect.sh"
. "${0%/*}/../replies.sh"

population
run compare --suspect suspect.rfp --reference amber --library library.rlib
exits 0
err_empty
out_has "The one reference compared, amber"
run compare --suspect suspect.rfp --reference amber --library library.rlib \
    --json
exits 0
out_has '"kind":"compare"'
run compare --suspect suspect.rfp --reference nobody --library library.rlib
exits 3
err_has "nobody is not among the models of library.rlib [E3009]"

mkdir others
cp models/[b-j]*.rfp others/
run compare --suspect suspect.rfp --reference models/amber.rfp \
    --controls others --lineage lineage.tsv -o pair.json
exits 0
run compare --suspect suspect.jsonl --reference amber.jsonl -q \
    --controls others --lineage lineage.tsv -o again.json
exits 0
cmp -s pair.json again.json || wrong "fingerprinting on the way changes it"
run report pair.json -o pair.html
exits 0
grep -q '/tmp/' pair.json && wrong "the result names a temporary folder"

run compare --suspect suspect.rfp --reference amber
exits 2
err_has "no background"
run compare --reference amber --library library.rlib
exits 2
err_has "--suspect S is missing"
run compare --suspect suspect.rfp --reference amber --library library.rlib \
    --controls others
exits 2
err_has "--library and --controls exclude each other"
cat amber.jsonl birch.jsonl >two.jsonl
run compare --suspect two.jsonl --reference amber --library library.rlib -q
exits 2
err_has "two.jsonl names 2 models, one is compared"
finish
