//! A folder of the laboratory uses only folders before it in their fixed order.

use crate::assert_none;
use crate::imports::{Imports, imports, name};
use crate::workspace::{read, rust_files};

/// The folders of the laboratory, ordered so that each may use only those before it.
const LINE: [&str; 8] = ["storage", "society", "life", "regime", "engine", "observatory", "scenario", "experiment"];
/// The one exception, named in the map: a month is counted while it is simulated.
const LOAN: (&str, &str) = ("engine", "observatory::tally");

fn against_the_line(imports: &Imports) -> Vec<String> {
    let place = |folder: &str| LINE.iter().position(|other| *other == folder);
    let mut problems = Vec::new();
    for (own, used) in imports {
        let Some(folder) = own.first() else { continue };
        let Some(here) = place(folder) else {
            if own.len() > 1 {
                problems.push(format!("the folder of {} is not in the line", name(own)));
            }
            continue;
        };
        for used in used.iter().filter(|used| used.first().and_then(|other| place(other)) > Some(here)) {
            if (folder.as_str(), name(used).as_str()) != LOAN {
                problems.push(format!("{} uses {}", name(own), name(used)));
            }
        }
    }
    problems
}

#[test]
fn a_folder_uses_only_those_before_it() {
    const TREE: &str = "crates/glasshouse/src/";
    let map = read("ARCHITECTURE.md");
    let line = LINE.join(" → ");
    assert!(map.contains(&line), "the map should say: {line}");
    assert!(map.contains(LOAN.1), "the map should name the exception, {}", LOAN.1);
    let files = rust_files(TREE);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&path[TREE.len()..], text.as_str())).collect();
    assert_none(against_the_line(&imports(&files)));
}

#[test]
fn a_step_back_is_found() {
    let found = |text: &'static str| {
        let files = [
            ("lib.rs", ""),
            ("engine/mod.rs", text),
            ("observatory/mod.rs", "use crate::engine;"),
            ("observatory/tally.rs", ""),
            ("cellar/mod.rs", ""),
            ("cellar/box.rs", ""),
        ];
        against_the_line(&imports(&files))
    };
    assert_eq!(found("use crate::observatory::tally::Tally;"), ["the folder of cellar::box is not in the line"]);
    assert_eq!(found("use crate::observatory::json;")[1], "engine uses observatory");
}
