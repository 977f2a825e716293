//! What do these figures say of the essay's claims, and how did the claims fare in all plausible societies?

use super::html_page::{esc, table};
use super::{Story, report_text};
use crate::claims::claim_phrasing::{between, unit};
use crate::claims::claims_json::{Judged, Kept};
use crate::claims::claims_page::asks;
use crate::number_format;
use glasshouse::experiment::claim_check::{Heard, Says, hear};
use glasshouse::regime::Regime;
use glasshouse::scenario;
use glasshouse::scenario::claim_file::Claim;

/// The claims that this run speaks to, and the verdicts of a trial, if there was one.
pub fn section(story: &Story) -> String {
    let claims = scenario::claims("essay").map(|read| read.value).unwrap_or_default();
    let heard: Vec<Heard> = claims.iter().filter_map(|claim| hear(story.comparison, claim, &place(story))).collect();
    let trial = story.beside.trial.as_ref();
    let mut out = report_text::HOW_TO_READ_CLAIMS.to_owned();
    out += &if heard.is_empty() {
        "<p>None of the essay’s claims can be asked of this run: each compares certain regimes, and they were not run \
         together here. <code>glasshouse compare no-system social-credit reviews welfare</code> speaks to most.</p>"
            .to_owned()
    } else {
        spoken(story, &heard, trial)
    };
    out += &match trial {
        Some(trial) => whole(trial, &heard),
        None => format!("<p>{}</p>", report_text::NO_TRIAL),
    };
    out + &unspoken(&claims, &heard)
}

/// The place of the regime that a claim names: the one with the same text, whatever it is called here.
fn place(story: &Story) -> impl Fn(&str) -> Option<usize> {
    move |spec| {
        let meant = scenario::regime(spec).ok()?.value;
        let regimes = &story.comparison.plan.regimes;
        regimes.iter().position(|r| Regime { name: meant.name.clone(), ..r.clone() } == meant)
    }
}

fn spoken(story: &Story, heard: &[Heard], trial: Option<&Kept>) -> String {
    let mut head = ["Claim", "It holds where", "Effect in this run", "This run"].map(str::to_owned).to_vec();
    head.extend(trial.map(|_| "In plausible societies".to_owned()));
    let mut rows = Vec::new();
    for of in heard {
        for (n, (test, effect)) in of.claim.tests.iter().zip(&of.effects).enumerate() {
            let first = |text: String| if n == 0 { text } else { String::new() };
            let digits = if story.comparison.plan.replicates > 1 {
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

/// In words that promise no more than one society's parameters can say.
fn says(says: Says) -> &'static str {
    match says {
        Says::AsClaimed => "goes the way of the claim",
        Says::Otherwise => "does not go the way of the claim",
        Says::Undecided => "cannot be told from chance",
    }
}

fn verdict(trial: &Kept, key: &str) -> String {
    trial.claims.iter().find(|judged| judged.key == key).map_or("not tried".to_owned(), fared)
}

/// Interval first, then the word.
fn fared(judged: &Judged) -> String {
    let word = format!("<strong>{}</strong>", esc(&judged.verdict));
    if judged.share[0].is_nan() { word } else { format!("holds in {}: {word}", between(judged.share)) }
}

/// The whole trial; what it hangs on.
fn whole(trial: &Kept, heard: &[Heard]) -> String {
    let row = |judged: &Judged| {
        let here = heard.iter().any(|of| of.claim.key == judged.key);
        let moved: Vec<String> = judged
            .moved_by
            .iter()
            .map(|(name, share)| format!("<code>{}</code> ({})", esc(name), between(*share)))
            .collect();
        let moved = if moved.is_empty() { "no parameter more than chance".to_owned() } else { moved.join(", ") };
        vec![esc(&judged.text), fared(judged), if here { "yes" } else { "no" }.to_owned(), moved]
    };
    let head = ["Claim", "Share of societies (95 % interval), verdict", "In this run", "What moves its effect"];
    let rows: Vec<Vec<String>> = trial.claims.iter().map(row).collect();
    format!(
        "<h3>The trial in all plausible societies</h3><p>{} societies, each with its own behaviour within the plausible \
         ranges, by glasshouse {}. A claim holds where it does in four fifths of them or more, and fails where it does in one \
         fifth or fewer; between, there is no robust conclusion. Beside a parameter stands the share of the order of societies \
         that it explains alone.</p>{}<p class=small>Tried by <code>{}</code>, digest <span class=break>{}</span>.</p>",
        number_format::whole(trial.societies),
        esc(&trial.version),
        table("", &head.map(str::to_owned), &rows),
        esc(&trial.command),
        esc(&trial.digest)
    )
}

/// What could not be asked, and which regimes it would take.
fn unspoken(claims: &[Claim], heard: &[Heard]) -> String {
    let missing = claims.iter().filter(|claim| !heard.iter().any(|of| of.claim.key == claim.key));
    let each: String = missing
        .map(|claim| {
            let sides = claim.tests.iter().flat_map(|t| t.other.iter().chain([&t.one])).map(|r| r.regime.as_str());
            let mut regimes: Vec<&str> = sides.collect();
            regimes.sort_unstable();
            regimes.dedup();
            let regimes: Vec<String> = regimes.iter().map(|name| format!("<code>{}</code>", esc(name))).collect();
            format!("<li>{} <span class=unit>needs {}</span></li>", esc(&claim.text), regimes.join(", "))
        })
        .collect();
    if each.is_empty() {
        return String::new();
    }
    format!(
        "<details><summary>Claims to which this run does not speak, and what they need</summary><ul>{each}</ul></details>"
    )
}
