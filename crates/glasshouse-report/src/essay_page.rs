//! The essay's sentences as a Markdown page and as JSON.

use crate::command_line;
use crate::essay_table::{counts, difference, level, reading_words, side_words};
use crate::number_format::counted;
use crate::options::EssayOptions;
use glasshouse::experiment::essay_trial::{EssayOutcome, EssayTrial, EssayVerdict};
use glasshouse::observatory::manifest::VERSION;
use glasshouse::observatory::statistics::Interval;
use glasshouse::scenario::essay_file::EssayRow;
use serde_json::{Value, json};

const HEAD: &str = "\
# The essay, sentence by sentence

An essay that warns of a trust system run by a state is the reason for this laboratory. This page lists its sentences
that say how something works, in our words. Each has a mechanism in the model, and each mechanism was switched on and
off on the same people with the same luck. Not everything was fixed beforehand: the measures of three rows
(`cameras-felt`, `disgrace`, `rich-default`) were changed after a first look, and `attitude.worry` was set after one.
";

const VERDICTS: &str = "\
- **as the essay says**: the whole 95 % interval of the difference is on the essay's side;
- **the other way**: the whole interval is on the other side;
- **we cannot tell**: the interval includes zero. An effect of exactly zero is never as the essay says;
- **not at stake**: the mechanism did not occur in these societies, so nothing was tried;
- **open in the essay**: the essay does not say which way; the direction that came out is named.

A verdict is about the shipped society and these numbers. [claims.md](claims.md) tells how the essay's main claims fare
over the plausible ranges of all numbers, and [essay-and-record.md](essay-and-record.md) what is on record.
";

/// The page.
pub fn markdown(trial: &EssayTrial, outcomes: &[EssayOutcome], command: &str, options: &EssayOptions) -> String {
    let size = format!(
        "Each figure is a mean over {} of {} for {}, with its 95 % interval (seed {}). The first command writes this \
         page as `essay.md`; the command of a row makes that row again.",
        counted(trial.replicates.into(), "society"),
        counted(trial.size.people, "person"),
        counted(trial.size.months.into(), "month"),
        trial.seed,
    );
    let mut text = format!(
        "{HEAD}\n{}\n```sh\n{command}\n```\n\n{}\n\n{VERDICTS}",
        wrapped(&size),
        wrapped(&counts(outcomes)).trim_end()
    );
    let mut part = "";
    for (row, outcome) in trial.essay.rows.iter().zip(outcomes) {
        if row.part != part {
            part = &row.part;
            text += &format!("\n## {part}\n\n{TABLE}");
        }
        text += &line(trial, row, outcome, options);
    }
    text += &against(trial, outcomes);
    text
}

const TABLE: &str = "\
| the essay | mechanism | on | off | measure | on | off | difference | the essay says | verdict |
|---|---|---|---|---|---|---|---|---|---|
";

fn line(trial: &EssayTrial, row: &EssayRow, outcome: &EssayOutcome, options: &EssayOptions) -> String {
    let [on, off] = [row.on, row.off].map(|side| side_words(&trial.essay, side));
    let note = row.note.as_ref().map_or(String::new(), |note| format!(" *{note}*"));
    format!(
        "| {}{note} `{}` | {} (`{}`) | {on} | {off} | {} | {} | {} | {} | {} | **{}** |\n",
        row.sentence,
        command_line::essay_row(&row.key, options),
        row.mechanism,
        row.code,
        reading_words(row),
        level(outcome.on),
        level(outcome.off),
        difference(outcome.difference),
        row.essay.word(),
        outcome.verdict.words(),
    )
}

/// The sentences that came out against the essay, and those on which nothing can be said.
fn against(trial: &EssayTrial, outcomes: &[EssayOutcome]) -> String {
    let of = |verdict: EssayVerdict| {
        let rows = trial.essay.rows.iter().zip(outcomes).filter(|(_, outcome)| outcome.verdict == verdict);
        let line = |(row, outcome): (&EssayRow, &EssayOutcome)| {
            format!("- {} {}: {}.\n", row.sentence, reading_words(row), difference(outcome.difference))
        };
        rows.map(line).collect::<String>()
    };
    let titled = |title: &str, lines: String| match lines.as_str() {
        "" => String::new(),
        _ => format!("\n## {title}\n\n{lines}"),
    };
    titled("The other way", of(EssayVerdict::TheOtherWay))
        + &titled("We cannot tell", of(EssayVerdict::CannotTell))
        + &titled("Not at stake", of(EssayVerdict::NotAtStake))
}

/// A paragraph in lines of at most 120 columns.
fn wrapped(text: &str) -> String {
    crate::text_wrap::wrap(text, 120).join("\n") + "\n"
}

/// The rows as JSON. The same runs give the same bytes.
pub fn json(trial: &EssayTrial, outcomes: &[EssayOutcome], command: &str, options: &EssayOptions) -> String {
    let figure = |i: Option<Interval>| i.map(|i| json!({"mean": i.mean, "half": i.half}));
    let row = |(row, outcome): (&EssayRow, &EssayOutcome)| -> Value {
        let reading = &row.reading;
        json!({
            "key": row.key,
            "part": row.part,
            "sentence": row.sentence,
            "mechanism": row.mechanism,
            "code": row.code,
            "on_side": side_words(&trial.essay, row.on),
            "off_side": side_words(&trial.essay, row.off),
            "measure": reading.measure.key,
            "window": reading.window.word(),
            "reading": reading_words(row),
            "essay": row.essay.word(),
            "on": figure(outcome.on),
            "off": figure(outcome.off),
            "difference": figure(outcome.difference),
            "verdict": outcome.verdict.words(),
            "command": command_line::essay_row(&row.key, options),
        })
    };
    let all = json!({
        "synthetic": true,
        "purpose": "explanation, not prediction",
        "version": VERSION,
        "command": command,
        "people": trial.size.people,
        "months": trial.size.months,
        "replicates": trial.replicates,
        "seed": trial.seed,
        "rows": trial.essay.rows.iter().zip(outcomes).map(row).collect::<Vec<_>>(),
    });
    format!("{all:#}\n")
}
