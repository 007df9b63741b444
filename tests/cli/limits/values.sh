# Text and JSON hold the same limits.
. "${0%/*}/../expect.sh"

run limits
exits 0
err_empty
awk 'NF && $1 != "limits" { print $1, $2 }' .out >text
grep -qx 'record 16777216' text || wrong "the record limit is not 16777216"
grep -qx 'depth 64' text || wrong "the depth limit is not 64"
grep -qx 'shared-prompts 100' text || wrong "the method is not there"
command -v jq >/dev/null 2>&1 || skip "jq is not installed"
run limits --json
exits 0
jq -r '.limits[], .method[] | "\(.name) \(.value)"' .out >json || wrong "not JSON"
cmp -s text json || wrong "text and JSON differ"
finish
