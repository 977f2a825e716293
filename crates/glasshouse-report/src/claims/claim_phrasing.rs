//! The wording of findings on claims, shared by the terminal and the page.

use super::claim_findings::{ClaimFinding, TrialResults};
use crate::number_format::{self, counted};
use glasshouse::experiment::replication::{MOST, Replicates, WIDE};
use glasshouse::experiment::scenario_discovery::{Border, PrimRule};
use glasshouse::experiment::variance_components::Split;
use glasshouse::experiment::verdict::Verdict;
use glasshouse::scenario::claim_file::Test;

/// Most parameters named for a claim.
pub const NAMED: usize = 3;

/// A share as a whole percentage.
pub fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

/// Ends of an interval of shares: `73 to 88 %`.
pub fn between([_, low, high]: [f64; 3]) -> String {
    format!("{:.0} to {:.0} %", 100.0 * low, 100.0 * high)
}

/// Two significant digits, with the sign.
pub fn two(x: f64) -> String {
    let size = number_format::two(x.abs());
    if x < 0.0 && size != number_format::two(0.0) { format!("−{size}") } else { size }
}

/// The unit of a test's effect.
pub fn unit(test: &Test) -> &'static str {
    if test.relative { "relative change" } else { test.one.measure.unit }
}

/// Name of a parameter.
pub fn parameter(run: &TrialResults, number: usize) -> String {
    let p = run.trial.society.ranges[number].parameter;
    format!("{}.{}", p.section, p.name)
}

/// The parameters that move the effect most; empty if none can be told from chance.
pub fn moved_by(run: &TrialResults, finding: &ClaimFinding) -> String {
    let of = finding.of_effect.above.iter().take(NAMED);
    let each = of.map(|i| format!("{} ({})", parameter(run, i.parameter), between(i.share)));
    each.collect::<Vec<_>>().join(", ")
}

/// The rule that best predicts where a claim holds.
pub fn rule(run: &TrialResults, rule: &PrimRule) -> String {
    let borders = rule.borders.iter().map(|b| border(run, b)).collect::<Vec<_>>().join(" and ");
    let all: usize = rule.societies.iter().sum();
    let share = |side: usize| percent(rule.holds[side] as f64 / rule.societies[side] as f64);
    let unseen = |side: usize| percent(rule.unseen[side]);
    format!(
        "holds in {} of societies with {borders} ({} of all) and in {} of the others; in societies not used to find \
         the rule: {} and {}",
        share(0),
        percent(rule.societies[0] as f64 / all as f64),
        share(1),
        unseen(0),
        unseen(1)
    )
}

fn border(run: &TrialResults, border: &Border) -> String {
    format!("{} {} {}", parameter(run, border.parameter), if border.up { ">=" } else { "<" }, border.at)
}

/// The sources of the differences.
pub fn split(split: &Split) -> String {
    let rule = split.rule.map_or(String::new(), |rule| format!("decision rule {}, ", between(rule)));
    format!("parameters {}, {rule}luck {}", between(split.parameters), between(split.luck))
}

/// The number of runs of the same society, and the reason for it.
pub fn replicates(run: &TrialResults, asked: Replicates) -> String {
    let again = run.again;
    let (n, of) = (again.replicates(), again.societies.len());
    if n == 1 {
        return "No society was run again, so the share of luck is unknown.".to_owned();
    }
    let runs = format!("{of} societies were run {n} times, each time with other people and other luck");
    let Some(widest) = again.widest else { return format!("{runs}; no effect varied.") };
    let wide = format!("the widest interval of a share of luck is ± {:.0} points", 100.0 * widest);
    let asked_for = format!("target: ± {:.0} or less", 100.0 * WIDE);
    match (asked, again.is_enough()) {
        (Replicates::Auto, true) => format!("{runs}, which was enough: {wide} ({asked_for})."),
        (Replicates::Auto, false) => {
            format!("{runs}, the most that the program does by itself ({MOST}): {wide} ({asked_for}; not reached).")
        }
        (Replicates::Fixed(_), _) => format!("{runs}, as requested: {wide}."),
    }
}

/// The half-width of a share's interval that is narrow enough, in the worst case.
const NARROW: f64 = 0.05;

/// Why a claim was tested nowhere.
pub fn untested(verdict: &Verdict) -> String {
    match verdict.not_at_stake {
        0 => "could not be tested: its measures are not defined in these runs".to_owned(),
        n => format!("not at stake: its mechanism did not occur in {}", counted(n as u64, "society")),
    }
}

/// How many societies were left out of a verdict; `None` if none were.
pub fn left_out(verdict: &Verdict) -> Option<String> {
    let n = verdict.not_at_stake as u64;
    (n > 0).then(|| format!("Not at stake in {}, where its mechanism did not occur.", counted(n, "society")))
}

/// Whether there were enough societies.
pub fn enough(findings: &[ClaimFinding]) -> String {
    let widths =
        findings.iter().filter(|f| f.verdict.asked > 0).map(|f| (f.verdict.share[2] - f.verdict.share[1]) / 2.0);
    let widest = widths.fold(0.0, f64::max);
    // A share of one half has the half-width 1.96 · sqrt(0.25 / n).
    let needed = (0.25 * (1.96 / NARROW) * (1.96 / NARROW)).ceil() as u64;
    let points = |width: f64| format!("± {:.0} points", 100.0 * width);
    if widest <= NARROW {
        format!("Enough societies: every share is known to {} or better (target: {}).", points(widest), points(NARROW))
    } else {
        format!(
            "Too few societies: shares are known only to {}; {} societies would give every share to {}.",
            points(widest),
            number_format::whole(needed),
            points(NARROW)
        )
    }
}

/// The verdict in societies that fit published figures, in words; `None` if there are none.
pub fn in_fitting(finding: &ClaimFinding) -> Option<String> {
    let verdict = finding.fitting.as_ref()?;
    if verdict.asked == 0 {
        return Some(format!("In societies that fit published figures: {}.", verdict.word()));
    }
    let [share, low, high] = verdict.share.map(percent);
    let [_, median, _] = verdict.effect.map(two);
    Some(format!(
        "In societies that fit published figures: {}; in {} of {}, {share} (95 %: {low} to {high}), median effect {median}.",
        verdict.word().to_uppercase(),
        verdict.holds,
        verdict.asked
    ))
}
