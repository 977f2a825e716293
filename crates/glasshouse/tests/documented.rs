//! Does every word that a user can meet stand in the documents?
//!
//! Names come from the tables of the program, so a new row without a line in `docs/` fails here.

use glasshouse::life::ENCOUNTERS;
use glasshouse::life::firm_terms::EVENTS;
use glasshouse::observatory::measures;
use glasshouse::regime::EFFECTS;
use glasshouse::regime::firm_scoring::FIRM_EFFECTS;
use glasshouse::scenario::REGIME_SECTIONS;
use glasshouse::society::act;
use glasshouse::society::assessment_rule::NORMS;
use glasshouse::society::behaviour::Behaviour;

const MODEL: &str = include_str!("../../../docs/model.md");
const LANGUAGE: &str = include_str!("../../../docs/regime-language.md");

/// The words that stand `so` in none of the texts.
fn missing<'a>(words: impl IntoIterator<Item = &'a str>, texts: &[&str]) -> Vec<&'a str> {
    let absent = |word: &&str| !texts.iter().any(|text| text.contains(&format!("`{word}`")));
    words.into_iter().filter(absent).collect()
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
fn the_model_says_what_every_section_of_parameters_governs() {
    let missing = missing(Behaviour::TABLE.iter().map(|parameter| parameter.section), &[MODEL]);
    assert!(missing.is_empty(), "docs/model.md does not name {missing:?}");
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
fn an_act_happens_in_an_encounter_that_exists() {
    for row in &act::TABLE {
        assert!(ENCOUNTERS.iter().any(|encounter| encounter.key == row.encounter), "{}", row.key);
    }
}

#[test]
fn a_missing_word_is_found() {
    assert_eq!(missing(["help", "no such word"], &["here stands `help`"]), ["no such word"]);
}
