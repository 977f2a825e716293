#!/usr/bin/env bash
# Builds the release program twice, from the same source in two folders, and compares the bytes: `just reproducible`.
#
# Paths are kept out of it, and ahash is given its number: otherwise its macro draws one at each build.
set -euo pipefail
cd "$(dirname "$0")/.."

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
export CONST_RANDOM_SEED=glasshouse CARGO_INCREMENTAL=0
for build in one another; do
  git archive --prefix="$build/" HEAD | tar -x -C "$place"
  home=${CARGO_HOME:-$HOME/.cargo}
  flags=$(sed -n 's/^rustflags = \["-C", "\(.*\)"\]$/-C \1/p' .cargo/config.toml)
  RUSTFLAGS="$flags --remap-path-prefix=$place/$build=/glasshouse --remap-path-prefix=$home=/cargo" \
    cargo build --release --locked -p glasshouse-cli --manifest-path "$place/$build/Cargo.toml" \
    --target-dir "$place/$build/target" --quiet
  sha256sum "$place/$build/target/release/glasshouse"
done
cmp "$place/one/target/release/glasshouse" "$place/another/target/release/glasshouse"
echo "the same bytes"
