#!/usr/bin/env bash
# Runs the program where there is no network at all, not even this machine's own: `just no-network`. Every command must
# work as usual, and `serve` must say what is missing. Needs the right to make a network namespace (Linux).
#
#     reliability/no-network.sh GLASSHOUSE
set -euo pipefail

program=$(realpath "$1")
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
alone=(unshare --net)
"${alone[@]}" true 2>/dev/null || alone=(unshare --user --map-root-user --net)
small=(--people 1000 --years 2 --replicates 2)

passed=0
try() {
  "${alone[@]}" strace -f -qq -e trace=connect,sendto,sendmsg -o trace "$program" "$@" >out 2>err || {
    echo "failed without a network: $*" >&2
    cat err >&2
    exit 1
  }
  # A socket of this machine's own kind (AF_UNIX) is none of the network.
  if grep -E 'connect\(|sendto\(|sendmsg\(' trace | grep -v AF_UNIX; then
    echo "it tried to reach somebody: $*" >&2
    exit 1
  fi
  passed=$((passed + 1))
}
command -v strace >/dev/null || apt-get install -y -qq --no-install-recommends strace >/dev/null
try list regimes
try check social-credit
try schema regime
try test social-credit
try odd no-system social-credit "${small[@]}"
try compare no-system social-credit "${small[@]}" --out compare
try run welfare "${small[@]}" --out run
try why --find listed --people 1000 --years 2
try life 7 --people 1000 --years 2
try claims --societies 4 --people 1000 --years 2 --out claims
try explain social-credit "${small[@]}" --measure trust --out explain
try evaluate --people 6000 --years 2 --replicates 2 --out evaluate
try reproduce V7 --out reproduce
echo "$passed commands without a network, and none tried to reach one"
