# Colour on a terminal only, and only when it is wanted.
. "${0%/*}/../expect.sh"

command -v script >/dev/null 2>&1 || skip "script(1) is not installed"
on_terminal() { # on_terminal SETTING...: with these in the environment
    last="nonsense, $* on a terminal"
    script -qec "env $* $RETORT nonsense" typescript >/dev/null 2>&1 </dev/null
    [ -f typescript ] || skip "no pseudo-terminal is to be had here"
    tr -d '\r' <typescript >.err
}
escape=$(printf '\033[')
on_terminal -u NO_COLOR TERM=xterm
err_has "${escape}1;31mretort:${escape}0m unknown command"
for setting in "NO_COLOR=1 TERM=xterm" "-u NO_COLOR TERM=dumb"; do
    # shellcheck disable=SC2086 # the words are the settings
    on_terminal $setting
    err_has "retort: unknown command 'nonsense'"
    grep -qF "$escape" .err && wrong "colour although not wanted"
done
TERM=xterm run nonsense
grep -qF "$escape" .err && wrong "colour in a file"
finish
