//! `glasshouse reproduce`: which published results come out of the model?

use crate::cli::ReproduceArgs;
use crate::failure::Stop;
use crate::output_folder::Folder;
use crate::text_wrap::{paragraph, short};
use crate::{diagnostic_output, published_figure, say};
use glasshouse::experiment::reproduce::validation_page::number;
use glasshouse::experiment::reproduce::whole_model::{PATTERNS, WholeModelPattern};
use glasshouse::experiment::reproduce::{Agreement, PublishedCase, PublishedFigure, TABLE, Through, by_key};

const HEAD: &str = "\
Published results beside what comes out here. Engine: lived through by the
program, everything else off. Formula: worked out from the functions and tables
that the engine uses. Independent: recomputed without this program.

  published        independent        ours  tolerance  through: verdict
";

/// Runs what was asked, and prints it.
pub fn run(asked: &ReproduceArgs) -> Result<(), Stop> {
    let Some(key) = &asked.case else { return all(asked) };
    let cases: Vec<&PublishedCase> = by_key(key).collect();
    let pattern = PATTERNS.iter().find(|pattern| pattern.key.eq_ignore_ascii_case(key));
    if cases.is_empty() && pattern.is_none() {
        return Err(unknown(key));
    }
    if let Some(pattern) = pattern {
        return say(&told(pattern));
    }
    let folder = Folder::open(&asked.out)?;
    say(HEAD)?;
    for (n, case) in cases.into_iter().enumerate() {
        say(&format!("\n{}", show(case, &figures(case, asked.long))))?;
        say(&paragraph(case.how, 2))?;
        case.files.iter().try_for_each(|file| say(&format!("  published/{file}.toml\n")))?;
        if let Some(picture) = case.picture {
            let picture = picture();
            say(&format!("\n{}", published_figure::text(&picture)))?;
            let name = format!("{}-{}.svg", case.key.to_ascii_lowercase(), n + 1);
            let path = folder.write(&name, published_figure::svg(&picture).as_bytes())?;
            say(&format!("\n  {}\n", path.display()))?;
        }
    }
    Ok(())
}

fn unknown(key: &str) -> Stop {
    let mut keys: Vec<&str> = TABLE.iter().map(|case| case.key).chain(PATTERNS.iter().map(|p| p.key)).collect();
    keys.dedup();
    Stop::Refused(format!("there is no case \"{}\"; there are {}", diagnostic_output::clean(key), keys.join(", ")))
}

/// The figures of a case: the quick ones, and those that take minutes if asked for.
pub fn figures(case: &PublishedCase, long: bool) -> Vec<PublishedFigure> {
    let mut figures = (case.quick)();
    figures.extend(case.long.filter(|_| long).map(|long| long()).unwrap_or_default());
    figures
}

fn all(asked: &ReproduceArgs) -> Result<(), Stop> {
    say(HEAD)?;
    let mut counts = [0_usize; 3];
    for case in TABLE {
        let figures = figures(case, asked.long);
        for figure in &figures {
            counts[figure.verdict() as usize] += 1;
        }
        say(&format!("\n{}", show(case, &figures)))?;
    }
    let [met, missed, absent] = counts;
    say(&format!(
        "\nOf {} figures {met} come out, {missed} are missed, {absent} were not attempted.\n",
        met + missed + absent
    ))?;
    say("\nPATTERNS, with the whole model on\n")?;
    PATTERNS.iter().try_for_each(|pattern| say(&told(pattern)))
}

/// A case: a heading, two lines a figure, and why any of them does not come out.
fn show(case: &PublishedCase, figures: &[PublishedFigure]) -> String {
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

fn told(pattern: &WholeModelPattern) -> String {
    let seen = (pattern.look)();
    let verdict = if seen.appears { "appears" } else { "MISSED" };
    let heading = format!("{}  {} ({}): {verdict}", pattern.key, pattern.says, pattern.source);
    let why = if pattern.why.is_empty() { String::new() } else { paragraph(pattern.why, 4) };
    format!("\n{}{}{}{why}", paragraph(&heading, 0), paragraph(pattern.how, 4), paragraph(&seen.figures, 4))
}
