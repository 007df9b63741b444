#!/bin/sh
# get_prompts.sh - fetch the 805 public prompts that corpora/reference.rlib was
# answered to, so that replies to the same prompts can be collected from any
# model and compared prompt by prompt.
#
#     get_prompts.sh [-f] OUTPUT [SOURCE]
#
# OUTPUT   the file to write, "-" for standard output; -f replaces it
# SOURCE   where the list comes from: a URL, or a file of a clone (".gz" too).
#          Default: the outputs of text_davinci_003 at commit cd543a1 of
#          tatsu-lab/alpaca_eval, whose field `instruction` is the prompt.
#
# The prompt list has one canonical form, and its SHA-256 is checked before
# anything is written: UTF-8, one JSON object a line in the order of the source,
# {"prompt":"..."} without spaces, characters beyond ASCII as themselves, JSON
# escapes only where JSON needs them, a newline after every line.
#
# Exit codes: 0 done, 2 usage, 3 the list is not the one we know, 4 no tool, no
# network, or no room. Needs jq and sha256sum; curl for a URL, gzip for ".gz".
set -eu
LC_ALL=C
export LC_ALL

origin=https://github.com/tatsu-lab/alpaca_eval
commit=cd543a1
default=$origin/raw/$commit/results/text_davinci_003/model_outputs.json
prompts_sha256=3a2032f2cf75df1cf537aa393fd4f7cc4550852c4d058b0bba935d62e7c06d89
prompts_count=805

die() { # die CODE TEXT
    echo "get_prompts.sh: $2" >&2
    exit "$1"
}
need() { # need TOOL WHAT-FOR
    command -v "$1" >/dev/null 2>&1 ||
        die 4 "$1 is not installed; it is needed to $2"
}

force=0
case ${1-} in
-f)
    force=1
    shift
    ;;
-h | --help)
    sed -n '2,/^set -eu/{/^set -eu/d;s/^# \{0,1\}//;p;}' "$0"
    exit 0
    ;;
-?*) die 2 "unknown option $1" ;;
esac
if [ $# -lt 1 ] || [ $# -gt 2 ]; then
    die 2 "usage: get_prompts.sh [-f] OUTPUT [SOURCE]"
fi
output=$1
source=${2-$default}
if [ "$output" != - ] && [ -e "$output" ] && [ "$force" -eq 0 ]; then
    die 4 "$output exists; -f replaces it"
fi
need jq "read the JSON of the source"
need sha256sum "check the list"

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 4' HUP INT TERM

case $source in
http://* | https://* | file://*)
    need curl "fetch $source"
    curl --fail --silent --show-error --location --max-time 300 \
        --output "$tmp/source" "$source" || die 4 "cannot fetch $source
Without it, clone the repository and name the file:
    git clone $origin && git -C alpaca_eval checkout $commit
    get_prompts.sh $output alpaca_eval/results/text_davinci_003/model_outputs.json"
    ;;
*)
    [ -r "$source" ] || die 4 "cannot read $source"
    cat <"$source" >"$tmp/source"
    ;;
esac
case $source in
*.gz)
    need gzip "unpack $source"
    mv "$tmp/source" "$tmp/source.gz"
    gzip -d "$tmp/source.gz" 2>/dev/null || die 3 "$source is not gzip"
    ;;
esac

jq -c '.[] | {prompt: .instruction}' "$tmp/source" >"$tmp/prompts" \
    2>"$tmp/why" || die 3 "$source is not a JSON array of outputs: $(
        head -n 1 "$tmp/why")"
count=$(wc -l <"$tmp/prompts" | tr -d ' ')
[ "$count" -eq "$prompts_count" ] ||
    die 3 "$source has $count prompts, not $prompts_count"
sha256=$(sha256sum <"$tmp/prompts" | cut -d ' ' -f 1)
[ "$sha256" = "$prompts_sha256" ] ||
    die 3 "the prompts of $source have SHA-256 $sha256, not $prompts_sha256"

if [ "$output" = - ]; then
    cat "$tmp/prompts"
    exit 0
fi
part=$output.$$.partial
trap 'rm -rf "$tmp"; rm -f "$part"' EXIT
cp "$tmp/prompts" "$part" || die 4 "cannot write $output"
mv -f "$part" "$output" || die 4 "cannot write $output"
