# The sum of the parts is the whole, in any order and grouping.
. "${0%/*}/../expect.sh"
. "${0%/*}/../replies.sh"

replies amber 90 1 >all.jsonl
split -l 30 all.jsonl part-
"$RETORT" fingerprint all.jsonl -o all.rfp -q
for part in part-aa part-ab part-ac; do
    "$RETORT" fingerprint "$part" -o "$part.rfp" -q || wrong "no $part.rfp"
done
want=$(digest all.rfp)
run merge part-aa.rfp part-ab.rfp part-ac.rfp -o abc.rfp
exits 0
out_empty
[ "$(digest abc.rfp)" = "$want" ] || wrong "the sum is not the whole"
run merge part-ac.rfp part-aa.rfp -o ca.rfp
run merge part-ab.rfp ca.rfp -o b-ca.rfp
[ "$(digest b-ca.rfp)" = "$want" ] || wrong "order or grouping matters"
run inspect b-ca.rfp
out_has "$(digest part-aa.rfp)"
finish
