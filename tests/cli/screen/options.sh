# What must stand together, and what must not.
. "${0%/*}/../expect.sh"
. "${0%/*}/../replies.sh"

replies amber 4 1 >a.jsonl
"$RETORT" fingerprint a.jsonl -o a.rfp -q
"$RETORT" library add l.rlib a.rfp
usage() { # usage MESSAGE ARGUMENT...
    message=$1
    shift
    run screen "$@"
    exits 2
    out_empty
    err_has "$message"
}
usage "SUSPECT is missing" --library l.rlib
usage "give --library FILE or --references DIR" a.rfp
usage "--library and --references exclude each other" a.rfp --library l.rlib \
    --references .
usage "--controls needs --references" a.rfp --library l.rlib --controls .
usage "--json prints on standard output" a.rfp --library l.rlib --json -o x.json
usage "cannot tell the format of 'x.pdf'" a.rfp --library l.rlib -o x.pdf
for top in 0 1001 many; do
    usage "option --top: '$top' is not a whole number in 1..1000" a.rfp \
        --library l.rlib --top "$top"
done
for top in 1 1000; do
    run screen a.rfp --library l.rlib --top "$top"
    exits 0
done
run screen a.rfp --library absent.rlib
exits 3
err_has "absent.rlib"
run screen absent.rfp --library l.rlib
exits 3
err_has "absent.rfp"
mkdir empty
run screen a.rfp --references empty
exits 3
err_has "no fingerprint (*.rfp) in empty"
head -c 500 a.rfp >cut.rfp
run screen cut.rfp --library l.rlib
exits 3
err_has "cut.rfp"
"$RETORT" fingerprint a.jsonl -o prose.rfp -q --channel prose
run screen prose.rfp --library l.rlib
exits 3
err_has "[E3008]"
finish
