# docs/exit-codes.md names every status, with the code its id begins with.
. "${0%/*}/../expect.sh"

page="$source_dir/docs/exit-codes.md"
last="(docs/exit-codes.md)"
: >.out
: >.err
sed -n 's/^    {RETORT_\(ERR_[A-Z0-9_]*\), "\(E[0-9]*\)", "\(.*\)", \([0-9]\)},/\2 \4 \3/p' \
    "$source_dir/src/base/status.c" | LC_ALL=C sort >table
[ "$(wc -l <table)" -ge 15 ] || wrong "too few rows in src/base/status.c"
while read -r id exit_code name; do
    grep -q "^| $id | $exit_code | $name |" "$page" ||
        wrong "no row for $id ($name, exit $exit_code)"
done <table
sed -n 's/^| \(E[0-9]*\) | \([0-9]\) | \([^|]*[^ |]\) *|.*/\1 \2 \3/p' "$page" |
    LC_ALL=C sort >documented
cmp -s table documented || wrong "$(diff table documented)"

# The meanings are those that the program prints.
run --help
for digit in 0 1 2 3 4 5 6; do
    meaning=$(sed -n "s/^  $digit  //p" .out)
    [ -n "$meaning" ] || wrong "no meaning of exit code $digit"
    grep -qF "| $digit | $meaning |" "$page" ||
        wrong "the page says something else about exit code $digit"
done
finish
