//! The figures of the claims page: verdicts, effects, sensitivities and variance components.

use super::claim_findings::{ClaimFinding, TrialResults};
use super::claim_phrasing::{between, parameter, percent, two};
use crate::html::axis_scale::Scale;
use crate::html::svg::Svg;
use glasshouse::experiment::first_order_index::Sensitivity;
use glasshouse::experiment::variance_components::Split;
use glasshouse::experiment::verdict::{ROBUST, Verdict};

/// The look of a verdict: the class of its colour and the shape of its dot.
pub struct VerdictLook {
    /// Class of its colour.
    pub class: &'static str,
    /// Shape of its dot.
    pub shape: usize,
}

/// The look of this verdict.
pub fn look(verdict: &Verdict) -> VerdictLook {
    let (class, shape) = match verdict.word() {
        "holds" => ("r2", 0),
        "fails" => ("r1", 1),
        _ => ("r0", 2),
    };
    VerdictLook { class, shape }
}

const WIDTH: f64 = 340.0;
const LEFT: f64 = 8.0;
const RIGHT: f64 = 332.0;

fn at(share: f64) -> f64 {
    LEFT + share * (RIGHT - LEFT)
}

/// The axis above the rows of the trial.
pub fn axis() -> String {
    let mut svg = Svg::new(WIDTH, 20.0);
    for (share, class) in [(0.0, ""), (1.0 - ROBUST, "m"), (0.5, "m"), (ROBUST, "m"), (1.0, "e")] {
        svg.tick(class, [at(share), 15.0], &percent(share));
    }
    svg.part("axis", "Share of societies", "From 0 to 100 %, with lines at 20 % and 80 %.")
}

/// One row of the trial: the share in which a claim holds, with its interval.
pub fn share(finding: &ClaimFinding) -> String {
    let verdict = &finding.verdict;
    let mut svg = Svg::new(WIDTH, 24.0);
    let zone = |svg: &mut Svg, class: &str, from: f64, to: f64| {
        svg.area(class, &[[at(from), 2.0], [at(to), 2.0], [at(to), 22.0], [at(from), 22.0]]);
    };
    zone(&mut svg, "band r1", 0.0, 1.0 - ROBUST);
    zone(&mut svg, "band r2", ROBUST, 1.0);
    for line in [1.0 - ROBUST, ROBUST] {
        svg.line("turn", [at(line), 0.0], [at(line), 24.0]);
    }
    svg.line("grid", [at(0.0), 12.0], [at(1.0), 12.0]);
    let VerdictLook { class, shape } = look(verdict);
    if verdict.asked > 0 {
        let [share, low, high] = verdict.share;
        svg.line(&format!("bar wide {class}"), [at(low), 12.0], [at(high), 12.0]);
        svg.dot(&format!("full {class}"), shape, [at(share), 12.0]);
    }
    let story = match verdict.asked {
        0 => verdict.word().to_owned(),
        _ => format!("{}: {} of societies", verdict.word(), between(verdict.share)),
    };
    svg.part(&format!("s-{}", id(finding)), &finding.claim.text, &story)
}

/// An id that is safe in markup, whatever a user's key contains.
pub fn id(finding: &ClaimFinding) -> String {
    finding.claim.key.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect()
}

/// Classes of a histogram.
const CLASSES: usize = 31;

/// A histogram of the effect over societies, split by whether the claim holds.
pub fn effects(finding: &ClaimFinding) -> String {
    let (width, bottom) = (460.0, 128.0);
    let mut sorted: Vec<f64> = finding.outcomes.iter().map(|outcome| outcome.effect).collect();
    sorted.sort_by(f64::total_cmp);
    let cut = sorted.len() / 50;
    // A few outliers are counted at the ends, or nothing else would be visible.
    let (low, high) = (sorted[cut], sorted[sorted.len() - 1 - cut]);
    let x = Scale::around([low, high, 0.0], 4, 14.0, width - 14.0);
    let mut svg = Svg::new(width, bottom + 38.0);
    let place = |effect: f64| x.at(effect.clamp(low.min(0.0), high.max(0.0)));
    let class = |effect: f64| (((place(effect) - 14.0) / (width - 28.0) * CLASSES as f64) as usize).min(CLASSES - 1);
    let mut counts = [[0.0; 2]; CLASSES];
    finding.outcomes.iter().for_each(|outcome| counts[class(outcome.effect)][usize::from(!outcome.holds)] += 1.0);
    let most = counts.iter().map(|[a, b]| a + b).fold(1.0, f64::max);
    let step = (width - 28.0) / CLASSES as f64;
    for (value, text) in x.ticks() {
        svg.line(if value.abs() < 1e-12 { "zero" } else { "grid" }, [x.at(value), 14.0], [x.at(value), bottom]);
        svg.tick("m", [x.at(value), bottom + 14.0], &text);
    }
    for (n, [holds, fails]) in counts.iter().enumerate() {
        let (left, right) = (14.0 + n as f64 * step + 0.6, 14.0 + (n + 1) as f64 * step - 0.6);
        let mut from = bottom;
        for (class, count) in [("solid r2", holds), ("solid r1", fails)] {
            let to = from - count / most * (bottom - 18.0);
            if *count > 0.0 {
                svg.area(class, &[[left, from], [right, from], [right, to], [left, to]]);
            }
            from = to;
        }
    }
    let [low, median, high] = finding.verdict.effect.map(two);
    let story = format!("Nine tenths of societies lie between {low} and {high}; the median is {median}.");
    svg.finish(&format!("e-{}", id(finding)), "Effect over societies", &story)
}

/// Most parameters in a figure.
const BARS: usize = 8;

/// The share that each parameter explains alone, with its interval, and the share expected from chance.
pub fn sensitivity(run: &TrialResults, finding: &ClaimFinding, of: &Sensitivity, name: &str) -> String {
    let shown = &of.above[..of.above.len().min(BARS)];
    let (width, left, row) = (460.0, 176.0, 22.0);
    let bottom = 10.0 + row * shown.len() as f64;
    let ends = shown.iter().flat_map(|i| i.share).chain([0.0, of.floor]).map(|share| 100.0 * share);
    let x = Scale::around(ends, 3, left, width - 16.0);
    let mut svg = Svg::new(width, bottom + 40.0);
    for (value, text) in x.ticks() {
        svg.line(if value.abs() < 1e-12 { "zero" } else { "grid" }, [x.at(value), 6.0], [x.at(value), bottom]);
        svg.tick("m", [x.at(value), bottom + 14.0], &format!("{text} %"));
    }
    svg.line("turn", [x.at(100.0 * of.floor), 2.0], [x.at(100.0 * of.floor), bottom]);
    for (n, index) in shown.iter().enumerate() {
        let y = 10.0 + row * (n as f64 + 0.5);
        let [share, low, high] = index.share.map(|share| x.at(100.0 * share));
        svg.text("label e", [left - 8.0, y + 4.0], &parameter(run, index.parameter));
        svg.line("bar r0", [low, y], [high, y]);
        svg.dot("full r0", 0, [share, y]);
    }
    let each = shown.iter().map(|i| format!("{}: {}", parameter(run, i.parameter), between(i.share)));
    let story = format!("{}. Chance alone: up to {}.", each.collect::<Vec<_>>().join("; "), percent(of.floor));
    svg.finish(&format!("{name}-{}", id(finding)), "Share explained by a parameter alone", &story)
}

/// The shares of parameters, rule and luck as one bar.
pub fn split(finding: &ClaimFinding, split: &Split) -> String {
    let mut svg = Svg::new(WIDTH, 24.0);
    let parts = [
        ("solid r0", split.parameters[0]),
        ("solid r3", split.rule.map_or(0.0, |r| r[0])),
        ("solid r5", split.luck[0]),
    ];
    let mut from = 0.0;
    for (class, part) in parts {
        let to: f64 = from + part;
        svg.area(class, &[[at(from), 5.0], [at(to), 5.0], [at(to), 19.0], [at(from), 19.0]]);
        from = to;
    }
    svg.part(&format!("u-{}", id(finding)), "Sources of the differences", &super::claim_phrasing::split(split))
}
