# Nothing is dropped in silence: what was read is used or skipped, by reason.
. "${0%/*}/../expect.sh"
. "${0%/*}/../replies.sh"

{
    replies amber 3 1
    printf '{"instruction":"q","output":"","generator":"amber"}\n'
    printf '{"instruction":"q","output":null,"generator":"amber"}\n'
} >some.jsonl
run fingerprint some.jsonl -o some.rfp
exits 0
out_has "read 5 = used 3 + skipped 2"
out_has "empty reply 1"

printf 'no JSON at all\n' >>some.jsonl
run fingerprint some.jsonl -o bad.rfp
exits 3
err_has "retort fingerprint: some.jsonl:6 (byte "
[ ! -e bad.rfp ] || wrong "a rejected input left a file"
run fingerprint some.jsonl -o bad.rfp --skip-bad
exits 0
out_has "bad line 1"

: >empty.jsonl
run fingerprint empty.jsonl -o empty.rfp
exits 3
err_has "[E3006]"
printf '{"output":"caf\351","instruction":"q"}\n' >latin.jsonl
run fingerprint latin.jsonl -o latin.rfp
exits 3
err_has "[E3002]"
run fingerprint absent.jsonl -o absent.rfp
exits 3
err_has "absent.jsonl"
finish
