//! The files of the workspace, as paths from its root.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders of build output or downloads, which are not ours.
const FOREIGN: [&str; 5] = [".git", "target", "node_modules", "__pycache__", ".venv"];

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Everything below a folder, in order; folders end in `/`. The root is the empty text.
pub fn below(folder: &str) -> Vec<String> {
    let mut all = Vec::new();
    for entry in fs::read_dir(root().join(folder)).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        if FOREIGN.contains(&name.as_str()) {
            continue;
        }
        let path = if folder.is_empty() { name } else { format!("{}/{name}", folder.trim_end_matches('/')) };
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

pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// The source folder of each crate: `crates/*/src`.
pub fn trees() -> Vec<String> {
    let crates = fs::read_dir(root().join("crates")).unwrap();
    let source = |entry: fs::DirEntry| format!("crates/{}/src", entry.file_name().to_string_lossy());
    let mut trees: Vec<String> =
        crates.map(|entry| source(entry.unwrap())).filter(|tree| root().join(tree).is_dir()).collect();
    trees.sort();
    trees
}

/// Every Rust file below a folder, with its text.
pub fn rust_files(folder: &str) -> Vec<(String, String)> {
    let files = below(folder).into_iter().filter(|path| path.ends_with(".rs"));
    files.map(|path| (path.clone(), read(&path))).collect()
}

#[test]
fn every_crate_has_a_source_folder() {
    let trees = trees();
    assert!(trees.len() >= 4 && trees.contains(&"crates/glasshouse/src".to_owned()), "{trees:?}");
}
