# What is no result is rejected before anything is written.
. "${0%/*}/../expect.sh"

for text in '' '{}' '[]' '{"kind":1}' '{' 'no JSON'; do
    printf '%s' "$text" >bad.json
    run report bad.json -o page.html
    exits 3
    err_has "retort report: bad.json"
    [ ! -e page.html ] || wrong "a page of nothing"
done
run report absent.json -o page.html
exits 3
run report bad.json
exits 2
err_has "--output OUT is missing"
run report bad.json -o page.pdf
exits 2
err_has "cannot tell the format of 'page.pdf'"
run report bad.json -o page --format htm
exits 2
err_has "'htm' is not one of html, json, text, csv; did you mean html?"
finish
