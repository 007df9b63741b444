# Each option does what its help says, and wrong values are named.
. "${0%/*}/../expect.sh"
. "${0%/*}/../replies.sh"

replies amber 4 1 >a.jsonl
usage() { # usage MESSAGE ARGUMENT...
    message=$1
    shift
    run fingerprint "$@"
    exits 2
    out_empty
    err_has "$message"
}
usage "INPUT is missing: 0 given, at least 1 needed" -o x
usage "nothing to write: give --output OUT or --explain-format" a.jsonl
usage "option --output needs a value: OUT" a.jsonl -o
usage "needs a value, found --force" a.jsonl -o --force
for threads in 0 257 -1 1e3 "" 18446744073709551616; do
    usage "option --threads: '$threads' is not a whole number in 1..256" \
        a.jsonl -o x --threads="$threads"
done
run fingerprint a.jsonl -o t.rfp --threads 256
exits 0
usage "'pros' is not one of answer, prose, code, reasoning; did you mean prose?" \
    a.jsonl -o x --channel pros
usage "no family 'opp'; did you mean op?" a.jsonl -o x --families so,opp
usage "'answer=/a' is not FIELD=/json/pointer" a.jsonl -o x --map answer=/a
usage "'prompt' is not FIELD=/json/pointer" a.jsonl -o x --map prompt
usage "'prompt=q' is not FIELD=/json/pointer" a.jsonl -o x --map prompt=q
usage "option --map names prompt twice" a.jsonl -o x --map prompt=/a \
    --map prompt=/b
[ ! -e x ] || wrong "a wrong command line left a file"

run fingerprint a.jsonl --explain-format
exits 0
out_has "a.jsonl: format alpacaeval: "
[ "$(find . -name '*.rfp')" = ./t.rfp ] || wrong "explaining wrote a file"
run fingerprint a.jsonl -o f.rfp --families so,op
exits 0
run inspect f.rfp --json
out_has '"families":{"so":16384,"op":16384}'
printf '{"q":"one","a":["first reply here"]}\n' >odd.jsonl
run fingerprint odd.jsonl -o odd.rfp --map prompt=/q --map response=/a/0 \
    --format plain --model odd
exits 0
out_has "odd: 1 replies to 1 prompts"
run fingerprint a.jsonl -o s.rfp --stats --quiet
exits 0
out_empty
err_has "4 records of "
run fingerprint a.jsonl -o j.rfp --json
exits 0
out_has '"model":"amber","file":"j.rfp","replies":4,"prompts":4'
out_has '"read":4,"used":4'
finish
