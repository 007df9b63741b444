# Both kinds of file, text and JSON; anything else is rejected.
. "${0%/*}/../expect.sh"
. "${0%/*}/../replies.sh"

replies amber 6 1 >a.jsonl
"$RETORT" fingerprint a.jsonl -o a.rfp -q
run inspect a.rfp
exits 0
err_empty
out_has "model            amber"
out_has "replies          6"
run inspect a.rfp --json
exits 0
if command -v jq >/dev/null 2>&1; then
    sha=$(sha256sum a.jsonl | cut -d ' ' -f 1)
    [ "$(jq -r '.provenance.inputs[0].sha256' .out)" = "$sha" ] ||
        wrong "the digest of the input is not in it"
fi
grep -q "$tmp" .out && wrong "a path of this machine is in it"
"$RETORT" library add l.rlib a.rfp
run inspect l.rlib --json
exits 0
out_has '"kind":"library"'
out_has '"models":1'

run inspect a.jsonl
exits 3
err_has "retort inspect: a.jsonl"
run inspect absent
exits 3
run inspect .
exits 3
run inspect
exits 2
# A file that was cut is never taken for a whole one.
size=$(wc -c <a.rfp)
for keep in 0 1 7 8 16 64 200 $((size / 2)) $((size - 1)); do
    head -c "$keep" a.rfp >cut.rfp
    run inspect cut.rfp
    exits 3
done
finish
