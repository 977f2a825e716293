//! Published results compared with the model's, as a text table.

use crate::diagnostic_text;
use crate::job_error::JobError;
use crate::text_wrap::{paragraph, short};
use glasshouse::experiment::reproduce::validation_page::number;
use glasshouse::experiment::reproduce::whole_model::{PATTERNS, WholeModelPattern};
use glasshouse::experiment::reproduce::{Agreement, PublishedCase, PublishedFigure, TABLE, Through};

/// The text before all cases.
pub const HEAD: &str = "\
Published results compared with this program's. Engine: simulated by the
program, with every other mechanism off. Formula: computed from the functions
and tables that the engine uses. Independent: recomputed without this program.

  published        independent        ours  tolerance  through: verdict
";

/// The refusal of an unknown key.
pub fn unknown_case(key: &str) -> JobError {
    let mut keys: Vec<&str> = TABLE.iter().map(|case| case.key).chain(PATTERNS.iter().map(|p| p.key)).collect();
    keys.dedup();
    JobError::Refused(format!(
        "there is no case \"{}\"; the cases are {}",
        diagnostic_text::clean(key),
        keys.join(", ")
    ))
}

/// The figures of a case: the quick ones, and on request those that take minutes.
pub fn figures(case: &PublishedCase, long: bool) -> Vec<PublishedFigure> {
    let mut figures = (case.quick)();
    figures.extend(case.long.filter(|_| long).map(|long| long()).unwrap_or_default());
    figures
}

/// A case: a heading, two lines for each figure, and the reasons for misses.
pub fn case(case: &PublishedCase, figures: &[PublishedFigure]) -> String {
    let mut text = format!("{}\n", paragraph(&format!("{}  {} ({})", case.key, case.title, case.source), 0).trim_end());
    let mut said = Vec::new();
    for f in figures {
        text += &format!("{}\n{}", short(&f.what, 80), row(f));
        if !f.why.is_empty() && !said.contains(&f.why) {
            text += &paragraph(f.why, 4);
            said.push(f.why);
        }
    }
    text
}

fn row(f: &PublishedFigure) -> String {
    let ours = f.ours.map_or("—".to_owned(), number);
    let tolerance = if f.ours.is_none() { "—".into() } else { exact(f.tolerance) };
    let verdict = match (f.through, f.verdict()) {
        (_, Agreement::Absent) => Agreement::Absent.word().to_owned(),
        (Through::Formula, verdict) => format!("formula: {}", verdict.word()),
        (through, verdict) => format!("{}: {}", through.word(), verdict.word()),
    };
    let published = short(f.published, 16);
    format!("  {published:16} {:>11} {ours:>11} {tolerance:>10}  {verdict}\n", number(f.independent))
}

fn exact(tolerance: f64) -> String {
    if tolerance == 0.0 { "exact".into() } else { format!("± {}", number(tolerance)) }
}

/// A pattern of the whole model: whether it appears, and in which figures.
pub fn pattern(of: &WholeModelPattern) -> String {
    let seen = (of.look)();
    let verdict = if seen.appears { "appears" } else { "MISSED" };
    let heading = format!("{}  {} ({}): {verdict}", of.key, of.says, of.source);
    let why = if of.why.is_empty() { String::new() } else { paragraph(of.why, 4) };
    format!("\n{}{}{}{why}", paragraph(&heading, 0), paragraph(of.how, 4), paragraph(&seen.figures, 4))
}
