//! The imports of a crate: which module uses which.

use crate::rust_text::tokens;
use std::collections::{BTreeMap, BTreeSet};

/// A module of a crate as its names from the root: none of `lib.rs`, `engine` and `month` of `engine/month.rs`.
pub type Module = Vec<String>;

/// For each module, those that it uses.
pub type Imports = BTreeMap<Module, BTreeSet<Module>>;

/// The imports of a crate of files: path from the crate's source folder, and text.
pub fn imports(files: &[(&str, &str)]) -> Imports {
    let has_library = files.iter().any(|(path, _)| *path == "lib.rs");
    let modules: BTreeMap<Module, &str> = files.iter().map(|(path, text)| (module(path, has_library), *text)).collect();
    let known: BTreeSet<Module> = modules.keys().cloned().collect();
    let used = |own: &Module, text: &str| -> BTreeSet<Module> {
        let used = paths(&tokens(text)).into_iter().filter_map(|path| resolve(own, path, &known));
        used.filter(|module| module != own).collect()
    };
    modules.iter().map(|(own, text)| (own.clone(), used(own, text))).collect()
}

/// Its name for people: `engine::month`.
pub fn name(module: &Module) -> String {
    if module.is_empty() { "the root".to_owned() } else { module.join("::") }
}

fn module(path: &str, has_library: bool) -> Module {
    let mut names: Module = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    let last = names.last().map_or("", String::as_str);
    if last == "mod" || path == "lib.rs" || (path == "main.rs" && !has_library) {
        names.pop();
    }
    names
}

/// Every path to its own crate that a text names, in `use` and elsewhere.
fn paths(tokens: &[String]) -> Vec<Module> {
    let mut all = Vec::new();
    let children = children(tokens);
    let mut at = 0;
    while at < tokens.len() {
        let begins = at == 0 || tokens[at - 1] != "::";
        if tokens[at] == "use" {
            at = tree(tokens, at + 1, &[], &mut all);
        } else if begins && tokens.get(at + 1).is_some_and(|next| next == "::") {
            let path: Module = tokens[at..].chunks(2).take_while(|pair| is_step(pair)).map(|p| p[0].clone()).collect();
            let end = at + 2 * path.len();
            all.push([path, tokens.get(end).cloned().into_iter().collect()].concat());
            at = end;
        }
        at += 1;
    }
    let own = |path: &Module| ["crate", "super", "self"].contains(&path[0].as_str()) || children.contains(&path[0]);
    all.into_iter().filter(|path| !path.is_empty() && own(path)).collect()
}

fn is_step(pair: &[String]) -> bool {
    pair.len() == 2 && pair[1] == "::"
}

/// The modules that a text declares, which it can name without `self`.
fn children(tokens: &[String]) -> BTreeSet<String> {
    let declared = tokens.windows(3).filter(|three| three[0] == "mod" && three[2] == ";");
    declared.map(|three| three[1].clone()).collect()
}

/// The paths of a tree of `use` that begins at a token; returns the token after it.
fn tree(tokens: &[String], mut at: usize, before: &[String], all: &mut Vec<Module>) -> usize {
    let mut path = before.to_vec();
    while let Some(token) = tokens.get(at) {
        match token.as_str() {
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|token| token != "}") {
                    at = tree(tokens, at, &path, all);
                    if tokens.get(at).is_some_and(|token| token != "}") {
                        at += 1;
                    }
                }
                return at + 1;
            }
            "," | ";" | "}" => break,
            "as" => at += 1,
            "::" => (),
            _ => path.push(token.clone()),
        }
        at += 1;
    }
    all.push(path);
    at
}

/// The module to which or into which a path leads.
fn resolve(own: &Module, path: Module, known: &BTreeSet<Module>) -> Option<Module> {
    let mut at = if path[0] == "crate" { Module::new() } else { own.clone() };
    for name in path.iter().skip_while(|name| ["crate", "self"].contains(&name.as_str())) {
        if name == "super" {
            at.pop();
            continue;
        }
        at.push(name.clone());
        if !known.contains(&at) {
            at.pop();
            break;
        }
    }
    known.contains(&at).then_some(at)
}

#[test]
fn a_module_is_found_wherever_it_is_named() {
    let files = [
        ("lib.rs", "mod a;\nmod b;\npub use b::C;\n"),
        ("a.rs", "use crate::{b::{c, d::E as F}, other};\nuse super::g::*;\nuse std::fmt;\n"),
        ("b/mod.rs", "pub mod c;\nmod d;\nfn f() { c::g(\"crate::a\"); }\n"),
        ("b/c.rs", "fn f(x: super::d::E) -> crate::a::X<Vec<u8>> {} // crate::g\n"),
        ("b/d.rs", "use super::super::g;\n"),
        ("g.rs", ""),
    ];
    let found: Vec<String> = imports(&files)
        .iter()
        .map(|(own, used)| format!("{} -> {}", name(own), used.iter().map(name).collect::<Vec<_>>().join(", ")))
        .collect();
    let expected =
        ["the root -> b", "a -> the root, b::c, b::d, g", "b -> b::c", "b::c -> a, b::d", "b::d -> g", "g -> "];
    assert_eq!(found, expected);
}

#[test]
fn a_program_beside_a_library_is_no_part_of_it() {
    let files = [("lib.rs", "mod a;"), ("main.rs", "use other::a;"), ("a.rs", "use crate::b;")];
    assert!(imports(&files).contains_key(&vec!["main".to_owned()]));
    assert!(imports(&files[1..2]).contains_key(&Module::new()));
}
