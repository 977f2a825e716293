//! Tests of the essay's rows: each mechanism still acts, each row names files that exist, and the page lists them all.
#![allow(clippy::disallowed_methods)] // tests prepare folders with the system's own functions

use glasshouse::engine::{Quiet, Size};
use glasshouse::experiment::essay_trial::{EssayTrial, EssayVerdict};
use glasshouse::scenario::{self, ScenarioError};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

/// The quick form of `glasshouse essay`.
fn quick() -> EssayTrial {
    let essay = scenario::essay("essay").expect("it ships").value;
    EssayTrial { essay, size: Size { people: 2_000, months: 120 }, seed: 1, replicates: 2, earlier: 12 }
}

#[test]
fn every_mechanism_of_the_essay_still_acts() {
    let trial = quick();
    let outcomes = trial.run(&Quiet);
    let rows = trial.essay.rows.iter().zip(&outcomes);
    let dead: Vec<String> =
        rows.clone().filter_map(|(row, outcome)| Some(format!("{}: {}", row.key, outcome.is_dead(row)?))).collect();
    assert!(dead.is_empty(), "these mechanisms of the essay stopped working: {dead:#?}");
    for (row, outcome) in rows {
        let zero = outcome.difference.is_some_and(|difference| difference.mean == 0.0);
        assert!(!zero || outcome.verdict != EssayVerdict::AsTheEssaySays, "{}: zero is not an effect", row.key);
    }
}

#[test]
fn a_mechanism_that_is_off_on_both_sides_is_found() {
    let mut trial = quick();
    trial.essay.rows.retain(|row| row.key == "schools");
    // Both sides without the mechanism, as if it had stopped working.
    let row = &mut trial.essay.rows[0];
    row.on = row.off;
    trial.size.months = 14;
    trial.replicates = 1;
    let outcomes = trial.run(&Quiet);
    assert!(outcomes[0].is_dead(&trial.essay.rows[0]).is_some());
    assert_ne!(outcomes[0].verdict, EssayVerdict::AsTheEssaySays);
}

#[test]
fn every_row_has_a_key_of_its_own_and_a_source_file_that_exists() {
    let essay = scenario::essay("essay").expect("it ships").value;
    let keys: BTreeSet<&str> = essay.rows.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(keys.len(), essay.rows.len(), "two rows have the same key");
    let source = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    for row in &essay.rows {
        assert!(source.join(&row.code).is_file(), "{}: there is no {}", row.key, row.code);
    }
    let parts: Vec<&str> = essay.rows.iter().map(|row| row.part.as_str()).collect();
    let mut met = BTreeSet::new();
    for pair in parts.windows(2).filter(|pair| pair[0] != pair[1]) {
        assert!(met.insert(pair[0]) && !met.contains(pair[1]), "the rows of {:?} do not stand together", pair[1]);
    }
}

#[test]
fn the_page_lists_every_row() {
    let page = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/essay.md");
    // The crate can be built from its package, where the page is not.
    let Ok(page) = fs::read_to_string(page) else { return };
    let essay = scenario::essay("essay").expect("it ships").value;
    let absent: Vec<&str> = essay
        .rows
        .iter()
        .filter(|row| {
            let command = |end: char| page.contains(&format!("--row {}{end}", row.key));
            !page.contains(&row.sentence) || !(command('`') || command(' '))
        })
        .map(|row| row.key.as_str())
        .collect();
    assert!(absent.is_empty(), "`just essay` should write docs/essay.md anew; it lacks {absent:?}");
}

/// What is said about a file of rows, one line for each mistake.
fn mistakes(name: &str, text: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).unwrap();
    match scenario::essay(path.to_str().unwrap()) {
        Ok(_) => String::new(),
        Err(ScenarioError::Diagnostics(found)) => {
            found.0.iter().map(|f| format!("{} ({})\n", f.message, f.help.clone().unwrap_or_default())).collect()
        }
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn a_mistake_in_a_row_is_told_with_what_was_meant() {
    let row = |on: &str, measure: &str| {
        format!(
            "[[row]]\nkey = \"k\"\npart = \"p\"\nsentence = \"S.\"\nmechanism = \"m\"\ncode = \"life/road.rs\"\n\
             on = \"{on}\"\noff = \"no-system\"\nmeasure = \"{measure}\"\nessay = \"more\"\n"
        )
    };
    assert_eq!(mistakes("essay-good.toml", &row("welfare", "trust")), "");
    let told = mistakes("essay-measure.toml", &row("welfare", "trusst"));
    assert!(told.contains("unknown measure") && told.contains("`trust`"), "{told}");
    let told = mistakes("essay-regime.toml", &row("welfair", "trust"));
    assert!(told.contains("no regime is called `welfair`") && told.contains("`welfare`"), "{told}");
    let told = mistakes("essay-part.toml", &row("welfare without sanction no-loan", "trust"));
    assert!(told.contains("has no part `sanction no-loan`"), "{told}");
    let told = mistakes("essay-same.toml", &row("no-system", "trust"));
    assert!(told.contains("compares a side with itself"), "{told}");
}
