//! Which words does the report always say?

use super::Story;
use super::county_map::Map;
use crate::number_format::counted;
use glasshouse::experiment::compare::Window;
use glasshouse::society::strata::By;

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

/// How to read the pictures by group.
pub fn how_to_read_groups(story: &Story, by: By) -> String {
    let what = if story.regimes() > 1 {
        format!(
            "What each regime changes in each group, beside the same group under <strong>{}</strong>",
            story.name(0)
        )
    } else {
        "Each group's mean".to_owned()
    };
    let looked = if by == By::All { " Groups are looked at in every fifth month." } else { "" };
    let chance = if story.comparison.plan.replicates > 1 { ", with its 95 % interval" } else { "" };
    format!(
        "{what}, while the regimes are in force{chance}. Groups differ in more than their name: who is old is poorer and \
         has less schooling, too. Firms count with their owners.{looked}"
    )
}

/// How to read the maps.
pub fn how_to_read_map(story: &Story, map: &Map) -> String {
    let plan = &story.comparison.plan;
    let (counties, provinces) = (counted(map.all.into(), "county"), counted(map.provinces() as u64, "province"));
    let tile = if map.counties {
        format!("Each tile is a county: there are {counties} in {provinces}, and a gap parts two provinces.")
    } else {
        format!(
            "Each tile is a province: there are {provinces} with {counties}, too many to be seen one by one. \
             <code>--by county</code> tells of each."
        )
    };
    let alike = if story.regimes() > 1 {
        " All maps of a measure share the shades that stand above them: compare a tile under one regime with the same tile \
         under another."
    } else {
        ""
    };
    let (mean, chance) = match plan.replicates {
        1 => ("", "Only one society was drawn, so nothing is said here of chance.".to_owned()),
        n => (
            " and of all societies",
            format!(
                "Each of the {n} societies is settled by other people with other luck. By how much the mean of a tile may be \
                 off by that chance stands in the table’s last column (95 % interval, that of the middle tile). Where the \
                 quarters of the table lie no farther apart than that, the pattern of a map may be chance alone."
            ),
        ),
    };
    let rollout = if plan.regimes.iter().any(|regime| regime.rollout.is_some()) {
        " A regime that begins in some counties before others does so in other ones in each society."
    } else {
        ""
    };
    format!(
        "<p>{tile} Its shade is the mean of all months in which the regimes are in force{mean}.{alike}</p><p>{chance}{rollout} \
         The map is invented, as its people are: it shows no country.</p>"
    )
}

/// How to read the first picture.
pub fn how_to_read_glance(story: &Story) -> String {
    let bar = if story.comparison.plan.replicates > 1 {
        " The bar behind a sign is its 95 % interval; where it crosses the upright, chance alone may explain the \
         difference."
    } else {
        ""
    };
    format!(
        "The upright is <strong>{}</strong>: what these people would have done without any of it. A sign to its right says \
         that there is more of it under a regime, to its left that there is less, while the regimes are in force.{bar} Each \
         line has its own scale, and the longest of its differences fills it: compare within a line, not between lines.",
        story.name(0)
    )
}

/// How to read the section on claims.
pub const HOW_TO_READ_CLAIMS: &str = "<p>An essay made claims about such systems; each was written down as tests before \
    anything was run. Below stand those of which this run can speak: societies that share <em>one</em> set of assumptions \
    about behaviour. That an effect goes the way of a claim here is no verdict: another plausible society may give \
    another answer, and only a trial in all of them says in how many a claim holds.</p>";

/// How to get a verdict.
pub const NO_TRIAL: &str = "A verdict needs all plausible societies: <code>glasshouse claims --out trial</code> tries each \
    claim in a thousand, and <code>--with trial</code> puts the verdicts on this page.";

/// How to read what results hang on.
pub const HOW_TO_READ_SENSITIVITY: &str = "The intervals on this page are about chance alone. Whether a result would be \
    another had we assumed other numbers is asked by running many: a sweep varies numbers of behaviour or of a regime’s \
    file, and tells what each does.";

/// How to get it.
pub const NO_SWEEP: &str = "<p>No sweep was given. <code>glasshouse sweep screening --out screening</code> varies every number \
    of behaviour in its plausible range, and <code>--with screening</code> puts here what each does.</p>";

/// Where a trial's answer stands.
pub const SENSITIVITY_OF_TRIAL: &str = "<p>What moves the effect of each claim over all plausible societies stands \
    <a href=\"#claims\">beside the claims</a>.</p>";

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
