//! Tests of completeness: every user-visible word appears in the documents.
//!
//! Names come from the tables of the program, so a new row without a line in `docs/` fails here. The tables of
//! `docs/model.md` are generated from those of the program: `GLASSHOUSE_UPDATE=1 cargo test -p glasshouse --test
//! documented` rewrites them.
#![allow(clippy::disallowed_methods)] // tests prepare folders with the system's own functions

use glasshouse::life::ENCOUNTERS;
use glasshouse::life::encounter::Encounter;
use glasshouse::life::firm_terms::EVENTS;
use glasshouse::observatory::measures::{self, Group};
use glasshouse::regime::EFFECTS;
use glasshouse::regime::firm_scoring::FIRM_EFFECTS;
use glasshouse::scenario::REGIME_SECTIONS;
use glasshouse::society::act;
use glasshouse::society::assessment_rule::NORMS;
use glasshouse::society::behaviour::Behaviour;
use std::fs;
use std::path::Path;

const MODEL: &str = include_str!("../../../docs/model.md");
const LANGUAGE: &str = include_str!("../../../docs/regime-language.md");

/// The words that appear `so` in none of the texts.
fn missing<'a>(words: impl IntoIterator<Item = &'a str>, texts: &[&str]) -> Vec<&'a str> {
    let absent = |word: &&str| !texts.iter().any(|text| text.contains(&format!("`{word}`")));
    words.into_iter().filter(absent).collect()
}

/// The encounters, with what happens in each and the acts that people can do there.
fn encounters() -> String {
    let row = |encounter: &&Encounter| {
        let acts: Vec<String> = encounter.acts().map(|act| format!("`{}`", act.key)).collect();
        let acts = if acts.is_empty() { "none".into() } else { acts.join(" ") };
        format!("| `{}` | {} | {acts} | {} |\n", encounter.key, encounter.meaning, encounter.reduces_to)
    };
    "| key | who and what | acts | reduces to |\n|---|---|---|---|\n".to_owned()
        + &ENCOUNTERS.iter().map(row).collect::<String>()
}

/// The measures, by heading.
fn listed_measures() -> String {
    let row = |group: &Group| {
        let keys = measures::TABLE.iter().filter(|m| m.group == *group).map(|m| format!("`{}`", m.key));
        format!("| {} | {} |\n", group.title(), keys.collect::<Vec<_>>().join(" "))
    };
    "| heading | keys |\n|---|---|\n".to_owned() + &Group::ALL.iter().map(row).collect::<String>()
}

/// The sections of behavioural parameters.
fn sections() -> String {
    let row = |(section, governs): &(&str, &str)| {
        let (first, rest) = governs.split_at(1);
        format!("| `{section}` | {}{} |\n", first.to_lowercase(), rest.trim_end_matches('.'))
    };
    "| section | what it governs |\n|---|---|\n".to_owned() + &Behaviour::SECTIONS.iter().map(row).collect::<String>()
}

#[test]
fn the_tables_of_the_model_are_those_of_the_program() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/model.md");
    let page = fs::read_to_string(&file).unwrap();
    let mut fresh = page.clone();
    for (name, table) in [("encounters", encounters()), ("measures", listed_measures()), ("sections", sections())] {
        let open = format!("<!-- {name} -->\n");
        let (before, after) = fresh.split_once(&open).unwrap_or_else(|| panic!("no place for {name}"));
        let (_, after) = after.split_once("<!-- end -->").unwrap_or_else(|| panic!("{name} has no end"));
        fresh = format!("{before}{open}{table}<!-- end -->{after}");
    }
    if std::env::var_os("GLASSHOUSE_UPDATE").is_some() {
        fs::write(&file, &fresh).unwrap();
    } else {
        let differ = page.lines().zip(fresh.lines()).find(|(page, fresh)| page != fresh);
        assert!(page == fresh, "docs/model.md is not up to date; see the head of this test: {differ:?}");
    }
}

#[test]
fn the_model_names_every_encounter_act_measure_and_norm() {
    let none: [&str; 0] = [];
    assert_eq!(missing(ENCOUNTERS.iter().map(|row| row.key), &[MODEL]), none);
    assert_eq!(missing(act::TABLE.iter().map(|row| row.key), &[MODEL]), none);
    assert_eq!(missing(measures::TABLE.iter().map(|row| row.key), &[MODEL]), none);
    assert_eq!(missing(NORMS.iter().map(|norm| norm.name), &[MODEL]), none);
}

#[test]
fn the_regime_language_has_every_act_effect_and_section() {
    let none: [&str; 0] = [];
    assert_eq!(missing(act::TABLE.iter().map(|row| row.key), &[LANGUAGE]), none);
    assert_eq!(missing(EFFECTS.iter().map(|row| row.key), &[LANGUAGE]), none);
    let headed = |section: &&&str| {
        let headings = || LANGUAGE.lines().filter(|line| line.starts_with("## "));
        !headings().any(|line| line.contains(&format!("[{section}]")))
    };
    let missing: Vec<_> = REGIME_SECTIONS.iter().filter(headed).collect();
    assert!(missing.is_empty(), "docs/regime-language.md has no heading for {missing:?}");
}

#[test]
fn the_tables_of_the_regime_language_say_what_the_program_says() {
    for row in &act::TABLE {
        let line = format!("| `{}` | {} | {} |", row.key, row.meaning, row.encounter);
        assert!(LANGUAGE.contains(&line), "docs/regime-language.md should say: {line}");
    }
    for row in EFFECTS {
        let side = if row.reward { "reward" } else { "sanction" };
        let line = LANGUAGE.lines().find(|line| line.starts_with(&format!("| `{}` | {side} |", row.key)));
        let line = line.unwrap_or_else(|| panic!("no row for {} under {side}", row.key));
        assert!(line.contains(row.unit) && line.ends_with(&format!("| {} |", row.meaning)), "{line}");
    }
}

#[test]
fn the_regime_language_has_every_event_and_effect_of_firms() {
    for (_, key, meaning) in EVENTS {
        let line = format!("| `{key}` | {meaning} |");
        assert!(LANGUAGE.contains(&line), "docs/regime-language.md should say: {line}");
    }
    for row in FIRM_EFFECTS {
        let side = if row.reward { "reward" } else { "sanction" };
        let line =
            LANGUAGE.lines().find(|line| line.starts_with(&format!("| `{}` | {side} | {} |", row.key, row.unit)));
        let line = line.unwrap_or_else(|| panic!("no row for {} under {side}", row.key));
        assert!(line.ends_with(&format!("| {} |", row.meaning)), "{line}");
    }
}

#[test]
fn a_missing_word_is_found() {
    assert_eq!(missing(["help", "no such word"], &["here stands `help`"]), ["no such word"]);
}
