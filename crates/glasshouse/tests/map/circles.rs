//! The files of a crate have no circular imports.
//!
//! A `mod.rs` that uses its child and is used by it is a circle too. Unit tests do not count.

use crate::assert_none;
use crate::imports::{Imports, Module, imports, name};
use crate::rust_text::without_tests;
use crate::workspace::{rust_files, trees};
use std::collections::BTreeSet;

/// The circles, each with its files and the imports between them.
fn circles(imports: &Imports) -> Vec<String> {
    let mut problems = Vec::new();
    let mut done: BTreeSet<&Module> = BTreeSet::new();
    for own in imports.keys() {
        let circle: BTreeSet<&Module> =
            reach(imports, own).into_iter().filter(|other| reach(imports, other).contains(own)).collect();
        if circle.is_empty() || done.contains(own) {
            continue;
        }
        let edges = |from: &&Module| {
            let to = imports[*from].iter().filter(|to| circle.contains(to)).map(name).collect::<Vec<_>>();
            format!("    {} uses {}", name(from), to.join(", "))
        };
        let edges: Vec<String> = circle.iter().map(edges).collect();
        problems.push(format!("a circle of {} files:\n{}", circle.len(), edges.join("\n")));
        done.extend(circle);
    }
    problems
}

/// The modules that one uses, and those that they use in turn.
fn reach<'a>(imports: &'a Imports, from: &Module) -> BTreeSet<&'a Module> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&Module> = imports[from].iter().collect();
    while let Some(module) = open.pop() {
        if found.insert(module) {
            open.extend(&imports[module]);
        }
    }
    found
}

#[test]
fn no_circle_of_imports_exists_between_the_files_of_a_crate() {
    let mut problems = Vec::new();
    for tree in trees() {
        let files = rust_files(&tree);
        let inside = |path: &str| path[tree.len() + 1..].to_owned();
        let texts: Vec<(String, &str)> = files.iter().map(|(path, text)| (inside(path), without_tests(text))).collect();
        let texts: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        problems.extend(circles(&imports(&texts)).into_iter().map(|circle| format!("{tree}: {circle}")));
    }
    assert_none(problems);
}

#[test]
fn a_circle_is_found() {
    let files = [("lib.rs", "mod a; mod b; mod c;"), ("a.rs", "use crate::b;"), ("b.rs", "use crate::c;")];
    let line = |c: &'static str| [files[0], files[1], files[2], ("c.rs", c)];
    assert!(circles(&imports(&line(""))).is_empty());
    let found = circles(&imports(&line("fn f() { crate::a::g() }")));
    assert_eq!(found, ["a circle of 3 files:\n    a uses b\n    b uses c\n    c uses a"]);
}

#[test]
fn a_folder_and_its_file_can_make_a_circle() {
    let files = [("lib.rs", "mod a;"), ("a/mod.rs", "mod b; pub use b::C;"), ("a/b.rs", "use super::D;")];
    assert_eq!(circles(&imports(&files)), ["a circle of 2 files:\n    a uses a::b\n    a::b uses a"]);
}
