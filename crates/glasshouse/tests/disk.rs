//! Tests of disk use: the files of the library that use the disk are those that `ARCHITECTURE.md` names.

use std::fs;
use std::path::Path;

/// Paths, from the root of the repository, of the files below a folder that use the file system.
fn touching(root: &Path, folder: &str) -> Vec<String> {
    let mut all = Vec::new();
    for entry in fs::read_dir(root.join(folder)).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            all.extend(touching(root, &path));
        } else {
            let text = fs::read_to_string(entry.path()).unwrap();
            let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            let uses = ["std::fs", "std::os", "OpenOptions", "fs::"].iter().any(|word| code.join("\n").contains(word));
            all.extend(uses.then_some(path));
        }
    }
    all.sort();
    all
}

#[test]
fn the_files_that_touch_the_disk_are_those_that_the_map_lists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let map = fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap();
    let (_, rest) = map.split_once("touch the disk:\n").expect("the map lists the files that touch the disk");
    let mut listed: Vec<String> = Vec::new();
    for line in rest.lines().skip_while(|line| line.is_empty()).take_while(|line| !line.is_empty()) {
        listed.extend(line.strip_prefix("- `").and_then(|line| line.split('`').next()).map(str::to_owned));
    }
    listed.sort();
    assert_eq!(touching(&root, "crates/glasshouse/src"), listed);
}
