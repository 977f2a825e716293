//! Every path that a document names exists.
//!
//! A path is a link to another file, or a code span with a slash whose first part is an entry of the repository, or one
//! that ends in `.rs`; the latter may leave out the folders before it.

use crate::assert_none;
use crate::workspace::{below, read};
use std::collections::BTreeSet;

/// The paths that a document names: those of links from the folder of the document.
fn named(document: &str, text: &str, entries: &BTreeSet<String>) -> Vec<String> {
    let mut named = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        fenced ^= line.trim_start().starts_with("```");
        if fenced {
            continue;
        }
        let spans = line.split('`').skip(1).step_by(2).filter(|span| is_path(span));
        let first = |span: &str| span.split('/').next().unwrap_or_default().to_owned();
        named.extend(
            spans
                .filter(|span| (span.contains('/') && entries.contains(&first(span))) || span.ends_with(".rs"))
                .map(str::to_owned),
        );
        let links = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let links = links.filter(|link| !link.is_empty() && !link.contains(':') && !link.starts_with('#'));
        named.extend(links.map(|link| joined(document, link.split('#').next().unwrap_or_default())));
    }
    named
}

fn is_path(span: &str) -> bool {
    !span.is_empty() && span.chars().all(|c| c.is_ascii_alphanumeric() || "_-./*".contains(c))
}

/// A path from the root, of a link in a document.
fn joined(document: &str, link: &str) -> String {
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => (),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Whether one of the files and folders is meant. A `*` stands for one name, or a part of it.
fn exists(named: &str, files: &BTreeSet<String>) -> bool {
    let bare = named.trim_end_matches('/');
    files.iter().any(|file| {
        let file = file.trim_end_matches('/');
        let whole = fits(bare, file);
        whole || (named.ends_with(".rs") && file.ends_with(&format!("/{bare}")))
    })
}

fn fits(pattern: &str, path: &str) -> bool {
    let (patterns, names): (Vec<&str>, Vec<&str>) = (pattern.split('/').collect(), path.split('/').collect());
    let one = |(pattern, name): (&&str, &&str)| match pattern.split_once('*') {
        Some((before, after)) => {
            name.len() >= before.len() + after.len() && name.starts_with(before) && name.ends_with(after)
        }
        None => pattern == name,
    };
    patterns.len() == names.len() && patterns.iter().zip(&names).all(one)
}

fn absent(document: &str, text: &str, files: &BTreeSet<String>) -> Vec<String> {
    let first = |path: &String| path.split('/').next().unwrap_or_default().to_owned();
    let entries: BTreeSet<String> = files.iter().filter(|path| path.contains('/')).map(first).collect();
    let named = named(document, text, &entries);
    named.into_iter().filter(|path| !exists(path, files)).collect()
}

#[test]
fn every_path_in_a_document_exists() {
    let files: BTreeSet<String> = below("").into_iter().collect();
    // A history names former paths, and a test may hold a part of a document.
    let is_document = |path: &&String| path.ends_with(".md") && *path != "CHANGELOG.md" && !path.contains("/tests/");
    let documents: Vec<&String> = files.iter().filter(is_document).collect();
    assert!(documents.len() > 20, "the documents were not found");
    let absent = |document: &&String| {
        let absent = absent(document, &read(document), &files).into_iter();
        absent.map(|path| format!("{document} names {path}, which does not exist")).collect::<Vec<_>>()
    };
    assert_none(documents.iter().flat_map(absent).collect());
}

#[test]
fn a_path_that_does_not_exist_is_found() {
    let files =
        ["crates/", "crates/a/", "crates/a/src/", "crates/a/src/b/act.rs", "docs/c.md", "docs/d.svg", "README.md"];
    let files: BTreeSet<String> = files.map(str::to_owned).into();
    let absent = |text: &str| absent("docs/c.md", text, &files);
    assert!(
        absent("`crates/a/src/`, `crates/*/src`, `b/act.rs`, `act.rs`, `docs/*.md`, `out/x.csv`, `a/b`").is_empty()
    );
    assert!(absent("[c](c.md), ![d](d.svg), [e](../README.md#f), [g](#h), [i](https://j/k)").is_empty());
    assert!(absent("```\n`crates/gone.rs`\n```\n").is_empty());
    assert_eq!(absent("`crates/b/src/` and `life/act.rs`"), ["crates/b/src/", "life/act.rs"]);
    assert_eq!(absent("`crates/*/lib.rs` and [k](k.md)"), ["crates/*/lib.rs", "docs/k.md"]);
}
