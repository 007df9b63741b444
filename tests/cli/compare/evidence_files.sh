# Evidence depends on suspect, library and calibration alone, and a calibration
# that is not whole, or says something else, is refused by name.
. "${0%/*}/../expect.sh"
. "${0%/*}/../replies.sh"
. "${0%/*}/../students.sh"

students
"$RETORT" calibrate --library library.rlib -o cal.json --draws 5 -q
weigh() { # weigh CALIBRATION OPTION...
    calibration=$1
    shift
    run compare --suspect suspect.rfp --reference amber --draws 20 \
        --library library.rlib --calibration "$calibration" "$@"
}

weigh cal.json --json
exits 6
cp .out one.json
grep -o '"proposition":"[a-z]*"' one.json | tr '\n' ' ' >order
[ "$(cat order)" = '"proposition":"same" "proposition":"tuned" '\
'"proposition":"reuse" "proposition":"distilled" "proposition":"canary" ' ] ||
    wrong "not five answers in order: $(cat order)"
out_has '"status":"evidence under the calibration named in the provenance"'
grep -q "$tmp" one.json && wrong "the result names a folder"
export TZ=Pacific/Auckland LC_ALL=de_DE.UTF-8
weigh cal.json --json --threads 3
unset TZ LC_ALL
cmp -s one.json .out || wrong "time zone, language or threads show"
mkdir away
cp library.rlib cal.json suspect.rfp away/
run compare --suspect away/suspect.rfp --reference amber --draws 20 --json \
    --library away/library.rlib --calibration away/cal.json
exits 6
cmp -s one.json .out || wrong "the folder of the files shows"

# Text and page are those of the JSON.
weigh cal.json -o direct.html
exits 6
weigh cal.json
cp .out direct.txt
run report one.json -o later.html
exits 0
run report one.json -o later.txt
exits 0
cmp -s direct.html later.html || wrong "the page of the JSON is another page"
cmp -s direct.txt later.txt || wrong "the text of the JSON is another text"
weigh cal.json -o direct.html
exits 4
err_has "direct.html exists; --force replaces it [E4003]"

# A suspect that the library holds, and one that it is held against itself.
run compare --suspect models/kelp.rfp --reference amber --draws 20 \
    --library library.rlib --calibration cal.json
exits 6
run compare --suspect models/amber.rfp --reference amber --draws 20 \
    --library library.rlib --calibration cal.json
exits 2
err_has "amber holds the very records of the suspect"
run compare --suspect suspect.rfp --reference nobody --draws 20 \
    --library library.rlib --calibration cal.json
exits 3
err_has "nobody is not among the models of library.rlib [E3009]"

"$RETORT" fingerprint suspect.jsonl --families so,op,cl -o poor.rfp -q
run compare --suspect poor.rfp --reference amber --draws 20 \
    --library library.rlib --calibration cal.json
exits 6
err_has "suspect: a fingerprint lacks feature family lo [E6001]"

# Not whole, not ours, not a calibration, of another kind of fingerprint.
head -c 3000 cal.json >cut.json
{ head -c 3000 cal.json && tail -c +3020 cal.json; } >holed.json
: >empty.json
tr 'e' 'E' <cal.json >garbled.json
head -c 2000 suspect.rfp >bytes.json
for file in cut holed empty garbled bytes one; do
    weigh "$file.json"
    exits 3
    out_empty
    err_has "$file.json"
done
sed 's/"features":"[^"]*"/"features":"none"/' cal.json >features.json
weigh features.json
exits 3
err_has 'features.json: the calibration was made with features "none"'
err_has "[E3008]"
sed 's/"rules_version":1/"rules_version":7/' cal.json >rules.json
weigh rules.json
exits 3
err_has "rules.json: the calibration was made with rule version 7"

# Without the figures nobody knows whether it was accepted.
sed 's/"validations":.*/"validations":[]}/' cal.json >figures.json
weigh figures.json
exits 3
err_has 'figures.json: the calibration has no validation of "same" [E3001]'

# Draws within limits only.
for draws in 0 100001 many; do
    run compare --suspect suspect.rfp --reference amber --draws "$draws" \
        --library library.rlib --calibration cal.json
    exits 2
done
finish
