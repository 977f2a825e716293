//! The essay's sentences as a text table of 80 columns: on, off, the difference and the verdict.

use crate::command_line;
use crate::number_format::{self, whole};
use crate::options::EssayOptions;
use crate::text_wrap::paragraph;
use glasshouse::experiment::essay_trial::{EssayOutcome, EssayVerdict};
use glasshouse::observatory::measures::View;
use glasshouse::observatory::statistics::Interval;
use glasshouse::scenario::essay_file::{Essay, EssayReading, EssayRow, EssayWindow};
use glasshouse::society::strata::By;

/// Verdicts in the order in which they are counted.
pub const VERDICTS: [EssayVerdict; 6] = [
    EssayVerdict::AsTheEssaySays,
    EssayVerdict::TheOtherWay,
    EssayVerdict::CannotTell,
    EssayVerdict::NotAtStake,
    EssayVerdict::OpenMore,
    EssayVerdict::OpenLess,
];

/// All rows with their outcomes.
pub fn table(essay: &Essay, outcomes: &[EssayOutcome], options: &EssayOptions) -> String {
    let mut text = String::new();
    let mut part = "";
    for (row, outcome) in essay.rows.iter().zip(outcomes) {
        if row.part != part {
            part = &row.part;
            text += &format!("\n{}\n", part.to_uppercase());
        }
        text += &one(essay, row, outcome, options);
    }
    text + &format!("\n{}", paragraph(&counts(outcomes), 0))
}

fn one(essay: &Essay, row: &EssayRow, outcome: &EssayOutcome, options: &EssayOptions) -> String {
    let [on, off] = [row.on, row.off].map(|side| side_words(essay, side));
    let mut text = format!("\n{}", paragraph(&row.sentence, 0));
    text += &paragraph(&format!("on: {on}; off: {off}"), 2);
    let [with, without] = [outcome.on, outcome.off].map(level);
    text += &paragraph(&format!("{}: on {with}, off {without}", reading_words(row)), 2);
    let says = format!("the essay: {}", row.essay.word());
    text += &paragraph(&format!("difference {}; {says}", difference(outcome.difference)), 2);
    text += &format!("  {}\n", outcome.verdict.words().to_uppercase());
    text + &paragraph(&command_line::essay_row(&row.key, options), 2)
}

/// How many rows have each verdict.
pub fn counts(outcomes: &[EssayOutcome]) -> String {
    let of = |verdict: EssayVerdict| outcomes.iter().filter(|outcome| outcome.verdict == verdict).count();
    let each = VERDICTS.map(|verdict| (of(verdict), verdict.words()));
    let each: Vec<String> = each.iter().filter(|(n, _)| *n > 0).map(|(n, words)| format!("{n} {words}")).collect();
    format!("Of {} sentences: {}.", whole(outcomes.len() as u64), each.join(", "))
}

/// A side in words: the regime, the society if it is not the usual one, and the parameters that are set.
pub fn side_words(essay: &Essay, side: usize) -> String {
    let side = &essay.sides[side];
    let mut words = side.words.clone();
    if side.society_name != "china-2018" {
        words += &format!(" on {}", side.society_name);
    }
    let set: Vec<String> = side.set.iter().map(|set| format!("{}.{} = {}", set.section, set.name, set.value)).collect();
    if set.is_empty() { words } else { format!("{words}, {}", set.join(", ")) }
}

/// What a row reads, in words.
pub fn reading_words(row: &EssayRow) -> String {
    let unit = row.reading.measure.unit;
    match &row.minus {
        None => format!("{}, {unit}", words(&row.reading)),
        Some(minus) => format!("{} less {}, {unit}", words(&row.reading), words(minus)),
    }
}

fn words(reading: &EssayReading) -> String {
    let mut words = reading.measure.name.to_owned();
    if reading.view == View::Seen {
        words += " as the state sees it";
    }
    if let Some(group) = reading.group {
        words += &format!(" ({})", By::All.name(group));
    }
    match reading.window {
        EssayWindow::During => words,
        EssayWindow::After => words + " after the end",
        EssayWindow::LastYear => words + " in the last year",
    }
}

/// A level with its interval.
pub fn level(i: Option<Interval>) -> String {
    i.map_or("not defined".into(), number_format::level)
}

/// A difference with its interval.
pub fn difference(i: Option<Interval>) -> String {
    i.map_or("not defined".into(), number_format::difference)
}
