# What bash would offer, asked of bash itself.
. "${0%/*}/../expect.sh"

command -v bash >/dev/null 2>&1 || skip "bash is not installed"
run help --completion bash
exits 0
cp .out completion
cat >ask <<'END'
. ./completion
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_retort
echo "${COMPREPLY[*]}"
END
offers() { # offers EXPECTED WORD...
    expected=$1
    shift
    last="completion of: $*"
    found=$(bash ask "$@")
    [ "$found" = "$expected" ] || wrong "offers '$found', not '$expected'"
}
offers "limits" retort lim
offers "--json --help" retort limits -
offers "" retort limits ""
offers "bash" retort help --completion ""
offers "version" retort help ver
offers "" retort nonsense ""
run help --list
offers "$(tr '\n' ' ' <.out)--help --version" retort ""
finish
