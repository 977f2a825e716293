//! The file `explanation.json`, which carries the parts of a difference to a report.

use crate::explanation_input::ExplanationInput;
use crate::explanation_table;
use glasshouse::experiment::attribution::Attributed;
use glasshouse::observatory::manifest::VERSION;
use glasshouse::observatory::statistics::Interval;
use serde_json::{Value, json};

/// An explanation, to the extent that a report shows it.
pub struct LinkedExplanation {
    /// The command that reproduces it.
    pub command: String,
    /// The regime.
    pub regime: String,
    /// The regime that it is compared with.
    pub than: String,
    /// The months that are compared, in words.
    pub months: String,
    /// Number of societies.
    pub societies: u64,
    /// The measures.
    pub measures: Vec<LinkedDifference>,
}

/// A difference with its parts.
pub struct LinkedDifference {
    /// Key of the measure.
    pub measure: String,
    /// The whole.
    pub whole: Interval,
    /// The parts of the groups of mechanisms.
    pub groups: Vec<LinkedPart>,
}

/// The part of a mechanism, or of a group of them.
pub struct LinkedPart {
    /// Its key.
    pub key: String,
    /// What it is; empty for a group.
    pub meaning: String,
    /// Its part.
    pub part: Interval,
    /// The parts of the members of a group.
    pub members: Vec<LinkedPart>,
}

/// Serialises it. The same results give the same bytes.
pub fn text(job: &ExplanationInput, parts: &[Option<Attributed>]) -> String {
    let interval = |i: Interval| json!([i.mean, i.half]);
    let measure = |of: &Attributed| {
        let groups = job.attribution.groups.iter().enumerate().map(|(n, members)| {
            let one = |k: usize| json!({"key": members[k].key(), "meaning": members[k].meaning(), "part": interval(of.parts[n][k])});
            match members.len() {
                1 => one(0),
                many => json!({
                    "key": explanation_table::group(members),
                    "part": interval(of.groups[n]),
                    "members": (0..many).map(one).collect::<Vec<_>>(),
                }),
            }
        });
        json!({"measure": of.measure.key, "whole": interval(of.whole), "groups": groups.collect::<Vec<_>>()})
    };
    let all = json!({
        "synthetic": true,
        "purpose": "explanation, not prediction",
        "version": VERSION,
        "command": job.command,
        "regime": job.attribution.regime.name,
        "than": job.than,
        "months": explanation_table::months(job),
        "societies": job.attribution.replicates,
        "measures": parts.iter().flatten().map(measure).collect::<Vec<_>>(),
    });
    format!("{all:#}\n")
}

/// Reads the output of [`text`]; `None` for anything else.
pub fn read(text: &str) -> Option<LinkedExplanation> {
    let all: Value = serde_json::from_str(text).ok()?;
    let word = |of: &Value, key: &str| of[key].as_str().map(str::to_owned);
    let measure = |of: &Value| {
        let groups = of["groups"].as_array()?.iter().map(part).collect::<Option<_>>()?;
        Some(LinkedDifference { measure: word(of, "measure")?, whole: interval(&of["whole"])?, groups })
    };
    Some(LinkedExplanation {
        command: word(&all, "command")?,
        regime: word(&all, "regime")?,
        than: word(&all, "than")?,
        months: word(&all, "months")?,
        societies: all["societies"].as_u64()?,
        measures: all["measures"].as_array()?.iter().map(measure).collect::<Option<_>>()?,
    })
}

fn part(of: &Value) -> Option<LinkedPart> {
    let members = of["members"].as_array().into_iter().flatten().map(part).collect::<Option<_>>()?;
    let word = |key: &str| of[key].as_str().unwrap_or_default().to_owned();
    Some(LinkedPart { key: word("key"), meaning: word("meaning"), part: interval(&of["part"])?, members })
}

fn interval(of: &Value) -> Option<Interval> {
    Some(Interval { mean: of[0].as_f64()?, half: of[1].as_f64() })
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_no_explanation_is_not_read() {
        assert!(super::read("{}").is_none() && super::read("no").is_none());
        let text = r#"{"command": "c", "regime": "a", "than": "b", "months": "m", "societies": 3, "measures": [
            {"measure": "trust", "whole": [2.0, null], "groups": [
                {"key": "reward", "part": [2.5, 0.1], "members": [{"key": "reward x", "meaning": "m", "part": [2.5, 0.1]}]},
                {"key": "list", "meaning": "l", "part": [-0.5, 0.2]}]}]}"#;
        let read = super::read(text).expect("it is one");
        let trust = &read.measures[0];
        assert_eq!((trust.whole.half, trust.groups[0].members.len(), trust.groups[1].part.mean), (None, 1, -0.5));
    }
}
