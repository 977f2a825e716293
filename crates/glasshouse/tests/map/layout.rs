//! No file is too long, and no file or folder has an uninformative name.

use crate::assert_none;
use crate::workspace::{below, read};

const NEVER: [&str; 4] = ["utils", "common", "helpers", "manager"];
const MOST_LINES: usize = 500;

fn wrong(path: &str, lines: usize) -> Option<String> {
    let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    if NEVER.contains(&stem) {
        return Some(format!("{path}: an uninformative name"));
    }
    (lines > MOST_LINES).then(|| format!("{path} has {lines} lines"))
}

#[test]
fn no_file_is_long_and_no_folder_is_a_drawer() {
    let everything = ["crates", "docs"].iter().flat_map(|folder| below(folder));
    let lines = |path: &str| if path.ends_with(".rs") { read(path).lines().count() } else { 0 };
    assert_none(everything.filter_map(|path| wrong(&path, lines(&path))).collect());
}

#[test]
fn a_long_file_and_a_drawer_are_found() {
    assert!(wrong("crates/a/src/b.rs", MOST_LINES + 1).is_some());
    assert!(wrong("crates/a/src/utils/", 0).is_some() && wrong("crates/a/src/helpers.rs", 1).is_some());
    assert_eq!(wrong("crates/a/src/b.rs", MOST_LINES), None);
}
