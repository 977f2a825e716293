//! The verdicts on claims as a text table of 80 columns.

use super::claim_findings::{ClaimFinding, TrialResults};
use super::claim_phrasing::{self, percent, two};
use crate::text_wrap::paragraph;
use crate::{diagnostic_text, number_format};
use glasshouse::experiment::verdict::ROBUST;

/// The verdicts.
pub fn table(run: &TrialResults, findings: &[ClaimFinding]) -> String {
    let head = format!(
        "Each society has its own behaviour within the plausible ranges, its own people and its own luck. A claim is \
         at stake where its mechanism occurs; other societies are left out. It holds if the whole 95 % interval of the \
         share in which it is true lies above {}, and fails if that of the share in which it is false does; well in \
         between there is no robust conclusion, and at the borders there are too few societies to tell. Effects: median (5 to 95 % of societies). Moved by: share of the ranking of effects that \
         a parameter explains alone (95 % interval).",
        percent(ROBUST)
    );
    format!("\n{}", paragraph(&head, 0)) + &findings.iter().map(|finding| claim(run, finding)).collect::<String>()
}

fn claim(run: &TrialResults, finding: &ClaimFinding) -> String {
    let verdict = &finding.verdict;
    let mut text = format!("\n{}\n", paragraph(&diagnostic_text::clean(&finding.claim.text), 0).trim_end());
    let fitting = claim_phrasing::in_fitting(finding).map_or(String::new(), |words| paragraph(&words, 2));
    if verdict.asked == 0 {
        return text + &paragraph(&claim_phrasing::untested(verdict), 2) + &fitting;
    }
    let [share, low, high] = verdict.share;
    text += &format!(
        "  {}: in {} of {} societies, {} (95 %: {} to {})\n{}",
        verdict.word().to_uppercase(),
        number_format::whole(verdict.holds as u64),
        number_format::whole(verdict.asked as u64),
        percent(share),
        percent(low),
        percent(high),
        claim_phrasing::left_out(verdict).map_or(String::new(), |words| paragraph(&words, 2))
    );
    text += &fitting;
    let test = &finding.claim.tests[0];
    let [low, median, high] = verdict.effect.map(two);
    text +=
        &paragraph(&format!("{}: {median} ({low} to {high}) {}", test.one.measure.name, claim_phrasing::unit(test)), 2);
    let moved = claim_phrasing::moved_by(run, finding);
    if !moved.is_empty() {
        text += &paragraph(&format!("Moved by {moved}."), 2);
    }
    if let Some(rule) = &finding.borders {
        text += &paragraph(&format!("It {}.", claim_phrasing::rule(run, rule)), 2);
    }
    if let Some(split) = &finding.split {
        text += &paragraph(&format!("Sources of differences: {}.", claim_phrasing::split(split)), 2);
    }
    let example = |which: &str, k: Option<usize>| k.map_or(String::new(), |k| format!(" {which}: society {k}."));
    let [held, failed] = verdict.examples;
    text + &paragraph(&format!("Examples:{}{}", example("holds", held), example("fails", failed)), 2)
}

/// The verdicts under each decision rule.
pub fn under_each_rule(findings: &[ClaimFinding]) -> String {
    let mut text = format!("\n{:16}", "UNDER EACH RULE");
    let rules = findings.first().map_or(&[][..], |finding| &finding.rules);
    rules.iter().for_each(|(rule, _)| text += &format!("{:>12}", rule.word()));
    text += "\n";
    for finding in findings {
        text += &format!("{:16}", diagnostic_text::clean(&finding.claim.key).chars().take(15).collect::<String>());
        finding.rules.iter().for_each(|(_, v)| {
            text += &format!("{:>12}", if v.asked == 0 { "not tested".into() } else { percent(v.share[0]) });
        });
        text += match finding.holds_under() {
            None | Some((0, _)) => "\n",
            Some((n, all)) if n == all => "  holds under all\n",
            Some(_) => "  model-dependent\n",
        };
    }
    text + "Share of societies in which a claim holds. Material: money alone. Majority: only\nwhat others do.\n"
}
