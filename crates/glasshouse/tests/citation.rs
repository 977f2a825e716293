//! The files by which the program is cited keep step with it.

use std::fs;
use std::path::Path;

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

const VERSION: &str = env!("CARGO_PKG_VERSION");
const DAY: (&str, &str) = glasshouse::observatory::manifest::SINCE;

#[test]
fn the_version_is_that_of_the_program() {
    let cff = read("CITATION.cff");
    assert!(cff.lines().any(|line| line == format!("version: {VERSION}")), "CITATION.cff is not of version {VERSION}");
    let code = read("codemeta.json");
    assert!(code.contains(&format!("\"version\": \"{VERSION}\"")), "codemeta.json is not of version {VERSION}");
    assert!(
        code.contains(&format!("\"dateCreated\": \"{}\"", DAY.1)),
        "the day in codemeta.json differs from the program's"
    );
}

#[test]
fn the_licence_is_that_of_the_program_and_the_sentences_agree() {
    let (cff, code) = (read("CITATION.cff"), read("codemeta.json"));
    for licence in env!("CARGO_PKG_LICENSE").split(" OR ") {
        assert!(cff.contains(&format!("\n  - {licence}\n")), "CITATION.cff lacks {licence}");
        assert!(code.contains(&format!("https://spdx.org/licenses/{licence}\"")), "codemeta.json lacks {licence}");
    }
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let told = code.lines().find_map(|line| line.trim().strip_prefix("\"description\": \"")?.strip_suffix("\","));
    assert!(words(&cff).contains(told.unwrap()), "the abstract differs from the description");
}

#[test]
fn its_authors_are_a_body_and_no_persons() {
    let (cff, code) = (read("CITATION.cff"), read("codemeta.json"));
    assert!(cff.contains("authors:\n  - name: The Glasshouse authors\n") && !cff.contains("family-names"));
    assert!(code.contains("\"name\": \"The Glasshouse authors\"") && !code.contains("\"Person\""));
}

#[test]
fn the_rust_version_is_the_same_wherever_it_is_named() {
    const RUST: &str = env!("CARGO_PKG_RUST_VERSION");
    for (file, words) in [
        ("codemeta.json", format!("Rust {RUST} or later")),
        ("README.md", format!("version {RUST} or later")),
        ("CONTRIBUTING.md", format!("Rust {RUST} or later")),
        ("crates/glasshouse/README.md", format!("Rust {RUST}")),
        ("crates/glasshouse-mpi/Cargo.toml", format!("rust-version = \"{RUST}\"")),
        ("crates/glasshouse-py/Cargo.toml", format!("rust-version = \"{RUST}\"")),
    ] {
        assert!(read(file).contains(&words), "{file} does not say: {words}");
    }
}
