//! Results of other commands that a report includes: a trial of claims, sweeps, or explanations.

use crate::claims::claims_json::{self, LinkedTrial};
use crate::explanation_json::{self, LinkedExplanation};
use crate::job_error::JobError;
use std::fs;
use std::path::{Path, PathBuf};

/// The results found in the named folders.
#[derive(Default)]
pub struct LinkedResults {
    /// A trial of claims.
    pub trial: Option<LinkedTrial>,
    /// Sweeps.
    pub sweeps: Vec<LinkedSweep>,
    /// Explanations of differences.
    pub explanations: Vec<LinkedExplanation>,
}

/// A sweep.
pub struct LinkedSweep {
    /// Its title.
    pub title: String,
    /// The effects of its numbers.
    pub effects: Vec<LinkedEffect>,
}

/// A figure about a varied number: a row of `effects.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkedEffect {
    /// The society.
    pub society: String,
    /// Key of the measure, with `.seen` where the state sees it.
    pub measure: String,
    /// `during` or `after`.
    pub window: String,
    /// The regime.
    pub regime: String,
    /// The regime from which it is a difference; empty for a level.
    pub against: String,
    /// The varied number.
    pub parameter: String,
    /// The statistic: `mu_star`, `total`, `first_order`, `swing` ...
    pub statistic: String,
    /// The figure.
    pub value: f64,
    /// Its 95 % interval, where there is one.
    pub interval: Option<[f64; 2]>,
}

/// Reads the folders; each must hold the results of `glasshouse claims`, `sweep` or `explain`.
pub fn read(folders: &[PathBuf]) -> Result<LinkedResults, JobError> {
    let mut linked = LinkedResults::default();
    for folder in folders {
        let refuse = |why: &str| JobError::Refused(format!("{why}: `{}`", folder.display()));
        let of = |name: &str| fs::read_to_string(folder.join(name)).ok();
        if let Some(text) = of("explanation.json") {
            let read = explanation_json::read(&text);
            linked.explanations.push(read.ok_or_else(|| refuse("cannot read explanation.json in this folder"))?);
            continue;
        }
        match (of("claims.json"), of("effects.csv")) {
            (None, None) => {
                return Err(refuse("this folder has no results of `glasshouse claims`, `sweep` or `explain`"));
            }
            (Some(text), _) => {
                linked.trial =
                    Some(claims_json::read(&text).ok_or_else(|| refuse("cannot read claims.json in this folder"))?);
            }
            (None, Some(text)) => {
                let effects = effects(&text).ok_or_else(|| refuse("cannot read effects.csv in this folder"))?;
                linked.sweeps.push(LinkedSweep { title: title(folder), effects });
            }
        }
    }
    Ok(linked)
}

/// The title of a sweep.
fn title(folder: &Path) -> String {
    let manifest = fs::read_to_string(folder.join("sweep.json")).ok();
    let said = manifest.and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok());
    said.and_then(|said| said["title"].as_str().map(str::to_owned)).unwrap_or_else(|| folder.display().to_string())
}

fn effects(text: &str) -> Option<Vec<LinkedEffect>> {
    let mut lines = text.lines();
    let head = "society,measure,window,regime,against,parameter,at,statistic,value,low,high";
    if lines.next()? != head {
        return None;
    }
    lines.map(effect).collect()
}

fn effect(line: &str) -> Option<LinkedEffect> {
    let cells: [String; 11] = cells(line).try_into().ok()?;
    let [society, measure, window, regime, against, parameter, _, statistic, value, low, high] = cells;
    let interval = low.parse().ok().zip(high.parse().ok()).map(|(low, high)| [low, high]);
    let value = value.parse().ok()?;
    Some(LinkedEffect { society, measure, window, regime, against, parameter, statistic, value, interval })
}

/// The cells of a line of CSV; a quoted cell may hold commas.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let (mut quoted, mut letters) = (false, line.chars().peekable());
    while let Some(c) = letters.next() {
        let last = cells.len() - 1;
        match c {
            '"' if quoted && letters.peek() == Some(&'"') => cells[last].extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => cells[last].push(c),
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_a_sweep_is_read_with_its_quotes() {
        let line = r#"lesson,help,during,"a, ""b""",no-system,law.felt,,mu_star,0.5,0.1,0.9"#;
        let read = effect(line).expect("it is a row");
        assert_eq!((read.regime.as_str(), read.value, read.interval), ("a, \"b\"", 0.5, Some([0.1, 0.9])));
        assert_eq!(effect("too,short"), None);
    }
}
