# Add, list, lineage: what goes in comes out, and all or nothing.
. "${0%/*}/../expect.sh"
. "${0%/*}/../replies.sh"

for name in amber birch cedar; do
    replies "$name" 6 1 >"$name.jsonl"
    "$RETORT" fingerprint "$name.jsonl" -o "$name.rfp" -q
done
tab=$(printf '\t')
head="model vendor family base relation teachers share confidence released source note"
row="amber acme amber-family - teacher - - documented 2024-01 docs none"
{
    echo "$head" | tr ' ' "$tab"
    echo "$row" | tr ' ' "$tab"
} >lineage.tsv
run library add l.rlib amber.rfp birch.rfp --lineage lineage.tsv \
    --notice "made up"
exits 0
out_empty
run library list l.rlib
exits 0
out_has "amber${tab}6${tab}amber-family${tab}acme${tab}teacher"
out_has "birch${tab}6${tab}-${tab}-"
run library list l.rlib --json
if command -v jq >/dev/null 2>&1; then
    [ "$(jq -r '.models | map(.model) | join(" ")' .out)" = "amber birch" ] ||
        wrong "JSON lists other models"
fi
identity=$(sed -n 's/.*"library_digest":"\([0-9a-f]*\)".*/\1/p' .out)
run inspect l.rlib
out_has "$identity"
out_has "made up"
run library lineage l.rlib
exits 0
cp .out again.tsv
run library lineage l.rlib again.tsv
exits 0
run library list l.rlib --json
out_has "$identity"

cp l.rlib before.rlib
run library add l.rlib cedar.rfp amber.rfp
exits 4
err_has "amber.rfp"
run library list l.rlib
grep -q cedar .out && wrong "half of a failed addition was kept"
run library add l.rlib cedar.rfp amber.rfp --force
exits 0
run library add l.rlib cedar.rfp --name ../x
exits 2
run library add l.rlib cedar.rfp amber.rfp --name one
exits 2
err_has "option --name names one fingerprint, 2 given"
run library add l.rlib
exits 2
err_has "nothing to add"
printf 'x\ty\n' >bad.tsv
run library add new.rlib amber.rfp --lineage bad.tsv
exits 3
err_has "bad.tsv"
[ ! -e new.rlib ] || wrong "a failed addition made a library"
run library list amber.rfp
exits 3
run library list absent.rlib
exits 3
[ ! -e absent.rlib ] || wrong "listing made a library"
finish
