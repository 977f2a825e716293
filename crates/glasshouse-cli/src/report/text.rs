//! Which words does the report always say?

use super::Story;
use glasshouse::experiment::compare::Window;

/// Stands at the head and at the foot of the page.
pub const MOTTO: &str = "Invented people; an explanation, not a prediction.";

/// Stands in every picture, so that it goes where the picture goes.
pub const FIGURE_FOOT: &str = "synthetic; explanation, not prediction";

/// Stands where a measure is not defined.
pub const NONE: &str = "<span class=none title=\"not defined: nobody to count\">—</span>";

/// What this is not, and what must not be done with it.
pub fn caution() -> String {
    "<p>Everything on this page happened to people who do not exist. They were drawn from published aggregates and from \
     assumptions, to find out which mechanisms bring which effects. The page says nothing about what any country, city \
     or firm does, did or will do.</p>\
     <p>It must not be used</p><ul>\
     <li>to score, rank, choose or punish real people, or to build, tune or defend a system that does;</li>\
     <li>as proof that a system is lawful or harmless. A harm that looks small here may be large elsewhere, and a low \
     average can hide a few who lost everything;</li>\
     <li>with a figure torn from its interval and from the assumptions behind it.</li></ul>\
     <p>There is no overall score and no order of merit of the regimes. Whether more of something is better, and for \
     whom, is for the reader to judge.</p>"
        .to_owned()
}

/// How the comparison was made.
pub fn how_compared(story: &Story) -> String {
    let plan = &story.comparison.plan;
    let span = |window| story.comparison.months(window).map(|m| format!("months {} to {}", m.start + 1, m.end));
    let mut out = String::from("<h3>How it was compared</h3>");
    if story.regimes() > 1 {
        out += &format!(
            "<p>Every society was run once under each regime: the same people, with the same luck. So a difference to \
             <strong>{}</strong>, the baseline, comes from the regime and from what followed from it.</p>",
            story.name(0)
        );
    }
    out += &match plan.replicates {
        1 => "<p>Only one society was drawn, so that nothing can be said about chance: there are no intervals on this \
              page, and no difference on it should be relied on.</p>"
            .to_owned(),
        n => format!(
            "<p>This was done with {n} societies, each with its own people and its own luck. The interval behind a figure \
             shows where the mean lies with 95 % confidence as far as this chance is concerned. It does not cover what we \
             may have assumed wrongly. Differences in <strong>bold</strong> have an interval without zero in it.</p>"
        ),
    };
    let during = span(Window::During).map(|m| format!("“While in force” means {m}"));
    let after = span(Window::After).map(|m| format!("“after the end” means {m}"));
    let spans: Vec<String> = during.into_iter().chain(after).collect();
    if !spans.is_empty() {
        out += &format!("<p>{}.</p>", spans.join(", "));
    }
    out
}

/// How to read the pictures of differences.
pub fn how_to_read_dots(story: &Story) -> String {
    let after = story.comparison.months(Window::After).is_some();
    let fill = if after {
        "A full dot is the time while the regimes are in force, a hollow dot the time after their end. "
    } else {
        ""
    };
    let compared = story.regimes() > 1;
    let chance = story.comparison.plan.replicates > 1;
    let dot = if compared {
        format!("Each dot is the difference that a regime makes to <strong>{}</strong>", story.name(0))
    } else {
        "Each dot is a mean".to_owned()
    };
    let bar = if chance { ", the bar is its 95 % interval. " } else { ". " };
    let zero = if compared && chance {
        "Where the bar crosses the line at zero, chance alone may explain the difference. "
    } else {
        ""
    };
    format!("<p>{dot}{bar}{fill}{zero}Every card has its own scale: compare within a card, not between cards.</p>")
}

/// How to read the section on what remained.
pub const HOW_TO_READ_REMAINS: &str = "Differences to the baseline, with 95 % intervals. Only measures are shown for which \
    at least one of the two differences can be told from chance; “none at all” means exactly equal.";

/// How to read the tables by group.
pub const HOW_TO_READ_GROUPS: &str = "What the headline measures are in each group, with 95 % intervals, while the \
    regimes are in force. Groups differ in more than their name: who is old is poorer and has less schooling, too. Firms \
    count with their owners.";

/// Words that the page uses in a sense of its own.
pub const WORDS: &[(&str, &str)] = &[
    ("Society", "invented people with households, neighbourhoods, friends and firms, drawn from published aggregates"),
    (
        "Regime",
        "a set of institutions that watch, judge, reward and punish, or help; “no-system” has only law and gossip",
    ),
    ("Baseline", "the regime to which the others are compared: the first one named"),
    ("Replicate", "one society drawn anew, with its own people and its own luck"),
    (
        "Paired difference",
        "the figure under a regime minus the figure under the baseline, for the same people with the same luck",
    ),
    (
        "95 % interval",
        "where the mean over very many societies lies, with 95 % confidence; chance only, not wrong assumptions",
    ),
    ("What is", "counted over all that people did and thought, which nobody inside the society could do"),
    (
        "What the state sees",
        "the same thing as it looks in the state's records and surveys, with their gaps and errors",
    ),
    ("Listed", "on the public list, or in a tier that counts as listed"),
    ("Fifth", "a fifth of the people, ordered by income"),
    ("Domain", "honest dealing, care for others, and speaking one's mind: for each a person has a norm of her own"),
];
