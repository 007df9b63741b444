# The one that a suspect repeats comes first; every form holds the same result.
. "${0%/*}/../expect.sh"
. "${0%/*}/../replies.sh"

population
run screen suspect.rfp --library library.rlib
exits 0
err_empty
out_has "screening only, error rate not established"
out_has "amber"
grep -A 4 '^ rank ' .out | grep -q '^ *1  amber ' || wrong "amber is not first"
cp .out text
run screen suspect.rfp --library library.rlib -o r.txt
exits 0
out_empty
cmp -s text r.txt || wrong "the text file differs from standard output"

run screen suspect.rfp --library library.rlib -o r.json
exits 0
run screen suspect.rfp --library library.rlib --json
cmp -s .out r.json || wrong "--json differs from a .json output"
for form in html json csv txt; do
    run screen suspect.rfp --library library.rlib -o "direct.$form"
    exits 0
    run report r.json -o "again.$form"
    exits 0
    cmp -s "direct.$form" "again.$form" || wrong "report makes another .$form"
done
run report r.json -o - --format text
cmp -s .out text || wrong "report prints another text"
run report r.json -o again.html
exits 4
err_has "[E4003]"
"$RETORT" report r.json -o - --format html >/dev/full 2>.err && wrong "full is done"
err_has "standard output: No space left on device [E4002]"

# Replies are fingerprinted on the way; threads and locale change nothing.
for threads in 1 2 8; do
    LC_ALL=tr_TR.UTF-8 TZ=Asia/Tokyo run screen suspect.jsonl \
        --library library.rlib --json -q --threads "$threads"
    exits 0
    cmp -s .out r.json || wrong "replies or $threads threads change the result"
done
run screen suspect.jsonl --library library.rlib
err_has "suspect.jsonl: read 120 = used 120 + skipped 0"
grep -q "$tmp" r.json && wrong "a path of this machine is in the result"

run screen suspect.rfp amber.jsonl --library library.rlib -q
exits 0
out_has "suspect     suspect"
out_has "suspect     amber"
mkdir controls
mv models/f*.rfp models/g*.rfp models/h*.rfp controls/
run screen suspect.rfp --references models --controls controls \
    --lineage lineage.tsv
exits 0
grep -A 4 '^ rank ' .out | grep -q '^ *1  amber ' || wrong "amber is not first"
finish
