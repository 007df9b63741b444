# corpora/get_prompts.sh: only the list it knows gets through, from any source.
set -u
script=$(cd "${RETORT_SOURCE:-${0%/*}/../../..}" && pwd)/corpora/get_prompts.sh
shared=${RETORT_SHARED:-}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 1
failures=0

wrong() { # wrong WHAT
    failures=$((failures + 1))
    echo "FAILED: get_prompts.sh: $1"
    sed 's/^/  /' err
}
get() { # get CODE TEXT ARGUMENT...
    want=$1
    text=$2
    shift 2
    code=0
    sh "$script" "$@" >out 2>err || code=$?
    [ "$code" -eq "$want" ] || wrong "exit code $code, not $want, for $*"
    [ -z "$text" ] || grep -qF -- "$text" err || wrong "does not say '$text' for $*"
}

get 2 usage
get 2 usage a b c
get 2 "unknown option -x" -x a
: >there
get 4 "there exists; -f replaces it" there source.json
[ ! -s there ] || wrong "an existing file was touched"
if ! command -v jq >/dev/null 2>&1; then
    get 4 "jq is not installed" new source.json
    [ "$failures" -eq 0 ] || exit 1
    echo "skipped: jq is not installed"
    exit 77
fi

get 4 "cannot read none.json" new none.json
echo 'no JSON' >bad.json
get 3 "not a JSON array" new bad.json
echo '[{"instruction": "Name three rivers."}]' >short.json
get 3 "has 1 prompts, not 805" new short.json
jq -n '[range(805) | {instruction: "Question \(.)"}]' >other.json
get 3 "not 3a2032f2cf75df1cf537aa393fd4f7cc4550852c4d058b0bba935d62e7c06d89" \
    new other.json
echo text >plain.gz
get 3 "is not gzip" new plain.gz
[ ! -e new ] || wrong "a list that was refused was written"
if command -v curl >/dev/null 2>&1; then
    get 4 "git clone" new "file://$tmp/none.json"
    get 3 "has 1 prompts" new "file://$tmp/short.json"
fi
ls ./*.partial 2>/dev/null && wrong "a partial file is left"

list=$shared/data/alpacaeval/text_davinci_003.json.gz
if [ ! -r "$list" ]; then
    [ "$failures" -eq 0 ] || exit 1
    echo "skipped: no copy of the source under RETORT_SHARED"
    exit 77
fi
get 0 "" prompts.jsonl "$list"
[ "$(wc -l <prompts.jsonl)" -eq 805 ] || wrong "not 805 lines"
jq -e -s 'all(.[]; keys == ["prompt"])' prompts.jsonl >/dev/null ||
    wrong "lines of another shape"
gzip -dc "$list" >list.json
get 0 "" -f prompts.jsonl list.json
get 0 "" - list.json
cmp -s out prompts.jsonl || wrong "standard output differs from the file"
[ "$failures" -eq 0 ]
