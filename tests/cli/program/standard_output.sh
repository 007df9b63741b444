# A result that did not arrive is exit code 4, never silence.
. "${0%/*}/../expect.sh"

to() { # to FILE ARGUMENT...: as run, with standard output elsewhere
    where=$1
    shift
    last="$* > $where"
    code=0
    : >.out
    "$RETORT" "$@" >"$where" 2>.err || code=$?
}
if [ -w /dev/full ]; then
    for command in "limits" "limits --json" "version" "help" "--help" \
        "--version" "help --man limits" "help --completion bash"; do
        # shellcheck disable=SC2086 # the words are the arguments
        to /dev/full $command
        exits 4
        err_has "standard output: No space left on device [E4002]"
    done
else
    skip "/dev/full is not there"
fi

last="limits >&-"
code=0
"$RETORT" limits >&- 2>.err || code=$?
exits 4
err_has "standard output: Bad file descriptor [E4002]"

# A reader that goes away is told by write(), not by a signal.
last="limits | nobody"
mkfifo pipe
(
    exec 3<pipe # held open until the writer has begun, then closed unread
    exec 3<&-
) &
code=0
(sleep 1 && "$RETORT" limits) >pipe 2>.err || code=$?
wait
exits 4
err_has "standard output: Broken pipe [E4002]"
finish
