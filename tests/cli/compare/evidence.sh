# With a calibration: five answers, or the rules that failed and exit code 6.
. "${0%/*}/../expect.sh"
. "${0%/*}/../replies.sh"
. "${0%/*}/../students.sh"

students
"$RETORT" calibrate --library library.rlib -o cal.json --draws 20 -q
pair="--suspect suspect.rfp --reference amber --library library.rlib"

# shellcheck disable=SC2086 # options are parted by blanks
run compare $pair --calibration cal.json --draws 20
exits 6
err_has 'no likelihood ratio for "distilled"'
out_has "evidence under the calibration named in the provenance"
out_has "[positive-lineages]"
out_has "This is not the probability that S was distilled from R."
# shellcheck disable=SC2086
run compare $pair --calibration cal.json --draws 20 -o one.json --threads 1
exits 6
# shellcheck disable=SC2086
run compare $pair --calibration cal.json --draws 20 -o two.json --threads 3
exits 6
cmp -s one.json two.json || wrong "threads change the bytes"
grep -q '"verdict":"refused"' one.json || wrong "no refusal in the result"
grep -q "\"calibration_digest\":\"$(sha256sum <cal.json | cut -d' ' -f1)\"" \
    one.json || wrong "the result does not name the calibration"
run report one.json -o one.html
exits 0
grep -q 'positive-lineages' one.html || wrong "no rules on the page"

# shellcheck disable=SC2086
run compare $pair --draws 20
exits 2
err_has "--draws goes with --calibration"
run compare --suspect suspect.rfp --reference models/amber.rfp \
    --controls models --calibration cal.json
exits 2
err_has "--calibration needs --library"
# shellcheck disable=SC2086
run compare $pair --calibration absent.json
exits 3
err_has "absent.json"

mkdir fewer
cp models/[a-j]*.rfp fewer/
"$RETORT" library add other.rlib fewer/*.rfp --lineage lineage.tsv
run compare --suspect suspect.rfp --reference amber --library other.rlib \
    --calibration cal.json
exits 3
err_has "cal.json: the calibration was made with library"
finish
