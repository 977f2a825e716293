//! The CSV tables of a trial of claims, and the files of example societies.

use super::claim_findings::{ClaimFinding, TrialResults};
use super::claim_phrasing::parameter;
use crate::csv_cell::cell;
use glasshouse::experiment::claim_trial::Trial;
use glasshouse::experiment::first_order_index::Sensitivity;
use glasshouse::experiment::verdict::ClaimOutcome;
use std::collections::BTreeSet;

/// One row for each society: its parameters, and for each claim the effect of each test and of each condition,
/// whether it is at stake, and whether it holds.
pub fn societies(run: &TrialResults) -> String {
    let (trial, tried) = (run.trial, run.tried);
    let mut head: Vec<String> = vec!["society".into()];
    head.extend((0..trial.society.ranges.len()).map(|number| parameter(run, number)));
    for claim in &trial.claims {
        head.extend((1..=claim.tests.len()).map(|n| format!("{}.effect{n}", claim.key)));
        head.extend((1..=claim.at_stake.len()).map(|n| format!("{}.stake{n}", claim.key)));
        head.push(format!("{}.at_stake", claim.key));
        head.push(format!("{}.holds", claim.key));
    }
    let outcomes: Vec<_> = (0..trial.claims.len()).map(|n| tried.outcomes(&trial.claims, n)).collect();
    let mut text = head.iter().map(|name| cell(name)).collect::<Vec<_>>().join(",") + "\n";
    for (k, values) in tried.values.iter().enumerate() {
        let mut row = vec![k.to_string()];
        row.extend(values.iter().map(f32::to_string));
        for (claim, effects) in tried.effects[k].iter().enumerate() {
            row.extend(effects.iter().map(|e| e.map_or(String::new(), |e| e.to_string())));
            let outcome = outcomes[claim][k];
            row.push(u8::from(outcome != ClaimOutcome::NotAtStake).to_string());
            row.push(outcome.tested().map_or(String::new(), |tested| u8::from(tested.holds).to_string()));
        }
        text += &(row.join(",") + "\n");
    }
    text
}

/// One row for each parameter above chance: the share that it explains of a claim's effect or of its verdict.
pub fn sensitivity(run: &TrialResults, findings: &[ClaimFinding]) -> String {
    let mut text = String::from("claim,of,parameter,share,low,high,floor\n");
    for finding in findings {
        let sides: [(&str, &Sensitivity); 2] = [("effect", &finding.of_effect), ("verdict", &finding.of_verdict)];
        for (of, sensitivity) in sides {
            for index in &sensitivity.above {
                let [share, low, high] = index.share;
                let (claim, parameter) = (cell(&finding.claim.key), cell(&parameter(run, index.parameter)));
                text += &format!("{claim},{of},{parameter},{share},{low},{high},{}\n", sensitivity.floor);
            }
        }
    }
    text
}

/// The societies named as examples, each once.
pub fn examples(findings: &[ClaimFinding]) -> BTreeSet<usize> {
    findings.iter().flat_map(|finding| finding.verdict.examples).flatten().collect()
}

/// A society as a file of its own: the text of the society on trial, with this society's parameters set.
pub fn society(trial: &Trial, source: &str, values: &[f32], k: usize) -> String {
    let head = format!(
        "# Society {k} of a trial of claims: {} people, seed {}, replicate {k}. Its people and luck are those of\n\
         #   glasshouse why --society THIS-FILE --people {} --seed {} --replicate {k} ...\n",
        trial.size.people, trial.seed, trial.size.people, trial.seed
    );
    let mut text = head + source.trim_end() + "\n";
    let mut section = "";
    for (range, value) in trial.society.ranges.iter().zip(values) {
        let p = range.parameter;
        if p.section != section {
            section = p.section;
            text += &format!("\n[override.{section}]\n");
        }
        text += &format!("{} = {value:?}\n", p.name);
    }
    text
}
