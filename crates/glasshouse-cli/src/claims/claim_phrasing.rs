//! How is a finding about a claim said in a sentence? The terminal and the page say it alike.

use super::claim_findings::{Finding, Run};
use crate::number_format;
use glasshouse::experiment::replication::{MOST, Replicates, WIDE};
use glasshouse::experiment::scenario_discovery::{Border, PrimRule};
use glasshouse::experiment::variance_components::Split;
use glasshouse::scenario::claim_file::Test;

/// Most parameters that are named for a claim.
pub const NAMED: usize = 3;

/// A share as whole per cent.
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
    if test.relative { "share of what it was" } else { test.one.measure.unit }
}

/// Name of a parameter.
pub fn parameter(run: &Run, number: usize) -> String {
    let p = run.trial.society.ranges[number].parameter;
    format!("{}.{}", p.section, p.name)
}

/// The parameters that move the effect most; empty where none can be told from chance.
pub fn moved_by(run: &Run, finding: &Finding) -> String {
    let of = finding.of_effect.above.iter().take(NAMED);
    let each = of.map(|i| format!("{} ({})", parameter(run, i.parameter), between(i.share)));
    each.collect::<Vec<_>>().join(", ")
}

/// The rule that tells best where a claim holds.
pub fn rule(run: &Run, rule: &PrimRule) -> String {
    let borders = rule.borders.iter().map(|b| border(run, b)).collect::<Vec<_>>().join(" and ");
    let all: usize = rule.societies.iter().sum();
    let share = |side: usize| percent(rule.holds[side] as f64 / rule.societies[side] as f64);
    let unseen = |side: usize| percent(rule.unseen[side]);
    format!(
        "holds in {} of societies with {borders} ({} of all), in {} of the others; in societies with which the rule was \
         not found: {} and {}",
        share(0),
        percent(rule.societies[0] as f64 / all as f64),
        share(1),
        unseen(0),
        unseen(1)
    )
}

fn border(run: &Run, border: &Border) -> String {
    format!("{} {} {}", parameter(run, border.parameter), if border.up { ">=" } else { "<" }, border.at)
}

/// Where the differences come from.
pub fn split(split: &Split) -> String {
    let rule = split.rule.map_or(String::new(), |rule| format!("rule of decision {}, ", between(rule)));
    format!("parameters {}, {rule}luck {}", between(split.parameters), between(split.luck))
}

/// How many runs of the same society there were, and why.
pub fn replicates(run: &Run, asked: Replicates) -> String {
    let again = run.again;
    let (n, of) = (again.replicates(), again.societies.len());
    if n == 1 {
        return "No society was run again, so luck is not told apart.".to_owned();
    }
    let runs = format!("{of} societies were run {n} times, each time with other people and other luck");
    let Some(widest) = again.widest else { return format!("{runs}; no effect varied.") };
    let wide = format!("the widest interval of a share of luck is ± {:.0} points", 100.0 * widest);
    let asked_for = format!("± {:.0} or less was asked for", 100.0 * WIDE);
    match (asked, again.is_enough()) {
        (Replicates::Auto, true) => format!("{runs}, and that was enough: {wide} ({asked_for})."),
        (Replicates::Auto, false) => {
            format!(
                "{runs}, the most that the program takes by itself ({MOST}): {wide} ({asked_for}, and not reached)."
            )
        }
        (Replicates::Fixed(_), _) => format!("{runs}, as asked: {wide}."),
    }
}

/// Half the width of an interval of a share, in the worst case, that is narrow enough.
const NARROW: f64 = 0.05;

/// Whether there were enough societies.
pub fn enough(findings: &[Finding]) -> String {
    let widths =
        findings.iter().filter(|f| f.verdict.asked > 0).map(|f| (f.verdict.share[2] - f.verdict.share[1]) / 2.0);
    let widest = widths.fold(0.0, f64::max);
    // Of a share of one half, 1.96 · sqrt(0.25 / n) is the half width.
    let needed = (0.25 * (1.96 / NARROW) * (1.96 / NARROW)).ceil() as u64;
    let points = |width: f64| format!("± {:.0} points", 100.0 * width);
    if widest <= NARROW {
        format!("Enough societies: no share is less sure than {} ({} was asked for).", points(widest), points(NARROW))
    } else {
        format!(
            "Too few societies: shares are known to {} only; {} would give every share to {}.",
            points(widest),
            number_format::whole(needed),
            points(NARROW)
        )
    }
}
