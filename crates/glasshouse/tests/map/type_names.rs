//! No two public types of the crates share a name.

use crate::assert_none;
use crate::rust_text::{tokens, without_tests};
use crate::workspace::{rust_files, trees};
use std::collections::BTreeMap;

/// The public types that a text declares.
fn types(text: &str) -> Vec<String> {
    let tokens = tokens(without_tests(text));
    let is_type = |words: &&[String]| {
        words[0] == "pub" && ["struct", "enum", "union", "trait", "type"].contains(&words[1].as_str())
    };
    let name = |words: &[String]| words[2].clone();
    // The name of a macro's type is a variable of the macro.
    tokens.windows(3).filter(is_type).map(name).filter(|name| name != "$").collect()
}

fn shared(files: &[(String, String)]) -> Vec<String> {
    let mut places: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (path, text) in files {
        types(text).into_iter().for_each(|name| places.entry(name).or_default().push(path));
    }
    let shared = places.into_iter().filter(|(_, places)| places.len() > 1);
    shared.map(|(name, places)| format!("`{name}` is a public type in {}", places.join(" and "))).collect()
}

#[test]
fn no_two_public_types_share_a_name() {
    let files: Vec<(String, String)> = trees().iter().flat_map(|tree| rust_files(tree)).collect();
    assert_none(shared(&files));
}

#[test]
fn a_shared_name_is_found() {
    let files =
        |second: &str| [("a.rs".to_owned(), "pub struct Rule;".to_owned()), ("b.rs".to_owned(), second.to_owned())];
    assert_eq!(shared(&files("pub enum Rule {}")), ["`Rule` is a public type in a.rs and b.rs"]);
    assert!(shared(&files("struct Rule; // pub struct Rule;\npub fn rule() {}\npub struct Rules;")).is_empty());
}
