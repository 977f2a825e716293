//! Is `ARCHITECTURE.md` true, and does the code keep to it?
//!
//! A heading that names a folder opens a table; each row is a file of it with its first line. All that is wrong is told
//! at once.

use std::fs;
use std::path::{Path, PathBuf};

/// The folders of the laboratory, in the order in which one may use the other.
const LINE: [&str; 7] = ["society", "life", "regime", "engine", "observatory", "scenario", "experiment"];
/// The one exception, said in the map: a month is counted while it is turned.
const LOAN: (&str, &str) = ("engine", "observatory::tally");
/// Source trees of which every file must stand in the map.
const TREES: [&str; 3] = ["crates/glasshouse/src", "crates/glasshouse-cli/src", "crates/glasshouse-py/src"];
const NEVER: [&str; 4] = ["utils", "common", "helpers", "manager"];
const MOST_LINES: usize = 500;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Everything below a folder, as paths from the root, in order; folders end in `/`.
fn below(folder: &str) -> Vec<String> {
    let mut all = Vec::new();
    for entry in fs::read_dir(root().join(folder)).unwrap() {
        let entry = entry.unwrap();
        // What drives the browser in its tests is fetched, and what was built lies in `target`: neither is ours.
        if entry.file_name() == "node_modules" || entry.file_name() == "target" {
            continue;
        }
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            all.extend(below(&path));
            all.push(path + "/");
        } else {
            all.push(path);
        }
    }
    all.sort();
    all
}

fn sources() -> Vec<String> {
    TREES.iter().flat_map(|tree| below(tree)).filter(|path| path.ends_with(".rs")).collect()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// What the map names: the path from the root and, for a row of a folder's table, what the row says of it.
fn named(map: &str) -> Vec<(String, Option<String>)> {
    let mut folder = String::new();
    let mut all = Vec::new();
    for line in map.lines() {
        let words: Vec<&str> = line.split('`').skip(1).step_by(2).collect();
        let (Some(first), row) = (words.first(), line.strip_prefix("| `")) else { continue };
        if line.starts_with('#') {
            folder = first.to_string();
        }
        let says = row.and_then(|row| row.split_once("` | ")).map(|(_, says)| says.trim_end_matches(" |").to_string());
        let (of_table, others) = if says.is_some() && !folder.is_empty() && !first.contains('/') {
            (Some((format!("{folder}{first}"), says)), &words[1..])
        } else {
            (None, &words[..])
        };
        all.extend(of_table);
        all.extend(others.iter().filter(|word| word.contains('/')).map(|word| (word.to_string(), None)));
    }
    all
}

fn assert_none(problems: Vec<String>) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn every_path_in_the_map_exists() {
    let named = named(&read("ARCHITECTURE.md"));
    assert!(named.len() > 50, "the map was not understood");
    let missing = named.iter().filter(|(path, _)| !root().join(path).exists());
    assert_none(missing.map(|(path, _)| format!("ARCHITECTURE.md names {path}, which is not there")).collect());
}

#[test]
fn every_source_file_is_in_the_map_with_the_question_it_answers() {
    let named = named(&read("ARCHITECTURE.md"));
    let mut problems = Vec::new();
    for path in sources() {
        let text = read(&path);
        match (named.iter().find(|(p, says)| *p == path && says.is_some()), text.lines().next()) {
            (_, first) if !first.is_some_and(|line| line.starts_with("//! ")) => {
                problems.push(format!("{path} does not begin with a `//!` line"));
            }
            (Some((_, Some(says))), Some(first)) if *says != first[4..] => {
                problems.push(format!("{path} begins with\n    {}\nthe map says\n    {says}", &first[4..]));
            }
            (None, _) => problems.push(format!("ARCHITECTURE.md does not name {path}")),
            _ => (),
        }
    }
    assert_none(problems);
}

#[test]
fn a_folder_uses_only_those_before_it() {
    let map = read("ARCHITECTURE.md");
    let line = LINE.join(" → ");
    assert!(map.contains(&line), "the map should say: {line}");
    assert!(map.contains(LOAN.1), "the map should name the exception, {}", LOAN.1);
    let mut problems = Vec::new();
    for path in sources() {
        let Some((folder, _)) = path.strip_prefix("crates/glasshouse/src/").and_then(|p| p.split_once('/')) else {
            continue;
        };
        let own = LINE.iter().position(|f| *f == folder);
        let Some(own) = own else {
            problems.push(format!("the folder of {path} is not in the line"));
            continue;
        };
        let later = |used: &String| LINE[own + 1..].iter().any(|f| used == f || used.starts_with(&format!("{f}::")));
        let lent = |used: &String| folder == LOAN.0 && used.starts_with(LOAN.1);
        let code = code(&read(&path));
        let wrong = uses(&code).into_iter().filter(|used| later(used) && !lent(used));
        problems.extend(wrong.map(|used| format!("{path} uses crate::{used}")));
        if code.contains("super::super") {
            problems.push(format!("{path} says `super::super`; say `crate::`, which this test can read"));
        }
    }
    assert_none(problems);
}

/// A source text without its comments.
fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// What is named after `crate::`, also in braces, as `folder::file`.
fn uses(code: &str) -> Vec<String> {
    let mut all = Vec::new();
    for after in code.split("crate::").skip(1) {
        let Some(inside) = after.strip_prefix('{') else {
            all.push(path_of(after));
            continue;
        };
        let (mut depth, mut piece) = (0, String::new());
        for c in inside.chars() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => all.push(path_of(&std::mem::take(&mut piece))),
                _ => (),
            }
            if c != ',' || depth > 0 {
                piece.push(c);
            }
        }
        all.push(path_of(&piece));
    }
    all
}

fn path_of(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_alphanumeric() || "_:".contains(*c)).collect()
}

#[test]
fn no_file_is_long_and_no_folder_is_a_drawer() {
    let everything = ["crates", "docs"].iter().flat_map(|folder| below(folder));
    let mut problems = Vec::new();
    for path in everything {
        let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let stem = name.split('.').next().unwrap_or_default();
        if NEVER.contains(&stem) {
            problems.push(format!("{path}: a name that says nothing"));
        }
        if path.ends_with(".rs") {
            let text = read(&path);
            if text.lines().count() > MOST_LINES {
                problems.push(format!("{path} has {} lines", text.lines().count()));
            }
            if !text.starts_with("//!") {
                problems.push(format!("{path} does not begin with a `//!` line"));
            }
        }
    }
    assert_none(problems);
}

#[test]
fn what_is_used_is_found_in_braces_too() {
    let found = uses("use crate::life::{a, b};\nuse crate::{engine::{x, y}, observatory::tally, chance};\n");
    assert_eq!(found, ["life::", "engine::", "observatory::tally", "chance"]);
}
