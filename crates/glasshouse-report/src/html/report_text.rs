//! The fixed texts of the report.

use super::markup::esc;
use super::report_input::ReportInput;
use crate::window_text;
use glasshouse::experiment::window::Window;
use glasshouse::society::strata::By;

/// Shown at the top and at the bottom of the page.
pub const MOTTO: &str = "The people are invented; this explains and does not predict.";

/// Part of every figure, so that it goes wherever the figure goes.
pub const FIGURE_FOOT: &str = "synthetic; explanation, not prediction";

/// Shown where a measure is not defined.
pub const NONE: &str = "<span class=none title=\"not defined: nobody to count\">—</span>";

/// The limits of the page and its forbidden uses.
pub fn caution() -> String {
    "<p>Everything on this page happened to people who do not exist. They were drawn from published aggregates and \
     from assumptions, to find out which mechanisms cause which effects. The page says nothing about what any \
     country, city or firm does, did or will do.</p>\
     <p>It must not be used</p><ul>\
     <li>to score, rank, choose or punish real people, or to build, tune or defend a system that does;</li>\
     <li>as proof that a system is lawful or harmless. A harm that looks small here may be large elsewhere, and a low \
     average can hide a few who lost everything;</li>\
     <li>by quoting a figure without its interval and the assumptions behind it.</li></ul>\
     <p>There is no overall score and no ranking of the regimes. Whether more of something is better, and for whom, \
     is for the reader to judge.</p>"
        .to_owned()
}

/// The method of the comparison.
pub fn how_compared(input: &ReportInput) -> String {
    let plan = &input.comparison.plan;
    let span = |window| window_text::spans(plan, window).map(|spans| esc(&spans));
    let mut out = String::from("<h3>How it was compared</h3>");
    if input.regimes() > 1 {
        out += &format!(
            "<p>Every society was run once under each regime: the same people, with the same luck. So the regime and \
             its consequences cause every difference from <strong>{}</strong>, the baseline.</p>",
            input.name(0)
        );
    }
    out += &match plan.replicates {
        1 => "<p>Only one society was drawn, which says nothing about chance: there are no intervals on this page, \
             and no difference on it should be relied on.</p>"
            .to_owned(),
        n => format!(
            "<p>This was done with {n} societies, each with its own people and its own luck. The interval after a \
             figure is the 95 % confidence interval of the mean over societies. It covers this chance only, not \
             wrong assumptions. Differences in <strong>bold</strong> have an interval that excludes zero.</p>"
        ),
    };
    let during = span(Window::During).map(|m| format!("“While in force” means {m}"));
    let after = span(Window::After).map(|m| format!("“after the end” means {m}"));
    let spans: Vec<String> = during.into_iter().chain(after).collect();
    if !spans.is_empty() {
        out += &format!("<p>{}.</p>", spans.join("; "));
    }
    if input.regimes() > 1 && !window_text::alike(plan) {
        out += &format!(
            "<p>Each difference covers the months of its own regime; <strong>{}</strong> is read in the same months \
             for it.</p>",
            input.name(0)
        );
    }
    out
}

/// How to read the pictures of differences.
pub fn how_to_read_dots(input: &ReportInput) -> String {
    let after = input.comparison.plan.has(Window::After);
    let fill = if after {
        "Full dots are for the time while a regime is in force, hollow dots for the time after its end. "
    } else {
        ""
    };
    let compared = input.regimes() > 1;
    let chance = input.comparison.plan.replicates > 1;
    let dot = if compared {
        format!("Each dot is a regime’s difference from <strong>{}</strong>", input.name(0))
    } else {
        "Each dot is a mean".to_owned()
    };
    let bar = if chance { ", and the bar is its 95 % interval. " } else { ". " };
    let zero = if compared && chance {
        "If the bar crosses the line at zero, chance alone may explain the difference. "
    } else {
        ""
    };
    format!("<p>{dot}{bar}{fill}{zero}Every card has its own scale: compare within a card, not between cards.</p>")
}

/// How to read the section on persistence.
pub const HOW_TO_READ_REMAINS: &str = "Differences from the baseline, with 95 % intervals. Only measures with at \
     least one difference that can be told from chance are shown; “none at all” means exactly equal.";

/// How to read the figures by group.
pub fn how_to_read_groups(input: &ReportInput, by: By) -> String {
    let what = if input.regimes() > 1 {
        format!(
            "The effect of each regime on each group, compared with the same group under <strong>{}</strong>",
            input.name(0)
        )
    } else {
        "Each group's mean".to_owned()
    };
    let looked = if by == By::All { " Groups are sampled every fifth month." } else { "" };
    let chance = if input.comparison.plan.replicates > 1 { ", with its 95 % interval" } else { "" };
    format!(
        "{what}, while the regime is in force{chance}. Groups differ in more than one respect: old people are also \
         poorer and have less schooling. Firms count with their owners.{looked}"
    )
}

/// How to read the first figure.
pub fn how_to_read_glance(input: &ReportInput) -> String {
    let bar = if input.comparison.plan.replicates > 1 {
        " The bar behind a sign is its 95 % interval; if it crosses the vertical line, chance alone may explain the \
         difference."
    } else {
        ""
    };
    format!(
        "The vertical line is <strong>{}</strong>, the baseline. A sign to its right means more under a regime than \
         under the baseline, a sign to its left means less, while the regime is in force.{bar} Each row has its \
         own scale, set by its largest difference: compare within a row, not between rows.",
        input.name(0)
    )
}

/// How to read the section on claims.
pub const HOW_TO_READ_CLAIMS: &str = "<p>An essay made claims about such systems; each was written down as tests \
     before anything was run. Those that this run can test are below. Its societies share <em>one</em> set of \
     assumptions about behaviour, so an effect that agrees with a claim here is no verdict: another plausible \
     society may give another answer, and only a trial in many of them shows in how many a claim holds.</p>";

/// How to get a verdict.
pub const NO_TRIAL: &str = "A verdict needs many plausible societies: <code>glasshouse claims --out trial</code> \
     tests each claim in a thousand, and <code>--with trial</code> puts the verdicts on this page.";

/// How to read the parts of a difference.
pub const HOW_TO_READ_PARTS: &str = "A regime has many mechanisms. They are added one after the other, in many orders, \
     to the same people with the same luck; the part of a mechanism is the mean change when it comes (Shapley). Parts \
     add up to the whole difference. A part can be larger than the whole, where another works against it. In <strong>bold</strong>, \
     intervals that exclude zero.";

/// How to read the section on sensitivity.
pub const HOW_TO_READ_SENSITIVITY: &str = "The intervals on this page cover chance alone. A sweep shows whether \
     other assumptions would change a result: it varies the numbers of behaviour or of a regime’s file and estimates \
     the effect of each.";

/// How to run a sweep.
pub const NO_SWEEP: &str = "<p>No sweep was given. <code>glasshouse sweep screening --out screening</code> varies \
     every number of behaviour in its plausible range, and <code>--with screening</code> shows their effects \
     here.</p>";

/// A pointer to the trial's answer.
pub const SENSITIVITY_OF_TRIAL: &str = "<p>The parameters that move the effect of each claim over all plausible \
     societies are listed <a href=\"#claims\">beside the claims</a>.</p>";

/// Words that the page uses in a special sense.
pub const WORDS: &[(&str, &str)] = &[
    ("Society", "invented people with households, neighbourhoods, friends and firms, drawn from published aggregates"),
    (
        "Regime",
        "a set of institutions that watch, judge, reward and punish, or help; “no-system” has only law and gossip",
    ),
    ("Baseline", "the regime with which the others are compared: the first one named"),
    ("Replicate", "a newly drawn society, with its own people and its own luck"),
    (
        "Paired difference",
        "the figure under a regime minus the figure under the baseline, for the same people with the same luck",
    ),
    (
        "95 % interval",
        "the range that holds the mean over very many societies with 95 % confidence; it covers chance only, not \
         wrong assumptions",
    ),
    ("The truth", "a count of everything that people did and thought, which nobody inside the society could make"),
    ("What the state sees", "the same thing in the state's records and surveys, with their gaps and errors"),
    ("Listed", "on the public list, or in a tier that counts as listed"),
    ("Fifth", "a fifth of the people, ordered by income"),
    ("Domain", "honest dealing, care for others, and speaking one's mind: a person has her own norm for each"),
];
