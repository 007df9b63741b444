# Suspects of one run do not change each other's results: not one that lacks
# feature families, and not one that is nearly empty.
. "${0%/*}/../expect.sh"
. "${0%/*}/../replies.sh"

population
replies odd 3 1 >odd.jsonl
"$RETORT" fingerprint odd.jsonl --families so -o odd.rfp -q
run screen suspect.rfp --library library.rlib -o alone.json
exits 0
run screen odd.rfp suspect.rfp --library library.rlib -o both.json
exits 0
command -v jq >/dev/null 2>&1 || skip "jq is not installed"
jq -S '.suspects[0]' alone.json >alone
jq -S '.suspects[1]' both.json >together
cmp -s alone together || wrong "the companion changed the suspect's result"
jq -e '.suspects[0].left_out | map(select(startswith("Profile"))) | length == 1' \
    both.json >/dev/null || wrong "the companion's missing profile is not told"
finish
