//! The section on the essay's claims: the effects in this run, and the verdicts of a linked trial.

use super::markup::{esc, table};
use super::report_input::ReportInput;
use super::report_text;
use crate::claims::claim_phrasing::{between, unit};
use crate::claims::claims_json::{LinkedClaim, LinkedTrial};
use crate::claims::claims_page::asks;
use crate::number_format;
use glasshouse::experiment::claim_check::{Heard, Says, hear};
use glasshouse::regime::Regime;
use glasshouse::scenario;
use glasshouse::scenario::claim_file::Claim;

/// The claims that this run can test, and the verdicts of a trial, if there was one.
pub fn section(input: &ReportInput) -> String {
    let claims = scenario::claims("essay").map(|read| read.value).unwrap_or_default();
    let heard: Vec<Heard> = claims.iter().filter_map(|claim| hear(input.comparison, claim, &place(input))).collect();
    let trial = input.linked.trial.as_ref();
    let mut out = report_text::HOW_TO_READ_CLAIMS.to_owned();
    out += &if heard.is_empty() {
        "<p>This run can test none of the essay’s claims: each compares certain regimes, which were not run together \
         here. <code>glasshouse compare no-system social-credit reviews welfare</code> tests most of them.</p>"
            .to_owned()
    } else {
        spoken(input, &heard, trial)
    };
    out += &match trial {
        Some(trial) => whole(trial, &heard),
        None => format!("<p>{}</p>", report_text::NO_TRIAL),
    };
    out + &unspoken(&claims, &heard)
}

/// The index of the regime that a claim names: the one with the same content, whatever its name here.
fn place(input: &ReportInput) -> impl Fn(&str) -> Option<usize> {
    move |spec| {
        let meant = scenario::regime(spec).ok()?.value;
        let regimes = &input.comparison.plan.regimes;
        regimes.iter().position(|r| Regime { name: meant.name.clone(), ..r.clone() } == meant)
    }
}

fn spoken(input: &ReportInput, heard: &[Heard], trial: Option<&LinkedTrial>) -> String {
    let mut head = ["Claim", "It holds where", "Effect in this run", "This run"].map(str::to_owned).to_vec();
    head.extend(trial.map(|_| "In plausible societies".to_owned()));
    let mut rows = Vec::new();
    for of in heard {
        for (n, (test, effect)) in of.claim.tests.iter().zip(&of.effects).enumerate() {
            let first = |text: String| if n == 0 { text } else { String::new() };
            let digits = if input.comparison.plan.replicates > 1 {
                number_format::difference
            } else {
                |i| number_format::difference(i)
            };
            let mut row = vec![
                first(esc(&of.claim.text)),
                asks(test),
                format!("{} <span class=unit>{}</span>", digits(*effect), esc(unit(test))),
                first(says(of.says).to_owned()),
            ];
            row.extend(trial.map(|trial| first(verdict(trial, &of.claim.key))));
            rows.push(row);
        }
    }
    table("Effects are means over the societies drawn, with 95 % intervals", &head, &rows)
}

/// In words that claim no more than one society's parameters can support.
fn says(says: Says) -> &'static str {
    match says {
        Says::AsClaimed => "agrees with the claim",
        Says::Otherwise => "does not agree with the claim",
        Says::Undecided => "cannot be told from chance",
        Says::NotAtStake => "not at stake: its mechanism did not occur",
    }
}

fn verdict(trial: &LinkedTrial, key: &str) -> String {
    trial.claims.iter().find(|judged| judged.key == key).map_or("not tested".to_owned(), fared)
}

/// Interval first, then the word.
fn fared(judged: &LinkedClaim) -> String {
    let told = |word: &str, share: [f64; 3]| {
        let word = format!("<strong>{}</strong>", esc(word));
        if share[0].is_nan() { word } else { format!("holds in {}: {word}", between(share)) }
    };
    let prior = told(&judged.verdict, judged.share);
    match &judged.fitting {
        Some((word, share)) => format!("{prior}<br>in societies that fit published figures: {}", told(word, *share)),
        None => prior,
    }
}

/// The whole trial, and the parameters that the effects depend on.
fn whole(trial: &LinkedTrial, heard: &[Heard]) -> String {
    let row = |judged: &LinkedClaim| {
        let here = heard.iter().any(|of| of.claim.key == judged.key);
        let moved: Vec<String> = judged
            .moved_by
            .iter()
            .map(|of| format!("<code>{}</code> ({})", esc(&of.name), between(of.share)))
            .collect();
        let moved = if moved.is_empty() { "no parameter above chance".to_owned() } else { moved.join(", ") };
        vec![esc(&judged.text), fared(judged), if here { "yes" } else { "no" }.to_owned(), moved]
    };
    let head =
        ["Claim", "Share of societies (95 % interval), verdict", "In this run", "Parameters that move its effect"];
    let rows: Vec<Vec<String>> = trial.claims.iter().map(row).collect();
    format!(
        "<h3>The trial in all plausible societies</h3><p>{} societies, each with its own behaviour within the \
         plausible ranges, by glasshouse {}. A claim holds if the whole interval of the share in which it is true lies above \
         four fifths, and fails if it lies below one fifth; societies in which its mechanism does not occur are left out. Each parameter is followed \
         by the share of the ranking of societies that it explains alone.</p>{}<p class=small>Produced by \
         <code>{}</code>, digest <span class=break>{}</span>.</p>",
        number_format::whole(trial.societies),
        esc(&trial.version),
        table("", &head.map(str::to_owned), &rows),
        esc(&trial.command),
        esc(&trial.digest)
    )
}

/// The claims that could not be tested, and the regimes that they need.
fn unspoken(claims: &[Claim], heard: &[Heard]) -> String {
    let missing = claims.iter().filter(|claim| !heard.iter().any(|of| of.claim.key == claim.key));
    let each: String = missing
        .map(|claim| {
            let mut regimes = claim.regimes();
            regimes.sort_unstable();
            let regimes: Vec<String> = regimes.iter().map(|name| format!("<code>{}</code>", esc(name))).collect();
            format!("<li>{} <span class=unit>needs {}</span></li>", esc(&claim.text), regimes.join(", "))
        })
        .collect();
    if each.is_empty() {
        return String::new();
    }
    format!(
        "<details><summary>Claims that this run cannot test, and the regimes they \
         need</summary><ul>{each}</ul></details>"
    )
}
