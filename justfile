# Every step by its name. `just` lists them; each line can also be typed by hand.

# list the steps
default:
    @just --list

# all that must pass before a change is merged
ci:
    .ci/run

# is the layout of the code as rustfmt wants it?
fmt:
    cargo fmt --all --check

# what does clippy say, with clippy.toml's list of what is forbidden?
lint:
    cargo clippy --workspace --all-targets -- -D warnings

# do all tests pass?
test:
    cargo test --workspace

# does each crate build and pass its tests from its package?
packages:
    .ci/packages

# does the page work in a real browser? (needs chromium and npm; see .ci/run)
browser:
    cargo build -p glasshouse-cli
    cd crates/glasshouse-cli/tests/browser && { [ -d node_modules ] || npm ci; } && npm test

# do archives' tools read what lies beside a run? (needs Python and npm; see .ci/crates)
crates:
    .ci/crates

# do the notebooks and the script for R still say what they say? (needs R; see .ci/notebooks)
notebooks:
    .ci/notebooks

# look at it live in a browser
serve *arguments:
    cargo run --release -- serve {{arguments}}

# how long does one month take?
bench:
    cargo bench -p glasshouse

# the main job: several regimes, the same people, the same luck
main *arguments:
    cargo run --release -- compare {{arguments}}
