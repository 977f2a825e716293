//! The generated tables of `crates/glasshouse/docs/validation.md`.

use super::case_table::TABLE;
use super::provenance::{Mechanism, OF_REGIMES, of_life};
pub use super::published_case::number;
use super::published_case::{Agreement, PublishedCase, PublishedFigure, Through};
use super::whole_model::{PATTERNS, PatternOutcome};

/// The page as shipped with this version: every case with its figures, and the mechanisms without a published basis.
pub const PAGE: &str = include_str!("../../../docs/validation.md");

/// The table of the figures of each case, in Markdown: a row per figure, then the reasons for misses and absences.
pub fn table(figures: &[Vec<PublishedFigure>]) -> String {
    let mut text = String::from(
        "| case | figure | published | independent | ours | tolerance | through | verdict |\n|---|---|--:|--:|--:|--:|---|---|\n",
    );
    let mut reasons: Vec<(&str, String, &str)> = Vec::new();
    for (case, figures) in TABLE.iter().zip(figures) {
        for figure in figures {
            text += &row(case, figure);
            if !figure.why.is_empty() && !reasons.iter().any(|(key, _, why)| *key == case.key && *why == figure.why) {
                reasons.push((case.key, format!("{}, {}", figure.verdict().word(), figure.what), figure.why));
            }
        }
    }
    let reasons: String = reasons.iter().map(|(key, what, why)| format!("- {key}, {what}: {why}\n")).collect();
    if reasons.is_empty() { text } else { format!("{text}\n{reasons}") }
}

fn row(case: &PublishedCase, f: &PublishedFigure) -> String {
    let (ours, tolerance) = match f.ours {
        Some(ours) => (number(ours), if f.tolerance == 0.0 { "exact".into() } else { number(f.tolerance) }),
        None => ("—".into(), "—".into()),
    };
    let (what, published, independent) = (&f.what, f.published, number(f.independent));
    let through = if f.through == Through::Nothing { "—" } else { f.through.word() };
    let verdict = f.verdict().word();
    format!("| {} | {what} | {published} | {independent} | {ours} | {tolerance} | {through} | {verdict} |\n", case.key)
}

/// The cases: title, source, and how each runs.
pub fn cases() -> String {
    let mut text = String::from("| case | what | source | how it runs |\n|---|---|---|---|\n");
    for case in TABLE {
        let files: Vec<String> = case.files.iter().map(|file| format!("`{file}.toml`")).collect();
        let files = if files.is_empty() { String::new() } else { format!(" Files: {}.", files.join(", ")) };
        text += &format!("| {} | {} | {} | {}{files} |\n", case.key, case.title, case.source, case.how);
    }
    text
}

/// The patterns of the whole model, with the result for each, in Markdown.
pub fn patterns(seen: &[PatternOutcome]) -> String {
    let mut text = String::from("| | pattern | source | test | result | |\n|---|---|---|---|---|---|\n");
    let mut reasons = String::new();
    for (p, seen) in PATTERNS.iter().zip(seen) {
        let verdict = if seen.appears { "appears" } else { "MISSED" };
        text += &format!("| {} | {} | {} | {} | {} | {verdict} |\n", p.key, p.says, p.source, p.how, seen.figures);
        if !p.why.is_empty() {
            reasons += &format!("- {}: {}\n", p.key, p.why);
        }
    }
    if reasons.is_empty() { text } else { format!("{text}\n{reasons}") }
}

/// The published results behind each mechanism.
pub fn mechanisms() -> String {
    let of = |heading: &str, all: &[Mechanism]| {
        let row = |m: &Mechanism| {
            let cases = if m.cases.is_empty() { "none".to_owned() } else { m.cases.join(", ") };
            let key = if m.key.contains(' ') { m.key.to_owned() } else { format!("`{}`", m.key) };
            format!("| {key} | {cases} | {} |\n", m.says)
        };
        let rows: String = all.iter().map(row).collect();
        format!("| {heading} | cases | what is reproduced, or other basis |\n|---|---|---|\n{rows}")
    };
    format!("{}\n{}", of("encounter, or part of the model", &of_life()), of("section of a regime", OF_REGIMES))
}

/// The number of figures of a set that were met, missed and not attempted.
pub fn counted(figures: &[PublishedFigure]) -> [usize; 3] {
    [Agreement::Met, Agreement::Missed, Agreement::Absent].map(|v| figures.iter().filter(|f| f.verdict() == v).count())
}
