# Order, cut, compression, threads and locale never change the content.
. "${0%/*}/../expect.sh"
. "${0%/*}/../replies.sh"

replies amber 120 1 >all.jsonl
run fingerprint all.jsonl -o all.rfp
exits 0
out_has "amber: 120 replies to 120 prompts in all.rfp"
out_has "read 120 = used 120 + skipped 0"
want=$(digest all.rfp)
[ ${#want} -eq 64 ] || wrong "no digest"
same() { # same FILE WHAT
    [ "$(digest "$1")" = "$want" ] || wrong "$2 changes the content"
}
head -n 50 all.jsonl >first.jsonl
tail -n 70 all.jsonl >last.jsonl
run fingerprint last.jsonl first.jsonl -o cut.rfp
same cut.rfp "the cut into files"
sort -r all.jsonl >sorted.jsonl
run fingerprint sorted.jsonl -o sorted.rfp
same sorted.rfp "the order of records"
gzip -k all.jsonl
run fingerprint all.jsonl.gz -o gz.rfp
same gz.rfp "compression"
{
    printf '['
    sed '$!s/$/,/' all.jsonl
    printf ']'
} >array.json
run fingerprint array.json -o array.rfp
same array.rfp "an array instead of lines"
for threads in 1 2 3 8; do
    run fingerprint all.jsonl -o "t$threads.rfp" --threads "$threads"
    exits 0
    cmp -s all.rfp "t$threads.rfp" || wrong "$threads threads change the file"
done
LC_ALL=tr_TR.UTF-8 TZ=Asia/Tokyo run fingerprint all.jsonl -o locale.rfp
cmp -s all.rfp locale.rfp || wrong "locale or time zone change the file"
"$RETORT" fingerprint - -o stdin.rfp <all.jsonl >/dev/null
same stdin.rfp "standard input"
run fingerprint all.jsonl --prompt-key id -o id.rfp
[ "$code" -ne 0 ] || [ "$(digest id.rfp)" != "$want" ] ||
    wrong "the prompt key changes nothing"
finish
