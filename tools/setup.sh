#!/usr/bin/env bash
# setup.sh - install what building and testing need (Debian 12).
#
#   tools/setup.sh         to build and to run the demonstration
#   tools/setup.sh test    and what the tests need besides
#   tools/setup.sh ci      and what .ci/run needs besides
#
# Asks dpkg what is missing and touches the network only for that. Without the
# right to install, prints the command to run and exits 4.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(
    cmake ninja-build gcc libc6-dev pkg-config
    libxxhash-dev zlib1g-dev libssl-dev libjson-c-dev libutf8proc-dev
    libsqlite3-dev libzstd-dev libcmocka-dev libmpfr-dev
    zstd sqlite3 jq
)
browser=(chromium nodejs)
ci=(git clang clang-format clang-tidy libclang-rt-14-dev pmccabe man-db)

case ${1:-build} in
build) ;;
test | ci)
    if compgen -G 'tests/browser/*.sh' >/dev/null; then
        packages+=("${browser[@]}")
    fi
    if [ "$1" = ci ]; then packages+=("${ci[@]}"); fi
    ;;
*)
    echo "setup.sh: unknown purpose '$1'; build, test or ci" >&2
    exit 2
    ;;
esac

if ! command -v dpkg-query >/dev/null; then
    echo "setup.sh: not a Debian system; install these yourself:" >&2
    echo "  ${packages[*]}" >&2
    exit 0
fi

missing=()
for package in "${packages[@]}"; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

install="apt-get install -y --no-install-recommends ${missing[*]}"
if [ "$(id -u)" -ne 0 ]; then
    echo "setup.sh: these packages are missing; run:" >&2
    echo "  sudo $install" >&2
    exit 4
fi
echo "installing: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
$install
