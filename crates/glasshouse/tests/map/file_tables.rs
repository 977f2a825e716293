//! The tables of `ARCHITECTURE.md` list every source file with its first line.
//!
//! A heading that names a source folder opens its table: a row for each Rust file in it. The tables are generated from
//! the files, not maintained by hand.
#![allow(clippy::disallowed_methods)] // tests prepare folders with the system's own functions

use crate::first_lines::first_line;
use crate::workspace::{read, root, rust_files, trees};
use std::collections::BTreeMap;
use std::fs;

const MAP: &str = "ARCHITECTURE.md";
const HEAD: &str = "| file | what it is |\n|---|---|\n";

/// Source folders, each with its files and their first lines.
type Folders = BTreeMap<String, Vec<(String, String)>>;

/// The map with the correct table of each folder, and the problems that no table can correct.
fn with_tables(map: &str, folders: &Folders) -> (String, Vec<String>) {
    let (mut text, mut problems) = (String::new(), Vec::new());
    let mut missing: Vec<&String> = folders.keys().collect();
    let mut table: Option<String> = None;
    for line in map.lines().chain(["#"]) {
        if line.starts_with('#') {
            // A folder without a table gets one at the end of its section.
            if let Some(table) = table.take() {
                text = format!("{}\n\n{table}\n", text.trim_end());
            }
            if let Some(folder) = line.split('`').nth(1).filter(|folder| folder.contains("/src/")) {
                missing.retain(|other| *other != folder);
                match folders.get(folder) {
                    Some(files) => table = Some(rows(files)),
                    None => problems.push(format!("{MAP} has a heading for {folder}, in which no source file is")),
                }
            }
        } else if line.starts_with("| file |")
            && let Some(table) = table.take()
        {
            text += &table;
            continue;
        } else if line.starts_with('|') && in_table(&text) {
            continue;
        }
        text += &format!("{line}\n");
    }
    problems.extend(missing.iter().map(|folder| format!("{MAP} has no heading for {folder}")));
    text.truncate(text.len() - "#\n".len());
    (text, problems)
}

/// Whether a text ends with a table of files.
fn in_table(text: &str) -> bool {
    text.rsplit("\n\n").next().is_some_and(|last| last.starts_with(HEAD))
}

/// A table: the folder's own file (`lib.rs`, `main.rs` or `mod.rs`) first, the others by name.
fn rows(files: &[(String, String)]) -> String {
    let mut files: Vec<_> = files.iter().collect();
    files.sort_by_key(|(name, _)| (!["lib.rs", "main.rs", "mod.rs"].contains(&name.as_str()), name));
    let row = |(name, says): &&(String, String)| format!("| `{name}` | {says} |\n");
    HEAD.to_owned() + &files.iter().map(row).collect::<String>()
}

fn folders() -> Folders {
    let mut folders = Folders::new();
    for (path, text) in trees().iter().flat_map(|tree| rust_files(tree)) {
        let (folder, name) = path.rsplit_once('/').expect("it is in a folder");
        let says = first_line(&text).unwrap_or_default().to_owned();
        folders.entry(format!("{folder}/")).or_default().push((name.to_owned(), says));
    }
    folders
}

#[test]
fn the_map_lists_every_source_file_with_its_first_line() {
    let map = read(MAP);
    let (text, problems) = with_tables(&map, &folders());
    if std::env::var_os("GLASSHOUSE_UPDATE").is_some() {
        fs::write(root().join(MAP), &text).unwrap();
    } else {
        let differs = text.lines().zip(map.lines()).find(|(should, is)| should != is);
        let help = "run `GLASSHOUSE_UPDATE=1 cargo test -p glasshouse --test map`";
        assert!(text == map, "{MAP} should be written anew: {help}\n{differs:#?}");
    }
    crate::assert_none(problems);
}

#[test]
fn tables_are_made_anew_and_the_rest_stays() {
    let files = |all: &[&str]| all.iter().map(|name| (name.to_string(), format!("The {name}."))).collect();
    let folders: Folders =
        [("a/src/".to_owned(), files(&["b.rs", "lib.rs"])), ("a/src/c/".to_owned(), files(&["d.rs"]))].into();
    let stale = "# Map\n\n### `a/src/` — a\n\nProse.\n\n| file | old |\n|---|---|\n| `lib.rs` | old |\n| `gone.rs` | x |\n\n\
                 After.\n\n### `a/src/c/` — c\n\n## Where\n\n| where | what |\n|---|---|\n| `x` | y |\n";
    let fresh = "# Map\n\n### `a/src/` — a\n\nProse.\n\n| file | what it is |\n|---|---|\n| `lib.rs` | The lib.rs. |\n\
                 | `b.rs` | The b.rs. |\n\nAfter.\n\n### `a/src/c/` — c\n\n| file | what it is |\n|---|---|\n\
                 | `d.rs` | The d.rs. |\n\n## Where\n\n| where | what |\n|---|---|\n| `x` | y |\n";
    assert_eq!(with_tables(stale, &folders), (fresh.to_owned(), Vec::new()));
    assert_eq!(with_tables(fresh, &folders), (fresh.to_owned(), Vec::new()));
    let problems = with_tables("# Map\n\n### `a/src/` — a\n\n### `a/src/gone/`\n", &folders).1;
    assert_eq!(problems.len(), 2, "{problems:?}");
}
