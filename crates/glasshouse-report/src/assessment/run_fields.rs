//! Fields that are read from runs: who is affected, how, how surely, and what remains.

use super::evidence::{Evidence, SocietySigns};
use super::field::{Block, Field, FieldSource};
use crate::number_format::{counted, difference, level, two, typeset};
use crate::window_text;
use glasshouse::experiment::window::Window;
use glasshouse::observatory::measures::{Measure, View, by_key};
use glasshouse::observatory::statistics::Interval;
use glasshouse::observatory::tally::Count;

const PERSONS: &str = "AI Act, Art. 27(1)(c): persons and groups";
const RISKS: &str = "AI Act, Art. 27(1)(d): specific risks of harm";
const MEASURES: &str = "AI Act, Art. 27(1)(f): measures if risks materialise";

/// A field of measures before it is answered: id, element, question, window, measures.
type Asked = (&'static str, &'static str, &'static str, Window, &'static [&'static str]);

const ASKED: &[Asked] = &[
    (
        "27-1-c.affected",
        PERSONS,
        "How many people does it reach?",
        Window::During,
        &["listed", "entered", "wrongly_sanctioned", "on_show", "shunned", "isolated", "avoided", "firms_listed"],
    ),
    (
        "27-1-c.kin",
        PERSONS,
        "What happens to family, friends and children?",
        Window::During,
        &["blameless_loss", "harm_per_listed", "schoolless", "school_lost", "ties_broken", "reported_at_home"],
    ),
    (
        "27-1-d.wrong-hits",
        RISKS,
        "How many are hit for what they did not do, and for how long?",
        Window::During,
        &[
            "wrongly_listed",
            "innocent_listed",
            "wrongly_sanctioned",
            "wrongly_denied",
            "righting_time",
            "never_righted",
            "wrongly_marked",
            "firms_wrongly_listed",
        ],
    ),
    (
        "27-1-d.same-acts",
        RISKS,
        "Are people who did the same treated alike?",
        Window::During,
        &[
            "listed_same_acts_1",
            "listed_same_acts_2",
            "listed_same_acts_3",
            "listed_same_acts_4",
            "listed_same_acts_5",
            "concentration_score",
            "gini_score",
        ],
    ),
    (
        "27-1-d.chilling",
        RISKS,
        "Do people stop doing what they may do?",
        Window::During,
        &[
            "critics_silent",
            "criticism",
            "self_censored",
            "critics_listed",
            "purchases_bent",
            "felt",
            "artificial_peace",
        ],
    ),
    (
        "27-1-d.privacy",
        RISKS,
        "What is known of people, by whom, and for how long?",
        Window::During,
        &["life_on_record", "bits_known", "kept", "on_show", "eyes"],
    ),
    (
        "27-1-d.access",
        RISKS,
        "What are people shut out from?",
        Window::During,
        &["credit", "grounded", "schoolless", "posts_lost", "jobless", "in_need", "sanction_loss", "help_listed"],
    ),
    (
        "27-1-d.corruption",
        RISKS,
        "Can standing be bought, and who buys it?",
        Window::During,
        &["bribes", "points_for_bribes", "left_by_money", "bought_1", "bought_5", "figures_made_up"],
    ),
    (
        "27-1-d.others",
        RISKS,
        "How do people treat each other?",
        Window::During,
        &["trust", "help", "honest_trade", "violations", "scams", "defaults", "false_reports"],
    ),
    (
        "27-1-f.righting",
        MEASURES,
        "How often and how soon is a wrong put right?",
        Window::During,
        &["redress_time", "righting_time", "never_righted", "appeals_granted"],
    ),
    (
        "27-1-f.remains",
        MEASURES,
        "What remains after it has ended?",
        Window::After,
        &["trust", "critics_silent", "scar", "school_lost", "wrongly_sanctioned", "jobless", "in_need", "approval_gap"],
    ),
];

/// The measures whose signs are looked up in other societies.
pub fn measures() -> Vec<&'static Measure> {
    let mut all: Vec<&'static Measure> = Vec::new();
    for measure in ASKED.iter().filter(|asked| asked.3 == Window::During).flat_map(|asked| asked.4).map(|key| read(key))
    {
        if !all.contains(&measure) {
            all.push(measure);
        }
    }
    all
}

/// The ids of all fields that are read from runs.
#[cfg(test)]
pub(super) fn ids() -> Vec<&'static str> {
    ASKED.iter().map(|asked| asked.0).chain(["27-1-c.groups"]).collect()
}

/// All fields that are read from runs.
pub fn fields(evidence: &Evidence) -> Vec<Field> {
    let mut all = vec![groups(evidence)];
    all.extend(ASKED.iter().map(|asked| field(evidence, asked)));
    all
}

fn read(key: &str) -> &'static Measure {
    by_key(key).expect("the table of fields names measures that exist")
}

fn field(evidence: &Evidence, (id, element, question, window, keys): &Asked) -> Field {
    let measures: Vec<&'static Measure> = keys.iter().map(|key| read(key)).collect();
    Field {
        id,
        element,
        question,
        answer: answer(evidence, *window, &measures),
        source: FieldSource::Run(measures.iter().map(|m| m.key).collect()),
        sections: &[],
    }
}

fn answer(evidence: &Evidence, window: Window, measures: &[&'static Measure]) -> Vec<Block> {
    let (c, regime) = (evidence.comparison, evidence.regime);
    let Some(months) = c.window(regime, window) else {
        let why = match window {
            Window::During => "The regime is in force in no month of the run.",
            Window::After => "The regime does not end within the run, so nothing can be said.",
        };
        return vec![Block::text(why)];
    };
    let cell = |i: Option<Interval>, show: fn(Interval) -> String| i.map_or("—".to_owned(), show);
    let row = |m: &&'static Measure| {
        let there = c.window(regime, window).and_then(|span| c.over(0, m, View::Truth, span));
        [
            format!("{}, {}", m.name, m.unit),
            cell(there, level),
            cell(c.level(regime, m, View::Truth, window), level),
            cell(c.difference(regime, m, View::Truth, window), difference),
            match (window, c.difference(regime, m, View::Truth, window)) {
                (Window::After, _) => "not looked at".to_owned(),
                (_, None) => "—".to_owned(),
                _ => share(evidence, m),
            },
            extremes(evidence, m, window),
        ]
    };
    vec![Block::table(
        format!(
            "In {}; 95 % intervals over {} of {}{}",
            window_text::months(&months),
            counted(c.plan.replicates.into(), "society"),
            counted(c.plan.size.people, "person"),
            others(&evidence.signs, window)
        ),
        ["Measure", "Without it", "Under it", "Difference", "Other plausible societies", "By group"],
        measures.iter().map(row).collect(),
    )]
}

/// The other societies in which signs were looked up, in words.
fn others(signs: &SocietySigns, window: Window) -> String {
    if signs.societies == 0 || window == Window::After {
        return String::new();
    }
    format!(
        ". The other {} have {} each and are drawn from all plausible ranges, whether or not they fit published figures",
        counted(signs.societies.into(), "society"),
        counted(signs.people, "person")
    )
}

/// The share of other plausible societies in which the difference has a sign.
fn share(evidence: &Evidence, measure: &Measure) -> String {
    let of = evidence.signs.societies;
    match evidence.signs.of(measure) {
        None => "not looked at".to_owned(),
        Some((0, 0)) => format!("no difference in any of {of}"),
        Some((higher, lower)) if higher >= lower => format!("higher in {higher} of {of}"),
        Some((_, lower)) => format!("lower in {lower} of {of}"),
    }
}

/// The groups with the lowest and the highest level.
fn extremes(evidence: &Evidence, measure: &Measure, window: Window) -> String {
    let (c, regime) = (evidence.comparison, evidence.regime);
    let names = c.plan.groups();
    let levels = (0..names.len()).filter_map(|group| {
        let level = c.level_of(group, regime, measure, View::Truth, window)?;
        Some((level.mean, &names[group]))
    });
    let levels: Vec<(f64, &String)> = levels.collect();
    let [low, high] =
        [levels.iter().min_by(|a, b| a.0.total_cmp(&b.0)), levels.iter().max_by(|a, b| a.0.total_cmp(&b.0))];
    match (low, high) {
        (Some(low), Some(high)) if low.0 < high.0 => {
            let [low, high] =
                [low, high].map(|(value, group)| format!("{} in {}", two(*value), group.replace(':', ": ")));
            typeset(&format!("{low}, {high}"))
        }
        _ => "—".to_owned(),
    }
}

/// Every group, its size, and what the system does to it.
fn groups(evidence: &Evidence) -> Field {
    const COLUMNS: [&str; 5] = ["listed", "wrongly_sanctioned", "critics_silent", "sanction_loss", "in_need"];
    let measures = COLUMNS.map(read);
    let (c, regime) = (evidence.comparison, evidence.regime);
    let names = c.plan.groups();
    let answer = match c.window(regime, Window::During) {
        None => vec![Block::text("The regime is in force in no month of the run.")],
        Some(_) => {
            let sums = c.groups_during(regime);
            // Everybody is in one group of each division, so a division's sizes add up to all.
            let size = |group: usize| sums.get(group).map_or(0, |sum| sum.get(Count::People));
            let division = |name: &str| name.split(':').next().unwrap_or_default().to_owned();
            let whole = |group: usize| {
                (0..names.len()).filter(|g| division(&names[*g]) == division(&names[group])).map(size).sum::<i64>()
            };
            let row = |group: usize| -> [String; 7] {
                let level = |m: &'static Measure| {
                    let level = c.level_of(group, regime, m, View::Truth, Window::During);
                    level.map_or("—".to_owned(), |i| two(i.mean))
                };
                let share = 100.0 * size(group) as f64 / whole(group).max(1) as f64;
                let [a, b, c, d, e] = measures.map(level);
                [names[group].replace(':', ": "), format!("{} %", two(share)), a, b, c, d, e]
            };
            let head: [String; 5] = measures.map(|m| format!("{}, {}", m.name, m.unit));
            let [a, b, c, d, e] = head.each_ref().map(String::as_str);
            vec![
                Block::text(
                    "These are the groups that the society distinguishes. Each person is in one group of every division.",
                ),
                Block::table(
                    "Groups while it is in force",
                    ["Group", "Share of adults", a, b, c, d, e],
                    (0..names.len()).map(row).collect(),
                ),
            ]
        }
    };
    Field {
        id: "27-1-c.groups",
        element: PERSONS,
        question: "Which groups are affected, and how many people are they?",
        answer,
        source: FieldSource::Run(COLUMNS.to_vec()),
        sections: &[],
    }
}
