//! No lint against long argument lists and unreadable types is silenced.

use crate::assert_none;
use crate::rust_text::tokens;
use crate::workspace::{below, read};

const LINTS: [&str; 2] = ["too_many_arguments", "type_complexity"];

/// The places where a file silences a lint: in code after `clippy::`, in settings by its name or its threshold.
fn silenced(path: &str, text: &str) -> Vec<String> {
    let found = |lint: &&&str| match path.ends_with(".rs") {
        true => tokens(text).windows(3).any(|three| three[0] == "clippy" && three[1] == "::" && three[2] == **lint),
        false => {
            let settings: Vec<&str> = text.lines().filter_map(|line| line.split('#').next()).collect();
            settings.iter().any(|line| line.replace('-', "_").contains(**lint))
        }
    };
    LINTS.iter().filter(found).map(|lint| format!("{path} silences {lint}")).collect()
}

#[test]
fn no_lint_against_packs_of_arguments_is_silenced() {
    let is_code = |path: &String| path.ends_with(".rs") || path.ends_with(".toml");
    let files = below("crates").into_iter().chain(["Cargo.toml".to_owned(), "clippy.toml".to_owned()]);
    assert_none(files.filter(is_code).flat_map(|path| silenced(&path, &read(&path))).collect());
}

#[test]
fn a_silenced_lint_is_found() {
    let attribute = format!("#[allow(\n    clippy::{},\n    reason = \"\"\n)]\nfn f() {{}}", LINTS[0]);
    assert_eq!(silenced("a.rs", &attribute).len(), 1);
    assert_eq!(silenced("clippy.toml", "type-complexity-threshold = 900").len(), 1);
    assert!(silenced("a.rs", "// clippy::type_complexity\nfn too_many_arguments() {}").is_empty());
    assert!(silenced("Cargo.toml", "# type_complexity\nprecedence = \"allow\"").is_empty());
}
