# What does not fit is refused with both values; nothing is written.
. "${0%/*}/../expect.sh"
. "${0%/*}/../replies.sh"

replies amber 5 1 >a.jsonl
replies birch 5 6 >b.jsonl
"$RETORT" fingerprint a.jsonl -o a.rfp -q
"$RETORT" fingerprint b.jsonl -o b.rfp -q
"$RETORT" fingerprint a.jsonl -o few.rfp -q --families so,op
"$RETORT" fingerprint a.jsonl -o prose.rfp -q --channel prose
run merge a.rfp -o x.rfp
exits 2
err_has "1 given, at least 2 needed"
run merge a.rfp b.rfp
exits 2
err_has "--output OUT is missing"
run merge a.rfp b.rfp -o x.rfp
exits 3
err_has "models 'amber' and 'birch' differ"
run merge a.rfp few.rfp -o x.rfp
exits 3
err_has "[E3008]"
run merge a.rfp prose.rfp -o x.rfp --fold
exits 3
err_has "[E3008]"
run merge a.rfp a.jsonl -o x.rfp
exits 3
err_has "a.jsonl"
run merge a.rfp absent.rfp -o x.rfp
exits 3
[ ! -e x.rfp ] || wrong "a refused merge left a file"
run merge a.rfp b.rfp -o x.rfp --model both
exits 0
run merge a.rfp b.rfp -o x.rfp --model both
exits 4
err_has "x.rfp exists; --force replaces it [E4003]"
run merge a.rfp few.rfp -o y.rfp --fold
exits 0
run inspect y.rfp --json
out_has '"families":{"so":16384,"op":16384}'
finish
