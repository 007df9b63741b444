# The program itself: no command, a wrong one, hostile names.
. "${0%/*}/../expect.sh"

run
exits 2
out_empty
err_has "usage: retort COMMAND"
run versoin
exits 2
out_empty
err_has "retort: unknown command 'versoin'; did you mean version? [E2001]"
run nothing-like-any-command
exits 2
err_has "unknown command 'nothing-like-any-command' [E2001]"
run --nonsense
exits 2
err_has "unknown option '--nonsense' before a command"
run ""
exits 2
err_has "unknown command ''"

# Nothing typed can steer the terminal; other scripts stay readable.
run "$(printf 'a\033[2Jb\r\b\177')"
err_has 'a\x1b[2Jb\x0d\x08\x7f'
run "$(printf '\302\233 \342\200\256 \357\273\277 \303\251')"
err_has '\xc2\x9b \xe2\x80\xae \xef\xbb\xbf '"$(printf '\303\251')"
run "$(printf '\355\240\200 \300\200 \377 \360\237')"
err_has '\xed\xa0\x80 \xc0\x80 \xff \xf0\x9f'
run '%n%s%p'
err_has "unknown command '%n%s%p'"
run "$(printf '%01000d' 0)"
exits 2
for byte in $(printf '\033' | od -An -tx1); do
    od -An -tx1 .err | grep -q " $byte" && wrong "a raw byte $byte got through"
done
finish
