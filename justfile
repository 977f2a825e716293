# All steps by name. `just` lists them; each line can also be typed by hand.

# list the steps
default:
    @just --list

# everything that must pass before a change is merged
ci:
    .ci/run

# check the layout of the code with rustfmt
fmt:
    cargo fmt --all --check

# run clippy, with the list of forbidden functions in clippy.toml
lint:
    cargo clippy --workspace --all-targets -- -D warnings

# run all tests
test:
    cargo test --workspace

# build and test each crate from its package
packages:
    .ci/packages

# test the page in a real browser (needs chromium and npm; see .ci/run)
browser:
    cargo build -p glasshouse-cli
    cd crates/glasshouse-cli/tests/browser && { [ -d node_modules ] || npm ci; } && npm test

# check a run's metadata with archives' tools (needs Python and npm; see .ci/crates)
crates:
    .ci/crates

# check that the notebooks and the script for R still give the same results (needs R; see .ci/notebooks)
notebooks:
    .ci/notebooks

# try the essay's sentences and write docs/essay.md (minutes)
essay:
    cargo run --release -- essay --out target/essay
    cp target/essay/essay.md docs/essay.md

# ask the published effects and write their answers and docs/evidence.md (minutes); seal them before
evidence:
    cargo run --release -- evidence --data crates/glasshouse/data/evidence --quick --out target/evidence
    cp target/evidence/answers.toml crates/glasshouse/data/evidence/answers.toml
    cargo run --release -- evidence --data crates/glasshouse/data/evidence --out target/evidence
    cp target/evidence/answers.toml crates/glasshouse/data/evidence/answers.toml
    cp target/evidence/evidence.md docs/evidence.md

# seal the published effects whose seal is broken or absent, before they are asked
evidence-seal reason day:
    cargo run --release -- evidence --data crates/glasshouse/data/evidence --seal "{{reason}}" --day {{day}} --out target/evidence
    cp target/evidence/seals.toml crates/glasshouse/data/evidence/seals.toml

# watch it live in a browser
serve *arguments:
    cargo run --release -- serve {{arguments}}

# measure the time for one month
bench:
    cargo bench -p glasshouse

# the main job: several regimes, the same people, the same luck
main *arguments:
    cargo run --release -- compare {{arguments}}
