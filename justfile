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

# kill each command that writes, a thousand times in all, and look at what is left (half an hour)
kills:
    GLASSHOUSE_KILLS=1000 cargo test -p glasshouse-cli --test kills -- --nocapture

# let every call fail with which a command writes, one after the other (needs strace; an hour)
faults:
    cargo build --release -p glasshouse-cli
    .ci/faults

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

# check licences, sources and duplicates of all crates
supply:
    .ci/supply

# ask the database of RustSec (needs the network, or a clone of it where cargo-deny looks for one)
advisories:
    target/supply/bin/cargo-deny --locked --config deny.toml check advisories

# list what the program is made of, as CycloneDX
sbom:
    reliability/sbom.py > target/glasshouse.cdx.json

# write THIRD-PARTY.md
notices:
    reliability/sbom.py --notices > THIRD-PARTY.md

# build the release twice in two folders and compare the bytes
reproducible:
    reliability/reproducible.sh

# fuzz one reader for some seconds (needs nightly and `cargo install cargo-fuzz`)
fuzz target seconds="600":
    cargo +nightly fuzz run {{target}} --features libfuzzer -- -max_total_time={{seconds}} -timeout=5 -rss_limit_mb=512

# change the library in many small ways and see whether its tests notice (hours; needs `cargo install cargo-mutants`)
mutants:
    cargo mutants -p glasshouse -f 'crates/glasshouse/src/rng.rs' -f 'crates/glasshouse/src/observatory/formulas.rs' -f 'crates/glasshouse/src/engine/checksummed_file.rs' -f 'crates/glasshouse/src/experiment/checkpoint*.rs'

# tests 1 and 12, soak and network of docs/reliability.md, with the release program (an hour and more)
reliability:
    cargo build --release --locked -p glasshouse-cli
    reliability/digests.py target/release/glasshouse
    reliability/memory.py target/release/glasshouse
    reliability/no-network.sh target/release/glasshouse
    reliability/soak.py target/release/glasshouse
